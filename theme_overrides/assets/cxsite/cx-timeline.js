/*
 * What a reader may do with the timeline: group it, choose its unit of time, see what an initiative needs.
 * Without this file the page shows everything, by phase.
 */

const SVG = "http://www.w3.org/2000/svg";

/* ---- Units ---------------------------------------------------------------------------------- */

function showUnit(timeline, unit) {
  for (const ticks of timeline.querySelectorAll("[data-cx-ticks]")) {
    ticks.classList.toggle("cx-tl__other", ticks.dataset.cxTicks !== unit);
  }
}

/* ---- Groups --------------------------------------------------------------------------------- */

/** The titles of the values of a group in their order, as the filter names them. */
function titlesOf(form, key) {
  const select = form.querySelector(`select[data-cx-key="${CSS.escape(key)}"]`);
  return [...(select?.options ?? [])].filter((option) => option.value).map((option) => [option.value, option.text]);
}

function newLane(timeline, title) {
  const lane = document.createElement("section");
  lane.className = "cx-tl__lane";
  const head = document.createElement("div");
  head.className = "cx-tl__title";
  const heading = document.createElement("h2");
  heading.textContent = title;
  head.append(heading);
  const rows = document.createElement("ul");
  rows.className = "cx-tl__rows";
  lane.append(head, rows);
  timeline.append(lane);
  return rows;
}

/** Put every row into the lane of its first value; `first` are the lanes as the page came. */
function group(timeline, form, key, first, rest) {
  const rows = first.flatMap(({ rows }) => rows);
  for (const lane of timeline.querySelectorAll(".cx-tl__lane")) lane.remove();
  if (key === "phase") {
    for (const { lane, list, rows } of first) {
      list.append(...rows);
      timeline.append(lane);
    }
    return;
  }
  const open = new Set(rows);
  for (const [value, title] of titlesOf(form, key)) {
    const of = [...open].filter((row) => (row.getAttribute(`data-${key}`) ?? "").split(" ").includes(value));
    if (of.length) newLane(timeline, title).append(...of);
    for (const row of of) open.delete(row);
  }
  if (open.size) newLane(timeline, rest).append(...open);
}

/* ---- What needs what ------------------------------------------------------------------------ */

function ends(row, box) {
  const parts = [...row.querySelectorAll(".cx-tl__part")].map((part) => part.getBoundingClientRect());
  const middle = parts[0].top + parts[0].height / 2 - box.top;
  return {
    left: Math.min(...parts.map((part) => part.left)) - box.left,
    right: Math.max(...parts.map((part) => part.right)) - box.left,
    middle,
  };
}

function clear(timeline) {
  timeline.querySelector(".cx-tl__needs")?.remove();
  for (const row of timeline.querySelectorAll(".cx-tl__row--needed")) row.classList.remove("cx-tl__row--needed");
}

/** Draw a line from the end of each needed bar to the beginning of what needs it. */
function showNeeds(timeline, row) {
  clear(timeline);
  const pairs = [];
  for (const other of timeline.querySelectorAll("[data-needs]")) {
    for (const id of other.dataset.needs.split(" ")) {
      const needed = timeline.querySelector(`#at-${CSS.escape(id)}`);
      if (needed && (other === row || needed === row) && !needed.hidden && !other.hidden) pairs.push([needed, other]);
    }
  }
  if (!pairs.length) return;
  const box = timeline.getBoundingClientRect();
  const drawing = document.createElementNS(SVG, "svg");
  drawing.classList.add("cx-tl__needs");
  drawing.setAttribute("aria-hidden", "true");
  const mirrored = getComputedStyle(timeline).direction === "rtl";
  for (const [needed, other] of pairs) {
    for (const one of [needed, other]) if (one !== row) one.classList.add("cx-tl__row--needed");
    const from = ends(needed, box);
    const to = ends(other, box);
    const [begin, end] = mirrored ? [from.left, to.right] : [from.right, to.left];
    const path = document.createElementNS(SVG, "path");
    const turn = begin + (mirrored ? -6 : 6);
    path.setAttribute("d", `M${begin} ${from.middle}H${turn}V${to.middle}H${end}`);
    drawing.append(path);
    const point = document.createElementNS(SVG, "circle");
    point.setAttribute("cx", end);
    point.setAttribute("cy", to.middle);
    point.setAttribute("r", 3);
    drawing.append(point);
  }
  timeline.append(drawing);
}

/* ---- One timeline --------------------------------------------------------------------------- */

function make(timeline, { updateGroups, remember }) {
  const form = [...document.querySelectorAll("form.cx-filter")].find((each) =>
    each.dataset.cxFor.split(" ").includes(timeline.id),
  );
  for (const event of ["pointerover", "focusin"]) {
    timeline.addEventListener(event, ({ target }) => {
      const row = target.closest(".cx-tl__row");
      if (row) showNeeds(timeline, row);
    });
  }
  timeline.addEventListener("pointerleave", () => clear(timeline));
  timeline.addEventListener("focusout", () => clear(timeline));
  if (!form) return;
  for (const label of form.querySelectorAll("[data-cx-view]")) label.hidden = false;
  const first = [...timeline.querySelectorAll(".cx-tl__lane")].map((lane) => {
    const list = lane.querySelector(".cx-tl__rows");
    return { lane, list, rows: [...list.children] };
  });
  const wanted = new URLSearchParams(location.search);
  for (const [name, select, act] of [
    ["unit", form.querySelector("[data-cx-unit]"), (value) => showUnit(timeline, value)],
    [
      "group",
      form.querySelector("[data-cx-group]"),
      (value) => {
        group(timeline, form, value, first, timeline.dataset.cxRest ?? "");
        updateGroups(timeline);
      },
    ],
  ]) {
    if (!select) continue;
    const usual = select.value;
    const apply = (value) => {
      clear(timeline);
      act(value);
    };
    select.addEventListener("change", () => {
      apply(select.value);
      remember(name, select.value === usual ? "" : select.value);
    });
    form.addEventListener("reset", () => {
      remember(name, "");
      setTimeout(() => {
        select.value = usual;
        apply(usual);
      });
    });
    const given = wanted.get(name);
    if (given && given !== usual && [...select.options].some((option) => option.value === given)) {
      select.value = given;
      apply(given);
    }
  }
}

/** Set up the timelines that the page shows now: `updateGroups` hides lanes of which the filter shows nothing,
 * `remember` writes a choice into the address. */
export function setUp(page) {
  for (const timeline of document.querySelectorAll(".cx-tl:not([data-cx-ready])")) {
    timeline.dataset.cxReady = "";
    make(timeline, page);
  }
}
