"""Reports of term checks: of a workspace, or of a file of translation units."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import aligner
from aligner.errors import FormatError
from aligner.exporters import Notice, ignore, read_units
from aligner.glossary import Glossary
from aligner.inputs import read_input
from aligner.lexicon import LexicalModel, evenly
from aligner.pipeline.checked_text import CheckedText
from aligner.pipeline.checking import checkable_units, checked_pairs, checked_units
from aligner.pipeline.lexicon import lexicon_of_bytes, sample_units
from aligner.pipeline.options import Progress, SilentProgress
from aligner.pipeline.running import check_workspace
from aligner.pipeline.stored_units import store_units
from aligner.pipeline.term_report import ReportBuilder, View
from aligner.pipeline.waiver_book import WaiverBook
from aligner.reports import TermReport, is_whole_id, riskiest
from aligner.signature import Signature, digest_bytes
from aligner.terms import find_inconsistent_terms, learn_lexicon, term_signature, with_accepted
from aligner.values import Finding, TranslationUnit, Waiver
from aligner.workspace import Workspace

_NO_GLOSSARY = Glossary(())
_SILENT = SilentProgress()
# Units of a file that words are learned from; more would fill memory, and teach little.
_MOST_SAMPLED = 10_000
# Findings whose units are numbered; a page shows no more.
_MOST_NUMBERED = 5_000


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What a report is made with.

    Parameters
    ----------
    glossary : Glossary or None
        Without one, only inconsistent renderings of frequent terms are found.
    waivers : tuple of Waiver
    baseline : frozenset of str or None
        Ids of findings that are known and not to be shown again.
    view : View
        Which findings are shown.
    """

    glossary: Glossary | None
    waivers: tuple[Waiver, ...] = ()
    baseline: frozenset[str] | None = None
    view: View = field(default_factory=View)


def report_on_workspace(
    workspace: Workspace,
    options: ReportOptions,
    *,
    progress: Progress | None = None,
) -> TermReport:
    """Check all pairs of a workspace and report; its own waivers and accepted terms hold too.

    Waivers of its findings are kept in the workspace and replace earlier ones.
    """
    if options.glossary is not None:
        accepted = with_accepted(options.glossary, workspace.proposal_decisions())
        options = replace(options, glossary=accepted)
    glossary = options.glossary or _NO_GLOSSARY
    check_workspace(workspace, glossary, progress=progress)
    unused = _keep_waivers(workspace, options.waivers) if options.waivers else ()
    _describe_waivers(workspace)
    known = workspace.lexicon()
    lexicon = LexicalModel.base() if known is None else lexicon_of_bytes(known[0])
    kept = workspace.waivers()
    # What was waived of a glossary's terms is not gone because none was given.
    judged, elsewhere = ((), kept) if options.glossary is None else (kept, ())
    options = replace(options, waivers=(*judged, *unused))
    return _report(checked_pairs(workspace), sample_units(workspace), lexicon, options, elsewhere)


def _keep_waivers(workspace: Workspace, waivers: Sequence[Waiver]) -> tuple[Waiver, ...]:
    """Keep waivers in a workspace under whole ids; returns those that are about no finding."""
    book = WaiverBook(waivers)
    unused = book.unused(finding.id for finding in _stored_findings(workspace))
    workspace.put_waivers(book.whole(_stored_findings(workspace)))
    return unused


def _describe_waivers(workspace: Workspace) -> None:
    """Say of waivers what they are about, where that is not known yet but can be seen."""
    unknown = tuple(waiver for waiver in workspace.waivers() if not waiver.about)
    if unknown:
        workspace.put_waivers(WaiverBook(unknown).whole(_stored_findings(workspace)))


def _stored_findings(workspace: Workspace) -> Iterator[Finding]:
    """All findings of a workspace, also the doubtful."""
    for check in workspace.term_checks():
        yield from check.findings
        yield from check.doubtful


def report_on_file(  # noqa: PLR0913 - the file and what to do; the rest by name
    path: Path,
    options: ReportOptions,
    *,
    workspace: Workspace | None = None,
    languages: tuple[str, str] | None = None,
    notice: Notice = ignore,
    progress: Progress | None = None,
) -> TermReport:
    """Check a file of translation units and report.

    Parameters
    ----------
    path : Path
        Of any format that `aligner.exporters.read_units` reads.
    options : ReportOptions
    workspace : Workspace, optional
        Whose learned words and waivers serve for this file too.  Without one,
        words are learned from the file itself.
    languages : (str, str) or None
        Which languages to take of units in several; Chinese and English without.
    notice : callable
        Told what was left out.
    progress : Progress, optional

    Raises
    ------
    FormatError
        If the file cannot be read, with the line.
    """
    every = store_units(
        _counted(read_units(path, languages=languages, notice=notice), progress or _SILENT)
    )
    units = checkable_units(every, lambda message: notice(f"{path}: {message}"))
    report = report_on_units(units, options, workspace=workspace, progress=progress)
    return replace(report, file=path.name, unit_numbers=_unit_numbers(report, every))


