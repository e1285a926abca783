"""Forbidden names in the target that no source term calls for."""

import re
from datetime import date

from aligner.terms.index import TargetMatch, TermIndex
from aligner.terms.judge import Verdict
from aligner.terms.unit import ReadUnit, is_accepted, is_forbidden
from aligner.values import FindingCode

__all__ = ["find_unsourced"]

# "formerly SIPO" is history, and right.
_HISTORY = re.compile(
    r"\b(?:former(?:ly)?|previous(?:ly)?|then|old|predecessor|known as|renamed|from)\b[^.;]{0,20}$",
    re.IGNORECASE,
)
_CONFIDENCE = 0.7


def find_unsourced(read: ReadUnit, index: TermIndex, day: date | None) -> list[Verdict]:
    """Verdicts on forbidden names that render nothing in the source.

    Only names (forms with capitals) of strict concepts count: a common word
    that is wrong for one Chinese term is right for many others.
    """
    suspects = [
        match
        for match in read.open_matches()
        if is_forbidden(match.form.term, day) and not match.form.exact_words
        if match.form.term.text != match.form.term.text.lower()
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
            Verdict(concept, None, None, (start, stop), code=code, confidence=_CONFIDENCE),
        )
    return verdicts


def _is_part_of_accepted(match: TargetMatch, read: ReadUnit, day: date | None) -> bool:
    """Whether the words are, or lie in, an accepted form of any concept."""
    return any(
        other.first <= match.first and match.last <= other.last
        for other in read.matches
        if is_accepted(other.form.term, day)
    )
