// What the forms show of a file's YAML, and what of it goes back. A `spec` says of what sort a value is:
//   text, bool, number, day (texts in the form; what is none of these is not shown, and stays), many (list), table (mapping whose keys are data: in the form a list of pairs),
//   record (part with fields; `bare`: the field whose text may stand for the part), either (one value, or a table),
//   file (the name of a file, or what `of` says).
// Values are texts throughout, as they are typed, so that 1.10 stays 1.10.
import { isAlias, isMap, isScalar, isSeq } from "./yaml/index.js";

const UNSET = /^(?:~|null|Null|NULL|)$/;
// A number as the browser's own box gives it back; with more digits it would be another one.
const NUMBER = /^(?=.{1,15}$)[+-]?\d+(?:\.\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const YES_OR_NO = { true: "true", yes: "true", false: "false", no: "false" };

export class Unfit extends Error {}

export const isUnset = (node) => !node || (isScalar(node) && node.type === "PLAIN" && UNSET.test(node.source ?? ""));

// A value whose text would mean that there is none needs quotes.
export const meansUnset = (text) => UNSET.test(text);

const text = (node) => {
  if (isAlias(node) || node.anchor || node.tag) throw new Unfit("it has an anchor, an alias or a tag");
  if (!isScalar(node)) throw new Unfit("it has a list or a mapping where a text belongs");
  return String(node.value);
};

export function formOf(node, spec) {
  if (isUnset(node)) return undefined;
  if (isAlias(node) || node.anchor || node.tag) throw new Unfit("it has an anchor, an alias or a tag");
  switch (spec.is) {
    case "text":
      return text(node);
    case "bool":
      return YES_OR_NO[text(node).trim().toLowerCase()] ?? text(node);
    case "number": {
      const digits = text(node).trim();
      return NUMBER.test(digits) ? String(Number(digits)) : undefined;
    }
    case "day":
      return DAY.test(text(node).trim()) ? text(node).trim() : undefined;
    case "many":
      return (isSeq(node) ? node.items : [node]).map((one) => formOf(one, spec.of) ?? "");
    case "table":
      return pairs(node, spec);
    case "record":
      return recordOf(node, spec);
    default:
      throw new Unfit(`nothing is known of ${spec.is}`);
  }
}

function pairs(node, spec) {
  // A list of ids stands for ids whose title is the id in words.
  if (isSeq(node)) return node.items.map((one) => ({ [spec.key]: text(one), value: inWords(text(one)) }));
  if (!isMap(node)) throw new Unfit("it has a text where a mapping belongs");
  return node.items.map(({ key, value }) => {
    const inside = formOf(value, spec.of);
    return { [spec.key]: text(key), ...(spec.of.is === "record" ? inside : { value: inside ?? "" }) };
  });
}

const inWords = (id) => (id.charAt(0).toUpperCase() + id.slice(1)).replaceAll("-", " ");

function recordOf(node, spec) {
  if (!isMap(node)) {
    if (!spec.bare || !isScalar(node)) throw new Unfit("it has a text or a list where fields belong");
    return { [spec.bare]: text(node) };
  }
  const form = {};
  for (const [name, field] of Object.entries(spec.fields)) {
    const value = node.get(name, true);
    if (isUnset(value)) continue;
    if (field.is === "either") {
      if (isMap(value)) form[`${name}_each`] = formOf(value, field.each);
      else form[name] = formOf(value, field.one);
    } else if (field.is === "file" && (isScalar(value) || !field.of)) form[`${name}_file`] = text(value);
    else form[name] = formOf(value, field.is === "file" ? field.of : field);
  }
  return form;
}

// What the form says of one field: a field of two sorts has two places in it.
export function said(form, name, spec) {
  if (spec.is === "either") return { one: clean(form[name]), each: clean(form[`${name}_each`]) };
  if (spec.is === "file") return { file: clean(form[`${name}_file`]), of: clean(form[name]) };
  return clean(form[name]);
}

// A form's values without what is empty; undefined where nothing is left.
export function clean(value) {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) {
    const left = value.map(clean).filter((one) => one !== undefined);
    return left.length ? left : undefined;
  }
  if (typeof value === "object") {
    const left = Object.entries(value).map(([name, one]) => [name, clean(one)]);
    const set = left.filter(([, one]) => one !== undefined);
    return set.length ? Object.fromEntries(set) : undefined;
  }
  const words = String(value).trim();
  return words === "" ? undefined : words;
}

// Whether two values of a form say the same; the pairs of a mapping have no order.
export function same(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) {
    const [here, there] = [sorted(one), sorted(other)];
    return here.length === there.length && here.every((entry, index) => same(entry, there[index]));
  }
  if (one && other && typeof one === "object" && typeof other === "object") {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].every((name) => same(one[name], other[name]));
  }
  return one === other;
}

const sorted = (list) =>
  list.every((one) => one?.key !== undefined) ? list.toSorted((one, other) => (one.key < other.key ? -1 : 1)) : list;

// What a form's value is in a file: texts, lists and mappings; undefined for nothing.
export function plainOf(form, spec) {
  if (form === undefined || form === null) return undefined;
  switch (spec.is) {
    case "either":
      return form.each ? plainOf(form.each, spec.each) : plainOf(form.one, spec.one);
    case "file":
      return form.file ?? (spec.of ? plainOf(form.of, spec.of) : undefined);
    case "many": {
      const entries = form.map((one) => plainOf(one, spec.of)).filter((one) => one !== undefined);
      return entries.length ? entries : undefined;
    }
    case "table":
      return mapping(form, spec);
    case "record": {
      const fields = Object.entries(spec.fields).map(([name, field]) => [name, plainOf(said(form, name, field), field)]);
      const set = fields.filter(([, one]) => one !== undefined);
      if (set.length === 1 && set[0][0] === spec.bare) return set[0][1];
      return set.length ? Object.fromEntries(set) : undefined;
    }
    default:
      return clean(form);
  }
}

function mapping(form, spec) {
  const rows = form.filter((row) => clean(row[spec.key]) !== undefined).map((row) => [clean(row[spec.key]), row]);
  if (!rows.length) return undefined;
  if (new Set(rows.map(([key]) => key)).size < rows.length) throw new Error(`the same ${spec.key} stands there twice`);
  const values = rows.map(([key, row]) => [key, plainOf(spec.of.is === "record" ? row : row.value, spec.of)]);
  const lacking = values.find(([, one]) => one === undefined && spec.of.is !== "record");
  if (lacking) throw new Error(`${lacking[0]} has no value`);
  return Object.fromEntries(values.map(([key, one]) => [key, one ?? {}]));
}
