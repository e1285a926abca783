"""BLEU and chrF of the outputs of translation systems, with paired significance.

All figures are those of sacrebleu [1]_ with its signatures.  Systems are compared
with the first by paired approximate randomisation [2]_: unit by unit the two
outputs are swapped or not, and the p-value is how often that alone makes a
difference as large as the one observed.

References
----------
.. [1] M. Post (2018). A Call for Clarity in Reporting BLEU Scores. WMT.
.. [2] S. Riezler and J. T. Maxwell (2005). On Some Pitfalls in Automatic
   Evaluation and Significance Testing for MT. ACL Workshop.
"""

import os
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest, Result

from aligner.text import base_language

# sacrebleu's own default: its command gives the same p-values.
SEED = 12345
_SEED_VARIABLE = "SACREBLEU_SEED"
_BLEU, _CHRF = "BLEU", "chrF"


@dataclass(frozen=True, slots=True)
class MetricScore:
    """Score of one system by one metric.

    Parameters
    ----------
    score : float
        0 to 100.
    p_value : float or None
        Of the difference from the first system; None for the first.
    """

    score: float
    p_value: float | None = None


@dataclass(frozen=True, slots=True)
class MetricScores:
    """Scores of some systems by all metrics.

    Parameters
    ----------
    systems : tuple of mapping of str to MetricScore
        By ``"BLEU"`` and ``"chrF"``, in the order of the systems.
    signatures : tuple of (str, str)
        What sacrebleu calls the metric, with its signature.
    """

    systems: tuple[Mapping[str, MetricScore], ...]
    signatures: tuple[tuple[str, str], ...]


def score_systems(
    outputs: Sequence[Sequence[str]], references: Sequence[str], *, language: str, trials: int
) -> MetricScores:
    """BLEU and chrF of every system, the others compared with the first.

    Parameters
    ----------
    outputs : sequence of sequences of str
        For each system one text a unit.
    references : sequence of str
        At least one.
    language : str
        BCP 47 tag of the outputs; Chinese is cut into characters for BLEU.
    trials : int
        Random swaps for the significance.
    """
    metrics = _metrics(language)
    if len(outputs) == 1:
        scores = {name: m.corpus_score(outputs[0], [references]) for name, m in metrics.items()}
        return MetricScores(
            ({name: MetricScore(float(s.score)) for name, s in scores.items()},),
            tuple((s.name, str(metrics[name].get_signature())) for name, s in scores.items()),
        )
    with _fixed_seed():
        signatures, results = PairedTest(
            [(str(number), output) for number, output in enumerate(outputs)],
            metrics,
            [references],
            test_type="ar",
            n_samples=trials,
        )()
    # sacrebleu calls the metrics by their parameters: chrF2.
    named = dict(zip(metrics, signatures, strict=True))
    differing = [_differing(outputs[0], output, references, language) for output in outputs[1:]]
    systems = tuple(
        {
            name: _metric_score(results[own][i], differing[i - 1][name] if i else None)
            for name, own in named.items()
        }
        for i in range(len(outputs))
    )
    return MetricScores(systems, tuple((name, str(s)) for name, s in signatures.items()))


def corpus_scores(
    output: Sequence[str], references: Sequence[str], *, language: str
) -> dict[str, float]:
    """BLEU and chrF of one system on some units: those of a document."""
    return {
        name: float(metric.corpus_score(output, [references]).score)
        for name, metric in _metrics(language).items()
    }


def unit_chrf(output: Sequence[str], references: Sequence[str]) -> list[float]:
    """The chrF of every unit alone."""
    metric = CHRF()
    return [
        float(metric.sentence_score(text, [reference]).score)
        for text, reference in zip(output, references, strict=True)
    ]


def _metrics(language: str) -> dict[str, Metric]:
    return {_BLEU: BLEU(tokenize=_tokenizer(language)), _CHRF: CHRF()}


def _tokenizer(language: str) -> str:
    return "zh" if base_language(language) == "zh" else "13a"


def _metric_score(result: object, differing: int | None) -> MetricScore:
    """A result of sacrebleu; it names none but the baseline's without a p-value."""
    if not isinstance(result, Result):
        raise TypeError(result)
    if differing is None or result.p_value is None:
        return MetricScore(float(result.score))
    return MetricScore(float(result.score), max(float(result.p_value), least_p(differing)))


