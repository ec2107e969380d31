// Starts Sveltia CMS with the configuration that `cxsite cms` wrote, and with formats that keep the files as they are.
import { formatOf } from "./content_format.js";

const read = async (name) => (await fetch(name, { cache: "no-store" })).json();
const [config, formats] = await Promise.all([read("config.json"), read("formats.json")]);

// The page starts it itself: the formats come first.
window.CMS_MANUAL_INIT = true;
const { default: CMS } = await import("./sveltia/index.js");
for (const [name, format] of Object.entries(formats)) CMS.registerCustomFormat(name, format.extension, formatOf(format));
CMS.init({ config: { ...config, load_config_file: false } });