def _unit_numbers(report: TermReport, units: Iterable[TranslationUnit]) -> dict[str, int]:
    """Which of the units those of the riskiest findings are, if they have no id of their own."""
    wanted = {finding.unit for finding in islice(riskiest(report.findings), _MOST_NUMBERED)}
    wanted = {name for name in wanted if is_whole_id(name)}
    if not wanted:
        return {}
    return {unit.id: number for number, unit in enumerate(units, 1) if unit.id in wanted}


def report_on_units(
    units: Iterable[TranslationUnit],
    options: ReportOptions,
    *,
    workspace: Workspace | None = None,
    progress: Progress | None = None,
) -> TermReport:
    """Check translation units and report; the rest serves as in `report_on_file`.

    However many they are, memory stays flat: units and findings that are too many for it
    are kept in temporary files.
    """
    units, progress = store_units(units), progress or _SILENT
    # What is learned of words, and which terms are rendered in several ways, a sample shows.
    sample = evenly(units, _MOST_SAMPLED)
    known = None if workspace is None else workspace.lexicon()
    if known is None:
        with _stage(progress, "learn words", 1):
            lexicon = learn_lexicon(sample, options.glossary)
    else:
        lexicon = lexicon_of_bytes(known[0])
    elsewhere = () if workspace is None else workspace.waivers()
    checked = _watched(
        checked_units(units, options.glossary or _NO_GLOSSARY, lexicon), len(units), progress
    )
    return _report(checked, sample, lexicon, options, elsewhere, progress)


def _counted(
    units: Iterable[TranslationUnit], progress: Progress, each: int = 1000
) -> Iterator[TranslationUnit]:
    """The units; the progress is told as they go by, not knowing how many there are."""
    with _stage(progress, "read units", 0):
        number = 0
        for number, unit in enumerate(units, 1):
            yield unit
            if number % each == 0:
                progress.advance(each)
        progress.advance(number % each)


def _watched(
    checked: Iterable[CheckedText], n_units: int, progress: Progress
) -> Iterator[CheckedText]:
    """The texts; the progress is told how many units are done."""
    with _stage(progress, "check terms", n_units):
        for text in checked:
            yield text
            progress.advance(text.n_units)


@contextmanager
def _stage(progress: Progress, name: str, total: int) -> Iterator[None]:
    """A stage that ends when its work does; a stage of one item is done with it."""
    progress.begin(name, total=total, unchanged=0)
    yield
    if total == 1:
        progress.advance()
    progress.end()


def known_findings(path: Path) -> frozenset[str]:
    """Ids of all findings of an earlier report in JSON, shown or held back.

    Raises
    ------
    FormatError
        If the file is no such report.
    """
    try:
        content = json.loads(read_input(path))
        lists = [content[name] for name in ("findings", "further", "doubtful", "waived")]
        ids = {item.get("finding", item)["id"] for found in lists for item in found}
        return frozenset((*map(str, ids), *map(str, content["known"])))
    except OSError as error:
        raise FormatError(error.strerror or "cannot be read", str(path)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = "not a report of `aligner terms check --json`"
        raise FormatError(message, str(path)) from error


def _report(  # noqa: PLR0913, PLR0917 - the parts of a report
    checked: Iterable[CheckedText],
    units: Sequence[TranslationUnit],
    lexicon: LexicalModel,
    options: ReportOptions,
    elsewhere: Sequence[Waiver],
    progress: Progress = _SILENT,
) -> TermReport:
    """The report of some checked texts; waivers made elsewhere hold, but none is called stale."""
    glossary = options.glossary or _NO_GLOSSARY
    # First, while nothing else is in memory: it takes the most.
    with _stage(progress, "find variants", 1):
        inconsistent = find_inconsistent_terms(units, lexicon)
    builder = ReportBuilder(glossary, options.waivers, options.view, elsewhere)
    for text in checked:
        builder.add(text)
    fields = {
        "glossary": glossary.digest,
        "terms": term_signature(),
        "lexicon": digest_bytes(lexicon.to_bytes()),
        "version": aligner.__version__,
    }
    return builder.build(
        glossary=str(glossary.path or ""),
        signature=str(Signature.of(fields)),
        baseline=options.baseline,
        inconsistent_terms=inconsistent,
    )
