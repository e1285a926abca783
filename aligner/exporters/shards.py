"""Units in several files of a size."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, count, islice, takewhile
from pathlib import Path
from string import digits
from typing import NamedTuple

from aligner.errors import ConfigError, not_written
from aligner.exporters.formats import export_units
from aligner.files import building_folder, require_output
from aligner.tables import compression_of, without_compression
from aligner.values import TranslationUnit


class Shards(NamedTuple):
    """What an export in shards did.

    Parameters
    ----------
    units, shards : int
        Numbers of those written.
    deleted : tuple of str
        Names of the files that an earlier export left and that were too many, in order.
    """

    units: int
    shards: int
    deleted: tuple[str, ...]


def export_shards(
    units: Iterable[TranslationUnit], path: Path, *, format_name: str, size: int
) -> Shards:
    """Write units to as many files as they fill.

    The files appear when all of them are complete.  Shards of an earlier export under the
    same name are overwritten; those whose numbers follow the last one written now are
    deleted, up to the first number that is missing.

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
            n_units = shards = 0
            remaining = iter(units)
            while (first := list(islice(remaining, 1))) or not shards:
                shards += 1
                part = chain(first, islice(remaining, size - 1))
                with _named_in(path.parent, folder):
                    place = folder / _numbered(path, shards)
                    n_units += export_units(part, place, format_name=format_name)
            made = sorted(finished.name for finished in folder.iterdir())
            # All are looked at before the first is moved.
            for name in made:
                require_output(path.parent / name)
            for name in made:
                (folder / name).replace(path.parent / name)
            return Shards(n_units, shards, _delete_following(path, shards, _endings(path, made)))
    except OSError as error:
        raise not_written(path, error) from error


@contextmanager
def _named_in(place: Path, folder: Path) -> Iterator[None]:
    """Errors name the files of a temporary folder as they are to be called in their place."""
    try:
        yield
    except ConfigError as error:
        if str(folder) not in str(error):
            raise
        raise ConfigError(str(error).replace(str(folder), str(place))) from error


def _numbered(path: Path, number: int) -> str:
    """The name of a shard; of Moses files, what their names begin with."""
    packing, plain = compression_of(path), without_compression(path)
    return f"{_start(path, number)}{plain.suffix}{packing}"


def _start(path: Path, number: int) -> str:
    """The name of a shard up to its number."""
    return f"{without_compression(path).stem}-{number:05}"


def _endings(path: Path, names: Iterable[str]) -> list[str]:
    """What follows the numbers in the names of shards; Moses files have several endings."""
    before = f"{without_compression(path).stem}-"
    return sorted({name.removeprefix(before).lstrip(digits) for name in names})


def _delete_following(path: Path, last: int, endings: Sequence[str]) -> tuple[str, ...]:
    """Delete the shards that number on from the last one without a gap; gives their names."""
    groups = (
        [path.parent / f"{_start(path, number)}{ending}" for ending in endings]
        for number in count(last + 1)
    )
    present = ([file for file in group if file.is_file()] for group in groups)
    left = [file for group in takewhile(bool, present) for file in group]
    # The highest number goes first: an error on the way must not leave a gap before others.
    for file in reversed(left):
        file.unlink()
    return tuple(file.name for file in left)
