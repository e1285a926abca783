"""English phrases associated with Chinese terms over many units."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from aligner.languages import FUNCTION_WORDS
from aligner.lexicon.repeats import Repeats

# Dice coefficients of folded runs of words, by folded term.
Phrases = Mapping[str, Mapping[str, float]]

_LONGEST = 7
_LEAST_TOGETHER = 2
_LEAST_DICE = 0.08
_KEPT = 12


def runs_of(keys: Sequence[str], longest: int = _LONGEST) -> Iterable[tuple[int, int]]:
    """Phrases that start and end with a content word."""
    ends = [i for i, key in enumerate(keys) if key not in FUNCTION_WORDS]
    for i, first in enumerate(ends):
        for last in ends[i:]:
            if last - first >= longest:
                break
            yield first, last + 1


def learn_phrases(units: Sequence[tuple[Iterable[str], Sequence[str]]]) -> Phrases:
    """Find phrases that occur in the units of a term and rarely elsewhere.

    Parameters
    ----------
    units : sequence of (folded terms, folded English words)
        The terms that occur in each unit, and its words.

    Notes
    -----
    Dice's coefficient is ``2 n(term, run) / (n(term) + n(run))`` over units; only phrases
    that occur with their term at least twice are kept.
    """
    by_term: dict[str, list[int]] = {}
    for number, (terms, _) in enumerate(units):
        for term in dict.fromkeys(terms):
            by_term.setdefault(term, []).append(number)
    total, runs = _repeated_runs([keys for _, keys in units])
    phrases: dict[str, dict[str, float]] = {}
    for term, numbers in sorted(by_term.items()):
        together: Counter[str] = Counter()
        for number in numbers:
            together.update(runs[number])
        scored = {
            run: round(2 * count / (len(numbers) + total[run]), 4)
            for run, count in together.items()
            if count >= _LEAST_TOGETHER
        }
        best = sorted(scored, key=lambda run: (-scored[run], run))[:_KEPT]
        kept = {run: scored[run] for run in best if scored[run] >= _LEAST_DICE}
        if kept:
            phrases[term] = kept
    return phrases


def _repeated_runs(texts: Sequence[Sequence[str]]) -> tuple[Counter[str], list[list[str]]]:
    """In how many texts each run stands that more than one has, and those of each text.

    Nine runs in ten stand in one text alone; they are not even kept.
    """
    repeats = Repeats(map(_joined_runs, texts))
    total: Counter[str] = Counter()
    same: dict[str, str] = {}
    runs = []
    for keys in texts:
        found = [same.setdefault(run, run) for run in _joined_runs(keys) if run in repeats]
        total.update(found)
        runs.append(found)
    return total, runs


def _joined_runs(keys: Sequence[str]) -> set[str]:
    return {" ".join(keys[a:b]) for a, b in runs_of(keys)}
