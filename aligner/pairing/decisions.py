"""Reviewers' decisions: pairs that are forced, and pairs that are forbidden."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from aligner.errors import PairingError


@dataclass(frozen=True, slots=True)
class Decisions:
    """Reviewers' decisions about pairs, by document id.

    Parameters
    ----------
    forced, forbidden : frozenset of (str, str)
        Source and target.
    """

    forced: frozenset[tuple[str, str]]
    forbidden: frozenset[tuple[str, str]]

    @classmethod
    def of(
        cls,
        forced: Collection[tuple[str, str]],
        forbidden: Collection[tuple[str, str]],
        known: tuple[Collection[str], Collection[str]],
    ) -> "Decisions":
        """Decisions checked against the piles and against each other.

        Parameters
        ----------
        forced, forbidden : collection of (str, str)
        known : two collections of str
            Ids of all sources and of all targets.

        Raises
        ------
        PairingError
            If a forced pair names an unknown document, a document is in two forced pairs,
            or a pair is both forced and forbidden.
        """
        chosen, ruled_out = frozenset(forced), frozenset(forbidden)
        for side, name in enumerate(("source", "target")):
            partners: dict[str, str] = {}
            for pair in sorted(chosen):
                document, other = pair[side], pair[1 - side]
                if document not in known[side]:
                    raise PairingError(f"{document}: set as a pair, but no {name} has this id")
                if document in partners:
                    both = f"{partners[document]} and {other}"
                    raise PairingError(f"{document}: set as a pair with both {both}")
                partners[document] = other
        if both_ways := sorted(chosen & ruled_out):
            source, target = both_ways[0]
            raise PairingError(f"{source} - {target}: both set as a pair and ruled out")
        return cls(chosen, ruled_out)

    def named(self, side: int) -> frozenset[str]:
        """Documents of side 0 or 1 that a decision names."""
        return frozenset(pair[side] for pair in (*self.forced, *self.forbidden))

    def numbered(
        self, numbers: tuple[Mapping[str, int], Mapping[str, int]]
    ) -> "tuple[frozenset[tuple[int, int]], frozenset[tuple[int, int]]]":
        """Forced and forbidden pairs as document numbers; unknown documents are left out."""

        def of(pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[int, int]]:
            return frozenset(
                (numbers[0][source], numbers[1][target])
                for source, target in pairs
                if source in numbers[0] and target in numbers[1]
            )

        return of(self.forced), of(self.forbidden)
