"""How a cell of a glossary table holds several forms, and what else people write there.

Our own tables have bars between forms.  Tables kept by hand have lines, semicolons, slashes
and commas, and beside a form its part of speech, its old name, a note.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.glossary.brackets import BRACKETED, Form, bare_forms
from aligner.languages import read_english
from aligner.patterns import lazy_pattern
from aligner.text import has_han, one_line

_PIECE = lazy_pattern(r"\\[\\|]|[^\\|]+|\||\\")


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
    if "|" not in cell and "\\" not in cell:
        return [cell.strip()]
    parts = [""]
    for piece in _PIECE.findall(cell):
        if piece == "|":
            parts.append("")
        else:
            parts[-1] += piece[1] if piece in {"\\\\", "\\|"} else piece
    return [part.strip() for part in parts]


@dataclass(frozen=True, slots=True)
class Guess:
    """How something in a cell was understood, which its writer should see.

    Parameters
    ----------
    code : str
        ``"several-terms"``, ``"listed-terms"``, ``"maybe-several-terms"``,
        ``"note-in-cell"``, ``"ban-in-note"`` or ``"unclear-ban"``.
    message : str
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class HandCell:
    """What a cell of a table kept by hand holds."""

    forms: tuple[Form, ...]
    guesses: tuple[Guess, ...] = ()


def read_by_hand(cell: str, beside: str = "", *, is_list: bool = False) -> HandCell:
    """The forms in a cell of a table kept by hand.

    Lines, bars, semicolons and slashes with space around them part forms; commas, the
    Chinese enumeration comma and bare slashes do where the parts are variants of one
    another, for they also stand inside terms.

    Parameters
    ----------
    cell : str
    beside : str
        The cell of the other language: an enumeration there makes one of this cell.
    is_list : bool
        Whether the column is one of further forms, where commas are likely to part them.

    Examples
    --------
    >>> [form.text for form in read_by_hand("专利；知识产权创造、运用和保护").forms]
    ['专利', '知识产权创造、运用和保护']
    >>> [(form.text, form.role) for form in read_by_hand("office action (OA)").forms]
    [('office action', ''), ('OA', 'abbreviation')]
    """
    forms: list[Form] = []
    guesses: list[Guess] = []
    parts = [part for piece in _split(cell, _SURE) if (part := one_line(piece))]
    for part in parts:
        pieces = (_listed(part) if is_list else []) or _variants(part, beside)
        if len(pieces) == 1 and _is_doubtful(part):
            message = f"{part!r} is read as one term; if it is several, separate them with bars"
            guesses.append(Guess("maybe-several-terms", message))
        for piece in pieces:
            found = list(bare_forms(piece))
            forms += found
            if [form.text for form in found] != [piece]:
                guesses.append(Guess("note-in-cell", _account(piece, found)))
    unique = tuple(
        {(form.text, form.role == "deprecated"): form for form in reversed(forms)}.values()
    )
    plain = [form.text for form in reversed(unique) if not form.role]
    if len(plain) > 1 and not _PLAIN_LIST.fullmatch(cell):
        message = f"{one_line(cell)!r} is read as {len(plain)} terms: {' | '.join(plain)}"
        is_usual = _USUAL_LIST.fullmatch(cell) is not None
        if not (is_usual and is_list):
            guesses.append(Guess("listed-terms" if is_usual else "several-terms", message))
    return HandCell(tuple(reversed(unique)), tuple(guesses))


def _account(piece: str, found: list[Form]) -> str:
    """How a form with brackets was understood."""
    said = [f"{form.text!r}" + (f" ({form.role})" if form.role else "") for form in found]
    notes = [f"{form.note!r} is a note" for form in found if form.note and not form.role]
    return f"{piece!r} is read as {', '.join([*said, *dict.fromkeys(notes)])}"


