// What was typed and not kept yet, in the browser: it outlives Escape, closed tabs and refusals.

const PREFIX = "draft ";
const isDraft = (key) => key !== null && key.startsWith(PREFIX);
const known = new Set(Object.keys(localStorage).filter(isDraft));
// Other tabs type, too.
addEventListener("storage", ({ key, newValue }) => isDraft(key) && (newValue === null ? known.delete(key) : known.add(key)));

/** Where the text typed for a sentence is kept: by what stands on the page, wherever that is. */
export function draftOf(sheet, side, segment) {
  const view = sheet[`${side}_segments`][segment];
  return draftFor(sheet.source, sheet.target, side, view.block, view.original);
}

/** Where a comment on a pair is kept. */
export function draftOfComment(sheet, bead) {
  return draftFor(sheet.source, sheet.target, "comment", bead.id);
}

/** Where something else that is typed is kept. */
export function draftFor(...names) {
  return `${PREFIX}${JSON.stringify(names)}`;
}

export function typed(key) {
  return known.has(key) ? localStorage.getItem(key) : null;
}

export function keepTyped(key, text) {
  localStorage.setItem(key, text);
  known.add(key);
}

export function forgetTyped(...keys) {
  for (const key of keys) {
    localStorage.removeItem(key);
    known.delete(key);
  }
}

/** Whether anything is kept at all: most often there is nothing to look for. */
export function hasDrafts() {
  return known.size > 0;
}
