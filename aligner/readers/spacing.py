"""White space and line breaks of a page made into those of a text."""

import re

from aligner.text import strip_controls

__all__ = ["clean_text", "joined_by_break"]

_WIDE = (
    "\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U000323af“”‘’…—"
)
_WRAP = re.compile(rf"(?<=[{_WIDE}])[^\S\r\n]*[\r\n]\s*(?=[{_WIDE}])")
_NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_OPEN_CHINESE = re.compile(r"[，、（《“]$")
_OPEN_LATIN = re.compile(r"[A-Za-z,]$")


def clean_text(text: str) -> str:
    r"""The text without controls and marks of no width, with single spaces.

    A line feed between two characters of full width is a wrap and vanishes.

    Examples
    --------
    >>> clean_text("  国务院\n发布 \u3000公报 on\nMay 5 ")
    '国务院发布 公报 on May 5'
    """
    if not text or text.isspace():
        return ""
    text = _WRAP.sub("", _NO_WIDTH.sub("", strip_controls(text)))
    return " ".join(text.split())


def joined_by_break(before: str, after: str) -> str | None:
    """What to put between two lines that are one paragraph, None when they are two.

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
