// The review: shows a pair of documents, and turns keys and buttons into moves.

import { get, post } from "./api.js";
import { askPlaces, askTexts, showTable } from "./dialogs.js";
import { closeDocuments, drawDocuments, inOrder, onDocuments, wanted } from "./documents.js";
import { KEYS, onKeys, showHelp } from "./keys.js";
import { filterRows, indexOfRow, replaceRow, rowAt, showRows, spliceRows } from "./ladder.js";
import { element, marksBySegment, otherMarks, row } from "./rows.js";
import { findingsOf, isDecided, isDoubtful, patched, state } from "./state.js";
import { drawStrip, onStrip } from "./strip.js";

const $ = (id) => document.getElementById(id);
const list = $("beads");
const IDLE = 400;
const POLL = 3000;
const QUEUE = 15000;
let marks = new Map();
let idle = 0;
let checkTook = 0;
// Moves are sent one after the other: each is meant for what the one before left.
let last = Promise.resolve();

// --- what is shown -----------------------------------------------------------------

function drawHead() {
  const { sheet } = state;
  $("title").textContent = sheet.target_title || sheet.target;
  $("subtitle").textContent = [sheet.source_title, sheet.published, `${sheet.source} – ${sheet.target}`].filter(Boolean).join(" · ");
  const speed = sheet.seconds_per_bead ? ` · ${sheet.seconds_per_bead.toFixed(1)} s a pair` : "";
  $("figures").replaceChildren(
    element("b", {}, `${sheet.decided} of ${sheet.beads.length}`),
    ` decided · about `,
    element("b", {}, sheet.errors.toFixed(1)),
    ` wrong pairs left${speed}`,
  );
  for (const name of ["undo", "redo"]) {
    $(name).disabled = !sheet[name];
    $(name).title = sheet[name];
  }
  document.title = `${sheet.target_title || sheet.target} – Review`;
  const { lost } = sheet;
  $("lost").hidden = !lost.length;
  $("lost").replaceChildren(
    element("p", {}, "Decisions that no longer apply:"),
    ...lost.map((claim) => element("p", {}, `${claim.what} (${claim.author}): ${claim.why}`)),
  );
}

function drawAll() {
  showRows(state.sheet.beads.map((bead) => row(state.sheet, bead, marks)));
  finishDrawing();
}

/** Draw again what a patch has changed, and no more. */
function drawChanged(before, after) {
  let start = 0;
  let end = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before[start] === after[start]) start += 1;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const changed = after.slice(start, after.length - end);
  if (changed.length || before.length !== after.length) {
    spliceRows(start, before.length - end, changed.map((bead) => row(state.sheet, bead, marks)));
  }
  finishDrawing();
}

function finishDrawing() {
  drawHead();
  drawFilter();
  drawStrip();
}

const SHOWN = {
  all: () => true,
  doubtful: isDoubtful,
  open: (bead) => !isDecided(bead),
  alarms: (bead) => bead.alarm,
  findings: (bead, found) => found.has(bead.id),
  remarks: (bead) => bead.example || bead.comment !== "",
};

function drawFilter() {
  const { sheet } = state;
  const isWanted = SHOWN[$("show").value];
  const words = $("text-filter").value.trim().toLowerCase();
  const found = new Set(state.terms.findings.map((finding) => finding.bead));
  const shown = filterRows((item, index) => {
    return isWanted(sheet.beads[index], found) && (!words || item.textContent.toLowerCase().includes(words));
  });
  $("shown").textContent = shown === sheet.beads.length ? `${shown} pairs` : `${shown} of ${sheet.beads.length} pairs`;
  $("empty").hidden = shown > 0;
}

function focusOn(index, { scroll = true } = {}) {
  const before = list.querySelector(".focused");
  if (before) {
    before.classList.remove("focused");
    for (const extra of before.querySelectorAll(".tools, .reasons, .findings")) extra.remove();
  }
  const item = rowAt(index);
  state.focus = item ? index : -1;
  if (!item) return;
  item.classList.add("focused");
  item.append(...details(state.sheet.beads[index]));
  item.focus({ preventScroll: true });
  if (scroll) item.scrollIntoView({ block: "nearest" });
  drawStrip();
}

