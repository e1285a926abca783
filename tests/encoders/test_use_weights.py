"""The encoder's weights in the cache folder: the same numbers, whatever was there before."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from aligner.encoders import use_weights
from aligner.encoders.use_weights import load_arrays, mapped
from aligner.errors import ConfigError

if TYPE_CHECKING:
    from aligner.encoders.use_weights import Arrays

ARRAYS: "Arrays" = {"one": np.array([0.5]), "bytes": np.arange(6, dtype=np.uint8).reshape(2, 3)}


def never() -> "Arrays":
    raise AssertionError("made again")


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "arrays.npy"
    made = mapped(path, lambda: ARRAYS)
    read = mapped(path, never)
    assert list(made) == list(read) == list(ARRAYS)
    for name, values in ARRAYS.items():
        assert read[name].dtype == values.dtype
        assert np.array_equal(read[name], values)
        assert not read[name].flags.writeable


@pytest.mark.parametrize("kept", [0, 10, 130, -1])
def test_a_broken_file_is_made_again(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "arrays.npy"
    mapped(path, lambda: ARRAYS)
    path.write_bytes(path.read_bytes()[:kept])
    assert mapped(path, lambda: ARRAYS).keys() == ARRAYS.keys()
    assert mapped(path, never).keys() == ARRAYS.keys()


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert mapped(tmp_path / "file" / "arrays.npy", lambda: ARRAYS) == ARRAYS


def test_no_home_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise ConfigError("no home")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    load_arrays()
    cached = load_arrays()
    monkeypatch.setattr(use_weights, "cache_folder", homeless)
    fresh = load_arrays()
    assert len(list((tmp_path / "aligner").iterdir())) == 1
    assert fresh.keys() == cached.keys()
    assert all(np.array_equal(fresh[name], cached[name]) for name in fresh)


def test_the_layout_number_tells_arrays_apart() -> None:
    """Who changes the arrays raises `_LAYOUT`, or old files in cache folders would be taken."""
    shapes = sorted((name, str(v.dtype), v.shape) for name, v in load_arrays().items())
    totals = [
        f"{name} {float(np.abs(v).sum(dtype=np.float64)):.4g}"
        for name, v in sorted(load_arrays().items())
    ]
    digest = sha256(repr((shapes, totals)).encode()).hexdigest()[:16]
    assert (use_weights._LAYOUT, digest) == (1, "aae1d86dda599ff8")
