"""Glossary tables: TSV and CSV, with our columns or just two."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from aligner.errors import FormatError
from aligner.signature import digest_values
from aligner.terms.columns import COLUMNS, split_cell, split_parallel
from aligner.terms.glossary import Glossary, GlossaryProblem, unique_id
from aligner.text import has_han, one_line, strip_controls
from aligner.values import ConceptEntry, Term, TermStatus

__all__ = ["read_table"]

# Header names met in the tables of others, in lower case, and the column meant.
_HEADER_NAMES = {
    **{name: name for name in COLUMNS},
    **dict.fromkeys(
        ("zh-cn", "zh-hans", "zh-tw", "zh-hk", "zh-hant", "zho", "chinese", "中文", "中文术语"),
        "zh",
    ),
    **dict.fromkeys(
        ("en", "en-us", "en-gb", "eng", "english", "preferred", "英文", "英语", "译文", "译名"),
        "en_preferred",
    ),
    **dict.fromkeys(("source", "source term", "原文", "术语"), "source"),
    **dict.fromkeys(("target", "target term", "translation"), "target"),
    **dict.fromkeys(("aliases", "别名"), "zh_aliases"),
    **dict.fromkeys(("allowed", "variants"), "en_allowed"),
    **dict.fromkeys(("abbreviation", "abbreviations", "缩写"), "en_abbreviation"),
    **dict.fromkeys(("forbidden", "禁用"), "en_forbidden"),
    **dict.fromkeys(("subject", "领域"), "domain"),
    **dict.fromkeys(("notes", "comment", "备注"), "note"),
}
_YES = frozenset({"yes", "y", "true", "1", "是"})


@dataclass(frozen=True, slots=True)
class _Row:
    """One record of the table: its line in the file and its cells by column."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_table(data: bytes, path: str) -> Glossary:
    """The glossary in the bytes of a TSV or CSV table.

    Parameters
    ----------
    data : bytes
        UTF-8, with or without byte order mark, or GB18030.
    path : str
        For messages; ``.csv`` tells that commas or semicolons may separate cells.

    Raises
    ------
    FormatError
        For a charset, quote, header or date that cannot be read, with the line.
    """
    records = list(_records(_decode(data, path), path))
    if not records:
        raise FormatError("the table is empty", path)
    columns = _columns(records, path)
    is_header = _is_header(records[0][1])
    rows = [
        _Row(line, dict(zip(columns, map(_clean, cells), strict=False)))
        for line, cells in records[1 if is_header else 0 :]
    ]
    is_plain = not {"id", "zh_aliases", "en_forbidden"} & set(columns)
    return _collect(rows, path, merge=is_plain)


def _decode(data: bytes, path: str) -> str:
    """Text of the bytes."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise FormatError("not a text table: save it as UTF-8", path)


def _clean(cell: str) -> str:
    """A cell without control characters, on one line."""
    return one_line(strip_controls(cell))


def _records(text: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each record that is not blank."""
    # `newline=""` leaves line ends to the csv module, as it wants.
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=_delimiter(text, path), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"cannot read this row ({error}); a quote may be open"
        raise FormatError(message, path, line) from error


def _delimiter(text: str, path: str) -> str:
    """What separates the cells: told by the first line."""
    first = text.split("\n", 1)[0]
    if not path.lower().endswith(".csv") or "\t" in first:
        return "\t"
    return ";" if first.count(";") > first.count(",") else ","


def _is_header(cells: Sequence[str]) -> bool:
    """Whether at least two cells of the first record are names of columns."""
    names = [_clean(cell).lower() for cell in cells]
    return len([name for name in names if name in _HEADER_NAMES]) >= 2  # noqa: PLR2004


def _columns(records: list[tuple[int, list[str]]], path: str) -> list[str]:
    """Our name of each column of the table."""
    first_line, first = records[0]
    if _is_header(first):
        names = [_clean(cell).lower() for cell in first]
        columns = [_HEADER_NAMES.get(name, name) for name in names]
        data = [cells for _, cells in records[1:]]
    else:
        columns = ["source", "target"]
        data = [cells for _, cells in records]
    columns = _name_sides(columns, data)
    if "zh" not in columns or "en_preferred" not in columns:
        message = "no Chinese and English column found; name them zh and en, or give two columns"
        raise FormatError(message, path, first_line)
    return columns


def _name_sides(columns: list[str], data: list[list[str]]) -> list[str]:
    """Columns with source and target named by the script they are written in."""
    if "source" not in columns or "target" not in columns:
        return columns
    places = (columns.index("source"), columns.index("target"))
    counts = [sum(has_han(cells[i]) for cells in data if i < len(cells)) for i in places]
    if not any(counts):
        return columns
    zh, en = ("target", "source") if counts[1] > counts[0] else ("source", "target")
    return [{zh: "zh", en: "en_preferred"}.get(name, name) for name in columns]


