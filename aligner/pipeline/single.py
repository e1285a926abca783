"""Two files to a bitext, without a workspace."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO

from aligner.errors import FormatError, PairingError
from aligner.evaluation import ladder_lines
from aligner.exporters import units_from_bitext, write_units
from aligner.languages import detect_language
from aligner.pipeline.align_task import align_task
from aligner.pipeline.keys import StageKeys
from aligner.pipeline.options import RunOptions
from aligner.pipeline.tasks import align_texts
from aligner.readers import read_document, read_lines
from aligner.splitters import split_document
from aligner.text import base_language
from aligner.values import Bitext, DocumentPair, PairDecision, SegmentedDocument

_WITH_NULLS = frozenset({"jsonl", "parquet", "tsv", "xlsx"})
# What would break a row of a table.
_BREAKS = str.maketrans("\t\n\r", "   ")


def align_files(
    source: Path,
    target: Path,
    *,
    segmented: bool = False,
    options: RunOptions | None = None,
) -> Bitext:
    """The bitext of two files.

    Parameters
    ----------
    source, target : Path
    segmented : bool, default=False
        Whether the files hold one segment a line; segment i is then line i,
        counted from 0, empty lines included.
    options : RunOptions or None

    Raises
    ------
    FormatError
        If a file cannot be read or has no text.
    PairingError
        If both are in one language.
    """
    keys = StageKeys(options or RunOptions())
    read = _read_segmented if segmented else _read_page
    choice = keys.options
    sides = read(source, choice.source_language), read(target, choice.target_language)
    languages = {base_language(side.document.language) for side in sides}
    if len(languages) == 1 and languages != {"und"}:
        message = f"{source} and {target} are both in language {languages.pop()!r}"
        raise PairingError(message)
    alignment = align_texts(align_task(*sides, keys.options))
    return Bitext(*sides, alignment, str(keys.signature()))


def _read_page(path: Path, language: str | None) -> SegmentedDocument:
    document = read_document(path)
    return split_document(document if language is None else replace(document, language=language))


def _read_segmented(path: Path, language: str | None) -> SegmentedDocument:
    lines = read_lines(path)
    if not any(line.strip() for line in lines):
        raise FormatError("no text", str(path))
    language = language or detect_language("\n".join(lines))
    return SegmentedDocument.from_lines(path.name, language, lines)


def write_bitext(
    bitext: Bitext,
    stream: IO[bytes],
    *,
    format_name: str,
    min_probability: float = 0.0,
) -> None:
    """Write a bitext as a ladder or as translation units.

    Parameters
    ----------
    format_name : str
        ``"ladder"``, or a format of `aligner.exporters`.  A table and JSON
        lines also hold the segments without partner; translation tools have
        no use for them.
    min_probability : float
        Beads less sure than this are left out.
    """
    if format_name == "ladder":
        kept = (bead for bead in bitext.alignment if bead.probability >= min_probability)
        stream.writelines(f"{line}\n".encode() for line in ladder_lines(kept))
    else:
        units = units_from_bitext(
            bitext, min_probability=min_probability, include_nulls=format_name in _WITH_NULLS
        )
        write_units(units, stream, format_name=format_name)


def write_pairs(
    pairs: Iterable[DocumentPair],
    decisions: Iterable[PairDecision],
    stream: IO[bytes],
) -> None:
    """Write pairs as a table that may be filled in and read again as decisions.

    Columns: source, target, probability, relation, decision, reasons.  Pairs
    that a person ruled out stand at the end.
    """
    stream.write(b"source\ttarget\tprobability\trelation\tdecision\treasons\n")
    said = {(decision.source, decision.target): decision.ruling for decision in decisions}
    rows = []
    for pair in pairs:
        ruling = said.pop((pair.source, pair.target), None)
        words = "; ".join(pair.reasons)
        shown = (f"{pair.probability:.3f}", pair.relation.value, ruling.value if ruling else "")
        rows.append((pair.source, pair.target, *shown, words))
    rows += [(*names, "", "", ruling.value, "") for names, ruling in sorted(said.items())]
    for row in rows:
        stream.write(("\t".join(field.translate(_BREAKS) for field in row) + "\n").encode())
