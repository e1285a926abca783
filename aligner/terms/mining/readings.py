"""What may render each occurrence of a candidate term, by the word alignment."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.languages import FUNCTION_WORDS, EnglishText
from aligner.lexicon import LexicalModel, Phrases, WordAlignment, align_words, learn_phrases
from aligner.terms.lexicon.renderings import Rendering, likely_renderings
from aligner.terms.matching.capitals import ends_joined, is_cut
from aligner.terms.mining.candidates import Occurrence, ReadPair

_IN_NUMBER = re.compile(r"\d[.,]\d")
Floats = NDArray[np.float64]

# Occurrences that are examined; more add little.
_MOST_READ = 6
# Opinions on where the rendering of one occurrence begins and ends.
_OPINIONS = 4
_LONGEST_NAME = 12
# Words that end the names of companies, and the marks before them: Co., Ltd.
_COMPANY = frozenset({"co", "corp", "inc", "limited", "ltd"})
_BEFORE_COMPANY = frozenset({"", ".", ",", ".,"})


@dataclass(frozen=True, slots=True)
class MinedRendering:
    """One opinion on the rendering of one occurrence, with its measures.

    Parameters
    ----------
    place : Occurrence
    first, last : int
        The words ``first .. last - 1`` of the target.
    key, text : str
        The folded words, and the words as written.
    rank : int
        0 for the likeliest rendering of the occurrence.
    chance, confidence : float
        Probability that these words are the rendering, and that they are part of it.
    cover : float
        Share of the words of the term that is in the rendering.
    explained, least_explained : float
        Share of the words of the rendering that comes from the term: mean, minimum.
    edge : float
        The lesser share of the first and the last word.
    beyond : float
        The greater share of the content words on both sides of the rendering.
    """

    place: Occurrence
    first: int
    last: int
    key: str
    text: str
    rank: int
    chance: float
    confidence: float
    cover: float
    explained: float
    least_explained: float
    edge: float
    beyond: float


def read_renderings(
    pairs: Sequence[ReadPair], candidates: Mapping[str, Sequence[Occurrence]], model: LexicalModel
) -> tuple[dict[str, list[MinedRendering]], Phrases]:
    """Renderings of a few occurrences of each candidate, and the phrases associated with each."""
    terms: list[list[str]] = [[] for _ in pairs]
    todo: dict[int, list[tuple[str, Occurrence]]] = defaultdict(list)
    for term, places in candidates.items():
        by_unit: dict[int, Occurrence] = {}
        for place in places:
            by_unit.setdefault(place.unit, place)
        if len(by_unit) > 1:
            for unit in by_unit:
                terms[unit].append(term)
        for place in _spread(list(by_unit.values())):
            todo[place.unit].append((term, place))
    phrases = learn_phrases(
        [(sorted(found), pair.english.keys) for found, pair in zip(terms, pairs, strict=True)]
    )
    readings: dict[str, list[MinedRendering]] = defaultdict(list)
    for unit, occurrences in sorted(todo.items()):
        pair = pairs[unit]
        alignment = align_words(pair.chinese, pair.english, model)
        for term, place in occurrences:
            readings[term] += _read(pair, alignment, place, phrases.get(term, {}))
    return {term: found for term, found in readings.items() if found}, phrases


def _spread(places: Sequence[Occurrence]) -> list[Occurrence]:
    """Some of the places, evenly spaced."""
    step = max(1.0, len(places) / _MOST_READ)
    return [places[int(i * step)] for i in range(min(len(places), _MOST_READ))]


def _read(
    pair: ReadPair, alignment: WordAlignment, place: Occurrence, phrases: Mapping[str, float]
) -> Iterator[MinedRendering]:
    """Opinions on the rendering of one occurrence, the likeliest first."""
    span, english = pair.span(place), pair.english
    opinions: dict[tuple[int, int], Rendering] = {}
    likely = likely_renderings(alignment, span, phrases, most=_OPINIONS)
    for rendering in likely:
        opinions.setdefault(_words_at(english, rendering), rendering)
    for rendering in likely[:1]:
        # The word alignment may have only a part of what stands together.
        for whole in (_over_hyphens, _whole_name):
            run = whole(english, *_words_at(english, rendering))
            opinions.setdefault(run, Rendering(rendering.span, "", rendering.confidence))
    is_numbered = any(map(str.isnumeric, pair.run(place.first, place.last)))
    opinions = {
        run: rendering
        for run, rendering in opinions.items()
        if not _is_broken(english, *run, is_numbered=is_numbered)
    }
    mass = alignment.words_of(*span)
    shares = alignment.shares[alignment.rows(*span)]
    for rank, ((first, last), rendering) in enumerate(opinions.items()):
        content = [i for i in range(first, last) if _is_content(english, i)] or [first]
        due = mass[content]
        cover = np.minimum(1.0, shares[:, first:last].sum(axis=1))
        sides = [mass[i] for i in (first - 1, last) if _is_content(english, i)]
        yield MinedRendering(
            place,
            first,
            last,
            " ".join(english.keys[first:last]),
            english.surface(first, last),
            rank,
            rendering.chance,
            rendering.confidence,
            float(cover.mean()) if cover.size else 0.0,
            float(due.mean()),
            float(due.min()),
            float(min(due[0], due[-1])),
            float(max(sides, default=0.0)),
        )


def _words_at(english: EnglishText, rendering: Rendering) -> tuple[int, int]:
    """The words of a rendering, the last one excluded.

    Renderings begin and end with content words; those of a compound count with its
    small words: on-site, loan-to-deposit ratio.
    """
    start, stop = rendering.span
    inside = [i for i, (a, b) in enumerate(english.spans) if b > start and a < stop]
    first, last = inside[0], inside[-1] + 1
    whole = _over_hyphens(english, first, last)
    if first and not _is_content(english, first - 1):
        first = whole[0]
    if last < len(english.keys) and not _is_content(english, last):
        last = whole[1]
    return first, _company_end(english, last)


def _company_end(english: EnglishText, last: int) -> int:
    """The end of a run that goes on with the last words of a company's name."""
    while last < len(english.keys) and english.keys[last] in _COMPANY:
        stop, start = english.spans[last - 1][1], english.spans[last][0]
        between = english.text[stop:start].strip()
        if not english.text[start].isupper() or between not in _BEFORE_COMPANY:
            break
        last += 1
    return last


