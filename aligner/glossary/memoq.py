"""Term bases of memoQ as CSV, in the columns that memoQ itself exports.

Columns of the entry (``Entry_ID``, ``Entry_Domain`` ...), then for each language
its definition (``English_Def``) and, as often as an entry has terms in it, the
term (``English``), ``Term_Info`` and ``Term_Example``.  ``Term_Info`` holds the
case rule (CaseSense, CasePermissive, CaseInsense), the matching (NoPrefix is
exact, HalfPrefix and FullPrefix are not) and Forbidden, with semicolons.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.errors import FormatError
from aligner.glossary.collecting import Collector, made_id
from aligner.glossary.glossary import Glossary
from aligner.tables import Row, quoted_rows, table_rows
from aligner.text import base_language, one_line
from aligner.values import ConceptEntry, MatchMode, Term, TermStatus

_ENTRY = "Entry_"
_INFO, _EXAMPLE, _DEFINITION = "Term_Info", "Term_Example", "_Def"
_ENTRY_COLUMNS = (
    "Entry_ID",
    "Entry_Subject",
    "Entry_Domain",
    "Entry_ClientID",
    "Entry_ProjectID",
    "Entry_Created",
    "Entry_Creator",
    "Entry_LastModified",
    "Entry_Modifier",
    "Entry_Note",
)
_READ = frozenset({"Entry_ID", "Entry_Subject", "Entry_Domain", "Entry_Note"})
_TAGS = {
    "Chinese_PRC": "zh",
    "Chinese": "zh",
    "Chinese_Taiwan": "zh-TW",
    "Chinese_Hong_Kong_SAR": "zh-HK",
    "English": "en",
    "English_United_States": "en-US",
    "English_United_Kingdom": "en-GB",
    "French": "fr",
    "French_France": "fr-FR",
    "German": "de",
    "German_Germany": "de-DE",
    "Italian": "it",
    "Japanese": "ja",
    "Korean": "ko",
    "Portuguese": "pt",
    "Russian": "ru",
    "Spanish": "es",
}
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class _Group:
    """The places of a term column and of what belongs to it; -1 for none."""

    language: str
    term: int
    info: int
    example: int


def read_memoq(data: bytes, path: str, languages: tuple[str, str] | None = None) -> Glossary:
    """The glossary in the bytes of an exported term base.

    Raises
    ------
    FormatError
        If the columns are not memoQ's, or nothing can be used.
    """
    rows = table_rows(data, path)
    headings = rows[0].cells if rows else ()
    groups = _groups(headings)
    if len({base_language(group.language) for group in groups}) < 2:  # noqa: PLR2004 - a pair
        message = "not a term base of memoQ: export it with field headers and two languages"
        raise FormatError(message, path, rows[0].line if rows else None)
    first = languages[0] if languages else "zh"
    groups.sort(key=lambda group: base_language(group.language) != base_language(first))
    collector = Collector(path, way_out="export the term base with all its languages")
    for row in rows[1:]:
        _add(collector, row, headings, groups)
    named = tuple((name, _meaning(name, groups, i)) for i, name in enumerate(headings))
    return collector.glossary(named)


def _groups(headings: Sequence[str]) -> list[_Group]:
    """The term columns, each with what follows it up to the next."""
    found = []
    for place, name in enumerate(headings):
        language = _TAGS.get(name) or _TAGS.get(name.split("_")[0], "") if name else ""
        if not language or name.endswith(_DEFINITION):
            continue
        after = list(headings[place + 1 : place + 3])
        info = place + 1 + after.index(_INFO) if _INFO in after else -1
        example = place + 1 + after.index(_EXAMPLE) if _EXAMPLE in after else -1
        found.append(_Group(language, place, info, example))
    return found


def _meaning(name: str, groups: list[_Group], place: int) -> str:
    """What a column was taken for, for the user."""
    language = next((group.language for group in groups if group.term == place), "")
    known = name in {*_READ, _INFO, _EXAMPLE} or name.endswith(_DEFINITION)
    return language or (name if known else "")


def _add(collector: Collector, row: Row, headings: Sequence[str], groups: list[_Group]) -> None:
    """Take one entry."""
    if row.fault:
        collector.report("bad-row", f"{row.fault}; the row is left out", row.line)
        return
    cells = [*map(one_line, row.cells), *[""] * (len(headings) - len(row.cells)), ""]
    named = dict(zip(headings, cells, strict=False))
    terms: list[Term] = []
    for group in groups:
        if cells[group.term]:
            known = {term.language for term in terms if term.status is TermStatus.PREFERRED}
            is_first = group.language not in known
            info = cells[group.info].split(";")
            terms.append(_term(cells[group.term], group.language, info, is_first=is_first))
            if cells[group.example]:
                collector.unread[_EXAMPLE] += 1
    collector.unread.update(name for name, cell in named.items() if cell and _is_unread(name))
    if not terms:
        collector.report("empty-term", "no term in this row; the row is left out", row.line)
        return
    definitions = (c for n, c in named.items() if n.endswith(_DEFINITION) and c)
    entry = ConceptEntry(
        id=named.get("Entry_ID") or made_id(terms[0]),
        terms=tuple(terms),
        domain=named.get("Entry_Domain") or named.get("Entry_Subject", ""),
        note=named.get("Entry_Note", ""),
        definition=next(definitions, ""),
    )
    collector.add(entry, row.line, own_id=bool(named.get("Entry_ID")))


def _is_unread(name: str) -> bool:
    """Whether a column of the entry says something we have no place for."""
    bookkeeping = {"Entry_Created", "Entry_Creator", "Entry_LastModified", "Entry_Modifier"}
    return name.startswith(_ENTRY) and name not in _READ and name not in bookkeeping


def _term(text: str, language: str, info: Sequence[str], *, is_first: bool) -> Term:
    """A term with what its ``Term_Info`` says."""
    flags = {flag.strip() for flag in info}
    usual = TermStatus.PREFERRED if is_first else TermStatus.ADMITTED
    return Term(
        text,
        language,
        TermStatus.DEPRECATED if "Forbidden" in flags else usual,
        case_sensitive="CaseSense" in flags,
        match=MatchMode.EXACT if "NoPrefix" in flags else MatchMode.NOUN,
    )


def memoq_bytes(glossary: Glossary, languages: tuple[str, str] | None = None) -> bytes:
    """The glossary as a term base that memoQ imports: entries numbered, commas, UTF-8."""
    names = {tag: name for name, tag in reversed(_TAGS.items())}
    tags = dict.fromkeys(t.language for e in glossary.entries for t in e.terms)
    wanted = [tag for tag in tags if tag in names]
    if languages:
        asked = [base_language(language) for language in languages]
        wanted = [tag for tag in wanted if base_language(tag) in asked]
    widths = {
        tag: max((len(_memoq_terms(e, tag)) for e in glossary.entries), default=0) for tag in wanted
    }
    header = list(_ENTRY_COLUMNS)
    for tag in wanted:
        header += [f"{names[tag]}{_DEFINITION}", *[names[tag], _INFO, _EXAMPLE] * widths[tag]]
    # memoQ wants numbers.
    are_numbers = all(entry.id.isdecimal() for entry in glossary.entries)
    rows = (
        _cells(entry.id if are_numbers else str(number), entry, widths)
        for number, entry in enumerate(glossary.entries, start=1)
    )
    return (_BYTE_ORDER_MARK + quoted_rows([header, *rows])).encode()


def _memoq_terms(entry: ConceptEntry, tag: str) -> list[Term]:
    """Terms of one language that memoQ can match, best first, deprecated ones last.

    memoQ knows no days: what is over today is left out.
    """
    order = (TermStatus.PREFERRED, TermStatus.ADMITTED, TermStatus.DEPRECATED)
    found = [
        term
        for term in entry.terms
        if term.language == tag and term.match is not MatchMode.REGEX and term.valid_on(None)
    ]
    return sorted(found, key=lambda term: order.index(term.status))


def _cells(number: str, entry: ConceptEntry, widths: dict[str, int]) -> list[str]:
    """One entry as a row."""
    fields = {
        "Entry_ID": number,
        "Entry_Domain": entry.domain,
        "Entry_Note": entry.note,
    }
    cells = [fields.get(name, "") for name in _ENTRY_COLUMNS]
    for place, (tag, width) in enumerate(widths.items()):
        terms = _memoq_terms(entry, tag)
        cells.append("" if place else entry.definition)
        for term in terms:
            cells += [term.text, ";".join(_info(term)), ""]
        cells += [""] * 3 * (width - len(terms))
    return cells


def _info(term: Term) -> Iterator[str]:
    """What ``Term_Info`` says of a term."""
    yield "CaseSense" if term.case_sensitive else "CaseInsense"
    yield "NoPrefix" if term.match is MatchMode.EXACT else "HalfPrefix"
    if term.status is TermStatus.DEPRECATED:
        yield "Forbidden"
