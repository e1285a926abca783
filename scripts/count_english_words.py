#!/usr/bin/env python3
"""Count which English words are ordinary ones, for the splitter, in parallel texts.

    python scripts/count_english_words.py PARALLEL.tsv.xz ... --surnames FILE

Of each file, the column of two that has no Chinese is read.  A word is kept if it stands in
small letters in several files and is seldom written with a full stop inside a sentence, as
abbreviations are.  One that is written with a capital inside sentences now and then, or is a
surname of many, is written so in the list, because it may be a name.  Words whose stem is in
the list are left out of it: the splitter takes their endings off.  Only words are written, no
text.

FILE lists surnames with how many in a hundred have them, as the United States Census Bureau
publishes them: ``SMITH 1.006 ...``, one a line.
"""

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aligner
from aligner.splitters.english_common import stems

_PATH = Path(aligner.__file__).parent / "splitters" / "data" / "english_words.txt"
_HAN = re.compile("[\u3400-\u9fff]")
_SMALL = re.compile(r"(?<![\w.'’-])[a-z]{3,14}(?![\w.])|(?<![\w.'’-])[a-z]{3,14}(?=\.\s*$)")
_STOPPED = re.compile(r"(?<![\w.'’-])([a-z]{3,14})\.(?=\s[a-z0-9]|,)")
_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,13}\b")
_FEWEST, _FEWEST_FILES = 4, 2
_MOST_STOPPED, _MOST_CAPITALS, _SURNAME = 0.1, 0.06, 0.0015


@dataclass(slots=True)
class _Counts:
    """How often each word, in small letters, stands how."""

    small: Counter[str] = field(default_factory=Counter)
    stopped: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)

    def add(self, texts: Iterator[str]) -> None:
        """Count the texts of one file."""
        seen: set[str] = set()
        for text in texts:
            words = _SMALL.findall(text)
            seen.update(words)
            self.small.update(words)
            self.stopped.update(_STOPPED.findall(text))
            # Titles have capitals throughout, which tell nothing.
            if 2 * len(words) > len(text.split()):
                self.capital.update(map(str.lower, _CAPITAL.findall(text)))
        self.files.update(seen)

    def ordinary(self) -> Iterator[str]:
        """The words that are ordinary ones."""
        for word, count in self.small.items():
            often = count >= _FEWEST and self.files[word] >= _FEWEST_FILES
            if often and self.stopped[word] <= _MOST_STOPPED * count:
                yield word


def _texts(path: Path) -> Iterator[str]:
    """The English texts of a file, each once."""
    seen: set[str] = set()
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")[:2]
            text = next((cell for cell in cells if not _HAN.search(cell)), "")
            if text not in seen:
                seen.add(text)
                yield text


def _surnames(path: Path) -> set[str]:
    """The surnames that many have."""
    cells = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {name.lower() for name, share, *_ in cells if float(share) >= _SURNAME}


def _listed(counts: _Counts, surnames: set[str]) -> list[str]:
    """The lines of the list: names with a capital, no word beside its stem."""
    words = set(counts.ordinary())
    names = {
        word
        for word in words
        if word in surnames or counts.capital[word] > _MOST_CAPITALS * counts.small[word]
    }
    kept = {word for word in words if word in names or not words.intersection(stems(word))}
    return sorted(word.capitalize() if word in names else word for word in kept)


def main(arguments: Sequence[str] | None = None) -> None:
    """Count, and write the list."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--surnames", required=True, type=Path, metavar="FILE")
    asked = parser.parse_args(arguments)
    counts = _Counts()
    for path in asked.texts:
        counts.add(_texts(path))
    lines = _listed(counts, _surnames(asked.surnames))
    _PATH.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} words")


if __name__ == "__main__":
    main()
