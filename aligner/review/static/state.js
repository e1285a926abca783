// What the page knows: the sheet it shows, its terms, and where the reader is.

export const state = {
  author: "",
  queue: { documents: [], found: 0, progress: {} },
  sheet: null,
  marks: new Map(),
  terms: { marks: [], findings: [], glossary: false },
  focus: -1,
  saves: "",
};

export const SIDES = ["source", "target"];
const LISTS = ["beads", "source_segments", "target_segments"];
export const DOUBTFUL = 0.9;
const POOR = 0.6;

/** The sheet after a patch of the server, and which of its beads are new: [start, stop). */
export function patched(sheet, patch) {
  const next = { ...patch };
  for (const name of LISTS) {
    const old = patch.whole || !sheet ? [] : sheet[name];
    const { start, stop, items } = patch[name];
    next[name] = [...old.slice(0, start), ...items, ...old.slice(stop)];
  }
  next.byId = new Map(next.beads.map((bead) => [bead.id, bead]));
  return next;
}

export function isDecided(bead) {
  return bead.ruling !== "";
}

export function isDoubtful(bead) {
  return !isDecided(bead) && (bead.probability < DOUBTFUL || bead.alarm || bead.moved.length > 0);
}

/** How a bead looks: by its ruling, or else by its probability. */
export function look(bead) {
  if (bead.ruling === "confirmed") return "confirmed";
  if (isDecided(bead)) return "rejected";
  if (bead.probability < POOR) return "poor";
  if (bead.probability < DOUBTFUL) return "fair";
  const isNull = bead.source_start === bead.source_stop || bead.target_start === bead.target_stop;
  return isNull ? "null" : "sure";
}

export function findingsOf(bead) {
  return state.terms.findings.filter((finding) => finding.bead === bead.id);
}

/** The sentences of a pair: the side and the number of each. */
export function sentencesOf(bead) {
  return SIDES.flatMap((side) => {
    const n = bead[`${side}_stop`] - bead[`${side}_start`];
    return Array.from({ length: n }, (_, k) => [side, bead[`${side}_start`] + k]);
  });
}

/** The row of a sentence. */
export function indexOf(side, segment) {
  return state.sheet.beads.findIndex((bead) => bead[`${side}_start`] <= segment && segment < bead[`${side}_stop`]);
}
