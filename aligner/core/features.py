"""The features of a bead, in small groups; each is a number for every node and kind.

A feature may be raw or multiplied by the mean side length of the bead:
ladders of few long beads compete with ladders of many short ones, and a sum
over beads treats both alike only when what a segment earns is counted once
for each segment.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from aligner.core.cover import Cover, key_cover
from aligner.core.cues import COUNTED_MARKS, END_CLASSES, read_cues
from aligner.core.grid import Grid
from aligner.core.lattice import BeadKind, Lattice
from aligner.core.token_cover import token_cover
from aligner.values import SpanVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FEATURE_GROUPS", "FeatureMaker", "feature_names"]

Named = tuple[str, "NDArray[np.float64]"]
_BACKGROUND_RUN = 3


class FeatureMaker:
    """Features of every bead of a lattice, by kind.

    Parameters
    ----------
    grid : Grid
    groups : tuple of str
        Names from `FEATURE_GROUPS`, in any order.
    """

    def __init__(self, grid: Grid, groups: tuple[str, ...]) -> None:
        self.grid = grid
        self.groups = groups
        self.key_cover = key_cover(grid)
        self.token_cover = token_cover(grid)
        self.backgrounds = grid.backgrounds(_BACKGROUND_RUN)
        # Target characters per source character in this pair of documents.
        source_length, target_length = grid.source.lengths.sum(), grid.target.lengths.sum()
        self.ratio = float((target_length + 1) / (source_length + 1))

    def features(self, kind: BeadKind) -> dict[str, "NDArray[np.float64]"]:
        """Features by name, each of shape (n_source + 1, width), for beads of one kind."""
        shape = (self.grid.lattice.n_source + 1, self.grid.lattice.width)
        return {
            f"{group}.{name}": np.broadcast_to(np.nan_to_num(values), shape)
            for group in self.groups
            for name, values in FEATURE_GROUPS[group](self, kind)
        }


def feature_names(groups: tuple[str, ...], kinds: tuple[BeadKind, ...]) -> tuple[str, ...]:
    """All names that these groups give for these kinds, in alphabetical order."""
    maker = FeatureMaker(_tiny_grid(kinds), groups)
    return tuple(sorted({name for kind in kinds for name in maker.features(kind)}))


def kind_features(maker: FeatureMaker, kind: BeadKind) -> Iterator[Named]:
    """One indicator for the kind, and the mean side length."""
    del maker
    yield str(kind), np.ones((1, 1))
    if not kind.is_null:
        yield "size", np.full((1, 1), _size(kind))


def cosine_features(maker: FeatureMaker, kind: BeadKind) -> Iterator[Named]:
    """Cosine of the two runs, its square, and both per segment."""
    if kind.is_null:
        return
    cosine = maker.grid.cosine(kind)
    yield "raw", cosine
    yield "square", cosine**2
    yield "sized", cosine * _size(kind)


def margin_features(maker: FeatureMaker, kind: BeadKind) -> Iterator[Named]:
    """Cosine above what the two runs reach with their surroundings in general.

    Source: the margin criterion of Artetxe and Schwenk (2019), as a difference.
    """
    if kind.is_null:
        return
    margin = _margin(maker, kind)
    yield "raw", margin
    yield "sized", margin * _size(kind)


def edge_features(maker: FeatureMaker, kind: BeadKind) -> Iterator[Named]:
    """What the cosine loses or gains when a run is made one segment shorter or longer.

    A segment that belongs to the bead is missed when dropped; one that does
    not is no gain when added.
    """
    if kind.is_null:
        return
    cosine = maker.grid.cosine(kind)
    for name, drop, add in _EDGES:
        shorter = BeadKind(kind.source - abs(drop[0]), kind.target - abs(drop[1]))
        if not shorter.is_null:
            moved = (int(name == "source-first"), int(name == "target-first"))
            loss = cosine - maker.grid.cosine(shorter, *moved)
            yield f"drop-{name}", loss
            yield f"drop-{name}-clipped", np.minimum(loss, 0.0)
        longer = BeadKind(kind.source + abs(add[0]), kind.target + abs(add[1]))
        moved = (-int(name == "source-first"), -int(name == "target-first"))
        gain = maker.grid.cosine(longer, *moved) - cosine
        yield f"add-{name}", gain
        yield f"add-{name}-clipped", np.maximum(gain, 0.0)


# Which side and end; what dropping and adding there does to the kind.
_EDGES = (
    ("source-first", (1, 0), (1, 0)),
    ("source-last", (1, 0), (1, 0)),
    ("target-first", (0, 1), (0, 1)),
    ("target-last", (0, 1), (0, 1)),
)


def length_features(maker: FeatureMaker, kind: BeadKind) -> Iterator[Named]:
    """Difference of the two lengths, scaled by the pair's own ratio.

    Source: Gale and Church (1993); there the ratio is one.
    """
    grid = maker.grid
    source = grid.source_run(grid.source.lengths, kind.source) * maker.ratio
    target = grid.target_run(grid.target.lengths, kind.target)
    if kind.is_null:
        length = source + target
        yield "null", np.sqrt(length)
        yield "null-short", np.exp(-length / 20.0)
        return
    deviation = (target - source) / np.sqrt(target + source + 1.0)
    log_ratio = np.log((target + 3.0) / (source + 3.0))
    yield "deviation", deviation
    yield "deviation-size", np.abs(deviation)
    yield "deviation-square", np.minimum(deviation**2, 100.0)
    yield "log-ratio", np.abs(log_ratio)
    yield "log-ratio-square", log_ratio**2


def mark_features(maker: FeatureMaker, kind: BeadKind) -> Iterator[Named]:
    """End marks of the same class, quotes at the ends, equal numbers of other marks."""
    if kind.is_null:
        return
    grid = maker.grid
    last_source = np.minimum(grid.rows() + kind.source, grid.lattice.n_source) - 1
    last_target = np.minimum(grid.lattice.targets() + kind.target, grid.lattice.n_target) - 1
    source_end, target_end = grid.source.end_class[last_source], grid.target.end_class[last_target]
    equal = source_end == target_end
    for index, name in enumerate(END_CLASSES):
        yield f"end-equal-{name}", (equal & (source_end == index)).astype(float)
        yield f"end-unequal-{name}", (~equal & (source_end == index)).astype(float)
        yield f"end-unequal-target-{name}", (~equal & (target_end == index)).astype(float)
    first_source = np.minimum(grid.rows(), grid.lattice.n_source - 1)
    first_target = np.minimum(grid.lattice.targets(), grid.lattice.n_target - 1)
    opens = grid.source.opens_quote[first_source], grid.target.opens_quote[first_target]
    closes = grid.source.closes_quote[last_source], grid.target.closes_quote[last_target]
    yield "opening-unequal", (opens[0] != opens[1]).astype(float)
    yield "opening-both", (opens[0] & opens[1]).astype(float)
    yield "closing-unequal", (closes[0] != closes[1]).astype(float)
    yield "closing-both", (closes[0] & closes[1]).astype(float)
    for index, name in enumerate(COUNTED_MARKS):
        source = grid.source_run(grid.source.mark_counts[:, index], kind.source)
        target = grid.target_run(grid.target.mark_counts[:, index], kind.target)
        yield f"count-{name}", np.minimum(np.abs(source - target), 4.0)


def key_features(maker: FeatureMaker, kind: BeadKind) -> Iterator[Named]:
    """Shared numbers, names and Latin words: found in the counterpart, and missing there."""
    yield from _cover_features(maker, maker.key_cover, kind)


def token_features(maker: FeatureMaker, kind: BeadKind) -> Iterator[Named]:
    """The same with contextual similarity of tokens in place of shared keys."""
    yield from _cover_features(maker, maker.token_cover, kind)


def null_features(maker: FeatureMaker, kind: BeadKind) -> Iterator[Named]:
    """How well a segment without counterpart would go with the text opposite."""
    if not kind.is_null:
        return
    if kind.source:
        best = maker.backgrounds[0][0]
    else:
        best = maker.backgrounds[1][0][maker.grid.target_index()]
    yield "source" if kind.source else "target", best


FEATURE_GROUPS: dict[str, Callable[[FeatureMaker, BeadKind], Iterator[Named]]] = {
    "kind": kind_features,
    "cosine": cosine_features,
    "margin": margin_features,
    "edge": edge_features,
    "length": length_features,
    "mark": mark_features,
    "key": key_features,
    "token": token_features,
    "null": null_features,
}


def _cover_features(maker: FeatureMaker, cover: Cover, kind: BeadKind) -> Iterator[Named]:
    """What each run's counterpart covers, and what changes when a segment is added to it."""
    grid = maker.grid
    source = grid.source_run(cover.source_mass, kind.source)
    target = grid.target_run(cover.target_mass, kind.target)
    if kind.is_null:
        yield "null-source" if kind.source else "null-target", np.sqrt(source + target)
        return
    found_source = cover.source_found(grid, kind.source, kind.target)
    found_target = cover.target_found(grid, kind.source, kind.target)
    for side, mass, found in (("source", source, found_source), ("target", target, found_target)):
        missing = np.maximum(mass - found, 0.0)
        yield f"{side}-found", found
        yield f"{side}-found-root", np.sqrt(found)
        yield f"{side}-missing", missing
        yield f"{side}-missing-root", np.sqrt(missing)
        yield f"{side}-share", np.where(mass > 0, found / np.maximum(mass, 1e-9), 1.0)
    yield from _edge_cover(maker, cover, kind, found_source, found_target)


