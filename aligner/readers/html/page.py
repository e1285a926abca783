"""A parsed page whose blocks are not yet classified."""

import re
from dataclasses import dataclass

from aligner.offsets import Traced
from aligner.readers.html.elements import Region

_OFFICE = re.compile(
    r"LibreOffice|OpenOffice|StarOffice|Microsoft Word|Word\.Document|Microsoft Excel"
    r"|Excel\.Sheet|Microsoft PowerPoint|\bWPS\b|Kingsoft|AbiWord|Calligra|Pages|Cocoa HTML",
    re.IGNORECASE,
)


@dataclass(slots=True)
class RawBlock:
    """A run of inline text with its context.

    Parameters
    ----------
    traced : Traced
        Readable text with its offsets in the source.
    role : str
        Nearest enclosing tag that tells the kind of its text (``"h1"``, ``"li"`` ...),
        ``""`` if none.
    region : Region
        Region by the classes, ids and elements around it.
    frame : int
        Index of the innermost block element in `Page.frames`.
    link_length : int
        Characters of the text inside links.
    size : float
        Largest font size stated for its text, in points; 0 if none is.
    """

    traced: Traced
    role: str
    region: Region
    frame: int
    link_length: int
    size: float = 0.0

    @property
    def text(self) -> str:
        """Readable text."""
        return self.traced.text


@dataclass(slots=True)
class Page:
    """Blocks of a page in order, the tree of its block elements, and its metadata.

    Parameters
    ----------
    frames : list of (str, int)
        Tag and parent of each block element; a parent has the smaller index.
    meta : dict of str to str
        Content of the meta elements by lower-case name; the first of a name counts.
    """

    blocks: list[RawBlock]
    frames: list[tuple[str, int]]
    meta: dict[str, str]
    title: str = ""
    language: str = ""
    url: str = ""

    @property
    def is_from_office(self) -> bool:
        """Whether an office program wrote the page: all of it is one document."""
        makers = (self.meta.get("generator", ""), self.meta.get("progid", ""))
        return any(_OFFICE.search(maker) for maker in makers)
