"""What the names of paragraph styles say, in Word, WPS and LibreOffice, in both languages."""

import re
from dataclasses import dataclass

from aligner.values import BlockKind

_HEADING = re.compile(r"heading ?\d|标题 ?\d|標題 ?\d|[章节節]标题|heading|标题\d级")
# Lower-case style names as Word stores them (always in English) and as WPS, LibreOffice and users
# write them.
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
    """Properties of a paragraph style.

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
    """Style implied by a style name, None if the name implies nothing.

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
