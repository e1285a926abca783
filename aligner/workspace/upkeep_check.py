"""Whether what a workspace holds fits together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import AlignerError, WorkspaceError
from aligner.workspace.alignments import load_bitext
from aligner.workspace.database import Database, decoding
from aligner.workspace.index import POSITION_BITS, entries
from aligner.workspace.pairs import UNALIGNED, UNSETTLED
from aligner.workspace.upkeep import opened

_RESTORE = "restore the file from a copy, or run into a new folder"
_READ_AGAIN = (
    "run into a new folder; `aligner workspace export-decisions` saves the reviewers' decisions"
)
_GO_ON = "give the same `aligner run` command again: it completes what is missing"
# Fields of a signature that differ from pair to pair: beads that reviewers ruled on.
_DECISIONS = frozenset({"confirmed", "ruled_out"})
# Places named in one message.
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with a workspace.

    Parameters
    ----------
    what : str
        In words, with the first places.
    remedy : str
        What to do.
    """

    what: str
    remedy: str


def check_workspace_files(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the workspace of a folder; changes nothing.

    Notes
    -----
    Reads everything: about a minute for a million beads.

    Raises
    ------
    WorkspaceError
        If there is none, or it is too damaged to be opened.
    """
    db, lock = opened(folder)
    try:
        try:
            broken = [row[0] for row in db.rows("PRAGMA integrity_check") if row[0] != "ok"]
        except WorkspaceError as error:
            broken = [str(error)]
        if broken:
            # What else is found in a damaged file tells nothing.
            return (Problem(f"the file is damaged: {_some(broken)}", _RESTORE),)
        looks = (_references, _segments, _ladders, _index, _unfinished, _mixed)
        return tuple(problem for look in looks for problem in _seen(look, db))
    finally:
        db.close()
        lock.release()


def _seen(look: Callable[[Database], Iterator[Problem]], db: Database) -> Iterator[Problem]:
    """What a look finds; rows that it cannot even read are a problem, too."""
    try:
        with decoding("a row"):
            yield from look(db)
    except WorkspaceError as error:
        yield Problem(str(error), _RESTORE)


def _references(db: Database) -> Iterator[Problem]:
    """Rows that point to rows that are not there."""
    tables = sorted({f"{table} to {parent}" for table, _, parent, _ in db.rows(_FOREIGN)})
    if tables:
        yield Problem(f"rows point to rows that are not there: {_some(tables)}", _READ_AGAIN)


_FOREIGN = 'SELECT "table", rowid, parent, fkid FROM pragma_foreign_key_check'
_OUTSIDE = (
    "SELECT d.side, d.id, g.position, g.start, g.stop, b.text FROM segments g "
    "JOIN documents d ON d.key = g.document "
    "LEFT JOIN blocks b ON b.document = g.document AND b.position = g.block "
    # SQLite counts characters up to the first NUL only: these are looked at again.
    "WHERE b.text IS NULL OR g.start < 0 OR g.start > g.stop OR g.stop > length(b.text)"
)
_GAPS = (
    "SELECT DISTINCT alignment FROM (SELECT alignment, "
    "position <> row_number() OVER w - 1 "
    "OR source_start <> lag(source_stop, 1, 0) OVER w "
    "OR target_start <> lag(target_stop, 1, 0) OVER w "
    "OR source_stop < source_start OR target_stop < target_start AS is_bad "
    "FROM beads WINDOW w AS (PARTITION BY alignment ORDER BY position)) WHERE is_bad "
    "UNION SELECT a.key FROM alignments a WHERE "
    "(SELECT coalesce(max(source_stop), 0) FROM beads WHERE alignment = a.key) "
    "<> (SELECT COUNT(*) FROM segments WHERE document = a.source) OR "
    "(SELECT coalesce(max(target_stop), 0) FROM beads WHERE alignment = a.key) "
    "<> (SELECT COUNT(*) FROM segments WHERE document = a.target) ORDER BY 1"
)


def _segments(db: Database) -> Iterator[Problem]:
    """Segments that lie outside the text of their block."""
    places = [
        f"{side} {name}, segment {position}"
        for side, name, position, start, stop, text in db.rows(_OUTSIDE)
        if text is None or not 0 <= start <= stop <= len(text)
    ]
    if places:
        yield Problem(f"segments outside the text of their block: {_some(places)}", _READ_AGAIN)


def _ladders(db: Database) -> Iterator[Problem]:
    """Alignments whose beads leave segments out, or use them twice."""
    keys = [key for (key,) in db.rows(_GAPS)]
    if keys:
        places = [_name(db, key) for key in keys]
        yield Problem(f"beads do not cover the segments: {_some(places)}", _READ_AGAIN)


def _index(db: Database) -> Iterator[Problem]:
    """Beads that search does not know, or knows otherwise."""
    sizes = "SELECT id, sz FROM search_docsize WHERE id >= ? AND id < ?"
    places: list[str] = []
    broken: list[str] = []
    known = 0
    for (key,) in list(db.rows("SELECT key FROM alignments ORDER BY key")):
        bounds = (key << POSITION_BITS, (key + 1) << POSITION_BITS)
        stored = {row: _varints(size) for row, size in db.rows_with_bytes(sizes, bounds)}
        known += len(stored)
        try:
            counted = {
                row: [len(source.split()), len(target.split())]
                for row, source, target in entries(key, load_bitext(db, key))
            }
        except (AlignerError, IndexError, ValueError) as error:
            broken.append(f"{_name(db, key)}: {error}")
            continue
        if stored != counted:
            places.append(_name(db, key))
    total = next(db.rows("SELECT COUNT(*) FROM search_docsize"))[0]
    if total != known:
        places.append(f"{total - known} entries of alignments that are gone")
    if broken:
        yield Problem(f"texts that do not fit together: {_some(broken)}", _READ_AGAIN)
    if places:
        yield Problem(f"the search index does not fit the beads: {_some(places)}", _READ_AGAIN)


def _unfinished(db: Database) -> Iterator[Problem]:
    """Stages that rest on something that has changed since, or were never done."""
    fresh = f"SELECT side || ' ' || id {UNSETTLED} ORDER BY 1"
    if places := [place for (place,) in db.rows(fresh)]:
        yield Problem(f"documents new or changed since the pairing: {_some(places)}", _GO_ON)
    missing = f"SELECT s.id || ' - ' || t.id {UNALIGNED} ORDER BY 1"
    if places := [place for (place,) in db.rows(missing)]:
        yield Problem(f"pairs not aligned yet: {_some(places)}", _GO_ON)


def _mixed(db: Database) -> Iterator[Problem]:
    """Results of one stage that were not made with the same things."""
    signatures = (signature for (signature,) in db.rows("SELECT signature FROM alignments"))
    n_signatures = len({_without_decisions(signature) for signature in signatures})
    if n_signatures > 1:
        yield Problem(
            f"the alignments were made with {n_signatures} different sets of parts and versions; "
            "`aligner workspace info` lists them",
            _GO_ON,
        )
    n_glossaries = next(db.rows("SELECT COUNT(DISTINCT glossary) FROM term_checks"))[0]
    n_unchecked = next(
        db.rows(
            "SELECT COUNT(*) FROM alignments WHERE key NOT IN (SELECT alignment FROM term_checks)"
        )
    )[0]
    if n_glossaries > 1 or (n_glossaries and n_unchecked):
        yield Problem(
            f"terms were checked against {n_glossaries} versions of the glossary, and not at all "
            f"in {n_unchecked} pairs",
            "run `aligner terms check` over the workspace with the glossary that counts",
        )


def _without_decisions(signature: str) -> str:
    """A signature without the fields that tell of reviewers' decisions on a pair."""
    fields = signature.split("|")
    return "|".join(f for f in fields if f.partition(":")[0] not in _DECISIONS)


def _varints(data: bytes) -> list[int]:
    """Numbers in SQLite's own spelling: seven bits a byte, the highest bit goes on."""
    numbers, value = [], 0
    for byte in data:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the highest bit
            numbers.append(value)
            value = 0
    return numbers


def _name(db: Database, key: int) -> str:
    """The two documents of an alignment."""
    row = db.row(
        "SELECT s.id, t.id FROM alignments a LEFT JOIN documents s ON s.key = a.source "
        "LEFT JOIN documents t ON t.key = a.target WHERE a.key = ?",
        (key,),
    )
    return f"alignment {key}" if row is None else f"{row[0]} - {row[1]}"


def _some(places: list[str]) -> str:
    """The first of several places, and how many more there are."""
    more = len(places) - _SHOWN
    return "; ".join(places[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")
