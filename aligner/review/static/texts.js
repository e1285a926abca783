// Texts corrected, cut, joined and commented in a window, and words replaced in many sentences.

import { move, send, settled } from "./desk.js";
import { ask, askPlaces, askTexts, buttons, formOf } from "./dialogs.js";
import { draftOf, draftOfComment, forgetTyped, keepTyped, straysOf, typed } from "./drafts.js";
import { element } from "./element.js";
import { replaceRow } from "./ladder.js";
import { placeLink } from "./places.js";
import { row } from "./rows.js";
import { SIDES, sentencesOf, state } from "./state.js";
import { focusOn, toast } from "./view.js";
import { word } from "./words.js";

// Sentences that are listed before words are replaced in them; of more, their number is told.
const MOST_LISTED = 300;
// What was typed into the window that replaces words, for the next time.
const WANTED = "replace";
const wanted = { side: "target", found: "", text: "", ...JSON.parse(localStorage.getItem(WANTED)) };

/** The sentences of the row that the reader is at, as fields of a form. */
function fieldsOf(sheet, bead) {
  return sentencesOf(bead).map(([side, segment]) => ({
    name: `${side} ${segment}`,
    label: placeLink(side, segment),
    value: sheet[`${side}_segments`][segment].text,
    lang: sheet[`${side}_language`],
    draft: draftOf(sheet, side, segment),
    strays: straysOf(sheet, side, segment),
    side,
    segment,
  }));
}

export async function editTexts() {
  await settled();
  const { sheet, focus } = state;
  const fields = fieldsOf(sheet, sheet.beads[focus]);
  const also = [
    { text: word("edit.split"), act: "split-segment" },
    { text: word("edit.join"), act: "join-segment" },
  ];
  const answer = await askTexts(word("edit.title"), fields, word("keep"), { also });
  if (!answer) {
    if (fields.some((field) => typed(field.draft) !== null)) toast(word("draft.kept", { key: "e" }));
    redraw(focus);
    return;
  }
  const texts = answer.values || answer;
  const cut = answer.act && fields.find((field) => field.name === answer.control.name);
  for (const field of fields) {
    if (field !== cut && texts[field.name] !== field.value) correct(field, texts[field.name]);
  }
  if (cut) {
    // The cursor counts halves of some characters; the program counts characters.
    const before = [...answer.control.value.slice(0, answer.control.selectionStart)];
    keepUntilDone(cut, { kind: answer.act, text: texts[cut.name], place: answer.act === "split-segment" ? before.length : -1 });
  }
}

function correct(field, text) {
  keepUntilDone(field, { kind: "correct", text });
}

/** Send a move on a sentence; what was typed is forgotten when it is done, and not before. */
async function keepUntilDone(field, more) {
  const { side, segment, value } = field;
  const { focus } = state;
  const isDone = await send("move", () => ({ move: { side, segment, seen: value, ...more } }));
  settle(field, more.text, isDone, "e");
  redraw(focus);
}

/** Forget what was typed if it counts now; if not, say where it is. */
function settle(field, text, isDone, key) {
  if (isDone) forgetTyped(field.draft, text);
  else {
    // Another tab may have forgotten it.
    keepTyped(field.draft, text);
    toast(word("draft.kept", { key }));
  }
}

/** Draw a row again: whether something typed is left is shown there. */
function redraw(wanted) {
  const index = Math.min(wanted, state.sheet.beads.length - 1);
  replaceRow(index, row(state.sheet, state.sheet.beads[index], state.marks));
  if (index === state.focus) focusOn(index, { scroll: false });
}

export async function splitAt() {
  await settled();
  const bead = state.sheet.beads[state.focus];
  const choices = SIDES.map((side) => {
    const options = [];
    for (let n = bead[`${side}_start`]; n <= bead[`${side}_stop`]; n += 1) {
      const view = state.sheet[`${side}_segments`][n];
      const isEnd = n === bead[`${side}_stop`];
      options.push([n, isEnd ? word("split.nothing") : `${n + 1}: ${view.text.slice(0, 60)}`]);
    }
    const middle = Math.min(bead[`${side}_start`] + 1, bead[`${side}_stop`]);
    return { name: side, label: word(`split.${side}`), options, value: middle };
  });
  const answer = await askPlaces(word("split.title"), choices, word("split.do"));
  if (answer) move("split", { segment: answer.source, place: answer.target });
}

export async function comment() {
  await settled();
  const { focus } = state;
  const bead = state.sheet.beads[focus];
  const field = { name: "text", label: word("comment.label"), value: bead.comment, draft: draftOfComment(state.sheet, bead) };
  const answer = await askTexts(word("comment.title"), [field], word("keep"));
  if (answer) settle(field, answer.text, await move("comment", { text: answer.text }), "c");
  else if (typed(field.draft) !== null) toast(word("draft.kept", { key: "c" }));
  redraw(focus);
}

/** Replace words in the sentences that have them, after a look at each. */
export async function replaceWords() {
  await settled();
  const { sheet } = state;
  const answer = await ask(word("replace.title"), (done) => {
    const side = element("select", { name: "side" }, ...[...SIDES].reverse().map((name) => element("option", { value: name }, word(name))));
    const found = element("input", { name: "found", spellcheck: "false" });
    const text = element("input", { name: "text", spellcheck: "false" });
    for (const control of [side, found, text]) {
      control.value = wanted[control.name];
      control.addEventListener("input", () => {
        wanted[control.name] = control.value;
        localStorage.setItem(WANTED, JSON.stringify(wanted));
      });
    }
    const count = element("p", { class: "soft" });
    const hits = element("ul", { class: "hits" });
    const foot = buttons(done, word("replace.do"));
    const replace = foot.querySelector("[type=submit]");
    const draw = () => {
      const segments = found.value ? sheet[`${side.value}_segments`] : [];
      const numbers = [...segments.keys()].filter((n) => segments[n].text.includes(found.value));
      count.textContent = word("replace.count", { n: numbers.length });
      replace.disabled = !numbers.length;
      hits.replaceChildren(...numbers.slice(0, MOST_LISTED).map((n) => hit(side.value, n, segments[n].text, sheet[`${side.value}_language`])));
      return numbers;
    };
    for (const control of [side, found]) control.addEventListener("input", draw);
    const values = () => {
      const off = new Set([...hits.querySelectorAll("input:not(:checked)")].map((box) => Number(box.value)));
      return { side: side.value, found: found.value, text: text.value, segments: draw().filter((n) => !off.has(n)) };
    };
    const fill = (form) => {
      form.append(element("label", {}, word("replace.side"), side), element("label", {}, word("replace.found"), found));
      form.append(element("label", {}, word("replace.text"), text), count, hits, foot);
      draw();
    };
    return formOf(fill, values, done);
  });
  if (answer && answer.segments.length && (await send("replace", () => answer))) toast(word("replace.done", { n: answer.segments.length }));
}

function hit(side, number, text, lang) {
  const box = element("input", { type: "checkbox", value: number, checked: "" });
  return element("li", {}, element("label", { class: "check" }, box, element("span", { lang }, text)), placeLink(side, number));
}
