"""Ends of sentences in Chinese text at the marks of Latin text."""

import re

from aligner.patterns import lazy_pattern
from aligner.splitters import abbreviations as short
from aligner.splitters.chinese_marks import is_named
from aligner.splitters.english_common import is_known
from aligner.splitters.spans import CLOSERS
from aligner.text import has_han, is_han

_LATIN_WORD = lazy_pattern(r"[A-Za-z][A-Za-z.'’]{0,9}\.$")
_ABBREVIATION = lazy_pattern(rf"(?:[A-Za-z]|(?i:{short.ALL}|oz|lbs?|ft|gal))\.")
_ITEM_NUMBER = lazy_pattern(
    r"(?:(?:^|[\s。；;：:])(?:[一二三四五六七八九十]{1,3}|\d{1,3}|[Ⅰ-Ⅻ]|"
    r"第\w{1,5}(?:[条條款章节節编編篇卷讲講课課]|部分|单元|單元))|"
    r"(?:^|[。；;：:]\s?)(?:[ivx]{1,5}|[IVX]{1,5}))[．.]$"
)
# The number of a caption, “图7. 泵体”, or of a part, “1.1. 范围”.  It is looked for at every full
# stop, so that white space before it must not be of any length.
_CAPTION = lazy_pattern(
    r"\s{0,20}+(?:[附插]?[图圖]|[附]?表|照片|公式|[实實]?例|案例|步[骤驟]|证据|證據|实验|實驗|任务|任務|[专專][题題]|[权權]利要求|[请請]求[项項]|附[件录錄])"
    r"\s?\d{1,3}(?:[-–.]\d{1,3}){0,2}[.．]|\s{0,20}+\d{1,2}(?:[.．]\d{1,2}){1,3}[.．]"
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
    r"No\.\d+|[Pp]{1,2}\. ?\d+(?:[-–—]\d+)?|"
    r"[$¥￥€£]\d+(?:\.\d+)?|[=<>≤≥≈＝＜＞] ?-?\d+(?:\.\d+)?%?|[是选選][A-E]|"
    r"\d[:：]\d\d|(?:[^\s。；;：:.\d]|[A-Za-z] )\d{3,}|\.(?:com|cn|org|net|hk|tw))[.．]$"
)
# The first of several items within a sentence: 须1.填表，2.缴费.
_FIRST_ITEM = lazy_pattern(r"(?<!\d)1[.．]$")
_SECOND_ITEM = lazy_pattern(r"[^。！？!?]{1,40}?[，,；;、。]\s?2[.．](?!\d)")
# An operator or a name of a program: a != b, n > 0 ? 1 : -1, !x, 调用sort!方法.
_OPERATOR = lazy_pattern(
    r"[!?]+=|(?<=[\w)\]] )[!?]{1,2} (?=[\w(-])(?![\u3400-\u9fff])|(?<=[\s(])![a-z]"
)
_CALLED = lazy_pattern(r"(?:[调調]用|函[数數]|方法|[变變]量|宏)\s?[A-Za-z_.]+$")
_CALLED_NEXT = lazy_pattern(r"(?:的|方法|函[数數]|宏|[语語]句|[运運]算符)")
# A factorial: n!种, 5!等于120.
_FACTOR = lazy_pattern(r"(?:(?<![A-Za-z])[a-z]|[\d)])$")
_FACTORIAL_NEXT = lazy_pattern(r"[个個种種项項次与與除乘加减減是为為等约約的]|\s?[=<>≈+×]")
_NAME = lazy_pattern(rf"(?<![A-Za-z])(?:{short.MARKED_NAMES})$")
# English words before a Chinese sentence: "Nice to meet you.很高兴", or one by itself: "Bye.".
_ENGLISH_SENTENCE = lazy_pattern(
    r"(?:(?<![A-Za-z\d.@/_-])[A-Za-z][A-Za-z’'-]*[,;:]? (?:[A-Za-z\d’'-]+[,;:]? ){0,20}|"
    r"(?:^|[。！？：“])(?=[A-Z]))([A-Za-z’']+)[.．]$"
)
# One word before who does something: 他说OK.我说不行.
_ENGLISH_WORD = lazy_pattern(r"[A-Za-z][A-Za-z.][A-Za-z]?[.．]$")
# Longer whole words are no abbreviations, though some are in lists: "File not found.".
_LONGEST_SHORT = 3
_SUBJECT_NEXT = lazy_pattern(r"\s*[我你您他她它佢咱]")
# What the English words are an attribute of, or part of.
_PART_NEXT = lazy_pattern(
    r"\s*(?:[的等与與和及或之中里裡上下版来來]|作[为為]|[成印刻写寫]|是(?!的|吗|嗎)|[这這那][句个個种種几幾三两兩四]|"
    r"[一二三四五六两兩几幾][个個句词詞])"
)
_ENGLISH_REACH = 80
# The version of a program, where Latin full stops end the sentences: Python 3.11.
_VERSION = lazy_pattern(
    r"(?:[A-Za-z/] ?v?\d+(?:\.\d+)+|[\u3400-\u9fff] ?[A-Za-z]{3,} \d+|\w\.[a-z]{2,4})\.$"
)
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
    ends = _ends_by_words(text, end, head, after)
    if ends is not None:
        return ends
    if has_han(before) or before in CLOSERS or before in _SIGNS:
        if not after or has_han(after) or text[end.end()].isspace():
            return True
        wide = text[end.start()] == "．" and after.isalpha()
        after_sign = wide or (before in _SIGNS and after.isupper())
        return after_sign or _ITEM_NEXT.match(text, end.end()) is not None
    spaced = end.end() == len(text) or text[end.end()].isspace()
    return spaced and before.isalnum() and (not after or not after.islower())


