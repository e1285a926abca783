"""Records that do not fit into memory come back as they were."""

import errno
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import ConfigError
from aligner.spill import Spill

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
)


@given(st.lists(VALUES), st.data())
def test_records_come_back_in_any_order_of_reading_and_writing(
    records: list[object], data: st.DataObject
) -> None:
    spill = Spill()
    for number, record in enumerate(records):
        spill.append(record)
        place = data.draw(st.integers(0, number))
        assert spill[place] == records[place]
    assert len(spill) == len(records)
    assert list(spill) == records


def test_lone_surrogates_are_kept() -> None:
    spill = Spill()
    spill.append("\ud800")
    assert spill[0] == "\ud800"


def test_nothing_is_left_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spill = Spill()
    spill.append("a" * 1_000_000)
    assert spill[0]
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def seek(self, place: int) -> None:
            pass

        def write(self, data: bytes) -> None:  # noqa: ARG002
            raise OSError(errno.ENOSPC, "no space")

        def close(self) -> None:
            raise OSError(errno.ENOSPC, "no space")

    def full(**_: Any) -> Full:  # noqa: ANN401 - whatever the options
        return Full()

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    spill = Spill()
    with pytest.raises(ConfigError, match="TMPDIR"):
        spill.append("a")
