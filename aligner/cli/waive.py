"""``aligner terms waive``: record a reviewer's decision on findings."""

from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import remark, show
from aligner.errors import ConfigError
from aligner.values import Waiver, WaiverKind
from aligner.workspace import Workspace, waiver_lines


@click.command(
    epilog=options.example(
        "aligner terms waive -w work 3f9c02 --reason 'a quotation of the old law'",
        "aligner terms waive -w work > waivers.tsv",
    )
)
@options.workspace_option
@click.argument("findings", nargs=-1)
@click.option("--reason", default="", help="Reason to record.")
@click.option(
    "--as",
    "kind",
    type=click.Choice([kind.value for kind in WaiverKind]),
    default=WaiverKind.ACCEPTED.value,
    show_default=True,
    help="Whether the translation is accepted as it is, or the finding is a false alarm.",
)
@options.author_option
@click.option("--clear", is_flag=True, help="Remove the waivers of these findings.")
def waive(  # noqa: PLR0913 - one parameter an option
    *,
    workspace: Path,
    findings: tuple[str, ...],
    reason: str,
    kind: str,
    author: str,
    clear: bool,
) -> None:
    """Hide findings from later reports.

    FINDINGS are ids as the reports show them, or their first digits.  A waiver
    holds until one of the two sentences changes.  Without ids, prints the
    current waivers as a table for `aligner terms check --waivers`.
    """
    with Workspace.open(workspace) as store:
        if not findings:
            show("\n".join(waiver_lines(store.waivers())))
        elif clear:
            known = {waiver.finding for waiver in store.waivers()}
            for given in findings:
                store.remove_waiver(_only(given, known))
        elif not reason:
            raise ConfigError("a waiver needs a reason: add --reason TEXT")
        elif not author:
            raise ConfigError("a waiver needs an author: add --author NAME")
        else:
            known = {
                finding.id
                for check in store.term_checks()
                for finding in (*check.findings, *check.doubtful)
            }
            ids = [_only(given, known) for given in findings]
            store.put_waivers(Waiver(name, WaiverKind(kind), reason, author) for name in ids)
            remark(f"{len(ids)} waived")


def _only(given: str, known: set[str]) -> str:
    """The id that begins with the given digits."""
    found = sorted(name for name in known if name.startswith(given))
    if len(found) != 1:
        many = f"{len(found)} ids begin" if found else "no id begins"
        raise ConfigError(f"{many} with {given!r}: give the id as the report shows it")
    return found[0]