def _collect(rows: list[_Row], path: str, *, merge: bool) -> Glossary:
    """Entries of the rows, with the rows that repeat or lack something as problems."""
    entries: dict[str, ConceptEntry] = {}
    lines: dict[str, int] = {}
    problems: list[GlossaryProblem] = []
    seen: dict[tuple[tuple[str, str], ...], int] = {}
    for row in rows:
        identity = tuple(sorted(row.cells.items()))
        if not row["zh"] or not row["en_preferred"]:
            side = "English" if row["zh"] else "Chinese"
            message = f"no {side} term in this row; the row is left out"
            problems.append(GlossaryProblem("empty-term", message, "", path, row.line))
        elif identity in seen:
            message = f"same as the row of line {seen[identity]}; the row is left out"
            problems.append(GlossaryProblem("duplicate-row", message, "", path, row.line))
        else:
            seen[identity] = row.line
            entry = _entry(row, path)
            known = entries.get(entry.id)
            if known is not None:
                entry, problem = _settle_repeated(known, entry, set(entries), merge=merge)
                problems.append(replace(problem, path=path, line=row.line))
            entries[entry.id] = entry
            lines.setdefault(entry.id, row.line)
    return Glossary(
        tuple(entries.values()),
        path=path,
        lines=tuple(lines.values()),
        problems=tuple(problems),
    )


def _settle_repeated(
    known: ConceptEntry,
    entry: ConceptEntry,
    taken: set[str],
    *,
    merge: bool,
) -> tuple[ConceptEntry, GlossaryProblem]:
    """The entry of a row whose id is taken: merged into the known one, or renamed."""
    if not merge:
        renamed = unique_id(entry.id, taken)
        message = f"the id {entry.id!r} is taken; this entry is now {renamed!r}"
        return replace(entry, id=renamed), GlossaryProblem("duplicate-id", message, renamed)
    texts = {term.text for term in known.terms}
    more = tuple(
        replace(term, status=TermStatus.ALLOWED) for term in entry.terms if term.text not in texts
    )
    message = f"{known.terms[0].text} stands in an earlier row; its renderings are put together"
    merged = replace(known, terms=known.terms + more)
    return merged, GlossaryProblem("repeated-source", message, known.id)


def _entry(row: _Row, path: str) -> ConceptEntry:
    """The concept entry of one row."""
    chinese = [*split_cell(row["zh"]), *split_cell(row["zh_aliases"])]
    exact = row["case"].lower() == "exact"
    terms = [
        Term(text, "zh", TermStatus.ALLOWED if i else TermStatus.PREFERRED)
        for i, text in enumerate(chinese)
    ]
    # A plain table gives several renderings in one cell, the best first.
    preferred = split_cell(row["en_preferred"])
    statuses = [TermStatus.PREFERRED] + [TermStatus.ALLOWED] * len(preferred)
    terms += [
        Term(text, "en", status, case_sensitive=exact)
        for text, status in zip(preferred, statuses, strict=False)
    ]
    for column, abbreviation in (("en_allowed", False), ("en_abbreviation", True)):
        terms += [
            Term(text, "en", TermStatus.ALLOWED, abbreviation, exact)
            for text in split_cell(row[column])
        ]
    return ConceptEntry(
        id=row["id"] or f"t-{digest_values(chinese[0])[:10]}",
        terms=(*terms, *_forbidden_terms(row, path, exact=exact)),
        domain=row["domain"],
        note=row["note"],
        reliability=row["reliability"],
        weak=row["weak"].lower() in _YES,
    )


def _forbidden_terms(row: _Row, path: str, *, exact: bool) -> list[Term]:
    """Forbidden forms with the days from which they are forbidden."""
    forms = split_parallel(row["en_forbidden"])
    days = split_parallel(row["forbidden_from"])
    # One day holds for all forms; else there is one, or none, for each.
    days = days * len(forms) if len(days) == 1 else days
    if len(days) != len(forms):
        message = f"{len(forms)} forbidden forms but {len(days)} days; give one for each or for all"
        raise FormatError(message, path, row.line)
    return [
        Term(
            form,
            "en",
            TermStatus.FORBIDDEN,
            case_sensitive=exact,
            valid_from=_day(day, path, row.line),
        )
        for form, day in zip(forms, days, strict=True)
        if form
    ]


def _day(cell: str, path: str, line: int) -> date | None:
    """The day in a cell, None for an empty one."""
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError as error:
        raise FormatError(f"not a day: {cell!r}; write it as 2018-08-28", path, line) from error
