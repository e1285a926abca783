"""Small helpers for XML that comes from anywhere."""

import re
from typing import IO

from lxml import etree

from aligner.errors import FormatError

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_LONGEST_DECLARATION = 9
_WAY_OUT = "XML with a document type declaration is not read: save the file without it"


def local_name(element: etree._Element) -> str:
    """Name of an element without its namespace, ``""`` for what is none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """Value of an attribute whatever its namespace, ``""`` if there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def parse_xml(data: bytes) -> etree._Element:
    """Root of the tree of some XML, read without entities, network or document type.

    Raises
    ------
    lxml.etree.XMLSyntaxError, ValueError
        If it is damaged.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    return etree.fromstring(data, parser)


def refuse_declarations(data: bytes, path: str) -> None:
    """Raise `FormatError` if XML declares a document type, and with it perhaps entities."""
    # Every second byte of UTF-16 is zero.
    if _DECLARATION.search(data) or (b"\x00" in data and _is_declared_wide(data)):
        raise FormatError(_WAY_OUT, path)


def _is_declared_wide(data: bytes) -> bool:
    return _DECLARATION.search(data.replace(b"\x00", b"")) is not None


class GuardedStream:
    """A stream of XML that raises `FormatError` where a document type is declared.

    Parameters
    ----------
    stream : binary file
    path : str
        For messages.
    """

    def __init__(self, stream: IO[bytes], path: str) -> None:
        self._stream = stream
        self._path = path
        self._tail = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        refuse_declarations(self._tail + data, self._path)
        self._tail = (self._tail + data)[-2 * _LONGEST_DECLARATION :]
        return data
