// How values are written: texts as they need it, fields as lines.
import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from "./yaml/index.js";
import { meansUnset } from "./values.js";

const WIDTH = 80;
const LONG = 70;

const foldable = (value) => !/\n| {2}|^ |\t/.test(value);

// A remark behind a value stands two spaces behind it: a single one may have been meant as part of a text.
const MARK = "\ue000#";
const remark = (text) => text.replace(/^(?!$)(?: $)?/gm, MARK);
const withRemarks = (text) => text.replace(/^(\s*)\ue000#/gm, "$1#").replaceAll(` ${MARK}`, "  #").replaceAll(MARK, "#");

// A text as a node, written as the one before it was, as far as that can hold it.
export function scalarOf(value, type) {
  const node = new Scalar(value);
  const inBlock = type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";
  if (meansUnset(value)) node.type = "QUOTE_SINGLE";
  else if (value.includes("\n") || (inBlock && !foldable(value))) node.type = "BLOCK_LITERAL";
  else if (inBlock) node.type = "BLOCK_FOLDED";
  else node.type = type ?? (value.length > LONG && foldable(value) ? "BLOCK_FOLDED" : "PLAIN");
  return node;
}

export function nodeOf(plain) {
  if (typeof plain === "string") return scalarOf(plain);
  if (Array.isArray(plain)) {
    const list = new YAMLSeq();
    list.items = plain.map(nodeOf);
    return list;
  }
  const map = new YAMLMap();
  map.items = Object.entries(plain).map(([name, one]) => new Pair(scalarOf(name), nodeOf(one)));
  return map;
}

// A text in the place of another one; further lines of it are indented more than `column`.
export function scalarText(value, type, flow, column) {
  const document = new Document(null, { schema: "failsafe" });
  const fresh = scalarOf(value, type);
  if (flow) {
    document.contents = nodeOf([]);
    document.contents.flow = true;
    document.contents.items.push(fresh);
    return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trim().slice(1, -1);
  }
  document.contents = new YAMLMap();
  document.contents.items.push(new Pair(new Scalar("k"), fresh));
  const text = document.toString({ lineWidth: fresh.type === "BLOCK_FOLDED" ? WIDTH : 0 });
  return indented(text.replace(/^k: ?/, "").replace(/\n$/, ""), column);
}

// A field with its value as lines, the first one without its indentation. A remark above it stands above it already.
export function inLines(pair, column) {
  const document = new Document(null, { schema: "failsafe" });
  document.contents = new YAMLMap();
  document.contents.items.push(pair);
  const { commentBefore, spaceBefore } = pair.key;
  Object.assign(pair.key, { commentBefore: undefined, spaceBefore: false });
  const text = document.toString({ lineWidth: WIDTH, commentString: remark });
  Object.assign(pair.key, { commentBefore, spaceBefore });
  return indented(withRemarks(text), column);
}

const indented = (text, column) => text.replaceAll(/\n(?=[^\n])/g, `\n${" ".repeat(column)}`);
