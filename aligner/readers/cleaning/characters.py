"""Clean characters, white space and line breaks of a text, keeping offsets into the source.

Nothing here is a judgement about language: traditional characters are kept.
"""

import re
import unicodedata
from html import unescape

from aligner.offsets import Traced
from aligner.patterns import lazy_pattern
from aligner.text import HAN

_WIDE_LETTER = lazy_pattern("[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)*")
_SHIFT = 0xFEE0
# Kangxi radicals and compatibility ideographs, which PDF writers substitute for the characters
# that they look like.
_MAPPED = "\u2f00-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f"
_COMPATIBLE = lazy_pattern(f"[{_MAPPED}]")
# Supplement radicals that Unicode does not map, with the character each stands for.
_RADICALS = dict(
    zip(
        "⺠⺟⻁⻄⻅⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻬⻮⻰⻳⻆⻗⻣⻪⻫⻭⻯",
        "民母虎西见贝车长门青韦页风飞食马鬼鱼鸟麦黄齐齿龙龟角雨骨黾斉歯竜",
        strict=True,
    )
)
_RADICAL = lazy_pattern(f"[{''.join(_RADICALS)}]")
# Characters that `plain_radicals` replaces, as the inside of a character class.
RADICALS = _MAPPED + "".join(_RADICALS)
_ENTITY = lazy_pattern(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
# Python reads no number of thousands of digits, and no character has more than these.
_LEADING_ZEROS = lazy_pattern(r"(?<=&#)0+(?=[0-9])|(?<=&#[xX])0+(?=[0-9a-fA-F])")
_BEYOND_UNICODE = lazy_pattern(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
# References that pages escape twice: spaces, quotation marks, dashes; never ``&lt;``, which a text
# about markup may show on purpose.
_ESCAPED_TWICE = lazy_pattern(
    r"&(?:(?:amp|#38|#x26);)*(?P<last>(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|nbsp|ensp|emsp|thinsp|quot"
    r"|apos|amp|[lr][ds]quo|[mn]dash|hellip|middot|bull|times|copy|reg|trade|deg|permil|[lr]aquo"
    r"|yen|euro);)"
)


def narrow_letters(text: Traced) -> Traced:
    """Convert full-width digits and Latin letters to ASCII; punctuation stays full-width.

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
    """Replace radicals and compatibility ideographs by the characters they stand for.

    Examples
    --------
    >>> plain_radicals(Traced.of("⼀⼆⽉⻓⻰")).text
    '一二月长龙'
    """
    text = text.sub(_COMPATIBLE, lambda match: unicodedata.normalize("NFKC", match.group()))
    return text.sub(_RADICAL, lambda match: _RADICALS[match.group()])


def unescape_html(text: str) -> str:
    """Text with its character references resolved, however many digits they have.

    Examples
    --------
    >>> unescape_html("&#0020013;&amp;&#" + 5000 * "9" + ";")
    '中&\ufffd'
    """
    if "&#" in text:
        text = _LEADING_ZEROS.sub("", text)
        text = _BEYOND_UNICODE.sub("\ufffd", text)
    return unescape(text)


def resolve_entities(text: Traced) -> Traced:
    """Resolve character references, as browsers do.

    Examples
    --------
    >>> resolve_entities(Traced.of("A&amp;B &bogus; &#20013;")).text
    'A&B &bogus; 中'
    """
    if "&" not in text.text:
        return text
    return text.sub(_ENTITY, lambda match: unescape_html(match.group()))


def resolve_twice_escaped(text: Traced) -> Traced:
    """Resolve character references that are visible because ``&`` was escaped twice.

    Examples
    --------
    >>> resolve_twice_escaped(Traced.of("&ldquo;R&amp;amp;D&rdquo; &lt;p&gt; A&B;")).text
    '“R&D” &lt;p&gt; A&B;'
    """
    if "&" not in text.text:
        return text
    return text.sub(_ESCAPED_TWICE, lambda match: unescape_html(f"&{match['last']}"))


# Characters of full width, as the inside of a character class.
_WIDE = HAN + "\u3000-\u303f\uff00-\uffef“”‘’…—"
_COUNTED = "年月日时分号条款项件个名家次元万亿％"
# Characters that end a line: also NEL, which mainframe programs write, and Unicode's own.
_ENDS = "\r\n\x85\u2028\u2029"
# A wrap between two full-width characters, or between a number and its unit (2023 年).
_WRAP = lazy_pattern(
    rf"(?:(?<=[{_WIDE}])[^\S{_ENDS}]*[{_ENDS}]\s*(?=[{_WIDE}])"
    rf"|(?<=[{HAN}])[^\S{_ENDS}]*[{_ENDS}]\s*(?=\d{{1,9}}[{_COUNTED}])"
    rf"|(?<=\d)[^\S{_ENDS}]*[{_ENDS}]\s*(?=[{_COUNTED}]))"
)
# A joiner within an emoji of several (a family), whose parts may have a colour or a variation.
_PICTURE = "\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
_KEPT_JOINER = f"(?<=[{_PICTURE}])\u200d(?=[{_PICTURE}])"
# Control characters, zero-width marks, and the soft hyphen with a wrap after it.
_UNSEEN = lazy_pattern(
    f"\u00ad(?:[ \t]*[{_ENDS}]\\s*)?"
    f"|(?!{_KEPT_JOINER})"
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
    "\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_SPACES = lazy_pattern(r"[^\S ]\s*| \s+")
# Quick test: most texts need none of this.
_UNCLEAN = lazy_pattern(
    rf"{_SPACES.pattern}|{_UNSEEN.pattern}|[&０-９Ａ-Ｚａ-ｚ{RADICALS}]",
)
# One step may expose work for another: a zero-width mark written as an entity.
_MOST_ROUNDS = 4
_OPEN_CHINESE = lazy_pattern(r"[，、（《“]$")
_OPEN_LATIN = lazy_pattern(r"[A-Za-z,]$")
_MARKS = "，。、；：？！“”‘’（）《》〈〉【】〔〕…—"
# One narrow space; a full-width one, or several, may separate words.
_STRAY = "[ \xa0\u2002-\u200a]"
_GAP = lazy_pattern(rf"(?<=[{HAN}]){_STRAY}(?=[{HAN}])")
_CLOSED = lazy_pattern(
    rf"(?<=[{HAN}{_MARKS}]){_STRAY}(?=[{HAN}{_MARKS}\d])|(?<=\d){_STRAY}(?=[{HAN}{_MARKS}\d])"
)
# Text is letter-spaced if it has this many gaps and most pieces between them are single
# characters; lists of names and headlines have longer pieces.
_LEAST_GAPS = 4
_LEAST_SINGLE = 0.6


def clean(text: Traced) -> Traced:
    r"""Clean a text and put it on one line.

    Removes control and zero-width characters, collapses spaces, and drops line feeds
    between full-width characters, which are wraps. Full-width letters, radicals and doubly
    escaped references are normalised.

    Examples
    --------
    >>> clean(Traced.of("  国务院\n发布 \u3000公报 on\nMay 5 ")).text
    '国务院发布 公报 on May 5'
    """
    if not text.text or text.text.isspace():
        return Traced("")
    text = text.strip()
    if not _UNCLEAN.search(text.text):
        return close_stray_spaces(text)
    for _ in range(_MOST_ROUNDS):
        before = text
        text = plain_radicals(narrow_letters(text.sub(_UNSEEN, "")))
        text = resolve_twice_escaped(text)
        if text is before:
            break
    text = close_stray_spaces(text.strip().sub(_WRAP, ""))
    return close_stray_spaces(text.strip().sub(_SPACES, " "))


def clean_text(text: str) -> str:
    """`clean` for a plain string, without offsets."""
    return clean(Traced.of(text)).text


def joined_by_break(before: str, after: str) -> str | None:
    """Separator between two lines of one paragraph; None if they are two paragraphs.

    Parameters
    ----------
    before, after : str
        Clean texts of the two lines.
    """
    if _OPEN_CHINESE.search(before):
        return ""
    if _OPEN_LATIN.search(before) and after[:1].islower():
        return " "
    return None


def close_stray_spaces(text: Traced) -> Traced:
    """Remove the spaces between the characters of a text that is letter-spaced throughout.

    Examples
    --------
    >>> close_stray_spaces(Traced.of("国 家 知 识 产 权 局 公 告")).text
    '国家知识产权局公告'
    >>> close_stray_spaces(Traced.of("出席者： 张三 李四 王 五 赵六")).text
    '出席者： 张三 李四 王 五 赵六'
    """
    gaps = sum(1 for _ in _GAP.finditer(text.text))
    if gaps < _LEAST_GAPS:
        return text
    pieces = text.text.split()
    single = sum(len(piece) == 1 for piece in pieces)
    if single < _LEAST_SINGLE * len(pieces):
        return text
    return text.sub(_CLOSED, "")
