"""Where the annotated terms of a bead stand in its two texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from aligner.errors import FormatError
from sample_corpus.compositions import Bead, Composition, Side, TermLine
from sample_corpus.glossary import AnnotatedTerms

__all__ = ["LocatedTerm", "has_term_gold", "locate_terms", "term_problems"]

_NOT_RENDERED = "-"


@dataclass(frozen=True, slots=True)
class LocatedTerm:
    """One annotated occurrence with its spans in the bead's source and target text.

    Parameters
    ----------
    source_term : str
    source_span : tuple of int
    rendering : str
        ``""`` when the translation does not render the term.
    target_span : tuple of int or None
    """

    source_term: str
    source_span: tuple[int, int]
    rendering: str
    target_span: tuple[int, int] | None


def has_term_gold(composition: Composition) -> bool:
    """Whether the composition is one of those with annotated terms."""
    return any(bead.terms for bead in composition.beads)


def locate_terms(bead: Bead, path: str) -> list[LocatedTerm]:
    """Each annotated term with its spans, in order of the source text.

    Raises
    ------
    FormatError
        If a term or a rendering does not stand in the bead as often as annotated.
    """
    source_spans = _source_spans(bead, path)
    target_spans = _target_spans(bead, path)
    return [
        LocatedTerm(term.source_term, source, term.rendering if target else "", target)
        for term, source, target in zip(bead.terms, source_spans, target_spans, strict=True)
    ]


def term_problems(composition: Composition, terms: AnnotatedTerms | None) -> Iterator[FormatError]:
    """Annotations that do not stand in the texts, and glossary terms left without one."""
    if not has_term_gold(composition):
        return
    for bead in composition.beads:
        try:
            located = locate_terms(bead, str(composition.path))
        except FormatError as error:
            yield error
            continue
        if terms is None:
            continue
        expected = terms.occurrences(bead.text(Side.SOURCE))
        found = [(term.source_span[0], term.source_term) for term in located]
        if found != expected:
            listing = "; ".join(term for _, term in expected) or "none"
            message = f"the bead's glossary terms are, in order: {listing}"
            yield FormatError(message, str(composition.path), bead.line)


def _source_spans(bead: Bead, path: str) -> list[tuple[int, int]]:
    """Spans of the annotated terms, each behind the one before."""
    text = bead.text(Side.SOURCE)
    spans = []
    position = 0
    for term in bead.terms:
        start = text.find(term.source_term, position)
        if start < 0:
            raise FormatError(f"{term.source_term} does not stand (here)", path, term.line)
        position = start + len(term.source_term)
        spans.append((start, position))
    return spans


def _target_spans(bead: Bead, path: str) -> list[tuple[int, int] | None]:
    """Spans of the renderings; no two overlap, and longer ones choose first."""
    text = bead.text(Side.TARGET)
    taken: dict[TermLine, tuple[int, int]] = {}
    for term in sorted(bead.terms, key=lambda t: (-len(t.rendering), t.line)):
        if term.rendering != _NOT_RENDERED:
            taken[term] = _free_span(text, term, list(taken.values()), path)
    return [taken.get(term) for term in bead.terms]


def _free_span(
    text: str,
    term: TermLine,
    taken: list[tuple[int, int]],
    path: str,
) -> tuple[int, int]:
    """The first place of the rendering as whole words that no other rendering uses."""
    start = text.find(term.rendering)
    while start >= 0:
        stop = start + len(term.rendering)
        inside_word = text[stop : stop + 1].isalnum() or (start and text[start - 1].isalnum())
        if not inside_word and all(stop <= a or b <= start for a, b in taken):
            return start, stop
        start = text.find(term.rendering, start + 1)
    message = f"{term.rendering!r} does not stand, or not often enough, in the English text"
    raise FormatError(message, path, term.line)
