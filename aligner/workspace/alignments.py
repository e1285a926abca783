"""Alignments with their beads and alarms, kept in step with the search index."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aligner.errors import WorkspaceError
from aligner.values import (
    Alarm,
    AlarmKind,
    Alignment,
    Bead,
    Bitext,
    DocumentPair,
    MovedLink,
    TranslationVerdict,
)
from aligner.workspace.database import Database, SqlRow, decoding, decoding_rows
from aligner.workspace.documents import load_document
from aligner.workspace.index import index_bitext, unindex_bitext
from aligner.workspace.pairs import iterate_pages, store_pair


def find_alignment(db: Database, pair: DocumentPair) -> SqlRow | None:
    """Key, stage key and signature of a pair's alignment, None when there is none."""
    return db.row(
        "SELECT a.key, a.stage_key, a.signature FROM alignments a "
        "JOIN documents s ON s.key = a.source JOIN documents t ON t.key = a.target "
        "WHERE s.side = 'source' AND s.id = ? AND t.side = 'target' AND t.id = ?",
        (pair.source, pair.target),
    )


def load_bitext(db: Database, key: int) -> Bitext:
    """The bitext of an alignment's key.

    Raises
    ------
    WorkspaceError
        If there is none, or it is damaged.
    """
    row = db.row(
        "SELECT source, target, signature, pair_probability, moved FROM alignments WHERE key = ?",
        (key,),
    )
    if row is None:
        message = f"the workspace holds no alignment of key {key}"
        raise WorkspaceError(message)
    source, target = load_document(db, row[0]), load_document(db, row[1])
    with decoding(f"the alignment of {source.document.id} and {target.document.id}"):
        moved = tuple(MovedLink(*link) for link in json.loads(row[4]))
        sizes = len(source.segments), len(target.segments)
        # SQLite keeps a word in a column of numbers; compared, it would fail far from here.
        probability = None if row[3] is None else float(row[3])
        alignment = Alignment(_beads(db, key), *sizes, probability, moved)
        return Bitext(source, target, alignment, row[2])


def store_alignment(
    db: Database,
    pair: DocumentPair,
    alignment: Alignment,
    stage_key: str,
    signature: str,
) -> None:
    """Write the alignment of a pair over the one before; an equal one stays."""
    old = find_alignment(db, pair)
    if old is not None:
        if old[1:] == (stage_key, signature) and load_bitext(db, old[0]).alignment == alignment:
            return
        drop_alignments(db, [old[0]])
    source, target = store_pair(db, pair, replace=False)
    key = db.execute(
        "INSERT INTO alignments (source, target, stage_key, signature, pair_probability, moved) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(source, target, stage_key, signature, alignment.pair_probability),
            json.dumps(moved_rows(alignment)),
        ),
    )
    db.executemany(
        "INSERT INTO beads (alignment, position, source_start, source_stop, "
        "target_start, target_stop, probability, reasons) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((key, position, *_columns(bead)) for position, bead in enumerate(alignment)),
    )
    texts = load_document(db, source), load_document(db, target)
    index_bitext(db, key, Bitext(*texts, alignment, signature))


def moved_rows(alignment: Alignment) -> list[list[float]]:
    """The moved links of an alignment, as they are stored."""
    return [
        [
            *(link.source_start, link.source_stop, link.target_start, link.target_stop),
            # NumPy's numbers would not be stored.
            float(link.probability),
        ]
        for link in alignment.moved
    ]


def drop_alignments(db: Database, keys: Iterable[int]) -> None:
    """Remove alignments with their beads, term checks and index entries."""
    for key in keys:
        unindex_bitext(db, key, load_bitext(db, key))
        db.execute("DELETE FROM alignments WHERE key = ?", (key,))


def _beads(db: Database, key: int) -> tuple[Bead, ...]:
    """Beads of an alignment in order."""
    rows = db.rows(
        "SELECT source_start, source_stop, target_start, target_stop, probability, reasons "
        "FROM beads WHERE alignment = ? ORDER BY position",
        (key,),
    )
    return tuple(
        Bead(a, b, c, d, float(probability), tuple(reasons.splitlines()))
        for a, b, c, d, probability, reasons in rows
    )


def _columns(bead: Bead) -> tuple[int, int, int, int, float, str]:
    """The columns of a bead."""
    return (
        bead.source_start,
        bead.source_stop,
        bead.target_start,
        bead.target_stop,
        # NumPy's numbers would be stored as bytes.
        float(bead.probability),
        "\n".join(bead.reasons),
    )


class StoredAlarms(NamedTuple):
    """What looks wrong in one aligned pair: the verdict on it, and its stretches."""

    source: str
    target: str
    verdict: TranslationVerdict
    alarms: tuple[Alarm, ...]


def store_alarms(
    db: Database, alignment: int, verdict: TranslationVerdict, alarms: Sequence[Alarm]
) -> None:
    """Note what looks wrong in an alignment, or that nothing does."""
    text = ""
    if alarms or not verdict.is_translation:
        content = {
            "is_translation": verdict.is_translation,
            "score": verdict.score,
            "reason": verdict.reason,
            "alarms": [
                [a.kind, a.source_start, a.source_stop, a.target_start, a.target_stop, a.reason]
                for a in alarms
            ],
        }
        text = json.dumps(content, ensure_ascii=False)
    db.execute("UPDATE alignments SET alarms = ? WHERE key = ?", (text, alignment))


@decoding_rows("an alarm")
def iterate_alarms(db: Database) -> Iterator[StoredAlarms]:
    """Pairs in which something looks wrong, in the order of source and target id."""
    for source, target, text in iterate_pages(db, "alignments", "p.alarms"):
        if text:
            content = json.loads(text)
            verdict = TranslationVerdict(
                content["is_translation"], content["score"], content["reason"]
            )
            alarms = (Alarm(AlarmKind(kind), *rest) for kind, *rest in content["alarms"])
            yield StoredAlarms(source, target, verdict, tuple(alarms))


def pairs_not_looked_at(db: Database) -> list[DocumentPair]:
    """Aligned pairs whose alarms have not been stored."""
    rows = db.rows(
        "SELECT s.id, t.id FROM alignments a JOIN documents s ON s.key = a.source "
        "JOIN documents t ON t.key = a.target WHERE a.alarms IS NULL ORDER BY s.id, t.id"
    )
    return [DocumentPair(source, target, 1.0) for source, target in rows]
