// Small windows that ask for a text, and tables. What is typed in them is kept until it counts.

import { forgetTyped, keepTyped, typed } from "./drafts.js";
import { element } from "./element.js";
import { word } from "./words.js";

const current = () => document.querySelector("dialog[open]");

export function isOpen() {
  return current() !== null;
}

export function closeDialog() {
  current().close();
}

/** Show a window; what it is closed with comes back, null if it was left. */
export function ask(title, build) {
  return new Promise((resolve) => {
    // One of its own for every question: that another was closed is told late.
    const dialog = element("dialog", { "aria-labelledby": "dialog-title" });
    let result = null;
    const done = (value) => {
      result = value;
      dialog.close();
    };
    dialog.append(element("h2", { id: "dialog-title" }, title), build(done));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(result);
    });
    document.body.append(dialog);
    dialog.showModal();
    const first = dialog.querySelector("textarea, input, select, button");
    if (first) first.focus();
    // A long table is read from its beginning.
    dialog.scrollTop = 0;
  });
}

export function buttons(done, label, ...more) {
  const leave = element("button", { type: "button" }, word("leave"));
  leave.addEventListener("click", () => done(null));
  return element("div", { class: "buttons" }, ...more, leave, element("button", { type: "submit", class: "primary" }, label));
}

/** A form whose texts are given back; Ctrl+Enter and Ctrl+S are as good as the button. */
export function formOf(fill, values, done) {
  const form = element("form");
  fill(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    done(values());
  });
  form.addEventListener("keydown", (event) => {
    const isDone = ["Enter", "s"].includes(event.key) && (event.ctrlKey || event.metaKey) && !event.isComposing;
    if (!isDone) return;
    event.preventDefault();
    // Not if the button cannot be pressed.
    form.querySelector("[type=submit]").click();
  });
  return form;
}

/**
 * Ask for texts: a list of {name, label, value, long, lang, draft, strays}. What is typed into one
 * with a draft is kept under that name, or under another one that the field has then, and is there
 * again when it is asked for again.
 */
export function askTexts(title, fields, label, { also = [] } = {}) {
  return ask(title, (done) => {
    const controls = [];
    let lastFocused = null;
    const values = () => Object.fromEntries(controls.map((control) => [control.name, control.value]));
    const extra = also.map(({ text, act }) => {
      const button = element("button", { type: "button" }, text);
      // The cursor is where it was when the button was pressed.
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => done({ act, control: lastFocused, values: values() }));
      return button;
    });
    const fill = (form) => {
      for (const field of fields) {
        const control = controlOf(field);
        control.addEventListener("focus", () => (lastFocused = control));
        controls.push(control);
        form.append(element("label", {}, field.label, control));
        if (field.draft) form.append(draftNote(field, control));
        for (const stray of field.strays ?? []) form.append(strayNote(stray));
      }
      [lastFocused] = controls;
      form.append(buttons(done, label, ...extra));
    };
    return formOf(fill, values, done);
  });
}

function controlOf(field) {
  const control = element(field.long === false ? "input" : "textarea", { name: field.name, lang: field.lang || null, spellcheck: "false" });
  control.value = (field.draft && typed(field.draft)) ?? field.value;
  return control;
}

/** Keeps what is typed; says so when it is found again, and what stands there now. */
function draftNote(field, control) {
  const discard = element("button", { type: "button" }, word("discard"));
  const note = element("p", { class: "soft draft" }, word("draft"), field.value ? ` ${word("draft.now", { text: field.value })} ` : " ", discard);
  note.hidden = control.value === field.value;
  let seen = typed(field.draft);
  control.addEventListener("input", () => {
    if (control.value === field.value) forgetTyped(field.draft, seen);
    else field.draft = keepTyped(field.draft, control.value, seen);
    seen = typed(field.draft);
  });
  discard.addEventListener("click", () => {
    forgetTyped(field.draft);
    control.value = field.value;
    note.hidden = true;
    control.focus();
  });
  return note;
}

/** What was typed and has no place of its own any more, to be read and taken over by hand. */
function strayNote({ key, text }) {
  const discard = element("button", { type: "button" }, word("discard"));
  const note = element("p", { class: "soft draft" }, `${word("draft.stray", { text })} `, discard);
  discard.addEventListener("click", () => {
    forgetTyped(key);
    note.remove();
  });
  return note;
}

/** Ask for one of some numbers on either side. */
export function askPlaces(title, choices, label) {
  return ask(title, (done) => {
    const controls = choices.map((choice) => {
      const control = element("select", { name: choice.name });
      for (const [value, text] of choice.options) control.append(element("option", { value }, text));
      control.value = String(choice.value);
      return control;
    });
    const fill = (form) => {
      controls.forEach((control, index) => form.append(element("label", {}, choices[index].label, control)));
      form.append(buttons(done, label));
    };
    return formOf(fill, () => Object.fromEntries(controls.map((control) => [control.name, Number(control.value)])), done);
  });
}

export function showTable(title, rows) {
  return ask(title, (done) => {
    const table = element("table");
    for (const { cells, undone } of rows) {
      table.append(element("tr", { class: undone ? "undone" : "" }, ...cells.map((cell) => element("td", {}, cell))));
    }
    const close = element("button", { type: "button", class: "primary" }, word("close"));
    close.addEventListener("click", () => done(null));
    return element("div", {}, table, element("div", { class: "buttons" }, close));
  });
}

export function keyCaps(keys) {
  const made = document.createDocumentFragment();
  for (const key of keys) made.append(element("kbd", {}, key), " ");
  return made;
}
