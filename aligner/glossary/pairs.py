"""A glossary as pairs of terms, for machine translation and for OmegaT.

DeepL: two columns, no header, every source once (``.csv`` quoted, else tabs).
Google Cloud Translation: the same for one direction; for equivalent term sets a
header of language codes and, if need be, ``description``.  Amazon Translate: a
header of language codes; whether it holds in one direction or in all is said
when it is uploaded.  OmegaT: source, target, comment, with tabs.

Such a file holds what is right today: no deprecated form, no form whose time is
over, no regular expression.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.errors import FormatError
from aligner.glossary.collecting import Collector
from aligner.glossary.columns import Column, language_of
from aligner.glossary.glossary import Glossary
from aligner.glossary.layout import NOTE, Layout, plain_layout
from aligner.glossary.table import add_rows
from aligner.tables import Row, plain_rows, quoted_rows, table_rows
from aligner.text import base_language
from aligner.values import ConceptEntry, MatchMode, Term, TermStatus

_HEADING = "description"


@dataclass(frozen=True, slots=True)
class _TermSet:
    """One source term with the best term of each other language."""

    source: Term
    targets: tuple[Term | None, ...]
    entry: ConceptEntry


def current_terms(entry: ConceptEntry, language: str) -> list[Term]:
    """Accepted terms of a language that are right today, the preferred one first."""
    found = [
        term
        for term in entry.forms(language, TermStatus.PREFERRED, TermStatus.ADMITTED)
        if term.valid_on(None) and term.match is not MatchMode.REGEX
    ]
    return sorted(found, key=lambda term: term.status is not TermStatus.PREFERRED)


def language_pair(glossary: Glossary, languages: tuple[str, str] | None) -> tuple[str, str]:
    """The two languages to write: those asked for, else Chinese and English, else the first."""
    if languages is not None:
        return languages
    tags = (term.language for entry in glossary.entries for term in entry.terms)
    present = list(dict.fromkeys(map(base_language, tags)))
    ordered = sorted(present, key=lambda tag: {"zh": 0, "en": 1}.get(tag, 2))
    source, target = (*ordered, "zh", "en")[:2]
    return source, target


def _term_sets(glossary: Glossary, source: str, targets: tuple[str, ...]) -> Iterator[_TermSet]:
    """Every source term, once, that has a term in one of the other languages."""
    seen: set[str] = set()
    for entry in glossary.entries:
        best = tuple(next(iter(current_terms(entry, target)), None) for target in targets)
        if not any(best):
            continue
        for term in current_terms(entry, source):
            if term.text not in seen:
                seen.add(term.text)
                yield _TermSet(term, best, entry)


def _pairs(glossary: Glossary, languages: tuple[str, str] | None) -> Iterator[list[str]]:
    source, target = language_pair(glossary, languages)
    for found in _term_sets(glossary, source, (target,)):
        yield [found.source.text, *(term.text for term in found.targets if term)]


def pairs_bytes(glossary: Glossary, languages: tuple[str, str] | None = None) -> bytes:
    """Source and target with a tab between them, without header and quotes."""
    return plain_rows(_pairs(glossary, languages)).encode()


def pairs_csv_bytes(glossary: Glossary, languages: tuple[str, str] | None = None) -> bytes:
    """Source and target with a comma between them, without header."""
    pairs = list(_pairs(glossary, languages))
    every = any(";" in cell for pair in pairs for cell in pair)
    return quoted_rows(pairs, every=every).encode()


def amazon_bytes(glossary: Glossary, languages: tuple[str, str] | None = None) -> bytes:
    """A custom terminology: a column for each language, the source first."""
    names, rows = _table(glossary, languages)
    return quoted_rows([names, *(row for row, _ in rows)]).encode()


def google_bytes(glossary: Glossary, languages: tuple[str, str] | None = None) -> bytes:
    """An equivalent term set: a column for each language, and a description if there is any."""
    names, rows = _table(glossary, languages)
    if any(entry.note for _, entry in rows):
        return quoted_rows(
            [[*names, _HEADING], *([*row, entry.note] for row, entry in rows)]
        ).encode()
    return quoted_rows([names, *(row for row, _ in rows)]).encode()


def _table(
    glossary: Glossary, languages: tuple[str, str] | None
) -> tuple[list[str], list[tuple[list[str], ConceptEntry]]]:
    """Language codes, and the rows under them with their entries."""
    source, target = language_pair(glossary, languages)
    tags = (base_language(t.language) for entry in glossary.entries for t in entry.terms)
    others = sorted(set(tags) - {base_language(source), base_language(target)})
    targets = (target, *(() if languages else others))
    rows = [
        ([found.source.text, *(term.text if term else "" for term in found.targets)], found.entry)
        for found in _term_sets(glossary, source, targets)
    ]
    return [source, *targets], rows


def omegat_bytes(glossary: Glossary, languages: tuple[str, str] | None = None) -> bytes:
    """Every source term with every accepted target term, and the note as a comment."""
    source, target = language_pair(glossary, languages)
    rows = (
        [term.text, other.text, *([entry.note] if entry.note else ())]
        for entry in glossary.entries
        for term in current_terms(entry, source)
        for other in current_terms(entry, target)
        # OmegaT takes such a line for a remark.
        if not term.text.startswith("#")
    )
    return plain_rows(dict.fromkeys(map(tuple, rows))).encode()


_Pair = tuple[str, str] | None
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_REMARK = "#"
_FIELDS = {"description": NOTE, "pos": None}


def read_pairs(data: bytes, path: str, languages: _Pair = None) -> Glossary:
    """Two columns without a header, or four with the languages in the last two (DeepL).

    Raises
    ------
    FormatError
        If nothing in it can be used.
    """
    rows = table_rows(data, path, tab_quotes=False)
    layout = plain_layout(rows, path, languages, third=None)
    return _collected(rows, layout, path)


def read_omegat(data: bytes, path: str, languages: _Pair = None) -> Glossary:
    """Source, target and comment; lines that start with ``#`` are remarks.

    Raises
    ------
    FormatError
        If nothing in it can be used.
    """
    rows = [
        row
        for row in table_rows(data, path, tab_quotes=False)
        if not (row.cells and row.cells[0].startswith(_REMARK))
    ]
    layout = replace(plain_layout(rows, path, languages), gathers=True)
    return _collected(rows, layout, path)


def read_codes(data: bytes, path: str, languages: _Pair = None) -> Glossary:
    """Columns under language codes: Google's equivalent term sets, Amazon's terminologies.

    Raises
    ------
    FormatError
        If the first row has no two language codes, or nothing can be used.
    """
    rows = table_rows(data, path)
    headings = rows[0].cells if rows else ()
    columns = tuple(_code_column(heading) for heading in headings)
    codes = [column.language for column in columns if column and column.language]
    if len(codes) < 2:  # noqa: PLR2004 - a pair
        message = "no language codes in the first row; write them over the columns, as in zh,en"
        raise FormatError(message, path, rows[0].line if rows else None)
    source, *_ = languages or codes
    ordered = sorted(codes, key=lambda code: code != source)
    layout = Layout(columns, tuple(ordered), tuple(headings))
    return _collected(rows[1:], layout, path)


def _collected(rows: Sequence[Row], layout: Layout, path: str) -> Glossary:
    collector = Collector(path, way_out="give each row a term and its translation")
    add_rows(collector, rows, replace(layout, is_whole=True))
    return collector.glossary(layout.named())


def _code_column(heading: str) -> Column | None:
    """What a column under a code holds; every code is a language here."""
    if heading.lower() in _FIELDS:
        return _FIELDS[heading.lower()]
    if not _CODE.fullmatch(heading):
        return None
    return Column("preferred", language_of(heading) or heading)
