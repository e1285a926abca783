"""Each format as it stands in the file, and what its reader refuses."""

import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from aligner.errors import FormatError
from aligner.exporters import UNIT_FORMATS, export_units, format_names, read_units
from aligner.values import TranslationUnit

GOLDEN = Path(__file__).parent / "golden"
UNITS = (
    TranslationUnit(
        "8d3f0c5a1b2e4f60",
        "zh-Hans",
        "en",
        "局长会见了外方代表团。双方签署了备忘录。",
        "The commissioner met the delegation & both sides signed a <memorandum>.",
        0.981234,
        (
            ("source-document", "2023/会见.html"),
            ("target-document", "2023/meeting.html"),
            ("source-date", "2023-05-04"),
            ("kind", "2-1"),
            ("source-span", "2:0-2:20"),
            ("target-span", "1:0-1:71"),
            ("source-offsets", "812-845"),
            ("target-offsets", "930-1005"),
            ("signature", "split:zh.v1|encode:use.v1"),
        ),
    ),
    TranslationUnit(
        "0011223344556677",
        "zh-Hans",
        "en",
        "=SUM(A1)\t首行\n次行 C:\\new\r",
        'He said: "]]> is no end" \u2028 𠮷',
        1.0,
        (("note", "seen\ttwice"), ("kind", "1-1")),
    ),
    TranslationUnit("ffeeddccbbaa9988", "zh-Hant", "en-GB", "響鈴\x07一次", "One\x00 bell", 0.5),
)


def export(tmp_path: Path, format_name: str, units: tuple[TranslationUnit, ...] = UNITS) -> Path:
    path = tmp_path / f"units{UNIT_FORMATS[format_name].suffix}"
    # Formats of several files are named by what their names begin with.
    place = path.with_suffix("") if UNIT_FORMATS[format_name].write_files else path
    assert export_units(units, place, format_name=format_name) == len(units)
    return path


# The bytes of others are those of the versions of packages: see test_parquet.py and below.
TEXTS = sorted({*format_names()} - {"parquet", "huggingface", "xlsx"})


@pytest.mark.parametrize("format_name", TEXTS)
def test_bytes_are_those_of_the_golden_file(tmp_path: Path, format_name: str) -> None:
    data = export(tmp_path, format_name).read_bytes()
    # The version of the program is the one thing that may change by itself.
    data = re.sub(rb'creationtoolversion="[^"]*"', b'creationtoolversion="VERSION"', data)
    assert data == (GOLDEN / f"units{UNIT_FORMATS[format_name].suffix}").read_bytes()


def cells(path: Path) -> list[list[tuple[object, str]]]:
    book = openpyxl.load_workbook(path)
    (sheet,) = book.worksheets
    assert (sheet.title, sheet.freeze_panes) == ("units", "A2")
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]


def test_the_workbook_is_that_of_the_golden_file(tmp_path: Path) -> None:
    assert cells(export(tmp_path, "xlsx")) == cells(GOLDEN / "units.xlsx")


@pytest.mark.parametrize("format_name", ["jsonl", "tsv"])
def test_golden_files_read_back_exactly(format_name: str) -> None:
    assert tuple(read_units(GOLDEN / f"units{UNIT_FORMATS[format_name].suffix}")) == UNITS


def test_tmx_loses_control_characters_only_and_counts_them() -> None:
    first, second, third = read_units(GOLDEN / "units.tmx")
    assert (first, second) == UNITS[:2]
    assert third.source_text == "響鈴一次"
    assert third.target_text == "One bell"
    assert third.properties == (("removed-controls", "2"),)


# Characters of XML 1.0 in full: the round trip must be exact for all of them.
xml_texts = st.text(
    st.characters(
        exclude_categories=["Cs"],
        exclude_characters=[chr(n) for n in range(32) if chr(n) not in "\t\n\r"]
        + ["\ufffe", "\uffff"],
    ),
    max_size=30,
)


@given(source=xml_texts, target=xml_texts, value=xml_texts)
def test_tmx_reads_back_exactly_what_xml_can_hold(
    tmp_path_factory: pytest.TempPathFactory, source: str, target: str, value: str
) -> None:
    unit = TranslationUnit("a", "zh-Hans", "en", source, target, 0.25, (("note", value),))
    path = export(tmp_path_factory.getbasetemp(), "tmx", (unit,))
    assert list(read_units(path)) == [unit]


def test_tmx_has_the_structure_of_version_1_4(tmp_path: Path) -> None:
    root = etree.parse(export(tmp_path, "tmx")).getroot()
    header, body = root
    assert (root.tag, root.attrib) == ("tmx", {"version": "1.4"})
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang"}
    assert set(header.attrib) == required | {"srclang", "datatype"}
    assert (header.get("segtype"), header.get("srclang")) == ("sentence", "zh-Hans")
    for unit in body:
        tags = [child.tag for child in unit]
        assert tags == ["prop"] * (len(tags) - 2) + ["tuv", "tuv"]
        assert unit.get("tuid")
        assert all(prop.get("type", "").startswith("x-") for prop in unit.iterfind("prop"))
        for variant in unit.iterfind("tuv"):
            assert variant.get("{http://www.w3.org/XML/1998/namespace}lang")
            assert [child.tag for child in variant] == ["seg"]
    assert [unit.get("srclang") for unit in body] == [None, None, "zh-Hant"]


