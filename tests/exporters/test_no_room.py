"""A temporary folder that is full is named, with the way out, as a full disk is."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO

import pytest

from aligner.errors import ConfigError
from aligner.exporters import export_units, in_order
from aligner.files import temporary_folder
from aligner.tables import workbook
from aligner.values import TranslationUnit

UNITS = [TranslationUnit(str(n), "zh", "en", "甲" * 99, "A" * 99, 0.5) for n in range(999)]
FULL = Path("/dev/full")

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")


def test_units_that_wait_for_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> IO[bytes]:
        return FULL.open("r+b")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(ConfigError, match=r"No space left on device; .* TMPDIR") as caught:
        list(in_order(UNITS, "doubtful"))
    assert str(caught.value).startswith(tempfile.gettempdir())


@pytest.mark.parametrize("n", [1, 999])
def test_the_parts_of_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, n: int) -> None:
    @contextmanager
    def full() -> Iterator[Path]:
        with temporary_folder() as folder:
            (folder / "0").symlink_to(FULL)
            yield folder

    monkeypatch.setattr(workbook, "temporary_folder", full)
    with pytest.raises(ConfigError, match=r"No space left on device; .* TMPDIR"):
        export_units(UNITS[:n], tmp_path / "a.xlsx", format_name="xlsx")
    assert not list(tmp_path.iterdir())


def test_the_parts_of_a_workbook_are_where_a_later_run_sweeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def rows() -> Iterator[list[str]]:
        yield ["a"]
        (folder,) = tmp_path.iterdir()
        assert folder.name.startswith(f"aligner-work-{os.getuid()}-")
        assert (folder / "0").is_file()
        yield ["b"]

    workbook.write_workbook([workbook.WorkbookSheet("made", [("text", 20.0)], rows())], BytesIO())
    assert not list(tmp_path.iterdir())
