"""Right and wrong partners of every length, cut out of gold documents."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.core import TrainingDocument
from aligner.encoders import load_encoder
from aligner.values import EncodedText

__all__ = ["Partners", "cut", "partners"]

# Beads of the pieces, from short releases to chapters.
_SIZES = ((3, 8), (6, 16), (9, 25), (3, 8), (9, 25), (40, 80))
# Most times that one side of a wrong pair may be longer than usual.
_LIKE = 1.5
# Least beads of a piece, after the removal of half of one side.
_LEAST = 3
# Most segments of a side of a short piece.
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Partners:
    """Two texts, and whether they are translations of each other.

    Parameters
    ----------
    gold_set, kind : str
    is_right : bool
    source, target : EncodedText
    """

    gold_set: str
    kind: str
    is_right: bool
    source: EncodedText
    target: EncodedText


def partners(
    name: str, documents: Sequence[TrainingDocument], count: int, seed: int = 1
) -> Iterator[Partners]:
    """As many right pairs as wrong ones, every second right one abridged.

    Parameters
    ----------
    name : str
        Of the set: the wrong pairs stay inside it.
    documents : sequence of TrainingDocument
    count : int
        Of right pairs, and of wrong ones.
    seed : int
    """
    chance = random.Random(f"{seed} {name}")  # noqa: S311
    for number in range(count):
        size = chance.randint(*_SIZES[number % len(_SIZES)])
        document, low, high = _place(documents, size, chance)
        source, target = cut(document, low, high)
        if number % 2 and high - low >= 2 * _LEAST:
            abridge = (_half, _thinned)[number // 2 % 2]
            sides = abridge(source, target, chance)
            yield Partners(
                name,
                f"{_length(*sides)}, abridged",
                is_right=True,
                source=sides[0],
                target=sides[1],
            )
        else:
            yield Partners(
                name, _length(source, target), is_right=True, source=source, target=target
            )
        other = _other(documents, document, (low, high), target, chance)
        if other is not None:
            yield Partners(
                name, _length(source, other), is_right=False, source=source, target=other
            )


def _length(source: EncodedText, target: EncodedText) -> str:
    return "short" if min(len(source.texts), len(target.texts)) <= _SHORT else "long"


def cut(document: TrainingDocument, low: int, high: int) -> tuple[EncodedText, EncodedText]:
    """The texts of some neighbouring beads."""
    first, last = document.gold.beads[low], document.gold.beads[high - 1]
    return (
        document.source.part(first.source_start, last.source_stop),
        document.target.part(first.target_start, last.target_stop),
    )


def _place(
    documents: Sequence[TrainingDocument], size: int, chance: random.Random
) -> tuple[TrainingDocument, int, int]:
    """Some beads of a document that has text on both sides there."""
    while True:
        document = chance.choice(documents)
        n = len(document.gold.beads)
        low = chance.randrange(max(1, n - size))
        high = min(n, low + size)
        matches = sum(not bead.is_null for bead in document.gold.beads[low:high])
        if matches >= _LEAST and 2 * matches > high - low:
            return document, low, high


def _other(
    documents: Sequence[TrainingDocument],
    document: TrainingDocument,
    beads: tuple[int, int],
    target: EncodedText,
    chance: random.Random,
) -> EncodedText | None:
    """A target text about as long from elsewhere in the set, None if there is none."""
    wanted = sum(map(len, target.texts))
    for _ in range(50):
        other, low, high = _place(documents, beads[1] - beads[0], chance)
        if other is document and low < beads[1] + 5 and high > beads[0] - 5:
            continue
        found = cut(other, low, high)[1]
        length = sum(map(len, found.texts))
        if wanted / _LIKE <= length <= wanted * _LIKE and not set(found.texts) & set(target.texts):
            return found
    return None


def _half(
    source: EncodedText, target: EncodedText, chance: random.Random
) -> tuple[EncodedText, EncodedText]:
    """One half of one side removed in one piece."""
    sides = [source, target]
    side = chance.randrange(2)
    n = len(sides[side].texts)
    kept = max(min(n, _LEAST), n // 2)
    start = chance.randint(0, n - kept)
    sides[side] = sides[side].part(start, start + kept)
    return sides[0], sides[1]


def _thinned(
    source: EncodedText, target: EncodedText, chance: random.Random
) -> tuple[EncodedText, EncodedText]:
    """Every second segment of one side removed, by chance."""
    sides = [source, target]
    side = chance.randrange(2)
    n = len(sides[side].texts)
    kept = sorted(chance.sample(range(n), max(min(n, _LEAST), n // 2)))
    sides[side] = _without(sides[side], kept)
    return sides[0], sides[1]


def _without(text: EncodedText, kept: Sequence[int]) -> EncodedText:
    """The kept segments of a text, encoded anew."""
    lines = tuple(text.texts[i] for i in kept)
    vectors = load_encoder(text.vectors.encoder).encode_spans(
        lines, language=text.language, max_run=text.vectors.max_run
    )
    return EncodedText(lines, text.language, vectors)
