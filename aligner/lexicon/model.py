"""Lexical translation model: which English words render which Chinese words.

Only counts are stored: they are small, readable, and usable for other texts. For text
collections too small to learn from, the shipped bilingual table serves as a prior.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from aligner.errors import InputError
from aligner.lexicon.phrases import Phrases
from aligner.lexicon.table import shipped_table
from aligner.signature import digest_bytes

_FORMAT = "aligner-lexicon-3"
# Pseudo-counts: a word pair seen once gets a third of the full weight.
_DOUBT = 0.5
# The shipped table weighs as much as this many occurrences of a word.
_PRIOR = 8.0
# Discount for an unknown word that is scored by its known parts.
_OF_A_PART = 0.7
# A name in pinyin of three letters or more is nearly certain.
_BY_SOUND, _SHORTEST_NAME = 0.8, 3
# Size of the row cache.
_MOST_ROWS = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class LexicalModel:
    """A lexicon of aligned words; empty if nothing was learned.

    Parameters
    ----------
    counts : dict of str to dict of str to int
        How often a Chinese word was aligned with a folded English word, over
        both directions.
    phrases : dict of str to dict of str to float
        Folded English phrases associated with a folded term, with Dice's coefficient.
    has_base : bool
        Whether the shipped table is used as a prior.
    """

    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    phrases: Phrases = field(default_factory=dict)
    has_base: bool = False
    _sources: dict[str, int] = field(default_factory=dict, init=False, repr=False)
    _targets: dict[str, int] = field(default_factory=dict, init=False, repr=False)
    _rows: dict[str, dict[str, float]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for source, row in self.counts.items():
            self._sources[source] = sum(row.values())
            for target, count in row.items():
                self._targets[target] = self._targets.get(target, 0) + count

    @classmethod
    @cache
    def base(cls) -> "LexicalModel":
        """The shipped table alone, with nothing learned; always the same, so that rows are kept."""
        return cls(has_base=True)

    def to_bytes(self) -> bytes:
        """Serialise the model deterministically, without the shipped table."""
        content = {
            "format": _FORMAT,
            "counts": self.counts,
            "phrases": self.phrases,
            "has_base": self.has_base,
        }
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return zlib.compress(text.encode())

    @classmethod
    def from_bytes(cls, data: bytes) -> "LexicalModel":
        """Deserialise a model.

        Raises
        ------
        InputError
            If the bytes are not a model of this version.
        """
        try:
            content = json.loads(zlib.decompress(data))
            is_known = content["format"] == _FORMAT
        except (zlib.error, ValueError, KeyError, TypeError) as error:
            raise InputError("not a saved lexicon") from error
        if not is_known:
            raise InputError(f"a saved lexicon of another version: {content['format']!r}")
        return cls(content["counts"], content["phrases"], has_base=content["has_base"])

    def digest(self) -> str:
        """Digest of the learned counts, used as a key for derived results."""
        return digest_bytes(self.to_bytes())

    def weight(self, source: str, target: str) -> float:
        """Translation weight of two words, 0 to 1: geometric mean of both directions.

        The shipped table counts like a few more occurrences of each word (a
        Dirichlet prior).
        """
        return self.row(source).get(target, 0.0)

    def row(self, source: str) -> Mapping[str, float]:
        """Weights of all possible renderings of a word."""
        known = self._rows.get(source)
        if known is None:
            if len(self._rows) >= _MOST_ROWS:
                self._rows.clear()
            known = self._row(source) if self._knows(source) else self._row_of_parts(source)
            self._rows[source] = known
        return known

    def _row(self, source: str) -> dict[str, float]:
        """The row of a known word."""
        own = self.counts.get(source, {})
        before = shipped_table().probabilities(source) if self.has_base else {}
        known = shipped_table().targets if self.has_base else {}
        n_source = self._sources.get(source, 0) + _PRIOR * bool(before) + _DOUBT
        row = {}
        for target in (*own, *(t for t in before if t not in own)):
            count = own.get(target, 0)
            forward, backward = before.get(target, (0.0, 0.0))
            n_target = self._targets.get(target, 0) + _PRIOR * (target in known) + _DOUBT
            ahead, back = count + _PRIOR * forward, count + _PRIOR * backward
            row[target] = float((ahead / n_source * back / n_target) ** 0.5)
        return row

    def _row_of_parts(self, source: str) -> dict[str, float]:
        """The row of an unknown word, from its known parts."""
        row: dict[str, float] = {}
        for i in range(1, len(source)):
            for part in (source[:i], source[i:]):
                for target, weight in self._row(part).items() if self._knows(part) else ():
                    row[target] = max(row.get(target, 0.0), _OF_A_PART * weight)
        return row

    def _knows(self, source: str) -> bool:
        return source in self.counts or (self.has_base and source in shipped_table().sources)


@lru_cache(maxsize=1 << 15)
def letters(source: str) -> Mapping[str, float]:
    """Weights of words by their form alone: numbers, Latin letters, pinyin."""
    if source.isascii():
        return {source.lower(): 1.0}
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - loads a dictionary, which few checks need

    name = "".join(lazy_pinyin(source, errors="ignore"))
    return {source: 1.0} | ({name: _BY_SOUND} if len(name) >= _SHORTEST_NAME else {})
