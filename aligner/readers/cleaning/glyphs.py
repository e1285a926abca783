"""Variants of characters that copying and converting leave behind, made plain.

Nothing here is a judgement about language: traditional characters stay.
"""

import re
import unicodedata

from aligner.offsets import Traced

_WIDE_LETTER = re.compile("[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)*")
_SHIFT = 0xFEE0
# Kangxi radicals and compatibility ideographs; PDF writers put them for the
# characters that they look like.
_MAPPED = "\u2f00-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f"
_COMPATIBLE = re.compile(f"[{_MAPPED}]")
# Radicals of the supplement that Unicode does not map, with the character they are the whole of.
_RADICALS = dict(
    zip(
        "⺠⺟⻁⻄⻅⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻬⻮⻰⻳⻆⻗⻣⻪⻫⻭⻯",
        "民母虎西见贝车长门青韦页风飞食马鬼鱼鸟麦黄齐齿龙龟角雨骨黾斉歯竜",
        strict=True,
    )
)
_RADICAL = re.compile(f"[{''.join(_RADICALS)}]")
# What `plain_radicals` changes, as the inside of a character class.
RADICALS = _MAPPED + "".join(_RADICALS)


def narrow_letters(text: Traced) -> Traced:
    """Full-width digits and Latin letters made ordinary; all punctuation stays wide.

    Examples
    --------
    >>> narrow_letters(Traced.of("ＰＣＴ２０２３，增长３．５％（Ａ类）")).text
    'PCT2023，增长3.5％（A类）'
    """
    return text.sub(_WIDE_LETTER, _narrowed)


def _narrowed(match: re.Match[str]) -> str:
    return "".join(
        "." if character == "．" else chr(ord(character) - _SHIFT) for character in match.group()
    )


def plain_radicals(text: Traced) -> Traced:
    """Radicals and compatibility ideographs replaced by the characters they stand for.

    Examples
    --------
    >>> plain_radicals(Traced.of("⼀⼆⽉⻓⻰")).text
    '一二月长龙'
    """
    text = text.sub(_COMPATIBLE, lambda match: unicodedata.normalize("NFKC", match.group()))
    return text.sub(_RADICAL, lambda match: _RADICALS[match.group()])
