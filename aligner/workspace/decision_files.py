"""Reviewers' decisions as files: read, written, and exported all together."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeVar

from aligner.errors import ConfigError, FormatError
from aligner.files import whole_file
from aligner.inputs import read_input
from aligner.tables import (
    EXCEL,
    OfficeFile,
    headed_rows,
    open_workbook,
    read_bytes,
    table_line,
)
from aligner.values import (
    Claim,
    PairDecision,
    ProposalDecision,
    ProposalRuling,
    Ruling,
    Waiver,
    WaiverKind,
)
from aligner.workspace.database import UNDECODABLE
from aligner.workspace.review_store import claim_of_record, record_of_claim
from aligner.workspace.store import Workspace

_PAIR = ("source", "target", "decision", "author", "reason")
_WAIVER = ("id", "decision", "reason", "author", "about")
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
        Separated by commas or semicolons (.csv) or tabs, or the first sheet of a
        workbook (.xlsx).  A decision is ``force`` or
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
        yield table_line(
            (waiver.finding, waiver.kind.value, waiver.reason, waiver.author, waiver.about)
        )


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """Waivers of a table with the columns ``id``, ``decision``, ``reason``, ``author``.

    Parameters
    ----------
    path : Path
        As of `read_decisions`.  A decision is ``accepted`` or ``false-alarm``;
        rows without one are passed over.  ``about`` is optional.

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
            cells["about"],
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
    data = read_bytes(path)
    if path.suffix.lower() == ".xlsx":
        data = _first_sheet(data, str(path))
    rows = headed_rows(data, str(path), headings, (*needed, "decision"))
    for line, cells in rows:
        if not cells["decision"]:
            continue
        if missing := [name for name in needed if not cells[name]]:
            raise FormatError(f"a decision needs {' and '.join(missing)}", str(path), line)
        yield line, cells


def _first_sheet(data: bytes, path: str) -> bytes:
    """The first visible sheet of a workbook, separated by tabs, each row on its line."""
    with OfficeFile(data, path, EXCEL) as file:
        workbook = open_workbook(file)
        lines: list[str] = []
        for row in workbook.rows(workbook.sheets[0]) if workbook.sheets else ():
            lines += [""] * (row.line - 1 - len(lines))
            lines.append(table_line(row.cells))
    return "\n".join(lines).encode()


def _ruling(kind: type[RulingT], cells: Mapping[str, str], path: Path, line: int) -> RulingT:
    """The ruling of a row."""
    word = cells["decision"]
    try:
        return kind(word.lower())
    except ValueError:
        *others, last = kind
        known = f"{', '.join(others)} or {last}"
        raise FormatError(f"{word!r} is not a decision; write {known}", str(path), line) from None


class SignedClaim(NamedTuple):
    """A claim on a pair of documents, with who made it and when (ISO 8601)."""

    source: str
    target: str
    author: str
    made: str
    claim: Claim


def signed_claims(workspace: Workspace) -> Iterator[SignedClaim]:
    """All claims that stand, by pair, the oldest first."""
    for source, target in workspace.edited_pairs():
        for claim, edit in workspace.claims(source, target).items():
            yield SignedClaim(source, target, edit.author, edit.made, claim)


def review_lines(claims: Iterable[SignedClaim]) -> Iterator[str]:
    """Claims as lines that `read_review` reads."""
    for signed in claims:
        record = {
            "source": signed.source,
            "target": signed.target,
            "author": signed.author,
            "made": signed.made,
            "claim": record_of_claim(signed.claim),
        }
        yield json.dumps(record, ensure_ascii=False)


def read_review(path: Path) -> tuple[SignedClaim, ...]:
    """Claims of a file, in their order.

    Raises
    ------
    FormatError
        With file and line.
    """
    try:
        lines = read_input(path).decode("utf-8").split("\n")
    except OSError as error:
        raise FormatError(error.strerror or "cannot be read", str(path)) from error
    except UnicodeDecodeError as error:
        raise FormatError("not UTF-8", str(path)) from error
    return tuple(
        _signed(line, path, number) for number, line in enumerate(lines, start=1) if line.strip()
    )


def _signed(line: str, path: Path, number: int) -> SignedClaim:
    try:
        record = json.loads(line)
        names = ("source", "target", "author", "made")
        source, target, author, made = (str(record[name]) for name in names)
        claim = claim_of_record(record["claim"])
        return SignedClaim(source, target, author, _in_utc(made), claim)
    except UNDECODABLE as error:
        message = "not a claim of the kind that `aligner workspace export-decisions` writes"
        raise FormatError(message, str(path), number) from error


def _in_utc(made: str) -> str:
    """A time as the journal has it; one without a zone is taken to be in UTC."""
    time = datetime.fromisoformat(made)
    time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return time.isoformat(timespec="milliseconds")


def write_decisions(workspace: Workspace, folder: Path) -> dict[Path, int]:
    """Write all decisions into a folder, one file for each kind.

    Parameters
    ----------
    workspace : Workspace
    folder : Path
        Made if it does not exist; files of the same names are overwritten.

    Returns
    -------
    dict of Path to int
        How many decisions each file holds.

    Raises
    ------
    ConfigError
        If the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be made: {error.strerror}") from error
    pairs, waivers = workspace.decisions(), workspace.waivers()
    proposals, claims = workspace.proposal_decisions(), tuple(signed_claims(workspace))
    tables: dict[str, tuple[int, Iterable[str]]] = {
        "pair_decisions.tsv": (len(pairs), decision_lines(pairs)),
        "waivers.tsv": (len(waivers), waiver_lines(waivers)),
        "proposal_decisions.tsv": (len(proposals), proposal_decision_lines(proposals)),
        "review.jsonl": (len(claims), review_lines(claims)),
    }
    for name, (_, lines) in tables.items():
        with whole_file(folder / name) as stream:
            stream.writelines(f"{line}\n".encode() for line in lines)
    return {folder / name: count for name, (count, _) in tables.items()}
