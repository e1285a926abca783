// Pairs of sentences as rows. Text from documents only ever becomes text.

import { keyOfTyped } from "./drafts.js";
import { element } from "./element.js";
import { beadLink } from "./places.js";
import { isDecided, look } from "./state.js";
import { word } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const GOOD = new Set(["preferred", "allowed", "abbreviation"]);
const BAD = new Set([
  "forbidden", "outdated", "untranslated", "transliterated", "other-concept", "altered",
  "other-rendering", "omitted",
]);

/** The row of a bead. */
export function row(sheet, bead, marks) {
  const classes = ["bead", look(bead), bead.alarm ? "alarm" : ""].filter(Boolean);
  const item = element("div", { class: classes.join(" "), role: "listitem", tabindex: -1, "data-id": bead.id });
  item.append(
    side(sheet, bead, "source", marks),
    between(bead),
    side(sheet, bead, "target", marks),
    notes(sheet, bead),
  );
  return item;
}

function side(sheet, bead, name, marks) {
  const language = sheet[`${name}_language`];
  const cell = element("div", { class: `side ${name}`, lang: language });
  for (let number = bead[`${name}_start`]; number < bead[`${name}_stop`]; number += 1) {
    cell.append(element("div", { class: "line" }, handle(name, number), segment(sheet[`${name}_segments`][number], name, number, marks)));
  }
  if (!cell.childElementCount) cell.append(element("p", { class: "nothing", lang: document.documentElement.lang }, word("no-counterpart")));
  return cell;
}

/** The number of a sentence, by which it can be dragged or chosen. */
function handle(name, number) {
  // Not every browser lets buttons be dragged.
  return element(
    "span",
    { role: "button", class: "number", tabindex: -1, draggable: "true", "data-side": name, "data-segment": number, title: word("number", { n: number + 1 }) },
    String(number + 1),
  );
}

function segment(view, name, number, marks) {
  const isMended = view.text !== view.original;
  const paragraph = element("p", {
    class: isMended ? "segment mended" : "segment",
    "data-side": name,
    "data-segment": number,
    title: isMended ? word("on-page", { text: view.original }) : null,
  });
  let at = 0;
  for (const mark of marks.get(`${name} ${number}`) || []) {
    if (mark.start < at) continue;
    paragraph.append(cut(view.text, at, mark.start), term(mark, cut(view.text, mark.start, mark.stop)));
    at = mark.stop;
  }
  paragraph.append(cut(view.text, at));
  return paragraph;
}

// Offsets count characters, as people do; JavaScript counts halves of some.
function cut(text, start, stop) {
  return text.length === [...text].length ? text.slice(start, stop) : [...text].slice(start, stop).join("");
}

function term(mark, text) {
  const kind = GOOD.has(mark.verdict) ? "good" : BAD.has(mark.verdict) ? "bad" : "open";
  return element("mark", { class: `term ${kind}`, title: `${mark.concept}: ${word(`verdict.${mark.verdict}`)}` }, text);
}

/** The ladder between the two sides: which sentence goes with which. */
function between(bead) {
  const [n, m] = [bead.source_stop - bead.source_start, bead.target_stop - bead.target_start];
  const cell = element("div", { class: "between" });
  if (n && m) cell.append(ladder(n, m));
  const sure = isDecided(bead) ? mark(bead.ruling) : `${Math.floor(bead.probability * 100)}%`;
  const label = isDecided(bead) ? word("ruled", { n, m, ruling: word(`ruling.${bead.ruling}`) }) : word("sure", { n, m, sure });
  cell.append(element("span", { class: "chip", role: "img", "aria-label": label, title: label }, `${n}–${m} ${sure}`));
  return cell;
}

function mark(ruling) {
  return { confirmed: "✓", "not-a-translation": "≠", deleted: "✕" }[ruling] || ruling;
}

function ladder(n, m) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ class: "ladder", viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  const band = document.createElementNS(SVG, "path");
  band.setAttribute("d", "M0 4C40 4 60 4 100 4V96C60 96 40 96 0 96Z");
  svg.append(band);
  const most = Math.max(n, m);
  for (let k = 0; k < most; k += 1) {
    const line = document.createElementNS(SVG, "line");
    const left = Math.floor((k * n) / most);
    const right = Math.floor((k * m) / most);
    const ends = { x1: 0, x2: 100, y1: ((left + 0.5) / n) * 100, y2: ((right + 0.5) / m) * 100 };
    for (const [key, value] of Object.entries(ends)) line.setAttribute(key, value);
    svg.append(line);
  }
  return svg;
}

function notes(sheet, bead) {
  const list = element("div", { class: "notes" });
  if (bead.example) list.append(element("span", { class: "example" }, `★ ${word("good-example")}`));
  if (bead.alarm) list.append(element("span", { class: "warned" }, `⚠ ${word("damaged")}`));
  for (const link of bead.moved) {
    const other = sheet.byId.get(link.bead);
    const text = word(link.linked ? "moved.linked" : "moved.found", { place: "\n", probability: `${Math.floor(link.probability * 100)}%` });
    const [before, after] = text.split("\n");
    list.append(element("span", { class: "moved" }, `⇅ ${before}`, beadLink(other), after));
  }
  const key = keyOfTyped(sheet, bead);
  if (key) list.append(element("span", { class: "warned" }, `✎ ${word("unsaved", { key })}`));
  if (bead.comment) list.append(element("span", { class: "comment" }, bead.comment));
  if (isDecided(bead) && bead.author) list.append(element("span", { class: "soft" }, word("ruled-by", { ruling: word(`ruling.${bead.ruling}`), author: bead.author })));
  return list;
}

/** Marks by the segment they are in, in order. */
export function marksBySegment(marks) {
  const found = new Map();
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    const key = `${mark.side} ${mark.segment}`;
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(mark);
  }
  return found;
}

/** The segments whose marks are not what they were. */
export function otherMarks(before, after) {
  const told = (marks, key) => JSON.stringify(marks.get(key));
  return new Set([...before.keys(), ...after.keys()].filter((key) => told(before, key) !== told(after, key)));
}
