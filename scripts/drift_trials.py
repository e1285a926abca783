"""Trials of the drift benchmark: damaged documents aligned, and right and wrong partners."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import overload

from damage import DAMAGES, Damaged, Stretch, Texts, halves, pieces
from peer_aligners import PeerAligner

from aligner.core import TrainingDocument, Weights, align
from aligner.core.alarm_detection import AlarmLimits, find_alarms, judge_pair
from aligner.encoders import load_encoder
from aligner.evaluation import GoldBead
from aligner.values import Alarm, Alignment, EncodedText

__all__ = ["Aligned", "Bench", "Ladders", "Pair", "Trial", "covers", "place", "texts_of"]

# Lengths, in beads, of the short documents that partners are told apart on.
SHORT = (5, 10)

Ladders = tuple[Sequence[GoldBead], Sequence[GoldBead]]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two texts aligned: what alarms are raised on."""

    alignment: Alignment
    source_lengths: tuple[int, ...]
    target_lengths: tuple[int, ...]

    def alarms(self, limits: AlarmLimits) -> tuple[Alarm, ...]:
        """The alarms under some limits."""
        return find_alarms(self.alignment, self.source_lengths, self.target_lengths, limits=limits)

    def is_denied(self, limits: AlarmLimits) -> bool:
        """Whether they are called no translations of each other under some limits."""
        verdict = judge_pair(
            self.alignment, self.source_lengths, self.target_lengths, limits=limits
        )
        return not verdict.is_translation

    def ladder(self) -> list[GoldBead]:
        """The beads as gold files have them."""
        return [
            GoldBead(
                tuple(range(b.source_start, b.source_stop)),
                tuple(range(b.target_start, b.target_stop)),
            )
            for b in self.alignment
        ]


