"""One row of a glossary table to a concept entry."""

from dataclasses import replace
from datetime import date

from aligner.errors import FormatError
from aligner.glossary.bans import obey_note
from aligner.glossary.brackets import Form
from aligner.glossary.cells import split_cell, split_parallel
from aligner.glossary.collecting import made_id
from aligner.glossary.rows import FormCell, Report, TableRow
from aligner.glossary.wording import YES, status_of
from aligner.text import base_language, one_line
from aligner.values import ConceptEntry, MatchMode, Term, TermStatus, compiles

# Stands between a form and its rule, in a cell of rules for several forms.
RULE_SIGN = " => "

_EXACT = frozenset({"exact", "case sensitive", "区分", *YES})
_RULES = frozenset({"case", "match", "valid_from", "valid_until", "term_notes"})


def entry_of(row: TableRow, languages: tuple[str, ...], path: str, report: Report) -> ConceptEntry:
    """The concept entry of one row.

    Parameters
    ----------
    row : TableRow
    languages : tuple of str
        Languages of the forms, source first.  The rules of a row are about
        forms of the second.
    path : str
        For messages.
    report : callable
        Takes what was guessed.

    Raises
    ------
    FormatError
        For a rule that cannot be read, with the line.
    """
    terms = [
        term
        for language in languages
        for term in _terms(row, language, path, report, is_source=language == languages[0])
    ]
    if not any(term.language == languages[0] for term in terms):
        raise FormatError("no term in this row", path, row.line)
    if row.field("word_class"):
        terms = [_with_word_class(term, row, languages[1:2]) for term in terms]
    if not _RULES.isdisjoint(row.fields):
        terms = [_with_rules(term, row, languages[1:2], path) for term in terms]
    entry = ConceptEntry(
        id=row.field("id") or made_id(_leader(terms, languages[0])),
        terms=tuple(terms),
        domain=row.field("domain"),
        note=row.field("note"),
        reliability=row.field("reliability"),
        weak=row.field("weak").lower() in YES,
        definition=row.field("definition"),
    )
    is_ours = not (row.is_loose or row.is_whole)
    return entry if is_ours else obey_note(entry, languages, report)


def _with_word_class(term: Term, row: TableRow, target: tuple[str, ...]) -> Term:
    """A term of the target language with the part of speech that the row states."""
    notes = dict.fromkeys(filter(None, (row.field("word_class"), term.note)))
    return replace(term, note="; ".join(notes)) if term.language in target else term


def _leader(terms: list[Term], language: str) -> Term:
    """The first term of a language, an accepted one if there is one."""
    own = [term for term in terms if term.language == language]
    return next((t for t in own if t.status is not TermStatus.DEPRECATED), own[0])


def _terms(
    row: TableRow, language: str, path: str, report: Report, *, is_source: bool
) -> list[Term]:
    """Terms of one language, best first, without the rules of the row."""
    terms: list[Term] = []
    banned: list[str] = []
    for role in ("preferred", "admitted", "abbreviation"):
        for cell in row.cells:
            if (cell.role, cell.language) == (role, language):
                forms = row.forms(cell, report)
                banned += [form.text for form in forms if form.role == "deprecated"]
                _add_terms(terms, forms, cell, row.line, path)
    deprecated = [term for term in terms if term.status is TermStatus.DEPRECATED]
    accepted = [term for term in terms if term.status is not TermStatus.DEPRECATED]
    listed = _deprecated(row, language, path, report, is_dated=not is_source)
    known = {term.text for term in (*deprecated, *listed)}
    noted = [Term(text, language, TermStatus.DEPRECATED) for text in banned if text not in known]
    return [*accepted, *deprecated, *noted, *listed]


def _add_terms(terms: list[Term], forms: list[Form], cell: FormCell, line: int, path: str) -> None:
    """Add the accepted forms of a cell, or what its status makes of them."""
    status = status_of(cell.status) if cell.status else None
    if cell.status and status is None:
        message = f"the status {cell.status!r} is not known; write preferred, admitted or forbidden"
        raise FormatError(message, path, line)
    for place, form in enumerate(f for f in forms if f.role != "deprecated"):
        has_leader = any(term.status is TermStatus.PREFERRED for term in terms)
        usual = TermStatus.ADMITTED if has_leader or form.role != "preferred" else None
        is_leader = place == 0 and not has_leader
        if status is not None and (is_leader or status is TermStatus.DEPRECATED):
            made = status
        else:
            made = usual or (TermStatus.PREFERRED if status is None else TermStatus.ADMITTED)
        is_short = form.role == "abbreviation" and base_language(cell.language) != "zh"
        terms.append(Term(form.text, cell.language, made, is_short, note=form.note))


def _deprecated(
    row: TableRow, language: str, path: str, report: Report, *, is_dated: bool
) -> list[Term]:
    """Deprecated forms, with the days from which they are and what to use instead."""
    cells = [c for c in row.cells if (c.role, c.language) == ("deprecated", language)]
    if not cells:
        return []
    if row.is_loose:
        forms = [form.text for cell in cells for form in row.forms(cell, report)]
    else:
        forms = [form for cell in cells for form in split_parallel(one_line(cell.text))]
    if not is_dated:
        return [Term(form, language, TermStatus.DEPRECATED) for form in forms if form]
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
        note="; ".join(filter(None, (note, term.note))),
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
