"""Every character of a block leads back to the characters of the file that gave it."""

import unicodedata
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import parts
from aligner.tables.charset import decode
from aligner.values import Document

_ROOT = Path(__file__).parents[2]
_FILES = [
    *sorted(
        path for path in (Path(__file__).parent / "cases").iterdir() if path.suffix != ".blocks"
    ),
    *sorted(path for path in (_ROOT / "corpora" / "releases").rglob("*") if path.is_file())[::7],
]
_PIECES = [
    "<p>",
    "</p>",
    "<br>",
    "<b>",
    "</b>",
    "<h1>",
    "<a href=x>",
    "</a>",
    "&amp;",
    "&amp;nbsp;",
    "&ldquo;",
    "&#20013;",
    "&notit;",
    " ",
    "\n",
    "\u3000\u3000",
    "\u200b",
    "\u00ad",
    "２３",
    "中 国 专 利 局",
    "知識(shí)產(chǎn)",
    "局www.example.gov.cn",
    "。",
    "⻓",
    "word ",
    "A sentence, of some length, ends here. ",
    "某局发布公告。",
    "（来源：某报）",
    "> ",
]
_TEXTS = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=25).map("".join)


def _reader_of(path: Path) -> str:
    kind = "text" if path.suffix == ".txt" else "html"
    return next(name for name in parts.readers.names() if name.startswith(kind))


def _sources(stretch: str) -> str:
    """All that a stretch of a file may have given, escaped once or twice, wide or narrow."""
    plain = unescape(unescape(stretch))
    return plain + unicodedata.normalize("NFKC", plain)


def _check(document: Document, source: str) -> None:
    for block in document.blocks:
        assert block.start < block.stop <= len(source)
        for index, character in enumerate(block.text):
            start, stop = block.source_span(index, index + 1)
            assert block.start <= start < stop <= block.stop
            found = _sources(source[start:stop])
            if not character.isspace() and not "⺀" <= source[start] <= "⻿":
                assert character in found, (block.text, index)


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_characters_of_known_pages(path: Path) -> None:
    data = path.read_bytes()
    document = parts.readers.get(_reader_of(path))().read(data, document_id=path.name)
    _check(document, decode(data, path.name).text)


@pytest.mark.parametrize("kind", ["html", "text"])
@given(text=_TEXTS)
def test_characters_of_any_page(kind: str, text: str) -> None:
    name = next(name for name in parts.readers.names() if name.startswith(kind))
    page = f"{text}x"
    _check(parts.readers.get(name)().read(page.encode(), document_id="x"), page)


def test_a_text_that_stands_there_as_it_is_needs_no_map() -> None:
    reader = parts.readers.get(_reader_of(Path("a.html")))()
    plain, wrapped = reader.read(b"<p>As it is.</p><p>Not&nbsp;as it is.", document_id="x").blocks
    assert plain.offsets is None
    assert wrapped.offsets is not None
    assert wrapped.source_span(3, 4) == (22, 28)
