"""Documents with their blocks and segments, and what could not be read."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from aligner.errors import WorkspaceError
from aligner.offsets import OffsetMap
from aligner.values import Block, BlockKind, Document, Segment, SegmentedDocument
from aligner.workspace.database import Database, decoding, decoding_rows

Side = Literal["source", "target"]


class Failure(NamedTuple):
    """A page (or, with a side of the caller's own, a pair) that failed, and why."""

    side: str
    document: str
    message: str


class DocumentHead(NamedTuple):
    """What is known of a document without reading its text.

    Parameters
    ----------
    id : str
    language : str
    segments : int
        How many it has.
    published : datetime.date or None
    is_fresh : bool
        Whether it is new or changed since the piles were paired last.
    digest : str
        Of the bytes that it was read from.
    """

    id: str
    language: str
    segments: int
    published: date | None = None
    is_fresh: bool = True
    digest: str = ""


@decoding_rows("a document")
def list_heads(db: Database, side: Side) -> Iterator[DocumentHead]:
    """Heads of all documents of a side, in the order of ids."""
    rows = db.rows(
        "SELECT id, language, (SELECT COUNT(*) FROM segments WHERE document = d.key), "
        "published, paired_key <> stage_key, digest FROM documents d WHERE side = ? ORDER BY id",
        (side,),
    )
    for document_id, language, segments, day, is_fresh, digest in rows:
        published = None if day is None else date.fromisoformat(day)
        yield DocumentHead(document_id, language, segments, published, bool(is_fresh), digest)


def find_document(db: Database, side: Side, document_id: str) -> int | None:
    """Key of a document, None when it is not there."""
    row = db.row("SELECT key FROM documents WHERE side = ? AND id = ?", (side, document_id))
    return None if row is None else int(row[0])


def require_document(db: Database, side: Side, document_id: str) -> int:
    """Key of a document that must be there."""
    key = find_document(db, side, document_id)
    if key is None:
        message = f"the workspace holds no {side} document {document_id!r}"
        raise WorkspaceError(message)
    return key


def load_document(db: Database, key: int) -> SegmentedDocument:
    """The document of a key, from the file unless it was read or written a moment ago."""
    document = db.documents.get(key)
    if document is None:
        with decoding(f"document {key}"):
            document = _decode_document(db, key)
        _remember(db, key, document)
    return document


def _remember(db: Database, key: int, segmented: SegmentedDocument) -> None:
    size = sum(len(block.text) for block in segmented.document.blocks)
    db.documents.put(key, segmented, size)


def _decode_document(db: Database, key: int) -> SegmentedDocument:
    row = db.row(
        "SELECT id, language, digest, encoding, title, published, url, origin, number, "
        "attribution, doubts FROM documents WHERE key = ?",
        (key,),
    )
    if row is None:
        message = f"the workspace holds no document of key {key}"
        raise WorkspaceError(message)
    identity, language, digest, encoding, title, published, *texts = row
    url, origin, number, attribution, doubts = texts
    blocks = tuple(_blocks(db, key))
    document = Document(
        id=identity,
        language=language,
        blocks=blocks,
        digest=digest,
        encoding=encoding,
        title=title,
        published=None if published is None else date.fromisoformat(published),
        url=url,
        origin=origin,
        number=number,
        attribution=attribution,
        doubts=_loaded_doubts(doubts),
    )
    spans = db.rows(
        "SELECT block, start, stop FROM segments WHERE document = ? ORDER BY position",
        (key,),
    )
    segments = (
        Segment(block, start, stop, blocks[block].text[start:stop]) for block, start, stop in spans
    )
    return SegmentedDocument(document, tuple(segments))


def list_doubts(db: Database, side: Side) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Documents of one side that were read with doubt, in the order of ids, with the doubts."""
    rows = db.rows(
        "SELECT id, doubts FROM documents WHERE side = ? AND doubts != '' ORDER BY id", (side,)
    )
    with decoding(f"the doubts about {side} documents"):
        return tuple((name, _loaded_doubts(doubts)) for name, doubts in rows)


def _loaded_doubts(doubts: str) -> tuple[str, ...]:
    """The doubts about a reading as `store_document` wrote them, ``""`` for none."""
    return tuple(json.loads(doubts)) if doubts else ()


def text_digest(db: Database, side: Side, document_id: str) -> str:
    """`SegmentedDocument.text_digest` of a document that must be there, without its text."""
    row = db.row("SELECT text_digest FROM documents WHERE side = ? AND id = ?", (side, document_id))
    if row is not None and row[0]:
        return str(row[0])
    return load_document(db, require_document(db, side, document_id)).text_digest


def _blocks(db: Database, key: int) -> Iterator[Block]:
    """Blocks of a document in order."""
    rows = db.rows(
        "SELECT kind, text, start, stop, offsets, certainty FROM blocks WHERE document = ? "
        "ORDER BY position",
        (key,),
    )
    for kind, text, start, stop, runs, certainty in rows:
        offsets = _loaded_offsets(runs, len(text))
        yield Block(BlockKind(kind), text, start, stop, offsets, certainty)


def _loaded_offsets(runs: str, length: int) -> OffsetMap | None:
    """The offset map of a block's text, as `_stored_offsets` wrote it."""
    if not runs:
        return None
    return OffsetMap(tuple((a, b, c) for a, b, c in json.loads(runs)), length)


def _stored_offsets(offsets: OffsetMap | None) -> str:
    """Runs of an offset map as JSON, ``""`` for none."""
    return "" if offsets is None else json.dumps(offsets.runs, separators=(",", ":"))


def store_document(
    db: Database,
    side: Side,
    segmented: SegmentedDocument,
    stage_key: str,
) -> None:
    """Store a document in place of an earlier one of its side and id; the key stays."""
    _store_facts(db, side, segmented, stage_key)
    key = require_document(db, side, segmented.document.id)
    _store_contents(db, key, segmented)
    _remember(db, key, segmented)


def _store_facts(db: Database, side: Side, segmented: SegmentedDocument, stage_key: str) -> None:
    """What is known of a document as a whole."""
    document = segmented.document
    values = (
        document.language,
        document.digest,
        document.encoding,
        document.title,
        None if document.published is None else document.published.isoformat(),
        document.url,
        document.origin,
        document.number,
        document.attribution,
        json.dumps(document.doubts, ensure_ascii=False) if document.doubts else "",
        stage_key,
        segmented.text_digest,
    )
    db.execute(
        "INSERT INTO documents "
        "(language, digest, encoding, title, published, url, origin, number, attribution, "
        "doubts, stage_key, text_digest, side, id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (side, id) DO UPDATE SET language = excluded.language, "
        "digest = excluded.digest, encoding = excluded.encoding, title = excluded.title, "
        "published = excluded.published, url = excluded.url, origin = excluded.origin, "
        "number = excluded.number, attribution = excluded.attribution, doubts = excluded.doubts, "
        "stage_key = excluded.stage_key, text_digest = excluded.text_digest",
        (*values, side, document.id),
    )


def _store_contents(db: Database, key: int, segmented: SegmentedDocument) -> None:
    """Blocks and segments in place of those that were there."""
    db.execute("DELETE FROM blocks WHERE document = ?", (key,))
    db.execute("DELETE FROM segments WHERE document = ?", (key,))
    db.executemany(
        "INSERT INTO blocks (document, position, kind, text, start, stop, offsets, certainty) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(key, position, block.kind.value, block.text, block.start, block.stop),
                _stored_offsets(block.offsets),
                block.certainty,
            )
            for position, block in enumerate(segmented.document.blocks)
        ),
    )
    db.executemany(
        "INSERT INTO segments (document, position, block, start, stop) VALUES (?, ?, ?, ?, ?)",
        (
            (key, position, segment.block, segment.start, segment.stop)
            for position, segment in enumerate(segmented.segments)
        ),
    )
