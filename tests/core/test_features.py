"""Cues, keys and covers of segments."""

from collections.abc import Sequence

import numpy as np
import pytest

from aligner.core.band import alignment_band
from aligner.core.cover import key_cover
from aligner.core.cues import END_CLASSES, read_cues
from aligner.core.features import FEATURE_GROUPS, FeatureMaker, feature_names
from aligner.core.grid import Grid
from aligner.core.keys import segment_keys
from aligner.core.lattice import BeadKind, Lattice, bead_kinds
from aligner.encoders import load_encoder
from aligner.values import EncodedText

SOURCE = (
    "2018年8月28日，陈立新会见来访的WIPO代表。",
    "双方签署了3份文件。",
    "会后，代表团参观了展厅。",
)
TARGET = (
    "On August 28, 2018, Chen Lixin met with visitors from WIPO.",
    "They signed three documents.",
    "Afterwards the delegation visited the exhibition hall.",
)
KINDS = bead_kinds(3, 4)


def encoded(texts: Sequence[str], language: str) -> EncodedText:
    vectors = load_encoder().encode_spans(texts, language=language, max_run=4)
    return EncodedText(tuple(texts), language, vectors)


@pytest.fixture(scope="module")
def grid() -> Grid:
    lattice = Lattice.full(len(SOURCE), len(TARGET), KINDS)
    return Grid.of(lattice, encoded(SOURCE, "zh"), encoded(TARGET, "en"))


@pytest.mark.parametrize(
    ("text", "language", "held"),
    [
        ("2018年共受理1,542,002件", "zh", {"#2018", "#1542002"}),
        ("三十五名代表", "zh", {"#35"}),
        ("十二月", "zh", {"#12"}),
        ("中国和WIPO签署", "zh", {"wipo"}),
        ("申长雨会见", "zh", {"^changyu"}),
        ("In December, thirty people", "en", {"#12", "#30"}),
        ("Mr. Shen Changyu's visit", "en", {"^changyu", "^shen"}),
        ("WIPO signed", "en", {"wipo"}),
    ],
)
def test_keys_are_found(text: str, language: str, held: set[str]) -> None:
    assert held <= segment_keys(text, language)


def test_a_common_word_is_not_a_name() -> None:
    assert not segment_keys("我们在一起", "zh") & segment_keys("Many women met", "en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“好。”", "stop"),
        ("Really?'", "question"),
        ("为什么？", "question"),
        ("如下：", "colon"),
        ("标题", "none"),
        ("", "none"),
        ("等等……", "ellipsis"),
    ],
)
def test_end_marks_are_read_behind_closing_quotes(text: str, expected: str) -> None:
    assert END_CLASSES[read_cues([text], "zh").end_class[0]] == expected


def test_cover_counts_what_the_counterpart_holds(grid: Grid) -> None:
    cover = key_cover(grid)
    right = cover.source_found(grid, 1, 1)[0, 0]
    wrong = cover.source_found(grid, 1, 1)[0, 2]
    assert right > 0
    assert wrong == 0
    assert right <= cover.source_mass[0] + 1e-9


def test_cosines_are_those_of_the_runs(grid: Grid) -> None:
    one = grid.cosine(BeadKind(1, 1))
    assert np.isnan(one[3]).all()
    assert np.nanargmax(one[0]) == 0
    assert np.isnan(grid.cosine(BeadKind(2, 1))[2]).all()
    assert np.isfinite(grid.cosine(BeadKind(2, 2))[1, 1])


def test_shifting_looks_at_the_neighbouring_node(grid: Grid) -> None:
    values = np.arange(16.0).reshape(4, 4)
    assert grid.shifted(values, 1, 0, outside=-1.0)[0, 0] == values[1, 0]
    assert grid.shifted(values, 0, -1, outside=-1.0)[2, 2] == values[2, 1]
    assert grid.shifted(values, 0, -1, outside=-1.0)[2, 0] == -1.0


@pytest.mark.parametrize("group", sorted(FEATURE_GROUPS))
def test_every_group_gives_finite_numbers_under_its_announced_names(grid: Grid, group: str) -> None:
    maker = FeatureMaker(grid, (group,))
    announced = feature_names((group,), KINDS)
    for kind in KINDS:
        features = maker.features(kind)
        assert set(features) <= set(announced)
        for values in features.values():
            assert values.shape == (len(SOURCE) + 1, len(TARGET) + 1)
            assert np.isfinite(values).all()


def test_a_band_follows_the_text() -> None:
    """A text against itself, long enough for halving: the band holds the diagonal."""
    generator = np.random.default_rng(3)
    vectors = generator.normal(size=(700, 16)).astype(np.float32)
    lattice = alignment_band(vectors, vectors, KINDS)
    diagonal = np.arange(701)
    assert lattice.width < 100
    assert ((lattice.low <= diagonal) & (diagonal < lattice.low + lattice.width)).all()


def test_a_band_jumps_over_a_gap() -> None:
    generator = np.random.default_rng(4)
    vectors = generator.normal(size=(700, 16)).astype(np.float32)
    target = np.concatenate([vectors[:300], vectors[340:]])
    lattice = alignment_band(vectors, target, KINDS)
    rows = np.concatenate([np.arange(300), np.arange(340, 700)])
    columns = np.arange(660)
    inside = (lattice.low[rows] <= columns) & (columns < lattice.low[rows] + lattice.width)
    assert inside.all()
