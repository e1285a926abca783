"""The options of `aligner export` that leave units out, as one value."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import remark
from aligner.cli.export_values import names_of
from aligner.corpus import ExportFilters, FilterOptions, units_of_others, units_with_findings
from aligner.values import BlockKind, FindingCode, Severity
from aligner.workspace import Workspace

_CLASSES = (*(s.value for s in Severity), *(c.value for c in FindingCode))
# Only these are aligned.
_KINDS = tuple(kind.value for kind in BlockKind if kind.is_content)


@dataclass(frozen=True, slots=True)
class ChosenFilters:
    """The filters as they stand on the command line; the fields are named as its parameters."""

    length_ratio: float | None
    check_languages: bool
    duplicates: str
    without: tuple[Path, ...]
    moved: str
    kinds: frozenset[str]
    since: datetime | None
    until: datetime | None
    without_findings: frozenset[str]

    def on(self, workspace: Workspace) -> ExportFilters:
        """The filters for the units of a workspace."""
        return ExportFilters(
            FilterOptions(
                length_ratio=self.length_ratio,
                check_languages=self.check_languages,
                duplicates=self.duplicates,
                moved=self.moved,
                kinds=self.kinds,
                since=self.since.date() if self.since else None,
                until=self.until.date() if self.until else None,
                found=_units_found(workspace, self.without_findings),
                others=units_of_others(self.without, self.duplicates),
            )
        )


def _units_found(workspace: Workspace, names: frozenset[str]) -> frozenset[str]:
    """Units with findings of these severities or classes; that there are none is told."""
    found = units_with_findings(workspace, names)
    if names and not found:
        remark(
            "note: no unit has such a finding; if terms were not checked yet, run "
            "`aligner terms check`"
        )
    return found


filter_options = options.gathered(
    "chosen",
    ChosenFilters,
    click.option(
        "--length-ratio",
        type=click.FloatRange(min=1.0),
        help="Leave out units with one side more than this many times as long as the other; "
        "a Chinese character counts as three letters.",
    ),
    click.option(
        "--check-languages",
        is_flag=True,
        help="Leave out units with a side in the wrong script or in a third language.",
    ),
    click.option(
        "--duplicates",
        type=click.Choice(["keep", "exact", "near"]),
        default="keep",
        show_default=True,
        help="Which repeated units to leave out: none (keep), identical ones (exact), or also "
        "those that differ only in numbers, case or punctuation (near).  The surest one stays.",
    ),
    click.option(
        "--without",
        type=click.Path(path_type=Path, exists=True),
        multiple=True,
        metavar="PATH",
        help="Leave out units that this workspace or file of units has, too; compared as "
        "--duplicates says, exactly by default.  May be given several times.",
    ),
    click.option(
        "--moved",
        type=click.Choice(["keep", "drop"]),
        default="keep",
        show_default=True,
        help="Whether to keep units whose two sides stand at different places of their documents; "
        "they have the property moved.",
    ),
    click.option(
        "--kinds",
        callback=names_of(_KINDS),
        metavar="KIND,KIND...",
        help=f"Keep only these kinds of block: {', '.join(_KINDS)}.",
    ),
    click.option(
        "--from",
        "since",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DAY",
        help="Earliest publication date, for example 2023-01-01.  Pages without a date are left "
        "out.",
    ),
    click.option(
        "--until",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DAY",
        help="Latest publication date, for example 2023-12-31.  Pages without a date are left out.",
    ),
    click.option(
        "--without-findings",
        callback=names_of(_CLASSES),
        metavar="NAME,NAME...",
        help="Leave out units with open term findings of these severities "
        f"({', '.join(s.value for s in Severity)}) or classes, for example error,omitted.",
    ),
)
