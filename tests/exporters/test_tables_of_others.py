"""Bitexts in tables and JSON objects of other programs."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import FormatError
from aligner.exporters import read_units
from aligner.values import TranslationUnit

_ZH = ["国家知识产权局发布公告。", "会议于四月召开。", "双方签署了备忘录。"]
_EN = [
    "The office published an announcement.",
    "The meeting was held in April.",
    "Both sides signed a memorandum.",
]


def _read(path: Path, content: str | bytes) -> list[TranslationUnit]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_units(path))


def _pairs(units: list[TranslationUnit]) -> list[tuple[str, str]]:
    return [(unit.source_text, unit.target_text) for unit in units]


def _languages(unit: TranslationUnit) -> tuple[str, str]:
    return unit.source_language, unit.target_language


def _lines(separator: str, *columns: list[str]) -> str:
    return "".join(separator.join(row) + "\n" for row in zip(*columns, strict=True))


@pytest.mark.parametrize("suffix", ["tsv", "txt"])
def test_tabbed_columns_without_header(tmp_path: Path, suffix: str) -> None:
    third = ["a.txt", "", "a.txt"]
    units = _read(tmp_path / f"lf.{suffix}", "\ufeff" + _lines("\t", _EN, _ZH, third))
    assert _pairs(units) == list(zip(_EN, _ZH, strict=True))
    assert _languages(units[0]) == ("en", "zh")
    assert [unit.properties for unit in units] == [
        (("column-3", "a.txt"),),
        (),
        (("column-3", "a.txt"),),
    ]
    assert len({unit.id for unit in units}) == 3


def test_a_row_without_translation_gives_no_unit(tmp_path: Path) -> None:
    units = _read(tmp_path / "a.tsv", _lines("\t", _ZH, _EN) + "只有原文\t\n\n章节\n")
    assert _pairs(units) == list(zip(_ZH, _EN, strict=True))


def test_quoted_fields_of_spreadsheets(tmp_path: Path) -> None:
    (unit,) = _read(tmp_path / "a.tsv", '他说“好”。\t"He said ""good"" and left."\n')
    assert unit.target_text == 'He said "good" and left.'


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_with_a_header(tmp_path: Path, separator: str) -> None:
    text = separator.join(["id", "English", "中文", "probability", "remark"]) + "\n"
    text += separator.join(["7", f'"{_EN[0]}\nAgain, and; so on."', _ZH[0], "0.5", "ok"]) + "\n"
    (unit,) = _read(tmp_path / "a.csv", text)
    assert unit == TranslationUnit(
        "7", "en", "zh", f"{_EN[0]}\nAgain, and; so on.", _ZH[0], 0.5, (("remark", "ok"),)
    )


def test_of_three_languages_chinese_and_english_are_taken(tmp_path: Path) -> None:
    (unit,) = _read(tmp_path / "a.tsv", "zh\tde\ten\n甲\tein B\ta b\n")
    assert (unit.source_text, unit.target_text) == ("甲", "a b")
    assert unit.properties == (("de", "ein B"),)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("target\tsource", ("zh", "en", "b", "甲")),
        ("译文\t原文", ("zh", "en", "b", "甲")),
        ("en-GB\tzh_TW", ("en-GB", "zh-TW", "甲", "b")),
        ("de\tfr", ("de", "fr", "甲", "b")),
        ("英文译文\t中文原文", ("zh", "en", "b", "甲")),
        ("Simplified Chinese\tEnglish", ("zh", "en", "甲", "b")),
        ("繁體\tEnglish", ("zh-Hant", "en", "甲", "b")),
        ("src_zh\ttgt_en", ("zh", "en", "甲", "b")),
    ],
)
def test_names_of_columns(tmp_path: Path, header: str, expected: tuple[str, str, str, str]) -> None:
    (unit,) = _read(tmp_path / "a.tsv", f"{header}\n甲\tb\n")
    found = (*_languages(unit), unit.source_text, unit.target_text)
    if "source" in header or "原文" in header:
        assert found[2:] == expected[2:]
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("name", "content", "line", "message"),
    [
        ("a.tsv", "", None, "no rows of text"),
        ("a.csv", "a,b\nc,d\n", 1, "name them in the first row"),
        ("a.tsv", "eins zwei\tun deux\n", 1, "name them in the first row"),
        ("a.csv", 'zh,en\n甲,"b\n', 2, "not CSV"),
        ("a.csv", 'zh,en\n甲,"b"c\n', 2, "not CSV"),
        ("a.csv", b"zh,en\n\xbc\xd7,b\n", 2, "not UTF-8"),
        ("a.tsv", "zh\ten\tprobability\n甲\tb\t7\n", 2, "not a probability"),
    ],
)
def test_broken_tables_are_refused_with_their_line(
    tmp_path: Path, name: str, content: str | bytes, line: int | None, message: str
) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        _read(tmp_path / name, content)
    assert (caught.value.path, caught.value.line) == (str(tmp_path / name), line)


@pytest.mark.parametrize(
    ("record", "unit"),
    [
        ('{"zh": "甲", "en": "A"}', ("zh", "en", "甲", "A", ())),
        ('{"translation": {"en": "A", "zh-CN": "甲"}}', ("en", "zh-CN", "A", "甲", ())),
        (
            '{"id": 3, "translation": {"en": "A", "zh": "甲"}, "score": 0.5, "tags": ["x"]}',
            ("en", "zh", "A", "甲", (("score", "0.5"), ("tags", '["x"]'))),
        ),
        (
            '{"src": "甲方", "tgt": "A", "src_lang": "zh", "tgt_lang": "en"}',
            ("zh", "en", "甲方", "A", ()),
        ),
        ('{"chinese": "甲", "english": "A"}', ("zh", "en", "甲", "A", ())),
        (
            '{"source": "甲", "target": "The cat is on the mat."}',
            ("zh", "en", "甲", "The cat is on the mat.", ()),
        ),
    ],
)
def test_json_objects_of_others(
    tmp_path: Path, record: str, unit: tuple[str, str, str, str, tuple[tuple[str, str], ...]]
) -> None:
    (found,) = _read(tmp_path / "a.jsonl", record + "\n\n")
    assert (*_languages(found), found.source_text, found.target_text, found.properties) == unit
    assert found.id == "3" or len(found.id) > 8


@pytest.mark.parametrize(
    "record", ['{"zh": "甲"}', '{"zh": "a", "en": "b", "fr": "c"}', '{"a": 1}']
)
def test_json_objects_without_two_languages_are_refused(tmp_path: Path, record: str) -> None:
    with pytest.raises(FormatError, match=r"a\.jsonl:1: 'id' is missing"):
        _read(tmp_path / "a.jsonl", record)


def _workbook(*sheets: Sequence[Sequence[object]], hidden: int = -1) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"s{number}")
        sheet.sheet_state = "hidden" if number == hidden else "visible"
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_with_names_and_other_columns(tmp_path: Path) -> None:
    day = datetime(2023, 4, 28)  # noqa: DTZ001 - cells have no zone
    rows: list[list[object]] = [["No.", "English", "Chinese", "Date", "ok"]]
    rows += [[n, en, zh, day, True] for n, (en, zh) in enumerate(zip(_EN, _ZH, strict=True))]
    units = _read(tmp_path / "a.xlsx", _workbook(rows, [["cover"]]))
    assert _pairs(units) == list(zip(_EN, _ZH, strict=True))
    assert _languages(units[0]) == ("en", "zh")
    assert units[1].properties == (("No.", "1"), ("Date", "2023-04-28"), ("ok", "TRUE"))


def test_a_workbook_without_names(tmp_path: Path) -> None:
    rows: list[list[object]] = [[None, zh, None, en] for zh, en in zip(_ZH, _EN, strict=True)]
    units = _read(tmp_path / "a.XLSX", _workbook([["nothing"]], rows, rows, hidden=2))
    assert _pairs(units) == list(zip(_ZH, _EN, strict=True))


def _sheet(inside: str, strings: str = "", styles: str = "") -> bytes:
    """A workbook of bare XML."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="{{0}}" Type="{office}/{{1}}" Target="{{2}}"/>'
    parts = {
        "_rels/.rels": link.format("a", "officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": link.format("b", "worksheet", "sheet.xml")
        + link.format("c", "sharedStrings", "strings.xml")
        + link.format("d", "styles", "styles.xml"),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, f'<Relationships xmlns="{package}">{content}</Relationships>')
        file.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns:r="{office}"><workbookPr date1904="1"/>'
            '<sheets><sheet name="s" r:id="b"/></sheets></workbook>',
        )
        file.writestr("xl/sheet.xml", f"<worksheet><sheetData>{inside}</sheetData></worksheet>")
        file.writestr("xl/strings.xml", f"<sst>{strings}</sst>")
        file.writestr("xl/styles.xml", f"<styleSheet>{styles}</styleSheet>")
    return stream.getvalue()


