"""A folder as the Hugging Face libraries load it: Parquet files in splits, and a data card.

Beside the data stand a card for people, statistics and Croissant metadata [1]_ for
programs, and the checksums of all of it.

References
----------
.. [1] Croissant format specification 1.0, MLCommons.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path

from aligner.errors import ConfigError
from aligner.exporters.corpus_splits import SPLITS, CorpusSplits
from aligner.exporters.corpus_statistics import CorpusStatistics, SplitStatistics
from aligner.exporters.croissant import croissant_record
from aligner.exporters.data_card import data_card
from aligner.exporters.parquet_table import load_pyarrow
from aligner.exporters.to_parquet import ParquetExporter
from aligner.values import TranslationUnit

__all__ = ["write_huggingface"]

_UNITS_A_FILE = 100_000
_STATISTICS, _SUMS = "statistics.json", "SHA256SUMS"
_SPOOL = ".units.sqlite"


def write_huggingface(units: Iterable[TranslationUnit], folder: Path) -> int:
    """Write a corpus folder; gives the number of units in it.

    The folder appears when it is complete.  A folder that this program wrote
    before is replaced; anything else in its place is left alone.

    Raises
    ------
    ConfigError
        If the folder cannot be written, or holds something else.
    MissingExtraError
        If the package for Parquet is not installed.
    """
    load_pyarrow()
    place = folder.resolve()
    _require_free(place, folder)
    building = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        building.mkdir(parents=True)
        count = _write(units, building, place.name)
        _replace(place, building)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return count


def _require_free(place: Path, folder: Path) -> None:
    """Refuse to replace what this program did not write."""
    if not place.exists():
        return
    if not place.is_dir():
        raise ConfigError(f"{folder}: cannot be written: it is a file; name a folder")
    if any(place.iterdir()) and not (place / _STATISTICS).is_file():
        raise ConfigError(
            f"{folder}: cannot be written: it holds files that are no corpus; "
            "name a folder that is empty or not there"
        )


def _replace(place: Path, building: Path) -> None:
    """Put the finished folder in its place."""
    old = place.with_name(f".{place.name}.{os.getpid()}.old")
    with suppress(FileNotFoundError):
        place.rename(old)
    building.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _write(units: Iterable[TranslationUnit], folder: Path, name: str) -> int:
    """Write all files of a corpus; gives the number of units in it."""
    spool = folder / _SPOOL
    with closing(CorpusSplits(spool)) as splits:
        read = splits.add(units)
        repeated = splits.divide()
        found = {}
        (folder / "data").mkdir()
        for split in SPLITS:
            made = SplitStatistics(splits.documents(split))
            _write_split(made.counting(splits.units(split)), folder / "data", split)
            if made.units:
                found[split] = made
    spool.unlink()
    kept = sum(made.units for made in found.values())
    statistics = CorpusStatistics(found, shared=read - kept, repeated_texts=repeated)
    _put(folder / _STATISTICS, _json(statistics.record()))
    sums = {path.name: _sha256(path) for path in sorted((folder / "data").iterdir())}
    _put(folder / "croissant.json", _json(croissant_record(name, statistics, sums)))
    _put(folder / "README.md", data_card(name, statistics))
    _put(folder / _SUMS, "".join(_sum_lines(folder)))
    return kept


def _write_split(units: Iterable[TranslationUnit], folder: Path, split: str) -> None:
    """Write a split in files of equal size, named by how many there are."""
    remaining = iter(units)
    paths: list[Path] = []
    while first := list(islice(remaining, 1)):
        path = folder / f"{split}-{len(paths):05}.parquet"
        with path.open("wb") as stream:
            ParquetExporter().write(_joined(first, remaining), stream)
        paths.append(path)
    for number, path in enumerate(paths):
        path.rename(folder / f"{split}-{number:05}-of-{len(paths):05}.parquet")


def _joined(
    first: list[TranslationUnit], remaining: Iterator[TranslationUnit]
) -> Iterator[TranslationUnit]:
    """The units of one file."""
    yield from first
    yield from islice(remaining, _UNITS_A_FILE - 1)


def _sum_lines(folder: Path) -> Iterator[str]:
    """Lines as ``sha256sum --check`` reads them."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != _SUMS:
            yield f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n"


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _put(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


def _json(record: dict[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
