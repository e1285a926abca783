"""A folder as the Hugging Face libraries load it: Parquet files in splits, and a data card.

Beside the data stand a card for people, statistics and Croissant metadata [1]_ for
programs, and the checksums of all of it.

References
----------
.. [1] Croissant format specification 1.0, MLCommons.
"""

import errno
import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from aligner.corpus.card import data_card
from aligner.corpus.counts import CorpusStatistics, SplitStatistics
from aligner.corpus.croissant import croissant_record
from aligner.corpus.filters import Dropped
from aligner.corpus.splits import SPLITS, CorpusSplits, SplitShares
from aligner.errors import ConfigError, not_written
from aligner.exporters import ParquetExporter, load_pyarrow
from aligner.files import building_folder
from aligner.values import TranslationUnit

_UNITS_A_FILE = 100_000
_CARD, _STATISTICS = "README.md", "statistics.json"
_METADATA, _SUMS = "croissant.json", "SHA256SUMS"
_OWN = re.compile(
    rf"({'|'.join(map(re.escape, (_CARD, _STATISTICS, _METADATA, _SUMS)))}"
    rf"|data/({'|'.join(SPLITS)})-\d+-of-\d+\.parquet)"
)
_SPOOL = ".units.sqlite"


@dataclass(frozen=True, slots=True)
class FolderOptions:
    """How a corpus folder is made.

    Parameters
    ----------
    licence : str
        Of the texts, as the hub names it, for the card; ``""`` if it is not known.
    shares : SplitShares
    """

    licence: str = ""
    shares: SplitShares = field(default_factory=SplitShares)


@dataclass(slots=True)
class Division:
    """What came of dividing a corpus, told while its folder is written.

    Parameters
    ----------
    sizes : dict of str to int
        How many units each split has that was to have a share.
    left_out : Dropped
        Units that are not in the folder, since a split that models are tested on has the
        like.
    """

    sizes: dict[str, int] = field(default_factory=dict)
    left_out: Dropped = field(default_factory=Dropped)


def write_huggingface(
    units: Iterable[TranslationUnit],
    folder: Path,
    options: FolderOptions | None = None,
    division: Division | None = None,
) -> int:
    """Write a corpus folder; gives the number of units in it.

    The folder appears when it is complete.  A folder that this program wrote
    before, and nobody added to, is replaced; anything else in its place is left
    alone.

    Parameters
    ----------
    units : iterable of TranslationUnit
    folder : Path
    options : FolderOptions or None
    division : Division or None
        Is told what came of dividing the corpus.

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
    options, division = options or FolderOptions(), division or Division()
    try:
        with building_folder(place) as building:
            count = _write(units, building, place.name, options, division)
            _replace(place, building)
    except OSError as error:
        raise not_written(folder, error) from error
    except sqlite3.Error as error:
        # The units are kept in a database beside the folder until all of them are known.
        number = errno.ENOSPC if error.sqlite_errorname == "SQLITE_FULL" else errno.EIO
        raise not_written(folder, OSError(number, str(error))) from error
    return count


def _require_free(place: Path, folder: Path) -> None:
    """Refuse to replace what this program did not write."""
    if not place.exists():
        return
    if not place.is_dir():
        raise ConfigError(f"{folder}: cannot be written: it is a file; name a folder")
    files = [p.relative_to(place).as_posix() for p in place.rglob("*") if not p.is_dir()]
    stranger = next((name for name in sorted(files) if not _OWN.fullmatch(name)), None)
    if stranger is None and files and _STATISTICS not in files:
        stranger = min(files)
    if stranger is not None:
        raise ConfigError(
            f"{folder}: cannot be written: it holds {stranger}, which is no part of a corpus; "
            "name a folder that is empty or not there"
        )
    if files and _card_was_changed(place):
        raise ConfigError(
            f"{folder}: cannot be written: somebody changed the {_CARD} in it; "
            "name another folder, or move that file away"
        )


def _card_was_changed(place: Path) -> bool:
    """Whether the card is there and not as it was written."""
    card, sums = place / _CARD, place / _SUMS
    if not card.is_file():
        return False
    written = sums.read_text("utf-8", "replace") if sums.is_file() else ""
    return f"{_sha256(card)}  {_CARD}\n" not in written


def _replace(place: Path, building: Path) -> None:
    """Put the finished folder in its place."""
    with building_folder(place) as beside:
        old = beside / "old"
        with suppress(FileNotFoundError):
            place.rename(old)
        try:
            building.rename(place)
        except OSError:
            with suppress(FileNotFoundError):
                old.rename(place)
            raise


def _write(
    units: Iterable[TranslationUnit],
    folder: Path,
    name: str,
    options: FolderOptions,
    division: Division,
) -> int:
    """Write all files of a corpus; gives the number of units in it."""
    spool = folder / _SPOOL
    with closing(CorpusSplits(spool, options.shares)) as splits:
        splits.add(units)
        repeated = splits.divide()
        for unit in splits.left_out():
            division.left_out.add(unit)
        found: dict[str, SplitStatistics] = {}
        (folder / "data").mkdir()
        for split in SPLITS:
            made = SplitStatistics(splits.documents(split))
            # A corpus without any file cannot be loaded, so an empty one has an empty file.
            is_wanted = split == SPLITS[-1] and not found
            _write_split(
                made.counting(splits.units(split)), folder / "data", split, least=int(is_wanted)
            )
            if made.units or is_wanted:
                found[split] = made
    spool.unlink()
    kept = sum(made.units for made in found.values())
    division.sizes = {
        split: found[split].units if split in found else 0 for split in options.shares.wanted
    }
    statistics = CorpusStatistics(
        found,
        shared=division.left_out.count,
        repeated_texts=repeated,
        is_divided=not options.shares.is_undivided,
    )
    _put(folder / _STATISTICS, _json(statistics.record()))
    sums = {path.name: _sha256(path) for path in sorted((folder / "data").iterdir())}
    _put(folder / _METADATA, _json(croissant_record(name, statistics, sums, options.licence)))
    _put(folder / _CARD, data_card(name, statistics, options.licence))
    _put(folder / _SUMS, "".join(_sum_lines(folder)))
    return kept


def _write_split(units: Iterable[TranslationUnit], folder: Path, split: str, *, least: int) -> None:
    """Write a split in files of equal size, at least so many, named by how many there are."""
    remaining = iter(units)
    paths: list[Path] = []
    while (first := list(islice(remaining, 1))) or len(paths) < least:
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
