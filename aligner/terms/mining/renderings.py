"""Renderings of candidate terms: found by word alignment, ranked, and in citation form."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np

from aligner.languages import FUNCTION_WORDS, EnglishText, fold_word
from aligner.lexicon import LexicalModel, Phrases, WordAlignment, align_words, learn_phrases
from aligner.terms.lexicon.renderings import find_rendering
from aligner.terms.matching.capitals import WORD, all_capitals, ends_joined, is_cut, is_heading
from aligner.terms.mining.termhood import Occurrence, ReadPair, words_of

# Occurrences that are examined; more add little.
_MOST_READ = 6
_TRIED = 3
_KEPT = 2
_LONGEST = 15
_SHORT_NAME = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*")
_BEFORE_VERBS = frozenset({"to", "will", "can", "should", "must", "may"})
_MARKS = re.compile(r"[,;:()\u2014]")
# Words that do not occur in terms.
_CLAUSE = words_of(
    "is are be been being was were has have had will to that which its their by as with from it "
    "this these those we our not"
)


# Folded words that seldom end a term.
_VAGUE_LAST = words_of(
    "amount area aspect average case challenge condition continued demand development "
    "effect effort enquiry environment era example experience factor focus grew growth "
    "impact increase information inquiry issue knowledge level made manner matter media "
    "member momentum need number objective operation opportunity outlook part people "
    "position pressure process progress public purpose resource result role shock "
    "situation skill staff taken time trend use used way work year"
)
# Folded words that seldom begin a term.
_VAGUE_FIRST = words_of(
    "all any based both certain chart continue current develop different dr due each "
    "enhance enhancing ensure existing facilitate first following further good help high "
    "important improve include including increased increasing large last low main maintain "
    "maintaining major many more most mr mrs ms new next other overall promote provide "
    "providing recent related relevant second several significant small some strengthen "
    "strong such support table through total various weak whether"
)
# Plural forms that are used as such.
_PLURAL_ONLY = re.compile(
    r"(?:ics|goods|means|news|proceedings|premises|headquarters|securities|customs|affairs|arms)$"
)
# SMEs, GIs.
_PLURAL_SHORT = re.compile(r"\b[A-Z]{2,}s$")
# Such places are weak evidence of how a word is usually capitalised.
_HEADING_WEIGHT, _START_WEIGHT = 0.05, 0.2
_SENTENCE_END = frozenset(".?!:")


@dataclass(frozen=True, slots=True)
class MinedRendering:
    """The rendering of one occurrence, with its measures from the word alignment.

    Parameters
    ----------
    place : Occurrence
    first, last : int
        The words ``first .. last - 1`` of the target.
    key, text : str
        The folded words, and the words as written.
    confidence : float
    cover : float
        Share of the words of the term that is in the rendering.
    explained, least_explained : float
        Share of the words of the rendering that comes from the term: mean, minimum.
    """

    place: Occurrence
    first: int
    last: int
    key: str
    text: str
    confidence: float
    cover: float
    explained: float
    least_explained: float


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
    readings: dict[str, list[MinedRendering]] = {}
    for unit, occurrences in sorted(todo.items()):
        pair = pairs[unit]
        alignment = align_words(pair.chinese, pair.english, model)
        for term, place in occurrences:
            reading = _read(pair, alignment, place, phrases.get(term, {}))
            if reading is not None:
                readings.setdefault(term, []).append(reading)
    return readings, phrases


def _spread(places: Sequence[Occurrence]) -> list[Occurrence]:
    """Some of the places, evenly spaced."""
    step = max(1.0, len(places) / _MOST_READ)
    return [places[int(i * step)] for i in range(min(len(places), _MOST_READ))]


def _read(
    pair: ReadPair, alignment: WordAlignment, place: Occurrence, phrases: Mapping[str, float]
) -> MinedRendering | None:
    """The rendering of one occurrence."""
    span = pair.span(place)
    found = find_rendering(alignment, span, phrases)
    if found is None:
        return None
    spans, keys = pair.english.spans, pair.english.keys
    inside = [i for i, (a, b) in enumerate(spans) if b > found.span[0] and a < found.span[1]]
    first, last = inside[0], inside[-1] + 1
    mass = alignment.words_of(*span)
    content = [i for i in range(first, last) if keys[i] not in FUNCTION_WORDS] or [first]
    due = mass[content]
    cover = np.minimum(1.0, alignment.shares[alignment.rows(*span), first:last].sum(axis=1))
    return MinedRendering(
        place,
        first,
        last,
        " ".join(keys[first:last]),
        found.text,
        found.confidence,
        float(cover.mean()) if cover.size else 0.0,
        float(due.mean()),
        float(due.min()),
    )


class Renderings:
    """The likely renderings of each candidate, with their features.

    Parameters
    ----------
    pairs : sequence of ReadPair
    candidates : mapping of str to list of Occurrence
    readings : mapping of str to list of MinedRendering
    """

    def __init__(
        self,
        pairs: Sequence[ReadPair],
        candidates: Mapping[str, Sequence[Occurrence]],
        readings: Mapping[str, Sequence[MinedRendering]],
    ) -> None:
        self._pairs, self._candidates, self._readings = pairs, candidates, readings
        self._units = {term: {p.unit for p in candidates[term]} for term in readings}
        self._joined = [f" {' '.join(pair.english.keys)} " for pair in pairs]
        self._runs = self._count_runs()
        self._words = Counter(key for pair in pairs for key in set(pair.english.keys))
        self._verbs = Counter(
            key
            for pair in pairs
            for before, key in pairwise(pair.english.keys)
            if before in _BEFORE_VERBS
        )
        self._claims: dict[str, list[str]] = defaultdict(list)
        for term, found in readings.items():
            for key in dict.fromkeys(reading.key for reading in found):
                self._claims[key].append(term)

    def _count_runs(self) -> Counter[str]:
        """In how many units each rendering occurs."""
        wanted = {reading.key for found in self._readings.values() for reading in found}
        counts: Counter[str] = Counter()
        for pair in self._pairs:
            keys = pair.english.keys
            runs = {
                " ".join(keys[a:b])
                for a in range(len(keys))
                for b in range(a + 1, min(len(keys), a + _LONGEST) + 1)
            }
            counts.update(runs & wanted)
        return counts

    def dice(self, term: str, key: str) -> float:
        """Dice's coefficient of a term and a rendering, over units."""
        units = self._units[term]
        together = sum(f" {key} " in self._joined[unit] for unit in units)
        return 2 * together / (len(units) + self._runs[key])

    def best(self, term: str) -> Iterator[tuple[str, dict[str, float]]]:
        """The most likely renderings of a term, as folded words, with their features."""
        votes: Counter[str] = Counter()
        for reading in self._readings[term]:
            votes[reading.key] += reading.confidence  # type: ignore[assignment]
        total = sum(votes.values()) or 1.0
        tried = sorted(votes, key=lambda key: (-votes[key], key))[:_TRIED]
        ranks = {key: votes[key] / total + self.dice(term, key) for key in tried}
        order = sorted(tried, key=lambda key: (-ranks[key], key))
        for number, key in enumerate(order[:_KEPT]):
            lead = ranks[key] - max((ranks[k] for k in order if k != key), default=0.0)
            yield key, {**self._features(term, key), "second": number, "lead": lead}

    def _features(self, term: str, key: str) -> dict[str, float]:
        own = [reading for reading in self._readings[term] if reading.key == key]
        words = key.split()
        content = [word for word in words if word not in FUNCTION_WORDS] or words
        dice, n = self.dice(term, key), len(own)
        ratio = log((len(content) + 0.3) / (0.55 * len(term) + 0.3))
        return {
            "share of readings": n / len(self._readings[term]),
            "confidence": sum(r.confidence for r in own) / n,
            "dice": dice,
            "dice if repeated": dice * (len(self._candidates[term]) > 1),
            "cover": sum(r.cover for r in own) / n,
            "explained": sum(r.explained for r in own) / n,
            "least explained": sum(r.least_explained for r in own) / n,
            "one English word": len(content) == 1,
            "log English words": log(len(content)),
            "English words beyond four": max(0, len(content) - 4),
            "length ratio": abs(ratio),
            "small words": len(words) - len(content),
            "and": "and" in words,
            "clause words": not _CLAUSE.isdisjoint(words),
            "first a verb": min(1.0, self._verbs[content[0]] / self._words[content[0]]),
            "first -ed": content[0].endswith("ed"),
            "-ly": any(word.endswith("ly") for word in content),
            "last no noun": content[-1].endswith(("ed", "ing", "ive", "al", "ly")),
            "vague last English": content[-1] in _VAGUE_LAST,
            "vague first English": content[0] in _VAGUE_FIRST,
            "rarest word": min(log(self._words[w] / len(self._pairs)) for w in content),
            **self._looks(own),
            **self._rivals(term, key),
        }

    def _looks(self, own: Sequence[MinedRendering]) -> dict[str, float]:
        """Capitals and marks in and around the renderings."""
        n = len(own)
        texts = [reading.text for reading in own]
        cut = joined = hyphens = 0
        for reading in own:
            english = self._pairs[reading.place.unit].english
            cut += is_cut(english, reading.first) + is_cut(english, reading.last)
            start, stop = english.span(reading.first, reading.last)
            hyphens += "-" in (english.text[start - 1 : start], english.text[stop : stop + 1])
            joined += ends_joined(english, reading.first, reading.last)
        capitals = [all_capitals(text) for text in texts]
        some = [any(word[0].isupper() for word in WORD.findall(text)) for text in texts]
        return {
            "capitals": sum(capitals) / n,
            "mixed": sum(a and not b for a, b in zip(some, capitals, strict=True)) / n,
            "short name": sum(bool(_SHORT_NAME.fullmatch(t.strip("()"))) for t in texts) / n,
            "mark inside": sum(bool(_MARKS.search(text)) for text in texts) / n,
            "hyphen cut": hyphens / n,
            "name cut": cut / n,
            "name goes on": joined / n,
        }

    def _rivals(self, term: str, key: str) -> dict[str, float]:
        """Longer and shorter candidates with the same rendering."""
        n, claims = len(self._candidates[term]), self._claims[key]
        longer = [len(self._candidates[c]) / n for c in claims if term in c and c != term]
        shorter = [len(self._candidates[c]) / n - 1 for c in claims if c in term and c != term]
        return {
            "claims": log(len(claims)),
            "claimed by longer": bool(longer),
            "share of longer": max(longer, default=0.0),
            "excess of shorter": max((min(3.0, share) for share in shorter), default=0.0),
        }


