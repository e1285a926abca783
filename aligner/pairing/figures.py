"""Whether numbers and dates agree inside the beads of an alignment."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from aligner.languages import han_numbers, latin_numbers, take_han_dates, take_latin_dates
from aligner.pairing.marks import take_document_numbers
from aligner.pairing.writing import is_chinese, simplified
from aligner.values import Alignment

# A figure may have moved to the bead before or after.
_REACH = 1


@dataclass(frozen=True, slots=True)
class FigureMatch:
    """Figures of one kind compared bead by bead, counts weighted by bead probability.

    Parameters
    ----------
    shared : float
        Keys that both sides of a bead hold.
    opposed : float
        Keys of the side with fewer of them that nothing near on the other side
        answers, while that side has keys of its own that nothing answers.
    """

    shared: float = 0.0
    opposed: float = 0.0


_Keys = frozenset[str]


def take_figures(text: str, *, chinese: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keys of the numbers and of the dates of a text, document numbers aside.

    Parameters
    ----------
    text : str
        In NFKC form and simplified characters.
    chinese : bool
    """
    _, rest = take_document_numbers(text)
    dates, rest = take_han_dates(rest) if chinese else take_latin_dates(rest)
    return (han_numbers(rest) if chinese else latin_numbers(rest)), dates


def match_figures(
    alignment: Alignment, source_texts: Sequence[str], target_texts: Sequence[str]
) -> tuple[FigureMatch, FigureMatch]:
    """How numbers and dates agree inside the beads.

    Parameters
    ----------
    alignment : Alignment
    source_texts, target_texts : sequence of str
        The segments of both sides.
    """
    runs = [
        [source_texts[bead.source_start : bead.source_stop] for bead in alignment],
        [target_texts[bead.target_start : bead.target_stop] for bead in alignment],
    ]
    kinds = zip(*(_keys(side) for side in runs), strict=True)
    probabilities = [bead.probability for bead in alignment]
    numbers, dates = (_matched(probabilities, *sides) for sides in kinds)
    return numbers, dates


def _keys(runs: Sequence[Sequence[str]]) -> tuple[list[_Keys], list[_Keys]]:
    """Keys of the numbers and of the dates of each bead, of one side."""
    texts = ["\n".join(run) for run in runs]
    chinese = is_chinese("".join(texts))
    plain = (unicodedata.normalize("NFKC", text) for text in texts)
    found = [take_figures(simplified(t) if chinese else t, chinese=chinese) for t in plain]
    return [frozenset(numbers) for numbers, _ in found], [frozenset(dates) for _, dates in found]


def _matched(
    probabilities: Sequence[float], source: Sequence[_Keys], target: Sequence[_Keys]
) -> FigureMatch:
    """Keys of one kind, bead by bead."""
    shared = opposed = 0.0
    for index, probability in enumerate(probabilities):
        left, right = source[index], target[index]
        if not left or not right:
            continue
        shared += probability * len(left & right)
        missing = len(left - _near(target, index)), len(right - _near(source, index))
        opposed += probability * min(missing)
    return FigureMatch(shared, opposed)


def _near(beads: Sequence[_Keys], index: int) -> _Keys:
    """Keys of a bead and its neighbours."""
    return frozenset().union(*beads[max(0, index - _REACH) : index + _REACH + 1])
