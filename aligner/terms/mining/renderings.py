"""Renderings of candidate terms, ranked and described."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import log

from aligner.languages import FUNCTION_WORDS
from aligner.lexicon import shipped_table
from aligner.terms.matching.capitals import (
    WORD,
    all_capitals,
    ends_joined,
    is_cut,
    is_heading,
)
from aligner.terms.mining.candidates import Occurrence, ReadPair, words_of
from aligner.terms.mining.citation import case_weight
from aligner.terms.mining.readings import MinedRendering
from aligner.terms.mining.termhood import entropy

# Renderings that are ranked, and those that are scored.
_TRIED = 8
_KEPT = 4
_LONGEST = 15
_SHORT_NAME = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*")
# A short name that follows its full name.
_INTRODUCED = re.compile(r"\s*\(\W*([A-Z])[A-Za-z]*[A-Z]")
_BEFORE_VERBS = frozenset({"to", "will", "can", "should", "must", "may"})
_MARKS = re.compile(r"[,;:()\u2014]")
_POSSESSIVE = re.compile(r"['’]s?\s")
_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
_ARTICLE_INSIDE = re.compile(r"\s(?:the|an?)\s", re.IGNORECASE)
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
        self._runs: Counter[str] = Counter()
        self._sides: dict[str, tuple[Counter[str], Counter[str]]] = {}
        self._count_runs()
        self._words = Counter(key for pair in pairs for key in set(pair.english.keys))
        self._verbs = Counter(
            key
            for pair in pairs
            for before, key in pairwise(pair.english.keys)
            if before in _BEFORE_VERBS
        )
        self._claims: dict[str, list[str]] = defaultdict(list)
        for term, found in readings.items():
            for key in {reading.key for reading in found if reading.rank == 0}:
                self._claims[key].append(term)

    def _count_runs(self) -> None:
        """Count the units with each rendering, and the words beside it."""
        wanted = {reading.key for found in self._readings.values() for reading in found}
        for number, pair in enumerate(self._pairs):
            keys = pair.english.keys
            seen = set()
            for a in range(len(keys)):
                for b in range(a + 1, min(len(keys), a + _LONGEST) + 1):
                    run = " ".join(keys[a:b])
                    if run not in wanted:
                        continue
                    seen.add(run)
                    left, right = self._sides.setdefault(run, (Counter(), Counter()))
                    # Each beginning and end of a text counts as a neighbour of its own.
                    left[keys[a - 1] if a else f"\n{number}"] += 1
                    right[keys[b] if b < len(keys) else f"\n{number}"] += 1
            self._runs.update(seen)

    def dice(self, term: str, key: str) -> float:
        """Dice's coefficient of a term and a rendering, over units."""
        units = self._units[term]
        together = sum(f" {key} " in self._joined[unit] for unit in units)
        return 2 * together / (len(units) + self._runs[key])

    def best(self, term: str) -> Iterator[tuple[str, dict[str, float]]]:
        """The most likely renderings of a term, as folded words, with their features."""
        votes: dict[str, float] = defaultdict(float)
        for reading in self._readings[term]:
            votes[reading.key] += reading.chance
        total = sum(votes.values()) or 1.0
        tried = sorted(votes, key=lambda key: (-votes[key], key))[:_TRIED]
        ranks = {key: votes[key] / total + self.dice(term, key) for key in tried}
        order = sorted(tried, key=lambda key: (-ranks[key], key))
        for number, key in enumerate(order[:_KEPT]):
            if 2 * votes[key] < votes[tried[0]] and self._is_stray(term, key, order):
                continue
            lead = ranks[key] - max((ranks[k] for k in order if k != key), default=0.0)
            own = {"share of chances": votes[key] / total, "second": number > 0, "lead": lead}
            yield key, {**self._features(term, key), **own}

    def _is_stray(self, term: str, key: str, others: Sequence[str]) -> bool:
        """Whether a rendering is a short name of none of the other renderings.

        Short names stand beside much that they do not name: a memorandum with the OAPI.
        """
        own = (reading.text for reading in self._readings[term] if reading.key == key)
        return all(map(_SHORT_NAME.fullmatch, own)) and not any(
            key in (_initials(other.split()), _initials(_content(other))) for other in others
        )

    def _features(self, term: str, key: str) -> dict[str, float]:
        readings = self._readings[term]
        own = [reading for reading in readings if reading.key == key]
        words = key.split()
        content = _content(key) or words
        dice, n = self.dice(term, key), len(own)
        n_read = len({reading.place for reading in readings})
        ratio = log((len(content) + 0.3) / (0.55 * len(term) + 0.3))
        return {
            "share of readings": sum(r.rank == 0 for r in own) / n_read,
            "share of opinions": n / n_read,
            "confidence": sum(r.confidence for r in own) / n,
            "dice": dice,
            "dice if repeated": dice * (len(self._candidates[term]) > 1),
            "cover": sum(r.cover for r in own) / n,
            "explained": sum(r.explained for r in own) / n,
            "least explained": sum(r.least_explained for r in own) / n,
            "edge": sum(r.edge for r in own) / n,
            "beyond": sum(r.beyond for r in own) / n,
            "one English word": len(content) == 1,
            "log English words": log(len(content)),
            "English words beyond four": max(0, len(content) - 4),
            "length ratio": abs(ratio),
            "characters a word": len(term) / len(words),
            "small words": len(words) - len(content),
            "and": "and" in words,
            "clause words": not _CLAUSE.isdisjoint(words),
            "first a verb": min(1.0, self._verbs[content[0]] / self._words[content[0]]),
            "last a verb": min(1.0, self._verbs[content[-1]] / self._words[content[-1]]),
            "first -ed": content[0].endswith("ed"),
            "first -ing": content[0].endswith("ing"),
            "-ly": any(word.endswith("ly") for word in content),
            "last no noun": content[-1].endswith(("ed", "ing", "ive", "al", "ly")),
            "vague last English": content[-1] in _VAGUE_LAST,
            "vague first English": content[0] in _VAGUE_FIRST,
            "rarest word": min(log(self._words[w] / len(self._pairs)) for w in content),
            **self._keyness(content),
            **self._neighbours(key),
            **self._looks(own),
            **self._introductions(own),
            **self._rivals(term, key),
        }

    def _keyness(self, words: Sequence[str]) -> dict[str, float]:
        """How much more frequent the words are here than in the texts of the lexicon."""
        keyness = [
            log(self._words[word] / len(self._pairs)) + float(idf)
            for word, idf in zip(words, shipped_table().target_idf(words), strict=True)
        ]
        return {
            "least keyness": min(keyness),
            "mean keyness": sum(keyness) / len(keyness),
            "keyness of last": keyness[-1],
        }

    def _neighbours(self, key: str) -> dict[str, float]:
        """The variety of the words beside a rendering, and the most frequent content word."""
        left, right = self._sides[key]
        n = left.total()
        fixed = [
            count / n
            for side in (left, right)
            for word, count in side.items()
            if word not in FUNCTION_WORDS and count > 1
        ]
        small = sum(left[word] + right[word] for word in FUNCTION_WORDS) / (2 * n)
        return {
            "English branching": min(entropy(left), entropy(right)),
            "fixed neighbour": max(fixed, default=0.0),
            "small neighbours": small,
        }

    def _looks(self, own: Sequence[MinedRendering]) -> dict[str, float]:
        """Capitals and marks in and around the renderings."""
        n = len(own)
        texts = [reading.text for reading in own]
        cut = joined = hyphens = behind = inside = 0
        for reading in own:
            english = self._pairs[reading.place.unit].english
            cut += is_cut(english, reading.first) + is_cut(english, reading.last)
            start, stop = english.span(reading.first, reading.last)
            hyphens += "-" in (english.text[start - 1 : start], english.text[stop : stop + 1])
            joined += ends_joined(english, reading.first, reading.last)
            behind += bool(_ARTICLE_BEFORE.search(english.text[max(0, start - 5) : start]))
            inside += bool(_ARTICLE_INSIDE.search(english.text[start:stop]))
        capitals = [all_capitals(text) for text in texts]
        some = [any(word[0].isupper() for word in WORD.findall(text)) for text in texts]
        return {
            "capitals": sum(capitals) / n,
            "mixed": sum(a and not b for a, b in zip(some, capitals, strict=True)) / n,
            "short name": sum(bool(_SHORT_NAME.fullmatch(t.strip("()"))) for t in texts) / n,
            "possessive": sum(bool(_POSSESSIVE.search(text)) for text in texts) / n,
            "article before": behind / n,
            "article inside": inside / n,
            "mark inside": sum(bool(_MARKS.search(text)) for text in texts) / n,
            "hyphen cut": hyphens / n,
            "name cut": cut / n,
            "name goes on": joined / n,
        }

    def _introductions(self, own: Sequence[MinedRendering]) -> dict[str, float]:
        """Capitals where they tell something, and short names in brackets."""
        n = len(own)
        weight = names = headings = introduced = bracketed = 0.0
        for reading in own:
            english = self._pairs[reading.place.unit].english
            start, stop = english.span(reading.first, reading.last)
            told = case_weight(english, reading.first)
            weight += told
            names += told * all_capitals(reading.text)
            headings += is_heading(english.text)
            short = _INTRODUCED.match(english.text, stop)
            introduced += short is not None and short[1] == reading.text.strip("( ")[:1].upper()
            around = english.text[start - 1 : start], english.text[stop : stop + 1]
            bracketed += around == ("(", ")")
        return {
            "capitals in sentences": names / weight,
            "sure capitals": names / (weight + 0.5),
            "English heading": headings / n,
            "introduced": introduced / n,
            "bracketed English": bracketed / n,
        }

    def _rivals(self, term: str, key: str) -> dict[str, float]:
        """Longer and shorter candidates with the same rendering."""
        n, claims = len(self._candidates[term]), self._claims[key]
        longer = [len(self._candidates[c]) / n for c in claims if term in c and c != term]
        shorter = [len(self._candidates[c]) / n - 1 for c in claims if c in term and c != term]
        return {
            "claims": log(max(1, len(claims))),
            "claimed by longer": bool(longer),
            "share of longer": max(longer, default=0.0),
            "excess of shorter": max((min(3.0, share) for share in shorter), default=0.0),
        }


def _content(key: str) -> list[str]:
    """The content words of a rendering."""
    return [word for word in key.split() if word not in FUNCTION_WORDS]


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)
