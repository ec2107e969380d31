// One format of files for the forms: what they show of a file, and the file with what was changed in them.
import { Pair, Scalar, isMap, parseAllDocuments } from "./yaml/index.js";
import { Edits } from "./edits.js";
import { Unfit, clean, formOf, plainOf, same } from "./values.js";
import { inLines, nodeOf } from "./written.js";

// The text of the file, which the forms carry along and never show: what they don't know stays in it.
const SOURCE = "cxsite_source";
const OPENING = /^---[ \t]*(?:#[^\n]*)?\n/;
const CLOSING = /^(?:---|\.\.\.)[ \t]*$/m;

export function formatOf({ spec, markdown }) {
  return {
    fromFile: (text) => ({ ...read(text, spec, markdown), [SOURCE]: text }),
    toFile: (content) => written(content, spec, markdown),
  };
}

function read(text, spec, markdown) {
  const { yaml, body } = split(text, markdown);
  const contents = documentOf(yaml).contents;
  const form = spec.is === "table" ? { items: formOf(contents, spec) } : formOf(contents, spec);
  return markdown && body ? { ...form, body } : form;
}

function split(text, markdown) {
  if (!markdown) return { head: "", yaml: text, body: "" };
  const opening = OPENING.exec(text);
  const rest = opening ? text.slice(opening[0].length) : "";
  const closing = CLOSING.exec(rest);
  if (!opening || !closing) throw new Unfit("its fields do not begin and end with ---");
  const behind = rest.slice(closing.index + closing[0].length);
  return { head: opening[0], yaml: rest.slice(0, closing.index), closing: closing[0], behind, body: behind.trim() };
}

function documentOf(yaml) {
  const documents = parseAllDocuments(yaml, { schema: "failsafe", uniqueKeys: true });
  const [document, further] = Array.isArray(documents) ? documents : [];
  if (!document || further || document.errors.length || !isMap(document.contents) || document.contents.flow)
    throw new Unfit(document?.errors[0]?.message ?? "it is no single mapping");
  const [first] = document.contents.items;
  if (first && first.key.range[0] > yaml.lastIndexOf("\n", first.key.range[0]) + 1) throw new Unfit("it is indented");
  return document;
}

function written(content, spec, markdown) {
  const { [SOURCE]: source, ...form } = content;
  const text = source === undefined ? begun(form, spec, markdown) : brought(source, form, spec, markdown);
  const shown = clean(read(text, spec, markdown));
  const { body, ...fields } = form;
  const meant = markdown && clean(body) ? { ...fields, body } : fields;
  if (!same(clean(shown), clean(narrowed(meant, spec)))) throw new Error("a value of the form can't be written down");
  return text;
}

// Only what is offered: a form may hold what older files said.
function narrowed(form, spec) {
  if (spec.is === "table") return { items: form.items };
  const names = Object.entries(spec.fields).flatMap(([name, { is }]) => [
    name,
    ...(is === "either" ? [`${name}_each`] : is === "file" ? [`${name}_file`] : []),
  ]);
  return Object.fromEntries([...names, "body"].filter((name) => name in form).map((name) => [name, form[name]]));
}

function brought(source, form, spec, markdown) {
  const parts = split(source, markdown);
  const document = documentOf(parts.yaml);
  const edits = new Edits(parts.yaml, document);
  const before = read(source, spec, markdown);
  if (spec.is === "table") edits.rows(document.contents, before.items, form.items ?? [], spec);
  else edits.fields(document.contents, before, form, spec);
  const yaml = edits.result();
  if (!markdown) return yaml;
  const body = clean(form.body) ?? "";
  const behind = body === parts.body ? parts.behind : body ? `\n\n${body}\n` : "\n";
  return `${parts.head}${yaml}${yaml.endsWith("\n") ? "" : "\n"}${parts.closing}${behind}`;
}

function begun(form, spec, markdown) {
  const plain = spec.is === "table" ? plainOf(clean(form.items), spec) : plainOf(clean(form), spec);
  const yaml = Object.entries(plain ?? {})
    .map(([name, value]) => inLines(new Pair(new Scalar(name), nodeOf(value)), 0))
    .join("");
  const body = clean(form.body);
  return markdown ? `---\n${yaml}---\n${body ? `\n${body}\n` : ""}` : yaml;
}
