"""Tracked changes are read as accepted, and the document says so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from aligner.cli.main import cli
from aligner.readers.docx import DocxReader
from aligner.readers.opendocument import OpenDocumentReader
from aligner.readers.rtf import RtfReader

_INS = "<w:ins><w:r><w:t>{}</w:t></w:r></w:ins>"
_DEL = "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>"
_TEXT = "<w:r><w:t>{}</w:t></w:r>"
_CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        (_INS.format("增加"), "1 insertion kept, 0 deletions left out"),
        (_TEXT.format("Fees ") + _DEL.format("rose"), "0 insertions kept, 1 deletion left out"),
        (
            _INS.format("all") + _TEXT.format(" fees ") + _INS.format("fell") + _DEL.format("x"),
            "2 insertions kept, 1 deletion left out",
        ),
        (
            (
                "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>"
                "<w:moveTo><w:r><w:t>移来</w:t></w:r></w:moveTo>"
            ),
            "1 insertion kept, 1 deletion left out",
        ),
        (
            "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + _TEXT.format("上半段"),
            "0 insertions kept, 1 deletion left out",
        ),
    ],
)
def test_a_word_document_counts_them(
    make_docx: Callable[..., bytes], body: str, counts: str
) -> None:
    data = make_docx(f"<w:p>{_TEXT.format('费用')}{body}</w:p>")
    document = DocxReader().read(data, document_id="a.docx")
    assert document.doubts == (f"tracked changes are read as accepted: {counts}",)


def test_rows_and_notes_count(make_docx: Callable[..., bytes]) -> None:
    row = f"<w:tr><w:trPr><w:del/></w:trPr>{_CELL.format('gone')}</w:tr>"
    kept = f"<w:tr>{_CELL.format('one')}{_CELL.format('two')}</w:tr>"
    note = f"<w:footnote><w:p>{_INS.format('A note.')}</w:p></w:footnote>"
    data = make_docx(f"<w:tbl>{kept}{row}</w:tbl>", footnotes=note)
    (doubt,) = DocxReader().read(data, document_id="a.docx").doubts
    assert doubt.endswith("1 insertion kept, 1 deletion left out")


def test_formats_and_marks_of_paragraphs_are_no_changes_of_text(
    make_docx: Callable[..., bytes],
) -> None:
    marks = "<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:ins/><w:del><w:r/></w:del>"
    data = make_docx(f"<w:p>{marks}{_TEXT.format('Fees fell.')}</w:p>")
    assert DocxReader().read(data, document_id="a.docx").doubts == ()


def test_an_open_document_counts_them() -> None:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text")
    )
    regions = "".join(
        f"<text:changed-region><text:{kind}/></text:changed-region>"
        for kind in ("insertion", "insertion", "deletion", "format-change")
    )
    data = (
        f"<office:document {spaces}><office:body><office:text>"
        f"<text:tracked-changes>{regions}</text:tracked-changes><text:p>Fees fell.</text:p>"
        "</office:text></office:body></office:document>"
    )
    (doubt,) = OpenDocumentReader().read(data.encode(), document_id="a.fodt").doubts
    assert doubt.endswith("2 insertions kept, 1 deletion left out")


def test_rich_text_counts_them() -> None:
    data = rb"{\rtf1 Fees {\revised\revauth1 all }{\deleted\revauthdel1 rose}fell.\par}"
    document = RtfReader().read(data, document_id="a.rtf")
    assert [block.text for block in document.blocks] == ["Fees all fell."]
    assert document.doubts[0].endswith("1 insertion kept, 1 deletion left out")


def test_read_and_align_say_so(make_docx: Callable[..., bytes], tmp_path: Path) -> None:
    source, target = tmp_path / "zh.docx", tmp_path / "en.txt"
    source.write_bytes(make_docx(f"<w:p>{_TEXT.format('费用下降。')}{_INS.format('很好。')}</w:p>"))
    target.write_text("Fees fell. Good.\n", encoding="utf-8")
    said = "tracked changes are read as accepted: 1 insertion kept, 0 deletions left out"
    assert said in CliRunner().invoke(cli, ["read", str(source)]).stdout
    aligned = CliRunner().invoke(cli, ["align", str(source), str(target)])
    assert f"warning: {source}: {said}" in aligned.stderr
