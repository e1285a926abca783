"""Beads of a bitext as translation units with their provenance."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from aligner.exporters.states import doubt
from aligner.signature import digest_values
from aligner.values import (
    Bead,
    BeadMark,
    BeadRuling,
    Bitext,
    MovedLink,
    Review,
    Segment,
    SegmentedDocument,
    TranslationUnit,
)

# Order of the properties in every unit and of their columns in a table.
PROPERTY_NAMES = (
    "source-document",
    "target-document",
    "source-date",
    "target-date",
    "source-url",
    "target-url",
    "source-origin",
    "target-origin",
    "source-number",
    "target-number",
    "kind",
    "source-span",
    "target-span",
    "source-offsets",
    "target-offsets",
    "review",
    "comment",
    "created",
    "created-by",
    "changed",
    "changed-by",
    "doubt",
    "source-original",
    "target-original",
    "signature",
)
# The last property of a unit whose two sides stand at different places.
MOVED_PROPERTY = ("moved", "yes")

# Beyond the fifth digit a probability is rounding noise of the machine and of the NumPy that
# computed it; without it two machines export the same bytes.
_PROBABILITY_DIGITS = 4
# What is not certain is not called so by rounding.
_NEARLY = 0.0001
_NO_MARK = BeadMark()
_NO_REVIEW = Review()
_CONFIRMED = BeadMark(BeadRuling.CONFIRMED)


def units_from_bitext(  # noqa: PLR0913 - the bitext; the rest by name
    bitext: Bitext,
    *,
    min_probability: float = 0.0,
    include_nulls: bool = False,
    include_moved: bool = False,
    languages: tuple[str, str] | None = None,
    created: str = "",
) -> Iterator[TranslationUnit]:
    """Translation units of a bitext, in the order of its beads.

    Parameters
    ----------
    bitext : Bitext
    min_probability : float, default=0.0
        Beads less sure than this are left out, unless a reviewer confirmed them.
    include_nulls : bool, default=False
        Whether a bead with nothing (or only white space) on one side becomes
        a unit with that side empty.  Beads that a reviewer excluded give no unit.
    include_moved : bool, default=False
        Whether text that stands elsewhere in the other document becomes a unit, too,
        with the property ``moved``: what a reviewer linked, and what the aligner found
        where no reviewer ruled on a segment of it.  These units come last.
    languages : (str, str) or None
        Tags of both sides in the corpus that the units go to; those of the
        two documents if not given.
    created : str, default=""
        When the translation was made as far as is known, ISO 8601, for pages that do
        not say when they were published.

    Yields
    ------
    unit : TranslationUnit
        Its id is a digest of both document ids and both spans: it stays the
        same as long as those do, whatever else changes in the corpus.
        Properties come in the order of `PROPERTY_NAMES`; what is unknown is
        left out.

    Notes
    -----
    A span reads ``"3:0-4:12"``: from offset 0 of block 3 to offset 12 of
    block 4, counted in code points of the blocks' texts.  Offsets read
    ``"1203-1250"``: code points of the page itself, as decoded.
    """
    tags = languages or (bitext.source.document.language, bitext.target.document.language)
    marks = dict(bitext.review.marks)
    for bead in kept_beads(bitext, min_probability):
        unit = _unit(bitext, bead, tags, marks.get(bead.span, _NO_MARK), created)
        both_sides = bool(unit.source_text.strip() and unit.target_text.strip())
        if both_sides or include_nulls:
            yield unit
    if include_moved:
        yield from _moved_units(bitext, min_probability, tags, created)


def _moved_units(
    bitext: Bitext, least: float, tags: tuple[str, str], created: str
) -> Iterator[TranslationUnit]:
    """Units of moved text, but for what a reviewer ruled on in another way."""
    linked = _linked(bitext)
    for link in kept_links(bitext, least):
        mark = _CONFIRMED if link.span in linked else _NO_MARK
        unit = _unit(bitext, link.bead, tags, mark, created)
        if unit.source_text.strip() and unit.target_text.strip():
            yield replace(unit, properties=(*unit.properties, MOVED_PROPERTY))


def kept_beads(bitext: Bitext, least: float) -> Iterator[Bead]:
    """Beads at least this sure or confirmed by a reviewer, but for those ruled out."""
    marks = dict(bitext.review.marks)
    for bead in bitext.alignment:
        ruling = marks.get(bead.span, _NO_MARK).ruling
        is_kept = bead.probability >= least if ruling is None else ruling.is_exported
        if is_kept:
            yield bead


def kept_links(bitext: Bitext, least: float) -> Iterator[MovedLink]:
    """Moved text at least this sure that no reviewer ruled on in another way, or linked."""
    linked = _linked(bitext)
    ruled_on = [span for span, mark in bitext.review.marks if mark.ruling is not None]
    for link in bitext.moved:
        is_ruled_on = any(any(link.shared(span)) for span in ruled_on)
        if link.span in linked or (link.probability >= least and not is_ruled_on):
            yield link


def _linked(bitext: Bitext) -> set[tuple[int, int, int, int]]:
    """The moved text that reviewers linked."""
    return {span for span, is_moved in bitext.review.moved if is_moved}


def unit_id(bitext: Bitext, bead: Bead) -> str:
    """Id of the unit of a bead: a digest of both document ids and both spans."""
    spans = (
        _span(bitext.source.segments[bead.source_start : bead.source_stop]),
        _span(bitext.target.segments[bead.target_start : bead.target_stop]),
    )
    return digest_values(bitext.source.document.id, bitext.target.document.id, *spans)


def _unit(
    bitext: Bitext,
    bead: Bead,
    languages: tuple[str, str],
    mark: BeadMark,
    created: str = "",
) -> TranslationUnit:
    """One bead as a unit."""
    texts = bitext.source_text(bead), bitext.target_text(bead)
    facts = _facts(bitext, bead, mark, texts)
    if not (facts["source-date"] or facts["target-date"]):
        facts["created"] = created
    return TranslationUnit(
        id=unit_id(bitext, bead),
        source_language=languages[0],
        target_language=languages[1],
        source_text=texts[0],
        target_text=texts[1],
        probability=rounded_probability(bead.probability),
        properties=tuple((name, facts[name]) for name in PROPERTY_NAMES if facts.get(name)),
    )


def _facts(bitext: Bitext, bead: Bead, mark: BeadMark, texts: tuple[str, str]) -> dict[str, str]:
    """What is known of a bead, by the names of the properties; ``""`` for what is not."""
    source, target = bitext.source.document, bitext.target.document
    source_run = bitext.source.segments[bead.source_start : bead.source_stop]
    target_run = bitext.target.segments[bead.target_start : bead.target_stop]
    changed, changed_by = _last_change(bitext, bead)
    bare = replace(bitext, review=_NO_REVIEW)
    originals = bare.source_text(bead), bare.target_text(bead)
    return {
        "source-document": source.id,
        "target-document": target.id,
        "source-date": _day(source.published),
        "target-date": _day(target.published),
        "source-url": source.url,
        "target-url": target.url,
        "source-origin": source.origin,
        "target-origin": target.origin,
        "source-number": source.number,
        "target-number": target.number,
        "kind": bead.kind,
        "source-span": _span(source_run),
        "target-span": _span(target_run),
        "source-offsets": _offsets(bitext.source, source_run),
        "target-offsets": _offsets(bitext.target, target_run),
        "review": _said(mark),
        "comment": mark.comment,
        "changed": changed,
        "changed-by": changed_by,
        "doubt": "" if mark.ruling else doubt(bitext, bead),
        "source-original": originals[0] if originals[0] != texts[0] else "",
        "target-original": originals[1] if originals[1] != texts[1] else "",
        "signature": bitext.signature,
    }


def rounded_probability(probability: float) -> float:
    """A probability in as many digits as mean something; 0 and 1 are kept for certainty.

    >>> rounded_probability(0.123456), rounded_probability(0.99999), rounded_probability(1.0)
    (0.1235, 0.9999, 1.0)
    """
    if probability in {0.0, 1.0}:
        return probability
    rounded = round(probability, _PROBABILITY_DIGITS)
    return min(max(rounded, _NEARLY), 1.0 - _NEARLY)


def _said(mark: BeadMark) -> str:
    """A reviewer's decision on a bead, ``""`` for none."""
    words = [mark.ruling.value if mark.ruling else "", "good example" if mark.is_example else ""]
    return ", ".join(filter(None, words))


def _last_change(bitext: Bitext, bead: Bead) -> tuple[str, str]:
    """When a reviewer decided on a bead last, and who; ``""`` if nobody did."""
    last = bitext.review.last_change(bead.span)
    return ("", "") if last is None else (last.made, last.author)


def _span(run: tuple[Segment, ...]) -> str:
    """Where a run of segments stands in its document, ``""`` for an empty run."""
    if not run:
        return ""
    first, last = run[0], run[-1]
    return f"{first.block}:{first.start}-{last.block}:{last.stop}"


def _offsets(document: SegmentedDocument, run: tuple[Segment, ...]) -> str:
    """Where a run of segments stands in its page, ``""`` for an empty run."""
    if not run:
        return ""
    start, _ = document.source_span(run[0])
    _, stop = document.source_span(run[-1])
    return f"{start}-{stop}"


def _day(published: date | None) -> str:
    """A date as ISO 8601, ``""`` when unknown."""
    return "" if published is None else published.isoformat()
