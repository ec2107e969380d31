/*
 * Draws the diagrams of a page with Mermaid, which is loaded only here. The facts of each diagram
 * stand beside it as text, so one that cannot be drawn is left out without a word to the reader.
 */

const settings = document.querySelector("meta[name=cxsite]")?.dataset ?? {};
const LARGER = 1.6; // times the fitted size, at least
const READABLE = 10.5; // pixels: no text is made smaller than this to fit
const MARGIN = 8;
const FRAME_PADDING = 24;
const GANTT_WIDTH = 900; // pixels: below it, axis and names lie on one another
const LANE_LETTERS = 26; // in one line of a lane's name

let loading;
let queue = Promise.resolve();
let drawn = 0;

/** The colours of the scheme at hand, as the style sheet has them. */
function colours() {
  const style = getComputedStyle(document.body);
  const of = (name) => style.getPropertyValue(`--cx-${name}`).trim();
  const row = (name, count) => Array.from({ length: count }, (_, i) => of(`${name}-${i + 1}`));
  return {
    ground: of("surface"), soft: of("diagram-soft"), text: of("text"), muted: of("diagram-muted"),
    line: of("diagram-line"), grid: of("diagram-grid"), accent: of("accent"), accentSoft: of("diagram-accent"),
    done: of("diagram-done"), doneLine: of("green"), critical: of("diagram-critical"), criticalLine: of("red"),
    face: of("diagram-face"), fills: row("diagram-fill", 8), marks: row("diagram-mark", 6),
  };
}

function isDark() {
  return document.body.dataset.mdColorScheme === "slate";
}

/** Mermaid's theme variables. */
function themeVariables(c) {
  const variables = {
    darkMode: isDark(),
    background: c.ground, mainBkg: c.accentSoft, nodeBorder: c.accent, clusterBkg: c.soft, clusterBorder: c.line,
    primaryColor: c.accentSoft, primaryTextColor: c.text, primaryBorderColor: c.accent,
    secondaryColor: c.soft, secondaryTextColor: c.text, secondaryBorderColor: c.line,
    tertiaryColor: c.soft, tertiaryTextColor: c.text, tertiaryBorderColor: c.line,
    lineColor: c.line, textColor: c.text, nodeTextColor: c.text, titleColor: c.text, edgeLabelBackground: c.ground,
    faceColor: c.face, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: "15px",
    sectionBkgColor: c.soft, sectionBkgColor2: c.soft, altSectionBkgColor: c.ground, gridColor: c.grid,
    taskBkgColor: c.soft, taskBorderColor: c.muted, taskTextColor: c.text, taskTextLightColor: c.text,
    taskTextDarkColor: c.text, taskTextOutsideColor: c.text, taskTextClickableColor: c.text,
    activeTaskBkgColor: c.accentSoft, activeTaskBorderColor: c.accent, doneTaskBkgColor: c.done,
    doneTaskBorderColor: c.doneLine, critBkgColor: c.critical, critBorderColor: c.criticalLine, todayLineColor: c.accent,
    excludeBkgColor: c.soft, vertLineColor: c.accent,
    quadrant1Fill: c.accentSoft, quadrant2Fill: c.done, quadrant3Fill: c.soft, quadrant4Fill: c.ground,
    quadrant1TextFill: c.text, quadrant2TextFill: c.text, quadrant3TextFill: c.text, quadrant4TextFill: c.text,
    quadrantPointFill: c.accent, quadrantPointTextFill: c.text, quadrantXAxisTextFill: c.text,
    quadrantYAxisTextFill: c.text, quadrantTitleFill: c.text, quadrantInternalBorderStrokeFill: c.line,
    quadrantExternalBorderStrokeFill: c.line,
    xyChart: {
      backgroundColor: c.ground, titleColor: c.text, dataLabelColor: c.text, xAxisLabelColor: c.text,
      xAxisTitleColor: c.text, xAxisTickColor: c.line, xAxisLineColor: c.line, yAxisLabelColor: c.text,
      yAxisTitleColor: c.text, yAxisTickColor: c.line, yAxisLineColor: c.line, plotColorPalette: c.marks.join(","),
    },
    pieTitleTextColor: c.text, pieSectionTextColor: c.text, pieLegendTextColor: c.text, pieStrokeColor: c.line,
    pieOuterStrokeColor: c.line, pieOpacity: "1",
  };
  c.fills.forEach((fill, i) => Object.assign(variables, { [`fillType${i}`]: fill, [`pie${i + 1}`]: fill }));
  c.marks.forEach((mark, i) => Object.assign(variables, { [`actor${i}`]: mark }));
  return variables;
}

