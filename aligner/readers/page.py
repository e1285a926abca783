"""A page before its blocks have kinds."""

from dataclasses import dataclass

from aligner.readers.regions import Region

__all__ = ["Page", "RawBlock"]


@dataclass(slots=True)
class RawBlock:
    """A run of inline text with its surroundings.

    Parameters
    ----------
    text : str
        Readable text.
    start, stop : int
        Span in the source.
    role : str
        Nearest of the tags that say what a text is (``"h1"``, ``"li"`` ...), ``""`` if none.
    region : Region
        What classes, ids and elements around say.
    frame : int
        Index of the innermost block element in `Page.frames`.
    link_length : int
        Characters of the text that stand in links.
    """

    text: str
    start: int
    stop: int
    role: str
    region: Region
    frame: int
    link_length: int


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
