"""Files whose names end in .gz or .zst are compressed, and read as what they hold."""

import gzip
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import ConfigError, FormatError
from aligner.exporters import UNIT_FORMATS, export_units, format_of_suffix, read_units
from tests.exporters.test_export_formats import UNITS

SUFFIXES = [".gz", ".zst"]
FORMATS = ["tmx", "xliff", "xliff12", "tsv", "jsonl"]
PLAIN = UNITS[:1] * 3


@pytest.fixture(autouse=True)
def _needs_zstandard(request: pytest.FixtureRequest) -> None:
    if ".zst" in request.node.name:
        pytest.importorskip("zstandard", reason="the extra is not installed")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", FORMATS)
def test_compressed_files_hold_the_same_units(tmp_path: Path, name: str, suffix: str) -> None:
    plain = tmp_path / f"units{UNIT_FORMATS[name].suffix}"
    packed = plain.with_name(plain.name + suffix)
    for path in (plain, packed):
        assert export_units(UNITS, path, format_name=name) == len(UNITS)
    assert list(read_units(packed)) == list(read_units(plain))
    assert packed.read_bytes()[:2] in {b"\x1f\x8b", b"\x28\xb5"}
    if suffix == ".gz":
        assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    before = packed.read_bytes()
    export_units(UNITS, packed, format_name=name)
    assert packed.read_bytes() == before


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_moses_files_are_compressed_each(tmp_path: Path, suffix: str) -> None:
    export_units(PLAIN, tmp_path / f"out{suffix}", format_name="moses")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"out.en{suffix}", f"out.ids{suffix}", f"out.zh{suffix}"]
    assert list(read_units(tmp_path / f"out.ids{suffix}")) == list(PLAIN)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", ["xlsx", "parquet"])
def test_what_is_compressed_in_itself_is_not_compressed_again(
    tmp_path: Path, name: str, suffix: str
) -> None:
    path = tmp_path / f"units.{name}{suffix}"
    with pytest.raises(ConfigError, match="compressed already"):
        export_units(UNITS, path, format_name=name)
    assert not list(tmp_path.iterdir())
    assert format_of_suffix(path) is None


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", FORMATS)
def test_damaged_files_are_refused(tmp_path: Path, name: str, suffix: str) -> None:
    path = tmp_path / f"units{UNIT_FORMATS[name].suffix}{suffix}"
    export_units(UNITS, path, format_name=name)
    data = path.read_bytes()
    for damaged in (data[: len(data) // 2], b"not compressed at all", data[:40] + b"\xff" * 40):
        path.write_bytes(damaged)
        with pytest.raises(FormatError, match="damaged, or not compressed") as caught:
            list(read_units(path))
        assert caught.value.path == str(path)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl.gz"
    for content in (data, gzip.compress(data), b"\x1f\x8b" + data):
        path.write_bytes(content)
        with suppress(FormatError):
            list(read_units(path))


def test_the_usual_program_opens_them(tmp_path: Path) -> None:
    path = tmp_path / "units.tsv.gz"
    export_units(UNITS, path, format_name="tsv")
    done = subprocess.run(["gzip", "-dc", path], capture_output=True, check=True)  # noqa: S607
    assert done.stdout.count(b"\n") == len(UNITS) + 1
