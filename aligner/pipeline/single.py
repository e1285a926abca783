"""Two files to a bitext without a workspace, and which beads to write for a wanted precision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from aligner.encoders import load_encoder
from aligner.errors import InputError, PairingError
from aligner.evaluation import ladder_lines, precision_threshold
from aligner.exporters import in_order, units_from_bitext, write_units, written_format
from aligner.languages import detect_language, profile_tag
from aligner.pipeline.alignment_task import align_task
from aligner.pipeline.keys import StageKeys
from aligner.pipeline.options import (
    Progress,
    RunOptions,
    chosen_encoder,
    chosen_segmentation,
    look_again,
)
from aligner.pipeline.realign import align_texts
from aligner.pipeline.sides import read_sides
from aligner.readers import read_segmented
from aligner.splitters import split_document
from aligner.tables import table_line
from aligner.text import base_language
from aligner.values import Bitext, DocumentPair, PairDecision, SegmentedDocument

if TYPE_CHECKING:
    from aligner.glossary import Glossary
    from aligner.workspace import Workspace


def align_files(  # noqa: PLR0913 - two files; the rest has defaults
    source: Path,
    target: Path | None = None,
    *,
    segmented: bool = False,
    options: RunOptions | None = None,
    glossary: Path | None = None,
    progress: Progress | None = None,
) -> Bitext:
    """The bitext of two files, or of the two sides of a file of two languages.

    Parameters
    ----------
    source : Path
    target : Path or None
        None, or the same path again, if the source holds both languages.
    segmented : bool, default=False
        Whether the files hold one segment a line; segment i is then line i,
        counted from 0, empty lines included.
    options : RunOptions or None
    glossary : Path or None
        Its terms are anchors: segments of both files that hold terms of the same
        concept are likelier to belong together.
    progress : Progress or None

    Raises
    ------
    FormatError
        If a file cannot be read or has no text.
    PairingError
        If both are in one language.
    InputError
        If there is one file, and it has one language.
    """
    choice = options or RunOptions()
    look_again(choice)
    if choice.encoder is None:
        # It goes on loading in the background while the files are read.
        load_encoder(chosen_encoder(choice))
    if segmented:
        if target is None:
            raise InputError(f"{source}: segmented text needs a second file to align it with")
        sides = tuple(
            read_segmented(path, tag)
            for path, tag in zip((source, target), _tags(choice), strict=True)
        )
    else:
        rules = chosen_segmentation(choice)
        documents = read_sides(source, target, _tags(choice))
        sides = tuple(split_document(document, rules) for document in documents)
    terms = None
    if glossary is not None:
        from aligner.glossary import read_glossary  # noqa: PLC0415 - slow to load

        terms = read_glossary(glossary)
    names = (str(source), str(target or source))
    return _aligned(
        (sides[0], sides[1]), names=names, options=choice, glossary=terms, progress=progress
    )


def _tags(options: RunOptions) -> tuple[str | None, str | None]:
    return options.source_language, options.target_language


def align_sentences(
    source: Sequence[str],
    target: Sequence[str],
    *,
    options: RunOptions | None = None,
) -> Bitext:
    """The bitext of two lists of sentences; segment i is sentence i, empty ones included.

    Raises
    ------
    InputError
        If one side has no text.
    PairingError
        If both are in one language.
    """
    choice = options or RunOptions()
    look_again(choice)
    names = ("source", "target")
    tags = (choice.source_language, choice.target_language)
    sides = []
    for name, lines, tag in zip(names, (source, target), tags, strict=True):
        if not any(line.strip() for line in lines):
            raise InputError(f"the {name} sentences have no text")
        sides.append(_segmented(name, tuple(lines), tag))
    return _aligned((sides[0], sides[1]), names=names, options=choice)


def _aligned(
    sides: tuple[SegmentedDocument, SegmentedDocument],
    *,
    names: tuple[str, str],
    options: RunOptions,
    glossary: "Glossary | None" = None,
    progress: Progress | None = None,
) -> Bitext:
    """The bitext of two segmented texts, which messages call by `names`."""
    languages = {base_language(side.document.language) for side in sides}
    if len(languages) == 1 and languages != {"und"}:
        message = f"{names[0]} and {names[1]} are both in the language {languages.pop()!r}"
        raise PairingError(message)
    task = align_task(*sides, options, glossary=glossary)
    signature = StageKeys(options, glossary).signature()
    return Bitext(*sides, align_texts(task, progress).discounted(), str(signature))


def _segmented(name: str, lines: tuple[str, ...], language: str | None) -> SegmentedDocument:
    """One segment a line, in the language given or detected."""
    tag = language or detect_language("\n".join(lines))
    return SegmentedDocument.from_lines(name, tag, lines)


@dataclass(frozen=True, slots=True)
class BitextForm:
    """How a bitext is written.

    Parameters
    ----------
    format_name : str
        ``"ladder"``, or a format of `aligner.exporters`.  A table and JSON
        lines also hold the segments without partner; translation tools have
        no use for them.
    min_probability : float, default=0.0
        Beads less sure than this are left out.
    order : str, default="text"
        As of `aligner.exporters.in_order`; a ladder is always in the order of the text.
    profile : str or None
        Style of the language tags, as of `aligner.languages.profile_tag`; as they were
        detected or given if None.
    created : str, default=""
        When the translation was made, for pages that say nothing of it.
    """

    format_name: str
    min_probability: float = 0.0
    order: str = "text"
    profile: str | None = None
    created: str = ""


def write_bitext(bitext: Bitext, stream: IO[bytes], form: BitextForm) -> None:
    """Write a bitext as a ladder or as translation units."""
    least = form.min_probability
    if form.format_name == "ladder":
        alignment = bitext.alignment
        kept = (bead for bead in alignment if bead.probability >= least)
        moved = (link for link in alignment.moved if link.probability >= least)
        stream.writelines(f"{line}\n".encode() for line in ladder_lines(kept, moved))
        return
    tags = bitext.source.document.language, bitext.target.document.language
    if form.profile is not None:
        tags = profile_tag(tags[0], form.profile), profile_tag(tags[1], form.profile)
    units = units_from_bitext(
        bitext,
        min_probability=least,
        include_nulls=written_format(form.format_name).has_nulls,
        include_moved=True,
        languages=tags,
        created=form.created,
    )
    write_units(in_order(units, form.order), stream, format_name=form.format_name)


def written_at(path: Path) -> str:
    """When a file was last written, ISO 8601 in UTC, ``""`` if that is not known."""
    try:
        return datetime.fromtimestamp(int(path.stat().st_mtime), UTC).isoformat()
    except (OSError, OverflowError, ValueError):
        return ""


def write_pairs(
    pairs: Iterable[DocumentPair],
    decisions: Iterable[PairDecision],
    stream: IO[bytes],
) -> None:
    """Write pairs as a table that may be filled in and read again as decisions.

    Columns: source, target, probability, relation, decision, reasons.  Pairs
    that were ruled out stand at the end.
    """
    stream.write(b"source\ttarget\tprobability\trelation\tdecision\treasons\n")
    rulings = {(decision.source, decision.target): decision.ruling for decision in decisions}
    rows = []
    for pair in pairs:
        ruling = rulings.pop((pair.source, pair.target), None)
        words = "; ".join(pair.reasons)
        shown = (f"{pair.probability:.3f}", pair.relation.value, ruling.value if ruling else "")
        rows.append((pair.source, pair.target, *shown, words))
    rows += [(*names, "", "", ruling.value, "") for names, ruling in sorted(rulings.items())]
    for row in rows:
        stream.write(f"{table_line(row)}\n".encode())


def bitext_threshold(bitext: Bitext, target: float) -> float:
    """Least probability of the matches of one pair to keep, see `precision_threshold`."""
    matches = (bead for bead in bitext.alignment if not bead.is_null)
    return precision_threshold((bead.probability for bead in matches), target)


def workspace_threshold(workspace: "Workspace", target: float) -> float:
    """The same over all matches of a workspace."""
    beads = (bead for bitext in workspace.bitexts() for bead in bitext.alignment)
    return precision_threshold((bead.probability for bead in beads if not bead.is_null), target)


def threshold_note(threshold: float, target: float) -> str:
    """What was chosen, in words."""
    if threshold > 1.0:
        return f"no bead is sure enough for a precision of {target:g}"
    return f"kept: beads of probability {threshold:.3f} and more, for a precision of {target:g}"
