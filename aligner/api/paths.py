"""How a program may name a file or folder."""

from os import PathLike
from pathlib import Path

AnyPath = str | PathLike[str]


def as_path(path: AnyPath | None) -> Path | None:
    """The path of a name, if there is one."""
    return None if path is None else Path(path)
