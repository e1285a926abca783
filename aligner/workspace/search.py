"""Search over both sides of all beads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from aligner.errors import ConfigError
from aligner.values import Bead, Bitext
from aligner.workspace.alignments import load_bitext
from aligner.workspace.database import Database
from aligner.workspace.index import POSITION_BITS
from aligner.workspace.query import Spans, full_text_query, mark, parse_query
from aligner.workspace.words import words_with_spans

__all__ = ["Hit", "find_words", "scan_pattern"]

_ORDER = "s.published IS NULL, s.published, s.id, t.id"
_DOCUMENTS = "JOIN documents s ON s.key = a.source JOIN documents t ON t.key = a.target"
_FIND = (
    "SELECT search.rowid FROM search "  # noqa: S608 - names of our own
    f"CROSS JOIN alignments a ON a.key = search.rowid >> {POSITION_BITS} {_DOCUMENTS} "
    f"WHERE search MATCH ? ORDER BY {_ORDER}, search.rowid LIMIT ?"
)
_ALL = f"SELECT a.key FROM alignments a {_DOCUMENTS} ORDER BY {_ORDER}"  # noqa: S608 - names of our own


@dataclass(frozen=True, slots=True)
class Hit:
    """A bead that a search found.

    Parameters
    ----------
    source_text, target_text : str
        The texts of the two sides as they were published.
    source_document, target_document : str
        Document ids.
    published : datetime.date or None
        Date of the source document.
    probability : float
        Of the bead.
    source_spans, target_spans : tuple of (int, int)
        What was found, to be marked in the texts; in order, without overlap.
    """

    source_text: str
    target_text: str
    source_document: str
    target_document: str
    published: date | None
    probability: float
    source_spans: Spans
    target_spans: Spans


def find_words(db: Database, query: str, limit: int) -> list[Hit]:
    """Beads that fulfil a query, by date, document and position."""
    clauses = parse_query(query)
    hits = []
    key, bitext = 0, None
    for (row,) in list(db.rows(_FIND, (full_text_query(clauses), limit))):
        if bitext is None or key != row >> POSITION_BITS:
            key = row >> POSITION_BITS
            bitext = load_bitext(db, key)
        bead = bitext.alignment.beads[row & ((1 << POSITION_BITS) - 1)]
        source = mark(words_with_spans(bitext.source_text(bead)), clauses, "source")
        target = mark(words_with_spans(bitext.target_text(bead)), clauses, "target")
        hits.append(_hit(bitext, bead, source, target))
    return hits


def scan_pattern(db: Database, pattern: str, limit: int) -> list[Hit]:
    """Beads with a text that matches a regular expression, in the same order.

    Raises
    ------
    ConfigError
        If the expression is wrong, with the place.
    """
    try:
        expression = re.compile(pattern)
    except re.error as error:
        message = f"not a regular expression: {pattern!r}: {error}"
        raise ConfigError(message) from error
    hits: list[Hit] = []
    for (key,) in db.rows(_ALL):
        for hit in _matches(load_bitext(db, key), expression):
            hits.append(hit)
            if len(hits) == limit:
                return hits
    return hits


def _matches(bitext: Bitext, expression: re.Pattern[str]) -> Iterator[Hit]:
    """Beads of one bitext that match."""
    for bead in bitext.alignment:
        source = _spans(expression, bitext.source_text(bead))
        target = _spans(expression, bitext.target_text(bead))
        if source or target:
            yield _hit(bitext, bead, source, target)


def _spans(expression: re.Pattern[str], text: str) -> Spans:
    """Where an expression matches something in a text."""
    return tuple(match.span() for match in expression.finditer(text) if match[0])


def _hit(bitext: Bitext, bead: Bead, source_spans: Spans, target_spans: Spans) -> Hit:
    """One bead with its marks."""
    return Hit(
        source_text=bitext.source_text(bead),
        target_text=bitext.target_text(bead),
        source_document=bitext.source.document.id,
        target_document=bitext.target.document.id,
        published=bitext.source.document.published,
        probability=bead.probability,
        source_spans=source_spans,
        target_spans=target_spans,
    )
