"""A temporary folder that is full is named, with the way out, as a full disk is."""

import tempfile
from pathlib import Path
from typing import IO

import pytest
from openpyxl.worksheet import _writer

from aligner.errors import ConfigError
from aligner.exporters import export_units, in_order
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
    monkeypatch.setattr(_writer, "create_temporary_file", lambda suffix="": str(FULL))  # noqa: ARG005
    with pytest.raises(ConfigError, match=r"No space left on device; .* TMPDIR"):
        export_units(UNITS[:n], tmp_path / "a.xlsx", format_name="xlsx")
    assert not list(tmp_path.iterdir())