def test_cells_of_all_kinds(tmp_path: Path) -> None:
    strings = "<si><r><t>知识</t></r><r><t>产权</t></r><rPh><t>zhi</t></rPh></si>"
    styles = (
        '<numFmts><numFmt numFmtId="200" formatCode="yyyy\\-mm"/></numFmts><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="14"/></cellXfs>'
    )
    row = (
        '<row r="{}"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>IP</t></is></c>'
        '<c t="n" s="1"><v>1.5</v></c><c s="2"><v>x</v></c><c s="2"><v>-4</v></c>'
        '<c r="A1"><v>behind</v></c><c t="s"><v>9</v></c><c r="ZZZ1"><v>far</v></c></row>'
    )
    (unit,) = _read(tmp_path / "a.xlsx", _sheet(row.format(2_000_000_000), strings, styles))
    assert (unit.source_text, unit.target_text) == ("知识产权", "IP")
    assert unit.properties == (
        ("column-4", "1904-01-02T12:00:00"),
        ("column-5", "x"),
        ("column-6", "-4"),
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (_workbook([["甲", "乙"]]), r"a\.xlsx:1: no two columns"),
        (_workbook([[None]]), "no rows of text"),
        (_sheet("<row>"), "damaged"),
        (
            _sheet("<row/>").replace(b"xl/workbook.xml", b"xl/workbook.xmx"),
            "not a Excel|not an Excel",
        ),
        (b"zh,en", r"not an? Excel workbook: .*save it as \.xlsx"),
        (b"", "the file is empty"),
    ],
)
def test_broken_workbooks_are_refused(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        _read(tmp_path / "a.xlsx", content)


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_sheet("<row/>"))) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            text = old.read(name)
            is_sheet = name == "xl/sheet.xml"
            new.writestr(name, b'<!DOCTYPE a [<!ENTITY e "x">]>' + text if is_sheet else text)
    with pytest.raises(FormatError, match="document type declaration"):
        _read(tmp_path / "a.xlsx", stream.getvalue())


