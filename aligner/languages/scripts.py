"""The two scripts of Chinese: how else a text may be written."""

import codecs
from functools import cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING
from unicodedata import normalize

from aligner.languages.chinese import to_simplified
from aligner.text import is_han

if TYPE_CHECKING:
    import opencc

# Beyond so many ways to write a text, its words decide on its characters.
_MOST = 128
_BIG5 = codecs.lookup("big5")
# Where all but very rare characters are.
_PLANE = 0x10000


def script_forms(text: str) -> tuple[str, ...]:
    """The text itself, and how it is written in simplified and in traditional script.

    All have as many characters.
    A simplified character can stand for several traditional ones, so there may be
    several forms; whether they are words is looked at only where there are very many.

    >>> script_forms("发行"), script_forms("號碼")
    (('发行', '發行', '髮行'), ('號碼', '号码'))
    """
    if not any(map(is_han, text)):
        return (text,)
    simple = to_simplified(text)
    choices = [_traditional().get(c, (c,)) for c in simple]
    if prod(map(len, choices)) <= _MOST:
        traditional = ["".join(choice) for choice in product(*choices)]
    else:
        traditional = [str(_by_words(name).convert(simple)) for name in ("s2t", "s2tw", "s2hk")]
    forms = dict.fromkeys((text, simple, *traditional))
    return tuple(form for form in forms if len(form) == len(text))


def in_script(text: str, language: str) -> str:
    """A Chinese text as the script of a language tag has it.

    >>> in_script("发明专利", "zh-Hant"), in_script("發明專利", "zh-CN")
    ('發明專利', '发明专利')
    """
    tag = language.lower()
    if tag.endswith("-tw"):
        return str(_by_words("s2tw").convert(text))
    if tag.endswith(("-hk", "-mo")):
        return str(_by_words("s2hk").convert(text))
    return str(_by_words("s2t").convert(text)) if "hant" in tag else to_simplified(text)


@cache
def _by_words(name: str) -> "opencc.OpenCC":
    """A converter to traditional script, loaded once."""
    import opencc  # noqa: PLC0415 - loads a dictionary, which few commands need

    return opencc.OpenCC(name)


@cache
def _traditional() -> dict[str, tuple[str, ...]]:
    """Traditional characters by the simplified one that stands for them, itself among them."""
    # Compatibility characters are not written; they look like those that they stand for.
    characters = [c for c in map(chr, range(_PLANE)) if is_han(c) and normalize("NFC", c) == c]
    # Line by line, lest the converter take them for words.
    simple = to_simplified("\n".join(characters)).split("\n")
    found: dict[str, list[str]] = {}
    for character, plain in zip(characters, simple, strict=True):
        if character != plain:
            found.setdefault(plain, []).append(character)
    kept = set(characters) - {c for group in found.values() for c in group}
    # 后 and 里 are traditional characters, too; 们 is not.
    return {
        plain: (*group, plain) if plain in kept and _is_traditional(plain) else tuple(group)
        for plain, group in found.items()
    }


def _is_traditional(character: str) -> bool:
    """Whether a character is in the charset of traditional texts."""
    try:
        _BIG5.encode(character)
    except UnicodeEncodeError:
        return False
    return True
