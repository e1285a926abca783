"""Files of a folder that can be read, and files of one segment a line."""

import re
from pathlib import Path

from aligner.errors import FormatError, InputError
from aligner.readers.charset import decode

__all__ = ["HTML_SUFFIXES", "SUFFIXES", "list_documents", "load_bytes", "read_lines", "split_lines"]

HTML_SUFFIXES = frozenset({".htm", ".html", ".shtml", ".xhtml"})
SUFFIXES = HTML_SUFFIXES | {".text", ".txt"}
_LINE_END = re.compile("\r\n|\n|\r")


def list_documents(folder: Path) -> tuple[Path, ...]:
    """Files of known suffix under a folder, sorted by path; hidden files and folders left out.

    Parameters
    ----------
    folder : Path

    Raises
    ------
    InputError
        If the folder does not exist or is not a folder.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: not a folder")
    found = []
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if not hidden and path.suffix.lower() in SUFFIXES and path.is_file():
            found.append((inside.as_posix(), path))
    return tuple(path for _, path in sorted(found))


def load_bytes(path: Path) -> bytes:
    """Content of a file.

    Raises
    ------
    FormatError
        If it cannot be opened.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be opened"
        raise FormatError(f"{reason[:1].lower()}{reason[1:]}", str(path)) from error


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
    data = load_bytes(path)
    if not data:
        return ()
    # Blank lines alone are lines too, but hold nothing to tell a charset by.
    text = decode(data, str(path)).text if data.strip() else data.decode("ascii", "replace")
    return split_lines(text)


def split_lines(text: str) -> tuple[str, ...]:
    """Lines of a text by the rule of `read_lines`."""
    lines = _LINE_END.split(text)
    return tuple(lines[:-1] if lines[-1] == "" else lines)
