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
from aligner.readers import PageLocation, list_pages, read_page
from aligner.signature import digest_values
from aligner.splitters import split_document
from aligner.values import BlockKind, Relation

__all__ = ["Hidden", "Piles", "deal", "deal_relations", "load_releases", "thin_out"]

_NEAR_MISSES = 0.4
# A text of so many blocks can be cut, abridged and added to.
_LONG = 9
_EPOCH = date(2021, 1, 4)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is taken away from the documents.

    Parameters
    ----------
    dates : bool
        Dates of publication.
    titles : bool
    metadata : bool
        File names, addresses, where a page says it is from, its number.
    """

    dates: bool = False
    titles: bool = False
    metadata: bool = False

    def __str__(self) -> str:
        names = [name for name in ("dates", "titles", "metadata") if getattr(self, name)]
        if not names:
            return "everything"
        return f"no {names[0]}" if len(names) == 1 else "body only"


_BODY_ONLY = Hidden(dates=True, titles=True, metadata=True)


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


def deal_relations(
    texts: Sequence[Parallel], *, seed: int
) -> tuple[Piles, dict[tuple[str, str], Relation]]:
    """Two piles of pairs whose relations are known, dates and titles aside.

    Whole translations, abridged ones, translations of one half, translations
    with paragraphs of another text, and one target for two sources; of those
    two the longer one is the partner, the other one shares it.
    """
    chance = random.Random(seed)  # noqa: S311 - experiments, not secrets
    order = [text for text in texts if len(text.source.blocks) >= _LONG]
    chance.shuffle(order)
    sources, targets, gold = [], [], set()
    relations: dict[tuple[str, str], Relation] = {}
    kinds = tuple(Relation)
    for index, text in enumerate(order):
        relation, count = kinds[index % len(kinds)], len(text.source.blocks)
        name, other = (digest_values(text.name, seed, side) for side in ("source", "target"))
        source, target = text.source, text.target
        if relation is Relation.ABRIDGED:
            left_out = set(chance.sample(range(1, count - 1, 2), k=(count - 1) // 3))
            target = target.take([i for i in range(count) if i not in left_out])
        elif relation is Relation.PARTIAL:
            start = chance.choice((0, count // 2))
            target = target.take(range(start, start + count // 2))
        elif relation is Relation.EXPANDED:
            added = order[index - 1].target.blocks
            for _, words in chance.sample(added, k=min(len(added), count // 2)):
                target = target.with_block(words)
        elif relation is Relation.SHARED:
            cut_at = count * 6 // 10
            second = digest_values(text.name, seed, "second")
            sources.append(_input(second, source.take(range(cut_at, count)), _EPOCH, _BODY_ONLY))
            relations[second, other] = relation
            source = source.take(range(cut_at))
        if relation is not Relation.SHARED:
            relations[name, other] = relation
        sources.append(_input(name, source, _EPOCH, _BODY_ONLY))
        targets.append(_input(other, target, _EPOCH, _BODY_ONLY))
        gold.add((name, other))
    return Piles(tuple(sources), tuple(targets), frozenset(gold)), relations


def load_releases(folder: Path) -> Piles:
    """The piles ``releases/source`` and ``releases/target`` of a folder, with its gold pairs."""
    piles = [
        tuple(_read(page) for page in list_pages(folder / "releases" / side))
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
    kept = frozenset((_name(source, hidden), _name(target, hidden)) for source, target in gold)
    return Piles(sources, targets, kept)


def _share_alone(piles: Piles, taken: tuple[set[str], set[str]], n_pairs: int) -> float:
    """Share of the documents left in both piles that are in no pair."""
    left = len(piles.sources) + len(piles.targets) - len(taken[0]) - len(taken[1])
    return 1 - 2 * n_pairs / left


def _read(page: PageLocation) -> PairingInput:
    """One page, read, split and encoded."""
    segmented = split_document(read_page(page))
    language = segmented.document.language
    vectors = load_encoder().encode_spans(segmented.texts, language=language, max_run=1).singles
    return PairingInput(segmented.document, vectors)


def _name(document_id: str, hidden: Hidden) -> str:
    """Id of a document, one that tells nothing if it is to be hidden."""
    return digest_values(document_id) if hidden.metadata else document_id


def _hide(item: PairingInput, hidden: Hidden) -> PairingInput:
    """The document without what is to be hidden."""
    document = item.document
    blocks, vectors = document.blocks, item.vectors
    if hidden.metadata:
        name = _name(document.id, hidden)
        document = replace(document, id=name, url="", origin="", number="")
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
