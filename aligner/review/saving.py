"""One pair under review without a run: its workspace, and the file that it is saved to."""

from dataclasses import dataclass
from pathlib import Path

from aligner.claims import placed_claims, recut_documents, reviewed_bitext
from aligner.errors import ConfigError
from aligner.exporters import unit_file
from aligner.pipeline import (
    BitextForm,
    StageKeys,
    align_task,
    align_texts,
    pair_alarms,
    write_bitext,
)
from aligner.values import Bitext, DocumentPair
from aligner.workspace import Side, Workspace


@dataclass(frozen=True, slots=True)
class Output:
    """Where a pair under review is saved, and how.

    Parameters
    ----------
    source, target : str
        Document ids.
    path : Path or None
        None if only the program that serves the review knows.
    form : BitextForm
    """

    source: str
    target: str
    path: Path | None
    form: BitextForm


def save_pair(workspace: Workspace, output: Output) -> None:
    """Write a pair as it was reviewed.

    Raises
    ------
    ConfigError
        If the file cannot be written.
    """
    if output.path is None:
        raise ConfigError("there is no file to save to; give one with --output")
    bitext = reviewed_bitext(workspace, DocumentPair(output.source, output.target, 1.0))
    with unit_file(output.path, output.form.format_name) as stream:
        write_bitext(bitext, stream, output.form)


def reviewed_pair(folder: Path, output: Output) -> Bitext:
    """A pair of a workspace with the decisions of its reviewers."""
    with Workspace.open(folder) as workspace:
        return reviewed_bitext(workspace, DocumentPair(output.source, output.target, 1.0))


def put_pair(folder: Path, bitext: Bitext, keys: StageKeys) -> None:
    """Make a workspace of one pair, or bring it up to date; reviewers' decisions stay.

    Parameters
    ----------
    folder : Path
        Empty, not there yet, or with a workspace of this pair.
    bitext : Bitext
        As `aligner.pipeline.align_files` makes it.
    keys : StageKeys
        With whose options and glossary it was aligned.

    Raises
    ------
    ConfigError
        If the workspace holds other pairs.
    """
    names = bitext.source.document.id, bitext.target.document.id
    pair = DocumentPair(*names, 1.0)
    with Workspace.open(folder, create=True) as workspace:
        workspace.hold()
        others = [p for p in workspace.pairs() if (p.source, p.target) != names]
        if others:
            message = f"{folder} holds other pairs: name a folder of its own for this review"
            raise ConfigError(message)
        sides: tuple[Side, Side] = ("source", "target")
        changed = False
        for side, document in zip(sides, (bitext.source, bitext.target), strict=True):
            digest = workspace.document_digest(side, document.document.id)
            if digest is None or digest != document.document.digest:
                workspace.put_document(side, document.document, document, stage_key="one pair")
                changed = True
        if changed:
            recut_documents(workspace)
        _align(workspace, pair, bitext, keys)
        workspace.put_pairing([pair], (), (), stage_key="one pair")


def _align(workspace: Workspace, pair: DocumentPair, bitext: Bitext, keys: StageKeys) -> None:
    """Align a pair around what reviewers have decided on it, unless it is so aligned."""
    confirmed = placed_claims(workspace, pair.source, pair.target).confirmed
    source = workspace.document("source", pair.source)
    target = workspace.document("target", pair.target)
    key = keys.alignment(source.text_digest, target.text_digest, confirmed)
    if workspace.alignment_key(pair) == key:
        return
    alignment = bitext.alignment
    if confirmed or (source, target) != (bitext.source, bitext.target):
        task = align_task(source, target, keys.options, confirmed, keys.glossary)
        alignment = align_texts(task).discounted()
    signature = str(keys.signature_given(confirmed))
    workspace.put_alignment(pair, alignment, key, signature=signature)
    found = pair_alarms(workspace.bitext(pair))
    workspace.put_alarms(pair, found.verdict, found.alarms)
