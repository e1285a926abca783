"""The three files of a Moses pair go together: all old or all new, line by line."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from aligner.errors import ConfigError, FormatError
from aligner.exporters import export_units, read_units
from aligner.exporters import moses as module
from aligner.files import whole_file
from aligner.values import TranslationUnit

OLD = TranslationUnit("1", "zh-Hans", "en", "旧", "old", 1.0)
NEW = TranslationUnit("2", "zh-Hans", "en", "新\u2028的", "new", 0.5, (("kind", "1-1"),))
NAMES = {"out.zh", "out.en", "out.ids"}
_LINE = '{"id": "1", "languages": ["zh", "en"], "probability": 1.0, "properties": []}\n'


def export(folder: Path, *units: TranslationUnit) -> int:
    return export_units(units, folder / "out", format_name="moses")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_line_n_of_one_translates_line_n_of_the_other(tmp_path: Path) -> None:
    assert export(tmp_path, OLD, NEW) == 2
    assert set(contents(tmp_path)) == NAMES
    assert (tmp_path / "out.zh").read_text(encoding="utf-8").splitlines() == ["旧", "新 的"]
    assert (tmp_path / "out.en").read_text(encoding="utf-8").splitlines() == ["old", "new"]
    assert b'"spaced": 1' in (tmp_path / "out.ids").read_bytes()


def test_a_failing_source_leaves_the_old_files(tmp_path: Path) -> None:
    export(tmp_path, OLD)
    before = contents(tmp_path)

    def failing() -> Iterator[TranslationUnit]:
        # More than any buffer holds.
        for _ in range(20_000):
            yield NEW
        raise RuntimeError("the source of the units broke")

    with pytest.raises(RuntimeError, match="broke"):
        export_units(failing(), tmp_path / "out", format_name="moses")
    assert contents(tmp_path) == before


@pytest.mark.parametrize("full", sorted(NAMES))
def test_a_full_disk_leaves_the_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: str
) -> None:
    export(tmp_path, OLD)
    before = contents(tmp_path)

    @contextmanager
    def on_a_full_disk(path: Path) -> Iterator[IO[bytes]]:
        with whole_file(path) as stream:
            if path.name == full:
                with open("/dev/full", "wb") as nowhere:  # noqa: PTH123
                    yield nowhere
            else:
                yield stream

    if not Path("/dev/full").exists():
        pytest.skip("no full disk here")
    monkeypatch.setattr(module, "whole_file", on_a_full_disk)
    with pytest.raises((OSError, ConfigError)):
        export(tmp_path, NEW)
    assert contents(tmp_path) == before


def test_a_file_that_cannot_be_replaced_leaves_the_others(tmp_path: Path) -> None:
    export(tmp_path, OLD)
    (tmp_path / "out.en").unlink()
    (tmp_path / "out.en").mkdir()
    before = {name: (tmp_path / name).read_bytes() for name in ("out.zh", "out.ids")}
    with pytest.raises(ConfigError, match=r"out\.en: cannot be written"):
        export(tmp_path, NEW)
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


@pytest.mark.parametrize("name", ["out.zh", "out.en"])
def test_files_of_other_lengths_are_refused(tmp_path: Path, name: str) -> None:
    export(tmp_path, OLD, NEW)
    path = tmp_path / name
    path.write_bytes(path.read_bytes() + b"more\n")
    with pytest.raises(FormatError, match="differ in their number of lines"):
        list(read_units(tmp_path / "out.ids"))


def test_line_n_of_each_file_is_about_the_same_unit(tmp_path: Path) -> None:
    export(tmp_path, OLD, NEW)
    lines = {name: text.decode().splitlines() for name, text in contents(tmp_path).items()}
    assert [json.loads(line)["id"] for line in lines["out.ids"]] == [OLD.id, NEW.id]
    assert lines["out.zh"] == ["旧", "新 的"]


def test_ids_that_were_cut_off_are_no_empty_corpus(tmp_path: Path) -> None:
    export(tmp_path, OLD)
    (tmp_path / "out.ids").write_bytes(b"")
    with pytest.raises(FormatError, match="cannot be read"):
        list(read_units(tmp_path / "out.ids"))


def test_ids_cannot_name_files_elsewhere(tmp_path: Path) -> None:
    export(tmp_path, OLD)
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "out.txt").write_text("x\n", encoding="utf-8")
    path = tmp_path / "out.ids"
    lines = path.read_text(encoding="utf-8").replace('"zh-Hans"', '"../secret/out.txt"')
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(FormatError, match="cannot be read"):
        list(read_units(path))


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ('{"files": ["zh", "en"]}', 1, "not an object with id"),
        (_LINE + '{"id": 1}', 2, "not an object with id"),
        (_LINE.replace("1.0", "2"), 1, "probability"),
    ],
)
def test_damaged_ids_are_refused_with_their_line(
    tmp_path: Path, content: str, line: int, message: str
) -> None:
    export(tmp_path, OLD, NEW)
    path = tmp_path / "out.ids"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError, match=message) as caught:
        list(read_units(path))
    assert (caught.value.path, caught.value.line) == (str(path), line)


def test_a_text_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    marked = TranslationUnit("1", "zh-Hans", "en", "\ufeff甲", "\ufeffA", 1.0)
    export(tmp_path, marked)
    assert list(read_units(tmp_path / "out.ids")) == [marked]


def test_one_language_on_both_sides_has_two_files(tmp_path: Path) -> None:
    both = TranslationUnit("1", "zh-Hans", "zh-Hant", "汉", "漢", 1.0)
    export(tmp_path, both)
    assert set(contents(tmp_path)) == {"out.zh-Hans", "out.zh-Hant", "out.ids"}
    assert list(read_units(tmp_path / "out.ids")) == [both]


@pytest.mark.parametrize("name", ["out", "out.gz"])
def test_no_old_text_stands_beside_new_ids(tmp_path: Path, name: str) -> None:
    other = TranslationUnit("3", "zh-Hans", "de", "新", "neu", 1.0)
    foreign = tmp_path / "out.fr"
    foreign.write_text("nouveau\n", encoding="utf-8")
    packing = name.removeprefix("out")
    for units, ends in (
        ((OLD, other), {"zh", "en"}),
        ((), {"source", "target"}),
        ((OLD,), {"zh", "en"}),
        ((other,), {"zh", "de"}),
        ((), {"source", "target"}),
    ):
        export_units(units, tmp_path / name, format_name="moses")
        found = {path.name for path in tmp_path.iterdir()} - {foreign.name}
        assert found == {f"out.{end}{packing}" for end in (*ends, "ids")}
        assert list(read_units(tmp_path / f"out.ids{packing}")) == [*units]


def test_texts_that_no_ids_tell_of_are_left_alone(tmp_path: Path) -> None:
    for name, text in (("out.ids", "mine\n"), ("out.zh", "甲\n"), ("out.source", "a\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert export(tmp_path) == 0
    assert (tmp_path / "out.zh").read_text(encoding="utf-8") == "甲\n"
    (tmp_path / "out.source").write_text("a\n", encoding="utf-8")
    assert export(tmp_path, OLD) == 1
    assert (tmp_path / "out.source").exists()
    assert not (tmp_path / "out.target").exists()
