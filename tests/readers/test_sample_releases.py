"""The sample releases, read and split, give their gold segments line by line."""

import csv
from pathlib import Path

import pytest

from aligner.readers import read_document, read_lines
from aligner.splitters import split_document

_CORPORA = Path(__file__).parents[2] / "corpora"


def _releases() -> list[tuple[str, str, str]]:
    with (_CORPORA / "gold" / "pairs.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    sides = (("source", "zh"), ("target", "en"))
    return [
        (f"{side}/{row[side]}", f"{row['name']}.{suffix}", suffix)
        for row in rows
        for side, suffix in sides
    ]


@pytest.mark.parametrize(("page", "gold", "language"), _releases())
def test_segments_are_the_gold_ones(page: str, gold: str, language: str) -> None:
    document = read_document(_CORPORA / "releases" / page)
    assert split_document(document).texts == read_lines(_CORPORA / "gold" / "alignments" / gold)
    assert document.language.startswith(language)
    assert document.title
    assert document.published
