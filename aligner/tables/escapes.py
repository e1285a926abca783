"""Characters that Excel writes by their numbers (ECMA-376 part 1, ST_Xstring)."""

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNDERLINE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def escaped(text: str) -> str:
    """A text that programs show as it is, though it looks like an escape.

    Examples
    --------
    >>> escaped("_x0041_")
    '_x005F_x0041_'
    """
    return _UNDERLINE.sub("_x005F_", text)


def unescaped(text: str) -> str:
    """The text that a program shows.

    Examples
    --------
    >>> unescaped("_x005F_x0041_, _x0041_")
    '_x0041_, A'
    """
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    """An escaped character; half a pair cannot be one."""
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code < 0xE000 else chr(code)  # noqa: PLR2004
