"""Scorers and weights files."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.core import Weights, load_weights, save_weights
from aligner.core.features import PRUNING_GROUPS, feature_names
from aligner.core.scoring import Network, Scorer, Trees
from aligner.errors import FormatError
from aligner.parts import DEFAULT_WEIGHTS

SEEDS = st.integers(0, 2**32 - 1)


def random_network(n_features: int, n_hidden: int, random: np.random.Generator) -> Network:
    shapes = ((n_features,), (n_features, n_hidden), (n_hidden,), (n_hidden,))
    return Network(*(random.normal(size=shape) for shape in shapes))


@given(SEEDS, st.integers(1, 6), st.integers(0, 4), st.integers(1, 3))
def test_scores_are_the_mean_of_those_of_the_networks(
    seed: int, n_features: int, n_hidden: int, n_networks: int
) -> None:
    random = np.random.default_rng(seed)
    networks = [random_network(n_features, n_hidden, random) for _ in range(n_networks)]
    names = tuple(f"feature {k}" for k in range(n_features))
    mean, spread = random.normal(size=n_features), random.random(n_features) + 0.5
    features = random.normal(scale=3.0, size=(7, n_features)).astype(np.float32)
    found = Scorer(names, mean, spread, tuple(networks)).scores(features)
    for bead, score in zip(features, found, strict=True):
        scaled = np.clip((bead - mean) / spread, -5, 5)
        scores = [
            scaled @ network.linear
            + np.tanh(scaled @ network.hidden + network.bias) @ network.output
            for network in networks
        ]
        assert score == pytest.approx(np.mean(scores), abs=1e-3)


@given(SEEDS, st.integers(1, 4), st.integers(1, 5), st.integers(1, 200))
def test_trees_sum_the_leaves_that_their_limits_lead_to(
    seed: int, depth: int, n_trees: int, n_beads: int
) -> None:
    random = np.random.default_rng(seed)
    trees = Trees(
        random.integers(0, 3, size=(n_trees, depth)),
        # Far from the values, so that nothing is on a ramp.
        random.integers(-2, 2, size=(n_trees, depth)).astype(np.float32) + np.float32(0.5),
        random.normal(size=(n_trees, 1 << depth)).astype(np.float32),
    )
    scaled = random.integers(-3, 4, size=(n_beads, 3)).astype(np.float32)
    for bead, score in zip(scaled, trees.scores(scaled), strict=True):
        leaves = [
            sum(1 << d for d in range(depth) if bead[features[d]] > limits[d])
            for features, limits in zip(trees.features, trees.limits, strict=True)
        ]
        expected = sum(float(own[leaf]) for own, leaf in zip(trees.values, leaves, strict=True))
        assert score == pytest.approx(expected, abs=1e-4)


def test_a_tree_changes_from_leaf_to_leaf_without_a_jump() -> None:
    trees = Trees(np.array([[0]]), np.array([[1.0]], np.float32), np.array([[0, 1]], np.float32))
    values = np.linspace(0.98, 1.02, 401, dtype=np.float32)[:, None]
    scores = trees.scores(values)
    assert scores[0] == 0
    assert scores[-1] == 1
    assert 0 <= np.diff(scores).min() <= np.diff(scores).max() < 0.01


def test_a_score_is_the_same_wherever_a_bead_stands(small_weights: Weights) -> None:
    scorer = small_weights.faithful
    random = np.random.default_rng(3)
    features = random.normal(size=(300, len(scorer.names))).astype(np.float32)
    trees, scaled = scorer.trees, scorer.scaled(features)
    assert trees is not None
    alone = np.concatenate([trees.scores(scaled[k : k + 1]) for k in range(0, 300, 7)])
    assert np.array_equal(alone, trees.scores(scaled)[::7])


def test_scaling_leaves_the_features_as_they_are() -> None:
    features = np.array([[1.0, 100.0]], dtype=np.float32)
    scorer = Scorer(("a", "b"), np.zeros(2), np.full(2, 2.0), ())
    assert scorer.scaled(features).tolist() == [[0.5, 5.0]]
    assert features.tolist() == [[1.0, 100.0]]


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a text to a file of weights."""

    def write(text: str) -> Path:
        path = tmp_path / "made.json"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_weights_read_back_are_the_same_to_the_byte(
    small_weights: Weights, saved: Callable[[str], Path]
) -> None:
    text = save_weights(small_weights)
    read = load_weights(str(saved(text)))
    assert save_weights(read) == text
    assert read.digest() == small_weights.digest()
    assert (read.name, read.encoder, read.kinds) == ("small.v1", "random.v1", small_weights.kinds)
    assert read.max_run == small_weights.max_run == 4


