"""The journal of reviewers' edits."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from aligner.values import (
    LIKELY,
    BeadClaim,
    BeadRuling,
    Claim,
    CutClaim,
    Edit,
    EditAction,
    MovedClaim,
    Passage,
    TextClaim,
    standing_claims,
)
from aligner.workspace.base import OpenFiles
from aligner.workspace.checks import OPEN_FINDING
from aligner.workspace.database import decoding, decoding_rows

if TYPE_CHECKING:
    from aligner.workspace.database import SqlRow


_KINDS: dict[type, str] = {
    BeadClaim: "bead",
    CutClaim: "cut",
    TextClaim: "text",
    MovedClaim: "moved",
}

_COLUMNS = "key, source, target, action, author, made, removed, added, undone"


def record_of_claim(claim: Claim) -> dict[str, object]:
    """A claim as a JSON object: its kind, then its fields."""
    return {"kind": _KINDS[type(claim)], **asdict(claim)}


def claim_of_record(record: Mapping[str, Any]) -> Claim:
    """The claim of a JSON object.

    Raises
    ------
    AlignerError, ArithmeticError, KeyError, TypeError, ValueError
        If it is none, or one that makes no sense.
    """
    kind = record["kind"]
    if kind == "bead":
        ruling = record["ruling"]
        return BeadClaim(
            _passage(record["source"]),
            _passage(record["target"]),
            None if ruling is None else BeadRuling(ruling),
            bool(record["is_example"]),
            str(record["comment"]),
        )
    if kind == "moved":
        runs = _passage(record["source"]), _passage(record["target"])
        return MovedClaim(*runs, bool(record["is_moved"]))
    side = record["side"]
    if side not in {"source", "target"}:
        raise ValueError(f"{side!r} is not a side")
    place = _passage(record["place"])
    if kind == "cut":
        return CutClaim(side, place, bool(record["is_cut"]), bool(record["was_cut"]))
    if kind == "text":
        return TextClaim(side, place, str(record["text"]))
    raise ValueError(f"{kind!r} is not a kind of claim")


def _passage(record: Mapping[str, Any]) -> Passage:
    text, before, after = (str(record[name]) for name in ("text", "before", "after"))
    return Passage(text, before, after, int(record["offset"]))


class PairFigures(NamedTuple):
    """An aligned pair in figures.

    Parameters
    ----------
    source, target, source_title, target_title, published : str
        The day as ISO 8601, ``""`` when unknown.
    beads, doubtful : int
    errors : float
        Sum of what the probabilities lack of 1.
    alarms, findings : int
        Stretches that look damaged; open findings, as `count_findings` counts them.
    """

    source: str
    target: str
    source_title: str
    target_title: str
    published: str
    beads: int
    doubtful: int
    errors: float
    alarms: int
    findings: int


class ReviewStore(OpenFiles):
    """Reviewers' edits, by the ids of the two documents."""

    def add_edits(self, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        """Note edits behind all others, all of them or none; gives them with their numbers."""
        with self._db.writing():
            return tuple(replace(edit, key=self._add(edit)) for edit in edits)

    def _add(self, edit: Edit) -> int:
        values = (edit.source, edit.target, edit.action.value, edit.author, edit.made)
        return self._db.execute(
            "INSERT INTO edits (source, target, action, author, made, removed, added, undone) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, _text(edit.removed), _text(edit.added), edit.undone),
        )

    def edits(self, source: str, target: str) -> tuple[Edit, ...]:
        """All edits of a pair in the order they were made."""
        sql = f"SELECT {_COLUMNS} FROM edits WHERE source = ? AND target = ? ORDER BY key"  # noqa: S608 - columns of our own
        return tuple(map(_edit, self._db.rows(sql, (source, target))))

    def claims(self, source: str, target: str) -> dict[Claim, Edit]:
        """The standing claims of a pair, oldest first, each with the edit that made it."""
        return standing_claims(self.edits(source, target))

    def edited_pairs(self) -> tuple[tuple[str, str], ...]:
        """Ids of the pairs that reviewers have edited, in order."""
        sql = "SELECT DISTINCT source, target FROM edits ORDER BY source, target"
        return tuple((source, target) for source, target in self._db.rows(sql))

    def edit_times(self) -> tuple[tuple[str, str], ...]:
        """Author and time of every edit made here, in the order they were made."""
        sql = "SELECT author, made FROM edits WHERE action != ? ORDER BY key"
        rows = self._db.rows(sql, (EditAction.IMPORT.value,))
        return tuple((author, made) for author, made in rows)

    @decoding_rows("a pair of documents")
    def pair_figures(
        self, names: tuple[str, str] | None = None, *, doubtful: float
    ) -> Iterator[PairFigures]:
        """How many beads every aligned pair has, and how sure they are, by the ids.

        Parameters
        ----------
        names : (str, str) or None
            Ids of the documents of the only pair that is asked for.
        doubtful : float
            Beads with a smaller probability count as doubtful.
        """
        sql = (
            "SELECT s.id, t.id, s.title, t.title, COALESCE(t.published, s.published, ''), "  # noqa: S608 - ours
            "COUNT(*), SUM(b.probability < ?), SUM(1 - b.probability), COALESCE(a.alarms, ''), "
            f"(SELECT COUNT(*) FROM findings WHERE alignment = a.key AND {OPEN_FINDING}) "
            "FROM alignments a JOIN documents s ON s.key = a.source "
            "JOIN documents t ON t.key = a.target JOIN beads b ON b.alignment = a.key "
            "WHERE ? OR (s.id = ? AND t.id = ?) GROUP BY a.key ORDER BY s.id, t.id"
        )
        values = (doubtful, LIKELY, names is None, *(names or ("", "")))
        for row in self._db.rows(sql, values):
            alarms = len(json.loads(row[-2])["alarms"]) if row[-2] else 0
            yield PairFigures._make((*row[:-2], alarms, row[-1]))


def _text(claims: Iterable[Claim]) -> str:
    records = [record_of_claim(claim) for claim in claims]
    return json.dumps(records, ensure_ascii=False, separators=(",", ":"))


def _edit(row: "SqlRow") -> Edit:
    key, source, target, action, author, made, removed, added, undone = row
    with decoding(f"an edit of {source} and {target}"):
        out, into = (tuple(map(claim_of_record, json.loads(text))) for text in (removed, added))
        return Edit(key, source, target, EditAction(action), author, made, out, into, undone)
