"""How the terms of findings are rendered elsewhere."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from aligner.values import Finding, TermOccurrence

_NAME = "elsewhere"
_MOST = 5


def add_elsewhere(
    findings: Iterable[Finding], occurrences: Iterable[TermOccurrence]
) -> tuple[Finding, ...]:
    """The findings with other renderings of their terms, and how often each occurs.

    Details ``("elsewhere", "12 x trade secret")``, the most frequent first, five at
    most.  Details of that name from an earlier, smaller count are replaced.

    Parameters
    ----------
    findings : iterable of Finding
    occurrences : iterable of TermOccurrence
        Of one document or of a whole corpus.
    """
    counts: dict[str, Counter[str]] = {}
    here: dict[tuple[str, str, tuple[int, int]], str] = {}
    for o in occurrences:
        if o.form or o.rendering:
            label = o.form or o.rendering.lower()
            counts.setdefault(o.concept, Counter())[label] += 1
            here[o.concept, o.unit, o.source_span] = label
    made = []
    for finding in findings:
        others = Counter(counts.get(finding.concept, ()))
        if finding.source_span is not None:
            own = here.get((finding.concept, finding.unit, finding.source_span))
            others.subtract([own] if own is not None else [])
        listed = sorted((-n, label) for label, n in others.items() if n > 0)[:_MOST]
        kept = tuple(pair for pair in finding.details if pair[0] != _NAME)
        details = tuple((_NAME, f"{-n} x {label}") for n, label in listed)
        made.append(replace(finding, details=(*kept, *details)))
    return tuple(made)
