"""UTX dictionaries (AAMT), versions 1.11 and 1.20: tabs, heading lines that start with ``#``.

The first line names version, languages, day and licence; the last line of the
heading names the columns: ``src``, ``tgt``, ``src:pos``, then ``term status``,
``concept ID`` and others.  One row is one pair; rows with one concept ID belong
together.
"""

import re
from collections.abc import Iterator
from datetime import date

from aligner.errors import FormatError
from aligner.glossary.collecting import Collector, made_id
from aligner.glossary.columns import language_of
from aligner.glossary.glossary import Glossary
from aligner.glossary.pairs import current_terms, language_pair
from aligner.tables import Row, plain_rows, table_rows
from aligner.values import ConceptEntry, MatchMode, Term, TermStatus

_VERSION = "1.20"
_COLUMNS = ("src", "tgt", "src:pos", "term status", "concept ID", "domain", "comment")
_MARK = "#"
_EMPTY = "-"
_TAG = r"([A-Za-z]{2,3}(?:[-_][^\W_]{1,8}){0,4})"
_LANGUAGES = re.compile(rf"{_TAG}\s{{0,9}}/\s{{0,9}}{_TAG}")
_STATUSES = {
    "approved": TermStatus.PREFERRED,
    "provisional": TermStatus.ADMITTED,
    "non-standard": TermStatus.ADMITTED,
    "rejected": TermStatus.DEPRECATED,
    "obsolete": TermStatus.DEPRECATED,
    "forbidden": TermStatus.DEPRECATED,
}
_NAMES = {
    TermStatus.PREFERRED: "approved",
    TermStatus.ADMITTED: "provisional",
    TermStatus.DEPRECATED: "forbidden",
}
_KNOWN = frozenset({"src", "tgt", "src:pos", "term status", "concept id", "domain"})
_COMMENTS = ("comment", "src:comment", "tgt:comment")


def read_utx(data: bytes, path: str, languages: tuple[str, str] | None = None) -> Glossary:
    """The glossary in the bytes of a UTX file.

    Raises
    ------
    FormatError
        If there is no heading with ``src`` and ``tgt``, or no usable row.
    """
    rows = table_rows(data, path, delimiter="\t", tab_quotes=False)
    heading = [row for row in rows if row.cells and row.cells[0].startswith(_MARK)]
    names = next((_names(row) for row in reversed(heading) if "src" in _names(row)), ())
    if "tgt" not in names:
        message = "no line of column names such as #src, tgt, src:pos; is this a UTX file?"
        raise FormatError(message, path, heading[0].line if heading else None)
    pair = languages or _languages(heading[0])
    collector = Collector(path, way_out="give each row a source and a target term")
    for row in rows:
        if row.fault:
            collector.report("bad-row", f"{row.fault}; the row is left out", row.line)
        elif not row.cells[0].startswith(_MARK):
            _add(collector, row, names, pair)
    named = tuple((name, name if name in (*_KNOWN, *_COMMENTS) else "") for name in names)
    return collector.glossary(named)


def _names(row: Row) -> tuple[str, ...]:
    """Names of columns on a line of the heading, in small letters."""
    first, *rest = row.cells
    return tuple(name.strip().lower() for name in (first.removeprefix(_MARK), *rest))


def _languages(first: Row) -> tuple[str, str]:
    """Languages in the first line, as in ``zh-CN/en-US``."""
    match = _LANGUAGES.search(" ".join(first.cells))
    if match is None:
        return "zh", "en"
    return language_of(match[1]) or match[1], language_of(match[2]) or match[2]


def _add(collector: Collector, row: Row, names: tuple[str, ...], pair: tuple[str, str]) -> None:
    """Take one pair of terms."""
    cells = {n: c for n, c in zip(names, row.cells, strict=False) if c and c != _EMPTY}
    collector.unread.update(name for name in cells if name not in (*_KNOWN, *_COMMENTS))
    if "src" not in cells or "tgt" not in cells:
        side = "source" if "src" not in cells else "target"
        message = f"no {side} term in this row; the row is left out"
        collector.report("empty-term", message, row.line)
        return
    # A pair without status counts as approved.
    status = _STATUSES.get(cells.get("term status", "").lower(), TermStatus.PREFERRED)
    source = Term(cells["src"], pair[0], TermStatus.PREFERRED)
    entry = ConceptEntry(
        id=cells.get("concept id") or made_id(source),
        terms=(source, Term(cells["tgt"], pair[1], status)),
        domain=cells.get("domain", ""),
        note="; ".join(cells[name] for name in _COMMENTS if name in cells),
    )
    if "concept id" in cells:
        collector.gather(entry, row.line)
    else:
        collector.add(entry, row.line, own_id=False)


def utx_bytes(
    glossary: Glossary, languages: tuple[str, str] | None = None, *, day: date | None = None
) -> bytes:
    """The glossary as a UTX 1.20 file.

    Parameters
    ----------
    glossary : Glossary
    languages : tuple of str, optional
        Of the two sides.
    day : datetime.date, optional
        Of the heading; today if not given.
    """
    source, target = language_pair(glossary, languages)
    first = f"#UTX {_VERSION}; {source}/{target}; {day or date.today()}; copyright: ; license: "  # noqa: DTZ011 - the user's day
    names = [f"{_MARK}{_COLUMNS[0]}", *_COLUMNS[1:]]
    rows = (row for entry in glossary.entries for row in _rows(entry, source, target))
    return (f"{first}\n" + plain_rows([names, *rows])).encode()


def _rows(entry: ConceptEntry, source: str, target: str) -> Iterator[list[str]]:
    """The first source term with every target term, the others with the best."""
    sources = [t for t in current_terms(entry, source) if not t.text.startswith(_MARK)]
    deprecated = entry.forms(target, TermStatus.DEPRECATED)
    targets = [*current_terms(entry, target), *(t for t in deprecated if t.valid_on(None))]
    for place, term in enumerate(sources):
        for other in targets if place == 0 else targets[:1]:
            part = "noun" if other.match is MatchMode.NOUN else _EMPTY
            rest = [entry.id, entry.domain or _EMPTY, entry.note or _EMPTY]
            yield [term.text, other.text, part, _NAMES[other.status], *rest]
