// Sentences put together over a distance: dragged, anchored by their numbers, linked as moved.

import { send, settled } from "./desk.js";
import { askTexts } from "./dialogs.js";
import { rowAt } from "./ladder.js";
import { indexOf, state } from "./state.js";
import { toast } from "./view.js";
import { word } from "./words.js";

const list = document.getElementById("beads");
const other = { source: "target", target: "source" };
// The id of the bead from which text is to be linked as moved.
let begun = null;

// --- moved text --------------------------------------------------------------------

const proposal = () => state.sheet.beads[state.focus]?.moved.find((link) => !link.linked);

export function ruleMoved(kind) {
  const link = proposal();
  if (link) send("move", () => ({ move: { kind, bead: link.id } }));
  else toast(word("moved.none"));
}

const sideOf = (bead) => (bead.source_start < bead.source_stop ? "source" : "target");
const isNull = (bead) => bead.source_start === bead.source_stop || bead.target_start === bead.target_stop;

/** Begin a link at a row without counterpart, or end it at another one. */
export function linkMoved() {
  const bead = state.sheet.beads[state.focus];
  const from = begun && state.sheet.byId.get(begun);
  if (!bead || bead === from) return markBegun(null);
  if (!isNull(bead)) return toast(word("moved.one-sided"));
  if (!from) {
    markBegun(bead.id);
    return toast(word("moved.begin"));
  }
  if (sideOf(from) === sideOf(bead)) return toast(word("moved.other-side"));
  const [source, target] = sideOf(bead) === "source" ? [bead, from] : [from, bead];
  const id = [...source.id.split("-").slice(0, 2), ...target.id.split("-").slice(2)].join("-");
  markBegun(null);
  return send("move", () => ({ move: { kind: "moved", bead: id } }));
}

function markBegun(id) {
  begun = id;
  for (const item of list.querySelectorAll(".begun")) item.classList.remove("begun");
  const index = state.sheet.beads.findIndex((bead) => bead.id === id);
  if (index >= 0) rowAt(index).classList.add("begun");
}

// --- anchors -----------------------------------------------------------------------

function anchor(source, target) {
  const bead = state.sheet.beads[indexOf("source", source)];
  return send("move", () => ({ move: { kind: "anchor", bead: bead.id, segment: source, place: target } }));
}

export async function askAnchor() {
  await settled();
  const bead = state.sheet.beads[state.focus];
  const fields = ["source", "target"].map((side) => ({
    name: side,
    label: word(`anchor.${side}`),
    long: false,
    value: String(Math.min(bead[`${side}_start`] + 1, state.sheet[`${side}_segments`].length)),
  }));
  const answer = await askTexts(word("anchor.title"), fields, word("anchor.do"));
  if (!answer) return;
  const numbers = ["source", "target"].map((side) => Number.parseInt(answer[side], 10) - 1);
  const fits = ["source", "target"].every((side, n) => state.sheet[`${side}_segments`][numbers[n]] !== undefined);
  if (fits) anchor(...numbers);
  else toast(word("anchor.none"), true);
}

/** Choose a sentence by its number; with one of the other side they are an anchor. */
function choose(side, segment) {
  const marked = list.querySelector(".number.marked");
  if (marked) marked.classList.remove("marked");
  if (marked && marked.dataset.side === other[side]) {
    const numbers = { [side]: segment, [marked.dataset.side]: Number(marked.dataset.segment) };
    anchor(numbers.source, numbers.target);
  } else if (!marked || marked.dataset.side !== side || Number(marked.dataset.segment) !== segment) {
    list.querySelector(`.number[data-side="${side}"][data-segment="${segment}"]`).classList.add("marked");
    toast(word("number.marked"));
  }
}

// --- dragging ----------------------------------------------------------------------

/** What a dragged sentence is dropped on: a sentence of the other side, or a row. */
function goalOf(target, dragged) {
  const item = target.closest?.(".bead");
  if (!item) return null;
  const line = target.closest(".line")?.querySelector(".number");
  if (line && line.dataset.side !== dragged.side) return { item: line.parentElement, segment: Number(line.dataset.segment) };
  const bead = state.sheet.byId.get(item.dataset.id);
  const isHome = bead[`${dragged.side}_start`] <= dragged.segment && dragged.segment < bead[`${dragged.side}_stop`];
  return isHome ? null : { item, bead };
}

function onDrag() {
  let dragged = null;
  const mark = (item) => {
    for (const marked of list.querySelectorAll(".goal")) if (marked !== item) marked.classList.remove("goal");
    if (item) item.classList.add("goal");
  };
  list.addEventListener("dragstart", (event) => {
    const number = event.target.closest?.(".number");
    if (!number) return;
    dragged = { side: number.dataset.side, segment: Number(number.dataset.segment) };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", number.textContent);
  });
  list.addEventListener("dragover", (event) => {
    const goal = dragged && goalOf(event.target, dragged);
    if (goal) event.preventDefault();
    mark(goal && goal.item);
  });
  list.addEventListener("drop", (event) => {
    const goal = dragged && goalOf(event.target, dragged);
    if (!goal) return;
    event.preventDefault();
    const { side, segment } = dragged;
    if (goal.bead) send("move", () => ({ move: { kind: "shift", bead: goal.bead.id, side, segment } }));
    else if (side === "source") anchor(segment, goal.segment);
    else anchor(goal.segment, segment);
  });
  list.addEventListener("dragend", () => {
    dragged = null;
    mark(null);
  });
}

export function onLinks() {
  onDrag();
  list.addEventListener("click", (event) => {
    const number = event.target.closest(".number");
    if (number) choose(number.dataset.side, Number(number.dataset.segment));
  });
}
