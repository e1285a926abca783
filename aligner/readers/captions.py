"""Captions of figures and tables, and the notes that name the source of their data."""

from collections.abc import Iterator, Sequence

from aligner.patterns import lazy_pattern
from aligner.readers import wording
from aligner.text import has_han
from aligner.values import BlockKind

_OPEN = r"[(（【\[▲△]?\s?"
_FIGURE = (
    "[附插]?[图圖]|[图圖]表|附?表格?|照片|[图圖]片|相片|示意[图圖]|"
    "[统統][计計][图圖表]|曲[线線][图圖]"
)
_LABEL = (
    "[图圖表]|[图圖]表|表格|照片|相片|[图圖](?:片)?[说說]明|[图圖][说說]|[图圖][注註]|"
    "(?:[资資]料)?[图圖]片|[资資]料[图圖]|[图圖]片[来來]源"
)
_NUMBER = r"(?:[A-Z]{0,2}[-.]?\d{1,3}(?:[-–—.．]\d{1,3}){0,2}(?![\d%])|[IVX]{1,5}(?![A-Za-z]))"
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_SEPARATOR = r"(?:\s*[:：、|｜–—-]|[.．](?!\d))\s*(?=\S)"
# What makes a sentence of the text out of the number: “图1所示”, “表2列出了”, “图3和图4”.
_GOES_ON = (
    "所[示列述载載]|中[的可所看列显顯给給，,]|可[以见見知看]|列[出示明举舉载載]|[载載][有列明]|"
    "(?:[显顯]示|反映|[说說]明|展示|描述|概述|表明|[汇匯][总總]|[总總][结結]|提供|[给給]出|比[较較])"
    "(?:了|出|的|如|自|，)|[给給]出|分[别別]|[为為是的和与與及或至、，,；;）)个個张張份人次年月日号號]"
)


def _titled(words: str) -> str:
    """Alternatives of words, each with a capital letter and in capitals."""
    return f"{words}|{words.upper()}"


_WORDS = _titled("Figure|Fig|Chart|Table|Graph|Diagram|Photo|Photograph|Picture|Plate|Exhibit")
_PREFIX = _titled("Annex|Appendix|Attached|Supplementary|Supplemental|Schematic")
_HAN = rf"(?:{_FIGURE})\s?"
_LATIN = rf"(?:(?:{_PREFIX})\s)?(?:{_WORDS})s?\.?\s?(?:No\.\s?)?{_NUMBER}[A-Za-z]?"
_NUMBERED = lazy_pattern(
    rf"{_OPEN}(?:"
    rf"{_HAN}{_NUMBER}[a-z]?(?:{_SEPARATOR}|\s?[)）]?$|\s?(?!{_GOES_ON})[\u3400-\u9fff《“]|\s[A-Z\d]|\s?[(（])"
    rf"|{_HAN}{_HAN_NUMBER}(?:{_SEPARATOR}|[)）]?$|\s(?!{_GOES_ON}))"
    # A number and a word in small letters are the start of a sentence: “Figure 1 shows”.
    rf"|{_LATIN}(?:{_SEPARATOR}|[)）]?$|\s?[(（]|\s+[A-Z\d\"“‘'\[]))"
)
_SPACED = lazy_pattern(rf"(?:{_FIGURE})\s(?!\S\s)[\u3400-\u9fff\d]")
_DRAWN = _titled("Figure|Fig.|Chart|Table|Graph|Diagram")
_TAKEN = rf"(?:(?:File|This|The) )?(?:{_titled('Photo|Photograph|Picture|Image')}|photo|picture)s?"
_NAMED = lazy_pattern(
    rf"{_OPEN}(?:(?:{_HAN}(?:{_NUMBER}|{_HAN_NUMBER})[a-z]?|{_LATIN})\s?[:：]"
    rf"|(?:{_LABEL})\s?[:：/]|[图圖][为為]|[上下左右][图圖][为為是：:]|(?:{_DRAWN})\s?[:：]"
    rf"|{_TAKEN}(?:\s?[:：/]"
    r"| (?:by|from|via|shows?|taken|courtesy|provided|supplied|credits?|sources?)\b)"
    r"|(?:(?:Photo|Picture|Image) )?Caption\s?[:：/])",
)
_LONGEST, _LONGEST_HAN = 300, 120


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a figure, a table or a photo, in either language.

    With a colon after its label it may be a sentence; otherwise it does not end like one.

    Examples
    --------
    >>> [is_caption(text) for text in ("圖5 銀行貸款", "Chart 5 Bank loans", "Chart 5 shows loans")]
    [True, True, False]
    """
    if len(text) > (_LONGEST_HAN if has_han(text) else _LONGEST):
        return False
    if _NAMED.match(text):
        return True
    is_line = text[-1:] not in {"：", ":"} and not wording.SENTENCE_END.search(text)
    return is_line and (_NUMBERED.match(text) or _SPACED.match(text)) is not None


def source_notes(texts: Sequence[str], kinds: Sequence[BlockKind]) -> Iterator[int]:
    """Indices of lines below a table or a numbered figure that name the source of its data.

    Above a text, the same words name the source of the text, as they do in brackets at its end.

    Parameters
    ----------
    texts : sequence of str
    kinds : sequence of BlockKind
        Kind of each text.
    """
    is_below = False
    last = max((index for index, kind in enumerate(kinds) if kind.is_content), default=0)
    for index, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        if kind in {BlockKind.BYLINE, BlockKind.ATTRIBUTION} and wording.SOURCE.match(text):
            if is_below and (kind is BlockKind.BYLINE or index < last):
                yield index
        elif kind is BlockKind.TABLE_CELL or (kind is BlockKind.CAPTION and _NUMBERED.match(text)):
            is_below = True
        elif wording.SENTENCE_END.search(text):
            is_below = False
