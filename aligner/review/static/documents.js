// The list of documents, those first where a look gains most.

import { element } from "./rows.js";
import { state } from "./state.js";

const list = document.getElementById("documents-list");
const filter = document.getElementById("documents-filter");
const onlyOpen = document.getElementById("documents-open");

export function wanted() {
  const words = filter.value.trim().toLowerCase();
  return state.queue.documents.filter((item) => {
    const text = `${item.source_title} ${item.target_title} ${item.source} ${item.target} ${item.published}`;
    return text.toLowerCase().includes(words) && (!onlyOpen.checked || item.decided < item.beads);
  });
}

export function drawDocuments(open) {
  const { progress } = state.queue;
  document.getElementById("progress").textContent =
    `${progress.decided} of ${progress.beads} pairs decided; about ${progress.errors.toFixed(1)} wrong ones left` +
    (progress.seconds_per_bead ? `; ${progress.seconds_per_bead.toFixed(1)} s a pair so far` : "");
  const items = wanted().map((item) => {
    const isCurrent = state.sheet && item.source === state.sheet.source && item.target === state.sheet.target;
    const facts = [item.published, `${item.errors.toFixed(1)} errors expected`, `${item.doubtful} doubtful`];
    if (item.alarms) facts.push(`${item.alarms} alarms`);
    if (item.findings) facts.push(`${item.findings} findings`);
    const button = element(
      "button",
      { type: "button", "aria-current": isCurrent ? "true" : null },
      element("span", { class: "name" }, item.target_title || item.source_title || item.source),
      element("span", { class: "facts" }, facts.filter(Boolean).join(" · ")),
      element("progress", { max: item.beads, value: item.decided, "aria-label": `${item.decided} of ${item.beads} decided` }),
    );
    button.addEventListener("click", () => open(item));
    return element("li", {}, button);
  });
  list.replaceChildren(...items);
}

export function onDocuments(open) {
  for (const control of [filter, onlyOpen]) control.addEventListener("input", () => drawDocuments(open));
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
