"""Terms on the review desk: occurrences, findings, and the decisions on them."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from aligner.claims import reviewed
from aligner.errors import MoveOutdated, MoveRefused
from aligner.exporters import unit_id, units_from_bitext
from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.pipeline import lexicon_of_bytes
from aligner.review.open_pair import OpenPair
from aligner.review.views import FindingView, TermMark, Terms
from aligner.terms import TermCheck, check_bitext, with_accepted
from aligner.text import joiner, one_line
from aligner.values import (
    Bead,
    Bitext,
    Direction,
    Finding,
    OccurrenceStatus,
    ProposalDecision,
    ProposalRuling,
    Waiver,
    WaiverKind,
    direction_of,
)
from aligner.workspace import Workspace

_NOTHING = Terms((), (), glossary=False)


class DeskTerms:
    """The term check of pairs under review, and the decisions on its findings.

    Parameters
    ----------
    workspace : Workspace
    glossary : Glossary or None
        Without one there is nothing to check, until an entry is accepted.
    """

    def __init__(self, workspace: Workspace, glossary: Glossary | None) -> None:
        self._workspace = workspace
        self._given = glossary
        known = workspace.lexicon()
        # Learning words anew for every accepted form would take a minute.
        self._lexicon = LexicalModel.base() if known is None else lexicon_of_bytes(known[0])
        self._glossary = self._current()

    def question(self, pair: OpenPair) -> Callable[[], Terms]:
        """What finds the terms of a pair as it stands now, and the findings that were not waived.

        It takes a second for thousands of sentences; any thread may call it.  It raises
        InputError if a pattern of the glossary takes too long.
        """
        bitext = reviewed(pair.bitext, pair.claims)
        waived = frozenset(waiver.finding for waiver in self._workspace.waivers())
        return partial(_terms, bitext, pair.bead_ids(), self._glossary, self._lexicon, waived)

    def waive(
        self, pair: OpenPair, finding: str, kind: WaiverKind, reason: str, author: str
    ) -> None:
        """Store a waiver of a finding."""
        found = self._finding(pair, finding)
        if not reason.strip() or not author.strip():
            raise MoveRefused("say why, and who you are: a waiver is judged by that later")
        self._workspace.put_waivers([Waiver.of(found, kind, reason.strip(), author.strip())])

    def accept_variant(self, pair: OpenPair, finding: str, author: str) -> None:
        """Accept the rendering of a finding as a variant."""
        found = self._finding(pair, finding)
        text = one_line(found.found)
        if not text or not found.source_term:
            raise MoveRefused("nothing was found in the translation that could be allowed")
        self._decide(pair, (found.source_term, text), ProposalRuling.VARIANT, author)

    def add_entry(self, pair: OpenPair, source_term: str, target_term: str, author: str) -> None:
        """Accept a pair of terms, each in the language of its side."""
        source, target = one_line(source_term), one_line(target_term)
        if not source or not target:
            raise MoveRefused("select the term on both sides")
        self._decide(pair, (source, target), ProposalRuling.ACCEPT, author)

    def _decide(
        self, pair: OpenPair, terms: tuple[str, str], ruling: ProposalRuling, author: str
    ) -> None:
        # The glossary has Chinese terms with English forms, whichever way a text was translated.
        is_turned = _direction(pair.bitext) is Direction.INTO_CHINESE
        chinese, english = terms[::-1] if is_turned else terms
        decision = ProposalDecision(chinese, english, ruling, author, "")
        self._workspace.put_proposal_decisions([decision])
        self._glossary = self._current()

    def _current(self) -> Glossary | None:
        """The glossary with what was accepted; None without any entry."""
        made = with_accepted(self._given or Glossary(()), self._workspace.proposal_decisions())
        return made if len(made) else None

    def _finding(self, pair: OpenPair, finding: str) -> Finding:
        check = _check(reviewed(pair.bitext, pair.claims), self._glossary, self._lexicon)
        for found in () if check is None else (*check.findings, *check.doubtful):
            if found.id == finding:
                return found
        raise MoveOutdated("this finding is not there any more; look again")


def _terms(
    bitext: Bitext,
    names: Sequence[str],
    glossary: Glossary | None,
    lexicon: LexicalModel,
    waived: Collection[str],
) -> Terms:
    """Terms of a bitext with beads of some names, without findings that were waived."""
    check = _check(bitext, glossary, lexicon)
    if check is None:
        return _NOTHING
    units = [unit_id(bitext, bead) for bead in bitext.alignment]
    beads = dict(zip(units, bitext.alignment, strict=True))
    named = dict(zip(units, names, strict=True))
    findings = tuple(
        _finding(finding, named.get(finding.unit, ""), doubtful=finding in check.doubtful)
        for finding in (*check.findings, *check.doubtful)
        if finding.is_likely and finding.id not in waived
    )
    return Terms(tuple(_marks(check, bitext, beads)), findings, glossary=True)


def _check(bitext: Bitext, glossary: Glossary | None, lexicon: LexicalModel) -> TermCheck | None:
    """The check of a bitext; None where there is nothing to check by, or other languages."""
    source, target = bitext.source.document, bitext.target.document
    if glossary is None or _direction(bitext) is None:
        return None
    return check_bitext(
        tuple(units_from_bitext(bitext, include_nulls=True)),
        glossary,
        published=target.published or source.published,
        source_document=source.id,
        target_document=target.id,
        lexicon=lexicon,
    )


def _direction(bitext: Bitext) -> Direction | None:
    return direction_of(bitext.source.document.language, bitext.target.document.language)


def _finding(finding: Finding, bead: str, *, doubtful: bool) -> FindingView:
    return FindingView(
        id=finding.id,
        code=finding.code.value,
        severity=finding.severity.value,
        message=finding.message,
        concept=finding.concept,
        source_term=finding.source_term,
        expected=finding.expected,
        found=finding.found,
        bead=bead,
        confidence=finding.confidence,
        doubtful=doubtful,
    )


def _marks(check: TermCheck, bitext: Bitext, beads: dict[str, Bead]) -> Iterator[TermMark]:
    """Terms and their renderings, segment by segment."""
    found = {(f.unit, f.source_span): f.id for f in (*check.findings, *check.doubtful)}
    for occurrence in check.occurrences:
        bead = beads.get(occurrence.unit)
        if bead is None:
            continue
        name = found.get((occurrence.unit, occurrence.source_span), "")
        status, concept = occurrence.status, occurrence.concept
        yield from _in_segments(bitext, bead, 0, occurrence.source_span, (status, concept, name))
        if occurrence.target_span is not None:
            yield from _in_segments(
                bitext, bead, 1, occurrence.target_span, (status, concept, name)
            )


def _in_segments(
    bitext: Bitext,
    bead: Bead,
    number: int,
    span: tuple[int, int],
    said: tuple[OccurrenceStatus, str, str],
) -> Iterator[TermMark]:
    """A span of a bead's text as spans of its segments' texts."""
    document = (bitext.source, bitext.target)[number]
    mended = bitext.review.corrected[number]
    run = (
        range(bead.source_start, bead.source_stop),
        range(bead.target_start, bead.target_stop),
    )[number]
    gap = len(joiner(document.document.language))
    status, concept, finding = said
    begin = 0
    for segment in run:
        length = len(mended.get(segment, document.segments[segment].text))
        start, stop = max(span[0] - begin, 0), min(span[1] - begin, length)
        if start < stop:
            side = "target" if number else "source"
            yield TermMark(side, segment, start, stop, status.value, concept, finding)
        begin += length + gap
