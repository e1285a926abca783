"""Ends of sentences in Chinese text at the marks of Latin text."""

import re

from aligner.patterns import lazy_pattern
from aligner.splitters import abbreviations as short
from aligner.splitters.chinese_marks import is_named
from aligner.splitters.spans import CLOSERS
from aligner.text import has_han, is_han

_LATIN_WORD = lazy_pattern(r"[A-Za-z][A-Za-z.'’]{0,9}\.$")
_ABBREVIATION = lazy_pattern(rf"(?:[A-Za-z]|(?i:{short.ALL}|oz|lbs?|ft|gal))\.")
_ITEM_NUMBER = lazy_pattern(
    r"(?:(?:^|[\s。；;：:])(?:[一二三四五六七八九十]{1,3}|\d{1,3}|[Ⅰ-Ⅻ]|"
    r"第\w{1,5}(?:[条條款章节節编編篇卷讲講课課]|部分|单元|單元))|"
    r"(?:^|[。；;：:]\s?)(?:[ivx]{1,5}|[IVX]{1,5}))[．.]$"
)
# The number of a caption, “图7. 泵体”, or of a part, “1.1. 范围”.
_CAPTION = lazy_pattern(
    r"\s*(?:[附插]?[图圖]|[附]?表|照片|公式|[实實]?例|案例|步[骤驟]|证据|證據|实验|實驗|任务|任務|[专專][题題]|[权權]利要求|[请請]求[项項]|附[件录錄])"
    r"\s?\d{1,3}(?:[-–.]\d{1,3}){0,2}[.．]|\s*\d{1,2}(?:[.．]\d{1,2}){1,3}[.．]"
)
# A list item or a quotation without white space before it: “提高效率.(二)降低成本.”
_ITEM_NEXT = lazy_pattern(
    r"(?:[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|(?:\d{1,2}|[A-Z])[.．、]|[“「『]|\d{1,4}(?:\.\d+)?)[\u3400-\u9fff]"
)
# A number at the end of a sentence, not that of a list, figure or table.
_MEASURE = lazy_pattern(
    r"[^.]*[^\s。；;：:\d.][\u3400-\u9fff]\d+(?:\.\d+)?(?:°?[A-Z]|[cmkμ]?m|[km]?g|m?l|t|Hz)?\."
)
_ADDRESS = lazy_pattern(r"(?:https?://|www\.)[^\s，。；、）)]*$")
_LONGEST_ADDRESS = 80
# The end of an address: "/a?", "=1?".
_IN_ADDRESS = lazy_pattern(r"[/=&@_][\w.-]*$")
# Between two English sentences: “I'm late.Wait for me.”
_ENGLISH = lazy_pattern(r"(?:[A-Za-z,’'] [a-z’']{2,12}|[“‘「『][A-Z][a-z]{1,11})[.．]$")
_ENGLISH_NEXT = lazy_pattern(r"[A-Z][a-z’']* [a-z]")
# No number of a list and no abbreviation: "60 L.", "x=0.", "选B.", "11:30.", "1234.", "a.com.".
_QUANTITY = lazy_pattern(
    r"(?:\d ?(?:°?C|[cdkmμn]?m|[kmμ]?g|[mμ]?[lL]|t|[kMG]?Hz|[kMG]?W|[km]?V|mA|k?Pa|mmHg|h|min|s|d|"
    r"in|ft|lb|oz|km/h|m/s|[KMGT]B|m?mol|rpm|dB|[KNJ])|"
    r"No\.\d+|[$¥￥€£]\d+(?:\.\d+)?|[=<>≤≥≈＝＜＞] ?-?\d+(?:\.\d+)?%?|[是选選][A-E]|"
    r"\d[:：]\d\d|(?:[^\s。；;：:.\d]|[A-Za-z] )\d{3,}|\.(?:com|cn|org|net|hk|tw))[.．]$"
)
_NAME = lazy_pattern(rf"(?<![A-Za-z])(?:{short.MARKED_NAMES})$")
# Signs behind a number or formula.
_SIGNS = frozenset("%％‰℃°²³")
# Characters before a full stop that the rules look at.
_HEAD = 14


def full_stop_ends(text: str, end: re.Match[str], after: str, start: int) -> bool:
    """Whether an ASCII full stop ends a sentence of a Chinese text."""
    head = text[max(0, end.start() - _HEAD) : end.start() + 1]
    before = head[-2:-1]
    last = text[max(0, end.start() - 2) : end.start()].rstrip()[-1:]
    if {last, after} & {".", "．"} or _CAPTION.fullmatch(text, start, end.end()):
        return False
    measured = has_han(after) and (_MEASURE.fullmatch(head) or _QUANTITY.search(head))
    if measured or (_ENGLISH_NEXT.match(text, end.end()) and _ENGLISH.search(head)):
        return True
    if _is_abbreviated(head, before) or _ITEM_NUMBER.search(head):
        return False
    if has_han(before) or before in CLOSERS or before in _SIGNS:
        if not after or has_han(after) or text[end.end()].isspace():
            return True
        wide = text[end.start()] == "．" and after.isalpha()
        after_sign = wide or (before in _SIGNS and after.isupper())
        return after_sign or _ITEM_NEXT.match(text, end.end()) is not None
    spaced = end.end() == len(text) or text[end.end()].isspace()
    return spaced and before.isalnum() and (not after or not after.islower())


def _is_abbreviated(head: str, before: str) -> bool:
    """Whether a Latin word is an abbreviation."""
    latin = _LATIN_WORD.search(head) if before.isascii() and before.isalpha() else None
    if latin is None:
        return False
    return latin.group()[-3:-2] == "." or _ABBREVIATION.fullmatch(latin.group()) is not None


def may_follow_ascii(text: str, end: re.Match[str]) -> bool:
    """Whether ``!`` or ``?`` is punctuation here, not part of a name or URL."""
    before = text[end.start() - 1 : end.start()]
    behind = text[end.end() : end.end() + 1]
    if (
        behind.isascii()
        and behind.isalnum()
        and _ADDRESS.search(text[max(0, end.start() - _LONGEST_ADDRESS) : end.start()])
    ):
        return False
    if not (before.isascii() and before.isalnum()) or not behind:
        return True
    if _ENGLISH_NEXT.match(text, end.end()):
        return True
    head = text[max(0, end.start() - _HEAD) : end.start()]
    if _NAME.search(head):
        return False
    return behind.isspace() or (
        is_han(behind) and not _IN_ADDRESS.search(head) and not is_named(text, end.end())
    )