_PLAIN_LIST = lazy_pattern(r"[^\n;；/／、,，]*")
_USUAL_LIST = lazy_pattern(r"[^/／、,，]*")
_SURE = lazy_pattern(r"\\?[|\n;；]|\s+[/／]\s+|／")
_COMMA = lazy_pattern(r"\s*[、，]\s*|,\s+|,(?=[^\W\d])")
_SLASH = lazy_pattern(r"\s*/\s*")
_OPEN, _CLOSED = "([（【〔《“「", ")]）】〕》”」"


def _split(text: str, separator: re.Pattern[str]) -> list[str]:
    """A text without its separators, those inside brackets and quotes left alone."""
    depths = list(_depths(text))
    parts: list[str] = []
    start = 0
    for match in separator.finditer(text):
        if match[0].startswith("\\"):
            continue
        if depths[match.start()] == 0 or depths[-1] != 0:
            parts.append(text[start : match.start()])
            start = match.end()
    return [part.replace("\\|", "|") for part in (*parts, text[start:])]


def _depths(text: str) -> Iterator[int]:
    """In how many brackets each character stands; the last is how many are left open."""
    depth = 0
    for character in text:
        depth += character in _OPEN
        yield depth
        depth = max(0, depth - (character in _CLOSED))
    yield depth


def _listed(part: str) -> list[str]:
    """The forms in a part with commas, none if some may be the end of a name: ``Office, PRC``."""
    pieces = [piece for raw in _split(part, _COMMA) if (piece := raw.strip())]
    is_name = any(" " not in piece and piece[:1].isupper() for piece in pieces[1:])
    return [] if is_name or len(pieces) == 1 else pieces


def _variants(part: str, beside: str) -> list[str]:
    """The forms in a part with commas or slashes; the part alone if it is one term."""
    for separator in (_COMMA, _SLASH):
        pieces = [piece for raw in _split(part, separator) if (piece := raw.strip())]
        if len(pieces) > 1 and not _is_enumeration(part, beside, separator):
            first, *rest = (BRACKETED.sub("", piece).strip() or piece for piece in pieces)
            if all(_are_variants(first, other) for other in rest):
                return pieces
    return [part]


_JOINED = lazy_pattern(r"[和与與及或]|\b(?:and|or)\b|&", re.IGNORECASE)


def _is_enumeration(part: str, beside: str, separator: re.Pattern[str]) -> bool:
    """Whether the parts of a term are things enumerated, by their words or the other language's."""
    if _JOINED.search(part) or _JOINED.search(beside):
        return True
    others = [piece for raw in _split(beside, separator) if (piece := raw.strip())]
    return len(others) > 1 and not all(_are_variants(others[0], other) for other in others[1:])


def _are_variants(first: str, other: str) -> bool:
    """Whether two texts may name one concept: one holds the other, or most of their words."""
    if has_han(first) != has_han(other):
        return False
    if first in other or other in first:
        return True
    if has_han(first):
        shared = set(first) & set(other)
        return len(shared) > _MOSTLY * min(len(set(first)), len(set(other)))
    words, others = first.casefold().split(), other.casefold().split()
    if read_english(first).joined == read_english(other).joined:
        return True  # One word in two spellings.
    has_one_head = words[-1] == others[-1] and words[0] not in _ARTICLES
    return has_one_head or set(words) == set(others)


# Two laws share 法 and more; two names of one thing share nearly all.
_MOSTLY = 0.7
_ARTICLES = frozenset({"the", "a", "an", "to"})


def _is_doubtful(part: str) -> bool:
    """Whether a part that is read as one term looks like several."""
    if _JOINED.search(part):
        return False
    if len(_split(part, _SLASH)) > 1:
        return True
    pieces = _split(part, _COMMA)
    return len(pieces) > 1 and (has_han(part) or part == part.lower())


def as_column(forms: Sequence[Form], role: str) -> list[Form]:
    """Forms of a cell with the role of their column: nothing in a forbidden column is allowed."""
    if role == "deprecated":
        return [replace(form, role=role) for form in forms]
    return [replace(form, role=form.role or role) for form in forms]
