"""Why a document has no partner, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from aligner.pairing.copies import Copies
from aligner.pairing.inputs import Unpaired
from aligner.pairing.judging import Judged
from aligner.pairing.profiles import UNKNOWN, Profile
from aligner.pairing.reasons import explain, summarize
from aligner.values import DocumentPair

__all__ = ["Outcome", "Side", "leave_all"]

_NO_TEXT = "no text to compare"
_ALONE = "nothing to compare with: the other pile holds no text"
_SAME_LANGUAGE = "written in the language of the other pile: does it belong there?"
_NOTHING_NEAR = "nothing near in the other pile"
# Odds against a rival below which it "fits as well".
_AS_WELL = log(3.0)


@dataclass(frozen=True, slots=True)
class Side:
    """One pile as it was compared.

    Parameters
    ----------
    groups : sequence of Copies
    profiles : sequence of Profile
        One a group.
    """

    groups: Sequence[Copies]
    profiles: Sequence[Profile]

    @property
    def has_text(self) -> bool:
        """Whether any document can be compared."""
        return not all(profile.is_empty for profile in self.profiles)

    def first_id(self, index: int) -> str:
        """Id that stands for a group."""
        return self.groups[index].ids[0]


def leave_all(side: Side) -> tuple[Unpaired, ...]:
    """All documents of a pile, when the other one holds nothing to compare with."""
    left = [
        Unpaired(document, _NO_TEXT if profile.is_empty else _ALONE)
        for group, profile in zip(side.groups, side.profiles, strict=True)
        for document in group.ids
    ]
    return tuple(sorted(left, key=lambda item: item.document))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was compared and chosen, to say why the rest was not.

    Parameters
    ----------
    sides : tuple of Side
        Sources and targets.
    judged : Judged
    partners : tuple of mapping of str to DocumentPair
        Pairs by source and by target.
    """

    sides: tuple[Side, Side]
    judged: Judged
    partners: tuple[Mapping[str, DocumentPair], Mapping[str, DocumentPair]]

    def left_over(self, number: int) -> tuple[Unpaired, ...]:
        """Documents of side 0 or 1 that are in no pair, with their reasons."""
        left = []
        for index, group in enumerate(self.sides[number].groups):
            paired = [document for document in group.ids if document in self.partners[number]]
            for document in group.ids:
                if document in paired:
                    continue
                if paired:
                    reason = f"same text as {paired[0]}, which has a partner"
                    left.append(Unpaired(document, reason))
                else:
                    left.append(self._unpaired(number, index, document))
        return tuple(sorted(left, key=lambda item: item.document))

    def _unpaired(self, number: int, index: int, document: str) -> Unpaired:
        """One document without partner."""
        candidates = self.judged.candidates_of(number, index)
        if not candidates:
            return Unpaired(document, self._why_no_candidate(number, index))
        best = candidates[0]
        other = self.judged.evidence.pairs[best][1 - number]
        name = self.sides[1 - number].first_id(other)
        ids = (name, document) if number else (document, name)
        comparison = self.judged.compare(best)
        pair = DocumentPair(*ids, self.judged.probabilities[best], explain(comparison))
        reason = f"nearest: {name} at {pair.probability:.2f}: {summarize(comparison)}"
        return Unpaired(document, reason + self._rivalry(number, best, name), pair)

    def _why_no_candidate(self, number: int, index: int) -> str:
        """Why there is nothing to compare a document with."""
        profile = self.sides[number].profiles[index]
        if profile.is_empty:
            return _NO_TEXT
        others = [p for p in self.sides[1 - number].profiles if not p.is_empty]
        if profile.script != UNKNOWN and all(o.script == profile.script for o in others):
            return _SAME_LANGUAGE
        return _NOTHING_NEAR

    def _rivalry(self, number: int, best: int, name: str) -> str:
        """What stands between a document and its nearest candidate, if it is another document."""
        taken = self.partners[1 - number].get(name)
        if taken is not None:
            partner = taken.target if number else taken.source
            return f"; paired with {partner} at {taken.probability:.2f}"
        rival = self.judged.strongest_rival(best)
        scores = self.judged.scores
        if rival is None or scores[rival] < max(scores[best] - _AS_WELL, 0.0):
            return ""
        left, right = self.judged.evidence.pairs[rival]
        same_source = left == self.judged.evidence.pairs[best][0]
        fits = self.sides[1].first_id(right) if same_source else self.sides[0].first_id(left)
        return f"; {fits} fits as well"
