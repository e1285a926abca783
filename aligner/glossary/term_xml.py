"""XML files of terms, which come from anywhere, to trees."""

import re
from typing import Any, cast

from lxml import etree

from aligner.errors import FormatError
from aligner.tables import parse_xml

_ENTITY = re.compile(rb"<!ENTITY")
_ENTITIES = "the file declares XML entities; they are not read: save it without them"


def parse_term_file(data: bytes, path: str) -> etree._Element:
    """Root of an XML file, read without entities, external parts or network.

    Raises
    ------
    FormatError
        If it is not well-formed, or declares entities.
    """
    # UTF-16 has zero bytes between the letters.
    if _ENTITY.search(data.replace(b"\x00", b"")):
        raise FormatError(_ENTITIES, path)
    try:
        root = parse_xml(data)
    except etree.XMLSyntaxError as error:
        line = error.lineno or None
        raise FormatError(f"not well-formed XML: {error.msg}", path, line) from error
    # The stubs of lxml do not know all of a DTD.
    declared = cast("Any", root.getroottree().docinfo.internalDTD)
    if declared is not None and any(True for _ in declared.iterentities()):
        raise FormatError(_ENTITIES, path)
    return root
