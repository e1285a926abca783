"""The columns of a glossary table, and how a cell holds several forms."""

import re

__all__ = ["COLUMNS", "join_cell", "split_cell", "split_parallel"]

COLUMNS = (
    "id",
    "zh",
    "zh_aliases",
    "en_preferred",
    "en_allowed",
    "en_abbreviation",
    "en_forbidden",
    "forbidden_from",
    "domain",
    "weak",
    "case",
    "reliability",
    "note",
)

_PIECE = re.compile(r"\\[\\|]|[^\\|]+|\||\\")


def join_cell(forms: list[str]) -> str:
    r"""Several forms as one cell: bars between them, ``\|`` and ``\\`` inside them."""
    return "|".join(form.replace("\\", "\\\\").replace("|", "\\|") for form in forms)


def split_cell(cell: str) -> list[str]:
    r"""The forms in a cell, trimmed, without empty ones.

    Examples
    --------
    >>> split_cell(r"CNIPA | a\|b |")
    ['CNIPA', 'a|b']
    """
    return [form for form in split_parallel(cell) if form]


def split_parallel(cell: str) -> list[str]:
    """The items of a cell, trimmed, empty ones kept in their place."""
    parts = [""]
    for piece in _PIECE.findall(cell):
        if piece == "|":
            parts.append("")
        else:
            parts[-1] += piece[1] if piece in {"\\\\", "\\|"} else piece
    return [part.strip() for part in parts]
