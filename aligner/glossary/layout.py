"""What the columns of a glossary table hold: by their headings, or by the script of their cells."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from aligner.errors import FormatError
from aligner.glossary.columns import Column, column_of, language_of, named_column
from aligner.glossary.two_rows import two_row_columns
from aligner.tables import Row
from aligner.text import base_language, has_han

NOTE = Column("note")
_SOURCE = Column("preferred", "source")
_TARGET = Column("preferred", "target")
_STATED = Column("language")
_NUMBER = Column("number")
# Headings may stand below a title, not below data.
_LAST_HEADING_ROW = 10
_SAMPLE_ROWS = 200
# Of what a table may have several columns.
_REPEATED = frozenset({"admitted", "abbreviation", "deprecated", "note", "term_notes", "status"})
_STATUS = Column("status", "target")


@dataclass(frozen=True)
class Layout:
    """What the columns of a table hold.

    Parameters
    ----------
    columns : tuple of Column or None
        None for a column that is not read.
    languages : tuple of str
        Of the forms, source first.
    headings : tuple of str
        Empty for a table without.
    skip : int
        Rows before the data.
    is_loose : bool
        Whether the table is kept by hand, not written by a program.
    is_whole : bool
        Whether a cell is one form, whatever stands in it.
    gathers : bool
        Whether rows with one source are meant to be one concept.
    is_two_row : bool
        Whether the headings are those of two rows.
    """

    columns: tuple[Column | None, ...]
    languages: tuple[str, ...]
    headings: tuple[str, ...] = ()
    skip: int = 0
    is_loose: bool = False
    is_whole: bool = False
    gathers: bool = False
    is_two_row: bool = False

    def named(self) -> tuple[tuple[str, str], ...]:
        """Headings, or numbers of columns without, and what each was taken for."""
        names = self.headings or tuple(f"column {n + 1}" for n in range(len(self.columns)))
        pairs = zip(names, self.columns, strict=False)
        return tuple((name, str(column or "")) for name, column in pairs if name)

    @cached_property
    def _status_columns(self) -> dict[str, list[int]]:
        """Places of the columns of statuses, by their languages."""
        found: dict[str, list[int]] = {}
        for place, column in enumerate(self.columns):
            if column and column == Column("status", column.language):
                found.setdefault(column.language, []).append(place)
        return found

    def status_of(self, row: Row, place: int) -> str:
        """What a row says of the status of the forms in a column, ``""`` if nothing."""
        own = self.columns[place]
        said = self._status_columns.get(own.language, []) if own else []
        # One status is about all forms of its language, one of several about those before it.
        behind = said if len(said) == 1 else said[bisect_right(said, place) :][:1]
        return next((row.cells[i] for i in behind if i < len(row.cells)), "")


def layout_of(rows: Sequence[Row], path: str, languages: tuple[str, str] | None = None) -> Layout:
    """What the columns hold, by their headings, or by the script of their cells.

    Raises
    ------
    FormatError
        If there are no two columns of terms.
    """
    if not rows:
        raise FormatError("the table is empty", path)
    place = _heading_row(rows)
    if place is None:
        return plain_layout(rows, path, languages)
    two = two_row_columns(rows, place)
    headings, columns = two or (rows[place].cells, tuple(map(column_of, rows[place].cells)))
    start = place + (1 if two is None else 2)
    is_ours = set(headings) >= {"zh", "en_preferred"} or all(map(language_of, headings))
    is_loose = not is_ours
    draft = Layout((), (), headings, start, is_loose=is_loose, is_two_row=two is not None)
    return _settled(_distinct(columns), rows[start:], path, languages, draft)


def _distinct(columns: Sequence[Column | None]) -> tuple[Column | None, ...]:
    """Columns of which no two claim to be the same: further ones of terms are admitted forms."""
    made: list[Column | None] = []
    for column in columns:
        if column is None or column not in made or column.role in _REPEATED:
            made.append(column)
        elif column.role == "preferred":
            made.append(replace(column, role="admitted"))
        else:
            made.append(None)
    return tuple(made)


_SECTION = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．章节篇部分类]+|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[IVX]{1,4}[.、]|[A-Z][.、]|\d{1,2}(?:[.、]\d{1,2})*[.、])\s*(?P<name>\S.*)"
)


def section_of(row: Row, layout: Layout) -> str:
    """The heading of a section that a row is, without its number; ``""`` if it is none.

    It stands alone in its row, where no term belongs, or with a number before it.
    """
    filled = [(place, cell) for place, cell in enumerate(row.cells) if cell]
    if len(filled) != 1 or not layout.is_loose:
        return ""
    place, cell = filled[0]
    column = layout.columns[place] if place < len(layout.columns) else None
    match = _SECTION.fullmatch(cell)
    is_apart = column is None or column.role in {"number", "id"}
    is_text = any(character.isalpha() for character in cell)
    if match is None and not (is_apart and is_text and place == 0):
        return ""
    return match["name"] if match else cell


def plain_layout(
    rows: Sequence[Row],
    path: str,
    languages: tuple[str, str] | None = None,
    third: Column | None = NOTE,
) -> Layout:
    """What the columns of a table without headings hold: two terms, and what comes third.

    Where the third and the fourth column state two languages in every row, as
    DeepL has it, these are the languages.

    Raises
    ------
    FormatError
        If the languages cannot be told.
    """
    stated = _stated_languages(rows)
    rest = (_STATED, _STATED) if stated else (third,)
    columns = (_SOURCE, _TARGET, *rest)
    if third is not None and not stated and _is_numbered(rows):
        columns = (_NUMBER, *columns)
    return _settled(columns, rows, path, languages or stated, Layout((), ()))


def _is_numbered(rows: Sequence[Row]) -> bool:
    """Whether the first of three columns numbers the rows."""
    sound = [row.cells for row in rows if not row.fault]
    return bool(sound) and all(
        len(cells) > 2 and cells[0].rstrip(".、").isdecimal()  # noqa: PLR2004 - beside a pair
        for cells in sound
    )


def _stated_languages(rows: Sequence[Row]) -> tuple[str, str] | None:
    """The languages that the last two of four columns state in every row."""
    stated = {row.cells[2:] for row in rows if not row.fault}
    if len(stated) != 1:
        return None
    codes = [language_of(cell) for cell in stated.pop()]
    return (codes[0], codes[1]) if len(codes) == 2 and all(codes) else None  # noqa: PLR2004 - a pair


def _heading_row(rows: Sequence[Row]) -> int | None:
    """Index of the row of headings: two of them known, or three below rows of several cells."""
    needed = 2
    for place, row in enumerate(rows[:_LAST_HEADING_ROW]):
        known = [column for cell in row.cells if (column := named_column(cell))]
        if len(known) >= needed and any(column.language for column in known):
            return None if _stated_languages(rows) else place
        if sum(map(bool, row.cells)) > 1:
            needed = 3
    return None


def _settled(
    columns: tuple[Column | None, ...],
    rows: Sequence[Row],
    path: str,
    languages: tuple[str, str] | None,
    draft: Layout,
) -> Layout:
    """The layout of columns, with the languages of source and target told."""
    columns = _with_statuses(columns)
    explicit = [c.language for c in columns if c and c.role == "preferred" and c.language]
    stated = [language for language in explicit if language not in {"source", "target"}]
    names = dict(zip(("source", "target"), languages or (), strict=False))
    if _SOURCE in columns and _TARGET in columns and len(stated) < 2:  # noqa: PLR2004 - a pair
        names = names or _by_script(columns, rows)
    elif len(stated) > 1:
        # The languages are named; a column "deprecated" is about the target.
        source, target = _ordered(stated)[:2]
        names = {"target": target}
        columns = tuple(None if c in {_SOURCE, _TARGET} else c for c in columns)
        names["source"] = source
    else:
        names = _completed(stated, names, columns, rows)
    made = tuple(
        replace(c, language=names.get(c.language, c.language)) if c and c.language else c
        for c in columns
    )
    present = [c.language for c in made if c and c.role == "preferred"]
    tags = _ordered(present)
    if len(tags) < 2 or not {"source", "target"}.isdisjoint(tags):  # noqa: PLR2004 - a pair
        message = (
            "no Chinese and English column found; name them zh and en, "
            "or give two columns and state their languages"
        )
        raise FormatError(message, path, rows[0].line if rows else None)
    return replace(draft, columns=tuple(_same_tag(c, tags) for c in made), languages=tags)


def _with_statuses(columns: tuple[Column | None, ...]) -> tuple[Column | None, ...]:
    """The columns; of several statuses without a language each is about the forms before it."""
    if columns.count(_STATUS) < 2:  # noqa: PLR2004 - one is about the target
        return columns
    made: list[Column | None] = []
    language = "target"
    for column in columns:
        if column == _STATUS:
            made.append(replace(column, language=language))
            continue
        if column and column.language and column.role != "status":
            language = column.language
        made.append(column)
    return tuple(made)


def _ordered(languages: list[str]) -> tuple[str, ...]:
    """Languages, source and target first: a second tag of one language comes behind others."""
    ranked = sorted(dict.fromkeys(languages), key=_rank)
    bases = [base_language(tag) for tag in ranked]
    seconds = {tag for i, tag in enumerate(ranked) if bases[i] in bases[:i]}
    return tuple(sorted(ranked, key=seconds.__contains__))


def _rank(language: str) -> int:
    """Chinese is the source, English the target, unless nothing of the kind is there."""
    return {"zh": 0, "en": 1}.get(base_language(language), 2)


def _same_tag(column: Column | None, tags: tuple[str, ...]) -> Column | None:
    """A column of forms with the tag that its language has in this table: zh-TW, not zh."""
    if column is None or not column.language or column.language in tags:
        return column
    own = base_language(column.language)
    tag = next((t for t in tags if base_language(t) == own), column.language)
    return replace(column, language=tag)


def _completed(
    stated: list[str],
    names: dict[str, str],
    columns: tuple[Column | None, ...],
    rows: Sequence[Row],
) -> dict[str, str]:
    """Languages where one column has a language for its heading and one is a mere term."""
    if not stated:
        return names or _by_script(columns, rows)
    other = "en" if base_language(stated[0]) == "zh" else "zh"
    if names:
        known = base_language(stated[0])
        other = next((n for n in names.values() if base_language(n) != known), other)
    return {"source": other, "target": other}


def _by_script(columns: tuple[Column | None, ...], rows: Sequence[Row]) -> dict[str, str]:
    """Languages of source and target by where the Chinese characters are."""
    places = [columns.index(column) for column in (_SOURCE, _TARGET) if column in columns]
    counts = [
        sum(has_han(row.cells[i]) for row in rows[:_SAMPLE_ROWS] if i < len(row.cells))
        for i in places
    ]
    if len(counts) < 2 or not any(counts):  # noqa: PLR2004 - a pair
        return {}
    is_turned = counts[1] > counts[0]
    return {"source": "en", "target": "zh"} if is_turned else {"source": "zh", "target": "en"}
