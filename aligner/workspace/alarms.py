"""What looks wrong in alignments, so that it need not be computed again."""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aligner.values import Alarm, AlarmKind, DocumentPair, TranslationVerdict
from aligner.workspace.database import Database
from aligner.workspace.pairs import iterate_pages


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
    """Aligned pairs of which nobody has noted what looks wrong."""
    rows = db.rows(
        "SELECT s.id, t.id FROM alignments a JOIN documents s ON s.key = a.source "
        "JOIN documents t ON t.key = a.target WHERE a.alarms IS NULL ORDER BY s.id, t.id"
    )
    return [DocumentPair(source, target, 1.0) for source, target in rows]
