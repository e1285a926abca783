"""A made-up corpus of short documents, written as a folder and read back."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from aligner.corpus.formats import export_corpus
from aligner.corpus.splits import SPLITS
from aligner.exporters import read_units
from aligner.values import TranslationUnit

__all__ = ["FREQUENT", "corpus", "document", "frames", "unit", "written"]

# The sentence with which every document ends.
FREQUENT = ("特此公告。", "It is hereby announced.")


def unit(document: int, place: int, source: str, target: str, year: int = 2020) -> TranslationUnit:
    return TranslationUnit(
        f"{document:04x}{place:04x}",
        "zh-Hans",
        "en",
        source,
        target,
        0.97 if place else 1.0,
        (
            ("source-document", f"{year}/{document}.html"),
            ("target-document", f"{year}/en-{document}.html"),
            ("source-date", f"{year}-05-04"),
            ("kind", "1-1"),
            ("signature", "split:zh.v1|align:test"),
        ),
    )


def document(
    number: int, *, like: int | None = None, year: int = 2020
) -> Iterator[TranslationUnit]:
    """Five units; of a document like another, the texts differ in numbers only."""
    base = number if like is None else like
    for place in range(4):
        # Letters tell documents apart, for numbers do not.
        letters = hashlib.sha256(f"{base} {place}".encode()).hexdigest()[:24]
        words = "".join(chr(0x4E00 + int(letter, 16)) for letter in letters)
        latin = "".join(chr(97 + int(letter, 16)) for letter in letters)
        yield unit(number, place, f"{words}项目{year}年受理。", f"Item {latin} of {year}.", year)
    yield unit(number, 4, *FREQUENT, year)


def corpus(n: int = 200) -> list[TranslationUnit]:
    return [made for number in range(n) for made in document(number)]


def written(folder: Path, units: list[TranslationUnit]) -> Path:
    path = folder / "releases"
    count = export_corpus(units, path, format_name="huggingface")
    assert count == len(list(read_units(path)))
    return path


def frames(path: Path) -> dict[str, pd.DataFrame]:
    found = {}
    for split in SPLITS:
        files = sorted(path.glob(f"data/{split}-*.parquet"))
        if files:
            found[split] = pd.concat(map(pd.read_parquet, files))
    return found
