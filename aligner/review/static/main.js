// The review: turns keys and buttons into moves, and looks for what others do.

import { get, openSession, post } from "./api.js";
import { askQueue, confirmAt, isBusy, move, names, openPair, reload, send, settled } from "./desk.js";
import { askTexts, closeDialog, isOpen, showTable } from "./dialogs.js";
import { onDocuments } from "./documents.js";
import { onKeys, showHelp } from "./keys.js";
import { indexOfRow, neighbour, rowAt } from "./ladder.js";
import { askAnchor, linkMoved, onLinks, ruleMoved } from "./links.js";
import { onPlaces } from "./places.js";
import { indexOf, isDoubtful, state } from "./state.js";
import { onStrip } from "./strip.js";
import { acceptVariant, addEntry, waiveFinding } from "./terms.js";
import { comment, editTexts, replaceWords, splitAt } from "./texts.js";
import { drawAll, drawFilter, focusOn, toast } from "./view.js";
import { editWords, loadWords, word } from "./words.js";

const $ = (id) => document.getElementById(id);
const list = $("beads");
const POLL = 3000;
const QUEUE = 15000;

// --- moving about ----------------------------------------------------------------------

function nextIndex(from, step, fits) {
  const { beads } = state.sheet;
  for (let index = neighbour(from, step); index >= 0; index = neighbour(index, step)) {
    if (!rowAt(index).hidden && fits(beads[index])) return index;
  }
  return -1;
}

function go(step, fits = () => true) {
  const index = nextIndex(state.focus, step, fits);
  if (index >= 0) focusOn(index);
  return index >= 0;
}

function goTo(side, segment) {
  if (isOpen()) closeDialog();
  const index = indexOf(side, segment);
  if (index < 0) return;
  if (rowAt(index).hidden) {
    $("show").value = "all";
    $("text-filter").value = "";
    drawFilter();
  }
  focusOn(index);
}

function openNeighbour(step) {
  const items = state.queue.documents;
  const at = items.findIndex((item) => item.source === state.sheet.source && item.target === state.sheet.target);
  const next = items[at + step];
  if (next) openPair(next);
  else toast(word(step > 0 ? "last-document" : "first-document"));
}

/** Confirm, show it at once, and go on. */
function confirm() {
  if (state.focus < 0) return;
  const next = nextIndex(state.focus, 1, isDoubtful);
  const behind = neighbour(state.focus, 1);
  confirmAt(state.focus, next >= 0 ? next : behind >= 0 ? behind : state.focus);
}

// --- the whole -------------------------------------------------------------------------

async function showHistory() {
  try {
    const entries = await get("history", names());
    const rows = entries.map((entry) => ({
      cells: [new Date(entry.made).toLocaleString(), entry.author, editWords(entry.what)],
      undone: entry.is_undone,
    }));
    await showTable(word("history.title"), rows.length ? rows : [{ cells: [word("history.none")] }]);
  } catch (error) {
    toast(error.message, true);
  }
}

async function save() {
  await settled();
  try {
    await post("save", {});
    toast(word("saved", { name: state.saves }));
  } catch (error) {
    toast(error.message, true);
  }
}

/** An address for another browser. */
async function showAddress() {
  try {
    const { code } = await post("code", {});
    const value = `${location.origin}/#code=${code}`;
    await askTexts(word("other-browser.title"), [{ name: "address", label: word("other-browser"), long: false, value }], word("close"));
  } catch (error) {
    toast(error.message, true);
  }
}

const merge = (direction, side = "both") => () => move("merge", { direction, side });
const shift = (side, direction, place) => () => move("shift", { side, direction, place });

const ACTIONS = {
  confirm,
  next: () => go(1),
  previous: () => go(-1),
  nextDoubtful: () => go(1, isDoubtful) || openNeighbour(1),
  previousDoubtful: () => go(-1, isDoubtful) || toast(word("no-doubtful")),
  nextDocument: () => openNeighbour(1),
  previousDocument: () => openNeighbour(-1),
  mergeNext: merge("next"),
  mergePrevious: merge("previous"),
  mergeNextSource: merge("next", "source"),
  mergePreviousSource: merge("previous", "source"),
  mergeNextTarget: merge("next", "target"),
  mergePreviousTarget: merge("previous", "target"),
  sourceEndDown: shift("source", "next", 1),
  sourceEndUp: shift("source", "next", -1),
  targetEndDown: shift("target", "next", 1),
  targetEndUp: shift("target", "next", -1),
  sourceStartUp: shift("source", "previous", 1),
  sourceStartDown: shift("source", "previous", -1),
  targetStartUp: shift("target", "previous", 1),
  targetStartDown: shift("target", "previous", -1),
  split: () => move("split"),
  splitAt,
  anchor: askAnchor,
  acceptMoved: () => ruleMoved("moved"),
  rejectMoved: () => ruleMoved("not-moved"),
  link: linkMoved,
  notTranslation: () => move("not-a-translation"),
  delete: () => move("delete"),
  reopen: () => move("reopen"),
  edit: editTexts,
  replace: replaceWords,
  comment,
  example: () => move("example"),
  variant: acceptVariant,
  waive: waiveFinding,
  entry: addEntry,
  undo: () => send("undo", () => ({})),
  redo: () => send("redo", () => ({})),
  save,
  history: showHistory,
  filter: () => $("text-filter").focus(),
  help: showHelp,
};

function act(name, about) {
  if (state.sheet || name === "help") ACTIONS[name](about);
}

// --- others ------------------------------------------------------------------------------

async function lookForOthers() {
  if (document.hidden || !state.sheet) return;
  await settled();
  const { sheet } = state;
  try {
    const version = await get("version", names());
    if (state.sheet === sheet && version > sheet.version) {
      await reload();
      toast(word("someone-else"));
    }
  } catch {
    // Said when something is done.
  }
}

function listen() {
  $("author").addEventListener("change", () => {
    state.author = $("author").value.trim();
    localStorage.setItem("reviewer", state.author);
    if (state.sheet) reload();
  });
  onKeys(act);
  onStrip((index) => focusOn(index));
  onDocuments(askQueue);
  onLinks();
  onPlaces(goTo);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-action]");
    if (button) act(button.dataset.action, button.dataset.finding);
  });
  list.addEventListener("click", (event) => {
    const item = event.target.closest(".bead");
    // Do not move text that is being selected.
    if (item && !event.target.closest("button, a, .number") && !String(getSelection())) focusOn(indexOfRow(item), { scroll: false });
  });
  for (const name of ["show", "text-filter"]) $(name).addEventListener("input", drawFilter);
  $("order").addEventListener("input", () => {
    if (!state.sheet) return;
    drawAll();
    focusOn(state.focus);
  });
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("address-button").addEventListener("click", showAddress);
  // A browser asks before it closes a page that still has something to say.
  addEventListener("beforeunload", (event) => {
    if (isBusy()) event.preventDefault();
  });
}

async function begin() {
  await loadWords("");
  await openSession();
  const { author, language, saves } = await get("me");
  if (language) await loadWords(language);
  state.author = localStorage.getItem("reviewer") || author;
  state.saves = saves;
  $("author").value = state.author;
  $("save").hidden = !saves;
  listen();
  await askQueue();
  const wantedPair = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const start = wantedPair.source ? wantedPair : state.queue.documents[0];
  if (start) await openPair(start);
  else $("title").textContent = word("no-pairs");
  setInterval(lookForOthers, POLL);
  setInterval(askQueue, QUEUE);
  document.documentElement.dataset.ready = "true";
}

begin().catch((error) => toast(error.message, true));
