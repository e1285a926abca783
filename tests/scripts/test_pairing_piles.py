"""Piles to measure pairing with: what is true of them is what they say."""

import random

import numpy as np
import pytest
from bench_pairing_scale import Maker
from hypothesis import given, settings
from hypothesis import strategies as st
from pairing_judge import AligningJudge, Memory
from pairing_noise import can_miss, near_miss
from pairing_piles import Hidden, deal, deal_relations
from parallel_texts import Parallel, Side, cut, distinct

from aligner.values import BlockKind, Relation

TOPICS = "专利商标版权审查培训会议合作展览"


def parallel(number: int, count: int = 10) -> Parallel:
    """A text of short blocks, whose vectors are of no matter."""
    kinds = [BlockKind.SUBTITLE, *[BlockKind.PARAGRAPH] * (count - 1)]
    topic = TOPICS[number % 16]
    source = tuple(
        (kind, f"{topic}第{number * 31 + i}件共{i}{number}0项。") for i, kind in enumerate(kinds)
    )
    target = tuple(
        (kind, f"Case {number * 31 + i} of {topic} has {i}{number}0 items.")
        for i, kind in enumerate(kinds)
    )
    rows = tuple(np.eye(512, dtype=np.float32)[[i]] for i in range(count))
    return Parallel(f"text-{number:02}", Side("zh-Hans", source, rows), Side("en", target, rows))


HIDDEN = [Hidden(), Hidden(dates=True), Hidden(titles=True), Hidden(dates=True, titles=True)]
TEXTS = [parallel(number) for number in range(8)]


@settings(max_examples=10, deadline=None)
@given(st.sampled_from([0.0, 0.5, 0.9]), st.integers(0, 99), st.sampled_from(HIDDEN))
def test_piles_hold_what_gold_says(alone: float, seed: int, hidden: Hidden) -> None:
    piles = deal(TEXTS, alone=alone, hidden=hidden, seed=seed)
    sources = [item.document.id for item in piles.sources]
    targets = [item.document.id for item in piles.targets]
    assert len({*sources, *targets}) == len(sources) + len(targets)
    assert all(source in sources and target in targets for source, target in piles.gold)
    assert len(piles.gold) == max(1, round(8 * (1 - alone) / (1 + alone)))
    documents = [item.document for item in (*piles.sources, *piles.targets)]
    assert all((document.published is None) == hidden.dates for document in documents)
    titled = [document.blocks[0].kind is BlockKind.TITLE for document in documents]
    assert all(has_title != hidden.titles for has_title in titled)
    assert piles.swapped().swapped() == piles


def test_dealing_again_gives_the_same() -> None:
    first, second = (deal(TEXTS, alone=0.5, hidden=Hidden(), seed=3) for _ in range(2))
    assert first.gold == second.gold
    assert [i.document for i in first.sources] == [i.document for i in second.sources]


def test_near_misses_share_no_figures_or_no_blocks() -> None:
    text = parallel(5)
    assert can_miss(text)
    for seed in range(10):
        source, target = near_miss(text, random.Random(seed))  # noqa: S311 - no secrets
        assert (source, target) != (text.source, text.target)
        assert all(
            len(rows) == len(block) or len(rows) > 0
            for rows, block in zip(target.rows, target.blocks, strict=True)
        )


def test_known_relations() -> None:
    piles, relations = deal_relations(TEXTS, seed=1)
    assert set(relations.values()) == set(Relation)
    partners = {pair for pair, relation in relations.items() if relation is not Relation.SHARED}
    assert partners <= piles.gold
    shared = {pair for pair, relation in relations.items() if relation is Relation.SHARED}
    assert not shared & piles.gold
    assert {target for _, target in shared} <= {target for _, target in piles.gold}


def test_pieces_that_repeat_each_other_are_left_out() -> None:
    pieces = [piece for text in (parallel(0), parallel(0), parallel(1)) for piece in cut(text, 5)]
    assert len(distinct(pieces)) < len(pieces)


def test_the_judge_aligns_and_remembers() -> None:
    maker = Maker(3, 2)
    judge = AligningJudge(maker.pile(0), maker.pile(1), Memory())
    pairs = [("s0000000", "t0000000"), ("s0000001", "t0000000")]
    right, wrong = judge(pairs)
    assert right is not None
    assert wrong is not None
    assert right.source.cover > wrong.source.cover + 0.5
    assert judge(pairs) == [right, wrong]
    assert judge.asked == 4


def test_vectors_must_be_those_of_the_segments() -> None:
    item = next(Maker(1, 1).pile(0))
    broken = type(item)(item.document, item.vectors[1:])
    with pytest.raises(ValueError, match="not those of the segments"):
        AligningJudge([broken], [item], Memory())([(item.document.id, item.document.id)])
