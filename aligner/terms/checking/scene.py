"""One occurrence without a known form, and what its unit shows of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.languages import FUNCTION_WORDS
from aligner.lexicon import WordAlignment
from aligner.offsets import Span
from aligner.terms.checking.likeness import is_body
from aligner.terms.matching.forms import is_short_word
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.terms.matching.unit import ReadUnit
from aligner.terms.matching.variants import Words

_SOURCE_END = re.compile("[。；！？;!?]")
_TARGET_END = re.compile(r"[.!?;][”’\")]*\s+(?=[A-Z“0-9])|;\s+")
# A target sentence with at least this share of the best one's alignment mass renders the
# source sentence, too.
_VOTES = 0.5
# The source does not account for a word of which it makes up less than this, and what
# stands for a term is hardly farther from its place than so many words.
_UNEXPLAINED, _NEAR, _FAR = 0.5, 7.0, 14.0


@dataclass(frozen=True, slots=True)
class Scene:
    """What the clues are computed from.

    Parameters
    ----------
    read : ReadUnit
    alignment : WordAlignment
    occurrence : SourceMatch
    rows : list of int
        Source words of the term.
    forms : list of tuple of str
        Folded words of the accepted full forms.
    written : list of str
        The same forms as the glossary has them.
    used : frozenset of int
        Target words that render something.
    region : list of (int, int)
        Target sentences that render the source sentence of the term.
    source_sentence : str
        The folded sentence of the term.
    place : float
        Expected position of the rendering in the target, 0 to 1.
    """

    read: ReadUnit
    alignment: WordAlignment
    occurrence: SourceMatch
    rows: list[int]
    forms: list[Words]
    written: list[str]
    used: frozenset[int]
    region: list[Span]
    source_sentence: str
    place: float

    @property
    def text(self) -> str:
        """The target text."""
        return self.read.unit.target_text

    def is_in_region(self, offset: int) -> bool:
        """Whether an offset lies in the sentences that render the term's sentence."""
        return any(start <= offset <= stop for start, stop in self.region)


def target_region(alignment: WordAlignment, rows: list[int]) -> list[Span]:
    """The target sentences that render the source sentence of a term."""
    target = alignment.target.text
    edges = [0, *(m.end() for m in _TARGET_END.finditer(target)), len(target)]
    sentences = [(a, b) for a, b in pairwise(edges) if a < b]
    if not rows or len(sentences) < 2 or not alignment.target.keys:  # noqa: PLR2004 - no choice
        return sentences
    start, stop = source_sentence(alignment, rows)
    inside = [i for i, (a, b) in enumerate(alignment.tokens) if start <= a and b <= stop]
    mass = alignment.shares[inside].sum(axis=0)
    votes = [
        float(sum(m for m, (o, _) in zip(mass, alignment.target.spans, strict=True) if a <= o < b))
        for a, b in sentences
    ]
    return [s for s, vote in zip(sentences, votes, strict=True) if vote >= _VOTES * max(votes)]


def source_sentence(alignment: WordAlignment, rows: list[int]) -> Span:
    """The sentence around some words of the folded source."""
    source = alignment.source.folded
    ends = [m.end() for m in _SOURCE_END.finditer(source, 0, alignment.tokens[rows[0]][0])]
    close = _SOURCE_END.search(source, alignment.tokens[rows[-1]][1])
    return max(ends, default=0), close.end() if close else len(source)


@dataclass(frozen=True, slots=True)
class Stray:
    """Words that stand in the place of a rendering.

    Parameters
    ----------
    first, last : int
        The words ``first .. last - 1``.
    strangeness : float
        The share that the source does not account for, 0 to 1.
    """

    first: int
    last: int
    strangeness: float


def find_foreign(scene: Scene, index: TermIndex) -> Stray | None:
    """Of the forms of concepts that are not in the source, the least accounted for."""
    wanted = {concept for o in scene.read.occurrences for concept in o.concepts}
    is_of_bodies = is_body(index, scene.occurrence.concepts[0])
    found = [
        Stray(m.first, m.last, _strangeness(scene.alignment, range(m.first, m.last)))
        for m in scene.read.open_matches()
        if m.form.concept not in wanted and not index.entries[m.form.concept].weak
        # English names who acts; that is in the place of no thing.
        if is_of_bodies or not is_body(index, m.form.concept)
    ]
    found = [s for s in found if _distance(s, scene) <= _FAR]
    return max(found, key=lambda s: (s.strangeness, -s.first), default=None)


