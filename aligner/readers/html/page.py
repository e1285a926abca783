"""A page before its blocks have kinds."""

from dataclasses import dataclass

from aligner.offsets import Traced
from aligner.readers.html.elements import Region


@dataclass(slots=True)
class RawBlock:
    """A run of inline text with its surroundings.

    Parameters
    ----------
    traced : Traced
        Readable text, which knows its places in the source.
    role : str
        Nearest of the tags that say what a text is (``"h1"``, ``"li"`` ...), ``""`` if none.
    region : Region
        What classes, ids and elements around say.
    frame : int
        Index of the innermost block element in `Page.frames`.
    link_length : int
        Characters of the text that stand in links.
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
        Content of the meta elements by lower-case name; the first one counts.
    """

    blocks: list[RawBlock]
    frames: list[tuple[str, int]]
    meta: dict[str, str]
    title: str = ""
    language: str = ""
    url: str = ""
