"""Language-independent keys of a segment: what a translation leaves recognisable.

A number, a Latin word inside Chinese text, or a Chinese name that the English
spells in pinyin gives the same key on both sides.  Keys that stand on one side
only do no harm: they are never compared.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise, product

from aligner.languages import (
    HAN_DIGIT_VALUES,
    HAN_DIGITS,
    MONTHS,
    NUMBER_WORD_VALUES,
    name_readings,
)
from aligner.text import base_language

# Languages that write 1.234,5 for 1,234.5.
_COMMA_DECIMALS = frozenset({"de", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr"})
_SWAPPED_SEPARATORS = str.maketrans(".,", ",.")
# Languages whose words for numbers and months are known; a text whose language
# cannot be told may well be English.
_ENGLISH = frozenset({"en", "und"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LATIN = re.compile("[A-Za-z]")
_LATIN_PART = re.compile("[A-Za-z]{2,}")
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_CHINESE_NUMBER = re.compile(f"[{HAN_DIGITS}{''.join(_CHINESE_UNITS)}]{{1,9}}")
# The weights were trained with these number words and no others.
_NUMBER_WORDS = {word: value for word, value in NUMBER_WORD_VALUES.items() if value <= 12}  # noqa: PLR2004
_NUMBER_WORDS |= {word: NUMBER_WORD_VALUES[word] for word in ("twenty", "thirty", "forty", "fifty")}
_NUMBER_WORDS |= {"twice": 2, "hundred": 100, "thousand": 1000}
_MONTHS = [name.lower() for name in MONTHS]
# Shortest and longest name, in syllables, that is looked for in a word.
_NAME_SYLLABLES = (2, 4)
_SHORTEST_NAME = 4
# Letters of zhuang.
_LONGEST_SYLLABLE = 6


def segment_keys(text: str, language: str) -> frozenset[str]:
    """Keys of one segment, all but the names in pinyin.

    Parameters
    ----------
    text : str
        In NFKC.
    language : str
        Chinese text gives the Latin words in it and the values of its Chinese
        numbers; other text gives its words, capitalised ones once more as
        possible names, and English text also the values of its number words.
    """
    base = base_language(language)
    keys = {f"#{_plain_number(number, base)}" for number in _NUMBER.findall(text)}
    if base == "zh":
        keys |= {f"#{n}" for n in map(_chinese_number, _CHINESE_NUMBER.findall(text)) if n}
        if _LATIN.search(text):
            keys |= {word.casefold() for word in _latin_words(text)}
    else:
        keys.update(*[_word_keys(word, base in _ENGLISH) for word in _WORD.findall(text)])
    return frozenset(keys)


def names_in_pinyin(texts: Sequence[str], opposite: Iterable[str]) -> list[frozenset[str]]:
    """Keys of those capitalised words opposite that may spell Chinese characters.

    Parameters
    ----------
    texts : sequence of str
        Chinese segments.
    opposite : iterable of str
        Keys of the other text.

    Returns
    -------
    names : list of frozenset of str
        Of each segment the words that spell two to four neighbouring characters.
    """
    words = {key for key in opposite if key.startswith("^") and len(key) > _SHORTEST_NAME}
    readings = [list(map(name_readings, text)) for text in texts]
    heads = _heads(words, set(chain.from_iterable(readings)))
    return [_names(read, words, heads) for read in readings]


def _names(
    readings: "list[tuple[str, ...]]",
    words: set[str],
    heads: "set[tuple[tuple[str, ...], tuple[str, ...]]]",
) -> frozenset[str]:
    """The words among the spellings of a text, from readings of its characters."""
    names: set[str] = set()
    shortest, longest = _NAME_SYLLABLES
    for start, head in enumerate(pairwise(readings)):
        # Nearly all characters stop here: spelling all runs out would take most
        # of the time and of the memory that keys do.
        if head in heads:
            for stop in range(start + shortest, min(start + longest, len(readings)) + 1):
                names.update("^" + "".join(run) for run in product(*readings[start:stop]))
    return frozenset(names & words)


def _heads(
    words: set[str],
    readings: "set[tuple[str, ...]]",
) -> "set[tuple[tuple[str, ...], tuple[str, ...]]]":
    """Readings of two neighbouring characters that some word may begin with."""
    of_syllable: dict[str, list[tuple[str, ...]]] = {}
    for read in readings:
        for syllable in read:
            of_syllable.setdefault(syllable, []).append(read)
    heads = set()
    for word in words:
        for first in range(2, 2 + _LONGEST_SYLLABLE):
            if firsts := of_syllable.get(word[1:first]):
                for second in range(first + 1, first + 1 + _LONGEST_SYLLABLE):
                    heads |= set(product(firsts, of_syllable.get(word[first:second], ())))
    return heads


@lru_cache(maxsize=1 << 16)
def _word_keys(word: str, is_english: bool) -> tuple[str, ...]:  # noqa: FBT001 - of a cached function
    """Keys of one word of a text that is not Chinese."""
    bare, plain = _bare(word), word.casefold()
    keys = [bare]
    # Only a capitalised word can be a name: "women" is not 我们.
    keys += [f"^{bare}"] if word[0].isupper() else []
    if is_english:
        keys += [f"#{_NUMBER_WORDS[plain]}"] if plain in _NUMBER_WORDS else []
        keys += [f"#{_MONTHS.index(plain) + 1}"] if plain in _MONTHS else []
    return tuple(keys)


def _latin_words(text: str) -> Iterator[str]:
    """Latin words of a Chinese text: those apart, and those glued to its characters."""
    for word in _WORD.findall(text):
        if word.isascii():
            yield word
        else:
            yield from _LATIN_PART.findall(word)


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

    Unlike the numbers compared elsewhere (`han_numbers`), digits in a row have a value
    (二〇一八) and a last digit without its unit is a one (三百五 is 305): the weights
    were trained with this rule.

    >>> [_chinese_number(t) for t in ("三十五", "二〇一八", "一百零二", "百十")]
    [35, 2018, 102, None]
    """
    if all(c in HAN_DIGIT_VALUES for c in text):
        return int("".join(str(HAN_DIGIT_VALUES[c]) for c in text))
    total, digit, last_unit = 0, 0, 10_000
    for position, character in enumerate(text):
        if character in HAN_DIGIT_VALUES:
            digit = HAN_DIGIT_VALUES[character]
            continue
        unit = _CHINESE_UNITS[character]
        if unit >= last_unit or (digit == 0 and not (unit == 10 and position == 0)):  # noqa: PLR2004 - 十 alone is ten
            return None
        total += (digit or 1) * unit
        digit, last_unit = 0, unit
    return total + digit
