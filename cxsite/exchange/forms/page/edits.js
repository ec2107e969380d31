// Writes a form's changes into the text of a file: a changed text in its own place, a field that came or went as its
// lines. Every other line, with its remarks, its order and its quotes, stays as it is.
import { isMap, isScalar, isSeq, visit } from "./yaml/index.js";
import { clean, isUnset, plainOf, said, same } from "./values.js";
import { inLines, nodeOf, scalarOf, scalarText } from "./written.js";

const NAMING = ["id", "key", "title", "text", "name", "date"];

export class Edits {
  constructor(source, document) {
    this.source = source;
    this.document = document;
    this.texts = []; // {from, to, text}: what stands in the place of these characters
    this.anew = new Set(); // fields that are written anew, as their nodes now are
    this.way = []; // the fields that lead to where we are
    this.places = new Map(); // each field that has lines of its own: {from, to, column}
    this.inFlow = new Set(); // texts within brackets or braces
    visit(document, {
      Pair: (_, pair, path) => {
        if (!path.some((node) => node.flow)) this.places.set(pair, this.placeOf(pair));
      },
      Scalar: (_, node, path) => {
        if (path.some((one) => one.flow)) this.inFlow.add(node);
      },
    });
  }

  placeOf({ key, value }) {
    const from = key.range[0];
    const to = value ? value.range[2] : key.range[2];
    const column = from - (this.source.lastIndexOf("\n", from - 1) + 1);
    return { from, to: this.source[to] === "\n" && this.source[to - 1] !== "\n" ? to + 1 : to, column };
  }

  // Bring the fields of `map` from what the form said before to what it says now.
  fields(map, before, after, spec) {
    for (const [name, field] of Object.entries(spec.fields)) {
      const [was, is] = [said(before, name, field), said(after, name, field)];
      if (same(was, is)) continue;
      const pair = map.items.find((one) => one.key.value === name);
      const plain = plainOf(is, field);
      if (plain === undefined) this.drop(map, pair);
      else if (!pair) this.add(map, name, plain, Object.keys(spec.fields));
      else this.within(pair, was, is, field);
    }
  }

  // The rows of a mapping whose keys are data.
  rows(map, before, after, spec) {
    const keyOf = (row) => clean(row[spec.key]);
    const inside = (row) => (spec.of.is === "record" ? row : row?.value);
    const order = after.map(keyOf).filter(Boolean);
    for (const pair of [...map.items]) if (!order.includes(pair.key.value)) this.drop(map, pair);
    for (const row of after) {
      const name = keyOf(row);
      if (!name) continue;
      const pair = map.items.find((one) => one.key.value === name);
      const was = before.find((one) => keyOf(one) === name);
      const plain = plainOf(inside(row), spec.of);
      if (plain === undefined && spec.of.is !== "record") throw new Error(`${name} has no value`);
      if (!pair) this.add(map, name, plain ?? {}, order);
      else if (!same(clean(inside(was)), clean(inside(row)))) this.within(pair, inside(was), inside(row), spec.of);
    }
  }

  within(pair, was, is, spec) {
    this.way.push(pair);
    pair.value = this.changed(pair.value, was, is, spec, pair.key);
    this.way.pop();
  }

  drop(map, pair) {
    const place = this.places.get(pair);
    const first = map.items[0] === pair;
    map.items.splice(map.items.indexOf(pair), 1);
    if (place && (!first || map === this.document.contents))
      this.texts.push({ from: place.from - place.column, to: place.to, text: "" });
    else this.rewrite();
  }

  add(map, name, plain, order) {
    const earlier = order.slice(0, order.indexOf(name));
    const at = map.items.findLastIndex((one) => earlier.includes(one.key.value));
    const pair = this.document.createPair(scalarOf(name), nodeOf(plain));
    const [previous, next] = [map.items[at], map.items[at + 1]];
    map.items.splice(at + 1, 0, pair);
    const place = this.placeBehind(map, previous, next);
    if (!place) {
      this.rewrite();
      return;
    }
    // Two new fields in one place stand in the order in which they were added.
    this.places.set(pair, place);
    this.texts.push({ ...place, text: `${" ".repeat(place.column)}${inLines(pair, place.column)}` });
  }

