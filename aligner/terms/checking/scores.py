"""Terminology scores: adherence, consistency and dominant share, with their evidence."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from aligner.values import OccurrenceStatus, TermOccurrence

# 95% of a normal distribution lies within 1.96 standard deviations.
_Z = 1.959963984540054
# Statuses whose rendering is known, so that two of them can be compared.
COMPARED = frozenset(
    {
        OccurrenceStatus.PREFERRED,
        OccurrenceStatus.ALLOWED,
        OccurrenceStatus.ABBREVIATION,
        OccurrenceStatus.FORBIDDEN,
        OccurrenceStatus.OUTDATED,
        OccurrenceStatus.ALTERED,
    },
)


@dataclass(frozen=True, slots=True)
class TermScore:
    """Scores of one concept, or of all together; never combined into one number.

    Parameters
    ----------
    concept : str
        Id of the concept entry, ``""`` for all.
    n : int
        Occurrences.
    n_scored : int
        Occurrences with a verdict: kept, or a departure that could be judged.
    coverage : float
        ``n_scored / n``.
    adherence : float or None
        Share of the scored occurrences with an accepted form, or whose departure is
        waived; None without any.
    adherence_interval : tuple of float or None
        Its Wilson interval at 95%.
    consistency : float or None
        Probability that two occurrences of the concept have the same rendering, by
        ``sum c(c-1) / n(n-1)`` over the groups of renderings; pooled over pairs for
        all concepts together.  None when no concept has two known renderings.
    consistency_interval : tuple of float or None
        Its Wilson interval at 95%, None without consistency.  Pairs share occurrences, so
        n occurrences of a concept are worth n // 2 independent pairs [1]_; several
        concepts are worth fewer together where they differ, by the jackknife over
        concepts [2]_.
    dominant_share : float or None
        Share of the most frequent rendering; for all concepts together, the share
        of the occurrences that have their concept's most frequent rendering.
    dominant_interval : tuple of float or None
        Its Wilson interval at 95%.
    renderings : tuple of (str, int)
        Groups of renderings with their counts, most frequent first; empty for
        all concepts together.

    References
    ----------
    .. [1] W. Hoeffding (1963). Probability Inequalities for Sums of Bounded Random
       Variables. Journal of the American Statistical Association 58.
    .. [2] B. Efron and C. Stein (1981). The Jackknife Estimate of Variance.
       Annals of Statistics 9.
    """

    concept: str
    n: int
    n_scored: int
    coverage: float
    adherence: float | None
    adherence_interval: tuple[float, float] | None
    consistency: float | None
    dominant_share: float | None
    dominant_interval: tuple[float, float] | None
    renderings: tuple[tuple[str, int], ...] = ()
    consistency_interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class TermScores:
    """Scores of all concepts together, and of each in the order of its first occurrence."""

    overall: TermScore
    concepts: tuple[TermScore, ...]


def term_scores(occurrences: Iterable[TermOccurrence]) -> TermScores:
    """Scores of term occurrences, by concept and overall.

    A perfect score is not the aim: good human translations leave out, reword and
    shorten terms, and score about 0.9.

    Parameters
    ----------
    occurrences : iterable of TermOccurrence
        Occurrences of one document or of many.
    """
    groups: dict[str, list[TermOccurrence]] = {}
    for occurrence in occurrences:
        groups.setdefault(occurrence.concept, []).append(occurrence)
    counts = {concept: _count_renderings(group) for concept, group in groups.items()}
    concepts = tuple(
        _score(concept, group, [counts[concept]], tuple(counts[concept].most_common()))
        for concept, group in groups.items()
    )
    everything = [occurrence for group in groups.values() for occurrence in group]
    return TermScores(_score("", everything, list(counts.values())), concepts)


def wilson_interval(successes: float, n: float) -> tuple[float, float]:
    """The 95% confidence interval of a proportion [1]_, for ``n > 0``.

    Neither number need be whole: `n` may be an effective sample size.

    References
    ----------
    .. [1] E. B. Wilson (1927). Probable Inference, the Law of Succession, and
       Statistical Inference. Journal of the American Statistical Association 22.

    Examples
    --------
    >>> [round(x, 3) for x in wilson_interval(48, 50)]
    [0.865, 0.989]
    """
    share = successes / n
    denominator = 1 + _Z**2 / n
    center = (share + _Z**2 / (2 * n)) / denominator
    half = _Z * ((share * (1 - share) + _Z**2 / (4 * n)) / n) ** 0.5 / denominator
    # Rounding must not exclude the proportion itself when it is 0 or 1.
    return max(0.0, min(share, center - half)), min(1.0, max(share, center + half))


def _count_renderings(group: Sequence[TermOccurrence]) -> Counter[str]:
    """Counts of the groups of renderings, equal counts in order of appearance.

    What is accepted without a rendering, since a reviewer waived that, is not compared.
    """
    return Counter(o.form for o in group if o.status in COMPARED and o.form)


def _score(
    concept: str,
    group: Sequence[TermOccurrence],
    counts: Sequence[Counter[str]],
    renderings: tuple[tuple[str, int], ...] = (),
) -> TermScore:
    """Scores of a group of occurrences with the counts of its concepts."""
    scored = [o for o in group if o.status.is_scored]
    accepted = sum(o.status.is_accepted for o in scored)
    known = sum(c.total() for c in counts)
    dominant = sum(max(c.values(), default=0) for c in counts)
    pairs = sum(c.total() * (c.total() - 1) for c in counts)
    equal = sum(n * (n - 1) for c in counts for n in c.values())
    return TermScore(
        concept=concept,
        n=len(group),
        n_scored=len(scored),
        coverage=len(scored) / len(group) if group else 0.0,
        adherence=accepted / len(scored) if scored else None,
        adherence_interval=wilson_interval(accepted, len(scored)) if scored else None,
        consistency=equal / pairs if pairs else None,
        dominant_share=dominant / known if known else None,
        dominant_interval=wilson_interval(dominant, known) if known else None,
        renderings=renderings,
        consistency_interval=_consistency_interval(counts),
    )


def _consistency_interval(counts: Sequence[Counter[str]]) -> tuple[float, float] | None:
    """Wilson interval of consistency, from as many pairs as are worth independent ones."""
    compared = [c for c in counts if c.total() > 1]
    if not compared:
        return None
    pairs = [c.total() * (c.total() - 1) for c in compared]
    equal = [sum(n * (n - 1) for n in c.values()) for c in compared]
    share = sum(equal) / sum(pairs)
    # Of n occurrences, only n // 2 pairs have none in common.
    # Since Python 3.12 `sum` rounds otherwise than before, `fsum` nowhere.
    size = sum(pairs) ** 2 / fsum(
        p**2 / (c.total() // 2) for p, c in zip(pairs, compared, strict=True)
    )
    variance = _variance_between(pairs, equal)
    if variance > 0:
        size = min(size, share * (1 - share) / variance)
    low, high = wilson_interval(share * size, size)
    return min(low, share), max(high, share)


def _variance_between(pairs: Sequence[int], equal: Sequence[int]) -> float:
    """Variance of consistency by the jackknife, leaving out one concept at a time."""
    n = len(pairs)
    if n == 1:
        return 0.0
    total, alike = sum(pairs), sum(equal)
    left_out = [(alike - e) / (total - p) for p, e in zip(pairs, equal, strict=True)]
    mean = fsum(left_out) / n
    return fsum((value - mean) ** 2 for value in left_out) * (n - 1) / n
