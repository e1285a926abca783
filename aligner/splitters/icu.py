"""Regular expressions of ICU and Java, as SRX files hold them, in the syntax of `regex`."""

import re

# Inside a character class, and outside of one.
_CLASSES = {
    "h": (r"\t\p{Zs}", r"[\t\p{Zs}]"),
    "v": (r"\n\x0b\f\r\x85\u2028\u2029", r"[\n\x0b\f\r\x85\u2028\u2029]"),
    "z": (None, r"\Z"),
    "Z": (None, r"(?=(?:\r\n|[\n\r\x85\u2028\u2029])?\Z)"),
    "e": (r"\x1b", r"\x1b"),
}
_TOKEN = re.compile(
    r"\\Q(?P<quoted>.*?)(?:\\E|$)"
    r"|\\x\{(?P<hex>[0-9A-Fa-f]{1,8})\}"
    r"|\\c(?P<control>[@-_a-z])"
    r"|\\(?P<property>[pP])\{(?P<name>[^}]*)\}"
    r"|\\(?P<letter>.)"
    r"|(?P<mark>\[\^?\]?|\])"
    r"|.",
    re.DOTALL,
)
_LARGEST = 0x10FFFF


def python_pattern(pattern: str) -> str:
    r"""A pattern of ICU or Java in the syntax of the package `regex`, version 1.

    Raises
    ------
    ValueError
        If something in it has no counterpart, which the message names.

    Examples
    --------
    >>> python_pattern(r"\Qe.g.\E\h\x{4E2D}")
    'e\\.g\\.[\\t\\p{Zs}]\\u4e2d'
    """
    pieces = []
    depth = 0
    for match in _TOKEN.finditer(pattern):
        mark = match["mark"]
        if mark:
            depth = max(0, depth + (1 if mark.startswith("[") else -1))
        pieces.append(_converted(match, within=depth > 0))
    return "".join(pieces)


def _converted(match: re.Match[str], *, within: bool) -> str:
    """One token of a pattern."""
    if match["quoted"] is not None:
        return re.escape(match["quoted"])
    if match["hex"] is not None:
        return _character(int(match["hex"], 16))
    if match["control"] is not None:
        return _character(ord(match["control"].upper()) ^ 0x40)
    if match["property"] is not None:
        return rf"\{match['property']}{{{_property(match['name'])}}}"
    letter = match["letter"]
    if letter in _CLASSES:
        inside, outside = _CLASSES[letter]
        if within and inside is None:
            raise ValueError(rf"\{letter} in a character class")
        return str(inside if within else outside)
    return match.group()


def _character(code: int) -> str:
    """An escape of a character."""
    if code > _LARGEST:
        raise ValueError(f"no character has the number {code:x}")
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - of four digits


def _property(name: str) -> str:
    """The name of a property as `regex` knows it; Java has some of its own."""
    if name.startswith("java"):
        raise ValueError(rf"the property \p{{{name}}}, which only Java knows")
    return name
