"""Files of one segment a line."""

import re
from pathlib import Path

from aligner.readers.piles.locations import PageLocation
from aligner.tables import decode

_LINE_END = re.compile("\r\n|\n|\r")


def read_lines(path: Path) -> tuple[str, ...]:
    """Lines of a file of one segment a line; item i is line i + 1 of the file.

    Only line feeds, carriage returns and the two together end a line; form
    feeds and Unicode line separators stay inside.  The end mark of the last
    line opens no further line.  An empty file has no lines.

    Parameters
    ----------
    path : Path

    Raises
    ------
    FormatError
        If the file cannot be opened or decoded.
    """
    data = PageLocation(path.name, path).load()
    if not data:
        return ()
    # Blank lines alone are lines too, but hold nothing to tell a charset by.
    text = decode(data, str(path)).text if data.strip() else data.decode("ascii", "replace")
    return split_lines(text)


def split_lines(text: str) -> tuple[str, ...]:
    """Lines of a text by the rule of `read_lines`."""
    lines = _LINE_END.split(text)
    return tuple(lines[:-1] if lines[-1] == "" else lines)
