"""Files and folders: which are read, by which reader, line by line."""

from functools import partial
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import FormatError
from aligner.readers import PageLocation, read_document, read_lines, read_page
from aligner.readers.read import split_lines
from aligner.values import Document
from aligner.waiting import told_wait


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", ()),
        (b"\n", ("",)),
        (b"\n\n", ("", "")),
        (b"a\n\nb", ("a", "", "b")),
        (b"a\r\nb\rc\n", ("a", "b", "c")),
        ("a\fb\x0bc\x85d\u2028e\u2029f\n".encode(), ("a\fb\x0bc\x85d\u2028e\u2029f",)),
        ("\ufeff中\r\n文".encode(), ("中", "文")),
        (" 中文 \n".encode("gb18030"), (" 中文 ",)),
    ],
)
def test_lines_are_those_of_the_file(tmp_path: Path, data: bytes, lines: tuple[str, ...]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read_lines(path) == lines


@given(lines=st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]))))
def test_lines_read_back(lines: list[str]) -> None:
    assert split_lines("".join(f"{line}\n" for line in lines)) == tuple(lines)


def test_the_content_decides_where_the_suffix_does_not(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        "<!DOCTYPE html><html><body><p>A <b>page</b></p></body></html>", encoding="utf-8"
    )
    document = read_page(PageLocation("piles/page", path))
    assert [block.text for block in document.blocks] == ["A page"]
    assert document.id == "piles/page"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.html", b"", "a.html: the file is empty"),
        ("a.html", b"<script>x</script>", "a.html: the page shows no text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00", "a.txt: a picture (PNG): recognise"),
        ("a.txt", "\u200b\u3000".encode(), "a.txt: the file holds no text"),
    ],
)
def test_unreadable_files_are_named_with_their_path(
    tmp_path: Path,
    name: str,
    data: bytes,
    message: str,
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(FormatError) as caught:
        read_page(PageLocation("other name", path))
    assert str(caught.value).startswith(str(tmp_path))
    assert message in str(caught.value)


def test_a_missing_file_is_a_format_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no such file"):
        read_document(tmp_path / "none.html")


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md"])
def test_doubts_about_the_charset_are_on_the_document_and_its_blocks(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes("复旦".encode("gb18030"))
    document = read_document(path)
    assert "it may be" in document.doubts[0]
    assert max(block.certainty for block in document.blocks) < 0.95


def test_a_block_that_is_the_same_in_all_charsets_is_sure(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("复旦".encode("gb18030") + b"\n\nFudan")
    document = read_document(path)
    assert document.doubts
    assert [block.certainty < 1 for block in document.blocks] == [True, False]


def test_only_the_block_with_an_unreadable_byte_is_unsure(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    lines = ["国家知识产权局今日发布公告，自五月六日起施行。", "请各单位认真执行，并及时反映问题。"]
    path.write_bytes(lines[0].encode("gb18030") + b"\xff\n\n" + lines[1].encode("gb18030"))
    document = read_document(path)
    assert [block.certainty for block in document.blocks] == [0.5, 1.0]
    assert len(document.doubts) == 1


def test_whoever_waits_for_a_long_page_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "long.txt"
    page.write_text("A long text.", encoding="utf-8")
    told: list[str] = []
    is_told = Event()

    def tell(what: str, _: float | None) -> None:
        told.append(what)
        is_told.set()

    def read_slowly(location: PageLocation) -> Document:
        assert is_told.wait(60)
        return read_page(location)

    monkeypatch.setattr("aligner.waiting.tell_wait", tell)
    monkeypatch.setattr("aligner.readers.read.told_wait", partial(told_wait, quiet=0.001))
    monkeypatch.setattr("aligner.readers.read.read_page", read_slowly)
    assert [block.text for block in read_document(page).blocks] == ["A long text."]
    assert told == [f"{page} to be read"]
