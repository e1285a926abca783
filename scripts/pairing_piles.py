"""Piles with known pairs, to train and to measure pairing: built from parallel text.

A parallel text is cut into pieces, and the pieces are dealt to two piles: some
to both, some to one of them only, so that they have no partner.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from pairing_noise import can_miss, disturbed, marked, near_miss
from parallel_texts import Parallel, Side, as_document

from aligner.encoders import load_encoder
from aligner.pairing import PairingInput
from aligner.readers import list_documents, read_document
from aligner.signature import digest_values
from aligner.splitters import split_document
from aligner.values import BlockKind

__all__ = ["Hidden", "Piles", "deal", "load_releases", "thin_out"]

_NEAR_MISSES = 0.4
_EPOCH = date(2021, 1, 4)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is taken away from the documents."""

    dates: bool = False
    titles: bool = False

    def __str__(self) -> str:
        names = [name for name in ("dates", "titles") if getattr(self, name)]
        return {0: "everything", 1: f"no {names[0] if names else ''}", 2: "body only"}[len(names)]


@dataclass(frozen=True, slots=True)
class Piles:
    """Two piles and which document of one translates which of the other."""

    sources: tuple[PairingInput, ...]
    targets: tuple[PairingInput, ...]
    gold: frozenset[tuple[str, str]]

    def swapped(self) -> "Piles":
        """The piles the other way round."""
        gold = frozenset((target, source) for source, target in self.gold)
        return Piles(self.targets, self.sources, gold)


def deal(
    texts: Sequence[Parallel],
    *,
    alone: float,
    hidden: Hidden,
    seed: int,
    noise: bool = False,
) -> Piles:
    """Two piles in which a share of the documents of either has no partner.

    Parameters
    ----------
    texts : sequence of Parallel
    alone : float
        Share of the documents of either pile without partner, 0 to below 1.
    hidden : Hidden
    seed : int
        Decides on everything random.
    noise : bool
        Abridge some targets, add foreign paragraphs to some, and put texts
        about the same event that are no translations into the piles.
    """
    chance = random.Random(seed)  # noqa: S311 - experiments, not secrets
    order = list(texts)
    chance.shuffle(order)
    # P pairs, and A documents alone on each side: alone = A / (P + A).
    n_pairs = max(1, round(len(order) * (1 - alone) / (1 + alone)))
    span = max(30, 2 * len(order))
    sources, targets, gold = [], [], set()
    together: dict[str, int] = {}
    for index, text in enumerate(order):
        day = chance.randrange(span)
        if noise and chance.random() < 0.5:  # noqa: PLR2004
            # What is near in topic is often near in time.
            day = together.setdefault(text.name.rpartition("-")[0], day) + chance.randrange(4)
        published = _EPOCH + timedelta(days=day)
        later = published + timedelta(days=_lag(chance))
        # Names that have nothing in common: file names are no evidence here.
        name, other = (digest_values(text.name, seed, side) for side in ("source", "target"))
        source, target, paired = text.source, text.target, index < n_pairs
        both = paired
        if noise and paired:
            target = disturbed(target, order, chance)
        elif noise and chance.random() < _NEAR_MISSES and can_miss(text):
            source, target = near_miss(text, chance)
            both = True
            later = later if chance.random() < 0.5 else later + timedelta(days=180)  # noqa: PLR2004
        if noise:
            source, target = marked(source, target, paired=paired, chance=chance)
        if both or index % 2:
            sources.append(_input(name, source, published, hidden))
        if both or not index % 2:
            targets.append(_input(other, target, later, hidden))
        if paired:
            gold.add((name, other))
    return Piles(tuple(sources), tuple(targets), frozenset(gold))


def load_releases(folder: Path) -> Piles:
    """The piles ``releases/source`` and ``releases/target`` of a folder, with its gold pairs."""
    piles = [
        tuple(
            _read(path, path.relative_to(folder / "releases" / side).as_posix())
            for path in list_documents(folder / "releases" / side)
        )
        for side in ("source", "target")
    ]
    rows = (folder / "gold" / "pairs.tsv").read_text("utf-8").splitlines()[1:]
    gold = frozenset((row.split("\t")[0], row.split("\t")[1]) for row in rows if row)
    return Piles(piles[0], piles[1], gold)


def thin_out(piles: Piles, *, alone: float, hidden: Hidden, seed: int) -> Piles:
    """Piles with partners taken away until a share of the documents of either is alone."""
    chance = random.Random(seed)  # noqa: S311 - experiments, not secrets
    gold = sorted(piles.gold)
    chance.shuffle(gold)
    taken: tuple[set[str], set[str]] = (set(), set())
    while gold and _share_alone(piles, taken, len(gold)) < alone:
        side = len(gold) % 2
        taken[side].add(gold.pop()[side])
    sources, targets = (
        tuple(_hide(item, hidden) for item in pile if item.document.id not in gone)
        for pile, gone in zip((piles.sources, piles.targets), taken, strict=True)
    )
    return Piles(sources, targets, frozenset(gold))


def _share_alone(piles: Piles, taken: tuple[set[str], set[str]], n_pairs: int) -> float:
    """Share of the documents left in both piles that are in no pair."""
    left = len(piles.sources) + len(piles.targets) - len(taken[0]) - len(taken[1])
    return 1 - 2 * n_pairs / left


def _read(path: Path, name: str) -> PairingInput:
    """One page, read, split and encoded."""
    segmented = split_document(read_document(path, document_id=name))
    language = segmented.document.language
    vectors = load_encoder().encode_spans(segmented.texts, language=language, max_run=1).singles
    return PairingInput(segmented.document, vectors)


def _hide(item: PairingInput, hidden: Hidden) -> PairingInput:
    """The document without its address, and without what else is to be hidden."""
    document = replace(item.document, url="")
    blocks, vectors = document.blocks, item.vectors
    if hidden.dates:
        document = replace(document, published=None)
    content = [index for index, block in enumerate(blocks) if block.kind.is_content]
    if hidden.titles and content and blocks[content[0]].kind is BlockKind.TITLE:
        blocks = blocks[: content[0]] + blocks[content[0] + 1 :]
        document, vectors = replace(document, blocks=blocks, title=""), vectors[1:]
    return PairingInput(document, vectors)


def _lag(chance: random.Random) -> int:
    """Days from a release to its translation: mostly few, sometimes many."""
    if chance.random() < 0.05:  # noqa: PLR2004 - one in twenty is late or misdated
        return chance.randrange(-3, 60)
    return min(15, int(chance.expovariate(0.25)))


def _input(name: str, side: Side, published: date, hidden: Hidden) -> PairingInput:
    """One document of a pile; a heading at its beginning is its headline."""
    blocks, rows = list(side.blocks), list(side.rows)
    if blocks[0][0] is BlockKind.SUBTITLE:
        if hidden.titles:
            del blocks[0], rows[0]
        else:
            blocks[0] = (BlockKind.TITLE, blocks[0][1])
    document = as_document(name, side.language, tuple(blocks), None if hidden.dates else published)
    vectors = np.concatenate(rows) if rows else np.zeros((0, 512), dtype=np.float32)
    return PairingInput(document, vectors)
