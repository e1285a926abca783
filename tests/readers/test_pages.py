"""Pages of known layouts: each page in the case folder has its blocks beside it."""

from datetime import date
from pathlib import Path

import pytest

from aligner.readers import read_document
from aligner.values import BlockKind, Document

_PAGES = [
    path for path in sorted((Path(__file__).parent / "cases").iterdir()) if path.suffix != ".blocks"
]


def _page(name: str) -> Document:
    return read_document(next(path for path in _PAGES if path.name == name))


@pytest.mark.parametrize("path", _PAGES, ids=lambda path: path.name)
def test_blocks_are_the_expected_ones(path: Path) -> None:
    found = [f"{block.kind}\t{block.text}" for block in read_document(path).blocks]
    assert found == path.with_suffix(".blocks").read_text(encoding="utf-8").splitlines()


def test_metadata_of_a_modern_page() -> None:
    page = _page("english_modern.html")
    assert page.id == "english_modern.html"
    assert page.language == "en"
    assert page.title == "Office Opens Service Window"
    assert page.published == date(2021, 3, 4)
    assert page.origin == "IP Daily"
    assert page.url == "https://www.example.org/news/2021/window.html"


def test_metadata_of_an_old_page_come_from_its_byline() -> None:
    page = _page("legacy_table_br.html")
    assert page.language == "zh-Hans"
    assert page.title == "市局召开座谈会"
    assert page.published == date(2015, 5, 29)
    assert page.origin == "办公室"


def test_metadata_of_a_text() -> None:
    page = _page("wrapped_english.txt")
    assert (page.title, page.origin) == ("Centre Opens in the North", "IP Daily")
    assert page.published == date(2023, 4, 28)


def test_spans_lead_back_to_the_source() -> None:
    path = next(path for path in _PAGES if path.name == "divs_without_classes.html")
    source = path.read_text(encoding="utf-8")
    plain = [b for b in read_document(path).blocks if b.kind is BlockKind.PARAGRAPH]
    assert source[plain[0].start : plain[0].stop] == plain[0].text
