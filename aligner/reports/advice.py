"""What to do about a finding: mend the text, add a form to the list, or waive it."""

import shlex
from dataclasses import dataclass

from aligner.reports.term_report import TermReport
from aligner.tables import table_line
from aligner.values import Finding, FindingCode, describe_finding

_WORKSPACE = "WORKSPACE"
# Something other than the words of the term is wrong, or they are listed already: no form
# of a list would mend it.
_NO_FORM = frozenset(
    {
        FindingCode.FORBIDDEN,
        FindingCode.FORBIDDEN_WITHOUT_SOURCE,
        FindingCode.UNTRANSLATED,
        FindingCode.NUMBER,
        FindingCode.CASE,
        FindingCode.ALTERED,
        FindingCode.INCONSISTENT,
        FindingCode.UNDEFINED_ABBREVIATION,
        FindingCode.IMPLIED,
        FindingCode.SUSPECT_ALIGNMENT,
    }
)
_BY_CLASS = {
    FindingCode.NUMBER: "check the figures on both sides",
    FindingCode.SUSPECT_ALIGNMENT: "check whether the two sentences belong together",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that may be done.

    Parameters
    ----------
    name : str
        ``"mend"``, ``"list"`` or ``"waive"``.
    text : str
        What it means here.
    copied : str
        The command, or the row of a table, to copy; may be empty.
    """

    name: str
    text: str
    copied: str = ""


def steps_for(finding: Finding, report: TermReport) -> tuple[Step, ...]:
    """What may be done about a finding, the likeliest first.

    Notes
    -----
    Commands hold the id of the finding and the name of the workspace, quoted for a
    shell, and no words of the texts; those stand in rows of tables.
    """
    place = shlex.quote(report.workspace) if report.workspace else _WORKSPACE
    waive = Step(
        "waive",
        "if it is right as it is, for a reason that you give",
        f"aligner terms waive --workspace {place} {finding.id} --reason 'REASON'"
        if report.workspace
        else table_line((finding.id, "accepted", "REASON", "AUTHOR", describe_finding(finding))),
    )
    steps = [Step("mend", _mending(finding)), waive]
    is_listed = finding.found in finding.expected
    if finding.found and finding.source_term and not is_listed and finding.code not in _NO_FORM:
        row = table_line((finding.source_term, finding.found, "variant"))
        steps.insert(1, Step("list", "if these words should be allowed from now on", row))
    return tuple(steps)


def _mending(finding: Finding) -> str:
    """What to change in the text."""
    if finding.code in _BY_CLASS:
        return _BY_CLASS[finding.code]
    if finding.code is FindingCode.INCONSISTENT and finding.expected:
        usual = finding.expected[0]
        return (
            f"use one form in the whole document: \u201c{usual}\u201d is the usual one here, "
            f"and \u201c{finding.found}\u201d is listed as well"
        )
    if finding.code is FindingCode.UNDEFINED_ABBREVIATION:
        return _introduce(finding)
    if finding.found and finding.found in finding.expected:
        return (
            f"write \u201c{finding.found}\u201d where its own term stands, and there alone; "
            "it seems to stand elsewhere, or for another term as well"
        )
    wanted = f"\u201c{finding.expected[0]}\u201d" if finding.expected else "another form"
    if finding.found:
        return f"write {wanted}{_number(finding)} instead of \u201c{finding.found}\u201d"
    return f"say {wanted}, or make sure that nothing is lost without it"


def _introduce(finding: Finding) -> str:
    """That an abbreviation is to be given with its full name once."""
    short = finding.found
    names = [form for form in finding.expected if form != short and " " in form]
    if not names:
        return f"give the full name of \u201c{short}\u201d where it stands first"
    return f"write \u201c{names[0]} ({short})\u201d where it stands first"


def _number(finding: Finding) -> str:
    """A reminder that a listed form, which is in the singular, may have to be in the plural."""
    wanted = finding.expected[0] if finding.expected else ""
    is_plural = finding.found.lower().endswith("s") and not wanted.lower().endswith("s")
    return ", in the plural if that fits," if is_plural and wanted else ""
