// Which key does what. Keys that are being composed into characters do nothing here.

import { isOpen, keyCaps, showTable } from "./dialogs.js";
import { word } from "./words.js";

/** [names of keys as shown, name of the action, how the event looks] */
export const KEYS = [
  [["Enter", "Space"], "confirm", ["Enter", " "]],
  [["j", "↓"], "next", ["j", "ArrowDown"]],
  [["k", "↑"], "previous", ["k", "ArrowUp"]],
  [["n"], "nextDoubtful", ["n"]],
  [["p"], "previousDoubtful", ["p"]],
  [["N"], "nextDocument", ["N"]],
  [["P"], "previousDocument", ["P"]],
  [["m"], "mergeNext", ["m"]],
  [["M"], "mergePrevious", ["M"]],
  [["i"], "mergeNextSource", ["i"]],
  [["I"], "mergePreviousSource", ["I"]],
  [["o"], "mergeNextTarget", ["o"]],
  [["O"], "mergePreviousTarget", ["O"]],
  [["]"], "sourceEndDown", ["]"]],
  [["["], "sourceEndUp", ["["]],
  [["}"], "targetEndDown", ["}"]],
  [["{"], "targetEndUp", ["{"]],
  [["9"], "sourceStartUp", ["9"]],
  [["0"], "sourceStartDown", ["0"]],
  [["("], "targetStartUp", ["("]],
  [[")"], "targetStartDown", [")"]],
  [["s"], "split", ["s"]],
  [["S"], "splitAt", ["S"]],
  [["y"], "anchor", ["y"]],
  [["a"], "acceptMoved", ["a"]],
  [["d"], "rejectMoved", ["d"]],
  [["l"], "link", ["l"]],
  [["x"], "notTranslation", ["x"]],
  [["Delete"], "delete", ["Delete"]],
  [["r"], "reopen", ["r"]],
  [["e"], "edit", ["e"]],
  [["R"], "replace", ["R"]],
  [["c"], "comment", ["c"]],
  [["g"], "example", ["g"]],
  [["v"], "variant", ["v"]],
  [["w"], "waive", ["w"]],
  [["t"], "entry", ["t"]],
  [["u", "Ctrl Z"], "undo", ["u"]],
  [["U", "Ctrl Y"], "redo", ["U"]],
  [["Ctrl S"], "save", []],
  [["h"], "history", ["h"]],
  [["f"], "filter", ["f"]],
  [["?"], "help", ["?"]],
];

const ACTIONS = new Map(KEYS.flatMap(([, action, keys]) => keys.map((key) => [key, action])));
const FIELDS = "input, textarea, select, [contenteditable]";

export function onKeys(act) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || isOpen() || event.defaultPrevented) return;
    if (event.target.closest(FIELDS)) {
      if (event.key === "Escape") event.target.blur();
      if (withControl(event) !== "save") return;
    }
    // A button that has the focus is pressed by these.
    if (event.target.closest("button, a") && ["Enter", " "].includes(event.key)) return;
    const action = isControl(event) ? withControl(event) : event.altKey ? null : ACTIONS.get(event.key);
    if (!action) return;
    event.preventDefault();
    act(action);
  });
}

const isControl = (event) => event.ctrlKey || event.metaKey;

function withControl(event) {
  if (!isControl(event)) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return { y: "redo", s: "save" }[key] || null;
}

export function showHelp() {
  return showTable(
    word("keys"),
    KEYS.map(([names, action]) => ({ cells: [keyCaps(names), word(`key.${action}`)] })),
  );
}
