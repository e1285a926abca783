"""The last judge: the alignment of those candidates whose fate is open."""

from collections.abc import Callable, Iterator

from aligner.errors import InternalError
from aligner.pairing.inputs import Judge
from aligner.pairing.weighing import Weighed

# Log odds under which a candidate is not worth an alignment, and the distance
# to a document's best candidate from which on another one is no rival.
_HOPELESS, _BEHIND = -7.0, 6.0
# A document has this many candidates aligned in each round at most.
_RIVALS = 3
# When the best fails, those behind it come nearer and are asked about in turn.
_ROUNDS = 3


def consult(
    weighed: Weighed,
    judge: Judge,
    names: Callable[[tuple[int, int]], tuple[str, str]],
) -> Weighed:
    """Candidates weighed anew with the alignments of those whose fate is open.

    Parameters
    ----------
    weighed : Weighed
    judge : Judge
    names : callable
        Numbers of two documents to their ids.

    Notes
    -----
    The judge is asked about a bounded number of candidates a document.
    """
    asked: set[int] = set()
    for _ in range(_ROUNDS):
        numbers = sorted(set(open_candidates(weighed)) - asked)
        if not numbers:
            break
        asked.update(numbers)
        found = judge([names(weighed.evidence.pairs[number]) for number in numbers])
        if len(found) != len(numbers):
            raise InternalError(
                f"asked about {len(numbers)} pairs, the judge spoke of {len(found)}"
            )
        ladders = {
            n: ladder for n, ladder in zip(numbers, found, strict=True) if ladder is not None
        }
        weighed = weighed.with_ladders(ladders)
    return weighed


def open_candidates(
    weighed: Weighed, *, hopeless: float = _HOPELESS, behind: float = _BEHIND
) -> Iterator[int]:
    """Candidates that may be chosen, or nearly: those no document's best leaves far behind.

    Parameters
    ----------
    weighed : Weighed
    hopeless : float
        Log odds under which a candidate is not worth an alignment.
    behind : float
        Distance to a document's best candidate from which on another is no rival.
    """
    for side in (0, 1):
        for index in weighed.documents(side):
            rivals = weighed.candidates_of(side, index)[:_RIVALS]
            bar = max(hopeless, weighed.scores[rivals[0]] - behind)
            yield from (number for number in rivals if weighed.scores[number] >= bar)