def find_gap(scene: Scene) -> Stray | None:
    """The run of words nearest to the expected place that the source does not account for."""
    keys, explained = scene.alignment.target.keys, scene.alignment.explained
    spans = scene.read.target.spans
    free = [
        j
        for j, key in enumerate(keys)
        if key not in FUNCTION_WORDS and j not in scene.used and explained[j] < _UNEXPLAINED
        if scene.is_in_region(spans[j][0]) and not key.isdigit()
    ]
    runs: list[list[int]] = []
    for j in free:
        if runs and runs[-1][-1] == j - 1 and not _parts(scene.text, spans[j - 1][1], spans[j][0]):
            runs[-1].append(j)
        else:
            runs.append([j])
    found = [Stray(run[0], run[-1] + 1, _strangeness(scene.alignment, run)) for run in runs]
    near = [s for s in found if _distance(s, scene) <= _NEAR]
    return min(near, key=lambda s: (_distance(s, scene), s.first), default=None)


def find_short_word(scene: Scene) -> Stray | None:
    """A word in capitals that no other word of the source accounts for, as near as possible.

    A lexicon learned from the text itself takes a wrong short name for the term's rendering.
    """
    target, alignment = scene.read.target, scene.alignment
    elsewhere = alignment.explained - alignment.shares[scene.rows].sum(axis=0)
    wanted = {concept for o in scene.read.occurrences for concept in o.concepts}
    # The listed name of something else is looked at by itself.
    others = {m.first for m in scene.read.open_matches() if m.form.concept not in wanted}
    found = [
        Stray(j, j + 1, 1.0)
        for j in range(len(target.keys))
        if j not in scene.used
        and j not in others
        and is_short_word(target.word(j))
        and target.word(j).isalpha()
        if target.word(j).isupper() and elsewhere[j] < _UNEXPLAINED
        if scene.is_in_region(target.spans[j][0])
    ]
    return min(found, key=lambda s: (_distance(s, scene), s.first), default=None)


def _parts(text: str, start: int, stop: int) -> bool:
    """Whether a punctuation mark stands between two words."""
    return any(mark in ",.;:()?!" for mark in text[start:stop])


def _distance(stray: Stray, scene: Scene) -> float:
    """Distance of words from the expected place, in words."""
    n = len(scene.alignment.target.keys)
    return abs((stray.first + stray.last) / 2 - scene.place * n)


def find_half(scene: Scene) -> Stray | None:
    """A run with at least half of a full form, and other words in place of the rest.

    Of several, the one whose other words are least accounted for.
    """
    found = [stray for form in scene.forms if len(form) > 1 for stray in _halves(scene, form)]
    return max(found, key=lambda s: (s.strangeness, -s.first), default=None)


def _halves(scene: Scene, form: tuple[str, ...]) -> Iterator[Stray]:
    """Runs as long as a form with at least half of its words in their places."""
    keys = scene.alignment.target.keys
    wanted = set(form)
    for first in range(len(keys) - len(form) + 1):
        window = range(first, first + len(form))
        if not wanted.intersection(keys[first : first + len(form)]):
            continue
        if scene.used.intersection(window):
            continue
        wrong = [i for i, word in zip(window, form, strict=True) if keys[i] != word]
        is_half = 0 < 2 * len(wrong) <= len(form)
        # A function word or a number does not replace a word of a name.
        if is_half and not any(keys[i] in FUNCTION_WORDS or keys[i].isdigit() for i in wrong):
            yield Stray(first, first + len(form), _strangeness(scene.alignment, wrong))


def _strangeness(alignment: WordAlignment, words: Sequence[int]) -> float:
    """Share of the content words that the source does not account for."""
    own = [j for j in words if alignment.target.keys[j] not in FUNCTION_WORDS]
    gaps = [max(0.0, 1.0 - float(alignment.explained[j])) for j in own]
    return sum(gaps) / len(gaps) if gaps else 0.0
