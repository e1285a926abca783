"""The pairing of two piles."""

from collections import Counter
from collections.abc import Sequence

from aligner.errors import PairingError
from aligner.pairing.copies import group_copies, match_copies
from aligner.pairing.inputs import Pairing, PairingInput
from aligner.pairing.judging import Judged, judge
from aligner.pairing.leftovers import Outcome, Side, leave_all
from aligner.pairing.model import load_pair_weights
from aligner.pairing.profiles import UNKNOWN, Profile, profile_documents
from aligner.pairing.reasons import explain
from aligner.values import DocumentPair

__all__ = ["pair_documents", "pair_signature"]


def pair_signature() -> str:
    """Name and digest of the weights in use, for signatures."""
    weights = load_pair_weights()
    return f"{weights.name}-{weights.digest}"


def pair_documents(
    sources: Sequence[PairingInput],
    targets: Sequence[PairingInput],
    *,
    threshold: float = 0.5,
) -> Pairing:
    """Which target document translates which source document, with evidence.

    The assignment is one to one over the whole collection; a document whose
    best pair stays below the threshold is left without partner.

    Parameters
    ----------
    sources, targets : sequence of PairingInput
        Ids are unique within each pile; the order does not matter, nor which
        pile is in Chinese.
    threshold : float, default=0.5
        Least probability of a pair, 0 to 1.

    Returns
    -------
    pairing : Pairing
        Holds every document of both piles exactly once.

    Raises
    ------
    PairingError
        If an id stands twice in a pile, or both piles are in one language.

    Notes
    -----
    Only a bounded number of candidates a document is compared closely; what
    grows with the product of both piles is one product of body vectors, taken
    in blocks.
    """
    piles = _ordered(sources, "source"), _ordered(targets, "target")
    groups = group_copies(piles[0]), group_copies(piles[1])
    profiles = profile_documents([group.item for pile in groups for group in pile])
    sides = (
        Side(groups[0], profiles[: len(groups[0])]),
        Side(groups[1], profiles[len(groups[0]) :]),
    )
    if not all(side.has_text for side in sides):
        return Pairing((), leave_all(sides[0]), leave_all(sides[1]))
    _check_languages(sides[0].profiles, sides[1].profiles)
    judged = judge(sides[0].profiles, sides[1].profiles, load_pair_weights())
    pairs = _pairs(sides, judged, judged.choose(threshold))
    by_source, by_target = {p.source: p for p in pairs}, {p.target: p for p in pairs}
    outcome = Outcome(sides, judged, (by_source, by_target))
    return Pairing(pairs, outcome.left_over(0), outcome.left_over(1))


def _ordered(pile: Sequence[PairingInput], name: str) -> list[PairingInput]:
    """The pile in order of ids, so that the result does not depend on the order given."""
    counts = Counter(item.document.id for item in pile)
    twice = sorted(document for document, count in counts.items() if count > 1)
    if twice:
        raise PairingError(f"{twice[0]}: two {name} documents have this id; ids must be unique")
    return sorted(pile, key=lambda item: item.document.id)


def _check_languages(sources: Sequence[Profile], targets: Sequence[Profile]) -> None:
    """Refuse two piles in one language."""
    leading = []
    for profiles in (sources, targets):
        scripts = Counter(profile.script for profile in profiles if not profile.is_empty)
        script, count = scripts.most_common(1)[0]
        known = script != UNKNOWN and count > scripts.total() / 2
        leading.append(script if known else None)
    if leading[0] is not None and leading[0] == leading[1]:
        language = "Chinese" if leading[0] == "han" else f"one language ({leading[0]})"
        raise PairingError(
            f"both piles are in {language}: one must hold the translations of the other "
            "(was the same folder given twice?)",
        )


def _pairs(
    sides: tuple[Side, Side],
    judged: Judged,
    chosen: Sequence[int],
) -> tuple[DocumentPair, ...]:
    """Pairs of the chosen candidates, copy by copy, in order of source ids."""
    pairs = []
    for number in chosen:
        left, right = judged.evidence.pairs[number]
        reasons = explain(judged.compare(number))
        pairs += [
            DocumentPair(source, target, judged.probabilities[number], reasons)
            for source, target in match_copies(sides[0].groups[left], sides[1].groups[right])
        ]
    return tuple(sorted(pairs, key=lambda pair: pair.source))
