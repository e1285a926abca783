"""Counts of aligned words, learned with EFLOMAL [1]_ in both directions.

References
----------
.. [1] R. Ostling and J. Tiedemann (2016). Efficient Word Alignment with Markov
   Chain Monte Carlo. Prague Bulletin of Mathematical Linguistics 106.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from aligner.languages import read_chinese, read_english, word_spans
from aligner.values import TranslationUnit

Counts = dict[str, dict[str, int]]
Pair = tuple[list[str], list[str]]

_SEED = 1
# Scheduled sweeps of EFLOMAL: IBM 1, HMM, fertility; texts of any size.
_SWEEPS = (8, 8, 24)
_LONGEST = 1000


def evenly(units: Sequence[TranslationUnit], most: int) -> Sequence[TranslationUnit]:
    """An evenly spaced sample of units; all of them if there are no more."""
    if len(units) <= most:
        return units
    return [units[i * len(units) // most] for i in range(most)]


def learn_counts(pairs: Iterable[Pair]) -> Counts:
    """Count how often words of the first language are aligned with words of the second.

    Sums both directions; the result is reproducible for the same pairs in the same order.
    """
    kept = [(a, b) for a, b in pairs if 0 < len(a) < _LONGEST and 0 < len(b) < _LONGEST]
    counts = Counter(_links(kept))
    counts.update((a, b) for b, a in _links([(b, a) for a, b in kept]))
    table: Counts = {}
    for (source, target), count in sorted(counts.items()):
        table.setdefault(source, {})[target] = count
    return table


def unit_pairs(units: Iterable[TranslationUnit]) -> Iterator[Pair]:
    """Chinese and English words of units that go from Chinese into English."""
    for unit in units:
        yield chinese_words(unit.source_text), list(read_english(unit.target_text).keys)


def chinese_words(text: str) -> list[str]:
    """Folded words of a Chinese text."""
    folded = read_chinese(text).folded
    words = [folded[a:b].lower() for a, b in word_spans(folded)]
    return [word for word in words if word.strip()]


def _links(pairs: Sequence[Pair]) -> Iterator[tuple[str, str]]:
    """Word links; each word of the second language has at most one."""
    if not pairs:
        return
    from thot.alignment import EflomalAlignmentModel  # noqa: PLC0415 - few commands learn

    model = EflomalAlignmentModel()
    model.seed, model.deterministic, model.auto_iterations = _SEED, True, False
    model.set_iterations(*_SWEEPS)
    for source, target in pairs:
        model.add_sentence_pair(source, target)
    model.start_training()
    for _ in range(model.scheduled_iterations):
        model.train()
    model.end_training()
    for source, target in pairs:
        _, matrix = model.get_best_alignment(source, target)
        for i, j in zip(*matrix.to_numpy().nonzero(), strict=True):
            yield source[i], target[j]
