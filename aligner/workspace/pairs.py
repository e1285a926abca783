"""Pairs of documents, and documents left without a partner."""

import json
from collections.abc import Iterable, Iterator

from aligner.values import DocumentPair, PairDecision, Relation, Ruling
from aligner.workspace.database import Database, SqlRow, decoding, decoding_rows
from aligner.workspace.documents import Side, require_document

_PAGE_SIZE = 500
# The documents that are new or changed since the pairing.  Old workspaces know the pairing
# of none of theirs; where it is known of any, it is missing of the new ones.
UNSETTLED = (
    "FROM documents WHERE paired_key NOT IN ('', stage_key) "
    "OR (paired_key = '' AND EXISTS (SELECT 1 FROM documents WHERE paired_key <> '')) "
    "OR NOT EXISTS (SELECT 1 FROM stages WHERE name = 'pairing')"
)
# The pairs that are not aligned and have not failed either, as of a run that was stopped.
UNALIGNED = (
    "FROM pairs p JOIN documents s ON s.key = p.source JOIN documents t ON t.key = p.target "
    "WHERE NOT EXISTS (SELECT 1 FROM alignments a WHERE a.source = p.source AND "
    "a.target = p.target) AND NOT EXISTS (SELECT 1 FROM failures f WHERE f.side = 'pair' "
    "AND f.id = s.id || ' - ' || t.id)"
)


def iterate_pages(db: Database, table: str, columns: str) -> Iterator[SqlRow]:
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


@decoding_rows("a pair of documents")
def iterate_pairs(db: Database) -> Iterator[DocumentPair]:
    """All pairs in the order of source and target id."""
    for source, target, probability, reasons, relation in iterate_pages(
        db, "pairs", "p.probability, p.reasons, p.relation"
    ):
        words = tuple(json.loads(reasons))
        yield DocumentPair(source, target, probability, words, Relation(relation))


def store_pair(db: Database, pair: DocumentPair, *, replace: bool) -> tuple[int, int]:
    """Keys of the documents of a pair that is listed now.

    With `replace`, what is known of a pair already listed changes.
    """
    keys = (
        require_document(db, "source", pair.source),
        require_document(db, "target", pair.target),
    )
    change = (
        "UPDATE SET probability = excluded.probability, reasons = excluded.reasons, "
        "relation = excluded.relation"
    )
    reasons = json.dumps(pair.reasons, ensure_ascii=False)
    db.execute(
        "INSERT INTO pairs (source, target, probability, reasons, relation) "  # noqa: S608 - words of our own
        f"VALUES (?, ?, ?, ?, ?) ON CONFLICT DO {change if replace else 'NOTHING'}",
        (*keys, pair.probability, reasons, pair.relation.value),
    )
    return keys


def store_decision(db: Database, decision: PairDecision) -> None:
    """Store a decision on a pair, replacing an earlier one."""
    db.execute(
        "INSERT OR REPLACE INTO pair_decisions (source, target, decision, author, reason) "
        "VALUES (?, ?, ?, ?, ?)",
        (
            *(decision.source, decision.target, decision.ruling.value),
            *(decision.author, decision.reason),
        ),
    )


@decoding("a decision on a pair")
def load_decisions(db: Database) -> tuple[PairDecision, ...]:
    """The decisions on pairs, in the order of ids."""
    rows = db.rows(
        "SELECT source, target, decision, author, reason FROM pair_decisions "
        "ORDER BY source, target",
    )
    return tuple(
        PairDecision(source, target, Ruling(ruling), author, reason)
        for source, target, ruling, author, reason in rows
    )


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
