"""A bitext to a ladder or translation units, and pairs to a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from aligner.evaluation import ladder_lines
from aligner.exporters import (
    in_order,
    kept_beads,
    kept_links,
    units_from_bitext,
    write_units,
    written_format,
)
from aligner.languages import profile_tag
from aligner.tables import table_line
from aligner.values import Bitext, DocumentPair, PairDecision


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
        Beads less sure than this are left out, unless a reviewer confirmed them.
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
        lines = ladder_lines(kept_beads(bitext, least), kept_links(bitext, least))
        stream.writelines(f"{line}\n".encode() for line in lines)
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
