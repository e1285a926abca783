// The list of documents, those first where a look gained most when the page first heard of them:
// a list that moves while someone works is no use. What is wanted comes from the server, which
// sends the first of them only.

import { element } from "./element.js";
import { state } from "./state.js";
import { word } from "./words.js";

const list = document.getElementById("documents-list");
const filter = document.getElementById("documents-filter");
const onlyOpen = document.getElementById("documents-open");

const places = new Map();
const TYPING = 200;
let typing = 0;

/** What the server is asked for. */
export function wanted() {
  return { text: filter.value.trim(), ...(onlyOpen.checked ? { open: 1 } : {}) };
}

/** The documents in the order in which they came. */
export function inOrder(documents) {
  const place = (item) => {
    const name = JSON.stringify([item.source, item.target]);
    if (!places.has(name)) places.set(name, places.size);
    return places.get(name);
  };
  return documents.map((item) => [place(item), item]).sort(([a], [b]) => a - b).map(([, item]) => item);
}

export function drawDocuments(open) {
  const { progress } = state.queue;
  const told = [word("progress", { ...progress, errors: progress.errors.toFixed(1) })];
  if (progress.seconds_per_bead) told.push(word("speed", { seconds: progress.seconds_per_bead.toFixed(1) }));
  document.getElementById("progress").textContent = told.join(" · ");
  const { documents, found } = state.queue;
  document.getElementById("documents-found").textContent =
    documents.length < found ? word("first-of", { shown: documents.length, found }) : "";
  const items = documents.map((item) => {
    const isCurrent = state.sheet && item.source === state.sheet.source && item.target === state.sheet.target;
    const facts = [item.published, word("facts.errors", { n: item.errors.toFixed(1) }), word("facts.doubtful", { n: item.doubtful })];
    if (item.alarms) facts.push(word("facts.alarms", { n: item.alarms }));
    if (item.findings) facts.push(word("facts.findings", { n: item.findings }));
    const button = element(
      "button",
      { type: "button", "aria-current": isCurrent ? "true" : null },
      element("span", { class: "name" }, item.target_title || item.source_title || item.source),
      element("span", { class: "facts" }, ...parted(facts.filter(Boolean))),
      element("progress", { max: item.beads, value: item.decided, "aria-label": word("facts.decided", item) }),
    );
    button.addEventListener("click", () => open(item));
    return element("li", {}, button);
  });
  list.replaceChildren(...items);
  // Of a single pair there is nothing to choose.
  document.body.classList.toggle("single", places.size === 1);
}

/** Facts with dots between, none of which is broken over lines. */
function parted(facts) {
  return facts.flatMap((fact, number) => [number ? " · " : "", element("span", { class: "fact" }, fact)]);
}

export function onDocuments(ask) {
  const later = () => {
    clearTimeout(typing);
    typing = setTimeout(ask, TYPING);
  };
  for (const control of [filter, onlyOpen]) control.addEventListener("input", later);
  const button = document.getElementById("documents-button");
  button.addEventListener("click", () => {
    const isOpen = document.getElementById("documents").classList.toggle("open");
    button.setAttribute("aria-expanded", String(isOpen));
  });
}

export function closeDocuments() {
  document.getElementById("documents").classList.remove("open");
  document.getElementById("documents-button").setAttribute("aria-expanded", "false");
}
