"""Search over both sides of all beads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from pathlib import Path

from aligner.errors import ConfigError, WorkspaceError
from aligner.languages import script_forms
from aligner.text import join_segments
from aligner.values import Bead, Bitext
from aligner.workspace.alignments import load_bitext
from aligner.workspace.database import Database, decoding
from aligner.workspace.index import POSITION_BITS, Word, folded_words, words_with_spans
from aligner.workspace.matching import PatientPattern
from aligner.workspace.upkeep import opened

Spans = tuple[tuple[int, int], ...]

_CLAUSE = re.compile(
    r"""(?:(?P<side>source|target)[:：]\s*)?
        (?:["“](?P<phrase>[^"“”]*)["”] | (?P<word>\S+))""",
    re.VERBOSE,
)

_ORDER = "s.published IS NULL, s.published, s.id, t.id"
_DOCUMENTS = "JOIN documents s ON s.key = a.source JOIN documents t ON t.key = a.target"
_FIND = (
    "SELECT search.rowid FROM search "  # noqa: S608 - names of our own
    f"CROSS JOIN alignments a ON a.key = search.rowid >> {POSITION_BITS} {_DOCUMENTS} "
    f"WHERE search MATCH ? ORDER BY {_ORDER}, search.rowid LIMIT ?"
)
_ALL = f"SELECT a.key FROM alignments a {_DOCUMENTS} ORDER BY {_ORDER}"  # noqa: S608 - names of our own
_COUNT = "SELECT COUNT(*) FROM search WHERE search MATCH ?"
_WITHIN = (
    "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid < ? "
    "ORDER BY rowid LIMIT ?"
)
_BEAD = (
    "SELECT s.id, t.id, s.published, s.language, t.language, a.source, a.target, "  # noqa: S608 - names of our own
    "b.source_start, b.source_stop, b.target_start, b.target_stop, b.probability "
    f"FROM beads b JOIN alignments a ON a.key = b.alignment {_DOCUMENTS} "
    "WHERE b.alignment = ? AND b.position = ?"
)
_TEXTS = (
    "SELECT b.text, g.start, g.stop FROM segments g "
    "JOIN blocks b ON b.document = g.document AND b.position = g.block "
    "WHERE g.document = ? AND g.position >= ? AND g.position < ? ORDER BY g.position"
)
_HOLDING = f"SELECT DISTINCT rowid >> {POSITION_BITS} FROM search WHERE search MATCH ?"  # noqa: S608 - names of our own
# Up to so many hits all are put in order.  Beyond, the alignments are gone
# through in their order, where hits are frequent.
_SORTED = 20_000
# If they turn out to be rare in the first ones, those that hold any are listed.
_WALKED = 1_000


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that must follow one another, in one of their forms, on one side or on either.

    Parameters
    ----------
    side : str
        ``"source"``, ``"target"``, or ``""`` for either.
    forms : tuple of tuple of str
        Its words, folded, at least one; and what they are in the other script of Chinese.
    """

    side: str
    forms: tuple[tuple[str, ...], ...]


def parse_query(query: str) -> tuple[Clause, ...]:
    """Clauses of a query, of which a bead must fulfil all; signs alone are passed over.

    Raises
    ------
    ConfigError
        If there is nothing to look for.
    """
    clauses = []
    for match in _CLAUSE.finditer(query):
        words = folded_words(match["phrase"] or match["word"] or "")
        if words:
            clauses.append(Clause(match["side"] or "", _forms(words)))
    if not clauses:
        message = (
            f"no word to search for in {query!r}; give words, "
            '"an exact phrase", source:WORD or target:WORD'
        )
        raise ConfigError(message)
    return tuple(clauses)


def _forms(words: list[str]) -> tuple[tuple[str, ...], ...]:
    """Words as they are, and in the other script of Chinese."""
    ends = list(accumulate(map(len, words), initial=0))
    return tuple(
        tuple(form[start:stop] for start, stop in pairwise(ends))
        for form in script_forms("".join(words))
    )


def full_text_query(clauses: tuple[Clause, ...]) -> str:
    """The clauses in the language of SQLite's full-text index."""
    return " AND ".join(map(_alternatives, clauses))


def _alternatives(clause: Clause) -> str:
    """A clause in the language of the index."""
    # Folded words hold letters and digits only, so no quoting is needed.
    phrases = " OR ".join(f'"{" ".join(words)}"' for words in clause.forms)
    return f"{clause.side} : ({phrases})" if clause.side else f"({phrases})"


def mark(words: list[Word], clauses: tuple[Clause, ...], side: str) -> Spans:
    """Spans of one side's text that fulfil clauses, in order, overlapping ones as one."""
    folded = [word.folded for word in words]
    spans = []
    for clause in clauses:
        if clause.side in {"", side}:
            for form in clause.forms:
                length = len(form)
                spans += [
                    (words[start].start, words[start + length - 1].stop)
                    for start in range(len(words) - length + 1)
                    if tuple(folded[start : start + length]) == form
                ]
    return _merged(sorted(spans))


