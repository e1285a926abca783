"""What a document renders its own words as."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.core import associations
from aligner.core.associations import Links, associated
from aligner.core.lattice import Lattice, bead_kinds
from aligner.core.windows import Windows
from aligner.core.words import SegmentWords

WORDS = st.lists(
    st.lists(st.sampled_from(["red", "blue", "stone", "river", "glass"]), max_size=4),
    min_size=1,
    max_size=8,
)


def strengths(
    own: SegmentWords, other: SegmentWords, links: Links
) -> dict[tuple[int, str, int], float]:
    """By own segment, word and segment opposite, every segment being in every window."""
    n, m = links.sizes
    bounds = np.tile([0, m], (n, 1)).astype(np.int64)
    windows = Windows(bounds, own.offsets)
    values = associated(own, other, links, windows)
    found = {}
    for unit, word in enumerate(own.units.tolist()):
        segment = int(windows.segment[unit])
        for opposite in range(m):
            place = int(windows.offsets[unit]) + opposite
            found[segment, own.vocabulary[word], opposite] = float(values[place])
    return found


def plain_strength(
    own: list[set[str]], other: list[set[str]], belief: np.ndarray, key: tuple[int, str, int]
) -> float:
    """The same by the definition, for words that are neither unique nor everywhere."""
    segment, word, opposite = key
    n, m = belief.shape

    def usable(side: list[set[str]], linked: np.ndarray, candidate: str) -> bool:
        counts = sum(candidate in words for words in side)
        seen = sum(linked[i] for i, words in enumerate(side) if candidate in words)
        return counts > 1 and seen > 0.9 and counts <= max(0.25 * len(side), 3)

    rows = np.minimum(belief.sum(axis=1), 1)
    columns = np.minimum(belief.sum(axis=0), 1)
    best = 0.0
    for rendering in sorted(other[opposite]):
        if not usable(own, rows, word) or not usable(other, columns, rendering):
            continue
        beside = [
            min(sum(belief[i, j] for j in range(m) if rendering in other[j]), 1.0) for i in range(n)
        ]
        meetings = sum(beside[i] for i in range(n) if word in own[i])
        one = sum(rows[i] for i in range(n) if word in own[i])
        two = sum(columns[j] for j in range(m) if rendering in other[j])
        total = max(belief.sum(), 1.0)

        def strength(meetings: float, one: float, two: float, total: float = total) -> float:
            one, two = max(one, 0.0), max(two, 0.0)
            return float(min(max((meetings - one * two / total) / ((one * two) ** 0.5 + 1), 0), 1))

        if meetings <= 0.9 or strength(meetings, one, two) <= 0.05:
            continue
        without = strength(meetings - beside[segment], one - rows[segment], two - beside[segment])
        best = max(best, without if without > 0.05 else 0.0)
    return best


@given(WORDS, WORDS, st.data())
def test_strengths_are_those_of_the_definition(
    own: list[list[str]], other: list[list[str]], data: st.DataObject
) -> None:
    """All segments but the one in question count, and each as far as it is linked."""
    n, m = len(own), len(other)
    belief = np.array(
        data.draw(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=n * m, max_size=n * m))
    ).reshape(n, m)
    rows, columns = np.nonzero(belief)
    links = Links(rows, columns, belief[rows, columns], (n, m))
    sides = [SegmentWords.of([" ".join(words) for words in side], "en") for side in (own, other)]
    texts = [
        [
            {side.vocabulary[u] for u in side.units[a:b].tolist()}
            for a, b in zip(side.offsets[:-1], side.offsets[1:], strict=True)
        ]
        for side in sides
    ]
    for key, value in strengths(sides[0], sides[1], links).items():
        assert value == pytest.approx(plain_strength(texts[0], texts[1], belief, key))


@pytest.mark.parametrize("rows", [1, 3, 1000])
def test_strengths_do_not_depend_on_the_windows_nor_on_what_is_handled_at_once(
    rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(5)
    own, other = (
        SegmentWords.of([" ".join(random.choice(list("abcdefgh"), 3)) for _ in range(30)], "en")
        for _ in range(2)
    )
    diagonal = np.arange(30)
    links = Links(diagonal, diagonal, np.full(30, 0.9), (30, 30))
    everywhere = strengths(own, other, links)
    low = np.minimum(np.arange(30) // 2, 25)
    # Some windows are empty.
    bounds = np.stack([low, low + np.arange(30) % 6], axis=1)
    bounds[::6] = 0
    windows = Windows(bounds, own.offsets)
    monkeypatch.setattr(associations, "_ROWS", rows)
    values = associated(own, other, links, windows)
    assert values.any()
    for unit, word in enumerate(own.units.tolist()):
        segment = int(windows.segment[unit])
        for step, opposite in enumerate(range(*bounds[segment].tolist())):
            key = segment, own.vocabulary[word], opposite
            assert values[windows.offsets[unit] + step] == everywhere[key]


def test_a_name_that_no_lexicon_knows_is_found_where_it_stands_again() -> None:
    chinese = ("扎克来了。", "门开了。", "扎克走了。", "雨停了。", "扎克笑了。")
    english = (
        "Xanthor came.",
        "A door opened.",
        "Xanthor left.",
        "Rain stopped.",
        "Xanthor smiled.",
    )
    sides = SegmentWords.of(chinese, "zh"), SegmentWords.of(english, "en")
    belief = np.full(5, 0.9)
    links = Links(np.arange(5), np.arange(5), belief, (5, 5))
    found = strengths(sides[1], sides[0], links)
    name = [key for key in found if key[1].startswith("xanthor")]
    assert name
    assert min(found[key] for key in name if key[0] == key[2]) > 0.35
    assert max(found[key] for key in name if key[2] in {1, 3}) == 0


def test_a_bead_is_no_evidence_for_itself() -> None:
    sides = [SegmentWords.of(["stone river", "stone glass", "red", "blue"], "en")] * 2
    links = Links(np.arange(4), np.arange(4), np.ones(4), (4, 4))
    found = strengths(sides[0], sides[1], links)
    assert found[0, "river", 0] == 0
    assert found[0, "stone", 0] > 0


def test_links_are_the_beads_that_two_segments_may_share() -> None:
    lattice = Lattice.full(2, 2, bead_kinds(2, 4, 2))
    probabilities = np.zeros(len(lattice))
    both = (lattice.source_size == 2) & (lattice.target_size == 2)
    ones = (lattice.source_size == 1) & (lattice.target_size == 1)
    first = ones & (lattice.source_start == 0) & (lattice.target_start == 0)
    probabilities[both], probabilities[first] = 0.25, 0.75
    links = Links.of(lattice, probabilities)
    assert links.own.tolist() == [0, 0, 1, 1]
    assert links.other.tolist() == [0, 1, 0, 1]
    assert links.belief.tolist() == [1.0, 0.25, 0.25, 0.25]
    turned = links.swapped().swapped()
    assert turned.own.tolist() == links.own.tolist()
    assert turned.belief.tolist() == links.belief.tolist()