def test_weights_read_back_give_the_same_scores(
    small_weights: Weights, saved: Callable[[str], Path]
) -> None:
    read = load_weights(str(saved(save_weights(small_weights))))
    random = np.random.default_rng(1)
    for name in ("pruning", "faithful", "abridged"):
        mine, its = getattr(small_weights, name), getattr(read, name)
        noise = random.normal(size=(50, len(mine.names)))
        features = (mine.mean + noise * mine.spread).astype(np.float32)
        np.testing.assert_allclose(its.scores(features), mine.scores(features), atol=1e-2)


def test_weights_of_the_version_before_trees_are_read(saved: Callable[[str], Path]) -> None:
    data = json.loads(save_weights(load_weights("mixed.v2")))
    assert data.pop("format") == "aligner-weights-3"
    read = load_weights(str(saved(json.dumps({"format": "aligner-weights-2", **data}))))
    assert read.faithful.trees is None
    assert read.digest() == load_weights("mixed.v2").digest()


def test_the_digest_is_that_of_everything_that_can_change_a_result(small_weights: Weights) -> None:
    digest = small_weights.digest()
    assert replace(small_weights, name="other.v1", header={}).digest() == digest
    assert replace(small_weights, encoder="other.v1").digest() != digest
    for name in ("pruning", "faithful", "abridged"):
        scorer = getattr(small_weights, name)
        for changed in (
            replace(scorer, mean=scorer.mean + 1),
            replace(scorer, spread=scorer.spread * 2),
            replace(scorer, networks=scorer.networks * 2),
        ):
            other: Weights = replace(small_weights, **{name: changed})
            assert other.digest() != digest
    without = replace(small_weights.faithful, trees=None)
    assert replace(small_weights, faithful=without).digest() != digest


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "5", '"weights"', "null", '{"format": "other"}', "\x00", '{"format": null}'],
)
def test_a_file_that_is_no_weights_is_named(text: str, saved: Callable[[str], Path]) -> None:
    with pytest.raises(FormatError, match=r"made\.json"):
        load_weights(str(saved(text)))


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FormatError, match=r"odd\.json"):
        load_weights(str(path))


def test_weights_of_another_version_are_said_to_be_so(
    small_weights: Weights, saved: Callable[[str], Path]
) -> None:
    data = json.loads(save_weights(small_weights)) | {"format": "aligner-weights-1"}
    with pytest.raises(FormatError) as raised:
        load_weights(str(saved(json.dumps(data))))
    assert re.search(r"made\.json: weights of another version \(.*-1\)", str(raised.value))
    assert "not a file of weights" not in str(raised.value)


Data = dict[str, dict[str, dict[str, list[object]]]]


def with_a_short_row(data: Data) -> None:
    data["faithful"]["features"]["cosine.raw"].pop()


def with_an_empty_row(data: Data) -> None:
    data["sieve"]["features"]["cosine.raw"].clear()


def with_a_word_for_a_number(data: Data) -> None:
    data["abridged"]["features"]["cosine.raw"][0] = "much"


def with_a_feature_less(data: Data) -> None:
    del data["abridged"]["features"]["cosine.raw"]


def with_a_feature_less_in_pruning(data: Data) -> None:
    del data["sieve"]["features"]["cosine.raw"]


def without_networks(data: dict[str, dict[str, list[object]]]) -> None:
    data["faithful"]["units"] = []


def with_an_unknown_group(data: dict[str, list[str]]) -> None:
    data["groups"] = ["kind", "telepathy"]


def with_other_kinds(data: dict[str, int]) -> None:
    data["max_list"] = 5


def without_an_encoder(data: dict[str, str]) -> None:
    del data["encoder"]


def with_numbers_as_texts(data: Data) -> None:
    row = data["faithful"]["features"]["cosine.raw"]
    row[0], row[1] = str(row[0]), str(row[1])


def with_a_number_that_is_none(data: Data) -> None:
    data["faithful"]["features"]["cosine.raw"][0] = float("nan")


def with_an_endless_number(data: Data) -> None:
    data["faithful"]["features"]["cosine.raw"][0] = 10**400


def without_spread(data: Data) -> None:
    data["faithful"]["features"]["cosine.raw"][1] = 0


