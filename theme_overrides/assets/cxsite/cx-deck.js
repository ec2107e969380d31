/*
 * The presentation by keyboard: arrows and page keys turn to the section before or after, Home and End to the first and
 * the last. What is larger than the window is read to its end first. Without this file it is a page like any other.
 */

const TYPING = "input, select, textarea, [contenteditable], [role='dialog'] *";

function slides() {
  return [...document.querySelectorAll("[data-cx-deck] > .cx-slide")];
}

/** How far down the part of the window begins in which sections stand. */
function top() {
  return parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
}

/** The section that is shown: the last one that has begun. */
function current(all) {
  const begun = all.filter((slide) => slide.getBoundingClientRect().top <= top() + innerHeight / 3);
  return Math.max(0, begun.length - 1);
}

/** Whether something of a section lies below the window, or above it, so that a key moves within it. */
function hasMore(slide, step) {
  const box = slide.getBoundingClientRect();
  return step > 0 ? box.bottom > innerHeight + 2 : box.top < top() - 2;
}

function stepOf(event) {
  const mirrored = getComputedStyle(document.body).direction === "rtl";
  const steps = {
    ArrowDown: 1, ArrowUp: -1, PageDown: 1, PageUp: -1, ArrowRight: mirrored ? -1 : 1, ArrowLeft: mirrored ? 1 : -1,
  };
  return steps[event.key] ?? 0;
}

function goTo(slide) {
  slide.scrollIntoView({ block: "start" });
  // Whoever listens hears the section's title, and the next tab stop is in it.
  slide.focus({ preventScroll: true });
  history.replaceState(history.state, "", `#${slide.id}`);
}

function turn(event) {
  const all = slides();
  if (!all.length || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest?.(TYPING)) return;
  const here = current(all);
  const step = stepOf(event);
  let target = null;
  if (event.key === "Home") target = all[0];
  else if (event.key === "End") target = all[all.length - 1];
  else if (step) {
    const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
    if (!sideways && hasMore(all[here], step)) return;
    target = all[here + step];
  }
  if (!target) return;
  event.preventDefault();
  goTo(target);
}

let listening = false;

/** Listen to the keys, once; on other pages they do what they always do. */
export function setUp() {
  for (const deck of document.querySelectorAll("[data-cx-deck]:not([data-cx-ready])")) deck.dataset.cxReady = "";
  if (listening) return;
  listening = true;
  document.addEventListener("keydown", turn);
}
