"""One file to one Document, by the reader that fits it."""

import re
from pathlib import Path

from aligner import parts
from aligner.errors import FormatError
from aligner.readers.folder import HTML_SUFFIXES, load_bytes
from aligner.values import Document

__all__ = ["read_document"]

_HTML_START = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|\?xml[^>]*>\s*<(?:!doctype\s+)?html)[\s>]",
    re.IGNORECASE,
)
_HEAD = 1024


def read_document(path: Path, *, document_id: str | None = None) -> Document:
    """Document of one file.

    Parameters
    ----------
    path : Path
        HTML by its suffix or by its first bytes, plain text otherwise.
    document_id : str, optional
        Id of the document in its pile; the file's name if not given.

    Raises
    ------
    FormatError
        With the path, if the file cannot be opened, is empty or binary, cannot
        be decoded, or holds no text.
    """
    data = load_bytes(path)
    name = "html.v1" if _is_html(path, data) else "text.v1"
    try:
        return parts.readers.get(name)().read(data, document_id=document_id or path.name)
    except FormatError as error:
        raise FormatError(error.message, str(path), error.line) from error


def _is_html(path: Path, data: bytes) -> bool:
    """Whether a file holds HTML."""
    # Every second byte of UTF-16 is zero.
    head = data[:_HEAD].replace(b"\x00", b"")
    return path.suffix.lower() in HTML_SUFFIXES or _HTML_START.search(head) is not None
