// The rows of a document, in stretches: of one that is out of sight nothing is laid out,
// so that a long document answers as fast as a short one.

import { element } from "./element.js";

const list = document.getElementById("beads");
const STRETCH = 50;
let rows = [];
// Where rows stand in the list, and what stands there: those of the text if nothing is said.
let order = null;
let place = null;

export function rowAt(index) {
  return rows[index];
}

export function indexOfRow(item) {
  return rows.indexOf(item);
}

/** Show rows, in another order than that of the text if it is given: indices of rows. */
export function showRows(items, wanted = null) {
  rows = items;
  order = wanted;
  place = wanted && new Map(wanted.map((index, at) => [index, at]));
  const shown = order ? order.map((index) => rows[index]) : rows;
  const stretches = [];
  for (let start = 0; start < shown.length; start += STRETCH) {
    stretches.push(element("div", { class: "stretch" }, ...shown.slice(start, start + STRETCH)));
  }
  list.replaceChildren(...stretches);
}

/** The row after one in the list, or the one before it; -1 at an end. */
export function neighbour(index, step) {
  const at = (place ? (place.get(index) ?? -1) : index) + step;
  if (at < 0 || at >= rows.length) return -1;
  return order ? order[at] : at;
}

export function replaceRow(index, item) {
  rows[index].replaceWith(item);
  rows[index] = item;
}

/** Put rows in the place of those from start to stop. */
export function spliceRows(start, stop, items) {
  const old = rows.slice(start, stop);
  const next = [...rows.slice(0, start), ...items, ...rows.slice(stop)];
  if (!old.length || items.length > STRETCH) {
    showRows(next);
    return;
  }
  old[0].before(...items);
  for (const item of old) {
    const stretch = item.parentElement;
    item.remove();
    if (!stretch.childElementCount) stretch.remove();
  }
  rows = next;
}

/** Show what fits, and how many rows do. */
export function filterRows(fits) {
  let shown = 0;
  rows.forEach((item, index) => {
    const isShown = fits(item, index);
    if (item.hidden === isShown) item.hidden = !isShown;
    shown += isShown;
  });
  // How long a stretch is can be guessed only when all of it is shown.
  list.classList.toggle("filtered", shown < rows.length);
  return shown;
}
