"""Units of a workspace on their way to a corpus."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from aligner.claims import reviewed_bitexts
from aligner.corpus.filters import Dropped, ExportFilters, duplicate_key
from aligner.exporters import read_units, unit_id, units_from_bitext
from aligner.languages import profile_tag
from aligner.text import base_language, common_language
from aligner.values import Bitext, TranslationUnit
from aligner.workspace import Side, Workspace

_EXAMPLE_LENGTH = 40
_CHINESE = "zh"
# What a folder has that is a workspace.
_WORKSPACE = "workspace.sqlite"


def corpus_units(  # noqa: PLR0913 - the corpus; the rest by name
    workspace: Workspace,
    filters: ExportFilters,
    *,
    languages: tuple[str, str],
    tags: tuple[str, str] | None = None,
    profile: str | None = None,
    min_probability: float = 0.0,
) -> Iterator[TranslationUnit]:
    """Units of all pairs that pass the filters, streamed.

    Parameters
    ----------
    workspace : Workspace
    filters : ExportFilters
    languages : (str, str)
        What the units are in; the filters go by these.
    tags : (str, str) or None
        What the corpus calls them.  If None, units have the languages of the corpus; of a
        corpus in both scripts, each Chinese text has that of its own page.
    profile : str or None
        Style of those tags, as of `aligner.languages.profile_tag`.
    min_probability : float, default=0.0
        Beads with a lower probability are left out.
    """
    if filters.has_survey:
        for bitext in reviewed_bitexts(workspace):
            filters.survey(_sure_units(bitext, languages, min_probability, Dropped()), bitext)
    filters.dropped["min-probability"] = unsure = Dropped()
    filters.dropped["review"] = ruled_out = Dropped()
    for bitext in reviewed_bitexts(workspace):
        ruled_out.count += sum(
            mark.ruling is not None and not mark.ruling.is_exported
            for _, mark in bitext.review.marks
        )
        source, target = tags or _own_tags(bitext, languages, profile)
        units = _sure_units(bitext, languages, min_probability, unsure)
        for unit in filters.kept(units, bitext):
            yield replace(unit, source_language=source, target_language=target)


def _own_tags(bitext: Bitext, languages: tuple[str, str], profile: str | None) -> tuple[str, str]:
    """Tags of the two sides of a bitext."""
    sides = (bitext.source, languages[0]), (bitext.target, languages[1])
    source, target = (_own_tag(side.document.language, common) for side, common in sides)
    if profile is None:
        return source, target
    return profile_tag(source, profile), profile_tag(target, profile)


def _own_tag(own: str, common: str) -> str:
    """The tag of a page, where the corpus knows no more than that it is Chinese."""
    return own if common == _CHINESE and base_language(own) == _CHINESE else common


def _sure_units(
    bitext: Bitext, languages: tuple[str, str], least: float, unsure: Dropped
) -> Iterator[TranslationUnit]:
    """The units of a bitext whose beads are probable enough; the others are counted."""
    beads = [*bitext.alignment, *(link.bead for link in bitext.moved)]
    # Units have rounded probabilities, which must not decide.
    doubtful = {unit_id(bitext, bead) for bead in beads if bead.probability < least}
    for unit in units_from_bitext(bitext, include_moved=True, languages=languages):
        if unit.id in doubtful:
            unsure.add(unit)
        else:
            yield unit


def units_of_others(paths: Iterable[Path], duplicates: str) -> frozenset[int]:
    """Keys of all units of other workspaces, and of files and folders of units.

    Parameters
    ----------
    paths : iterable of Path
    duplicates : str
        As of `FilterOptions`.

    Raises
    ------
    FormatError, WorkspaceError
        If one of them is neither.
    """
    keys: set[int] = set()
    for path in paths:
        if (path / _WORKSPACE).exists():
            with Workspace.open(path) as workspace:
                for bitext in reviewed_bitexts(workspace):
                    units = units_from_bitext(bitext, include_moved=True)
                    keys.update(duplicate_key(unit, duplicates) for unit in units)
        else:
            keys.update(duplicate_key(unit, duplicates) for unit in read_units(path))
    return frozenset(keys)


def units_with_findings(workspace: Workspace, wanted: Collection[str]) -> frozenset[str]:
    """Ids of the units with open findings of some severities or classes, likely problems only."""
    if not wanted:
        return frozenset()
    waived = {waiver.finding for waiver in workspace.waivers()}
    return frozenset(
        finding.unit
        for finding in workspace.findings()
        if finding.is_likely and finding.id not in waived
        if {finding.severity.value, finding.code.value} & {*wanted}
    )


def dropped_lines(filters: ExportFilters) -> Iterator[str]:
    """What each filter left out, in words."""
    for name, dropped in filters.dropped.items():
        if dropped.count:
            yield f"{name}: {dropped.count} {'unit' if dropped.count == 1 else 'units'} left out"
        for unit in dropped.examples:
            texts = (_short(unit.source_text), _short(unit.target_text))
            yield f"  for instance {unit.id}: {' | '.join(texts)}"


def dropped_record(filters: ExportFilters, count: int, unaligned: int = 0) -> dict[str, object]:
    """The same for programs, with the number of pairs that were not aligned yet."""
    return {
        "written": count,
        "pairs_not_aligned": unaligned,
        "dropped": {
            name: {"count": dropped.count, "examples": [unit.id for unit in dropped.examples]}
            for name, dropped in filters.dropped.items()
        },
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXAMPLE_LENGTH else line[: _EXAMPLE_LENGTH - 1] + "…"


_UNKNOWN = "und"


def corpus_languages(workspace: Workspace) -> tuple[str, str]:
    """Tags of the source and of the target side, true of all paired pages of known language.

    Single pages may show that they are in British or American spelling; a
    translation memory expects one language a side.
    """
    names = [(pair.source, pair.target) for pair in workspace.pairs()]
    sources, targets = {source for source, _ in names}, {target for _, target in names}
    return _language(workspace, "source", sources), _language(workspace, "target", targets)


def _language(workspace: Workspace, side: Side, names: set[str]) -> str:
    """The tag of one side."""
    tags = {head.language for head in workspace.document_heads(side) if head.id in names}
    return common_language(sorted(tags - {_UNKNOWN}))
