"""Pages of known layouts: each page in the case folder has its blocks beside it."""

from datetime import date
from pathlib import Path

import pytest

from aligner.readers import read_document
from aligner.readers.marks import ends_page
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


_HEAD = (
    "The office released its annual report on the work of the year on October 19.",
    "A total of 113 cases were handled nationwide in the first three quarters.",
    "A party dissatisfied with a decision may apply for reconsideration in 60 days.",
    "The office will continue to improve its services for enterprises in the region.",
)
_TAIL = ("The technical secrets of enterprises shall be protected.", "More will follow.")


def _kinds(folder: Path, lines: tuple[str, ...]) -> dict[str, BlockKind]:
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html lang=en><body><h1>Report on the year</h1>{body}</body></html>"
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    return {block.text: block.kind for block in read_document(path).blocks}


@pytest.mark.parametrize(
    "line",
    [
        "Copyright registrations grew by 20 percent year on year.",
        "Copyright owners may file a complaint with the office",
        "Copyright",
        "Copyright by its nature protects expressions.",
        "Related documents shall be filed within 30 days.",
        "Latest news on the law was welcomed; more is expected.",
        "版权所有方可以提出投诉。",
        "上一条所称的期限为三十日。",
    ],
)
def test_a_line_that_begins_like_a_footer_ends_no_text(tmp_path: Path, line: str) -> None:
    kinds = _kinds(tmp_path, (*_HEAD, line, *_TAIL))
    assert [kinds[text] for text in (line, *_TAIL)] == [BlockKind.PARAGRAPH] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Copyright © Example Office. All rights reserved.",
        "Copyright 2023 Example Office",
        "Copyright by Example Office",
        "Copyright: Example Office",
        "版权所有：某局",
    ],
)
def test_a_notice_of_copyright_ends_the_text(tmp_path: Path, line: str) -> None:
    kinds = _kinds(tmp_path, (*_HEAD, line, *_TAIL))
    assert [kinds[text] for text in (line, *_TAIL)] == [BlockKind.BOILERPLATE] * 3


def test_a_line_like_a_footer_at_the_end_is_one(tmp_path: Path) -> None:
    line = "Copyright Example Office"
    assert _kinds(tmp_path, (*_HEAD, line))[line] is BlockKind.BOILERPLATE


def test_a_line_of_a_printed_page_cut_in_the_middle_of_a_sentence_is_no_footer() -> None:
    assert not ends_page("Copyright registrations grew by 20 percent and the")
    assert ends_page("Copyright © Example Office")
