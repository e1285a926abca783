// What was typed and not kept yet, in the browser: it outlives Escape, closed tabs and refusals,
// and what other tabs type and decide meanwhile.

import { SIDES, sentencesOf } from "./state.js";

const PREFIX = "draft ";
const COMMENT = "comment";
const isDraft = (key) => key !== null && key.startsWith(PREFIX);
const known = new Set(Object.keys(localStorage).filter(isDraft));
// Typing that its sentence does not show any more, as it was found last.
let strays = { sheet: null, found: null };
// Other tabs type, too.
addEventListener("storage", ({ key, newValue }) => isDraft(key) && note(key, newValue !== null));

function note(key, isThere) {
  if (isThere) known.add(key);
  else known.delete(key);
  strays = { sheet: null, found: null };
}

/** Where something that is typed is kept. */
export function draftFor(...names) {
  return `${PREFIX}${JSON.stringify(names)}`;
}

const namesOf = (key) => JSON.parse(key.slice(PREFIX.length));

/** Where the text typed for a sentence is kept: by what stands on the page, wherever that is. */
export function draftOf(sheet, side, segment, ...more) {
  const view = sheet[`${side}_segments`][segment];
  return draftFor(sheet.source, sheet.target, side, view.block, view.original, ...more);
}

/** Where a comment on a pair is kept: at one of its sentences, whatever the pair becomes. */
export function draftOfComment(sheet, bead) {
  const keys = sentencesOf(bead).map(([side, segment]) => draftOf(sheet, side, segment, COMMENT));
  return keys.find((key) => typed(key) !== null) ?? keys[0];
}

export function typed(key) {
  return localStorage.getItem(key);
}

/**
 * Keep what was typed; where it is kept comes back. If something else is there than was seen
 * there last, another tab has typed it, and both are kept.
 */
export function keepTyped(key, text, seen = null) {
  const there = typed(key);
  const own = [null, seen, text].includes(there) ? key : draftFor(...namesOf(key), Date.now());
  localStorage.setItem(own, text);
  note(own, true);
  return own;
}

/** Forget what was typed; if another tab has typed something else there, that stays. */
export function forgetTyped(key, text = typed(key)) {
  if (typed(key) !== text) return;
  localStorage.removeItem(key);
  note(key, false);
}

/** The key with which one goes on typing in a pair, if something is left there. */
export function keyOfTyped(sheet, bead) {
  // Most often there is nothing to look for.
  if (!known.size) return null;
  const isLeft = ([side, segment]) => {
    const text = typed(draftOf(sheet, side, segment));
    return (text !== null && text !== sheet[`${side}_segments`][segment].text) || straysOf(sheet, side, segment).length > 0;
  };
  if (sentencesOf(bead).some(isLeft)) return "e";
  return typed(draftOfComment(sheet, bead)) === null ? null : "c";
}

/**
 * What was typed at a sentence beside what another tab typed, or for one that stood there before
 * the text was cut otherwise: the key and the text of each.
 */
export function straysOf(sheet, side, segment) {
  if (strays.sheet !== sheet) strays = { sheet, found: findStrays(sheet) };
  return strays.found.get(`${side} ${segment}`) ?? [];
}

function findStrays(sheet) {
  const found = new Map();
  for (const key of known) {
    const [source, target, side, block, original, ...more] = namesOf(key);
    if (source !== sheet.source || target !== sheet.target || !SIDES.includes(side)) continue;
    const views = sheet[`${side}_segments`];
    const exact = views.findIndex((view) => view.block === block && view.original === original);
    const isHome = exact >= 0 && ["", COMMENT].includes(more.join());
    const segment = exact >= 0 ? exact : nearest(views, block, original);
    const text = typed(key);
    if (isHome || segment < 0 || text === views[segment].text) continue;
    const place = `${side} ${segment}`;
    found.set(place, [...(found.get(place) ?? []), { key, text }]);
  }
  return found;
}

/** The sentence that has most to do with one that is there no more. */
function nearest(views, block, original) {
  const isNear = (view) => view.block === block && (original.includes(view.original) || view.original.includes(original));
  const near = views.findIndex(isNear);
  const first = near >= 0 ? near : views.findIndex((view) => view.block === block);
  return first >= 0 ? first : views.length - 1;
}