def test_a_side_by_side_word_document(tmp_path: Path) -> None:
    document = docx.Document()
    cover = document.add_table(1, 2)
    cover.cell(0, 0).text = "only a cover"
    table = document.add_table(0, 3)
    for number, (zh, en) in enumerate(zip(_ZH, _EN, strict=True)):
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = str(number), zh, en
        cells[1].add_paragraph("又一段。")
    merged = table.add_row().cells
    merged[0].merge(merged[2]).text = "小标题"
    stream = io.BytesIO()
    document.save(stream)
    units = _read(tmp_path / "a.docx", stream.getvalue())
    assert _pairs(units) == [(f"{zh}\n又一段。", en) for zh, en in zip(_ZH, _EN, strict=True)]
    assert units[2].properties == (("column-1", "2"),)


def test_a_word_document_without_such_a_table_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("text")
    stream = io.BytesIO()
    document.save(stream)
    with pytest.raises(FormatError, match=r"a\.docx: holds no rows of text"):
        _read(tmp_path / "a.docx", stream.getvalue())


_WHOLE = {
    "csv": _lines(",", ["zh", *_ZH], ["en", *_EN]).encode(),
    "jsonl": '{"translation": {"en": "A", "zh": "甲"}}\n'.encode() * 3,
    "tsv": _lines("\t", _ZH, _EN).encode(),
    "xlsx": _workbook([["zh", "en"], *([zh, en] for zh, en in zip(_ZH, _EN, strict=True))]),
    "xlf": (
        '<xliff version="1.2"><file original="a" source-language="zh" target-language="en"><body>'
        '<trans-unit id="1"><source>甲<x id="1"/></source><target state="final">A</target>'
        "</trans-unit></body></file></xliff>"
    ).encode(),
}


@pytest.mark.parametrize("suffix", _WHOLE)
@given(data=st.data())
def test_damaged_bytes_never_crash(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, data: st.DataObject
) -> None:
    whole = bytearray(_WHOLE[suffix])
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / f"damaged.{suffix}"
    try:
        _read(path, bytes(whole[: data.draw(st.integers(0, len(whole)))]))
    except FormatError as error:
        assert error.path == str(path)  # noqa: PT017 - both outcomes are right
