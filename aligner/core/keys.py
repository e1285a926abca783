"""Language-independent keys of a segment: what a translation leaves recognisable.

A number, a Latin word inside Chinese text, or a Chinese name that the English
spells in pinyin gives the same key on both sides.  Keys that stand on one side
only do no harm: they are never compared.
"""

import re
import unicodedata
from functools import cache
from itertools import product

from pypinyin import Style, lazy_pinyin

from aligner.text import base_language, is_han

__all__ = ["segment_keys"]

# Languages that write 1.234,5 for 1,234.5.
_COMMA_DECIMALS = frozenset({"de", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr"})
_SWAPPED_SEPARATORS = str.maketrans(".,", ",.")
# Languages whose words for numbers and months are known; a text whose language
# cannot be told may well be English.
_ENGLISH = frozenset({"en", "und"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_CHINESE_NUMBER = re.compile("[零〇一二三四五六七八九十百千两]{1,9}")
_CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMBER_WORDS = {
    word: value
    for value, words in enumerate(
        [
            "zero",
            "one first",
            "two second twice",
            "three third",
            "four fourth",
            "five fifth",
            "six sixth",
            "seven seventh",
            "eight eighth",
            "nine ninth",
            "ten tenth",
            "eleven eleventh",
            "twelve twelfth",
        ],
    )
    for word in words.split()
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "thousand": 1000}
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
# Shortest and longest name, in syllables, that is looked for in a word.
_NAME_SYLLABLES = (2, 4)
_SHORTEST_NAME = 4
# Characters that are often read otherwise in a name than by themselves.
_NAME_READINGS = {
    "长": ("chang", "zhang"),
    "重": ("chong", "zhong"),
    "朝": ("chao", "zhao"),
    "行": ("xing", "hang"),
    "乐": ("le", "yue"),
    "曾": ("zeng", "ceng"),
    "单": ("shan", "dan"),
    "解": ("xie", "jie"),
    "仇": ("qiu", "chou"),
    "朴": ("piao", "pu"),
    "翟": ("zhai", "di"),
    "盖": ("ge", "gai"),
    "尉": ("wei", "yu"),
    "晟": ("sheng", "cheng"),
}


def segment_keys(text: str, language: str) -> frozenset[str]:
    """Keys of one segment.

    Parameters
    ----------
    text : str
    language : str
        Chinese text gives the pinyin of all its short runs; other text gives
        its capitalised words, and English text also the values of its number words.
    """
    base = base_language(language)
    folded = unicodedata.normalize("NFKC", text)
    keys = {f"#{_plain_number(m, base)}" for m in _NUMBER.findall(folded)}
    words = _WORD.findall(folded)
    if base == "zh":
        latin = [w for w in words if w.isascii()]
        latin += [m for w in words if not w.isascii() for m in re.findall(r"[A-Za-z]{2,}", w)]
        keys |= {w.casefold() for w in latin}
        keys |= {f"#{n}" for n in map(_chinese_number, _CHINESE_NUMBER.findall(folded)) if n}
        keys |= _pinyin_runs(folded)
    else:
        keys |= {_bare(w) for w in words}
        # Only a capitalised word can be a name: "women" is not 我们.
        keys |= {f"^{_bare(w)}" for w in words if w[0].isupper()}
    if base in _ENGLISH:
        keys |= {f"#{_NUMBER_WORDS[w]}" for w in map(str.casefold, words) if w in _NUMBER_WORDS}
        keys |= {f"#{_MONTHS.index(w.casefold()) + 1}" for w in words if w.casefold() in _MONTHS}
    return frozenset(keys)


def _plain_number(number: str, language: str) -> str:
    """Number the English way, without thousands separators and leading zeros.

    >>> _plain_number("1,234.5", "en"), _plain_number("1.234,5", "de")
    ('1234.5', '1234.5')
    """
    if language in _COMMA_DECIMALS:
        number = number.translate(_SWAPPED_SEPARATORS)
    return re.sub(r",(?=\d{3})", "", number).lstrip("0") or "0"


def _bare(word: str) -> str:
    """Word in lower case without apostrophes, hyphens and the possessive ending."""
    return re.sub(r"['’]s$|[-'’]", "", word.casefold())


def _chinese_number(text: str) -> int | None:
    """Value of a plain Chinese number below ten thousand; None for other strings.

    >>> [_chinese_number(t) for t in ("三十五", "二〇一八", "一百零二", "百十")]
    [35, 2018, 102, None]
    """
    if all(c in _CHINESE_DIGITS for c in text):
        return int("".join(str(_CHINESE_DIGITS[c]) for c in text))
    total, digit, last_unit = 0, 0, 10_000
    for position, character in enumerate(text):
        if character in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[character]
            continue
        unit = _CHINESE_UNITS[character]
        if unit >= last_unit or (digit == 0 and not (unit == 10 and position == 0)):  # noqa: PLR2004 - 十 alone is ten
            return None
        total += (digit or 1) * unit
        digit, last_unit = 0, unit
    return total + digit


@cache
def _readings(character: str) -> tuple[str, ...]:
    """Readings without tone, the one for names too where it differs; ü as in passports."""
    usual = lazy_pinyin(character, style=Style.NORMAL, v_to_u=False)[0].replace("v", "u")
    return (usual, *(r for r in _NAME_READINGS.get(character, ()) if r != usual))


def _pinyin_runs(text: str) -> set[str]:
    """Pinyin of every run of two to four Chinese characters, written as one word."""
    readings = [_readings(c) if is_han(c) else () for c in text]
    runs = set()
    shortest, longest = _NAME_SYLLABLES
    for start in range(len(readings)):
        run = readings[start : start + longest]
        stop = run.index(()) if () in run else len(run)
        for size in range(shortest, stop + 1):
            runs |= {"".join(syllables) for syllables in product(*run[:size])}
    return {f"^{run}" for run in runs if len(run) >= _SHORTEST_NAME}
