"""Reviewers' decisions as tables: on pairs, on findings, on proposed entries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from aligner.errors import FormatError
from aligner.tables import headed_rows, read_bytes, table_line
from aligner.values import (
    PairDecision,
    ProposalDecision,
    ProposalRuling,
    Ruling,
    Waiver,
    WaiverKind,
)

_PAIR = ("source", "target", "decision", "author", "reason")
_WAIVER = ("id", "decision", "reason", "author")
_PROPOSAL = ("source_term", "target_term", "decision", "author", "reason")

RulingT = TypeVar("RulingT", bound=StrEnum)


def decision_lines(decisions: Iterable[PairDecision]) -> Iterator[str]:
    """Decisions as lines of a table that `read_decisions` reads, its head first."""
    yield table_line(_PAIR)
    for d in decisions:
        yield table_line((d.source, d.target, d.ruling.value, d.author, d.reason))


def read_decisions(path: Path) -> tuple[PairDecision, ...]:
    """Decisions of a table with the columns ``source``, ``target`` and ``decision``.

    Parameters
    ----------
    path : Path
        Separated by commas or semicolons (.csv) or tabs.  A decision is ``force`` or
        ``forbid``; rows without one are passed over, so the table that lists
        the pairs found may be filled in and given back.  ``author`` and
        ``reason`` are optional, other columns are passed over.

    Raises
    ------
    FormatError
        With file and line.
    """
    return tuple(
        PairDecision(
            cells["source"],
            cells["target"],
            _ruling(Ruling, cells, path, line),
            cells["author"],
            cells["reason"],
        )
        for line, cells in _filled(path, _PAIR, ("source", "target"))
    )


def waiver_lines(waivers: Iterable[Waiver]) -> Iterator[str]:
    """Waivers as lines of a table that `read_waivers` reads, its head first."""
    yield table_line(_WAIVER)
    for waiver in waivers:
        yield table_line((waiver.finding, waiver.kind.value, waiver.reason, waiver.author))


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """Waivers of a table with the columns ``id``, ``decision``, ``reason``, ``author``.

    Parameters
    ----------
    path : Path
        As of `read_decisions`.  A decision is ``accepted`` or ``false-alarm``;
        rows without one are passed over.

    Raises
    ------
    FormatError
        With file and line.
    """
    return tuple(
        Waiver(
            cells["id"],
            _ruling(WaiverKind, cells, path, line),
            cells["reason"],
            cells["author"],
        )
        for line, cells in _filled(path, _WAIVER, ("id", "reason", "author"))
    )


def proposal_decision_lines(decisions: Iterable[ProposalDecision]) -> Iterator[str]:
    """Decisions as lines of a table that `read_proposal_decisions` reads, its head first."""
    yield table_line(_PROPOSAL)
    for d in decisions:
        yield table_line((d.source_term, d.target_term, d.ruling.value, d.author, d.reason))


def read_proposal_decisions(path: Path) -> tuple[ProposalDecision, ...]:
    """Decisions of a table with ``source_term``, ``target_term`` and ``decision``.

    Parameters
    ----------
    path : Path
        As of `read_decisions`.  A decision is ``accept``, ``variant`` or
        ``reject``; rows without one are passed over.

    Raises
    ------
    FormatError
        With file and line.
    """
    return tuple(
        ProposalDecision(
            cells["source_term"],
            cells["target_term"],
            _ruling(ProposalRuling, cells, path, line),
            cells["author"],
            cells["reason"],
        )
        for line, cells in _filled(path, _PROPOSAL, ("source_term", "target_term"))
    )


def _filled(
    path: Path, columns: Sequence[str], needed: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table that hold a decision, and what it needs."""
    headings = {name: (name,) for name in columns}
    rows = headed_rows(read_bytes(path), str(path), headings, (*needed, "decision"))
    for line, cells in rows:
        if not cells["decision"]:
            continue
        if missing := [name for name in needed if not cells[name]]:
            raise FormatError(f"a decision needs {' and '.join(missing)}", str(path), line)
        yield line, cells


def _ruling(kind: type[RulingT], cells: Mapping[str, str], path: Path, line: int) -> RulingT:
    """The ruling of a row."""
    word = cells["decision"]
    try:
        return kind(word.lower())
    except ValueError:
        *others, last = kind
        known = f"{', '.join(others)} or {last}"
        raise FormatError(f"{word!r} is no decision; write {known}", str(path), line) from None
