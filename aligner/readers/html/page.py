"""A parsed page whose blocks are not yet classified."""

from dataclasses import dataclass

from aligner.offsets import Traced
from aligner.readers.html.elements import Region


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
    """

    traced: Traced
    role: str
    region: Region
    frame: int
    link_length: int

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