def least_p(differing: int) -> float:
    """Least p-value that swapping can give when so many units differ.

    sacrebleu counts only swaps that make a larger difference, not an equal one:
    it calls two equal outputs, or two that differ in one unit, as different as
    can be.  Of the ways to swap the units that differ, two at least (none, all)
    make the difference observed.
    """
    return 1.0 if not differing else 2.0 ** (1 - differing)


def _differing(
    first: Sequence[str], second: Sequence[str], references: Sequence[str], language: str
) -> dict[str, int]:
    """How many units two systems do not have the same counts for, by metric."""
    bleu, chrf = BLEU(tokenize=_tokenizer(language), effective_order=True), CHRF()
    counts = {_BLEU: 0, _CHRF: 0}
    for one, other, reference in zip(first, second, references, strict=True):
        if one != other:
            counts[_BLEU] += _bleu_counts(bleu, one, reference) != _bleu_counts(
                bleu, other, reference
            )
            pair = (chrf.sentence_score(text, [reference]).score for text in (one, other))
            counts[_CHRF] += len(set(pair)) > 1
    return counts


def _bleu_counts(metric: BLEU, text: str, reference: str) -> Hashable:
    score = metric.sentence_score(text, [reference])
    return tuple(score.counts), tuple(score.totals), score.sys_len


@contextmanager
def _fixed_seed() -> Iterator[None]:
    """Hold sacrebleu's seed, which it takes from the environment."""
    before = os.environ.get(_SEED_VARIABLE)
    os.environ[_SEED_VARIABLE] = str(SEED)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SEED_VARIABLE]
        else:
            os.environ[_SEED_VARIABLE] = before


# Swaps drawn at a time: memory stays flat however many units there are.
_BATCH = 500
# Two ways to compute one share differ by rounding; that is no difference.
_ROUNDING = 1e-9


def share_p_value(
    first: Sequence[tuple[int, int]],
    second: Sequence[tuple[int, int]],
    *,
    trials: int,
    seed: int,
) -> float | None:
    """Two-sided p-value of the difference between two pooled shares [1]_.

    What is swapped between the systems is a whole item: a document with all its
    occurrences, or a unit.

    Parameters
    ----------
    first, second : sequence of (int, int)
        For every item hits and cases, in the same order for both systems; the
        order decides which swaps are drawn.
    trials : int
    seed : int

    Returns
    -------
    p_value : float or None
        ``(c + 1) / (trials + 1)``, `c` the swaps with a difference at least as
        large as the observed one; 1 if no item differs, None if one of the
        systems has no cases.

    References
    ----------
    .. [1] S. Riezler and J. T. Maxwell (2005). On Some Pitfalls in Automatic
       Evaluation and Significance Testing for MT. ACL Workshop.

    Examples
    --------
    >>> share_p_value([(5, 5)] * 20, [(5, 5)] * 20, trials=1000, seed=1)
    1.0
    >>> share_p_value([(5, 5)] * 20, [(1, 5)] * 20, trials=1000, seed=1) < 0.01
    True
    """
    one = np.array(first, dtype=np.float64).reshape(-1, 2)
    other = np.array(second, dtype=np.float64).reshape(-1, 2)
    sums, other_sums = one.sum(axis=0), other.sum(axis=0)
    if not sums[1] or not other_sums[1]:
        return None
    difference = one - other
    # Items that are alike make no difference when they are swapped.
    difference = difference[np.any(difference != 0, axis=1)]
    if not len(difference):
        return 1.0
    observed = abs(sums[0] / sums[1] - other_sums[0] / other_sums[1])
    rng = np.random.default_rng(seed)
    hits = 0
    for start in range(0, trials, _BATCH):
        size = min(_BATCH, trials - start), len(difference)
        moved = rng.integers(2, size=size).astype(np.float64) @ difference
        a, b = sums - moved, other_sums + moved
        # A swap may leave one system without cases: it counts as a large difference.
        with np.errstate(divide="ignore", invalid="ignore"):
            shuffled = np.abs(a[:, 0] / a[:, 1] - b[:, 0] / b[:, 1])
        hits += int(np.count_nonzero(~(shuffled < observed - _ROUNDING)))
    return (hits + 1) / (trials + 1)
