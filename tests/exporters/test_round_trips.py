"""Every format gives back what went in, or says how much of it the format cannot hold."""

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.exporters import UNIT_FORMATS, export_units, format_names, read_units
from aligner.exporters.xml_units import REMOVED_CONTROLS
from aligner.values import TranslationUnit

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Of the rest, what this program keeps out of cells: the second set of controls.
NOT_CELL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LINE_ENDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")

awkward = st.sampled_from(
    [
        *["<b>&amp;", "]]>", '"quoted"', "'", "\\", r"\t\u0041", "_x0041_", "_x005F_x0041_"],
        *["=1+1", "+1", "-1", "@SUM(A1)", "|", "\t", "\n", "\r", "\r\n", "\x00", "\x1b[31m"],
        *["\x7f", "\x85", "\u2028", "\ufffe", "\ufeff", "𠮷", "😀", "e\u0301", "专利，"],
        *["العربية", "עברית", "\u202eabc\u202c", "\u200f", " ", "\u3000", "\u00a0"],
    ]
)
texts = st.lists(
    awkward | st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=6
)
lines = texts.map("".join)
tags = st.sampled_from(["zh-Hans", "zh-Hant-HK", "en"]), st.sampled_from(["en-GB", "ar", "zh"])
properties = st.lists(
    st.tuples(st.sampled_from(["source-date", "kind", "signature", "own name"]), lines),
    max_size=3,
)
units = st.builds(
    TranslationUnit,
    st.text("0123456789abcdef", min_size=1, max_size=16),
    *tags,
    lines,
    lines,
    st.floats(0, 1).map(abs),
    properties.map(tuple),
)


def without(pattern: re.Pattern[str], unit: TranslationUnit) -> TranslationUnit:
    """What is left of a unit when it says how many characters it lost."""

    def kept(text: str) -> str:
        return pattern.sub("", text)

    values = (unit.id, unit.source_text, unit.target_text, *chain(*unit.properties))
    n_lost = sum(len(value) - len(kept(value)) for value in values)
    said = ((REMOVED_CONTROLS, str(n_lost)),) if n_lost else ()
    return replace(
        unit,
        source_text=kept(unit.source_text),
        target_text=kept(unit.target_text),
        properties=(*((name, kept(value)) for name, value in unit.properties), *said),
    )


def spaced(unit: TranslationUnit) -> TranslationUnit:
    """A unit whose texts are lines of a file."""
    return replace(
        unit,
        source_text=LINE_ENDS.sub(" ", unit.source_text),
        target_text=LINE_ENDS.sub(" ", unit.target_text),
    )


def expected(format_name: str, unit: TranslationUnit) -> TranslationUnit:
    """What a format can hold of a unit."""
    if format_name == "moses":
        return spaced(unit)
    if format_name == "xlsx":
        return without(NOT_CELL, unit)
    if format_name in {"tmx", "xliff", "xliff12"}:
        return without(NOT_XML, unit)
    return unit


def place_of(format_name: str, folder: Path) -> tuple[Path, Path]:
    """Where a format is written, and where it is read."""
    if format_name in {"parquet", "huggingface"}:
        pytest.importorskip("pyarrow.parquet", reason="the extra is not installed")
    read_from = folder / f"units{UNIT_FORMATS[format_name].suffix}"
    return (folder / "units" if UNIT_FORMATS[format_name].write_files else read_from), read_from


@pytest.mark.parametrize("format_name", format_names())
@given(values=st.lists(units, max_size=3))
def test_units_come_back(
    format_name: str, tmp_path_factory: pytest.TempPathFactory, values: list[TranslationUnit]
) -> None:
    folder = tmp_path_factory.mktemp("units")
    path, read_from = place_of(format_name, folder)
    assert export_units(values, path, format_name=format_name) == len(values)
    assert list(read_units(read_from)) == [expected(format_name, unit) for unit in values]


@pytest.mark.parametrize("format_name", format_names())
def test_no_units_come_back_as_none(format_name: str, tmp_path: Path) -> None:
    path, read_from = place_of(format_name, tmp_path)
    assert export_units([], path, format_name=format_name) == 0
    assert list(read_units(read_from)) == []


@pytest.mark.parametrize("format_name", format_names())
@settings(max_examples=10)
@given(values=st.lists(units, min_size=1, max_size=2))
def test_the_same_units_make_the_same_bytes(
    format_name: str, tmp_path_factory: pytest.TempPathFactory, values: list[TranslationUnit]
) -> None:
    made = []
    for _ in range(2):
        folder = tmp_path_factory.mktemp("units")
        path, _ = place_of(format_name, folder)
        export_units(values, path, format_name=format_name)
        files = sorted(p for p in folder.rglob("*") if p.is_file())
        made.append([(p.relative_to(folder), p.read_bytes()) for p in files])
    assert made[0] == made[1]
