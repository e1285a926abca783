// Sentences named in texts: by the numbers that the rows show, each a link to its row.

import { element } from "./element.js";
import { translated, word } from "./words.js";

// As the program names them, counted from 0: source 3, target 5-7.
const PLACE = /\b(source|target) (\d+)(?:-(\d+))?/g;
const CHANCE = /\((\d\.\d+)\)/g;

/** A link to the row of some sentences. */
export function placeLink(side, first, last = first) {
  const n = first === last ? first + 1 : `${first + 1}–${last + 1}`;
  return element("a", { class: "place", href: `#${side}-${first + 1}`, "data-side": side, "data-segment": first }, word(`place.${side}`, { n }));
}

/** What the program says, in the language of the page, with links to the sentences it names. */
export function linked(text) {
  const shown = translated(text).replace(CHANCE, (_, chance) => word("chance", { n: Math.round(Number(chance) * 100) }));
  const made = document.createDocumentFragment();
  let at = 0;
  for (const found of shown.matchAll(PLACE)) {
    const [whole, side, first, last] = found;
    made.append(shown.slice(at, found.index), placeLink(side, Number(first), Number(last ?? first)));
    at = found.index + whole.length;
  }
  made.append(shown.slice(at));
  return made;
}

/** The sentences of a bead as links, or of the side that it has. */
export function beadLink(bead) {
  const side = bead.source_start < bead.source_stop ? "source" : "target";
  return placeLink(side, bead[`${side}_start`], bead[`${side}_stop`] - 1);
}

export function onPlaces(go) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.place");
    if (!link) return;
    event.preventDefault();
    go(link.dataset.side, Number(link.dataset.segment));
  });
}
