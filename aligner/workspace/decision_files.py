"""Persons' decisions on pairs as tables, to be written by hand or in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from aligner.errors import FormatError
from aligner.text import one_line
from aligner.values import PairDecision, Ruling

__all__ = ["decision_lines", "read_decisions"]

_COLUMNS = ("source", "target", "decision", "author", "reason")
_NEEDED = _COLUMNS[:3]


def decision_lines(decisions: Iterable[PairDecision]) -> Iterator[str]:
    """Decisions as lines of a table that `read_decisions` reads, its head first."""
    yield "\t".join(_COLUMNS)
    for decision in decisions:
        ruling = decision.ruling.value
        cells = (decision.source, decision.target, ruling, decision.author, decision.reason)
        yield "\t".join(map(one_line, cells))


def read_decisions(path: Path) -> tuple[PairDecision, ...]:
    """Decisions of a table with the columns ``source``, ``target`` and ``decision``.

    Parameters
    ----------
    path : Path
        Separated by commas (.csv) or tabs; UTF-8.  A decision is ``force`` or
        ``forbid``; rows without one are passed over, so the table that lists
        the pairs found may be filled in and given back.  ``author`` and
        ``reason`` are optional, other columns are passed over.

    Raises
    ------
    FormatError
        With file and line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return tuple(_decisions(stream, path))
    except OSError as error:
        raise FormatError(error.strerror or "cannot be opened", str(path)) from error
    except UnicodeDecodeError as error:
        raise FormatError("not UTF-8: save the table as UTF-8", str(path)) from error


def _decisions(stream: Iterable[str], path: Path) -> Iterator[PairDecision]:
    """Decisions of the rows that hold one."""
    is_csv = path.suffix.lower() == ".csv"
    rows = csv.reader(
        stream,
        delimiter="," if is_csv else "\t",
        quoting=csv.QUOTE_MINIMAL if is_csv else csv.QUOTE_NONE,
    )
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        if missing := [name for name in _NEEDED if name not in names]:
            message = f"no column {' or '.join(missing)} in the first line"
            raise FormatError(message, str(path), 1)
        for row in rows:
            filled = zip(names, map(str.strip, row), strict=False)
            cells = dict.fromkeys(_COLUMNS, "") | dict(filled)
            if cells["decision"]:
                yield _decision(cells, path, rows.line_num)
    except csv.Error as error:
        raise FormatError(f"not a table: {error}", str(path), rows.line_num) from error


def _decision(cells: dict[str, str], path: Path, line: int) -> PairDecision:
    """The decision of one row."""
    word = cells["decision"].lower()
    if word not in {ruling.value for ruling in Ruling}:
        message = f"{cells['decision']!r} is no decision; write force or forbid"
        raise FormatError(message, str(path), line)
    if not (cells["source"] and cells["target"]):
        raise FormatError("a decision needs a source and a target page", str(path), line)
    names = (cells["source"], cells["target"])
    return PairDecision(*names, Ruling(word), cells["author"], cells["reason"])
