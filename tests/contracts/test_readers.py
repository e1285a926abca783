"""What every registered reader keeps, whatever the bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import parts
from aligner.errors import FormatError
from aligner.readers.cleaning.characters import clean_text
from aligner.splitters import split_document
from aligner.values import Document

_PIECES = [
    "<p>", "</p>", "<div class=nav>", "</div>", "<br>", "<a href=x>", "</a>", "<b>", "</b>",
    "<table>", "<td>", "</table>", "<li>", "<h1>", "</h1>", "<script>", "</script>", "<!--", "-->",
    "&amp;", "&#x4e2d;", "&nbsp;", "<title>", "</title>", "<pre>", "<span hidden>", "</span>",
    "<", ">", '"', "'", "\n", "\r\n", "\u3000\u3000", "\x00", "©", "\ufeff", "2023-04-28",
    "<?xml?>", "<meta charset=gb2312>", "<![CDATA[", "Word ", "A sentence of some length. ",
    "中文。", "来源：", "某局发布公告，自发布之日起施行。",
]  # fmt: skip
_PAGES = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)
_BYTES = st.one_of(
    st.binary(max_size=200),
    _PAGES.map(lambda page: page.encode("utf-8")),
    _PAGES.map(lambda page: page.encode("gb18030")),
    _PAGES.map(lambda page: page.encode("utf-16")),
    st.tuples(_PAGES, st.binary(max_size=8)).map(lambda both: both[0].encode() + both[1]),
)
# The others read files of programs, which these bytes are not.
_OF_TEXT = [name for name in parts.readers.names() if name.startswith(("html.", "text."))]


def _read(name: str, data: bytes) -> Document | None:
    try:
        return parts.readers.get(name)().read(data, document_id="page")
    except FormatError as error:
        assert error.path == "page"  # noqa: PT017 - both outcomes are right
        return None


@pytest.mark.parametrize("name", parts.readers.names())
@given(data=_BYTES)
def test_any_bytes_give_a_document_or_a_format_error(name: str, data: bytes) -> None:
    document = _read(name, data)
    if document is None:
        return
    reader = parts.readers.get(name)()
    source = data.decode(document.encoding, "replace").removeprefix("\ufeff")
    if isinstance(reader, parts.SourceReader):
        source = reader.source(data, document_id="page")
    previous = 0
    for block in document.blocks:
        assert previous <= block.start < block.stop <= len(source)
        assert block.text == clean_text(block.text) != ""
        previous = block.stop
    split_document(document)


@pytest.mark.parametrize("name", parts.readers.names())
@given(data=_BYTES)
def test_the_same_bytes_give_the_same_document(name: str, data: bytes) -> None:
    assert _read(name, data) == _read(name, data)


@pytest.mark.parametrize("name", _OF_TEXT)
@given(
    words=st.lists(st.text("abcdefgh中文国家", min_size=1, max_size=8), min_size=1, max_size=12),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_all_words_are_in_the_blocks(name: str, words: list[str], encoding: str) -> None:
    document = _read(name, "\n\n".join(words).encode(encoding))
    assert document is not None
    assert _letters("".join(block.text for block in document.blocks)) == _letters("".join(words))


@pytest.mark.parametrize("name", parts.readers.names())
@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"%PDF-1.7 x", b"\x00\x01\x02" * 40])
def test_what_holds_no_text_is_refused_with_a_way_out(name: str, data: bytes) -> None:
    with pytest.raises(FormatError, match="save"):
        parts.readers.get(name)().read(data, document_id="page")


def _letters(text: str) -> str:
    return "".join(text.split())
