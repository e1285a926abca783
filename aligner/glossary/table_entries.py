"""One row of a glossary table to a concept entry."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from aligner.errors import FormatError
from aligner.glossary.collecting import made_id
from aligner.glossary.columns import split_cell, split_loosely, split_parallel
from aligner.text import one_line
from aligner.values import ConceptEntry, MatchMode, Term, TermStatus, compiles

# Stands between a form and its rule, in a cell of rules for several forms.
RULE_SIGN = " => "

_YES = frozenset({"yes", "y", "true", "1", "x", "是", "有", "√"})
_EXACT = frozenset({"exact", "case sensitive", "区分", *_YES})
_STATUSES = {
    **dict.fromkeys(
        ("preferred", "approved", "首选", "推荐", "规范", "标准"), TermStatus.PREFERRED
    ),
    **dict.fromkeys(
        ("admitted", "allowed", "provisional", "non-standard", "允许", "可用", "备选"),
        TermStatus.ADMITTED,
    ),
    **dict.fromkeys(
        ("deprecated", "forbidden", "obsolete", "rejected", "禁用", "禁止", "不可用", "废弃"),
        TermStatus.DEPRECATED,
    ),
}
_RULES = frozenset({"case", "match", "valid_from", "valid_until", "term_notes"})


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row by what they hold.

    Parameters
    ----------
    line : int
    fields : mapping of str to str
        Cells that are not empty, by field.
    form_cells : mapping of (str, str) to str
        Cells of forms that are not empty, by kind of form and language.
    is_loose : bool
        Whether the table is kept by hand: semicolons and line ends part forms too.
    is_whole : bool
        Whether a cell is one form, whatever stands in it.
    """

    line: int
    fields: Mapping[str, str]
    form_cells: Mapping[tuple[str, str], str]
    is_loose: bool = False
    is_whole: bool = False

    def field(self, role: str) -> str:
        """The cell of a field on one line, ``""`` if there is none."""
        cell = self.fields.get(role, "")
        return one_line(cell) if "\n" in cell else cell

    def forms(self, role: str, language: str) -> list[str]:
        """The forms of one kind in a language, each once."""
        cell = self.form_cells.get((role, language))
        if not cell:
            return []
        if self.is_whole:
            return [one_line(cell)]
        if self.is_loose:
            return list(dict.fromkeys(split_loosely(cell)))
        return split_cell(one_line(cell))


def entry_of(row: TableRow, languages: tuple[str, ...], path: str) -> ConceptEntry:
    """The concept entry of one row.

    Parameters
    ----------
    row : TableRow
    languages : tuple of str
        Languages of the forms, source first.  The rules of a row are about
        forms of the second.
    path : str
        For messages.

    Raises
    ------
    FormatError
        For a rule that cannot be read, with the line.
    """
    terms = [term for language in languages for term in _terms(row, language, languages[:2], path)]
    if not terms or terms[0].language != languages[0]:
        raise FormatError("no term in this row", path, row.line)
    if not _RULES.isdisjoint(row.fields):
        terms = [_with_rules(term, row, languages[1:2], path) for term in terms]
    return ConceptEntry(
        id=row.field("id") or made_id(terms[0]),
        terms=tuple(terms),
        domain=row.field("domain"),
        note=row.field("note"),
        reliability=row.field("reliability"),
        weak=row.field("weak").lower() in _YES,
        definition=row.field("definition"),
    )


def _terms(row: TableRow, language: str, pair: tuple[str, ...], path: str) -> list[Term]:
    """Terms of one language, best first, without the rules of the row."""
    terms: list[Term] = []
    for role in ("preferred", "admitted", "abbreviation"):
        for text in row.forms(role, language):
            is_first = role == "preferred" and not terms
            status = TermStatus.PREFERRED if is_first else TermStatus.ADMITTED
            terms.append(Term(text, language, status, role == "abbreviation"))
    if language == pair[-1] and row.field("status"):
        status = _STATUSES.get(row.field("status").lower(), TermStatus.PREFERRED)
        terms = [replace(term, status=status) for term in terms]
    if language != pair[0]:
        return [*terms, *_deprecated(row, language, path)]
    deprecated = row.forms("deprecated", language)
    return [*terms, *(Term(text, language, TermStatus.DEPRECATED) for text in deprecated)]


def _deprecated(row: TableRow, language: str, path: str) -> list[Term]:
    """Deprecated forms, with the days from which they are and what to use instead."""
    if ("deprecated", language) not in row.form_cells:
        return []
    if row.is_loose:
        forms = row.forms("deprecated", language)
    else:
        forms = split_parallel(one_line(row.form_cells.get(("deprecated", language), "")))
    days = _parallel(row, "deprecated_from", forms, path)
    instead = _parallel(row, "use_instead", forms, path)
    return [
        Term(
            form,
            language,
            TermStatus.DEPRECATED,
            valid_from=day_in(day, path, row.line),
            use_instead=other,
        )
        for form, day, other in zip(forms, days, instead, strict=True)
        if form
    ]


def _parallel(row: TableRow, role: str, forms: list[str], path: str) -> list[str]:
    """What a cell says of each form: one item holds for all, else there is one for each."""
    items = split_parallel(row.field(role))
    items = items * len(forms) if len(items) == 1 else items
    if len(items) != len(forms):
        count = f"{len(forms)} deprecated forms but {len(items)} in {role}"
        message = f"{count}; give one for each or for all"
        raise FormatError(message, path, row.line)
    return items


def _with_rules(term: Term, row: TableRow, target: tuple[str, ...], path: str) -> Term:
    """A term with the rules that the row has for it."""
    is_target = term.language in target
    is_accepted = term.status is not TermStatus.DEPRECATED
    case = _rule(row, "case", term, bare=is_target)
    match = _rule(row, "match", term, bare=is_target)
    start = _rule(row, "valid_from", term, bare=is_target and is_accepted)
    stop = _rule(row, "valid_until", term, bare=is_target and is_accepted)
    note = _rule(row, "term_notes", term, bare=is_target)
    return replace(
        term,
        case_sensitive=case.lower() in _EXACT,
        match=_match_mode(match, term.text, path, row.line),
        valid_from=day_in(start, path, row.line) or term.valid_from,
        valid_until=day_in(stop, path, row.line),
        note=note,
    )


def _rule(row: TableRow, role: str, term: Term, *, bare: bool) -> str:
    """What a cell of rules says of a term: by name, or for all if that counts (`bare`)."""
    cell = row.field(role)
    if not cell:
        return ""
    names = {term.text, f"{term.language}:{term.text}"}
    general = ""
    for item in split_cell(cell):
        name, sign, value = item.partition(RULE_SIGN)
        if sign and name in names:
            return value
        if not sign:
            general = item
    return general if bare else ""


def _match_mode(value: str, text: str, path: str, line: int) -> MatchMode:
    """The match mode a cell names; none is the usual one."""
    try:
        mode = MatchMode(value.lower() or MatchMode.NOUN)
    except ValueError as error:
        known = ", ".join(mode.value for mode in MatchMode)
        message = f"not a match mode: {value!r}; known: {known}"
        raise FormatError(message, path, line) from error
    if mode is MatchMode.REGEX and not compiles(text):
        raise FormatError(f"not a regular expression, or too large a one: {text!r}", path, line)
    return mode


def day_in(cell: str, path: str, line: int | None) -> date | None:
    """The day in a cell, None for an empty one.

    Raises
    ------
    FormatError
        For anything but a day as ISO 8601 has it.
    """
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError as error:
        raise FormatError(f"not a day: {cell!r}; write it as 2018-08-28", path, line) from error
