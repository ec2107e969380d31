// Reads Mermaid sources from stdin, a JSON list of them on each line, and answers each line with a list of what
// Mermaid's own parser understood: {type, title, description, ...} with texts decoded as a browser would show
// them, or {error}.
import { register } from "node:module";
import { createInterface } from "node:readline";

// Mermaid cleans labels with dompurify, which needs a browser. What it removes is not the question here.
const stub = "export default { isSupported: true, addHook() {}, removeHook() {}, sanitize: (text) => String(text) };";
const loader = `
export function resolve(specifier, context, next) {
  if (specifier === "dompurify") {
    return { url: ${JSON.stringify("data:text/javascript," + encodeURIComponent(stub))}, shortCircuit: true };
  }
  return next(specifier, context);
}`;
register("data:text/javascript," + encodeURIComponent(loader), import.meta.url);

const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });

// Mermaid hides entities from its grammars behind these signs, and shows them again when it draws.
function decode(text) {
  return String(text ?? "")
    .replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/ﬂ°(\w+)¶ß/g, "&$1;");
}

const day = (date) => date.getFullYear() + "-" + String(date.getMonth() + 1).padStart(2, "0") + "-" + String(date.getDate()).padStart(2, "0");

const read = {
  journey: (db) => ({
    sections: db.getSections().map(decode),
    tasks: db.getTasks().map((task) => ({
      section: decode(task.section),
      title: decode(task.task),
      score: task.score,
      people: task.people.map(decode),
    })),
  }),
  gantt: (db) => ({
    sections: db.getSections().map(decode),
    today: db.getTodayMarker(),
    tasks: db.getTasks().map((task) => ({
      section: decode(task.section),
      title: decode(task.task),
      first: day(task.startTime),
      end: day(task.endTime),
      done: Boolean(task.done),
      active: Boolean(task.active),
      critical: Boolean(task.crit),
      milestone: Boolean(task.milestone),
    })),
  }),
  "flowchart-v2": (db) => {
    const { nodes, edges } = db.getData();
    return {
      nodes: nodes.map((node) => ({
        id: node.id,
        title: decode(node.label),
        shape: node.shape,
        url: node.link ?? "",
        classes: node.cssClasses ?? "",
      })),
      edges: edges.map((edge) => ({ source: edge.start, target: edge.end, thickness: edge.thickness })),
    };
  },
  quadrantChart: (db) => {
    db.setWidth(500);
    db.setHeight(500);
    const drawn = db.getQuadrantData();
    return {
      points: drawn.points.map((point) => ({ title: decode(point.text.text), x: point.x, y: point.y })),
      fields: drawn.quadrants.map((field) => decode(field.text.text)),
      axes: drawn.axisLabels.map((axis) => decode(axis.text)),
    };
  },
};

async function understand(source) {
  try {
    const diagram = await mermaid.mermaidAPI.getDiagramFromText(source);
    const details = read[diagram.type];
    return {
      type: diagram.type,
      title: decode(diagram.db.getAccTitle()),
      description: decode(diagram.db.getAccDescription()),
      ...(details ? details(diagram.db) : {}),
    };
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const answers = [];
  for (const source of JSON.parse(line)) answers.push(await understand(source));
  process.stdout.write(JSON.stringify(answers) + "\n");
}