  placeBehind(map, previous, next) {
    const behind = this.places.get(previous);
    if (behind) return { from: behind.to, to: behind.to, column: behind.column };
    if (map !== this.document.contents) return undefined;
    const at = this.places.get(next)?.from ?? this.source.length;
    return { from: at, to: at, column: 0 };
  }

  rewrite() {
    const pair = this.way.findLast((one) => this.places.has(one));
    if (pair) this.anew.add(pair);
  }

  changed(node, was, is, spec, key) {
    if (isScalar(node) && !isUnset(node)) {
      const plain = plainOf(is, spec);
      const alone = Array.isArray(plain) && plain.length === 1 ? plain[0] : plain;
      if (typeof alone === "string") return this.text(node, alone, key);
    }
    if (spec.is === "either" || spec.is === "file") {
      const side = spec.is === "file" ? "of" : isMap(node) ? "each" : "one";
      if (was?.[side] && is?.[side] && spec[side] && !isScalar(node))
        return this.changed(node, was[side], is[side], spec[side], key);
    } else if (spec.is === "record" && isMap(node)) {
      this.fields(node, was ?? {}, is ?? {}, spec);
      return node;
    } else if (spec.is === "table" && isMap(node)) {
      this.rows(node, was ?? [], is ?? [], spec);
      return node;
    } else if (spec.is === "many" && isSeq(node)) return this.entries(node, was ?? [], is ?? [], spec.of);
    this.rewrite();
    return nodeOf(plainOf(is, spec));
  }

  entries(list, before, after, spec) {
    const kept = after.map(clean).filter((one) => one !== undefined);
    const old = list.items.map((item, index) => ({ item, form: clean(before[index]) }));
    const taken = matched(old, kept);
    const items = kept.map((form, index) => {
      const one = taken[index];
      if (!one) return nodeOf(plainOf(form, spec));
      return same(one.form, form) ? one.item : this.changed(one.item, one.form, form, spec, undefined);
    });
    if (kept.length !== old.length || taken.some((one, index) => one !== old[index])) this.rewrite();
    list.items = items;
    return list;
  }

  text(node, value, key) {
    const [from, to] = node.range;
    const start = key ? key.range[0] : this.source.lastIndexOf("-", from - 1);
    const column = start - (this.source.lastIndexOf("\n", start) + 1);
    const block = this.source.slice(from, to).endsWith("\n") ? "\n" : "";
    const flow = this.inFlow.has(node);
    this.texts.push({ from, to, text: scalarText(value, node.type, flow, column) + block });
    const { type } = scalarOf(value, node.type);
    Object.assign(node, { value, type, source: undefined });
    return node;
  }

  result() {
    const whole = [...this.anew].map((pair) => {
      const place = this.places.get(pair);
      return { ...place, text: inLines(pair, place.column) };
    });
    const outside = (one) => !whole.some((other) => other !== one && other.from <= one.from && one.to <= other.to);
    const edits = [...whole, ...this.texts].filter(outside).map((one, index) => ({ ...one, index }));
    edits.sort((one, other) => other.from - one.from || other.index - one.index);
    let text = this.source;
    for (const { from, to, text: written } of edits) {
      const head = text.slice(0, from);
      const begins = head && from === to && !head.endsWith("\n") ? "\n" : "";
      text = head + begins + written + text.slice(to);
    }
    return text;
  }
}

// Which old entry each new one was: the same, else the one of its name, else the one in its place.
function matched(old, after) {
  const free = new Set(old);
  const take = (one) => (free.delete(one) ? one : undefined);
  const taken = after.map((form) => take([...free].find((one) => same(one.form, form))));
  const named = (one, form) => {
    const name = NAMING.find((field) => form?.[field] !== undefined);
    return name && one.form?.[name] === form[name];
  };
  after.forEach((form, index) => (taken[index] ??= take([...free].find((one) => named(one, form)))));
  if (after.length === old.length) after.forEach((_, index) => (taken[index] ??= take(old[index])));
  return taken;
}
