"""A project's own rules for splitting: SRX rules, and abbreviations that end no sentence."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aligner.errors import FormatError
from aligner.parts import Splitter
from aligner.signature import digest_bytes
from aligner.splitters.srx import SrxRules
from aligner.tables import decode, read_bytes

_MOST_ABBREVIATIONS = 20_000
_STOPS = ".．"


@dataclass(frozen=True, slots=True)
class Segmentation:
    """How a project wants its texts split.

    Parameters
    ----------
    rules : SrxRules or None
        Used for the languages that they name; other languages are split as usual.
    abbreviations : tuple of str
        Each with its full stop; behind them a sentence goes on.
    """

    rules: SrxRules | None = None
    abbreviations: tuple[str, ...] = ()

    @classmethod
    def read(cls, rules: Path | None, abbreviations: Path | None) -> "Segmentation":
        """The rules of an SRX file and the abbreviations of a list, either of which may lack.

        Raises
        ------
        FormatError
            If a file cannot be read, with the line where there is one.
        """
        return cls(
            None if rules is None else SrxRules.parse(read_bytes(rules), str(rules)),
            () if abbreviations is None else read_abbreviations(abbreviations),
        )

    def label(self) -> str:
        """The name of the choice in signatures, by the content of the files."""
        names = [] if self.rules is None else [f"srx-{self.rules.digest[:8]}"]
        if self.abbreviations:
            names.append(f"abbreviations-{digest_bytes('|'.join(self.abbreviations).encode())[:8]}")
        return "+".join(names)

    def splitter(self, language: str, usual: Callable[[str], Splitter]) -> Splitter:
        """The splitter of a language: by the rules, if they name it, else the usual one."""
        own = None if self.rules is None else self.rules.splitter(language)
        splitter = usual(language) if own is None else own
        return _Joining(splitter, self.abbreviations) if self.abbreviations else splitter


def read_abbreviations(path: Path) -> tuple[str, ...]:
    """The abbreviations of a file, one a line; empty lines and those with ``#`` do not count.

    Raises
    ------
    FormatError
        With the line, if one holds anything else than an abbreviation.
    """
    lines = decode(read_bytes(path), str(path)).text.splitlines()
    found = []
    for number, line in enumerate(lines, start=1):
        word = line.strip()
        if not word or word.startswith("#"):
            continue
        if word[-1] not in _STOPS or len(word) == 1:
            way_out = "write one per line, with its full stop (Reg.)"
            message = f"{word!r} is not an abbreviation: {way_out}"
            raise FormatError(message, str(path), number)
        found.append(word)
    if len(found) > _MOST_ABBREVIATIONS:
        raise FormatError(f"more than {_MOST_ABBREVIATIONS} abbreviations", str(path))
    return tuple(sorted(set(found)))


@cache
def _ending(abbreviations: tuple[str, ...]) -> re.Pattern[str]:
    """What a span ends with that ends no sentence: an abbreviation, or the words before its end."""
    parts = {
        " ".join(words[:n])
        for words in map(str.split, abbreviations)
        for n in range(1, len(words) + 1)
        if words[n - 1][-1] in _STOPS
    }
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(parts)))})$")


class _Joining:
    """A splitter whose spans are joined behind abbreviations.

    Parameters
    ----------
    inner : Splitter
    abbreviations : tuple of str
    """

    def __init__(self, inner: Splitter, abbreviations: tuple[str, ...]) -> None:
        self.name = inner.name
        self._inner = inner
        self._abbreviations = abbreviations
        self._reach = max(map(len, abbreviations)) + 1

    def split(self, text: str) -> list[tuple[int, int]]:
        """The spans of the splitter, those behind an abbreviation joined to it."""
        ending = _ending(self._abbreviations)
        joined: list[tuple[int, int]] = []
        for start, stop in self._inner.split(text):
            if joined and ending.search(text[max(0, joined[-1][1] - self._reach) : joined[-1][1]]):
                joined[-1] = (joined[-1][0], stop)
            else:
                joined.append((start, stop))
        return joined
