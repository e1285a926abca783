"""One occurrence without a known form, with all of its unit that may show what became of it."""

import re
from dataclasses import dataclass
from itertools import pairwise

from aligner.lexicon import Joins, WordAlignment
from aligner.offsets import Span
from aligner.terms.matching.index import SourceMatch
from aligner.terms.matching.unit import ReadUnit

Words = tuple[str, ...]

_SOURCE_END = re.compile("[。；！？;!?]")
_TARGET_END = re.compile(r"[.!?;][”’\")]*\s+(?=[A-Z“0-9])|;\s+")
# Sentences with so much of the best one's links render the source sentence too.
_VOTES = 0.5


@dataclass(frozen=True, slots=True)
class Scene:
    """What the clues are read from.

    Parameters
    ----------
    read : ReadUnit
    links : WordAlignment
    occurrence : SourceMatch
    rows : list of int
        Source words of the term.
    forms : list of tuple of str
        Folded words of the accepted full forms.
    used : frozenset of int
        Target words that render something.
    region : list of (int, int)
        Target sentences that render the sentence of the term.
    source_sentence : str
        The folded sentence of the term.
    place : float
        Where the rendering is expected in the target, 0 to 1.
    joins : Joins
    """

    read: ReadUnit
    links: WordAlignment
    occurrence: SourceMatch
    rows: list[int]
    forms: list[Words]
    used: frozenset[int]
    region: list[Span]
    source_sentence: str
    place: float
    joins: Joins

    @property
    def text(self) -> str:
        """The target text."""
        return self.read.unit.target_text

    def is_in_region(self, offset: int) -> bool:
        """Whether an offset lies in the sentences that render the term's sentence."""
        return any(start <= offset <= stop for start, stop in self.region)


def target_region(links: WordAlignment, rows: list[int]) -> list[Span]:
    """The target sentences that render the source sentence of a term."""
    target = links.target.text
    edges = [0, *(m.end() for m in _TARGET_END.finditer(target)), len(target)]
    sentences = [(a, b) for a, b in pairwise(edges) if a < b]
    if not rows or len(sentences) < 2 or not links.target.keys:  # noqa: PLR2004 - no choice
        return sentences
    start, stop = source_sentence(links, rows)
    inside = [i for i, (a, b) in enumerate(links.tokens) if start <= a and b <= stop]
    mass = links.shares[inside].sum(axis=0)
    votes = [
        float(sum(m for m, (o, _) in zip(mass, links.target.spans, strict=True) if a <= o < b))
        for a, b in sentences
    ]
    return [s for s, vote in zip(sentences, votes, strict=True) if vote >= _VOTES * max(votes)]


def source_sentence(links: WordAlignment, rows: list[int]) -> Span:
    """The sentence around some words of the folded source."""
    source = links.source.folded
    ends = [m.end() for m in _SOURCE_END.finditer(source, 0, links.tokens[rows[0]][0])]
    close = _SOURCE_END.search(source, links.tokens[rows[-1]][1])
    return max(ends, default=0), close.end() if close else len(source)