def _ends_by_words(text: str, end: re.Match[str], head: str, after: str) -> bool | None:
    """Whether the numbers and English words around a full stop make it an end, if they tell."""
    before = head[-2:-1]
    if _FIRST_ITEM.search(head) and _SECOND_ITEM.match(text, end.end()):
        return False
    measured = has_han(after) and (
        _MEASURE.fullmatch(head)
        or _QUANTITY.search(head)
        or (text[-1] == "." and _VERSION.search(head))
    )
    if measured or (_ENGLISH_NEXT.match(text, end.end()) and _ENGLISH.search(head)):
        return True
    if _ITEM_NUMBER.search(head):
        return False
    is_english = has_han(after) and before.isascii() and before.isalpha()
    if is_english and _ends_english(text, end):
        return True
    return False if _is_abbreviated(head, before) else None


def _ends_english(text: str, end: re.Match[str]) -> bool:
    """Whether English words with a full stop are a sentence before a Chinese one."""
    head = text[max(0, end.start() - _ENGLISH_REACH) : end.start() + 1]
    if _PART_NEXT.match(text, end.end()):
        return False
    if _SUBJECT_NEXT.match(text, end.end()) and _ENGLISH_WORD.search(head):
        return True
    sentence = _ENGLISH_SENTENCE.search(head)
    if sentence is None:
        return False
    last = sentence.group(1)
    is_whole = len(last) > _LONGEST_SHORT and last.islower() and is_known(last)
    return is_whole or _ABBREVIATION.fullmatch(f"{last}.") is None


def _is_abbreviated(head: str, before: str) -> bool:
    """Whether a Latin word is an abbreviation."""
    latin = _LATIN_WORD.search(head) if before.isascii() and before.isalpha() else None
    if latin is None:
        return False
    return latin.group()[-3:-2] == "." or _ABBREVIATION.fullmatch(latin.group()) is not None


def is_code(text: str, end: re.Match[str]) -> bool:
    """Whether ``!`` or ``?`` is an operator, a factorial or part of a name in a program."""
    if _OPERATOR.match(text, end.start()):
        return True
    head = text[max(0, end.start() - _HEAD) : end.start()]
    if _FACTOR.search(head) and end.group() == "!" and _FACTORIAL_NEXT.match(text, end.end()):
        return True
    return _CALLED.search(head) is not None or (
        head[-1:].isascii() and head[-1:].islower() and bool(_CALLED_NEXT.match(text, end.end()))
    )


def may_follow_ascii(text: str, end: re.Match[str]) -> bool:
    """Whether ``!`` or ``?`` is punctuation here, not part of a name or URL."""
    before = text[end.start() - 1 : end.start()]
    behind = text[end.end() : end.end() + 1]
    if is_code(text, end):
        return False
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
