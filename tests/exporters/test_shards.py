"""A corpus in several files of a size: all old or all new, none too many."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import ConfigError
from aligner.exporters import export_shards, read_units
from aligner.values import TranslationUnit


def units(n: int) -> list[TranslationUnit]:
    return [TranslationUnit(str(k), "zh", "en", f"甲{k}", f"A {k}", 0.5) for k in range(n)]


def shards(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@given(n=st.integers(0, 9), size=st.integers(1, 10))
def test_shards_hold_all_units_in_order(
    tmp_path_factory: pytest.TempPathFactory, n: int, size: int
) -> None:
    folder = tmp_path_factory.mktemp("shards")
    count, files, _ = export_shards(units(n), folder / "out.jsonl", format_name="jsonl", size=size)
    assert (count, files) == (n, max(1, -(-n // size)))
    assert shards(folder) == [f"out-{k:05}.jsonl" for k in range(1, files + 1)]
    parts = [list(read_units(folder / name)) for name in shards(folder)]
    assert [unit for part in parts for unit in part] == units(n)
    assert all(len(part) == size for part in parts[:-1])


def test_shards_that_are_too_many_go_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.tsv.gz"
    strangers = ["out-1.tsv.gz", "out-00009.tsv", "other-00009.tsv.gz", "out-final.tsv.gz"]
    for name in strangers:
        (tmp_path / name).write_text("mine", encoding="utf-8")
    assert export_shards(units(9), path, format_name="tsv", size=2).deleted == ()
    left = export_shards(units(3), path, format_name="tsv", size=2).deleted
    assert left == tuple(f"out-0000{k}.tsv.gz" for k in (3, 4, 5))
    made = ["out-00001.tsv.gz", "out-00002.tsv.gz"]
    assert shards(tmp_path) == sorted([*made, *strangers])


def test_only_what_numbers_on_is_taken_for_shards(tmp_path: Path) -> None:
    strangers = ["out-20240131.tsv", "out-00007.tsv", "out-000003.tsv", "out-00004.tsv.bak"]
    for name in strangers:
        (tmp_path / name).write_text("mine", encoding="utf-8")
    (tmp_path / "out-00003.tsv").mkdir()
    assert export_shards(units(3), tmp_path / "out.tsv", format_name="tsv", size=2).deleted == ()
    made = ["out-00001.tsv", "out-00002.tsv"]
    assert shards(tmp_path) == sorted([*made, *strangers, "out-00003.tsv"])


def test_moses_shards_leave_those_of_other_formats(tmp_path: Path) -> None:
    export_shards(units(6), tmp_path / "out.tmx", format_name="tmx", size=2)
    assert export_shards(units(1), tmp_path / "out", format_name="moses", size=2).deleted == ()
    tmx = [f"out-0000{k}.tmx" for k in (1, 2, 3)]
    assert shards(tmp_path) == sorted([*tmx, *(f"out-00001.{end}" for end in ("en", "ids", "zh"))])


def test_a_deletion_that_breaks_off_leaves_no_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.tsv"
    export_shards(units(5), path, format_name="tsv", size=1)
    unlink = Path.unlink

    def once(file: Path, *, missing_ok: bool = False) -> None:
        unlink(file, missing_ok=missing_ok)
        monkeypatch.setattr(Path, "unlink", _refused)

    monkeypatch.setattr(Path, "unlink", once)
    with pytest.raises(ConfigError):
        export_shards(units(1), path, format_name="tsv", size=2)
    monkeypatch.undo()
    export_shards(units(1), path, format_name="tsv", size=2)
    assert shards(tmp_path) == ["out-00001.tsv"]


def _refused(*_: object, **__: object) -> None:
    raise PermissionError("not now")


def test_moses_shards_go_together(tmp_path: Path) -> None:
    for n in (5, 3):
        export_shards(units(n), tmp_path / "out", format_name="moses", size=2)
    assert shards(tmp_path) == [f"out-0000{k}.{end}" for k in (1, 2) for end in ("en", "ids", "zh")]
    assert list(read_units(tmp_path / "out-00002.ids")) == units(3)[2:]


def test_an_error_on_the_way_leaves_the_old_shards(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    export_shards(units(4), path, format_name="jsonl", size=2)
    before = {name: (tmp_path / name).read_bytes() for name in shards(tmp_path)}

    def broken() -> Iterator[TranslationUnit]:
        yield from units(3)
        raise RuntimeError("broke")

    with pytest.raises(RuntimeError, match="broke"):
        export_shards(broken(), path, format_name="jsonl", size=1)
    assert {name: (tmp_path / name).read_bytes() for name in shards(tmp_path)} == before


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be written"):
        export_shards(units(1), tmp_path / "file" / "a.tsv", format_name="tsv", size=1)


def test_a_full_disk_is_told_with_the_name_of_the_shard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigError) as caught:
        export_shards(units(3), tmp_path / "out.tsv", format_name="tsv", size=2)
    message = f"{tmp_path / 'out-00001.tsv'}: cannot be written: No space left on device; free some"
    assert str(caught.value).startswith(message)
    assert shards(tmp_path) == []
