"""``aligner decide``: record a reviewer's decision on a pair of pages."""

from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import remark, show
from aligner.errors import ConfigError
from aligner.values import PairDecision, Ruling
from aligner.workspace import Workspace, decision_lines

_CLEAR = "clear"


@click.command(
    epilog=options.example(
        "aligner decide -w work opening.html en/opening.html force --reason 'read both'",
        "aligner decide -w work > decisions.tsv",
    )
)
@options.workspace_option
@click.argument("source", required=False)
@click.argument("target", required=False)
@click.argument("decision", required=False, type=click.Choice([*(r.value for r in Ruling), _CLEAR]))
@click.option("--reason", default="", help="Reason to record.")
@options.author_option
def decide(  # noqa: PLR0913 - one parameter an option
    *,
    workspace: Path,
    source: str | None,
    target: str | None,
    decision: str | None,
    reason: str,
    author: str,
) -> None:
    """Record that two documents are, or are not, translations of each other.

    All later runs follow the decision until it is cleared.  Without arguments,
    prints the current decisions as a table for `aligner run --decisions`.
    """
    with Workspace.open(workspace) as store:
        if source is None:
            show("\n".join(decision_lines(store.decisions())))
        elif target is None or decision is None:
            message = "give a source document, a target document, and force, forbid or clear"
            raise ConfigError(message)
        elif decision == _CLEAR:
            if not store.remove_decision(source, target):
                remark(f"there is no decision on {source} and {target}")
        else:
            _check(store, source, target)
            decided = PairDecision(source, target, Ruling(decision), author, reason)
            store.put_decisions([decided])


def _check(store: Workspace, source: str, target: str) -> None:
    """Refuse names of pages that the workspace does not know: most likely misspelt."""
    for side, name in (("source", source), ("target", target)):
        names = store.document_ids("source" if side == "source" else "target")
        if name not in names:
            message = f"the workspace has no {side} document {name!r}"
            raise ConfigError(message)
