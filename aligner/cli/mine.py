"""``aligner terms mine``: propose missing glossary entries for review."""

import json
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import data_output, remark
from aligner.cli.outputs import OutputPath, WritingCommand
from aligner.errors import ConfigError, InputError
from aligner.glossary import Glossary, read_glossary, write_glossary
from aligner.pipeline import mine_file, mine_workspace, unfinished_note
from aligner.reports import proposal_lines, proposal_page_chunks, write_proposal_xlsx
from aligner.tables import quoted_rows, table_line
from aligner.terms import accepted_entries
from aligner.text import one_line
from aligner.values import Proposal, ProposalDecision, ProposalRuling
from aligner.workspace import Workspace, read_proposal_decisions

_TABLES = frozenset({"", ".tsv", ".csv", ".json"})
_EXCEL_MARK = "\ufeff"


@click.command(
    cls=WritingCommand,
    epilog=options.example(
        "aligner terms mine --workspace work --glossary ip_terms.tsv -o proposals.tsv "
        "--html proposals.html",
        "aligner terms mine --workspace work --decisions proposals.tsv -o new_terms.tbx",
    ),
)
@click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path, file_okay=False),
    help="Take proposals from the pairs of this workspace, which also stores the decisions.",
)
@click.option(
    "--bitext",
    type=click.Path(path_type=Path),
    help="Take proposals from this file of translation units (TMX, TSV, JSON Lines ...) or this "
    "folder of Parquet files instead.",
)
@options.unit_languages_option
@options.glossary_option
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=300,
    show_default=True,
    help="Maximum number of proposals.",
)
@click.option(
    "--decisions",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Table of proposals (.tsv, .csv, .xlsx) with accept, variant or reject in the decision "
    "column.",
)
@click.option(
    "--output",
    "-o",
    type=OutputPath(path_type=Path, dir_okay=False),
    help="Output file: .tsv, .csv or .json for the proposals; .tbx, .xlsx or another glossary "
    "format for the accepted entries.  [default: proposals to stdout, unless --html or --xlsx is "
    "given]",
)
@click.option(
    "--html",
    "html_file",
    type=OutputPath(path_type=Path, dir_okay=False),
    help="Write the proposals with their concordances as a self-contained HTML page.",
)
@click.option(
    "--xlsx",
    "xlsx_file",
    type=OutputPath(path_type=Path, dir_okay=False),
    help="Write the proposals with their concordances as an Excel workbook to fill in.",
)
@options.json_option
def mine(  # noqa: PLR0913 - one parameter an option
    *,
    workspace: Path | None,
    bitext: Path | None,
    languages: tuple[str, str] | None,
    glossary: Path | None,
    most: int,
    decisions: Path | None,
    output: Path | None,
    html_file: Path | None,
    xlsx_file: Path | None,
    as_json: bool,
) -> None:
    """Propose terms that the glossary lacks.

    Prints a table of term pairs, most likely first, each with its uses in the
    texts and an empty decision column.  Fill in accept, variant (another
    admitted form) or reject, and pass the table to --decisions.  Decided terms
    are not proposed again.
    """
    if workspace is None and bitext is None:
        message = "nothing to take proposals from: give --workspace or --bitext"
        raise ConfigError(message)
    entries = None if glossary is None else read_glossary(glossary)
    is_glossary = output is not None and output.suffix.lower() not in _TABLES
    has_reports = html_file is not None or xlsx_file is not None
    with nullcontext() if workspace is None else Workspace.open(workspace) as opened:
        decided = _decided(opened, decisions)
        if output is not None and is_glossary:
            _write_accepted(output, decided, entries)
            if not has_reports:
                return
        if bitext is not None:
            found = mine_file(
                bitext,
                glossary=entries,
                decisions=decided,
                most=most,
                languages=languages,
                notice=remark,
            )
        elif opened is not None:
            if note := unfinished_note(opened):
                remark(f"warning: {note}")
            found = mine_workspace(opened, glossary=entries, decisions=decided, most=most)
    if html_file is not None:
        with data_output(html_file) as stream:
            stream.writelines(part.encode() for part in proposal_page_chunks(found))
    if xlsx_file is not None:
        write_proposal_xlsx(found, xlsx_file)
    if not is_glossary and (output is not None or as_json or not has_reports):
        _write_table(found, output, as_json=as_json)
    remark(f"{len(found)} entries proposed")


def _decided(workspace: Workspace | None, path: Path | None) -> tuple[ProposalDecision, ...]:
    """All decisions that stand: those of the workspace, and those of a table over them."""
    given = () if path is None else read_proposal_decisions(path)
    if workspace is not None:
        workspace.put_proposal_decisions(given)
        return workspace.proposal_decisions()
    return given


def _write_accepted(
    path: Path, decided: Sequence[ProposalDecision], glossary: Glossary | None
) -> None:
    """Write the accepted pairs as a glossary."""
    accepted = accepted_entries(decided, glossary)
    if not len(accepted):
        rejected = sum(d.ruling is ProposalRuling.REJECT for d in decided)
        message = f"{path}: nothing was accepted yet ({rejected} rejected)"
        raise InputError(message)
    write_glossary(accepted, path)
    remark(f"{len(accepted)} accepted entries written")


def _write_table(proposals: Sequence[Proposal], output: Path | None, *, as_json: bool) -> None:
    """Write the proposals as a table or as JSON."""
    suffix = "" if output is None else output.suffix.lower()
    if as_json or suffix == ".json":
        text = _as_json(proposals)
    else:
        text = _as_table(proposals, "," if suffix == ".csv" else "\t")
    with data_output(output) as stream:
        stream.write(text.encode())


def _as_table(proposals: Sequence[Proposal], separator: str) -> str:
    """The proposals as a table of tabs or commas, safe to open in a spreadsheet."""
    rows = [[one_line(cell) for cell in row] for row in proposal_lines(proposals)]
    if separator == "\t":
        return "".join(f"{table_line(row)}\n" for row in rows)
    return _EXCEL_MARK + quoted_rows(rows)


def _as_json(proposals: Sequence[Proposal]) -> str:
    """The proposals with all their examples, for programs."""
    made = {"proposals": [asdict(proposal) for proposal in proposals]}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