function configure(mermaid, width) {
  const c = colours();
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    theme: "base",
    look: "classic",
    themeVariables: themeVariables(c),
    themeCSS: [
      `.grid .tick line, .grid path { stroke: ${c.grid}; }`,
      `.grid .tick text { fill: ${c.text}; font-size: 12px; }`,
      // Mermaid ends a name at the middle of its diamond.
      ".taskTextOutsideLeft.milestoneText { transform: translate(-14px); }",
      ".edgeLabel rect, .edgeLabel .background { opacity: 1; }",
      // The marks of who goes through a journey stand on the corner of a step, not on its words.
      "circle[class^=actor-] { r: 5px; transform: translate(-13px, -3px); }",
    ].join("\n"),
    flowchart: { useMaxWidth: false, htmlLabels: false },
    journey: { useMaxWidth: false, sectionColours: c.fills, sectionFills: c.fills, actorColours: c.marks, taskFontSize: 14 },
    gantt: { useMaxWidth: false, useWidth: Math.max(width, GANTT_WIDTH), fontSize: 13, sectionFontSize: 13, barHeight: 24, barGap: 6, leftPadding: 190, rightPadding: 40, topAxis: true },
    quadrantChart: { useMaxWidth: false },
    xyChart: { useMaxWidth: false },
    timeline: { useMaxWidth: false },
    pie: { useMaxWidth: false },
  });
}

/** The frame of a diagram, in place of its source; the source stays with it for drawing again. */
function frameOf(pre) {
  const figure = document.createElement("figure");
  figure.className = ["cx-diagram", ...[...pre.classList].filter((name) => name.startsWith("cx-h-"))].join(" ");
  if (pre.id) figure.id = pre.id;
  const frame = document.createElement("div");
  frame.className = "cx-diagram__frame";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cx-diagram__size";
  // What is unfolded may take a while to be drawn, or never be.
  button.textContent = settings.larger ?? "";
  button.addEventListener("click", () => enlarge(figure, frame, button));
  figure.append(frame, button);
  figure.cxSource = pre.textContent;
  pre.replaceWith(figure);
  return figure;
}

/** The diagram over the whole window, until somebody closes it or presses Escape. */
function enlarge(figure, frame, button) {
  const dialog = document.createElement("dialog");
  dialog.className = "cx-diagram__window";
  dialog.setAttribute("aria-label", frame.getAttribute("aria-label") ?? "");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "cx-diagram__size";
  close.textContent = settings.smaller ?? "";
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    figure.prepend(frame);
    figure.removeAttribute("data-cx-large");
    dialog.remove();
    size(figure);
    button.focus();
  });
  dialog.append(close, frame);
  figure.append(dialog);
  figure.setAttribute("data-cx-large", "");
  dialog.showModal();
  size(figure);
}

