"""Damage to gold documents: the ladder is carried along exactly."""

import random

import pytest
from damage import DAMAGES, SideName, Texts, halves, pieces
from hypothesis import given
from hypothesis import strategies as st

from aligner.values import Alignment, Bead

HAN = "春夏秋冬山河日月风云雨雪"
KINDS = st.lists(st.sampled_from([(1, 1), (1, 1), (1, 2), (2, 1), (1, 0), (0, 1)]), min_size=1)


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - places of damage, no secrets


def texts(kinds: list[tuple[int, int]]) -> Texts:
    """A document whose segments name themselves."""
    beads = []
    i = j = 0
    for n_source, n_target in kinds:
        beads.append(Bead(i, i + n_source, j, j + n_target))
        i, j = i + n_source, j + n_target
    source = tuple(f"{HAN[k % 12]}{HAN[k // 12 % 12]}{k}。" for k in range(i))
    target = tuple(f"Sentence {k}." for k in range(j))
    return Texts(source, target, "zh", "en", Alignment(tuple(beads), i, j))


@pytest.mark.parametrize(("name", "side"), list(DAMAGES))
@given(kinds=KINDS, repeats=st.integers(1, 30), seed=st.integers(0, 9))
def test_untouched_beads_hold_the_same_text(
    name: str, side: SideName, kinds: list[tuple[int, int]], repeats: int, seed: int
) -> None:
    document = texts(kinds * repeats)
    damaged = DAMAGES[name, side](document, seeded(seed))
    if damaged is None:
        return
    assert damaged == DAMAGES[name, side](document, seeded(seed))
    assert set(damaged.before) <= {
        (
            tuple(range(b.source_start, b.source_stop)),
            tuple(range(b.target_start, b.target_stop)),
        )
        for b in document.gold
    }
    for old, new in zip(damaged.before, damaged.after, strict=True):
        if "misread" in name:
            assert old == new
            continue
        assert [document.source[i] for i in old.source] == [damaged.source[i] for i in new.source]
        assert [document.target[j] for j in old.target] == [damaged.target[j] for j in new.target]
    for stretch in damaged.stretches:
        assert stretch.segments() <= {
            *(("source", i) for i in range(len(damaged.source))),
            *(("target", j) for j in range(len(damaged.target))),
        }
        assert stretch.segments()


@pytest.mark.parametrize("side", ["source", "target"])
def test_only_one_side_is_damaged(side: SideName) -> None:
    document = texts([(1, 1)] * 300)
    for name, damaged_side in DAMAGES:
        if damaged_side != side:
            continue
        damaged = DAMAGES[name, side](document, seeded(1))
        assert damaged is not None
        assert (damaged.source == document.source) == (side == "target"), name
        assert (damaged.target == document.target) == (side == "source"), name


def test_a_deleted_stretch_leaves_its_counterpart_alone() -> None:
    document = texts([(1, 1)] * 60)
    damaged = DAMAGES["20 deleted", "source"](document, seeded(3))
    assert damaged is not None
    (stretch,) = damaged.stretches
    assert len(damaged.source) == 40
    assert len(damaged.before) == 40
    assert stretch.source_start == stretch.source_stop == stretch.target_start
    assert stretch.target_stop == stretch.target_start + 20


def test_a_bead_that_is_cut_is_touched() -> None:
    document = texts([(2, 1)] * 10)
    damaged = DAMAGES["1 deleted", "source"](document, seeded(1))
    assert damaged is not None
    assert len(damaged.after) == 9
    assert damaged.stretches == ()


def test_a_moved_stretch_lacks_its_counterpart_twice() -> None:
    document = texts([(1, 1)] * 60)
    damaged = DAMAGES["5 moved by 20", "target"](document, seeded(2))
    assert damaged is not None
    here, there = damaged.stretches
    assert (len(here.segments()), len(there.segments())) == (5, 5)
    moved = damaged.target[there.target_start : there.target_stop]
    assert moved == document.target[here.source_start : here.source_stop]


def test_too_short_a_document_is_left_alone() -> None:
    document = texts([(1, 1)] * 30)
    assert DAMAGES["20 deleted", "source"](document, seeded(1)) is None
    assert DAMAGES["5 moved by 20", "source"](document, seeded(1)) is None


def test_noise_changes_a_few_characters() -> None:
    document = texts([(1, 1)] * 300)
    damaged = DAMAGES["3% misread", "source"](document, seeded(1))
    assert damaged is not None
    pairs = zip(document.source, damaged.source, strict=True)
    changed = sum(old != new for old, new in pairs)
    assert 10 < changed < 100


def test_pieces_and_halves_cut_between_beads() -> None:
    document = texts([(1, 1), (1, 2), (2, 1)] * 4)
    for part in [*pieces(document, 3), *halves(document)]:
        assert part.gold.n_source == len(part.source)
        assert part.gold.n_target == len(part.target)
    assert sum(len(part.gold) for part in pieces(document, 5)) == 10
    assert "".join(part.source[0] for part in halves(document)) == (
        document.source[0] + document.source[8]
    )
