"""Counts and ordinals in Chinese text with what they count or number: 三个国家, 第七届会议."""

import re
from collections.abc import Iterator
from functools import cache

from aligner.languages.amounts import QuantityKind
from aligner.languages.counted import PRECEDING, Stated, counted_words, numbered_words, quantity_at
from aligner.languages.han_numerals import small_number
from aligner.patterns import lazy_pattern
from aligner.text import HAN

_NUMERAL = r"(?:[一二两三四五六七八九十]{1,3}|\d{1,2})"
_CLASSIFIERS = (
    "个大位名项件条种批类篇本份套台艘辆架座间所户只头匹张把块片层届家点段组对起宗支部轮场股处门幅首封"
    "颗棵枚款方幢栋道节"
)
# Measure words that name what they count, and nouns that need no measure word.
_NAMING = "种类次轮批套份代步章页层艘架辆瓶杯卷册"
_BARE = f"国省州洲市县区党校岛村镇{_NAMING}"
_COUNT = lazy_pattern(
    rf"(?<![\d.．%第零一二两三四五六七八九十百千万亿几数分周期])(?P<number>{_NUMERAL})"
    r"(?![一二三四五六七八九十百千万亿几多余来成倍分半%.．\d])\s?"
    rf"(?P<classifier>[{_CLASSIFIERS}])?(?P<rest>[{HAN}]{{0,10}})"
)
# What leaves the number open: two or three, the first two, two more.
_OPEN_BEFORE = lazy_pattern(
    r"(?:[一二两三四五六七八九十\d][个项名位家种次国]?[至到、或和及与~～\-–—]"
    r"|[前后头末另再又余各每]|另外|其他|其它|其余|余下|剩下|还有|最后|最初|分之|上下|接连)\s?$"
)
_OPEN_AFTER = lazy_pattern(
    r"[多余]|以[上下内]|左右|或[一二两三四五六七八九十\d]|[、至到][一二两三四五六七八九十\d]"
)
# 三次产业 is no count, 三人民 none of persons, 三国演义 a book.
_NOT_COUNTED = lazy_pattern(
    r"次(?:产业|元|方|函数|分配|性|要|生|级|大战|世界|革命)|国(?:演义|志|时[期代]|杀|魏|蜀|吴|学|际|民|家|内|务)"
    r"|人(?:[民员工才物类口士大次格权力间生均造身种行称])|代(?:表|理|码|价|替|办|号|谢|言|数)"
    r"|步(?:行|走|骤|兵|枪|道)|市(?:场|值|面|民|政|盈|长|委)|区(?:别|分|块|间|域)|县(?:长|委)|省(?:长|委|级|会|略|钱)"
    r"|章(?:程|鱼|节)|页(?:面|码|岩|眉|脚)|层(?:次|面|级|出)|类(?:似|型|别|比)|种(?:植|子|族|类|种)|份(?:额|子|儿|量)"
    r"|校(?:区|园|友|准|长)|村(?:民|长|庄)|党(?:员|委|政|的)|州(?:长|政)|批(?:发|准|评|示|复|文)|轮(?:船|胎|椅|流|休|廓)"
    r"|套(?:利|期|餐|装|现|路)|架(?:构|子)|辆(?:车)|卷(?:入|烟|尺|积)|册(?:子)"
)
_ORDINAL_NUMBER = r"(?:[一二三四五六七八九十百零〇]{1,5}|\d{1,3})"
_UNITS = "条款项章类届页"
_LIST = (
    rf"{_ORDINAL_NUMBER}"
    rf"(?:\s?[{_UNITS}]?(?:[、至到和及或与~～]|以及)\s?第?{_ORDINAL_NUMBER}){{0,8}}"
)
_NUMBERED = lazy_pattern(
    rf"第\s?(?P<list>{_LIST})\s?(?P<word>届|轮|批|章|条|款|项|阶段|代|部分|卷|册|类|页"
    rf"|次(?=[{HAN}]{{0,8}}(?:会议|大会|全会|常会|会晤|峰会|会谈|年会|例会|论坛)))"
    rf"(?P<part>\s?之\s?{_ORDINAL_NUMBER})?(?![表号])"
)
_PRECEDING = lazy_pattern("前(?P<number>[二两三四五六七八九])[项款条]")
_SMALLEST, _LONGEST_BEFORE = 2, 6


def read_han_counts(plain: str) -> Iterator[Stated]:
    """Counts and ordinals of a Chinese text in simplified characters."""
    for match in _COUNT.finditer(plain):
        yield from _counts(plain, match)
    for match in _NUMBERED.finditer(plain):
        yield from _ordinals(match)
    for match in _PRECEDING.finditer(plain):
        value = small_number(match["number"])
        if value is not None:
            quantity = quantity_at(plain, *match.span(), QuantityKind.COUNT, value)
            yield Stated(PRECEDING, value, quantity)


def _counts(plain: str, match: re.Match[str]) -> Iterator[Stated]:
    """The readings of one count: 三种语言 are three kinds and three languages."""
    value = small_number(match["number"])
    if value is None or value < _SMALLEST:
        return
    start, stop = match.span("number")
    named = list(_named(plain, match))
    last = max((end for _, end in named), default=stop)
    is_open = _OPEN_BEFORE.search(plain, max(0, start - _LONGEST_BEFORE), start) or any(
        _OPEN_AFTER.match(plain, end) for end in (match.end("classifier"), last) if end > 0
    )
    for word, end in named:
        quantity = quantity_at(plain, start, end, QuantityKind.COUNT, value)
        for sort in counted_words()[word]:
            yield Stated(f"count {sort}", None if is_open else value, quantity)


def _named(plain: str, match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Words for what a number counts, each with where it ends."""
    after = match.end("number")
    classifier, rest = match["classifier"] or "", match.start("rest")
    if _NOT_COUNTED.match(plain, after):
        return
    words = counted_words()
    first = plain[after : after + 1]
    if first in _BARE and first in words:
        yield first, after + 1
    found = _nouns().match(plain, after, match.end("rest"))
    if found or not classifier:
        if found:
            yield found.group(), found.end()
        return
    single = plain[rest : rest + 1]
    if single in words and not _NOT_COUNTED.match(plain, rest):
        yield single, rest + 1
    found = _nouns().search(plain, rest, match.end("rest"))
    while found:
        follows = _nouns().match(plain, found.end(), match.end("rest"))
        if not follows:
            yield found.group(), found.end()
        found = follows


@cache
def _nouns() -> re.Pattern[str]:
    """The words of the table that have more than one character, the longest first."""
    words = sorted((word for word in counted_words() if len(word) > 1), key=len, reverse=True)
    return re.compile("|".join(words))


def _ordinals(match: re.Match[str]) -> Iterator[Stated]:
    """The ordinals of a list: 第九条至第十二条."""
    sorts = numbered_words()["届" if match["word"] == "次" else match["word"]]
    units = re.findall(f"[{_UNITS}]", match["list"])
    is_open = match["part"] is not None or any(numbered_words()[unit] != sorts for unit in units)
    for number in re.findall(_ORDINAL_NUMBER, match["list"]):
        value = small_number(number)
        quantity = quantity_at(match.string, *match.span(), QuantityKind.ORDINAL, value or 0)
        for sort in sorts:
            yield Stated(f"ordinal {sort}", None if is_open else value, quantity)
