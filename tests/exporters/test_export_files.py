"""Files appear whole or not at all, and formats are known by name and suffix."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aligner.errors import ConfigError, FormatError, UnknownNameError
from aligner.exporters import UNIT_FORMATS, export_units, format_names, read_units, written_format
from aligner.values import TranslationUnit

UNIT = TranslationUnit("1", "zh-Hans", "en", "甲", "A", 1.0)


def failing() -> Iterator[TranslationUnit]:
    yield UNIT
    message = "the source of the units broke"
    raise RuntimeError(message)


# A folder is refused before anything is written where a file stands in its way.
FILES = sorted({*format_names()})


@pytest.mark.parametrize("format_name", FILES)
def test_a_failed_export_leaves_what_was_there(tmp_path: Path, format_name: str) -> None:
    path = tmp_path / f"units{UNIT_FORMATS[format_name].suffix}"
    path.write_text("before")
    with pytest.raises(RuntimeError, match="broke"):
        export_units(failing(), path, format_name=format_name)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_replaces_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "units.jsonl"
    path.write_text("before")
    assert export_units([UNIT], path, format_name="jsonl") == 1
    assert list(read_units(path)) == [UNIT]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("place", ["absent/units.tsv", "file/units.tsv", "."])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="cannot be written"):
        export_units([UNIT], tmp_path / place, format_name="tsv")


def test_unknown_formats_answer_with_the_known_ones(tmp_path: Path) -> None:
    known = "known: jsonl, moses, parquet, tmx"
    with pytest.raises(UnknownNameError, match=f"'docx'; {known}"):
        export_units([UNIT], tmp_path / "units.docx", format_name="docx")
    with pytest.raises(UnknownNameError, match=known):
        written_format("docx")
    with pytest.raises(FormatError, match=r"known: \.csv, \.docx, \.ids, .*\.parquet, .*\.xlsx"):
        read_units(tmp_path / "units.pdf")


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"absent\.tsv: cannot be read"):
        list(read_units(tmp_path / "absent.tsv"))
