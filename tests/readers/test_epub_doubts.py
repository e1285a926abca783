"""Chapters of a book in a doubtful charset say so, and their text is less sure."""

import io
import zipfile

from aligner.readers.epub import EpubReader

CONTAINER = '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
PACKAGE = (
    '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
)


def test_the_chapter_is_named_and_only_its_text_is_in_doubt() -> None:
    sure = "<html><body><p>图书馆今天重新开放，欢迎各位读者。</p></body></html>".encode()
    broken = sure.replace("今天".encode(), b"\xe4\xbb\xff\xfe")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("b.opf", PACKAGE)
        book.writestr("a.xhtml", sure)
        book.writestr("b.xhtml", broken)
    document = EpubReader().read(packed.getvalue(), document_id="book.epub")
    assert [block.certainty < 1 for block in document.blocks] == [False, True]
    assert len(document.doubts) == 1
    assert document.doubts[0].startswith("b.xhtml: ")
