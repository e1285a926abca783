"use strict";
document.documentElement.classList.add("js");

// Sorting: every heading with a kind becomes a button; ties keep their order.
const collator = new Intl.Collator(["zh", "en"], { numeric: true });
function keyOf(row, column, kind) {
  const value = row.cells[column].dataset.sort;
  return kind === "number" ? (value === "" ? Infinity : Number(value)) : value;
}
function sortBy(table, heading) {
  const kind = heading.dataset.kind;
  const down = heading.getAttribute("aria-sort") === "ascending";
  for (const other of heading.parentNode.cells) { other.removeAttribute("aria-sort"); }
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = table.tBodies[0];
  const keyed = [...body.rows].map((row) => [keyOf(row, heading.cellIndex, kind), row]);
  keyed.sort(([a], [b]) => {
    if (a === b) { return 0; }
    // What has no number stands last both ways.
    if (a === Infinity || b === Infinity) { return a === Infinity ? 1 : -1; }
    const order = kind === "number" ? a - b : collator.compare(a, b);
    return down ? -order : order;
  });
  body.append(...keyed.map(([, row]) => row));
}
for (const table of document.querySelectorAll("table.sortable")) {
  for (const heading of table.querySelectorAll("th[data-kind]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", () => sortBy(table, heading));
    heading.replaceChildren(button);
  }
}

// Filters of the open findings.
const form = document.querySelector(".filters");
if (form) {
  const rows = [...document.querySelectorAll("#findings tbody tr")];
  const texts = new Map();
  const filter = () => {
    const wanted = ["class", "severity", "term", "document"].filter((name) => form.elements[name].value);
    const words = form.elements.text.value.toLowerCase().trim();
    let shown = 0;
    for (const row of rows) {
      if (words && !texts.has(row)) { texts.set(row, row.textContent.toLowerCase()); }
      row.hidden = wanted.some((name) => row.dataset[name] !== form.elements[name].value)
        || (words !== "" && !texts.get(row).includes(words));
      shown += row.hidden ? 0 : 1;
    }
    form.querySelector("output").textContent = `${shown} of ${rows.length} shown`;
    document.querySelector("#findings .none").hidden = shown > 0;
  };
  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 80); });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-show-term]");
    if (link) {
      form.reset();
      // The reset filters anew when this is done.
      form.elements.term.value = link.dataset.showTerm;
    }
  });
}

// Ids, commands and rows to copy.
document.addEventListener("click", async (event) => {
  const button = event.target.closest(".copy");
  if (!button) { return; }
  const code = button.parentNode.querySelector("code");
  const label = button.dataset.label ??= button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copied ?? code.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(code);
    button.textContent = "Selected";
  }
  setTimeout(() => { button.textContent = label; }, 1500);
});

// A link to a term opens it; on paper all are open.
function openTarget() {
  const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  if (target && target.matches("details")) { target.open = true; target.scrollIntoView(); }
}
addEventListener("hashchange", openTarget);
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((item) => { item.open = true; }));
openTarget();
