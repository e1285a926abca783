"""Glossary tables: our own columns, columns named by others, or just two columns.

The headings are guessed (`Glossary.columns` says as what), a row that cannot be
read is reported and left out, and the rest is read.  What we write has one concept
a row, in our columns.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from aligner.errors import FormatError
from aligner.glossary.cells import Guess, join_cell
from aligner.glossary.collecting import Collector
from aligner.glossary.columns import COLUMNS, EXTRA_COLUMNS, Column, is_unplaced_ban
from aligner.glossary.glossary import Glossary
from aligner.glossary.layout import Layout, layout_of, section_of
from aligner.glossary.rows import FormCell, TableRow
from aligner.glossary.table_entries import RULE_SIGN, entry_of
from aligner.glossary.wording import NO, YES, stands_for_nothing
from aligner.tables import Row, quoted_rows, table_rows
from aligner.text import base_language, has_han
from aligner.values import ConceptEntry, MatchMode, Term, TermStatus

_LISTS = (".txt", ".tab")
_NAMES = {"zh": "Chinese", "en": "English"}


def read_table(data: bytes, path: str, languages: tuple[str, str] | None = None) -> Glossary:
    """The glossary in the bytes of a TSV or CSV table.

    Parameters
    ----------
    data : bytes
        UTF-8, UTF-16 or GB18030.
    path : str
        For messages; ``.csv`` tells that commas or semicolons may separate cells.
    languages : tuple of str, optional
        Languages of columns named source and target, or of two columns
        without names; otherwise their script decides.

    Raises
    ------
    FormatError
        If it is no text, has no two columns of terms, or no usable row.
    """
    rows = table_rows(data, path)
    layout = layout_of(rows, path, languages)
    # A text without headings, as OmegaT has it, can only have a row for each translation.
    is_list = not layout.headings and path.lower().endswith(_LISTS)
    layout = replace(layout, gathers=layout.gathers or is_list)
    collector = Collector(path)
    report_headings(collector, rows, layout)
    add_rows(collector, rows[layout.skip :], layout)
    return collector.glossary(layout.named())


def report_headings(
    collector: Collector, rows: Sequence[Row], layout: Layout, sheet: str = ""
) -> None:
    """Note that headings were read from two rows, and those of bans that are not understood."""
    if layout.is_two_row:
        message = "this row is read as the second of two rows of headings"
        collector.report("two-row-heading", message, rows[layout.skip - 1].line, sheet)
    for name, taken in layout.named():
        if not taken and layout.headings and is_unplaced_ban(name):
            message = (
                f"the column {name!r} seems to forbid something and is not read; "
                "name it zh_deprecated or en_deprecated"
            )
            collector.report("unread-ban", message, rows[layout.skip - 1].line, sheet)


def add_rows(collector: Collector, rows: Iterable[Row], layout: Layout, sheet: str = "") -> None:
    """Read the rows of a table into a collector; what cannot be read is reported there."""
    has_ids = Column("id") in layout.columns
    section = ""
    for row in rows:
        if row.fault:
            message = f"{row.fault}; the row is left out"
            collector.report("bad-row", message, row.line, sheet)
            continue
        heading = section_of(row, layout)
        if heading:
            section = heading
            message = f"{heading!r} is read as the domain of the rows below"
            collector.report("section-row", message, row.line, sheet)
            continue
        table_row = _placed(row, layout)
        _count_unread(collector, row, layout)
        _report_surplus(collector, row, layout, sheet)
        _report_missing(collector, row, layout, sheet)
        entry = _entry(collector, table_row, layout, sheet)
        if entry is None:
            continue
        entry = replace(entry, domain=entry.domain or section)
        if layout.gathers:
            collector.gather(entry, row.line)
        else:
            own_id = has_ids and bool(table_row.field("id"))
            collector.add(entry, row.line, sheet, own_id=own_id)


def _entry(collector: Collector, row: TableRow, layout: Layout, sheet: str) -> ConceptEntry | None:
    """The entry of a row, None if it cannot be read, which is reported."""
    lacking = _lacking(row, layout)
    if lacking:
        message = f"no {lacking} term in this row; the row is left out"
        collector.report("empty-term", message, row.line, sheet)
        return None
    guesses: list[Guess] = []
    try:
        entry = entry_of(row, layout.languages, collector.path, guesses.append)
    except FormatError as error:
        message = f"{error.message}; the row is left out"
        collector.report("bad-row", message, row.line, sheet)
        return None
    for guess in guesses:
        collector.report(guess.code, guess.message, row.line, sheet, entry.id)
    return entry


def _placed(row: Row, layout: Layout) -> TableRow:
    """A row with its cells under what they hold."""
    fields: dict[str, str] = {}
    cells: list[FormCell] = []
    flag = _flag(row, layout)
    for place, (column, text) in enumerate(zip(layout.columns, row.cells, strict=False)):
        if column is None or not text or column.role in _NO_FIELDS:
            continue
        if _is_missing(column, text, layout):
            continue
        if not column.language:
            known = fields.get(column.role)
            fields[column.role] = f"{known}; {text}" if known else text
        elif not (layout.is_loose and column.role == "deprecated" and _is_flag(text)):
            by_flag = flag if column.language == layout.languages[1] else ""
            status = "" if column.role == "deprecated" else layout.status_of(row, place) or by_flag
            language = column.language
            if layout.is_loose and column.role == "deprecated" and has_han(text):
                # What is forbidden in a column about either language shows by its script.
                language = layout.languages[0] if base_language(language) == "en" else language
            cells.append(FormCell(column.role, language, text, status))
    return TableRow(row.line, fields, tuple(cells), layout.is_loose, layout.is_whole)


_NO_FIELDS = frozenset({"status", "number", "language"})
_FORBIDDEN = "forbidden"


def _is_flag(text: str) -> bool:
    """Whether a cell among forbidden forms is a mere yes or no."""
    return text.casefold() in YES | NO


def _flag(row: Row, layout: Layout) -> str:
    """The status of a row where a column "forbidden" is ticked."""
    if not layout.is_loose:
        return ""
    ticks = (
        text.casefold()
        for column, text in zip(layout.columns, row.cells, strict=False)
        if column and column.role == "deprecated"
    )
    return _FORBIDDEN if any(tick in YES for tick in ticks) else ""


def _lacking(row: TableRow, layout: Layout) -> str:
    """Name of the language that has no term in a row, ``""`` if nothing is wanting."""
    have = {cell.language for cell in row.cells}
    filled = [language for language in layout.languages if language in have]
    if layout.languages[0] not in filled:
        missing = layout.languages[0]
    elif len(filled) < 2:  # noqa: PLR2004 - a pair
        missing = layout.languages[1]
    else:
        return ""
    return _NAMES.get(base_language(missing), missing)


def _count_unread(collector: Collector, row: Row, layout: Layout) -> None:
    """Count the cells of columns that are not read."""
    for place, cell in enumerate(row.cells):
        if cell and (place >= len(layout.columns) or layout.columns[place] is None):
            name = layout.headings[place] if place < len(layout.headings) else f"column {place + 1}"
            collector.unread[name or f"column {place + 1}"] += 1


def _report_surplus(collector: Collector, row: Row, layout: Layout, sheet: str) -> None:
    """Note cells beyond the last column, which an unquoted separator in a text makes."""
    surplus = [cell for cell in row.cells[len(layout.columns) :] if cell]
    if surplus:
        message = (
            f"{surplus[0]!r} stands beyond the last column and is not read; if it belongs to the "
            "cell before it, put that cell in quotes"
        )
        collector.report("surplus-cells", message, row.line, sheet)


def _report_missing(collector: Collector, row: Row, layout: Layout, sheet: str) -> None:
    """Note cells that should hold a leading term and hold a sign that there is none."""
    for column, text in zip(layout.columns, row.cells, strict=False):
        if column and column.role == "preferred" and text and _is_missing(column, text, layout):
            message = f"{text!r} is no term and is not read"
            collector.report("no-term", message, row.line, sheet)


def _is_missing(column: Column, text: str, layout: Layout) -> bool:
    """Whether a cell of a table kept by hand says that there is no term.

    A table with ids was written by a program, and among forbidden forms a sign may be a tick.
    """
    is_for_terms = bool(column.language) and column.role != "deprecated"
    return is_for_terms and stands_for_nothing(text) and Column("id") not in layout.columns


_ACCEPTED = (TermStatus.PREFERRED, TermStatus.ADMITTED)
_BYTE_ORDER_MARK = "\ufeff"


def table_bytes(glossary: Glossary) -> bytes:
    """The glossary as a TSV file: UTF-8, a header, one concept a row."""
    return quoted_rows(glossary_rows(glossary), "\t").encode()


def csv_bytes(glossary: Glossary) -> bytes:
    """The same with commas, and with the mark by which spreadsheets know UTF-8."""
    return (_BYTE_ORDER_MARK + quoted_rows(glossary_rows(glossary))).encode()


def glossary_rows(glossary: Glossary) -> Iterator[list[str]]:
    """The header and the rows of the table.

    Notes
    -----
    Columns beyond the usual ones stand there only when an entry needs them,
    and so do columns of further languages.
    """
    others = _other_languages(glossary)
    rows = [_cells(entry, others) for entry in glossary.entries]
    extra = [name for name in (*EXTRA_COLUMNS, *others) if any(row[name] for row in rows)]
    names = [*COLUMNS, *extra]
    yield names
    for row in rows:
        yield [row[name] for name in names]


def _other_languages(glossary: Glossary) -> list[str]:
    """Base languages besides Chinese and English, in alphabetical order."""
    tags = {base_language(term.language) for entry in glossary.entries for term in entry.terms}
    return sorted(tags - {"zh", "en"})


def _cells(entry: ConceptEntry, others: list[str]) -> dict[str, str]:
    """One concept entry as cells by column."""
    chinese = _texts(entry.forms("zh", *_ACCEPTED))
    english = entry.forms("en", *_ACCEPTED)
    full = _best_first(_of_one_variety([term for term in english if not term.abbreviation]))
    deprecated = entry.forms("en", TermStatus.DEPRECATED)
    days = [t.valid_from.isoformat() if t.valid_from else "" for t in deprecated]
    return {
        "id": entry.id,
        "zh": join_cell(chinese[:1]),
        "zh_aliases": join_cell(chinese[1:]),
        "zh_deprecated": join_cell(_texts(entry.forms("zh", TermStatus.DEPRECATED))),
        "en_preferred": join_cell(full[:1]),
        "en_admitted": join_cell(full[1:]),
        "en_abbreviation": join_cell([t.text for t in english if t.abbreviation]),
        "en_deprecated": join_cell([t.text for t in deprecated]),
        "deprecated_from": _parallel(days),
        "use_instead": _parallel([t.use_instead for t in deprecated]),
        "domain": entry.domain,
        "definition": entry.definition,
        "weak": "yes" if entry.weak else "",
        "case": _rules(entry, lambda term: "exact" if term.case_sensitive else ""),
        "match": _rules(entry, _match_rule),
        "valid_from": _rules(entry, _start_rule, *_ACCEPTED),
        "valid_until": _rules(entry, _stop_rule, *_ACCEPTED),
        "term_notes": _rules(entry, lambda term: term.note),
        "reliability": entry.reliability,
        "note": entry.note,
        **{other: join_cell(_texts(entry.forms(other, *_ACCEPTED))) for other in others},
    }


def _best_first(terms: list[Term]) -> list[str]:
    """Texts, those of preferred terms first."""
    return [t.text for t in sorted(terms, key=lambda t: t.status is not TermStatus.PREFERRED)]


def _of_one_variety(terms: list[Term]) -> list[Term]:
    """Terms without those that another variety of the language spells alike."""
    first: dict[str, str] = {}
    return [t for t in terms if first.setdefault(t.text, t.language) == t.language]


def _texts(terms: tuple[Term, ...]) -> list[str]:
    return _best_first(_of_one_variety(list(terms)))


def _match_rule(term: Term) -> str:
    return "" if term.match is MatchMode.NOUN else term.match.value


def _start_rule(term: Term) -> str:
    """The first day of a term; that of a deprecated English one has its own column."""
    is_elsewhere = term.status is TermStatus.DEPRECATED and base_language(term.language) == "en"
    return "" if is_elsewhere or term.valid_from is None else term.valid_from.isoformat()


def _stop_rule(term: Term) -> str:
    return term.valid_until.isoformat() if term.valid_until else ""


def _parallel(items: list[str]) -> str:
    """A cell with one item for each form, or a single one if it is the same for all."""
    same = all(left == right for left, right in pairwise(items))
    return join_cell(items[:1] if same else items)


def _rules(entry: ConceptEntry, rule: Callable[[Term], str], *statuses: TermStatus) -> str:
    """A rule of forms as a cell: bare if all English forms of the statuses share it, else named."""
    covered = entry.forms("en", *statuses)
    shared = {rule(term) for term in covered}
    is_bare = len(shared) == 1 and not any(RULE_SIGN in value for value in shared)
    texts = [term.text for term in entry.terms]
    named = [
        f"{_form_name(term, texts)}{RULE_SIGN}{rule(term)}"
        for term in entry.terms
        if rule(term) and not (is_bare and term in covered)
    ]
    return join_cell([*(shared if is_bare and any(shared) else ()), *dict.fromkeys(named)])


def _form_name(term: Term, texts: list[str]) -> str:
    """A form as a rule names it: with its language where two languages have it."""
    return term.text if texts.count(term.text) == 1 else f"{term.language}:{term.text}"
