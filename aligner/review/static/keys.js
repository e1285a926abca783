// Which key does what. Keys that are being composed into characters do nothing here.

import { isOpen, keyCaps, showTable } from "./dialogs.js";

/** [names of keys as shown, what it does, name of the action, how the event looks] */
export const KEYS = [
  [["Enter", "Space"], "confirm, then the next doubtful pair", "confirm", ["Enter", " "]],
  [["j", "↓"], "next pair", "next", ["j", "ArrowDown"]],
  [["k", "↑"], "previous pair", "previous", ["k", "ArrowUp"]],
  [["n"], "next doubtful pair, in the next document if there is none here", "nextDoubtful", ["n"]],
  [["p"], "previous doubtful pair", "previousDoubtful", ["p"]],
  [["N"], "next document", "nextDocument", ["N"]],
  [["P"], "previous document", "previousDocument", ["P"]],
  [["m"], "merge with the next pair", "mergeNext", ["m"]],
  [["M"], "merge with the previous pair", "mergePrevious", ["M"]],
  [["i"], "take the source text of the next pair", "mergeNextSource", ["i"]],
  [["I"], "take the source text of the previous pair", "mergePreviousSource", ["I"]],
  [["o"], "take the target text of the next pair", "mergeNextTarget", ["o"]],
  [["O"], "take the target text of the previous pair", "mergePreviousTarget", ["O"]],
  [["]"], "end later by a source sentence", "sourceEndDown", ["]"]],
  [["["], "end earlier by a source sentence", "sourceEndUp", ["["]],
  [["}"], "end later by a target sentence", "targetEndDown", ["}"]],
  [["{"], "end earlier by a target sentence", "targetEndUp", ["{"]],
  [["9"], "begin earlier by a source sentence", "sourceStartUp", ["9"]],
  [["0"], "begin later by a source sentence", "sourceStartDown", ["0"]],
  [["("], "begin earlier by a target sentence", "targetStartUp", ["("]],
  [[")"], "begin later by a target sentence", "targetStartDown", [")"]],
  [["s"], "split in two where the aligner would", "split", ["s"]],
  [["S"], "split in two at sentences that you choose", "splitAt", ["S"]],
  [["x"], "not a translation", "notTranslation", ["x"]],
  [["Delete"], "delete: not part of the text", "delete", ["Delete"]],
  [["r"], "reopen: withdraw a decision", "reopen", ["r"]],
  [["e"], "correct the texts; split a sentence or join it with the next", "edit", ["e"]],
  [["c"], "comment", "comment", ["c"]],
  [["g"], "good example", "example", ["g"]],
  [["v"], "accept what was found as a variant of the term", "variant", ["v"]],
  [["w"], "waive the finding, with a reason", "waive", ["w"]],
  [["t"], "propose the words selected on both sides as a term", "entry", ["t"]],
  [["u", "Ctrl Z"], "undo", "undo", ["u"]],
  [["U", "Ctrl Y"], "do again", "redo", ["U"]],
  [["h"], "history", "history", ["h"]],
  [["f"], "filter", "filter", ["f"]],
  [["?"], "this table", "help", ["?"]],
];

const ACTIONS = new Map(KEYS.flatMap(([, , action, keys]) => keys.map((key) => [key, action])));
const FIELDS = "input, textarea, select, [contenteditable]";

export function onKeys(act) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || isOpen() || event.defaultPrevented) return;
    if (event.target.closest(FIELDS)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    // A button that has the focus is pressed by these.
    if (event.target.closest("button, a") && ["Enter", " "].includes(event.key)) return;
    const action = event.ctrlKey || event.metaKey ? withControl(event) : event.altKey ? null : ACTIONS.get(event.key);
    if (!action) return;
    event.preventDefault();
    act(action);
  });
}

function withControl(event) {
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" ? "redo" : null;
}

export function showHelp() {
  return showTable(
    "Keys",
    KEYS.map(([names, what]) => ({ cells: [keyCaps(names), what] })),
  );
}
