"""What the columns of a glossary table hold: by their headings, or by the script of their cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aligner.errors import FormatError
from aligner.glossary.columns import Column, column_of, language_of
from aligner.tables import Row
from aligner.text import base_language, has_han

NOTE = Column("note")
_SOURCE = Column("preferred", "source")
_TARGET = Column("preferred", "target")
_STATED = Column("language")
# Headings may stand below a title, not below data.
_LAST_HEADING_ROW = 10
_SAMPLE_ROWS = 200


@dataclass(frozen=True, slots=True)
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
    """

    columns: tuple[Column | None, ...]
    languages: tuple[str, ...]
    headings: tuple[str, ...] = ()
    skip: int = 0
    is_loose: bool = False
    is_whole: bool = False
    gathers: bool = False

    def named(self) -> tuple[tuple[str, str], ...]:
        """Headings and what each was taken for."""
        pairs = zip(self.headings, self.columns, strict=False)
        return tuple((name, str(column or "")) for name, column in pairs if name)


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
    headings = rows[place].cells
    found = [column_of(heading) for heading in headings]
    # The first column of a kind counts.
    columns = [c if c not in found[:i] else None for i, c in enumerate(found)]
    is_ours = set(headings) >= {"zh", "en_preferred"} or all(map(language_of, headings))
    draft = Layout((), (), headings, place + 1, is_loose=not is_ours)
    return _settled(tuple(columns), rows[place + 1 :], path, languages, draft)


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
    return _settled((_SOURCE, _TARGET, *rest), rows, path, languages or stated, Layout((), ()))


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
        known = [column for cell in row.cells if (column := column_of(cell))]
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
    explicit = [c.language for c in columns if c and c.role == "preferred" and c.language]
    stated = [language for language in explicit if language not in {"source", "target"}]
    names = dict(zip(("source", "target"), languages or (), strict=False))
    if _SOURCE in columns and _TARGET in columns and len(stated) < 2:  # noqa: PLR2004 - a pair
        names = names or _by_script(columns, rows)
    elif len(stated) > 1:
        # The languages are named; a column "deprecated" is about the target.
        source, target = sorted(dict.fromkeys(stated), key=_rank)[:2]
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
    tags = tuple(sorted(dict.fromkeys(present), key=_rank))
    if len(tags) < 2 or not {"source", "target"}.isdisjoint(tags):  # noqa: PLR2004 - a pair
        message = (
            "no Chinese and English column found; name them zh and en, "
            "or give two columns and state their languages"
        )
        raise FormatError(message, path, rows[0].line if rows else None)
    return replace(draft, columns=tuple(_same_tag(c, tags) for c in made), languages=tags)


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
