"""Units in several files of a size."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from aligner.errors import ConfigError
from aligner.exporters.formats import export_units
from aligner.files import building_folder
from aligner.tables import compression_of, without_compression
from aligner.values import TranslationUnit


def export_shards(
    units: Iterable[TranslationUnit], path: Path, *, format_name: str, size: int
) -> tuple[int, int]:
    """Numbers of units and of shards written.

    The files appear when all of them are complete.  Shards that an earlier export left
    under the same name, and that there are too many of now, are deleted.

    Parameters
    ----------
    units : iterable of TranslationUnit
    path : Path
        ``out/releases.tmx.gz`` gives ``out/releases-00001.tmx.gz`` and so on.
    format_name : str
        One of `format_names`.
    size : int
        Most units of a shard.

    Raises
    ------
    ConfigError
        If the files cannot be written there.
    """
    try:
        with building_folder(path.resolve()) as folder:
            count = shards = 0
            remaining = iter(units)
            while (first := list(islice(remaining, 1))) or not shards:
                shards += 1
                place = folder / _numbered(path, shards)
                part = chain(first, islice(remaining, size - 1))
                count += export_units(part, place, format_name=format_name)
            _put_in_place(folder, path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror or error}") from error
    return count, shards


def _numbered(path: Path, number: int | str) -> str:
    """The name of a shard; of Moses files, what their names begin with."""
    packing, plain = compression_of(path), without_compression(path)
    digits = f"{number:05}" if isinstance(number, int) else number
    return f"{plain.stem}-{digits}{plain.suffix}{packing}"


def _put_in_place(folder: Path, path: Path) -> None:
    """Move all finished shards, and delete those that are no longer wanted."""
    made = {finished.name for finished in folder.iterdir()}
    for name in sorted(made):
        (folder / name).replace(path.parent / name)
    for left in list(_shards_beside(path)):
        if left.name not in made:
            left.unlink()


def _shards_beside(path: Path) -> Iterator[Path]:
    """Shards of this name, of this and of earlier exports."""
    packing, plain = compression_of(path), without_compression(path)
    # Names of Moses files end in a language, or in .ids.
    ending = re.escape(plain.suffix) if plain.suffix else r"\.[\w-]+"
    pattern = re.compile(rf"{re.escape(plain.stem)}-\d{{5,}}{ending}{re.escape(packing)}")
    return (found for found in path.parent.iterdir() if pattern.fullmatch(found.name))