def _is_broken(english: EnglishText, first: int, last: int, *, is_numbered: bool) -> bool:
    """Whether a run ends inside a number or a person's name, or in a number of its own."""
    text, (start, stop) = english.text, english.span(first, last)
    if not is_numbered and (english.keys[first].isdigit() or english.keys[last - 1].isdigit()):
        return True
    final = english.surface(last - 1, last)
    if len(final) == 1 and final.isupper() and text[stop : stop + 1] == ".":
        return True
    return bool(_IN_NUMBER.match(text, stop - 1) or _IN_NUMBER.match(text, max(0, start - 2)))


def _is_content(english: EnglishText, word: int) -> bool:
    return 0 <= word < len(english.keys) and english.keys[word] not in FUNCTION_WORDS


def _over_hyphens(english: EnglishText, first: int, last: int) -> tuple[int, int]:
    """A run with all parts of the compounds at its ends: on-site, loan-to-deposit."""
    while first > 0 and _is_hyphen(english, first):
        first -= 1
    while last < len(english.keys) and _is_hyphen(english, last):
        last += 1
    return first, last


def _is_hyphen(english: EnglishText, word: int) -> bool:
    """Whether only a hyphen is before a word."""
    return english.text[english.spans[word - 1][1] : english.spans[word][0]] == "-"


def _whole_name(english: EnglishText, first: int, last: int) -> tuple[int, int]:
    """A run with all of the capitalised names at its ends: Hong Kong Association of Banks."""
    while first > 0 and last - first < _LONGEST_NAME:
        if is_cut(english, first):
            first -= 1
        elif first > 1 and ends_joined(english, first, last) > ends_joined(english, 0, last):
            first -= 2
        else:
            break
    while last < len(english.keys) and last - first < _LONGEST_NAME:
        if is_cut(english, last):
            last += 1
        elif ends_joined(english, 0, last):
            last += 2
        else:
            break
    return first, last
