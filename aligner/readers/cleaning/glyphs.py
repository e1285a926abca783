"""Characters that copying, converting and escaping left behind, made plain.

Nothing here is a judgement about language: traditional characters stay.
"""

import re
import unicodedata
from html import unescape

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
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
# What pages escape twice: spaces, quotation marks, dashes, never ``&lt;``, which
# a text about markup may show on purpose.
_ESCAPED_TWICE = re.compile(
    r"&(?:(?:amp|#38|#x26);)*(?P<last>(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|nbsp|ensp|emsp|thinsp|quot"
    r"|apos|amp|[lr][ds]quo|[mn]dash|hellip|middot|bull|times|copy|reg|trade|deg|permil|[lr]aquo"
    r"|yen|euro);)"
)


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


def resolve_entities(text: Traced) -> Traced:
    """The text with the characters that references stand for, as browsers show it.

    Examples
    --------
    >>> resolve_entities(Traced.of("A&amp;B &bogus; &#20013;")).text
    'A&B &bogus; 中'
    """
    if "&" not in text.text:
        return text
    return text.sub(_ENTITY, lambda match: unescape(match.group()))


def resolve_twice_escaped(text: Traced) -> Traced:
    """The text without the references that a page shows because ``&`` was escaped again.

    Examples
    --------
    >>> resolve_twice_escaped(Traced.of("&ldquo;R&amp;amp;D&rdquo; &lt;p&gt; A&B;")).text
    '“R&D” &lt;p&gt; A&B;'
    """
    if "&" not in text.text:
        return text
    return text.sub(_ESCAPED_TWICE, lambda match: unescape(f"&{match['last']}"))