def with_a_unit_less(data: dict[str, dict[str, list[list[list[float]]]]]) -> None:
    data["faithful"]["units"][0][1].pop()


Forest = dict[str, dict[str, list[list[list[float]]]]]


def without_trees(data: Forest) -> None:
    data["faithful"]["trees"] = []


def with_a_level_less(data: Forest) -> None:
    data["faithful"]["trees"][0][0].pop()


def with_leaves_of_another_depth(data: Forest) -> None:
    for tree in data["faithful"]["trees"]:
        tree[2] += tree[2]


def with_a_limit_that_is_none(data: Forest) -> None:
    data["faithful"]["trees"][0][1][0] = float("inf")


def with_a_question_about_nothing(data: Forest) -> None:
    data["faithful"]["trees"][0][0][0] = 10**6


def with_half_a_question(data: Forest) -> None:
    data["faithful"]["trees"][0][0][0] = 0.5


def with_trees_without_end(data: Forest) -> None:
    data["faithful"]["trees"] *= 5000


def with_beads_without_end(data: dict[str, object]) -> None:
    data["max_side"] = 10**12


def with_beads_of_infinite_size(data: dict[str, object]) -> None:
    data["max_total"] = 1e308


def with_beads_of_less_than_nothing(data: dict[str, object]) -> None:
    data["max_side"] = -1


@pytest.mark.parametrize(
    "damage",
    [
        with_numbers_as_texts,
        with_a_number_that_is_none,
        with_an_endless_number,
        without_spread,
        with_a_unit_less,
        without_trees,
        with_a_level_less,
        with_leaves_of_another_depth,
        with_a_limit_that_is_none,
        with_a_question_about_nothing,
        with_half_a_question,
        with_trees_without_end,
        with_beads_without_end,
        with_beads_of_infinite_size,
        with_beads_of_less_than_nothing,
        without_networks,
        with_a_short_row,
        with_an_empty_row,
        with_a_word_for_a_number,
        with_a_feature_less,
        with_a_feature_less_in_pruning,
        with_an_unknown_group,
        with_other_kinds,
        without_an_encoder,
    ],
    ids=lambda damage: damage.__name__,
)
def test_damaged_weights_are_refused_by_the_name_of_the_file(
    damage: Callable[[dict[str, object]], None],
    small_weights: Weights,
    saved: Callable[[str], Path],
) -> None:
    data = json.loads(save_weights(small_weights))
    damage(data)
    with pytest.raises(FormatError, match=r"made\.json"):
        load_weights(str(saved(json.dumps(data))))


@pytest.mark.parametrize("bounds", [(10**12, 8, 10), (6, 10**9, 10), (6, 8, 3000), (0, 8, 10)])
def test_kinds_of_beads_without_end_are_refused_before_they_are_listed(
    small_weights: Weights, bounds: tuple[int, int, int]
) -> None:
    max_side, max_total, max_list = bounds
    with pytest.raises(FormatError, match="known are 1 to"):
        replace(small_weights, max_side=max_side, max_total=max_total, max_list=max_list)


def test_deep_and_endless_files_are_refused(saved: Callable[[str], Path], tmp_path: Path) -> None:
    for text in ("[" * 100_000, '{"a":' * 100_000, "1" * 5000):
        with pytest.raises(FormatError, match=r"made\.json"):
            load_weights(str(saved(text)))
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FormatError, match="this is a pipe"):
        load_weights(str(tmp_path / "pipe"))


def test_unknown_feature_groups_are_named(small_weights: Weights) -> None:
    with pytest.raises(FormatError, match="telepathy"):
        replace(small_weights, groups=("kind", "telepathy"))


def test_missing_weights_are_answered_with_the_shipped_ones() -> None:
    with pytest.raises(FormatError, match=r"mixed\.v\d"):
        load_weights("no-such-weights")


def test_the_pruning_looks_at_few_features(small_weights: Weights) -> None:
    assert small_weights.pruning.names == feature_names(PRUNING_GROUPS, small_weights.kinds)
    assert all(network.bias.size == 0 for network in small_weights.pruning.networks)


@pytest.mark.parametrize("name", ["moved", "mixed.v999"])
def test_the_names_offered_in_place_of_an_unknown_one_are_those_of_weights(name: str) -> None:
    with pytest.raises(FormatError) as refused:
        load_weights(name)
    names = str(refused.value).rpartition("one of: ")[2].split(", ")
    assert DEFAULT_WEIGHTS in names
    assert all(load_weights(known).name == known for known in names)
