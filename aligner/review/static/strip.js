// The whole document as a strip, one line a bead, coloured by how sure it is.

import { look, state } from "./state.js";

const canvas = document.getElementById("strip");
const NAMES = { confirmed: "--good", rejected: "--none", poor: "--poor", fair: "--fair", null: "--none", sure: "--sure" };

export function drawStrip() {
  const beads = state.sheet ? state.sheet.beads : [];
  const width = canvas.clientWidth * devicePixelRatio;
  const height = 14 * devicePixelRatio;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const style = getComputedStyle(document.documentElement);
  const colours = Object.fromEntries(Object.entries(NAMES).map(([name, variable]) => [name, style.getPropertyValue(variable)]));
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, width, height);
  const step = width / Math.max(1, beads.length);
  beads.forEach((bead, index) => {
    const name = look(bead);
    context.fillStyle = colours[name];
    context.globalAlpha = name === "sure" || name === "null" ? 0.35 : 1;
    // What was decided stands lower, so that it is told apart without colours.
    const top = bead.ruling ? height / 2 : 0;
    context.fillRect(index * step, top, Math.max(step - (step > 4 ? 1 : 0), 1), height - top);
  });
  context.globalAlpha = 1;
  if (state.focus >= 0) {
    context.fillStyle = style.getPropertyValue("--text");
    context.fillRect(state.focus * step + step / 2 - devicePixelRatio, 0, 2 * devicePixelRatio, height);
  }
}

export function onStrip(go) {
  canvas.addEventListener("click", (event) => {
    const beads = state.sheet ? state.sheet.beads.length : 0;
    go(Math.min(beads - 1, Math.floor((event.offsetX / canvas.clientWidth) * beads)));
  });
  new ResizeObserver(drawStrip).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawStrip);
}
