"""Pairs of documents, and documents left without a partner."""

import json
from collections.abc import Iterable, Iterator

from aligner.values import DocumentPair
from aligner.workspace.database import Database, Row
from aligner.workspace.documents import Side, require_document

__all__ = ["iterate_pages", "iterate_pairs", "load_unpaired", "store_pair", "store_unpaired"]

_PAGE_SIZE = 500


def iterate_pages(db: Database, table: str, columns: str) -> Iterator[Row]:
    """Rows of a table of pairs in the order of source and target id.

    Each row begins with the two ids, `columns` follow.  Rows are fetched a page
    at a time, so the caller may write to the workspace between them.
    """
    sql = (
        f"SELECT s.id, t.id, {columns} FROM documents s "  # noqa: S608 - names of our own
        f"CROSS JOIN {table} p ON p.source = s.key CROSS JOIN documents t ON t.key = p.target "
        "WHERE s.side = 'source' AND s.id >= ? AND (s.id, t.id) > (?, ?) "
        f"ORDER BY s.id, t.id LIMIT {_PAGE_SIZE}"
    )
    last = ("", "")
    while page := list(db.rows(sql, (last[0], *last))):
        yield from page
        last = (page[-1][0], page[-1][1])


def iterate_pairs(db: Database) -> Iterator[DocumentPair]:
    """All pairs in the order of source and target id."""
    for source, target, probability, reasons in iterate_pages(
        db, "pairs", "p.probability, p.reasons"
    ):
        yield DocumentPair(source, target, probability, tuple(json.loads(reasons)))


def store_pair(db: Database, pair: DocumentPair, *, replace: bool) -> tuple[int, int]:
    """Keys of the documents of a pair that is listed now.

    With `replace`, probability and reasons of a pair already listed change.
    """
    keys = (
        require_document(db, "source", pair.source),
        require_document(db, "target", pair.target),
    )
    change = "UPDATE SET probability = excluded.probability, reasons = excluded.reasons"
    db.execute(
        "INSERT INTO pairs (source, target, probability, reasons) VALUES (?, ?, ?, ?) "  # noqa: S608 - words of our own
        f"ON CONFLICT (source, target) DO {change if replace else 'NOTHING'}",
        (*keys, pair.probability, json.dumps(pair.reasons, ensure_ascii=False)),
    )
    return keys


def store_unpaired(db: Database, side: Side, unpaired: Iterable[tuple[str, str]]) -> None:
    """Add documents of one side that have no partner, with the reasons."""
    for document, reason in unpaired:
        key = require_document(db, side, document)
        db.execute("INSERT INTO unpaired (document, reason) VALUES (?, ?)", (key, reason))


def load_unpaired(db: Database, side: Side) -> tuple[tuple[str, str], ...]:
    """Documents of one side without partner and the reasons, in the order of ids."""
    rows = db.rows(
        "SELECT d.id, u.reason FROM documents d JOIN unpaired u ON u.document = d.key "
        "WHERE d.side = ? ORDER BY d.id",
        (side,),
    )
    return tuple((document, reason) for document, reason in rows)
