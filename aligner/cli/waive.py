"""``aligner terms waive``: record a reviewer's decision on findings."""

from collections.abc import Iterable
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
    holds until one of the two sentences, the name of one of the two pages or the
    verdict changes; the finding, if it is still there, then has another id, to be
    waived anew.  Without ids, prints the current waivers, with what they are
    about, as a table for `aligner terms check --waivers`.
    """
    with Workspace.open(workspace) as store:
        if not findings:
            show("\n".join(waiver_lines(store.waivers())))
        elif clear:
            known = {waiver.finding for waiver in store.waivers()}
            for given in findings:
                store.remove_waiver(_waived(given, known))
        elif not reason:
            raise ConfigError("a waiver needs a reason: add --reason TEXT")
        elif not author:
            raise ConfigError("a waiver needs an author: add --author NAME")
        else:
            found = {
                finding.id: finding
                for check in store.term_checks()
                for finding in (*check.findings, *check.doubtful)
                if finding.id.startswith(findings)
            }
            chosen = [found[_only(given, found)] for given in findings]
            store.put_waivers(Waiver.of(f, WaiverKind(kind), reason, author) for f in chosen)
            remark(f"{len(chosen)} waived")


def _waived(given: str, known: set[str]) -> str:
    """The id of a waived finding that begins with the given digits."""
    if not any(name.startswith(given) for name in known):
        message = f"no finding is waived whose id begins with {given!r}"
        raise ConfigError(f"{message}: without ids, this command lists those that are")
    return _only(given, known)


def _only(given: str, known: Iterable[str]) -> str:
    """The id that begins with the given digits."""
    found = sorted(name for name in known if name.startswith(given))
    if not found:
        raise ConfigError(f"no id begins with {given!r}: give the id as the report shows it")
    if len(found) > 1:
        raise ConfigError(f"{len(found)} ids begin with {given!r}: give more digits")
    return found[0]