def _merged(spans: list[tuple[int, int]]) -> Spans:
    """Sorted spans with overlapping ones joined."""
    merged: list[tuple[int, int]] = []
    for start, stop in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return tuple(merged)


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


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Parameters
    ----------
    hits : tuple of Hit
        The first ones.
    total : int
        How many there are of them.
    is_exact : bool
        Whether there are no more than `total`; a search for a regular
        expression ends with the last hit that was asked for.
    """

    hits: tuple[Hit, ...]
    total: int
    is_exact: bool


def search_folder(folder: Path, query: str, *, limit: int, regex: bool = False) -> Found:
    """What a query finds in the workspace of a folder, and how much there is of it.

    Parameters
    ----------
    folder : Path
    query : str
        As of `Workspace.search`.
    limit : int
        Most hits to give, at least 1.
    regex : bool, default=False
        Take the query as a regular expression.

    Raises
    ------
    ConfigError
        If the query is empty or not a regular expression.
    WorkspaceError
        If there is no workspace.
    """
    db, lock = opened(folder)
    try:
        if regex:
            # One more tells whether there are more.
            hits = scan_pattern(db, query, limit + 1)
            return Found(tuple(hits[:limit]), min(len(hits), limit), len(hits) <= limit)
        return _find(db, query, limit)
    finally:
        db.close()
        lock.release()


def find_words(db: Database, query: str, limit: int) -> list[Hit]:
    """Beads that fulfil a query, by date, document and position."""
    return list(_find(db, query, limit).hits)


def _find(db: Database, query: str, limit: int) -> Found:
    """The first beads that fulfil a query, and how many there are."""
    clauses = parse_query(query)
    match = full_text_query(clauses)
    total = int(next(db.rows(_COUNT, (match,)))[0])
    if total > _SORTED:
        rows = _first_rows(db, match, limit)
    else:
        rows = [row for (row,) in db.rows(_FIND, (match, limit))]
    return Found(tuple(_marked_hit(db, row, clauses) for row in rows), total, is_exact=True)


def _first_rows(db: Database, match: str, limit: int) -> list[int]:
    """Rows of the first of many hits."""
    rows: list[int] = []
    holding: set[int] | None = None
    for n, (key,) in enumerate(db.rows(_ALL)):
        if n == _WALKED:
            holding = {key for (key,) in db.rows(_HOLDING, (match,))}
        if holding is not None and key not in holding:
            continue
        bounds = (key << POSITION_BITS, (key + 1) << POSITION_BITS)
        rows += [row for (row,) in db.rows(_WITHIN, (match, *bounds, limit - len(rows)))]
        if len(rows) == limit:
            break
    return rows


@decoding("a bead that is found")
def _marked_hit(db: Database, row: int, clauses: tuple[Clause, ...]) -> Hit:
    """The bead of a row of the index; reads no more of its documents than its texts."""
    found = db.row(_BEAD, (row >> POSITION_BITS, row & ((1 << POSITION_BITS) - 1)))
    if found is None:
        raise WorkspaceError(
            f"the search index names a bead that is not there ({row}); "
            "`aligner workspace check` tells more"
        )
    source_id, target_id, day, *languages, source, target, a, b, c, d, probability = found
    source_text = join_segments(_texts(db, source, a, b), languages[0])
    target_text = join_segments(_texts(db, target, c, d), languages[1])
    return Hit(
        source_text=source_text,
        target_text=target_text,
        source_document=source_id,
        target_document=target_id,
        published=None if day is None else date.fromisoformat(day),
        probability=probability,
        source_spans=mark(words_with_spans(source_text), clauses, "source"),
        target_spans=mark(words_with_spans(target_text), clauses, "target"),
    )


def _texts(db: Database, document: int, first: int, stop: int) -> list[str]:
    """Texts of some segments of a document."""
    return [text[a:b] for text, a, b in db.rows(_TEXTS, (document, first, stop))]


def scan_pattern(db: Database, pattern: str, limit: int) -> list[Hit]:
    """Beads with a text that matches a regular expression, in the same order.

    Raises
    ------
    ConfigError
        If the expression is wrong, with the place, or takes too long.
    """
    expression = PatientPattern(pattern)
    hits: list[Hit] = []
    for (key,) in db.rows(_ALL):
        for hit in _matches(load_bitext(db, key), expression):
            hits.append(hit)
            if len(hits) == limit:
                return hits
    return hits


def _matches(bitext: Bitext, expression: PatientPattern) -> Iterator[Hit]:
    """Beads of one bitext that match."""
    for bead in bitext.alignment:
        source = expression.spans(bitext.source_text(bead))
        target = expression.spans(bitext.target_text(bead))
        if source or target:
            yield _hit(bitext, bead, source, target)


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
