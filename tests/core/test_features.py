"""The features of beads against their definitions, bead by bead."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import exp, log, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest

from aligner.core.centring import CentredVectors
from aligner.core.clauses import ClauseMatch
from aligner.core.features import (
    FEATURE_GROUPS,
    FIRST_GROUPS,
    TOKEN_GROUPS,
    feature_matrix,
    feature_names,
)
from aligner.core.lattice import BeadKind, Lattice, bead_kinds
from aligner.core.view import PairView, SideView
from aligner.values import EncodedText

if TYPE_CHECKING:
    from numpy.typing import NDArray

Texts = Callable[[Sequence[str], str, int], EncodedText]
Table = dict[str, "NDArray[np.float32]"]

SOURCE = (
    "2018年8月28日，陈立新会见来访的WIPO代表。",
    "双方签署了3份文件，并交换了意见？",
    "会后，代表团参观了展厅。",
    "“欢迎再来！”",
    "名单如下：",
    "12家",
)
TARGET = (
    "On August 28, 2018, Chen Lixin met with visitors from WIPO.",
    "They signed three documents.",
    "Did they exchange views?",
    "“Come again!” (Applause)",
    "The list, with 12 names:",
)
KINDS = bead_kinds(3, 5, 4)
ALL_GROUPS = FIRST_GROUPS
BEADS = list(
    zip(
        *(
            column.tolist()
            for lattice in [Lattice.full(len(SOURCE), len(TARGET), KINDS)]
            for column in (
                lattice.source_start,
                lattice.target_start,
                lattice.source_size,
                lattice.target_size,
            )
        ),
        strict=True,
    ),
)
WITH_TEXT = [k for k, (_, _, a, b) in enumerate(BEADS) if a and b]
NULLS = [k for k, (_, _, a, b) in enumerate(BEADS) if not a or not b]


def view_of(source: EncodedText, target: EncodedText) -> PairView:
    lattice = Lattice.full(len(source.texts), len(target.texts), KINDS)
    return PairView(SideView.of(source), SideView.of(target), lattice)


def table_of(view: PairView, groups: tuple[str, ...] = ALL_GROUPS) -> Table:
    matrix = feature_matrix(view, groups, KINDS)
    return dict(zip(feature_names(groups, KINDS), matrix.T, strict=True))


@pytest.fixture(scope="module")
def view(texts_of_random_vectors: Texts) -> PairView:
    source = texts_of_random_vectors(SOURCE, "zh", 1)
    return view_of(source, texts_of_random_vectors(TARGET, "en", 2))


@pytest.fixture(scope="module")
def table(view: PairView) -> Table:
    return table_of(view)


def plain_cosine(view: PairView, bead: tuple[int, int, int, int]) -> float | None:
    """Cosine of the two runs; None where one of them is empty or passes an end."""
    i, j, a, b = bead
    source, target = view.source.runs, view.target.runs
    if not (0 < a <= len(source) and 0 < b <= len(target) and i >= 0 and j >= 0):
        return None
    if i + a > source.norms.shape[1] or j + b > target.norms.shape[1]:
        return None
    return float(source[a - 1, i] @ target[b - 1, j])


def test_names_are_the_columns_and_each_only_once() -> None:
    names = feature_names(ALL_GROUPS, KINDS)
    assert len(set(names)) == len(names)
    assert names[: len(KINDS)] == tuple(f"is.{kind}" for kind in KINDS)
    assert {name.partition(".")[0] for name in names[len(KINDS) :]} == set(ALL_GROUPS)


@pytest.mark.parametrize("group", ALL_GROUPS)
def test_a_group_gives_the_same_numbers_alone(view: PairView, table: Table, group: str) -> None:
    for name, values in table_of(view, (group,)).items():
        assert np.array_equal(values, table[name]), name


def test_each_bead_is_of_its_kind(table: Table) -> None:
    for k, (_, _, a, b) in enumerate(BEADS):
        held = [kind for kind in KINDS if table[f"is.{kind}"][k]]
        assert held == [BeadKind(a, b)]


def test_a_bead_of_no_kind_has_no_indicator(texts_of_random_vectors: Texts) -> None:
    texts = [texts_of_random_vectors([""] * 4, "en", seed) for seed in (1, 2)]
    lattice = Lattice.full(4, 4, (BeadKind(4, 4),))
    view = PairView(SideView.of(texts[0]), SideView.of(texts[1]), lattice)
    assert not feature_matrix(view, ("kind",), KINDS)[:, : len(KINDS)].any()


@pytest.mark.parametrize("group", ALL_GROUPS)
def test_a_group_speaks_of_null_beads_or_of_others(table: Table, group: str) -> None:
    silent = WITH_TEXT if FEATURE_GROUPS[group].of_nulls else NULLS
    for name, values in table.items():
        if name.startswith(f"{group}."):
            assert not values[silent].any(), name


@pytest.mark.parametrize("k", WITH_TEXT)
def test_cosines_are_those_of_the_runs(view: PairView, table: Table, k: int) -> None:
    _, _, a, b = BEADS[k]
    cosine = plain_cosine(view, BEADS[k]) or 0.0
    assert table["cosine.raw"][k] == pytest.approx(cosine, abs=1e-6)
    assert table["cosine.square"][k] == pytest.approx(cosine**2, abs=1e-6)
    assert table["cosine.sized"][k] == pytest.approx(cosine * (a + b) / 2, abs=1e-6)
    assert table["kind.size"][k] == (a + b) / 2
    assert table["kind.lopsided"][k] == abs(a - b)


@pytest.mark.parametrize("k", WITH_TEXT)
def test_edges_compare_with_one_segment_more_or_less(view: PairView, table: Table, k: int) -> None:
    i, j, a, b = BEADS[k]
    here = plain_cosine(view, BEADS[k])
    changed = {
        "drop-source-first": (i + 1, j, a - 1, b),
        "drop-source-last": (i, j, a - 1, b),
        "drop-target-first": (i, j + 1, a, b - 1),
        "drop-target-last": (i, j, a, b - 1),
        "add-source-first": (i - 1, j, a + 1, b),
        "add-source-last": (i, j, a + 1, b),
        "add-target-first": (i, j - 1, a, b + 1),
        "add-target-last": (i, j, a, b + 1),
    }
    for name, bead in changed.items():
        there = plain_cosine(view, bead)
        change = 0.0 if here is None or there is None else there - here
        expected = change if name.startswith("add") else -change
        clipped = max(expected, 0) if name.startswith("add") else min(expected, 0)
        assert table[f"edge.{name}"][k] == pytest.approx(expected, abs=1e-6), name
        assert table[f"edge.{name}-clipped"][k] == pytest.approx(clipped, abs=1e-6), name


@pytest.mark.parametrize("k", WITH_TEXT)
def test_lengths_are_compared_by_the_ratio_of_the_documents(
    view: PairView, table: Table, k: int
) -> None:
    i, j, a, b = BEADS[k]
    lengths = view.source.surface.lengths, view.target.surface.lengths
    source, target = lengths[0][i : i + a].sum() * view.ratio, lengths[1][j : j + b].sum()
    deviation = (target - source) / sqrt(target + source + 1)
    log_ratio = log((target + 3) / (source + 3))
    expected = {
        "deviation": deviation,
        "deviation-size": abs(deviation),
        "deviation-square": min(deviation**2, 100.0),
        "log-ratio": abs(log_ratio),
        "log-ratio-square": log_ratio**2,
    }
    for name, value in expected.items():
        assert table[f"length.{name}"][k] == pytest.approx(value, rel=1e-5, abs=1e-6), name


def test_the_ratio_is_that_of_segments_that_correspond(texts_of_random_vectors: Texts) -> None:
    """Five segments have the same vectors on both sides, and one is ten times too long."""
    short, long = ["一二三四五"] * 5, ["one two three four five"] * 5
    source = texts_of_random_vectors(short, "zh", 3)
    view = view_of(source, texts_of_random_vectors(long, "en", 3))
    assert view.ratio == pytest.approx((5 * 19 + 1) / (5 * 15 + 1))
    apart = view_of(source, texts_of_random_vectors([*long[:4], long[0] * 10], "en", 4))
    assert apart.ratio != pytest.approx(view.ratio)


def test_few_segments_tell_the_ratio_as_a_whole(texts_of_random_vectors: Texts) -> None:
    source = texts_of_random_vectors(["一二三"], "zh", 3)
    view = view_of(source, texts_of_random_vectors(["one", "two"], "en", 3))
    assert view.ratio == pytest.approx((6 + 1) / (9 + 1))


def bead_number(i: int, j: int, a: int, b: int) -> int:
    return BEADS.index((i, j, a, b))


def test_marks_are_compared(table: Table) -> None:
    both_stop = bead_number(0, 0, 1, 1)
    assert table["mark.end-equal-stop"][both_stop] == 1
    assert table["mark.end-unequal-stop"][both_stop] == 0
    question_and_stop = bead_number(1, 1, 1, 1)
    assert table["mark.end-unequal-question"][question_and_stop] == 1
    assert table["mark.end-unequal-target-stop"][question_and_stop] == 1
    assert table["mark.end-equal-question"][question_and_stop] == 0
    assert table["mark.count-question"][question_and_stop] == 1
    both_question = bead_number(1, 1, 1, 2)
    assert table["mark.end-equal-question"][both_question] == 1
    assert table["mark.count-question"][both_question] == 0
    quotes = bead_number(3, 3, 1, 1)
    assert table["mark.opening-both"][quotes] == table["mark.closing-both"][quotes] == 1
    assert table["mark.count-bracket"][quotes] == 2
    assert table["mark.opening-unequal"][bead_number(2, 3, 1, 1)] == 1
    assert table["mark.end-equal-colon"][bead_number(4, 4, 1, 1)] == 1


def test_shared_keys_are_found_where_they_are_and_missed_where_they_are_not(table: Table) -> None:
    right = bead_number(0, 0, 1, 1)
    for side, wrong in (("source", (0, 2, 1, 1)), ("target", (2, 0, 1, 1))):
        found, missing = table[f"key.{side}-found"], table[f"key.{side}-missing"]
        elsewhere = bead_number(*wrong)
        assert found[right] > 0
        assert found[elsewhere] == 0
        assert missing[elsewhere] == pytest.approx(found[right] + missing[right], abs=1e-5)
        assert table[f"key.{side}-found-root"][right] == pytest.approx(sqrt(found[right]))
        assert table[f"key.{side}-share"][right] > table[f"key.{side}-share"][elsewhere] == 0
    # 3 stands in segments 1 and 1, 12 in 5 and 4.
    assert table["key.source-found"][bead_number(1, 1, 1, 1)] > 0
    assert table["key.source-add-last"][bead_number(5, 3, 1, 1)] > 0
    assert table["key.source-drop-last"][bead_number(5, 3, 1, 2)] > 0
    assert table["key.source-drop-first"][bead_number(5, 3, 1, 2)] == 0


def test_null_lengths_are_those_of_the_segment(view: PairView, table: Table) -> None:
    source = view.source.surface.lengths * view.ratio
    for k in NULLS:
        i, j, a, _ = BEADS[k]
        length = float(source[i] if a else view.target.surface.lengths[j])
        assert table["null-length.root"][k] == pytest.approx(sqrt(length), rel=1e-5)
        assert table["null-length.short"][k] == pytest.approx(exp(-length / 20), rel=1e-4)


def plain_background(run: "NDArray[np.float32]", opposite: SideView) -> float:
    """Mean of the four best cosines with the runs of up to three segments opposite.

    In so short a text all are near.  Runs past the end count as centring left them.
    """
    cosines = sorted((opposite.runs[:3].reshape(-1, len(run)) @ run).tolist())
    return float(np.mean(cosines[-4:]))


@pytest.mark.parametrize("k", WITH_TEXT)
def test_the_margin_is_the_cosine_above_the_backgrounds(
    view: PairView, table: Table, k: int
) -> None:
    i, j, a, b = BEADS[k]
    backgrounds = (
        plain_background(view.source.runs[a - 1, i], view.target),
        plain_background(view.target.runs[b - 1, j], view.source),
    )
    margin = (plain_cosine(view, BEADS[k]) or 0.0) - sum(backgrounds) / 2
    assert table["margin.raw"][k] == pytest.approx(margin, abs=1e-5)
    assert table["margin.sized"][k] == pytest.approx(margin * (a + b) / 2, abs=1e-5)


def belief(match: ClauseMatch, unit: int, first: int, size: int) -> float:
    return float(match.in_run(np.array([unit]), np.array([first]), np.array([size]))[0])


def test_beliefs_of_a_run_are_sums_over_its_clauses(view: PairView, table: Table) -> None:
    for side, match in zip(("source", "target"), view.clause_matches, strict=True):
        offsets = match.windows.unit_offsets
        for k in WITH_TEXT:
            i, j, a, b = BEADS[k]
            own, other = ((i, a), (j, b)) if side == "source" else ((j, b), (i, a))
            clauses = np.arange(offsets[own[0]], offsets[sum(own)])

            inside = [belief(match, unit, *other) for unit in clauses]
            expected = {
                "inside": sum(inside),
                "outside": len(inside) - sum(inside),
                "share": sum(inside) / len(inside),
                "log": sum(log(value + 0.02) for value in inside),
                "worst": min(inside),
                "before": sum(belief(match, unit, other[0] - 1, 1) for unit in clauses),
                "behind": sum(belief(match, unit, sum(other), 1) for unit in clauses),
                "first-inside": inside[0],
                "last-inside": inside[-1],
                "first-before": belief(match, clauses[0], other[0] - 1, 1),
                "last-behind": belief(match, clauses[-1], sum(other), 1),
            }
            for name, value in expected.items():
                found = table[f"clause.{side}-{name}"][k]
                assert found == pytest.approx(value, abs=1e-5), (side, name)


def mirrored(name: str) -> str:
    """The name of the same feature for the other side."""
    return name.replace("source", "\0").replace("target", "source").replace("\0", "target")


@pytest.mark.parametrize("group", ["cosine", "margin", "edge", "key", "context", "clause", "null"])
def test_swapped_sides_give_the_mirrored_features(
    texts_of_random_vectors: Texts, table: Table, group: str
) -> None:
    source = texts_of_random_vectors(SOURCE, "zh", 1)
    view = view_of(texts_of_random_vectors(TARGET, "en", 2), source)
    columns = (
        view.lattice.target_start,
        view.lattice.source_start,
        view.lattice.target_size,
        view.lattice.source_size,
    )
    here = {bead: k for k, bead in enumerate(zip(*map(np.ndarray.tolist, columns), strict=True))}
    order = [here[bead] for bead in BEADS]
    for name, values in table_of(view, (group,)).items():
        if not name.startswith("is."):
            np.testing.assert_allclose(
                values[order], table[mirrored(name)], atol=1e-5, err_msg=name
            )


def test_vectors_are_centred_on_what_they_share() -> None:
    random = np.random.default_rng(1)
    vectors = random.normal(size=(200, 8)).astype(np.float32) + 1
    found = CentredVectors.of(vectors, vectors)[:]
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-5)
    np.testing.assert_allclose(found.mean(axis=0), 0.0, atol=0.1)


def emptied(text: EncodedText) -> EncodedText:
    """The same text with vectors of zeros."""
    vectors = text.vectors
    zeros = {
        name: np.zeros_like(getattr(vectors, name))
        for name in ("runs", "clauses", "clauses_in_context")
    }
    return replace(text, vectors=replace(vectors, **zeros))


@pytest.mark.parametrize("zero", [False, True])
@pytest.mark.parametrize(
    ("source", "target"),
    [
        (["一"], ["One"]),
        ([""], [""]),
        (["专利"], [*TARGET, *TARGET]),
        ([*SOURCE, *SOURCE, *SOURCE], ["Patents"]),
        (["", "", "。"], ["", " ", "..."]),
        (["同样的话。"] * 9, ["The same words."] * 8),
        (["5"] * 3, ["5 5 5", "5"]),
    ],
)
def test_features_of_odd_documents_are_finite(
    texts_of_random_vectors: Texts,
    source: list[str],
    target: list[str],
    zero: bool,  # noqa: FBT001
) -> None:
    texts = texts_of_random_vectors(source, "zh", 3), texts_of_random_vectors(target, "en", 4)
    if zero:
        texts = emptied(texts[0]), emptied(texts[1])
    matrix = feature_matrix(view_of(*texts), ALL_GROUPS, KINDS)
    assert matrix.dtype == np.float32
    assert np.isfinite(matrix).all()


def test_tokens_that_nobody_has_are_unknown_not_missing(view: PairView) -> None:
    matrix = feature_matrix(view, TOKEN_GROUPS, KINDS)
    of_tokens = matrix[:, len(KINDS) :]
    names = feature_names(TOKEN_GROUPS, KINDS)[len(KINDS) :]
    of_nulls = np.array([name.startswith("null-") for name in names])
    assert np.isnan(of_tokens[WITH_TEXT][:, ~of_nulls]).all()
    assert (of_tokens[NULLS][:, ~of_nulls] == 0).all()
