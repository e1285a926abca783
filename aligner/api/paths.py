"""How a program may name a file or folder."""

from os import PathLike

AnyPath = str | PathLike[str]