const TOOLS = ["confirm", "mergePrevious", "mergeNext", "split", "splitAt", "edit", "notTranslation", "delete", "comment", "example", "entry"];
const LABELS = {
  confirm: "Confirm", mergePrevious: "Merge ↑", mergeNext: "Merge ↓", split: "Split", splitAt: "Split at …", edit: "Edit",
  notTranslation: "Not a translation", delete: "Delete", comment: "Comment", example: "Good example", entry: "Term", reopen: "Open again",
};
// Moves of one side, under their own names.
const MORE = KEYS.map(([, , action]) => action).filter((action) => /^merge.+(Source|Target)$|^(source|target)(End|Start)/.test(action));

/** What a row shows when the reader is at it: why it is doubtful, findings, buttons. */
function details(bead) {
  const made = [];
  if (bead.reasons.length && !isDecided(bead)) made.push(element("p", { class: "reasons" }, `doubtful: ${bead.reasons.join("; ")}`));
  const findings = findingsOf(bead);
  if (findings.length) made.push(element("ul", { class: "findings" }, ...findings.map(findingLine)));
  const names = isDecided(bead) ? ["reopen", ...TOOLS.slice(1)] : TOOLS;
  const more = element("details", { class: "tools" }, element("summary", { tabindex: -1 }, "More moves"), ...MORE.map(toolButton));
  return [...made, element("div", { class: "tools" }, ...names.map(toolButton)), more];
}

function toolButton(name) {
  const [names, what] = KEYS.find(([, , action]) => action === name);
  const button = element("button", { type: "button", tabindex: -1 }, LABELS[name] || what, element("kbd", {}, names[0]));
  button.addEventListener("click", () => act(name));
  return button;
}

function findingLine(finding) {
  const line = element("li", {}, element("span", { class: `severity-${finding.severity}` }, finding.severity), finding.message);
  const waive = element("button", { type: "button", tabindex: -1 }, "Waive");
  waive.addEventListener("click", () => waiveFinding(finding));
  if (finding.found) {
    const accept = element("button", { type: "button", tabindex: -1 }, `Accept “${finding.found}”`);
    accept.addEventListener("click", () => acceptVariant(finding));
    line.append(accept);
  }
  line.append(waive);
  return line;
}

function toast(message, isBad = false) {
  const note = element("div", { class: isBad ? "toast bad" : "toast" }, message);
  $("toasts").append(note);
  setTimeout(() => note.remove(), isBad ? 8000 : 4000);
}

// --- speaking to the server ----------------------------------------------------------

const names = () => ({ source: state.sheet.source, target: state.sheet.target });

async function openPair(item) {
  await last;
  try {
    const patch = await get("sheet", { source: item.source, target: item.target, author: state.author });
    state.terms = { marks: [], findings: [], glossary: false };
    marks = new Map();
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
    marks = new Map();
    drawAll();
  } else drawChanged(before, state.sheet.beads);
  const id = wantedId || (at && at.id);
  let index = state.sheet.beads.findIndex((bead) => bead.id === id);
  // A bead that is no more is where its text is.
  if (index < 0 && at) index = state.sheet.beads.findIndex((bead) => bead.source_stop > at.source_start || bead.target_stop > at.target_start);
  focusOn(Math.max(0, index));
  askTermsWhenIdle();
}

function send(name, body, { wantedId, optimistic } = {}) {
  const sent = last.then(async () => {
    try {
      const version = state.sheet.version;
      const patch = await post(name, { ...names(), author: state.author, version, ...body() });
      takeOver(patch, wantedId && wantedId());
    } catch (error) {
      toast(error.message, true);
      if (optimistic || error.status === 409) await reload();
    }
  });
  last = sent;
  return sent;
}

async function reload() {
  try {
    const patch = await get("sheet", { ...names(), author: state.author });
    takeOver(patch);
  } catch (error) {
    toast(error.message, true);
  }
}

function move(kind, more = {}) {
  const bead = state.sheet.beads[state.focus];
  if (!bead) return;
  rowAt(state.focus).classList.add("pending");
  const id = bead.id;
  return send("move", () => ({ move: { kind, bead: id, ...more } }));
}

