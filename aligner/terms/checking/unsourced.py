"""Forbidden names in the target that no source term calls for."""

import re
from collections.abc import Sequence
from datetime import date

from aligner.languages import read_chinese
from aligner.terms.checking.judge import TermVerdict
from aligner.terms.matching.index import TermIndex
from aligner.terms.matching.searching import TargetMatch
from aligner.terms.matching.unit import ReadUnit, is_accepted, is_forbidden
from aligner.text import has_han
from aligner.values import FindingCode

# "formerly SIPO" is history, and right.
_HISTORY = re.compile(
    r"\b(?:former(?:ly)?|previous(?:ly)?|then|old|predecessor|known as|renamed|from)\b[^.;]{0,20}$",
    re.IGNORECASE,
)
_CONFIDENCE = 0.7
_UNTRANSLATED = 0.95


def find_unsourced(read: ReadUnit, index: TermIndex, day: date | None) -> list[TermVerdict]:
    """Verdicts on forbidden names that render nothing in the source.

    Of strict concepts with Chinese terms only names (forms with capitals) count:
    a common word that is wrong for one Chinese term is right for many others.
    What is forbidden whatever it renders, a concept without Chinese terms says.
    """
    suspects = [
        match
        for match in read.open_matches()
        if is_forbidden(match.form.term, day) and not match.form.exact_words
        if match.form.term.text != match.form.term.text.lower()
        or match.form.concept in index.sourceless
        if not index.entries[match.form.concept].weak
    ]
    verdicts = []
    for match in suspects:
        start, stop = read.target.span(match.first, match.last)
        before = read.unit.target_text[max(0, start - 40) : start]
        if _is_part_of_accepted(match, read, day) or _HISTORY.search(before):
            continue
        code = FindingCode.FORBIDDEN_WITHOUT_SOURCE
        concept = match.form.concept
        verdicts.append(
            TermVerdict(
                concept,
                None,
                None,
                (start, stop),
                wanted=match.form.term.use_instead.strip(),
                code=code,
                confidence=_CONFIDENCE,
            ),
        )
    return verdicts


def find_left_over(
    read: ReadUnit, index: TermIndex, verdicts: Sequence[TermVerdict]
) -> list[TermVerdict]:
    """Verdicts on source terms that stand in the target beside a rendering.

    In brackets behind its rendering a term is a help to the reader, and right.
    """
    text = read.unit.target_text
    if not has_han(text):
        return []
    known = [v.target_span for v in verdicts if v.code is FindingCode.UNTRANSLATED]
    places = {c: o for o in reversed(read.occurrences) for c in o.concepts}
    found = []
    for match in index.find_source(read_chinese(text)):
        concept = next((c for c in match.concepts if c in places), None)
        behind, before = text[match.stop : match.stop + 2], text[: match.start].rstrip('“"《')
        is_help = before.endswith(("(", "（")) and any(c in behind for c in ")）")
        span = match.start, match.stop
        is_known = any(k and k[0] < span[1] and span[0] < k[1] for k in known)
        if concept is None or is_help or is_known:
            continue
        source = places[concept].start, places[concept].stop
        code = FindingCode.UNTRANSLATED
        found.append(TermVerdict(concept, None, source, span, code=code, confidence=_UNTRANSLATED))
    return found


def _is_part_of_accepted(match: TargetMatch, read: ReadUnit, day: date | None) -> bool:
    """Whether the words are, or lie in, an accepted form of any concept."""
    return any(
        other.first <= match.first and match.last <= other.last
        for other in read.matches
        if is_accepted(other.form.term, day)
    )
