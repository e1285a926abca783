// Speaking to the server about the document that is open: moves one after the other, and what
// comes back shown.

import { get, post } from "./api.js";
import { closeDocuments, drawDocuments, inOrder, wanted } from "./documents.js";
import { rowAt, replaceRow } from "./ladder.js";
import { marksBySegment, otherMarks, row } from "./rows.js";
import { isDoubtful, patched, state } from "./state.js";
import { drawAll, drawChanged, drawFilter, focusOn, toast } from "./view.js";
import { word } from "./words.js";

const IDLE = 400;
// Milliseconds after which it is said that an edit is still under way.
const SLOW = 3000;
let idle = 0;
let checkTook = 0;
// Moves are sent one after the other: each is meant for what the one before left.
let last = Promise.resolve();
let waiting = 0;

export const names = () => ({ source: state.sheet.source, target: state.sheet.target });

/** When everything that was sent is answered. */
export function settled() {
  return last;
}

/** Whether something is still under way. */
export function isBusy() {
  return waiting > 0;
}

export async function openPair(item) {
  await last;
  try {
    const patch = await get("sheet", { source: item.source, target: item.target, author: state.author });
    state.terms = { marks: [], findings: [], glossary: false };
    state.marks = new Map();
    state.sheet = patched(null, patch);
  } catch (error) {
    toast(error.message, true);
    return;
  }
  closeDocuments();
  drawAll();
  drawDocuments(openPair);
  const first = state.sheet.beads.findIndex(isDoubtful);
  focusOn(first >= 0 ? first : 0);
  history.replaceState(null, "", `#${new URLSearchParams(names())}`);
  askTermsWhenIdle();
}

/** Take over what the server says, and stay where the reader is. */
function takeOver(patch, wantedId) {
  const before = state.sheet.beads;
  const at = state.focus >= 0 ? before[state.focus] : null;
  state.sheet = patched(state.sheet, patch);
  const texts = ["source_segments", "target_segments"].some((name) => patch[name].items.length || patch[name].start !== patch[name].stop);
  if (texts || patch.whole) {
    state.marks = new Map();
    drawAll();
  } else drawChanged(before, state.sheet.beads);
  const id = wantedId || (at && at.id);
  let index = state.sheet.beads.findIndex((bead) => bead.id === id);
  // A bead that is no more is where its text is.
  if (index < 0 && at) index = state.sheet.beads.findIndex((bead) => bead.source_stop > at.source_start || bead.target_stop > at.target_start);
  focusOn(Math.max(0, index));
  askTermsWhenIdle();
}

/** Send an edit; whether it was done. */
export function send(name, body, { wantedId, optimistic } = {}) {
  waiting += 1;
  const sent = last.then(async () => {
    const slow = setTimeout(() => toast(word("slow")), SLOW);
    try {
      const version = state.sheet.version;
      const patch = await post(name, { ...names(), author: state.author, version, ...body() });
      takeOver(patch, wantedId && wantedId());
      return true;
    } catch (error) {
      toast(error.message, true);
      for (const item of document.querySelectorAll(".pending")) item.classList.remove("pending");
      if (optimistic || error.status === 409) await reload();
      return false;
    } finally {
      clearTimeout(slow);
      waiting -= 1;
    }
  });
  last = sent;
  return sent;
}

export async function reload() {
  try {
    const patch = await get("sheet", { ...names(), author: state.author });
    takeOver(patch);
  } catch (error) {
    toast(error.message, true);
  }
}

export function move(kind, more = {}) {
  const bead = state.sheet.beads[state.focus];
  if (!bead) return Promise.resolve(false);
  rowAt(state.focus).classList.add("pending");
  const id = bead.id;
  return send("move", () => ({ move: { kind, bead: id, ...more } }));
}

/** Show a ruling at once, and go on to another row: the server's word comes behind. */
export function confirmAt(index, goal) {
  const bead = state.sheet.beads[index];
  const shown = { ...bead, ruling: bead.ruling || "confirmed", author: bead.author || state.author };
  state.sheet.beads[index] = shown;
  replaceRow(index, row(state.sheet, shown, state.marks));
  const goalId = state.sheet.beads[goal].id;
  focusOn(goal);
  send("move", () => ({ move: { kind: "confirm", bead: bead.id } }), {
    // If the reader has gone on meanwhile, stay there.
    wantedId: () => (state.focus === goal ? goalId : null),
    optimistic: true,
  });
}

function askTermsWhenIdle() {
  clearTimeout(idle);
  // A check that takes long, of a long document, waits for a longer pause.
  idle = setTimeout(askTerms, Math.max(IDLE, 2 * checkTook));
}

async function askTerms() {
  await last;
  const { sheet } = state;
  try {
    const asked = performance.now();
    const terms = await get("terms", names());
    checkTook = performance.now() - asked;
    if (state.sheet === sheet) showTerms(terms);
    await askQueue();
  } catch (error) {
    toast(error.message, true);
  }
}

export function showTerms(terms) {
  const before = state.marks;
  state.terms = terms;
  state.marks = marksBySegment(terms.marks);
  // Only rows with other terms than before are drawn again.
  const changed = otherMarks(before, state.marks);
  state.sheet.beads.forEach((bead, index) => {
    const has = ["source", "target"].some((side) => {
      for (let n = bead[`${side}_start`]; n < bead[`${side}_stop`]; n += 1) if (changed.has(`${side} ${n}`)) return true;
      return false;
    });
    if (has) replaceRow(index, row(state.sheet, bead, state.marks));
  });
  drawFilter();
  focusOn(state.focus, { scroll: false });
}

export async function askQueue() {
  if (document.hidden) return;
  try {
    const asked = wanted();
    const queue = await get("queue", asked);
    // Somebody typed on meanwhile: another answer is under way.
    if (JSON.stringify(asked) !== JSON.stringify(wanted())) return;
    state.queue = { ...queue, documents: inOrder(queue.documents) };
    drawDocuments(openPair);
  } catch (error) {
    toast(error.message, true);
  }
}
