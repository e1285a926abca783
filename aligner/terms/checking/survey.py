"""One pass over a document: its units read, their terms assigned, the rest surveyed."""

from collections.abc import Iterator, Sequence
from datetime import date

from aligner.lexicon import LexicalModel, expected_places
from aligner.terms.checking.omission import Clues, UnmatchedReading
from aligner.terms.matching.abbreviations import learn_short_names
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.terms.matching.unit import ReadUnit, is_accepted, read_unit, render
from aligner.values import TranslationUnit


def read_document(
    units: Sequence[TranslationUnit],
    index: TermIndex,
    day: date | None,
    model: LexicalModel | None = None,
) -> tuple[list[ReadUnit], dict[str, tuple[int, ...]]]:
    """Units of one document with their renderings, and the short names it defines."""
    reads = [read_unit(unit, index) for unit in units]
    known = [[m for m in read.matches if is_accepted(m.form.term, day)] for read in reads]
    names = learn_short_names([read.target for read in reads], known)
    for read in reads:
        render(read, index, day, names)
        if model is not None and _is_ambiguous(read):
            render(read, index, day, names, _places(read, model))
    return reads, names


def _is_ambiguous(read: ReadUnit) -> bool:
    """Whether some, but not all, occurrences of a term have a rendering."""
    rendered = {m.form.concept for m in read.renderings.values()}
    return any(
        i not in read.renderings and rendered.intersection(o.concepts)
        for i, o in enumerate(read.occurrences)
    )


def _places(read: ReadUnit, model: LexicalModel) -> list[float]:
    """Where the renderings of the occurrences are expected."""
    spans = [(o.start, o.stop) for o in read.occurrences]
    left = {c for i, o in enumerate(read.occurrences) if i not in read.renderings
            for c in o.concepts}  # fmt: skip
    anchors = {
        spans[i]: (m.first, m.last)
        for i, m in read.renderings.items()
        if m.form.concept not in left
    }
    return expected_places(read.source, read.target, model, spans, anchors)


def survey(
    units: Sequence[TranslationUnit], index: TermIndex, model: LexicalModel, day: date | None
) -> Iterator[tuple[int, SourceMatch, UnmatchedReading]]:
    """Occurrences of strict terms without a known form, with what their units show."""
    reads, _ = read_document(units, index, day, model)
    clues = Clues(index, reads, model)
    named: set[int] = set()
    for number, read in enumerate(reads):
        for i, occurrence in enumerate(read.occurrences):
            if i in read.renderings or not read.target.keys:
                continue
            if not index.entries[occurrence.concepts[0]].weak:
                is_named = occurrence.concepts[0] in named
                yield number, occurrence, clues.read(number, occurrence, named=is_named)
        named |= {m.form.concept for m in read.renderings.values()}
