// Small windows that ask for a text, and the table of keys.

import { element } from "./rows.js";

const dialog = document.getElementById("dialog");

export function isOpen() {
  return dialog.open;
}

/** Show a window; what it is closed with comes back, null if it was left. */
function ask(title, build) {
  return new Promise((resolve) => {
    let result = null;
    const done = (value) => {
      result = value;
      dialog.close();
    };
    dialog.replaceChildren(element("h2", { id: "dialog-title" }, title), build(done));
    dialog.addEventListener("close", () => resolve(result), { once: true });
    dialog.showModal();
    const first = dialog.querySelector("textarea, input, select, button");
    if (first) first.focus();
  });
}

function buttons(done, label, ...more) {
  const leave = element("button", { type: "button" }, "Leave as it is");
  leave.addEventListener("click", () => done(null));
  return element("div", { class: "buttons" }, ...more, leave, element("button", { type: "submit", class: "primary" }, label));
}

/** Ask for texts: a list of {name, label, value, long}. Ctrl+Enter is as good as the button. */
export function askTexts(title, fields, label, { also } = {}) {
  return ask(title, (done) => {
    const form = element("form");
    const controls = fields.map((field) => {
      const control = element(field.long === false ? "input" : "textarea", { name: field.name, lang: field.lang || null, spellcheck: "false" });
      control.value = field.value || "";
      form.append(element("label", {}, field.label, control));
      return control;
    });
    const values = () => Object.fromEntries(controls.map((control) => [control.name, control.value]));
    const extra = (also || []).map(({ text, act }) => {
      const button = element("button", { type: "button" }, text);
      // The cursor is where it was when the button was pressed.
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => done({ act, control: controls.find((c) => c === lastFocused) || controls[0] }));
      return button;
    });
    let lastFocused = controls[0];
    for (const control of controls) control.addEventListener("focus", () => (lastFocused = control));
    form.append(buttons(done, label, ...extra));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      done(values());
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit();
    });
    return form;
  });
}

/** Ask for one of some numbers on either side. */
export function askPlaces(title, choices, label) {
  return ask(title, (done) => {
    const form = element("form");
    const controls = choices.map((choice) => {
      const control = element("select", { name: choice.name });
      for (const [value, text] of choice.options) control.append(element("option", { value }, text));
      control.value = String(choice.value);
      form.append(element("label", {}, choice.label, control));
      return control;
    });
    form.append(buttons(done, label));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      done(Object.fromEntries(controls.map((control) => [control.name, Number(control.value)])));
    });
    return form;
  });
}

export function showTable(title, rows) {
  return ask(title, (done) => {
    const table = element("table");
    for (const { cells, undone } of rows) {
      table.append(element("tr", { class: undone ? "undone" : "" }, ...cells.map((cell) => element("td", {}, cell))));
    }
    const close = element("button", { type: "button", class: "primary" }, "Close");
    close.addEventListener("click", () => done(null));
    return element("div", {}, table, element("div", { class: "buttons" }, close));
  });
}

export function keyCaps(keys) {
  const made = document.createDocumentFragment();
  for (const key of keys) made.append(element("kbd", {}, key), " ");
  return made;
}
