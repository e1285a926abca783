// What is shown of the document that is open: head, rows, and the row that the reader is at.

import { element } from "./element.js";
import { KEYS } from "./keys.js";
import { filterRows, rowAt, showRows, spliceRows } from "./ladder.js";
import { linked } from "./places.js";
import { row } from "./rows.js";
import { findingsOf, isDecided, isDoubtful, state } from "./state.js";
import { drawStrip } from "./strip.js";
import { editWords, translated, word } from "./words.js";

const $ = (id) => document.getElementById(id);
const list = $("beads");
// How sure beads were when they were first seen: rows do not jump when they are decided.
const firstSeen = new Map();

export function toast(message, isBad = false) {
  const note = element("div", { class: isBad ? "toast bad" : "toast" }, linked(message));
  $("toasts").append(note);
  setTimeout(() => note.remove(), isBad ? 8000 : 4000);
}

function drawHead() {
  const { sheet } = state;
  $("title").textContent = sheet.target_title || sheet.target;
  $("subtitle").textContent = [sheet.source_title, sheet.published, `${sheet.source} – ${sheet.target}`].filter(Boolean).join(" · ");
  const told = [word("figures", { decided: sheet.decided, beads: sheet.beads.length, errors: sheet.errors.toFixed(1) })];
  if (sheet.seconds_per_bead) told.push(word("speed", { seconds: sheet.seconds_per_bead.toFixed(1) }));
  $("figures").textContent = told.join(" · ");
  for (const name of ["undo", "redo"]) {
    $(name).disabled = !sheet[name];
    $(name).title = sheet[name] ? editWords(sheet[name]) : "";
  }
  document.title = `${sheet.target_title || sheet.target} – ${word("review")}`;
  $("strangers").hidden = sheet.are_translations;
  const { lost } = sheet;
  $("lost").hidden = !lost.length;
  $("lost").replaceChildren(
    element("p", {}, word("lost")),
    ...lost.map((claim) => element("p", {}, `${claim.what} (${claim.author}): ${translated(claim.why)}`)),
  );
}

export function drawAll() {
  showRows(
    state.sheet.beads.map((bead) => row(state.sheet, bead, state.marks)),
    order(),
  );
  finishDrawing();
}

/** The indices of the beads as they are to stand, null for the order of the text. */
function order() {
  if ($("order").value === "text") return null;
  const { beads } = state.sheet;
  for (const bead of beads) if (!firstSeen.has(bead.id)) firstSeen.set(bead.id, sureness(bead));
  return beads.map((_, index) => index).sort((a, b) => firstSeen.get(beads[a].id) - firstSeen.get(beads[b].id) || a - b);
}

/** Doubtful beads come before the others, each by their probability, and decided ones last. */
function sureness(bead) {
  if (isDecided(bead)) return 2;
  return isDoubtful(bead) ? bead.probability : 1 + bead.probability;
}

/** Draw again what a patch has changed, and no more. */
export function drawChanged(before, after) {
  if (order()) {
    drawAll();
    return;
  }
  let start = 0;
  let end = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before[start] === after[start]) start += 1;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const changed = after.slice(start, after.length - end);
  if (changed.length || before.length !== after.length) {
    spliceRows(start, before.length - end, changed.map((bead) => row(state.sheet, bead, state.marks)));
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
  moved: (bead) => bead.moved.length > 0,
  remarks: (bead) => bead.example || bead.comment !== "",
};

export function drawFilter() {
  const { sheet } = state;
  const isWanted = SHOWN[$("show").value];
  const words = $("text-filter").value.trim().toLowerCase();
  const found = new Set(state.terms.findings.map((finding) => finding.bead));
  const shown = filterRows((item, index) => {
    return isWanted(sheet.beads[index], found) && (!words || item.textContent.toLowerCase().includes(words));
  });
  const n = sheet.beads.length;
  $("shown").textContent = shown === n ? word("shown", { n }) : word("shown-of", { shown, n });
  $("empty").hidden = shown > 0;
}

export function focusOn(index, { scroll = true } = {}) {
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
  // Who is typing goes on typing.
  if (!document.activeElement.closest("input, textarea, select")) item.focus({ preventScroll: true });
  if (scroll) item.scrollIntoView({ block: "nearest" });
  drawStrip();
}

const TOOLS = ["confirm", "mergePrevious", "mergeNext", "split", "splitAt", "edit", "notTranslation", "delete", "comment", "example", "entry"];
// Moves of one side and rarer ones, under their own names.
const MORE = KEYS.map(([, action]) => action).filter((action) => /^merge.+(Source|Target)$|^(source|target)(End|Start)|^(anchor|replace)$/.test(action));

/** What a row shows when the reader is at it: why it is doubtful, findings, buttons. */
function details(bead) {
  const made = [];
  if (bead.reasons.length && !isDecided(bead)) {
    const list = bead.reasons.flatMap((reason) => ["; ", linked(reason)]).slice(1);
    made.push(element("p", { class: "reasons" }, `${word("doubtful")} `, ...list));
  }
  for (const alarm of state.sheet.alarms.filter((found) => bead.alarm && isWithin(bead, found))) {
    made.push(element("p", { class: "reasons" }, `${word("warning")} `, linked(alarm.reason)));
  }
  const findings = findingsOf(bead);
  if (findings.length) made.push(element("ul", { class: "findings" }, ...findings.map(findingLine)));
  const names = isDecided(bead) ? ["reopen", ...TOOLS.slice(1)] : [...TOOLS];
  const isNull = bead.source_start === bead.source_stop || bead.target_start === bead.target_stop;
  if (isNull) names.splice(1, 0, "link");
  if (bead.moved.some((link) => !link.linked)) names.unshift("acceptMoved", "rejectMoved");
  const more = element("details", { class: "tools" }, element("summary", { tabindex: -1 }, word("more")), ...MORE.map(toolButton));
  return [...made, element("div", { class: "tools" }, ...names.map(toolButton)), more];
}

function isWithin(bead, alarm) {
  return ["source", "target"].some((side) => bead[`${side}_start`] < alarm[`${side}_stop`] && alarm[`${side}_start`] < bead[`${side}_stop`]);
}

const LABELS = { acceptMoved: "moved.accept", rejectMoved: "moved.reject" };
const SHORT = new Set([...TOOLS, "reopen", "link"]);

function toolButton(name) {
  const [keys] = KEYS.find(([, action]) => action === name);
  const label = LABELS[name] || (SHORT.has(name) ? `tool.${name}` : `key.${name}`);
  return element("button", { type: "button", tabindex: -1, "data-action": name, title: word(`key.${name}`) }, word(label), element("kbd", {}, keys[0]));
}

function findingLine(finding) {
  const line = element("li", {}, element("span", { class: `severity-${finding.severity}` }, word(`severity.${finding.severity}`)), translated(finding.message));
  const button = (action, text) => element("button", { type: "button", tabindex: -1, "data-action": action, "data-finding": finding.id }, text);
  if (finding.found) line.append(button("variant", word("accept-variant", { found: finding.found })));
  line.append(button("waive", word("waive")));
  return line;
}
