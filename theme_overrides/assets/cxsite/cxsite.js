/*
 * What a page of a cxsite site does beyond being read: tables sort, tables and boards filter,
 * diagrams are drawn. Everything is in the page without this script; it only hides, reorders and
 * draws. Text goes into the page as text, never as HTML.
 */

const FILTER = "form.cx-filter[data-cx-for]";

/** Letters without case and accents, so that "cafe" finds "Café". */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Write one part of the address's query without a new entry in the history. */
function remember(key, value) {
  const url = new URL(location.href);
  if (value) url.searchParams.set(key, value);
  else url.searchParams.delete(key);
  history.replaceState(history.state, "", url);
}

/* ---- Sorting ------------------------------------------------------------------------------- */

function sortValue(row, column) {
  const cell = row.cells[column];
  return cell ? (cell.dataset.sort ?? cell.textContent.trim()) : "";
}

/** Order two values; rows without one come last in either direction. */
function compare(a, b, numeric, sign) {
  if (a === "" || b === "") return (a === "") - (b === "");
  if (numeric) return sign * (Number(a) - Number(b));
  return sign * a.localeCompare(b, document.documentElement.lang, { numeric: true });
}

function sortTable(table, heading, direction) {
  const column = heading.cellIndex;
  const numeric = heading.dataset.cxSort === "number";
  const sign = direction === "descending" ? -1 : 1;
  for (const body of table.tBodies) {
    // The name of a group of rows stays above them.
    const moving = [...body.rows].filter((row) => !("cxFirst" in row.dataset));
    const rows = moving.map((row) => [sortValue(row, column), row]);
    rows.sort(([a], [b]) => compare(a, b, numeric, sign));
    body.append(...rows.map(([, row]) => row));
  }
  for (const other of table.querySelectorAll("th[data-cx-sort]")) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", direction);
}

function makeSortable(table) {
  const headings = [...table.querySelectorAll("thead th[data-cx-sort]")];
  for (const heading of headings) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cx-sort";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const up = heading.getAttribute("aria-sort") === "ascending";
      sortTable(table, heading, up ? "descending" : "ascending");
      remember("sort", `${up ? "-" : ""}${heading.cellIndex + 1}`);
    });
  }
  const wanted = new URLSearchParams(location.search).get("sort");
  const heading = headings.find((each) => String(each.cellIndex + 1) === wanted?.replace("-", ""));
  if (heading) sortTable(table, heading, wanted.startsWith("-") ? "descending" : "ascending");
}

/* ---- Filtering ----------------------------------------------------------------------------- */

function itemsOf(container) {
  const marked = container.querySelectorAll("[data-cx-item]");
  return [...(marked.length ? marked : container.querySelectorAll("tbody tr"))];
}

function matches(item, words, choices) {
  const text = words.length ? plain(item.textContent) : "";
  return (
    words.every((word) => text.includes(word)) &&
    choices.every(([key, value]) => (item.getAttribute(`data-${key}`) ?? "").split(" ").includes(value))
  );
}

/** Columns say how many of their cards are shown; a lane without bars and a month without news are hidden. */
function updateGroups(container) {
  for (const count of container.querySelectorAll("[data-cx-shown]")) {
    const group = count.closest("section") ?? container;
    count.textContent = String(group.querySelectorAll("[data-cx-item]:not([hidden])").length);
  }
  for (const lane of container.querySelectorAll(".cx-tl__lane, [data-cx-group]")) {
    lane.hidden = !lane.querySelector("[data-cx-item]:not([hidden])");
  }
}

/** Cards that are folded away are found like the others, and fold again as they were when nobody filters. */
function unfold(container, filtered) {
  for (const fold of container.querySelectorAll("details:has([data-cx-item])")) {
    if (filtered === fold.hasAttribute("data-cx-opened")) continue;
    if (filtered) {
      fold.dataset.cxOpened = String(fold.open);
      fold.open = true;
    } else {
      fold.open = fold.dataset.cxOpened === "true";
      delete fold.dataset.cxOpened;
    }
  }
}

