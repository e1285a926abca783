"""The search index: how a text is cut into words, and one entry for each bead."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from aligner.errors import WorkspaceError
from aligner.text import normalize_nfkc
from aligner.values import Bitext
from aligner.workspace.database import Database

# From the CJK radicals on, scripts are written without spaces or in syllables:
# each character is a word.  Elsewhere a word is a run of letters and digits.
_WORD = re.compile("(?=\\w)[\u2e80-\U0010ffff]|[^\\W_\u2e80-\U0010ffff]+")

# A row of the index is named by its alignment's key and its bead's position.
POSITION_BITS = 20


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word with its span in the text as it was given."""

    folded: str
    start: int
    stop: int


def folded_words(text: str) -> list[str]:
    """Words of a text in order, without differences of case, accent and width."""
    return [_fold(word) for word in _WORD.findall(normalize_nfkc(text).text)]


def words_with_spans(text: str) -> list[Word]:
    """The same words with their places in the original text."""
    normalized = normalize_nfkc(text)
    return [
        Word(_fold(match[0]), *normalized.original_span(match.start(), match.end()))
        for match in _WORD.finditer(normalized.text)
    ]


def _fold(word: str) -> str:
    """A word in lower case without accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


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
