"""How like each other two units are: keys of what is the same, hashes of what is nearly so.

Near-duplicates are found by MinHash with bands [1]_: of the runs of four
characters that a unit consists of, the least under each of some hash functions
is taken, and units that agree in a whole band of them are compared in full.

References
----------
.. [1] Andrei Z. Broder. "On the resemblance and containment of documents."
       Compression and Complexity of Sequences, 1997.
"""

import re
import unicodedata
from hashlib import blake2b
from typing import cast

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view
from rapidfuzz import fuzz

_DIGITS = re.compile(r"\d+")
_NOT_WORD = re.compile(r"[\W_]+")
# Units that agree in two of three runs are found in 98 of 100 cases, those that
# agree in one of ten in two of a thousand.
_BANDS, _BAND, _RUN = 20, 4, 4
# Of a hundred letters of both sides, how many must be common.
_ALIKE = 90.0
# Share of the runs of three letters that clauses in another order leave as they are: a clause
# of ten letters loses two at its ends.
_SAME_RUNS = 0.8
_CLAUSE_ENDS = re.compile(r"[,，、;；:：.。!！?？…—()（）\n]+")

Hashes = npt.NDArray[np.uint64]


def folded(text: str) -> str:
    """The letters of a text: without case, punctuation and white space, all numbers ``0``."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _NOT_WORD.sub("", _DIGITS.sub("0", plain))


def key_of(text: str) -> int:
    """A signed number of 64 bits that stands for a text."""
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


def near_key(source: str, target: str) -> int:
    """A number that units share whose texts differ in numbers, case and punctuation only."""
    return key_of(f"{folded(source)}\0{folded(target)}")


def clause_key(text: str) -> int | None:
    """A number that texts share whose clauses differ in their order, and as in `near_key`.

    None for a text of a single clause, for which `key_of` its folded form does as well.
    """
    clauses = sorted(filter(None, map(folded, _CLAUSE_ENDS.split(text))))
    return key_of("\0".join(["clauses", *clauses])) if len(clauses) > 1 else None


def are_alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two units have nearly the same letters.

    Nine tenths of them are the same in their order, or most short runs of letters
    are, wherever they stand: clauses in another order.
    """
    if fuzz.ratio("\0".join(one), "\0".join(other), score_cutoff=_ALIKE) > 0:
        return True
    runs, others = _runs(one), _runs(other)
    return 2 * len(runs & others) >= _SAME_RUNS * (len(runs) + len(others)) > 0


def _runs(texts: tuple[str, str]) -> set[str]:
    """Runs of three letters of both sides of a unit."""
    text = "\0\0".join(texts)
    return {text[at : at + 3] for at in range(len(text) - 2)}


def bands(source: str, target: str) -> list[int]:
    """Numbers of which units that are alike share at least one, and others hardly ever.

    Parameters
    ----------
    source, target : str
        Folded texts.
    """
    text = f"{source}\0{target}\0"
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    if len(codes) < _RUN:
        codes = np.pad(codes, (0, _RUN - len(codes)))
    runs = _mixed(sliding_window_view(codes, _RUN) @ _WEIGHTS)
    # Half the bits are enough to find the least, and twice as fast.
    least = (_FACTORS * runs.astype(np.uint32) + _OFFSETS).min(axis=1)
    joined = least.reshape(_BANDS, _BAND).astype(np.uint64) @ _WEIGHTS
    # Bands of different places must not meet.
    return cast("list[int]", _mixed(joined + _PLACES).view(np.int64).tolist())


def _mixed(numbers: Hashes) -> Hashes:
    """Numbers with every bit spread over all others (splitmix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def _constants(start: int, count: int) -> Hashes:
    """Numbers without pattern, the same every time."""
    steps = np.arange(start, start + count, dtype=np.uint64)
    return _mixed(steps * np.uint64(0x9E3779B97F4A7C15))


_FACTORS = (_constants(1, _BANDS * _BAND).astype(np.uint32) | np.uint32(1))[:, np.newaxis]
_OFFSETS = _constants(1001, _BANDS * _BAND).astype(np.uint32)[:, np.newaxis]
_PLACES = _constants(2001, _BANDS)
# For the characters of a run as for the numbers of a band, which are as many.
_WEIGHTS = _constants(3001, 4) | np.uint64(1)
