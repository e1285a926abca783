"""How far two reviewers agree on what translates what."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise, product, takewhile

from aligner.values import BeadClaim, BeadRuling, Claim

Pair = tuple[str, str]
_Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two reviewers on the text that both of them decided on.

    Parameters
    ----------
    pairs : int
        Pairs of documents that both worked at.
    same, different : int
        Beads of the first reviewer, in text that both decided on, that the
        second one has too, with the same ruling, and those that he has not.
    linked, first_only, second_only, apart : int
        Pieces of source text against pieces of target text: held for
        translations by both, by one, by none.
    conflicts : tuple of (str, str, str, str)
        Source and target id and the texts of the beads that differ.
    """

    pairs: int
    same: int
    different: int
    linked: int
    first_only: int
    second_only: int
    apart: int
    conflicts: tuple[tuple[str, str, str, str], ...]

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa [1]_ on the links, None where there is nothing to compare.

        Nearly all pieces are no translations of each other, and both know it;
        kappa is then close to the share of common links among all (F1) [2]_.

        References
        ----------
        .. [1] J. Cohen (1960). A Coefficient of Agreement for Nominal Scales.
           Educational and Psychological Measurement 20(1).
        .. [2] G. Hripcsak, A. S. Rothschild (2005). Agreement, the F-Measure, and
           Reliability in Information Retrieval. JAMIA 12(3).
        """
        n = self.linked + self.first_only + self.second_only + self.apart
        if not n:
            return None
        first, second = self.linked + self.first_only, self.linked + self.second_only
        observed = (self.linked + self.apart) / n
        chance = (first * second + (n - first) * (n - second)) / n**2
        return 1.0 if chance == 1.0 else (observed - chance) / (1.0 - chance)


def agreement(
    first: Mapping[Pair, Iterable[Claim]], second: Mapping[Pair, Iterable[Claim]]
) -> Agreement:
    """Agreement of two reviewers, by the characters their beads are made of.

    Parameters
    ----------
    first, second : mapping of (str, str) to iterable of Claim
        Each reviewer's claims on pairs of documents, by the ids of the two.  Both must
        have had the same texts; how they were cut into segments does not matter.
    """
    counts = [0] * 6
    conflicts: list[tuple[str, str, str, str]] = []
    pairs = sorted(first.keys() & second.keys())
    for pair in pairs:
        ours, theirs = _rulings(first[pair]), _rulings(second[pair])
        found, differing = _compare(ours, theirs)
        counts = [a + b for a, b in zip(counts, found, strict=True)]
        conflicts += [(*pair, claim.source.text, claim.target.text) for claim in differing]
    same, different, linked, first_only, second_only, apart = counts
    return Agreement(
        len(pairs), same, different, linked, first_only, second_only, apart, tuple(conflicts)
    )


def _compare(
    ours: list[BeadClaim], theirs: list[BeadClaim]
) -> tuple[tuple[int, ...], list[BeadClaim]]:
    """Counts of one pair, and the beads of the first reviewer that differ."""
    pieces = [_pieces(ours, theirs, side) for side in (0, 1)]
    links = [_links(claims, pieces) for claims in (ours, theirs)]
    both = len(links[0] & links[1])
    one, other = len(links[0]) - both, len(links[1]) - both
    apart = len(pieces[0]) * len(pieces[1]) - both - one - other
    known = {(_run(claim, 0), _run(claim, 1), claim.ruling) for claim in theirs}
    shared = [claim for claim in ours if _is_covered(claim, pieces)]
    differing = [c for c in shared if (_run(c, 0), _run(c, 1), c.ruling) not in known]
    counts = (len(shared) - len(differing), len(differing), both, one, other, apart)
    return counts, differing


def _rulings(claims: Iterable[Claim]) -> list[BeadClaim]:
    return [c for c in claims if isinstance(c, BeadClaim) and c.ruling is not None]


def _run(claim: BeadClaim, side: int) -> _Run:
    """Characters that the bead of a claim is made of, white space not counted."""
    passage = (claim.source, claim.target)[side]
    return passage.offset, passage.offset + len("".join(passage.text.split()))


def _pieces(ours: list[BeadClaim], theirs: list[BeadClaim], side: int) -> list[_Run]:
    """The text that both decided on, cut wherever a bead of either ends."""
    runs = [sorted(_run(claim, side) for claim in claims) for claims in (ours, theirs)]
    edges = sorted({edge for run in (*runs[0], *runs[1]) for edge in run})
    return [piece for piece in pairwise(edges) if _is_in(piece, runs[0]) and _is_in(piece, runs[1])]


def _is_in(piece: _Run, runs: list[_Run]) -> bool:
    """Whether a piece lies in one of some runs, which are sorted and do not overlap."""
    at = bisect_right(runs, piece[0], key=lambda run: run[0])
    return any(piece[1] <= run[1] for run in runs[max(0, at - 2) : at])


def _links(claims: list[BeadClaim], pieces: list[list[_Run]]) -> set[tuple[_Run, _Run]]:
    """Pieces that a reviewer holds for translations of each other."""
    found: set[tuple[_Run, _Run]] = set()
    for claim in claims:
        if claim.ruling is BeadRuling.CONFIRMED:
            inside = [_inside(pieces[side], _run(claim, side)) for side in (0, 1)]
            found.update(product(*inside))  # type: ignore[arg-type]  # two of them
    return found


def _inside(pieces: list[_Run], run: _Run) -> list[_Run]:
    first = bisect_left(pieces, run[0], key=lambda piece: piece[0])
    return list(takewhile(lambda piece: piece[1] <= run[1], islice(pieces, first, None)))


def _is_covered(claim: BeadClaim, pieces: list[list[_Run]]) -> bool:
    """Whether all text of a bead was decided on by both."""
    return all(
        sum(stop - start for start, stop in _inside(pieces[side], run)) == run[1] - run[0]
        for side in (0, 1)
        for run in [_run(claim, side)]
    )
