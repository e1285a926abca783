"""XLIFF 1.2 and 2.x of other tools."""

from pathlib import Path

import pytest

from aligner.errors import FormatError
from aligner.exporters import read_units
from aligner.values import TranslationUnit
from tests.growth import assert_linear

_GOLDEN = Path(__file__).parent / "golden"
_OLD = (_GOLDEN / "foreign_1_2.xlf").read_text(encoding="utf-8")

_NEW = (_GOLDEN / "foreign_2_1.xlf").read_text(encoding="utf-8")


def _read(tmp_path: Path, content: str | bytes, name: str = "a.xlf") -> list[TranslationUnit]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_units(path))


def test_xliff_1_2(tmp_path: Path) -> None:
    units = _read(tmp_path, _OLD)
    assert [(unit.source_text, unit.target_text) for unit in units] == [
        ("国家知识产权局\n发布公告。", "The office published\n a notice."),
        ("甲。", "A."),
        ("乙。", "B."),
        ("甲。乙。", "A and B."),
        ("丙", "C"),
    ]
    assert (units[0].source_language, units[0].target_language) == ("zh-CN", "en-US")
    assert units[0].properties == (
        ("source-document", "notice.docx"),
        ("unit", "1"),
        ("state", "final"),
        ("note", "checked\ntwice"),
    )
    assert units[2].properties == (("source-document", "notice.docx"), ("unit", "2/s2"))
    assert units[4].target_language == "en-GB"
    assert len({unit.id for unit in units}) == 5


def test_xliff_2(tmp_path: Path) -> None:
    first, second = _read(tmp_path, _NEW, "a.XLIFF")
    assert (first.source_text, first.target_text) == ("甲乙丙", "A B\nC")
    assert (first.source_language, first.target_language) == ("zh", "en")
    assert dict(first.properties) == {
        "source-document": "page.html",
        "unit": "u1/s1",
        "state": "reviewed",
        "note": "seen",
    }
    assert (second.source_text, dict(second.properties)["unit"]) == ("戊", "u2")


_BOMB = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("", None, "no element"),
        ("<html>\n</html>", 1, "not XLIFF: the root element is <html>"),
        ("<xliff>\n<file>", 2, "[Pp]remature end"),
        (
            "<xliff><file>\n<trans-unit><source>a</source><target>b</target></trans-unit></file></xliff>",
            2,
            "source and target language",
        ),
        (f'<!DOCTYPE xliff [<!ENTITY e0 "ha">{_BOMB}]><xliff a="&e9;"/>', None, "declaration"),
        ('<!DOCTYPE xliff SYSTEM "x.dtd"><xliff/>', None, "declaration"),
        ("<xliff>" + "<group>" * 300 + "</group>" * 300 + "</xliff>", 1, "depth"),
    ],
)
def test_broken_xliff_is_refused(
    tmp_path: Path, content: str, line: int | None, message: str
) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        _read(tmp_path, content)
    assert caught.value.path == str(tmp_path / "a.xlf")
    if line is not None:
        assert caught.value.line == line


def test_declarations_are_seen_in_utf_16_and_across_pieces(tmp_path: Path) -> None:
    prolog = '<?xml version="1.0" encoding="UTF-16"?>'
    for padding in range(32760, 32775):
        text = f"{prolog}{' ' * (padding // 2)}<!DOCTYPE xliff [<!ENTITY e 'x'>]><xliff/>"
        with pytest.raises(FormatError, match="declaration"):
            _read(tmp_path, text.encode("utf-16"))


def test_a_large_file_is_streamed(tmp_path: Path) -> None:
    unit = '<trans-unit id="{}"><source>甲</source><target>A</target></trans-unit>'
    head = (
        '<xliff version="1.2"><file original="a" source-language="zh" target-language="en"><body>'
    )

    def broken_off(n: int) -> Path:
        path = tmp_path / f"{n}.xlf"
        body = "".join(map(unit.format, range(n)))
        path.write_text(f"{head}{body}</body></file>", encoding="utf-8")
        return path

    def read_to_the_break(path: Path) -> None:
        units = read_units(path)
        assert next(units).source_text == "甲"
        with pytest.raises(FormatError, match=r"[Pp]remature end"):
            assert sum(1 for _ in units) == 0

    assert_linear(read_to_the_break, broken_off, 5000)