/** The names of a chart's lanes on several lines, so that they stay beside its bars. */
function withNarrowLanes(source) {
  if (!source.trimStart().startsWith("gantt")) return source;
  return source.replace(/^( *section )(.*)$/gm, (_, start, name) => {
    const lines = [""];
    for (const word of name.split(" ")) {
      const longer = `${lines.at(-1)} ${word}`.trimStart();
      if (lines.at(-1) && longer.length > LANE_LETTERS) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return start + lines.join("<br/>");
  });
}

/** Cut the blank margins that some diagrams come with. */
function trim(svg) {
  const { x, y, width, height } = svg.getBBox();
  const box = [x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN];
  svg.setAttribute("viewBox", box.map((value) => value.toFixed(1)).join(" "));
}

function smallestText(svg) {
  const texts = [...svg.querySelectorAll("text, foreignObject div")].filter((each) => each.textContent.trim());
  return Math.min(16, ...texts.map((each) => parseFloat(getComputedStyle(each).fontSize)));
}

/**
 * Fit the drawing into its frame, as far as its smallest text stays readable; from there on the
 * frame scrolls. Or show it larger.
 */
function size(figure) {
  const svg = figure.querySelector("svg");
  const large = figure.hasAttribute("data-cx-large");
  const { width, height } = svg.viewBox.baseVal;
  const room = (large ? figure.querySelector("dialog") : figure).clientWidth - FRAME_PADDING;
  const fit = Math.max(Math.min(1, room / width), Math.min(1, READABLE / smallestText(svg)));
  const factor = large ? Math.max(1, fit * LARGER, room / width) : fit;
  svg.setAttribute("width", (width * factor).toFixed(1));
  svg.setAttribute("height", (height * factor).toFixed(1));
}

function show(figure, markup) {
  const frame = figure.querySelector(".cx-diagram__frame");
  const svg = new DOMParser().parseFromString(markup, "text/html").querySelector("svg");
  svg.style.removeProperty("max-width");
  frame.replaceChildren(document.adoptNode(svg));
  const title = svg.querySelector(":scope > title")?.textContent;
  // Only now has it a name; without one it would be a region like any other.
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", [settings.diagram, title].filter(Boolean).join(": "));
  trim(svg);
  size(figure);
}

async function draw(mermaid, part, scheme) {
  const source = withNarrowLanes(part.cxSource ?? part.textContent);
  try {
    // Parsing first keeps a faulty source from leaving half a drawing behind.
    await mermaid.parse(source);
    drawn += 1;
    const { svg, diagramType } = await mermaid.render(`cx-diagram-${drawn}`, source);
    if (diagramType === "error") throw new Error("Mermaid drew an error");
    if (!part.isConnected) return;
    const figure = part.cxSource === undefined ? frameOf(part) : part;
    figure.dataset.cxScheme = scheme;
    show(figure, svg);
  } catch (error) {
    console.warn("cxsite: a diagram could not be drawn.", error);
    const fold = part.closest("details.cx-fold");
    if (fold) fold.remove();
    else if (part.cxSource === undefined) part.dataset.cxFailed = "";
    else part.remove();
  }
}

async function drawStale() {
  // What is folded has no size yet: its frame waits until it is opened.
  document.querySelectorAll("details:not([open]) pre.cx-mermaid:not([data-cx-failed])").forEach(frameOf);
  const parts = document.querySelectorAll("pre.cx-mermaid:not([data-cx-failed]), figure.cx-diagram");
  const scheme = document.body.dataset.mdColorScheme ?? "default";
  const stale = [...parts].filter((part) => part.dataset.cxScheme !== scheme && !part.closest("details:not([open])"));
  if (!stale.length) return;
  const { default: mermaid } = await (loading ??= import("./mermaid/mermaid.esm.min.js"));
  for (const part of stale) {
    configure(mermaid, part.clientWidth - FRAME_PADDING);
    await draw(mermaid, part, scheme);
  }
}

/** Draw every diagram of the page that is not drawn yet, or was drawn for the other scheme. */
export function drawAll() {
  // One after the other: Mermaid has one configuration for all.
  queue = queue.then(drawStale);
  return queue;
}

new MutationObserver(drawAll).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
document.addEventListener("toggle", drawAll, true);
