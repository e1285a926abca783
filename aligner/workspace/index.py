"""Entries of the search index: one for each bead."""

from collections.abc import Iterator

from aligner.errors import WorkspaceError
from aligner.values import Bitext
from aligner.workspace.database import Database
from aligner.workspace.words import folded_words

# A row of the index is named by its alignment's key and its bead's position.
POSITION_BITS = 20


def index_bitext(db: Database, key: int, bitext: Bitext) -> None:
    """Add the beads of an alignment to the index."""
    db.executemany(
        "INSERT INTO search (rowid, source, target) VALUES (?, ?, ?)",
        entries(key, bitext),
    )


def unindex_bitext(db: Database, key: int, bitext: Bitext) -> None:
    """Take the beads of an alignment out of the index, which needs their texts once more."""
    db.executemany(
        "INSERT INTO search (search, rowid, source, target) VALUES ('delete', ?, ?, ?)",
        entries(key, bitext),
    )


def entries(key: int, bitext: Bitext) -> Iterator[tuple[int, str, str]]:
    """Row number and words of both sides of each bead."""
    if len(bitext.alignment) >> POSITION_BITS:
        message = f"{bitext.source.document.id}: more than {1 << POSITION_BITS} beads"
        raise WorkspaceError(message)
    for position, bead in enumerate(bitext.alignment):
        yield (
            key << POSITION_BITS | position,
            " ".join(folded_words(bitext.source_text(bead))),
            " ".join(folded_words(bitext.target_text(bead))),
        )