/** Confirm, show it at once, and go on: the server's word comes behind. */
function confirm() {
  const bead = state.sheet.beads[state.focus];
  if (!bead) return;
  const next = nextIndex(state.focus, 1, isDoubtful);
  if (!isDecided(bead)) {
    const shown = { ...bead, ruling: "confirmed", author: state.author };
    const index = state.focus;
    state.sheet.beads[index] = shown;
    replaceRow(index, row(state.sheet, shown, marks));
  }
  const goal = next >= 0 ? next : Math.min(state.focus + 1, state.sheet.beads.length - 1);
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

function showTerms(terms) {
  const before = marks;
  state.terms = terms;
  marks = marksBySegment(terms.marks);
  // Only rows with other terms than before are drawn again.
  const changed = otherMarks(before, marks);
  state.sheet.beads.forEach((bead, index) => {
    const has = ["source", "target"].some((side) => {
      for (let n = bead[`${side}_start`]; n < bead[`${side}_stop`]; n += 1) if (changed.has(`${side} ${n}`)) return true;
      return false;
    });
    if (has) replaceRow(index, row(state.sheet, bead, marks));
  });
  drawFilter();
  focusOn(state.focus, { scroll: false });
}

// --- moves -----------------------------------------------------------------------------

function nextIndex(from, step, fits) {
  const { beads } = state.sheet;
  for (let index = from + step; index >= 0 && index < beads.length; index += step) {
    if (!rowAt(index).hidden && fits(beads[index])) return index;
  }
  return -1;
}

function go(step, fits = () => true) {
  const index = nextIndex(state.focus, step, fits);
  if (index >= 0) focusOn(index);
  return index >= 0;
}

function openNeighbour(step) {
  const items = state.queue.documents;
  const at = items.findIndex((item) => item.source === state.sheet.source && item.target === state.sheet.target);
  const next = items[at + step];
  if (next) openPair(next);
  else toast(step > 0 ? "this is the last document" : "this is the first document");
}

async function editTexts() {
  await last;
  const { sheet, focus } = state;
  const bead = sheet.beads[focus];
  const fields = [];
  for (const side of ["source", "target"]) {
    for (let n = bead[`${side}_start`]; n < bead[`${side}_stop`]; n += 1) {
      const view = sheet[`${side}_segments`][n];
      fields.push({ name: `${side} ${n}`, label: `${side}: sentence ${n + 1}`, value: view.text, lang: sheet[`${side}_language`] });
    }
  }
  const also = [
    { text: "Split at the cursor", act: "split-segment" },
    { text: "Join with the next", act: "join-segment" },
  ];
  const answer = await askTexts("Correct the texts; the originals are kept", fields, "Keep", { also });
  if (!answer) return;
  if (answer.act) {
    const [side, segment] = answer.control.name.split(" ");
    const before = answer.control.value.slice(0, answer.control.selectionStart);
    const place = answer.act === "split-segment" ? [...before].length : -1;
    if (place >= 0 && sheet[`${side}_segments`][segment].text !== sheet[`${side}_segments`][segment].original) {
      toast("undo the correction before you split this sentence", true);
      return;
    }
    send("move", () => ({ move: { kind: answer.act, side, segment: Number(segment), place } }));
    return;
  }
  for (const { name, value } of fields) {
    if (answer[name] === value) continue;
    const [side, segment] = name.split(" ");
    send("move", () => ({ move: { kind: "correct", side, segment: Number(segment), text: answer[name] } }));
  }
}

async function splitAt() {
  await last;
  const bead = state.sheet.beads[state.focus];
  const choices = ["source", "target"].map((side) => {
    const options = [];
    for (let n = bead[`${side}_start`]; n <= bead[`${side}_stop`]; n += 1) {
      const view = state.sheet[`${side}_segments`][n];
      const isEnd = n === bead[`${side}_stop`];
      options.push([n, isEnd ? "(nothing)" : view.text.slice(0, 60)]);
    }
    const middle = Math.min(bead[`${side}_start`] + 1, bead[`${side}_stop`]);
    return { name: side, label: `the second part begins, in the ${side}, with`, options, value: middle };
  });
  const answer = await askPlaces("Split in two", choices, "Split");
  if (answer) move("split", { segment: answer.source, place: answer.target });
}

async function comment() {
  await last;
  const bead = state.sheet.beads[state.focus];
  const answer = await askTexts("Comment", [{ name: "text", label: "What should others know?", value: bead.comment }], "Keep");
  if (answer) move("comment", { text: answer.text });
}

async function term(name, body, done) {
  try {
    showTerms(await post(name, { ...names(), author: state.author, ...body }));
    toast(done);
  } catch (error) {
    toast(error.message, true);
  }
}

function acceptVariant(finding) {
  return term("variant", { finding: finding.id }, `“${finding.found}” is accepted for ${finding.source_term}`);
}

async function waiveFinding(finding) {
  const answer = await askTexts(`Waive: ${finding.message}`, [{ name: "reason", label: "Reason", long: false, value: "" }], "Waive as intended", {
    also: [{ text: "This is a false alarm", act: "false-alarm" }],
  });
  if (!answer) return;
  const kind = answer.act || "accepted";
  const reason = answer.act ? answer.control.value : answer.reason;
  await term("waive", { finding: finding.id, kind, reason }, "waived");
}

/** The words selected last on either side: a browser keeps one selection only. */
const selected = { source: "", target: "" };
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const node = selection.anchorNode;
  const place = node && (node.nodeType === 1 ? node : node.parentElement);
  const segment = place && place.closest(".segment");
  if (segment && String(selection).trim()) selected[segment.dataset.side] = String(selection).trim();
});

