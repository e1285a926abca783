// The whole document as a strip, one line a bead, coloured by how sure it is.

import { look, state } from "./state.js";

const canvas = document.getElementById("strip");
const NAMES = { confirmed: "--good", rejected: "--none", poor: "--poor", fair: "--fair", null: "--none", sure: "--sure", text: "--text" };

let colours = null;
let isAsked = false;

/** Draw before the next frame, however often it is asked for until then. */
export function drawStrip() {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    draw();
  });
}

function draw() {
  const beads = state.sheet ? state.sheet.beads : [];
  const width = canvas.clientWidth * devicePixelRatio;
  const height = 14 * devicePixelRatio;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  colours = colours || readColours();
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, width, height);
  const step = width / Math.max(1, beads.length);
  const gap = step > 4 ? 1 : 0;
  const kind = (bead) => `${look(bead)} ${bead.ruling ? 1 : 0}`;
  for (let first = 0; first < beads.length; ) {
    let last = first + 1;
    // Beads that look alike are one stroke where there is no gap between them.
    while (!gap && last < beads.length && kind(beads[last]) === kind(beads[first])) last += 1;
    const name = look(beads[first]);
    context.fillStyle = colours[name];
    context.globalAlpha = name === "sure" || name === "null" ? 0.35 : 1;
    // Decided pairs stand lower, so that they can be told apart without colour.
    const top = beads[first].ruling ? height / 2 : 0;
    context.fillRect(first * step, top, Math.max((last - first) * step - gap, 1), height - top);
    first = last;
  }
  context.globalAlpha = 1;
  if (state.focus >= 0) {
    context.fillStyle = colours.text;
    context.fillRect(state.focus * step + step / 2 - devicePixelRatio, 0, 2 * devicePixelRatio, height);
  }
}

function readColours() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(Object.entries(NAMES).map(([name, variable]) => [name, style.getPropertyValue(variable)]));
}

export function onStrip(go) {
  canvas.addEventListener("click", (event) => {
    const beads = state.sheet ? state.sheet.beads.length : 0;
    go(Math.min(beads - 1, Math.floor((event.offsetX / canvas.clientWidth) * beads)));
  });
  new ResizeObserver(drawStrip).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colours = null;
    drawStrip();
  });
}
