// Terms: findings waived or accepted, and new ones proposed.

import { post } from "./api.js";
import { names, showTerms } from "./desk.js";
import { askTexts } from "./dialogs.js";
import { draftFor, forgetTyped } from "./drafts.js";
import { findingsOf, state } from "./state.js";
import { toast } from "./view.js";
import { translated, word } from "./words.js";

async function term(name, body, done) {
  try {
    showTerms(await post(name, { ...names(), author: state.author, ...body }));
    toast(done);
    return true;
  } catch (error) {
    toast(error.message, true);
    return false;
  }
}

/** A finding by its id, or the first one of the row that the reader is at. */
function findingOf(id) {
  if (id) return state.terms.findings.find((finding) => finding.id === id);
  return findingsOf(state.sheet.beads[state.focus] || {})[0];
}

export function acceptVariant(id) {
  const finding = findingOf(id);
  if (!finding || !finding.found) return toast(word("variant.none"));
  return term("variant", { finding: finding.id }, word("variant.done", { found: finding.found, term: finding.source_term }));
}

export async function waiveFinding(id) {
  const finding = findingOf(id);
  if (!finding) {
    toast(word("finding.none"));
    return;
  }
  const title = word("waive.title", { message: translated(finding.message) });
  const field = { name: "reason", label: word("waive.reason"), long: false, value: "", draft: draftFor("waive", finding.id) };
  const answer = await askTexts(title, [field], word("waive.do"), {
    also: [{ text: word("waive.false"), act: "false-alarm" }],
  });
  if (!answer) return;
  const kind = answer.act || "accepted";
  const { reason } = answer.values || answer;
  if (await term("waive", { finding: finding.id, kind, reason }, word("waive.done"))) forgetTyped(field.draft);
}

/** The words selected last on either side: a browser keeps one selection only. */
const selected = { source: "", target: "" };
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const node = selection.anchorNode;
  const place = node && (node.nodeType === 1 ? node : node.parentElement);
  const segment = place && place.closest(".segment");
  if (segment && String(selection).trim()) selected[segment.dataset.side] = String(selection).trim();
});

export async function addEntry() {
  const fields = ["source", "target"].map((side) => ({
    name: side,
    label: word(`entry.${side}`),
    long: false,
    value: selected[side],
    lang: state.sheet[`${side}_language`],
    draft: draftFor("entry", side, selected[side]),
  }));
  const answer = await askTexts(word("entry.title"), fields, word("entry.do"));
  if (!answer) return;
  if (!(await term("entry", { source_term: answer.source, target_term: answer.target }, word("entry.done", answer)))) return;
  for (const field of fields) forgetTyped(field.draft);
  selected.source = selected.target = "";
}
