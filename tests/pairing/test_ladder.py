import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.pairing import LadderEvidence
from aligner.pairing.ladder import (
    LADDER_FEATURES,
    account_for_parts,
    is_part_of,
    ladder_features,
    relation_of,
)
from aligner.pairing.marks import FigureMatch
from aligner.values import Alignment, Bead, Relation

KINDS = st.lists(
    st.tuples(st.sampled_from([(1, 1), (1, 2), (2, 1), (1, 0), (0, 1), (2, 2)]), st.floats(0, 1)),
    min_size=1,
    max_size=12,
)


def ladder(kinds: list[tuple[tuple[int, int], float]]) -> Alignment:
    beads, i, j = [], 0, 0
    for (n, m), probability in kinds:
        beads.append(Bead(i, i + n, j, j + m, probability))
        i, j = i + n, j + m
    return Alignment(tuple(beads), i, j)


def evidence(text: str, probability: float = 0.95) -> LadderEvidence:
    """Of a ladder written as = for 1-1, < for 1-0, > for 0-1; segments of 10 and 30 characters."""
    kinds = {"=": (1, 1), "<": (1, 0), ">": (0, 1)}
    alignment = ladder([(kinds[character], probability) for character in text])
    return LadderEvidence.of(alignment, [10] * alignment.n_source, [30] * alignment.n_target)


@given(KINDS, st.lists(st.integers(0, 60), min_size=24, max_size=24))
def test_shares_are_shares_and_both_ways_agree(
    kinds: list[tuple[tuple[int, int], float]], lengths: list[int]
) -> None:
    alignment = ladder(kinds)
    sizes = lengths[: alignment.n_source], lengths[-alignment.n_target or 24 :]
    found = LadderEvidence.of(alignment, *sizes)
    for side in found.sides:
        assert 0 <= side.covered.begin <= side.covered.end <= 1
        assert all(0 <= x <= 1 + 1e-9 for x in (side.cover, side.segments, side.alone, side.gap))
        assert side.cover + side.alone <= 1 + 1e-9
    assert 0 <= found.probability <= 1
    assert len(ladder_features(found)) == len(LADDER_FEATURES)
    back = LadderEvidence.of(alignment.swapped(), *reversed(sizes))
    assert back.source.cover == pytest.approx(found.target.cover, abs=1e-6)
    assert back.target.alone == pytest.approx(found.source.alone, abs=1e-6)
    assert back.probability == pytest.approx(found.probability, abs=1e-6)


def test_what_is_glued_to_a_bead_has_no_counterpart() -> None:
    alignment = ladder([((1, 1), 1.0)] * 4)
    found = LadderEvidence.of(alignment, [10, 10, 10, 70], [30, 30, 30, 30])
    assert found.source.alone == pytest.approx(0.5)
    assert found.target.alone == 0


def test_nothing_in_common() -> None:
    found = evidence("<<>>")
    assert (found.probability, found.matched, found.source.cover) == (0, 0, 0)
    assert found.source.gap == 1


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("==========", Relation.TRANSLATION),
        ("====<=====", Relation.TRANSLATION),
        ("=<=<=<==<=", Relation.ABRIDGED),
        ("=====<<<<<", Relation.PARTIAL),
        ("<<<=====<<", Relation.PARTIAL),
        ("==>==>=>==", Relation.EXPANDED),
    ],
)
def test_relations(text: str, relation: Relation) -> None:
    assert relation_of(evidence(text)) is relation


def test_two_parts_of_one_text() -> None:
    first, second, same = evidence("====>>>>"), evidence(">>>>===="), evidence("=====>>>")
    assert account_for_parts(first, second, 1)
    assert not account_for_parts(first, same, 1)
    assert not account_for_parts(first, second, 0)
    assert is_part_of(first, 0)
    assert not is_part_of(first, 1)
    assert not is_part_of(evidence("====>>>>", 0.3), 0)


def test_numbers_are_compared_bead_by_bead() -> None:
    alignment = ladder([((1, 1), 1.0), ((1, 1), 0.5), ((1, 1), 1.0)])
    source = ("共有1234件，3月5日公布。", "增长百分之十五。", "參加者共300人。")
    target = ("A total of 1,234 on March 5.", "It rose by 18 percent.", "Some came.")
    lengths = [len(text) for text in source], [len(text) for text in target]
    found = LadderEvidence.of(alignment, *lengths, texts=(source, target))
    assert found.numbers == FigureMatch(shared=1.0, opposed=0.5)
    assert found.dates == FigureMatch(shared=2.0, opposed=0.0)
    assert LadderEvidence.of(alignment, *lengths).numbers == FigureMatch()


def test_a_number_may_move_to_the_next_sentence() -> None:
    alignment = ladder([((1, 1), 1.0)] * 2)
    source = ("共有1234件。", "其中有567件获奖。")
    target = ("There were 567 awards and 89 more.", "In all 1,234.")
    lengths = [len(text) for text in source], [len(text) for text in target]
    found = LadderEvidence.of(alignment, *lengths, texts=(source, target))
    assert found.numbers.opposed == 0


def test_words_beside_many_figures_are_no_addition() -> None:
    rows = [
        (f"第{n}站 20341{n} 9876{n} 1.{n}%", f"Site {n} 203,41{n} 98,76{n} 1.{n}%")
        for n in range(8)
    ]
    words = (
        "注：本表数据不含离岛各站，亦不含试运行各站。",
        "Note: The figures include neither the stations on the islands nor those still on trial.",
    )
    source, target = zip(*rows, words, strict=True)
    lengths = [len(text) for text in source], [len(text) for text in target]
    alignment = ladder([((1, 1), 1.0)] * len(source))
    found = LadderEvidence.of(alignment, *lengths, texts=(source, target))
    assert relation_of(found) is Relation.TRANSLATION
    assert found.target.alone == 0.0
    more = ladder([((1, 1), 1.0)] * len(rows) + [((0, 1), 1.0)])
    shorter = LadderEvidence.of(more, lengths[0][:-1], lengths[1], texts=(source[:-1], target))
    assert relation_of(shorter) is Relation.EXPANDED