def test_tmx_of_other_tools_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "foreign.TMX"
    path.write_text(
        """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx11.dtd">
        <tmx version="1.1"><header srclang="ZH-CN" segtype="sentence"/><body>
        <tu><note>checked</note><prop type="domain">IP</prop>
          <tuv lang="en-us">
          <seg>A <bpt i="1">&lt;b></bpt><hi>bold</hi><ept i="1"/> claim</seg></tuv>
          <tuv lang="zh-cn"><seg>一项<!-- no text -->权利要求</seg></tuv></tu>
        </body></tmx>""",
    )
    (unit,) = read_units(path)
    assert (unit.source_language, unit.source_text) == ("zh-cn", "一项权利要求")
    assert (unit.target_language, unit.target_text) == ("en-us", "A bold claim")
    assert unit.properties == (("domain", "IP"),)
    assert unit.id
    assert unit.probability == 1.0


TU = '<tu><tuv xml:lang="zh"><seg>{}</seg></tuv><tuv xml:lang="en"><seg>a</seg></tuv></tu>'
BROKEN_TMX = {
    "cut off": ('<tmx version="1.4">\n<header srclang="zh"/>\n<body>\n', 4, "[Pp]remature end"),
    "another root": ("<html>\n<body/></html>", 1, "not TMX"),
    "no language": ("<tmx><body><tu>\n<tuv><seg/></tuv></tu></body></tmx>", 2, "xml:lang"),
    "own entity": (
        '<!DOCTYPE tmx [<!ENTITY e SYSTEM "/etc/passwd">]>\n<tmx><body>\n'
        + TU.format("&e;")
        + "</body></tmx>",
        3,
        "entity",
    ),
    "probability": (
        '<tmx><body>\n<tu><prop type="x-probability">2</prop>'
        + TU.format("")[4:]
        + "</body></tmx>",
        2,
        "probability",
    ),
    "empty": ("", None, "no element"),
}


@pytest.mark.parametrize("case", BROKEN_TMX)
def test_broken_tmx_is_refused_with_its_line(tmp_path: Path, case: str) -> None:
    content, line, message = BROKEN_TMX[case]
    path = tmp_path / "broken.tmx"
    path.write_text(content)
    with pytest.raises(FormatError, match=message) as caught:
        list(read_units(path))
    assert caught.value.path == str(path)
    if line is not None:
        assert caught.value.line == line


def test_entities_do_not_grow(tmp_path: Path) -> None:
    steps = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    path = tmp_path / "bomb.tmx"
    path.write_text(f'<!DOCTYPE tmx [<!ENTITY e0 "ha">{steps}]><tmx version="&e9;"/>')
    with pytest.raises(FormatError, match="entity"):
        list(read_units(path))


HEADER = "id\tprobability\tsource_language\ttarget_language\tsource_text\ttarget_text"
RECORD = (
    '{"id": "1", "source_language": "zh", "target_language": "en",'
    ' "source_text": "x", "target_text": "y"'
)
BROKEN_LINES = {
    "tsv": [
        ("id\tsource_text\n", 1, "lacks the columns probability"),
        (f"{HEADER}\tid\n", 1, "repeats the column id"),
        (f"{HEADER}\n1\t0.5\tzh\n", 2, "3 fields under 6"),
        (f"{HEADER}\n1\thigh\tzh\ten\tx\ty\n", 2, "probability"),
        (f"{HEADER}\n1\tnan\tzh\ten\tx\ty\n", 2, "probability"),
        (f"{HEADER}\n1\t1\tzh\ten\tC:\\new\\x\ty\n", 2, r"unknown escape \\x"),
        (f"{HEADER}\n1\t1\tzh\ten\tx\ty\\\n", 2, "unknown escape"),
        (f"{HEADER}\tother-properties\n1\t1\tzh\ten\tx\ty\t[1]\n", 2, "JSON array"),
    ],
    "jsonl": [
        ('\n{"id": "1"}\n', 2, "'source_language' is missing"),
        ("[]\n", 1, "not a JSON object"),
        ('{"id": \n', 1, "not JSON"),
        (
            RECORD + ', "probability": true}',
            1,
            "probability",
        ),
        (
            RECORD + ', "properties": {"kind": 1}}',
            1,
            "properties",
        ),
    ],
}


@pytest.mark.parametrize(
    ("suffix", "content", "line", "message"),
    [(suffix, *case) for suffix, cases in BROKEN_LINES.items() for case in cases],
)
def test_broken_lines_are_refused(
    tmp_path: Path, suffix: str, content: str, line: int, message: str
) -> None:
    path = tmp_path / f"broken.{suffix}"
    path.write_text(content)
    with pytest.raises(FormatError, match=message) as caught:
        list(read_units(path))
    assert (caught.value.path, caught.value.line) == (str(path), line)


def test_bytes_that_are_not_utf8_are_named(tmp_path: Path) -> None:
    path = tmp_path / "units.jsonl"
    path.write_bytes(b"\n\n" + "专利".encode("gb18030"))
    with pytest.raises(FormatError, match=r"units\.jsonl:3: not UTF-8: byte 0xc0"):
        list(read_units(path))


def test_tsv_from_a_spreadsheet_reads(tmp_path: Path) -> None:
    path = tmp_path / "edited.tsv"
    path.write_bytes(f"\ufeff{HEADER}\tcomment\r\n1\t1\tzh\ten\tx\ty\tgood\r\n".encode())
    (unit,) = read_units(path)
    assert (unit.id, unit.target_text, unit.properties) == ("1", "y", (("comment", "good"),))