/** Show what fits in each container; what the first one holds is counted. */
function applyFilter(form, containers) {
  const query = form.querySelector("input[name=find]");
  const selects = [...form.querySelectorAll("select[data-cx-key]")];
  const words = plain(query?.value ?? "").split(/\s+/).filter(Boolean);
  const choices = selects.filter((each) => each.value).map((each) => [each.dataset.cxKey, each.value]);
  for (const container of containers) {
    for (const item of itemsOf(container)) item.hidden = !matches(item, words, choices);
    updateGroups(container);
    unfold(container, words.length + choices.length > 0);
  }
  const items = itemsOf(containers[0]);
  const shown = items.filter((item) => !item.hidden).length;
  for (const select of selects) select.toggleAttribute("data-cx-set", select.value !== "");
  for (const none of document.querySelectorAll(`[data-cx-none="${CSS.escape(containers[0].id)}"]`)) {
    none.hidden = shown > 0;
  }
  const numbers = { shown, total: items.length };
  const active = words.length + choices.length > 0;
  const output = form.querySelector("output");
  const template = form.dataset.cxCount ?? "{shown} / {total}";
  if (output) output.textContent = active ? template.replace(/\{(shown|total)\}/g, (_, name) => numbers[name]) : "";
  form.querySelector("button[type=reset]")?.toggleAttribute("disabled", !active);
  const toggle = form.querySelector(".cx-filter__toggle");
  if (toggle) {
    toggle.dataset.cxWord ??= toggle.textContent;
    toggle.textContent = choices.length ? `${toggle.dataset.cxWord} (${choices.length})` : toggle.dataset.cxWord;
  }
}

/** Take the filter from the address, as far as the page offers its values. The theme opens its search for `q`. */
function restore(form) {
  const wanted = new URLSearchParams(location.search);
  const query = form.querySelector("input[name=find]");
  if (query) query.value = wanted.get("find") ?? "";
  for (const select of form.querySelectorAll("select[data-cx-key]")) {
    const value = wanted.get(select.dataset.cxKey) ?? "";
    select.value = [...select.options].some((option) => option.value === value) ? value : "";
  }
}

function makeFilter(form) {
  const containers = form.dataset.cxFor.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  if (!containers.length) return;
  const update = (event) => {
    applyFilter(form, containers);
    const control = event?.target;
    if (control?.name === "find") remember("find", control.value.trim());
    if (control?.dataset.cxKey) remember(control.dataset.cxKey, control.value);
  };
  const toggle = form.querySelector(".cx-filter__toggle");
  toggle?.addEventListener("click", () => {
    toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") !== "true"));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", update);
  form.addEventListener("reset", () => {
    // The controls still hold their values while this event runs.
    setTimeout(() => {
      for (const control of form.elements) {
        if (control.name === "find") remember("find", "");
        if (control.dataset.cxKey) remember(control.dataset.cxKey, "");
      }
      for (const select of form.querySelectorAll("select")) select.value = "";
      applyFilter(form, containers);
      form.querySelector("input, select")?.focus();
    });
  });
  restore(form);
  applyFilter(form, containers);
}

/* ---- One page ------------------------------------------------------------------------------ */

/** Set up what stands in the page now; a part that is set up already is left alone. */
function setUp() {
  for (const [selector, make] of [
    ["table[data-cx-table]", makeSortable],
    [FILTER, makeFilter],
  ]) {
    for (const part of document.querySelectorAll(`${selector}:not([data-cx-ready])`)) {
      part.dataset.cxReady = "";
      make(part);
    }
  }
  if (document.querySelector(".cx-tl:not([data-cx-ready])")) {
    import("./cx-timeline.js").then((module) => module.setUp({ updateGroups, remember }));
  }
  if (document.querySelector("[data-cx-deck]:not([data-cx-ready])")) {
    import("./cx-deck.js").then((module) => module.setUp());
  }
  if (document.querySelector("pre.cx-mermaid, figure.cx-diagram")) {
    import("./cx-diagram.js").then((module) => module.drawAll());
  }
}

// With instant navigation the theme announces every page through `document$`, the first included.
if (window.document$) window.document$.subscribe(setUp);
else setUp();