def _size(kind: BeadKind) -> float:
    """Mean length of the two sides, in segments."""
    return (kind.source + kind.target) / 2


def _edge_cover(
    maker: FeatureMaker,
    cover: Cover,
    kind: BeadKind,
    found_source: "NDArray[np.float64]",
    found_target: "NDArray[np.float64]",
) -> Iterator[Named]:
    """What the next segment of one side would cover of the other, and what the outer one does."""
    grid = maker.grid
    max_source, max_target = grid.max_run
    if kind.target < max_target:
        more = cover.source_found(grid, kind.source, kind.target + 1)
        yield "add-target-last", more - found_source
        yield "add-target-first", grid.shifted(more, 0, -1, outside=np.nan) - found_source
    if kind.source < max_source:
        more = cover.target_found(grid, kind.source + 1, kind.target)
        yield "add-source-last", more - found_target
        yield "add-source-first", grid.shifted(more, -1, 0, outside=np.nan) - found_target
    if kind.target > 1:
        less = cover.source_found(grid, kind.source, kind.target - 1)
        yield "drop-target-last", found_source - less
        yield "drop-target-first", found_source - grid.shifted(less, 0, 1, outside=np.nan)
    if kind.source > 1:
        less = cover.target_found(grid, kind.source - 1, kind.target)
        yield "drop-source-last", found_target - less
        yield "drop-source-first", found_target - grid.shifted(less, 1, 0, outside=np.nan)


def _margin(maker: FeatureMaker, kind: BeadKind) -> "NDArray[np.float64]":
    source, target = maker.backgrounds
    background = source[kind.source - 1] + target[kind.target - 1][maker.grid.target_index()]
    return maker.grid.cosine(kind) - background / 2


def _tiny_grid(kinds: tuple[BeadKind, ...]) -> Grid:
    """A grid of one segment a side, to ask the groups for their names."""
    run = max(max(kind) for kind in kinds) + 1
    vectors = SpanVectors(
        np.zeros((run, 1, 2), dtype=np.float32),
        "none",
        np.zeros((1, 2), dtype=np.float32),
        np.array([0, 1]),
    )
    cues = read_cues(["x"], "en")
    return Grid(Lattice.full(1, 1, kinds), vectors, vectors, cues, cues)
