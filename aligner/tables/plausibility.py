"""How much a decoded text looks like text: nats of improbability of its characters.

The characters of Chinese are counted in ``data/characters.txt``; those of other languages
and signs are told apart by rough classes.  Bytes read in a wrong charset give rare
characters, and so a text that is far less probable than the right one.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib.resources import files

from aligner.text import HAN, is_han

_SMALL_LETTER, _ASCII, _CONTROL, _REPLACEMENT = 2.6, 3.6, 25.0, 16.0
_COMMON_SYLLABLE, _RARE_HAN, _OTHER, _UNASSIGNED = 5.0, 13.5, 13.0, 22.0
_WHITE = frozenset("\t\n\r ")
# A character of East Asia within a word of small letters: a byte of an accent or a quotation
# mark, taken together with the letter behind it.
_WITHIN_WORD = re.compile(rf"(?<=[a-z])[{HAN}\uac00-\ud7a3]")
_BEHIND_LETTER = 5.0
# Alone between two letters, it is all the more a misread accent ("für").
_BETWEEN_LETTERS = re.compile(rf"(?<=[A-Za-z])[{HAN}\uac00-\ud7a3](?=[a-z])")
_AMIDST = 5.0
# A single character of another script in text of Latin letters is a misread sign ("©", "¹").
_ALONE = re.compile(
    rf"(?<![\u0370-\u1fff\u2e80-\uffdc])[\u0370-\u1fff{HAN}\uac00-\ud7a3]"
    r"(?![\u0370-\u1fff\u2e80-\uffdc])"
)
_AMONG_LETTERS, _FEWEST_LETTERS = 9.0, 20
# The most frequent syllables of Korean.
_HANGUL = frozenset(
    "이다는을의에가고하지로기서도사리어자아시나대인수한보정일해스그라전주부제장만여구상원과들있었것으은를"
    "관공국성유조동무오경회비세신계선용생위학안요진미연습물체도법중업발출결록권허특표식민실방분통모게적면할된"
)
# Signs that text in Latin letters is set with, and the letters that its languages add.
_OTHERS = {
    "\ufffd": _REPLACEMENT,
    **dict.fromkeys("\x85\u2028\u2029\u200b", _ASCII),
    **dict.fromkeys(_HANGUL, _COMMON_SYLLABLE),
    **dict.fromkeys("\u00a0\u00ad", 4.0),
    **dict.fromkeys("‘’“”–—…•", 6.0),
    **dict.fromkeys("áàâäãåæçéèêëíìîïñóòôöõøœúùûüýßšžğışőűčćđńśźżłąę", 6.0),
    **dict.fromkeys("©®·", 6.0),
    **dict.fromkeys("§°£€±×«»½²³¥", 8.0),
    **dict.fromkeys("ÁÀÂÄÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝŠŽ", 9.0),
}
_LATIN_LETTER = 10.0
# Beside each other, letters outside ASCII are rarer still.
_WESTERN_RUN = re.compile(r"[\x80-\x9f\xa1-\xac\xae-\xffŒœŠšŽžƒˆ˜†‡‰™]{2,}")
_NEXT_WESTERN = 4.0
# First and last code point of a block, and what its characters cost.
_BLOCKS = (
    (0x00A0, 0x024F, _LATIN_LETTER),
    (0x0386, 0x03CE, 8.5),
    (0x0400, 0x045F, 8.5),
    (0x05D0, 0x05EA, 8.5),
    (0x0621, 0x064A, 8.5),
    (0x0900, 0x0E5B, 8.5),
    (0x2000, 0x206F, 9.0),
    (0x2100, 0x22FF, 10.5),
    (0x2460, 0x24FF, 10.5),
    (0x2500, 0x27BF, 12.0),
    (0x3000, 0x3000, 6.0),
    (0x3001, 0x303F, 9.5),
    (0x3040, 0x309F, 5.5),
    (0x30A0, 0x30FF, 6.0),
    (0x3400, 0x4DBF, 17.0),
    (0xAC00, 0xD7A3, 8.5),
    (0xE000, 0xF8FF, 20.0),
    (0xF900, 0xFAFF, 17.0),
    (0xFF00, 0xFF60, 7.0),
    (0xFF61, 0xFF9F, 12.0),
    (0x1F300, 0x1FAFF, 12.0),
    (0x20000, 0x323AF, 18.0),
)


def improbability(text: str) -> float:
    r"""Nats of a text: the sum over its characters.

    Examples
    --------
    >>> improbability("国务院") < improbability("弊昢埏") < improbability("\ue000\ue001\ue002")
    True
    """
    nats = sum(_cost(character) * count for character, count in Counter(text).items())
    runs = sum(len(match[0]) - 1 for match in _WESTERN_RUN.finditer(text))
    within = sum(1 for _ in _WITHIN_WORD.finditer(text))
    amidst = sum(1 for _ in _BETWEEN_LETTERS.finditer(text))
    nats += _NEXT_WESTERN * runs + _BEHIND_LETTER * within + _AMIDST * amidst
    return nats + _AMONG_LETTERS * _lone_characters(text)


def _lone_characters(text: str) -> int:
    """How many characters of other scripts stand alone in a text that is of Latin letters."""
    alone = sum(1 for _ in _ALONE.finditer(text))
    letters = sum(character.isascii() and character.isalpha() for character in text) if alone else 0
    return alone if letters >= _FEWEST_LETTERS * alone else 0


def strangeness(text: str) -> float:
    """Nats of the average character outside ASCII, 0.0 where there is none.

    Right Chinese text has 6 to 9, misread text 11 and more.
    """
    foreign = "".join(character for character in text if not character.isascii())
    return improbability(foreign) / len(foreign) if foreign else 0.0


@lru_cache(maxsize=16384)
def _cost(character: str) -> float:
    """Nats of one character."""
    if character.islower() and character.isascii():
        return _SMALL_LETTER
    if character.isascii():
        return _ASCII if character.isprintable() or character in _WHITE else _CONTROL
    rough = _cost_of_block(ord(character), unicodedata.category(character))
    return _OTHERS.get(character) or min(_chinese().get(character, rough), rough)


def _cost_of_block(code: int, category: str) -> float:
    """Nats of a character of which only its block and category are known."""
    for first, last, cost in _BLOCKS:
        if first <= code <= last:
            return cost
    if is_han(chr(code)):
        return _RARE_HAN
    if category in {"Cn", "Co", "Cs"}:
        return _UNASSIGNED
    return _CONTROL if category == "Cc" else _OTHER


@lru_cache(maxsize=1)
def _chinese() -> dict[str, float]:
    """Nats of the characters of Chinese that are not rare."""
    table = files("aligner.tables").joinpath("data/characters.txt").read_text(encoding="utf-8")
    costs = {}
    for line in table.splitlines():
        nats, _, characters = line.partition(" ")
        costs.update(dict.fromkeys(characters, float(nats)))
    return costs
