// The offline copy: shows all pairs or the doubtful ones, and those with some words.

const [only, words] = ["only", "words"].map((id) => document.getElementById(id));
function draw() {
  const text = words.value.trim().toLowerCase();
  for (const section of document.querySelectorAll("section")) {
    let shown = 0;
    for (const bead of section.querySelectorAll(".bead")) {
      const fits = (!only.checked || bead.dataset.doubtful) && bead.textContent.toLowerCase().includes(text);
      bead.hidden = !fits;
      shown += fits;
    }
    section.hidden = !shown;
  }
}
for (const control of [only, words]) control.addEventListener("input", draw);
document.querySelector(".controls").hidden = false;
