"""What Word's styles say about the paragraphs that have them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from aligner.tables import attribute, has_number, local_name, outline_level
from aligner.values import BlockKind

_BODY_LEVEL = 9
_LONGEST_CHAIN = 16
_HEADING = re.compile(r"heading ?\d|标题 ?\d|標題 ?\d|[章节節]标题|heading|标题\d级")
# Names as Word stores them (English whatever its language) and as WPS, LibreOffice and people
# write them; in lower case.
_LISTS = (
    r"list(?: paragraph| bullet| number| continue)?(?: \d)?",
    r"(?:列表|列出|清单)段落\d?",
    r"列表(?:项目符号|编号|接续)?(?: ?\d)?",
    "项目符号",
    "编号",
)
_FURNITURE = (
    r"toc ?(?:heading|\d)|contents (?:heading|\d)|table of figures|index ?(?:heading|\d)?",
    r"目录(?: ?\d)?|目录标题|图表目录|索引(?: ?\d)?",
    "header|footer|page number|页眉|页脚|页码",
)
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (BlockKind.TITLE, r"title|标题|標題|(?:文档|公文|文章|主|大|总)标题"),
        (BlockKind.SUBTITLE, r"subtitle|副标题|副標題|小标题"),
        (BlockKind.CAPTION, r"caption|题注|題注|标号|標號|图注|图题|表题|图片说明|图表标题"),
        (
            BlockKind.QUOTATION,
            r"(?:intense )?quote|quotations?|block text|(?:明显|明顯)?引用|引文|文本块",
        ),
        (BlockKind.LIST_ITEM, "|".join(_LISTS)),
        (BlockKind.ABSTRACT, r"abstract|summary|摘要|内容提要"),
        (BlockKind.BOILERPLATE, "|".join(_FURNITURE)),
    )
)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says.

    Parameters
    ----------
    kind : BlockKind or None
        None for styles of body text.
    is_heading : bool
    numbered : bool
        Whether its paragraphs carry a number or bullet.
    """

    kind: BlockKind | None = None
    is_heading: bool = False
    numbered: bool = False


def style_of(name: str) -> Style | None:
    """What a style's name alone says, None if nothing.

    Examples
    --------
    >>> style_of("标题 1"), style_of("Subtitle").kind, style_of("Body Text")
    (Style(kind=None, is_heading=True, numbered=False), <BlockKind.SUBTITLE: 'subtitle'>, None)
    """
    name = name.strip().lower()
    if _HEADING.fullmatch(name):
        return Style(is_heading=True)
    for kind, pattern in _KINDS:
        if pattern.fullmatch(name):
            return Style(kind)
    return None


def read_styles(root: etree._Element | None) -> Mapping[str, Style]:
    """Styles by their ids; each says what the first in its chain of ancestors says that speaks."""
    elements = {
        attribute(element, "styleId"): element
        for element in (root if root is not None else ())
        if local_name(element) == "style"
    }
    return {identifier: _read(identifier, elements) for identifier in elements}


def _read(identifier: str, elements: Mapping[str, etree._Element]) -> Style:
    """One style with what it inherits."""
    numbered: bool | None = None
    for _ in range(_LONGEST_CHAIN):
        if identifier not in elements:
            break
        base = ""
        for item in elements[identifier].iter():
            name = local_name(item)
            if name == "basedOn":
                base = attribute(item, "val")
            elif name == "numPr" and numbered is None:
                numbered = has_number(item)
            elif name == "outlineLvl" and outline_level(item) < _BODY_LEVEL:
                return Style(is_heading=True)
            elif name == "name":
                style = style_of(attribute(item, "val"))
                if style is not None:
                    return style
        identifier = base
    return Style(numbered=bool(numbered))
