"""Proposed glossary entries as an XLSX workbook: one sheet to fill in, one of concordances."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner.files import whole_file
from aligner.reports.concordance import concordance
from aligner.reports.proposal_table import cells_of
from aligner.tables import Cell, WorkbookSheet, write_workbook
from aligner.values import Proposal

_PROPOSALS = (
    ("source_term", 24),
    ("target_term", 36),
    ("decision", 12),
    ("reason", 24),
    ("author", 14),
    ("kind", 9),
    ("probability", 11),
    ("count", 8),
    ("documents", 10),
    ("keyness", 9),
    ("concept", 24),
    ("agreement", 10),
    ("variants", 40),
    ("known", 30),
    ("example_source", 50),
    ("example_target", 60),
    ("example_document", 26),
)
_CONCORDANCE = (
    ("source_term", 20),
    ("target_term", 28),
    ("before", 30),
    ("source", 20),
    ("after", 30),
    ("before target", 36),
    ("target", 28),
    ("after target", 36),
    ("document", 26),
    ("unit", 14),
)
# What is read on paper; the documents and ids stay in the file.
_PRINTED_PROPOSALS, _PRINTED_LINES = 10, 8


def write_proposal_xlsx(proposals: Sequence[Proposal], path: Path) -> None:
    """Write proposals as a workbook; the same proposals give the same bytes.

    Parameters
    ----------
    proposals : sequence of Proposal
    path : Path
        Output file, written atomically.  The first sheet may be given back with
        its decisions filled in.

    Raises
    ------
    ConfigError
        If the file cannot be written there.
    """
    sheets = (
        WorkbookSheet(
            "proposals",
            _PROPOSALS,
            map(_row, proposals),
            fixed="C2",
            printed=_PRINTED_PROPOSALS,
            is_wrapped=True,
        ),
        WorkbookSheet(
            "concordance",
            _CONCORDANCE,
            _lines(proposals),
            printed=_PRINTED_LINES,
            is_wrapped=True,
        ),
    )
    with whole_file(path) as stream:
        write_workbook(sheets, stream)


def _row(proposal: Proposal) -> list[Cell]:
    cells = cells_of(proposal)
    return [cells.get(name) for name, _ in _PROPOSALS]


def _lines(proposals: Sequence[Proposal]) -> Iterator[tuple[Cell, ...]]:
    for proposal in proposals:
        for line in concordance(proposal):
            yield (
                proposal.source_term,
                proposal.target_term,
                *line.source,
                *line.target,
                line.document,
                line.unit,
            )
