"""The words of a document that the bilingual lexicon knows, as their numbers there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.lexicon import BilingualTable, chinese_keys, english_keys

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Longer texts are cut short here: more of them adds no evidence.
_LONGEST = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class DocumentWords:
    """The distinct words of one document.

    Parameters
    ----------
    script : str
        ``"han"`` if they are numbers of source words of the lexicon, ``"en"`` if of
        target words; a text in another language has none.
    numbers : ndarray of int32
        Ascending.
    """

    script: str
    numbers: "NDArray[np.int32]"

    @classmethod
    def of(cls, text: str, script: str, table: BilingualTable) -> "DocumentWords":
        """The words of a text.

        Parameters
        ----------
        text : str
            In NFKC form and simplified characters.
        script : str
        table : BilingualTable
        """
        if script == "han":
            return cls(script, _numbers(text, chinese_keys, table.sources))
        if script == "en":
            return cls(script, _numbers(text, english_keys, table.targets))
        return cls(script, np.zeros(0, np.int32))


def _numbers(
    text: str, words_of: Callable[[str], Iterable[str]], known: Mapping[str, int]
) -> "NDArray[np.int32]":
    """Numbers of the known words, and of the known parts of Chinese words that are unknown."""
    found: set[int] = set()
    for word in set(words_of(text[:_LONGEST])):
        if word in known:
            found.add(known[word])
        elif not word.isascii():
            parts = (part for i in range(1, len(word)) for part in (word[:i], word[i:]))
            found.update(known[part] for part in parts if part in known)
    return np.array(sorted(found), np.int32)
