"""The contents of a workspace as text, the same whatever the order of writing."""
# ruff: noqa: S608 - the queries are put together from words of our own

import hashlib
import json
from collections.abc import Iterator

from aligner.workspace.database import Database, decoding_rows

_PAIR = "s.id, t.id"
_OF_PAIR = (
    f"JOIN documents s ON s.key = p.source JOIN documents t ON t.key = p.target ORDER BY {_PAIR}"
)
_OF_ALIGNMENT = f"JOIN alignments p ON p.key = x.alignment {_OF_PAIR}, x.position"

# Tables in full, with keys inside the file replaced by ids.  The search index
# follows from the rest; runs, caches and the keys of documents that were paired tell how it
# came about, not what it is.
_TABLES = {
    "document": (
        "SELECT side, id, language, digest, encoding, title, published, url, origin, number, "
        "attribution, text_digest, doubts, stage_key FROM documents ORDER BY side, id"
    ),
    "block": (
        "SELECT d.side, d.id, x.position, x.kind, x.text, x.start, x.stop, x.offsets, "
        "x.certainty FROM blocks x JOIN documents d ON d.key = x.document "
        "ORDER BY d.side, d.id, x.position"
    ),
    "segment": (
        "SELECT d.side, d.id, x.position, x.block, x.start, x.stop FROM segments x "
        "JOIN documents d ON d.key = x.document ORDER BY d.side, d.id, x.position"
    ),
    "failure": "SELECT side, id, message FROM failures ORDER BY side, id",
    "pair": f"SELECT {_PAIR}, p.probability, p.reasons, p.relation FROM pairs p {_OF_PAIR}",
    "pair decision": (
        "SELECT source, target, decision, author, reason FROM pair_decisions "
        "ORDER BY source, target"
    ),
    "waiver": "SELECT finding, kind, reason, author, about FROM waivers ORDER BY finding",
    "proposal decision": (
        "SELECT source_term, target_term, decision, author, reason FROM proposal_decisions "
        "ORDER BY source_term, target_term"
    ),
    "edit": (
        "SELECT source, target, action, author, made, removed, added, undone FROM edits "
        "ORDER BY key"
    ),
    "lexicon": "SELECT stage_key, pairs, hex(data) FROM lexicon",
    "unpaired": (
        "SELECT d.side, d.id, x.reason FROM unpaired x "
        "JOIN documents d ON d.key = x.document ORDER BY d.side, d.id"
    ),
    "stage": "SELECT name, stage_key FROM stages ORDER BY name",
    "alignment": (
        f"SELECT {_PAIR}, p.stage_key, p.signature, p.alarms, p.pair_probability, p.moved "
        f"FROM alignments p {_OF_PAIR}"
    ),
    "bead": (
        f"SELECT {_PAIR}, x.position, x.source_start, x.source_stop, x.target_start, "
        f"x.target_stop, x.probability, x.reasons FROM beads x {_OF_ALIGNMENT}"
    ),
    "term check": (
        f"SELECT {_PAIR}, x.glossary, x.stage_key FROM term_checks x "
        f"JOIN alignments p ON p.key = x.alignment {_OF_PAIR}"
    ),
    "finding": (
        f"SELECT {_PAIR}, x.position, x.id, code, severity, message, concept, source_term, "
        "expected, found, unit, source_text, target_text, source_start, source_stop, "
        f"target_start, target_stop, confidence, details, doubtful FROM findings x {_OF_ALIGNMENT}"
    ),
    "occurrence": (
        f"SELECT {_PAIR}, x.position, concept, unit, source_term, source_start, source_stop, "
        "status, rendering, form, target_start, target_stop "
        f"FROM occurrences x {_OF_ALIGNMENT}"
    ),
}


@decoding_rows("a row")
def dump_lines(db: Database) -> Iterator[str]:
    """The contents, one JSON array a line: the table's name, then the row's columns.

    Two workspaces that hold the same give the same lines.
    """
    for name, sql in _TABLES.items():
        for row in db.rows(sql):
            yield json.dumps([name, *row], ensure_ascii=False)


def content_digest(db: Database) -> str:
    """Digest of `dump_lines`: SHA-256, in full."""
    digest = hashlib.sha256()
    for line in dump_lines(db):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()