class Citation:
    """Citation forms of English terms: singular, without article, in their usual case.

    Parameters
    ----------
    texts : sequence of EnglishText
        Show which words are usually written in lower case.
    """

    def __init__(self, texts: Sequence[EnglishText]) -> None:
        words = Counter(word for text in texts for word in WORD.findall(text.text))
        self._small = {word for word in words if word.islower()}

    def form(self, runs: Iterable[tuple[EnglishText, int, int]]) -> str:
        """The form of runs with the same folded words, each a text and its words.

        It is the one most frequent where neither a heading nor the beginning of a
        sentence calls for capitals.
        """
        weights: dict[str, float] = {}
        for text, first, last in runs:
            written = " ".join(text.surface(first, last).split())
            weight = 1.0
            if is_heading(text.text):
                weight, written = _HEADING_WEIGHT, self._from_capitals(written)
            elif _begins_sentence(text, first):
                weight, written = _START_WEIGHT, self._from_start(written)
            singular = _singular(written)
            weights[singular] = weights.get(singular, 0.0) + weight
        return max(weights, key=lambda form: (weights[form], form))

    def _from_start(self, written: str) -> str:
        """A form at the beginning of a sentence, with its first letter as usual."""
        first, _, rest = written.partition(" ")
        is_name = any(letter.isupper() for letter in rest) or not first.istitle()
        if is_name or first.lower() not in self._small:
            return written
        return f"{first.lower()} {rest}".strip()

    def _from_capitals(self, written: str) -> str:
        """A form in capitals, in lower case if its words are so elsewhere."""
        words = WORD.findall(written)
        is_shouted = written.isupper() and len(words) > 1
        if is_shouted and all(word.lower() in self._small for word in words):
            return written.lower()
        return written


def _begins_sentence(text: EnglishText, first: int) -> bool:
    before = text.text[: text.spans[first][0]].rstrip(" \t\n\"'“‘(#-*")
    return not before or before[-1] in _SENTENCE_END


def _singular(written: str) -> str:
    """The singular of a common noun; names and coordinations stay as they are."""
    if _PLURAL_SHORT.search(written):
        return written[:-1]
    words = written.split(" ")
    last = words[-1]
    is_name = last[:1].isupper()
    if is_name or "and" in words or not last.endswith("s") or _PLURAL_ONLY.search(last):
        return written
    key = fold_word(last)
    for singular in (last[:-1], last[:-2], last[:-3] + "y"):
        # The folded word may be in American spelling, so it is not used itself.
        is_plain = not singular.endswith("s") or singular.endswith("ss")
        if singular and is_plain and fold_word(singular) == key != last:
            return " ".join([*words[:-1], singular])
    return written
