"""What has a text on one side only is passed over, and told of, in every format of others."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from aligner.exporters import read_units

_XLIFF_2 = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh" trgLang="en">'
    '<file id="f"><unit id="1"><segment><source>会议</source><target>meeting</target></segment>'
    "</unit>\n<unit id='2'><segment><source>通知</source></segment></unit>\n"
    '<unit id="3"><segment><source>公告</source><target/></segment></unit></file></xliff>'
)
_XLIFF_1 = (
    '<xliff version="1.2"><file source-language="zh" target-language="en"><body>'
    '<trans-unit id="1"><source>会议</source><target>meeting</target></trans-unit>\n'
    '<trans-unit id="2"><source>通知</source></trans-unit>\n'
    '<trans-unit id="3"><source>公告</source><target/></trans-unit></body></file></xliff>'
)
_ROWS = [("zh", "en"), ("会议", "meeting"), ("通知", ""), ("公告", ""), ("", "")]


def _text(content: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_text(content, encoding="utf-8")

    return write


def _workbook(path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("memory", 0)
    for row in _ROWS:
        sheet.append([cell or None for cell in row])
    book.save(path)


@pytest.mark.parametrize(
    ("name", "write", "first"),
    [
        ("a.xlf", _text(_XLIFF_2), "line 2"),
        ("a.xliff", _text(_XLIFF_1), "line 2"),
        ("a.csv", _text("".join(",".join(row) + "\n" for row in _ROWS)), "row 3"),
        ("a.tsv", _text("".join("\t".join(row) + "\n" for row in _ROWS)), "row 3"),
        ("a.xlsx", _workbook, "row 3"),
    ],
)
def test_what_has_no_translation_is_counted(
    tmp_path: Path, name: str, write: Callable[[Path], None], first: str
) -> None:
    write(tmp_path / name)
    told: list[str] = []
    units = list(read_units(tmp_path / name, notice=told.append))
    assert [(unit.source_text, unit.target_text) for unit in units] == [("会议", "meeting")]
    assert told == [f"2 units without a translation are passed over (the first at {first})"]


def test_nothing_is_told_of_a_complete_file(tmp_path: Path) -> None:
    _text("zh,en\n会议,meeting\n")(tmp_path / "a.csv")
    told: list[str] = []
    assert len(list(read_units(tmp_path / "a.csv", notice=told.append))) == 1
    assert told == []
