/*
 * Lets a copy of a site work from a folder on a disk. There, browsers load no module and no worker from a file, so
 * both come as texts in scripts: `offline.texts` below, and the parts that only some pages need in `offline-more.js`.
 * From a server, everything is loaded as ever.
 */
(() => {
  const offline = (window.cxOffline = { texts: {}, worker: {} });
  const root = new URL("../../", document.currentScript.src);
  const onDisk = location.protocol === "file:";
  const addresses = new Map();
  let more;

  const blob = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));

  /** The address of a module whose texts are there; those that it imports come first. */
  function addressOf(name) {
    if (addresses.get(name) === null) throw new Error(`cxsite: ${name} imports itself`);
    if (!addresses.has(name)) {
      addresses.set(name, null);
      const text = offline.texts[name].replace(/"cx-offline:([^"]+)"/g, (_, other) => JSON.stringify(addressOf(other)));
      addresses.set(name, blob(text));
    }
    return addresses.get(name);
  }

  function load(src) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = src;
      script.onload = done;
      script.onerror = () => failed(new Error(`cxsite: ${src} could not be loaded`));
      document.head.append(script);
    });
  }

  /** Import a module of the site by its place in it. */
  offline.import = async (name) => {
    if (!onDisk) return import(new URL(name, root));
    if (!(name in offline.texts)) await (more ??= load(new URL("assets/cxsite/offline-more.js", root)));
    return import(addressOf(name));
  };

  if (onDisk && window.Worker) {
    const Native = window.Worker;
    window.Worker = class extends Native {
      constructor(url, options) {
        const name = decodeURI(String(new URL(url, location)).replace(String(root), ""));
        super(name in offline.worker ? blob(offline.worker[name]) : url, options);
      }
    };
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const script of document.querySelectorAll("script[type=cx-module]")) {
      offline.import(decodeURI(String(new URL(script.getAttribute("src"), location)).replace(String(root), "")));
    }
  });
})();
