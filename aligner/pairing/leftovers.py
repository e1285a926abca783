"""Readable reasons why documents have no partner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from aligner.pairing.evidence import shared_keys
from aligner.pairing.inputs import Unpaired
from aligner.pairing.ladder import LadderEvidence, account_for_parts, is_part_of, relation_of
from aligner.pairing.profiles import Profile
from aligner.pairing.reasons import Comparison, explain, speaking_for, summarize
from aligner.pairing.weighing import Weighed
from aligner.pairing.writing import UNKNOWN
from aligner.values import DocumentPair, Relation

_NO_TEXT = "no text to compare"
_ALONE = "nothing to compare with: the other pile holds no text"
_SAME_LANGUAGE = "written in the language of the other pile: does it belong there?"
_NOTHING_NEAR = "no similar document in the other pile"
# A rival whose log odds are at most this much lower "fits as well".
_AS_WELL = log(3.0)
# Two texts are about the same event if the names, dates and figures that they share tell this
# many nats, and are not translations if at most this share of either corresponds.
_EVENT_NATS, _HARDLY = 8.0, 0.4
_EVENT = ("dates", "numbers", "persons", "pinyin", "places", "document-numbers")
_LANGUAGES = {"han": "Chinese", "en": "English"}


@dataclass(frozen=True, slots=True)
class ComparedPile:
    """One pile, with copies grouped.

    Parameters
    ----------
    groups : sequence of tuple of str
        Ids of each document and its copies, in order.
    profiles : sequence of Profile
        One per group.
    """

    groups: Sequence[tuple[str, ...]]
    profiles: Sequence[Profile]

    @property
    def has_text(self) -> bool:
        """Whether any document can be compared."""
        return not all(profile.is_empty for profile in self.profiles)

    @property
    def numbers(self) -> dict[str, int]:
        """Group number of each id."""
        return {name: index for index, group in enumerate(self.groups) for name in group}

    def first_id(self, index: int) -> str:
        """Representative id of a group."""
        return self.groups[index][0]


def leave_all(side: ComparedPile, paired: Mapping[str, DocumentPair]) -> tuple[Unpaired, ...]:
    """Unpaired documents of a pile when the other pile has nothing to compare with."""
    left = [
        Unpaired(document, profile.failure or (_NO_TEXT if profile.is_empty else _ALONE))
        for group, profile in zip(side.groups, side.profiles, strict=True)
        for document in group
        if document not in paired
    ]
    return tuple(sorted(left, key=lambda item: item.document))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The comparison and its result, for explaining why documents were left over.

    Parameters
    ----------
    sides : tuple of ComparedPile
        Sources and targets.
    weighed : Weighed
    partners : tuple of mapping of str to DocumentPair
        Pairs by source and by target.
    threshold : float
        Least probability of a pair.
    """

    sides: tuple[ComparedPile, ComparedPile]
    weighed: Weighed
    partners: tuple[Mapping[str, DocumentPair], Mapping[str, DocumentPair]]
    threshold: float

    def left_over(self, number: int) -> tuple[Unpaired, ...]:
        """Unpaired documents of side 0 or 1, with reasons."""
        left = []
        for index, group in enumerate(self.sides[number].groups):
            paired = [document for document in group if document in self.partners[number]]
            for document in group:
                if document in paired:
                    continue
                if paired:
                    reason = f"same text as {paired[0]}, which has a partner"
                    left.append(Unpaired(document, reason))
                else:
                    left.append(self._with_gap(number, index, document))
        return tuple(sorted(left, key=lambda item: item.document))

    def _with_gap(self, number: int, index: int, document: str) -> Unpaired:
        """Explain one document without partner, and say what its evidence lacked."""
        left, gap = self._unpaired(number, index, document), self.sides[number].profiles[index].gap
        return replace(left, reason=f"{left.reason}; {gap}") if gap else left

    def _unpaired(self, number: int, index: int, document: str) -> Unpaired:
        """Explain one document without partner."""
        candidates = self.weighed.candidates_of(number, index)
        if not candidates:
            return Unpaired(document, self._why_no_candidate(number, index))
        ruled_out = [c for c in candidates if self.weighed.if_allowed.get(c, 0.0) >= self.threshold]
        # What was worth aligning was nearer than what was not, whatever came of it.
        aligned = [c for c in candidates if c in self.weighed.ladders]
        best = (ruled_out or aligned or candidates)[0]
        name = self.sides[1 - number].first_id(self.weighed.evidence.pairs[best][1 - number])
        comparison = self.weighed.compare(best)
        taken = self.partners[1 - number].get(name)
        shares = taken is not None and self._is_part(number, best)
        pair = DocumentPair(
            *((name, document) if number else (document, name)),
            0.0 if ruled_out else round(self.weighed.probabilities[best], 6),
            explain(comparison),
            Relation.SHARED if shares else _relation(comparison.ladder),
        )
        if ruled_out:
            reason = f"ruled out by a person: {name}"
        elif taken is not None and shares:
            reason = self._shared(number, best, name, taken)
        elif same := _same_event(comparison):
            reason = f"same event, not a translation: {name} ({same})"
        else:
            reason = f"nearest: {name} at {pair.probability:.2f}: {summarize(comparison)}"
            reason += self._rivalry(number, best, taken)
        return Unpaired(document, reason, pair)

    def _why_no_candidate(self, number: int, index: int) -> str:
        """Why a document has no candidates."""
        profile = self.sides[number].profiles[index]
        if profile.is_empty:
            return profile.failure or _NO_TEXT
        others = [p for p in self.sides[1 - number].profiles if not p.is_empty]
        if profile.script != UNKNOWN and all(o.script == profile.script for o in others):
            return _SAME_LANGUAGE
        return _NOTHING_NEAR

    def _is_part(self, number: int, best: int) -> bool:
        """Whether the document of side 0 or 1 is probably contained in its best candidate."""
        ladder = self.weighed.ladders.get(best)
        return ladder is not None and self.weighed.scores[best] > 0.0 and is_part_of(ladder, number)

    def _shared(self, number: int, best: int, name: str, taken: DocumentPair) -> str:
        """Reason for a document whose text is part of a candidate that has another partner."""
        partner = taken.target if number else taken.source
        words = f"its text is part of {name}, which already has the partner {partner}"
        pairs, ladders = self.weighed.evidence.pairs, self.weighed.ladders
        other = pairs[best][1 - number]
        own = self.sides[number].numbers.get(partner)
        rival = next(
            (c for c in self.weighed.candidates_of(1 - number, other) if pairs[c][number] == own),
            None,
        )
        if (
            rival is None
            or rival not in ladders
            or not account_for_parts(ladders[best], ladders[rival], 1 - number)
        ):
            return words
        scripts = [self.weighed.collection.sources, self.weighed.collection.targets]
        one = _LANGUAGES.get(scripts[1 - number][other].script, "text")
        two = _LANGUAGES.get(scripts[number][pairs[best][number]].script, "texts")
        return f"one {one} for two {two}: {words}"

    def _rivalry(self, number: int, best: int, taken: DocumentPair | None) -> str:
        """The rival that keeps a document from its nearest candidate, if any."""
        if taken is not None:
            partner = taken.target if number else taken.source
            return f"; paired with {partner} at {taken.probability:.2f}"
        rival = self.weighed.strongest_rival(best)
        scores = self.weighed.scores
        if rival is None or scores[rival] < max(scores[best] - _AS_WELL, 0.0):
            return ""
        left, right = self.weighed.evidence.pairs[rival]
        same_source = left == self.weighed.evidence.pairs[best][0]
        fits = self.sides[1].first_id(right) if same_source else self.sides[0].first_id(left)
        return f"; {fits} fits as well"


def _relation(ladder: LadderEvidence | None) -> Relation:
    """Relation that two texts would have as a pair."""
    return Relation.TRANSLATION if ladder is None else relation_of(ladder)


def _same_event(comparison: Comparison) -> str:
    """Evidence that two texts are about one event but not translations; ``""`` if unclear."""
    ladder = comparison.ladder
    nats = sum(
        comparison.rarity.mass(kind, shared_keys(comparison.source, comparison.target, kind))
        for kind in _EVENT
    )
    if ladder is None or nats < _EVENT_NATS:
        return ""
    share = max(side.segments for side in ladder.sides)
    if share > _HARDLY:
        return ""
    named = next((word for word in speaking_for(comparison) if word.startswith("both ")), "")
    only = f"only {share:.0%} of the sentences correspond"
    return f"{named}; {only}" if named else only
