"""Lists that a translation sums up: one decision of the translator, and one finding."""

import re
from collections.abc import Sequence
from dataclasses import replace

from aligner.terms.checking.verdict import TermVerdict
from aligner.values import FindingCode, OccurrenceStatus

# What stands between the members of a list.
_JOINING = re.compile(r"\s*(?:[、,，]|和|及|以及|与|或)\s*")
_SHORTEST_LIST = 3
# The others of the list are summed up with the first.
_SUMMED_UP = 0.2


def sum_up_lists(source_text: str, verdicts: Sequence[TermVerdict]) -> list[TermVerdict]:
    """Verdicts in order; of a list that is left out as a whole, only the first stays a problem.

    Parameters
    ----------
    source_text : str
    verdicts : sequence of TermVerdict
        Of one unit, in text order.

    Notes
    -----
    "Officials of the departments concerned" for those of three departments by name is
    read and judged once.  Two terms in a row may each have been overlooked.
    """
    made = list(verdicts)
    run: list[int] = []
    for i, verdict in enumerate(verdicts):
        if run and not _goes_on(source_text, verdicts[run[-1]], verdict):
            _sum_up(made, run)
            run = []
        if verdict.code is FindingCode.OMITTED:
            run.append(i)
    _sum_up(made, run)
    return made


def _goes_on(text: str, last: TermVerdict, verdict: TermVerdict) -> bool:
    """Whether a term is left out and the next member of the list."""
    if verdict.code is not FindingCode.OMITTED or not last.source_span or not verdict.source_span:
        return False
    return _JOINING.fullmatch(text[last.source_span[1] : verdict.source_span[0]]) is not None


def _sum_up(verdicts: list[TermVerdict], run: Sequence[int]) -> None:
    """Leave one problem of a whole list."""
    if len(run) < _SHORTEST_LIST:
        return
    for i in run[1:]:
        verdicts[i] = replace(
            verdicts[i],
            code=FindingCode.IMPLIED,
            status=OccurrenceStatus.IMPLIED,
            confidence=min(verdicts[i].confidence, _SUMMED_UP),
        )
