"""The share of gold beads that survives each format may not fall below these floors."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from bench_reading import gold_beads, measure
from reading_releases import load_releases

FLOORS = {
    "office-docx": 0.99,
    "office-odt": 0.99,
    "office-rtf": 0.99,
    "office-html": 0.99,
    "office-pdf": 0.92,
    "site-html": 0.98,
    "site-pdf": 0.95,
    "office-xlsx": 0.98,
    "deck-pptx": 0.98,
    "book-epub": 0.98,
    "site-mhtml": 0.98,
}


@pytest.mark.gate
@pytest.mark.parametrize("name", FLOORS)
def test_the_beads_of_each_format(name: str) -> None:
    releases = load_releases()
    gold = {release.name: gold_beads(release) for release in releases}
    found, total = measure(releases, name, gold)
    assert found >= FLOORS[name] * total