async function addEntry() {
  const fields = [
    { name: "source", label: "Term in the source", long: false, value: selected.source, lang: state.sheet.source_language },
    { name: "target", label: "Term in the target", long: false, value: selected.target, lang: state.sheet.target_language },
  ];
  const answer = await askTexts("Propose a term", fields, "Propose");
  if (!answer) return;
  await term("entry", { source_term: answer.source, target_term: answer.target }, `${answer.source} – ${answer.target} is proposed for the glossary`);
  selected.source = selected.target = "";
}

async function showHistory() {
  try {
    const entries = await get("history", names());
    const rows = entries.map((entry) => ({
      cells: [new Date(entry.made).toLocaleString(), entry.author, entry.what],
      undone: entry.is_undone,
    }));
    await showTable("History", rows.length ? rows : [{ cells: ["nothing has been done yet"] }]);
  } catch (error) {
    toast(error.message, true);
  }
}

const first = () => findingsOf(state.sheet.beads[state.focus] || {})[0];
const merge = (direction, side = "both") => () => move("merge", { direction, side });
const shift = (side, direction, place) => () => move("shift", { side, direction, place });

const ACTIONS = {
  confirm,
  next: () => go(1),
  previous: () => go(-1),
  nextDoubtful: () => go(1, isDoubtful) || openNeighbour(1),
  previousDoubtful: () => go(-1, isDoubtful) || toast("no doubtful pair before this one"),
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
  notTranslation: () => move("not-a-translation"),
  delete: () => move("delete"),
  reopen: () => move("reopen"),
  edit: editTexts,
  comment,
  example: () => move("example"),
  variant: () => (first() && first().found ? acceptVariant(first()) : toast("there is nothing to accept here")),
  waive: () => (first() ? waiveFinding(first()) : toast("there is no finding here")),
  entry: addEntry,
  undo: () => send("undo", () => ({})),
  redo: () => send("redo", () => ({})),
  history: showHistory,
  filter: () => $("text-filter").focus(),
  help: showHelp,
};

function act(name) {
  if (state.sheet || name === "help") ACTIONS[name]();
}

// --- others ------------------------------------------------------------------------------

async function lookForOthers() {
  if (document.hidden || !state.sheet) return;
  await last;
  const { sheet } = state;
  try {
    const version = await get("version", names());
    if (state.sheet === sheet && version > sheet.version) {
      await reload();
      toast("someone else changed this document");
    }
  } catch {
    // Said when something is done.
  }
}

async function askQueue() {
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

async function begin() {
  const { author } = await get("me");
  state.author = localStorage.getItem("reviewer") || author;
  $("author").value = state.author;
  $("author").addEventListener("change", () => {
    state.author = $("author").value.trim();
    localStorage.setItem("reviewer", state.author);
    if (state.sheet) reload();
  });
  onKeys(act);
  onStrip((index) => focusOn(index));
  onDocuments(askQueue);
  list.addEventListener("click", (event) => {
    const item = event.target.closest(".bead");
    // Do not move text that is being selected.
    if (item && !event.target.closest("button") && !String(getSelection())) focusOn(indexOfRow(item), { scroll: false });
  });
  for (const name of ["show", "text-filter"]) $(name).addEventListener("input", drawFilter);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const name of ["undo", "redo"]) $(name).addEventListener("click", () => act(name));
  $("history-button").addEventListener("click", showHistory);
  $("help-button").addEventListener("click", showHelp);
  await askQueue();
  const wantedPair = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const start = wantedPair.source ? wantedPair : state.queue.documents[0];
  if (start) await openPair(start);
  else $("title").textContent = "There is no aligned pair in this workspace";
  setInterval(lookForOthers, POLL);
  setInterval(askQueue, QUEUE);
  document.documentElement.dataset.ready = "true";
}

begin().catch((error) => toast(error.message, true));
