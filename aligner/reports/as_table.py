"""Tables as plain text for a terminal or a log."""

import unicodedata
from collections.abc import Iterable, Sequence

from aligner.text import one_line

_GAP = "  "
# Control, format (including direction marks), surrogate and private-use characters: a
# terminal may interpret them.
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co"})
_REPLACEMENT = "\ufffd"


def text_table(
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    width: int = 100,
    wrapped: bool = False,
) -> str:
    """Rows as aligned columns, Han characters counted as two cells wide.

    Parameters
    ----------
    headers : sequence of str
    rows : iterable of sequences
        Numbers are right-aligned, everything else is left-aligned.
    width : int, default=100
        Maximum line width in cells; the last column is cut to fit.
    wrapped : bool
        Whether the last column goes on in the next line instead of being cut.

    Returns
    -------
    table : str
        Lines without trailing spaces, each ending in a line feed.
    """
    values = [list(row) for row in rows]
    cells = [list(headers), *([safe_line(value) for value in row] for row in values)]
    widths = [max(display_width(row[i]) for row in cells) for i in range(len(headers))]
    right = [
        bool(values) and all(_is_number(row[i]) for row in values) for i in range(len(headers))
    ]
    room = width - sum(w + len(_GAP) for w in widths[:-1])
    widths[-1] = min(widths[-1], max(room, len(headers[-1])))
    lines = []
    for row in cells:
        first, *more = _wrap(row[-1], widths[-1]) if wrapped else (row[-1],)
        parts = [
            _pad(display_cut(c, w), w, right=r)
            for c, w, r in zip((*row[:-1], first), widths, right, strict=True)
        ]
        lines.append(_GAP.join(parts).rstrip() + "\n")
        indent = " " * sum(w + len(_GAP) for w in widths[:-1])
        lines += [f"{indent}{line}\n" for line in more]
    return "".join(lines)


def _wrap(text: str, width: int) -> list[str]:
    """The text in lines of a width, broken at spaces where there are any; at least one line."""
    lines, line = [], ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        while display_width(joined) > width:
            # A word longer than a line, or Chinese, which has no spaces, fills the line.
            kept = line if line and display_width(word) <= width else _filled(joined, width)
            lines.append(kept)
            joined = joined[len(kept) :].lstrip(" ")
            line = ""
        line = joined
    return [*lines, line] if line or not lines else lines


def _filled(text: str, width: int) -> str:
    """As many characters as fit into a width, but at least one."""
    stop = 1
    while stop < len(text) and display_width(text[: stop + 1]) <= width:
        stop += 1
    return text[:stop]


def display_width(text: str) -> int:
    """Terminal cells a text takes: two for a wide character, none for a combining mark."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    """Terminal cells one character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def safe_line(value: object) -> str:
    """A value on one line, without characters that a terminal would interpret."""
    text = one_line(str(value))
    return "".join(_REPLACEMENT if unicodedata.category(c) in _UNSAFE else c for c in text)


def display_cut(text: str, width: int) -> str:
    """The text cut to a width, with an ellipsis if anything was cut."""
    if display_width(text) <= width:
        return text
    kept = ""
    for character in text:
        if display_width(kept + character) > width - 1:
            break
        kept += character
    return f"{kept}\u2026"


def _pad(text: str, width: int, *, right: bool) -> str:
    """The text padded to a width."""
    fill = " " * (width - display_width(text))
    return fill + text if right else text + fill


def _is_number(value: object) -> bool:
    """Whether a value is a number or a placeholder for one."""
    return isinstance(value, int | float) or value == "\u2013" or _is_share(value)


def _is_share(value: object) -> bool:
    """Whether a value is a formatted share."""
    return isinstance(value, str) and value.replace(".", "", 1).isdigit()
