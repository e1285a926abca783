"""Excel workbooks: texts stay texts, whatever they look like, and many rows fill more sheets."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from aligner.exporters import export_units, read_units, xlsx
from aligner.values import TranslationUnit

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\n=1+1",
    "|calc",
    "#REF!",
    "'=1+1",
    '=HYPERLINK("http://example.org?"&A1)',
]
ESCAPES = ["_x0041_", "_x005F_x0041_", "_x0041_x0042_", "_X0041_", "_x41_", "_xD83D_", "a_x000D_b"]


def unit(text: str, number: int = 0) -> TranslationUnit:
    return TranslationUnit(f"{number:04x}", "zh-Hans", "en", text, f"{text} on", 0.5)


def written(folder: Path, *units: TranslationUnit) -> Path:
    path = folder / "units.xlsx"
    assert export_units(units, path, format_name="xlsx") == len(units)
    return path


def sheet_root(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.parse(io.BytesIO(archive.read("xl/worksheets/sheet1.xml"))).getroot()


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, unit(text))
    root = sheet_root(path)
    assert not list(root.iter(f"{MAIN}f"))
    _, row = root.iter(f"{MAIN}row")
    # The probability, which is computed with, is the other type.
    assert [cell.get("t") for cell in row].count("n") == 1
    assert {cell.get("t") for cell in row} == {"inlineStr", "n"}
    assert list(read_units(path)) == [unit(text)]
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert (sheet["E2"].value, sheet["E2"].data_type) == (text, "s")


@pytest.mark.parametrize("text", ESCAPES)
def test_what_looks_like_an_escape_is_text(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, unit(text))
    assert list(read_units(path)) == [unit(text)]
    shown = [t.text or "" for t in sheet_root(path).iter(f"{MAIN}t")]
    # By the standard, programs show _x005F_ as an underline and then look no further.
    assert next(t.replace("_x005F_", "_") for t in shown if t.startswith(("a_", "_"))) == text


def test_escapes_of_other_programs_are_characters(tmp_path: Path) -> None:
    path = tmp_path / "theirs.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["zh", "en"])
    sheet.append(["第一_x000D_\n行", "line _x005F_x0041_ one _xD83D_"])
    book.save(path)
    (found,) = read_units(path)
    assert (found.source_text, found.target_text) == ("第一\r\n行", "line _x0041_ one _xD83D_")


@pytest.mark.parametrize(("rows", "sheets"), [(0, 1), (2, 1), (3, 1), (4, 2), (6, 2), (7, 3)])
def test_what_does_not_fit_a_sheet_goes_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, sheets: int
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    units = [unit(f"第{n}句", n) for n in range(rows)]
    path = written(tmp_path, *units)
    book = openpyxl.load_workbook(path, read_only=True)
    assert book.sheetnames == ["units", "units 2", "units 3"][:sheets]
    for sheet in book:
        heading, *rest = sheet.iter_rows(values_only=True)
        assert heading[:2] == ("id", "probability")
        assert len(rest) <= 3
    book.close()
    assert list(read_units(path)) == units


def test_texts_too_long_for_a_cell_go_on_in_further_rows(tmp_path: Path) -> None:
    units = [unit("长" * 70_000), unit("𠮷" * 40_000), unit("短")]
    path = written(tmp_path, *units)
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    lengths = [[len(str(cell)) for cell in row[4:6]] for row in sheet.values][1:]
    assert len(lengths) == 3 + 3 + 1
    assert max(map(max, lengths)) <= 32_767
    assert list(read_units(path)) == units


@pytest.mark.parametrize("letter", ["长", "𠮷", '"'])
def test_properties_that_one_cell_has_no_room_for_are_left_out_and_counted(
    tmp_path: Path, letter: str
) -> None:
    foreign = tuple((f"field-{n}", letter * 8_000) for n in range(5))
    long = replace(unit("甲"), properties=(("comment", "好"), *foreign, ("short", "kept")))
    (found,) = read_units(written(tmp_path, long))
    kept = [item for item in long.properties if item in found.properties]
    left = [item for item in long.properties if item not in found.properties]
    assert {"comment", "field-0", "short"} <= dict(kept).keys()
    assert left
    lost = sum(len(name) + len(value) for name, value in left)
    assert found.properties == (*kept, ("removed-controls", str(lost)))


def test_a_property_that_just_fits_is_kept(tmp_path: Path) -> None:
    for length in range(32_700, 32_767):
        long = replace(unit("甲"), properties=(("field", "x" * length),))
        (found,) = read_units(written(tmp_path, long))
        if found.properties != long.properties:
            assert found.properties == (("removed-controls", str(length + len("field"))),)
            break
    assert length > 32_700


def test_cells_beside_the_last_heading_are_told(tmp_path: Path) -> None:
    path = written(tmp_path, unit("甲"), unit("乙", 1), unit("丙", 2))
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    width = sheet.max_column
    sheet.cell(3, width + 1, "please check")
    sheet.cell(4, width + 2, "twice")
    book.save(path)
    told: list[str] = []
    assert len(list(xlsx.read_xlsx(path, told.append))) == 3
    (line,) = told
    assert "2 rows, the first is row 3" in line
    sheet.cell(1, width + 1, "remark")
    sheet.cell(4, width + 2).value = None
    book.save(path)
    told.clear()
    found = [dict(read.properties).get("remark") for read in xlsx.read_xlsx(path, told.append)]
    assert (found, told) == ([None, "please check", None], [])


def test_properties_too_long_for_a_cell_are_cut_and_that_is_said(tmp_path: Path) -> None:
    long = replace(unit("甲"), properties=(("comment", "长" * 40_000), ("doubt", "\x00x")))
    (found,) = read_units(written(tmp_path, long))
    assert found.properties == (
        ("comment", "长" * 32_767),
        ("doubt", "x"),
        ("removed-controls", str(40_000 - 32_767 + 1)),
    )


@given(st.lists(st.tuples(st.text("甲𠮷a ", max_size=9), st.text("b\n ", max_size=9)), max_size=5))
def test_cut_texts_are_joined_again(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]]
) -> None:
    units = [
        TranslationUnit(str(n), "zh", "en", source, target, 0.5, (("kind", "1-1"),))
        for n, (source, target) in enumerate(texts)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx, "_LONGEST_CELL", 4)
        patch.setattr(xlsx, "_cut", str)
        path = written(tmp_path_factory.mktemp("cells"), *units)
    assert list(read_units(path)) == units


def test_workbooks_of_older_versions_are_read_by_their_headings(tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    names = ["id", "probability", "source_language", "target_language"]
    sheet.append([*names, "source_text", "target_text", "kind", "retired"])
    sheet.append(["1", "0.5", "zh-Hans", "en", " 甲", "A", "1-1", "x", "beside the table"])
    sheet.append(["2", "0.5", "zh-Hans", "en", "乙", "B"])
    book.save(path)
    assert list(read_units(path)) == [
        TranslationUnit("1", "zh-Hans", "en", " 甲", "A", 0.5, (("kind", "1-1"), ("retired", "x"))),
        TranslationUnit("2", "zh-Hans", "en", "乙", "B", 0.5),
    ]


@pytest.mark.parametrize("probability", [0.0, 1e-7, 0.5, 0.95, 0.19739738164193682, 1.0])
def test_the_probability_is_a_number_that_a_filter_can_compare(
    tmp_path: Path, probability: float
) -> None:
    path = tmp_path / "units.xlsx"
    made = replace(unit("一"), probability=probability)
    export_units([made], path, format_name="xlsx")
    sheet = openpyxl.load_workbook(path)["units"]
    column = [cell.value for cell in sheet[1]].index("probability") + 1
    cell = sheet.cell(2, column)
    assert (cell.data_type, cell.value) == ("n", probability)
    assert list(read_units(path)) == [made]