@dataclass(frozen=True, slots=True)
class Trial:
    """One document, damaged and aligned.

    Parameters
    ----------
    gold_set, damage : str
    before, after : (gold, automatic) ladders
        Of the part left untouched only.
    peer_before, peer_after : (gold, automatic) ladders or None
        Those of another aligner.
    aligned : Aligned
        The damaged document.
    stretches : tuple of Stretch
        Where an alarm should be.
    """

    gold_set: str
    damage: str
    before: Ladders
    after: Ladders
    peer_before: Ladders | None
    peer_after: Ladders | None
    aligned: Aligned
    stretches: tuple[Stretch, ...]

    def found(self, limits: AlarmLimits) -> int:
        """How many of the stretches have their alarm."""
        alarms = self.aligned.alarms(limits)
        return sum(any(covers(alarm, stretch) for alarm in alarms) for stretch in self.stretches)

    def stray(self, limits: AlarmLimits) -> int:
        """How many alarms touch no stretch."""
        damaged = {segment for stretch in self.stretches for segment in stretch.segments()}
        alarms = self.aligned.alarms(limits)
        return sum(not place(alarm).segments() & damaged for alarm in alarms)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts aligned, and whether they are translations of each other."""

    gold_set: str
    kind: str
    is_right: bool
    aligned: Aligned


def place(alarm: Alarm) -> Stretch:
    """The stretch that an alarm points to."""
    return Stretch(alarm.source_start, alarm.source_stop, alarm.target_start, alarm.target_stop)


def covers(alarm: Alarm, stretch: Stretch) -> bool:
    """Whether alarm and stretch share at least half of the segments that either holds."""
    said, true = place(alarm).segments(), stretch.segments()
    return 2 * len(said & true) >= len(said | true)


class Bench:
    """The documents of one gold folder, encoded once, under damage.

    Parameters
    ----------
    name : str
    documents : sequence of TrainingDocument
        With vectors of runs as long as the weights and the peer need.
    weights : Weights
    peer : PeerAligner or None
    """

    def __init__(
        self,
        name: str,
        documents: Sequence[TrainingDocument],
        weights: Weights,
        peer: PeerAligner | None = None,
    ) -> None:
        self.name = name
        self.documents = documents
        self._weights = weights
        self._peer = peer
        self.undamaged = [self._aligned(d.source, d.target) for d in documents]
        self._peer_undamaged = [self._peer_ladder(d.source, d.target) for d in documents]

    @property
    def seen(self) -> bool:
        """Whether the weights were trained on a document of the folder."""
        trained = self._weights.header.get("documents")
        names = {document.name for document in self.documents}
        return isinstance(trained, dict) and not names.isdisjoint(trained)

    def trials(self, seed: int) -> Iterator[Trial | tuple[str, str]]:
        """Every damage to every document; of one too short for it, the damage and its name."""
        for (name, side), damage in DAMAGES.items():
            for number, document in enumerate(self.documents):
                chance = random.Random(f"{seed} {document.name} {name} {side}")  # noqa: S311
                damaged = damage(texts_of(document), chance)
                if damaged is None:
                    yield f"{name}, {side}", document.name
                else:
                    yield self._trial(f"{name}, {side}", number, damaged)

    def _trial(self, name: str, number: int, damaged: Damaged) -> Trial:
        document = self.documents[number]
        source = self._encoded(damaged.source, document.source)
        target = self._encoded(damaged.target, document.target)
        aligned = self._aligned(source, target)
        peer_before, peer_after = self._peer_undamaged[number], self._peer_ladder(source, target)
        return Trial(
            gold_set=self.name,
            damage=name,
            before=_on_untouched(damaged.before, self.undamaged[number].ladder()),
            after=_on_untouched(damaged.after, aligned.ladder()),
            peer_before=_on_untouched(damaged.before, peer_before),
            peer_after=_on_untouched(damaged.after, peer_after),
            aligned=aligned,
            stretches=damaged.stretches,
        )

    def pairs(self) -> Iterator[Pair]:
        """Right and wrong partners: whole documents, halves, short pieces."""
        for aligned in self.undamaged:
            yield Pair(self.name, "whole", is_right=True, aligned=aligned)
        for document in self.documents:
            for other in self.documents:
                if other is not document:
                    wrong = self._aligned(document.source, other.target)
                    yield Pair(self.name, "whole", is_right=False, aligned=wrong)
        yield from self._part_pairs("half", [list(halves(texts_of(d))) for d in self.documents])
        for beads in SHORT:
            cut = [pieces(texts_of(document), beads) for document in self.documents]
            yield from self._part_pairs(f"{beads} beads", cut)

    def _part_pairs(self, kind: str, documents: Sequence[Sequence[Texts]]) -> Iterator[Pair]:
        """Each part with its own translation, and with that of the next part of its document."""
        for parts in documents:
            sides = [self._sides(part) for part in parts]
            for index, (source, target) in enumerate(sides):
                own = self._aligned(source, target)
                yield Pair(self.name, kind, is_right=True, aligned=own)
                if len(sides) > 1:
                    other = self._aligned(source, sides[(index + 1) % len(sides)][1])
                    yield Pair(self.name, kind, is_right=False, aligned=other)

    def wrong_pairs(self, other: "Bench") -> Iterator[Pair]:
        """Every source of this folder with every target of another."""
        for document in self.documents:
            for foreign in other.documents:
                aligned = self._aligned(document.source, foreign.target)
                yield Pair(self.name, "other folder", is_right=False, aligned=aligned)

    def _sides(self, texts: Texts) -> tuple[EncodedText, EncodedText]:
        document = self.documents[0]
        return (
            self._encoded(texts.source, document.source),
            self._encoded(texts.target, document.target),
        )

    def _encoded(self, lines: tuple[str, ...], like: EncodedText) -> EncodedText:
        """Lines encoded as another text was; that text itself if they are its lines."""
        if lines == like.texts:
            return like
        vectors = load_encoder(self._weights.encoder).encode_spans(
            lines, language=like.language, max_run=like.vectors.max_run
        )
        return EncodedText(lines, like.language, vectors)

    def _aligned(self, source: EncodedText, target: EncodedText) -> Aligned:
        short = [_short(text, self._weights.max_run) for text in (source, target)]
        lengths = [tuple(map(len, text.texts)) for text in (source, target)]
        return Aligned(align(*short, weights=self._weights), *lengths)

    def _peer_ladder(self, source: EncodedText, target: EncodedText) -> tuple[GoldBead, ...] | None:
        return None if self._peer is None else self._peer(source, target)


def texts_of(document: TrainingDocument) -> Texts:
    """The texts of a gold document without their vectors."""
    source, target = document.source, document.target
    return Texts(source.texts, target.texts, source.language, target.language, document.gold)


def _short(text: EncodedText, max_run: int) -> EncodedText:
    """The text with vectors of runs up to `max_run` only."""
    return replace(text, vectors=replace(text.vectors, runs=text.vectors.runs[:max_run]))


@overload
def _on_untouched(untouched: Sequence[GoldBead], automatic: Sequence[GoldBead]) -> Ladders: ...
@overload
def _on_untouched(untouched: Sequence[GoldBead], automatic: None) -> None: ...
def _on_untouched(
    untouched: Sequence[GoldBead], automatic: Sequence[GoldBead] | None
) -> Ladders | None:
    """The untouched gold beads, and the automatic beads that hold a segment of one."""
    if automatic is None:
        return None
    source = {i for bead in untouched for i in bead.source}
    target = {j for bead in untouched for j in bead.target}
    near = [b for b in automatic if source & set(b.source) or target & set(b.target)]
    return untouched, near
