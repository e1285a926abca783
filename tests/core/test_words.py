"""Words of both sides: rendered opposite or not, in either direction, and unknown elsewhere."""

import numpy as np
import pytest

from aligner.core.features import feature_matrix, feature_names
from aligner.core.lattice import Lattice, bead_kinds
from aligner.core.view import PairView, SideView
from aligner.core.words import SegmentWords, are_comparable, word_cover
from aligner.encoders import load_encoder
from aligner.lexicon import shipped_table
from aligner.values import EncodedText

CHINESE = ("专利申请量增长。", "主席感谢各位代表。", "会议在北京举行。")
ENGLISH = (
    "The number of patent applications grew.",
    "The chairman thanked the delegates.",
    "The meeting was held in Beijing.",
)
KINDS = bead_kinds(2, 3, 2)
GROUPS = ("word", "null-word")


def whole(n_own: int, n_other: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    """Windows that hold all segments opposite."""
    return np.tile(np.array([0, n_other]), (n_own, 1))


def view(source: tuple[str, ...], target: tuple[str, ...], *languages: str) -> PairView:
    encoder = load_encoder("use.v1")
    texts = zip((source, target), languages, strict=True)
    sides = [
        SideView.of(
            EncodedText(lines, language, encoder.encode_spans(lines, language=language, max_run=2))
        )
        for lines, language in texts
    ]
    source_side, target_side = sides
    return PairView(source_side, target_side, Lattice.full(len(source), len(target), KINDS))


def test_each_distinct_word_of_a_segment_is_a_unit() -> None:
    words = SegmentWords.of(["patent, patents and a patent", "", "an office"], "en-GB")
    counts = np.diff(words.offsets).tolist()
    assert (words.language, counts[1], counts[0] < 4, counts[2]) == ("en", 0, True, 1)


@pytest.mark.parametrize("turned", [False, True])
def test_words_are_found_in_the_segment_that_translates_theirs(turned: bool) -> None:  # noqa: FBT001
    sides = SegmentWords.of(CHINESE, "zh"), SegmentWords.of(ENGLISH, "en")
    own, other = reversed(sides) if turned else sides
    cover = word_cover(own, other, whole(3, 3), shipped_table())
    units = np.arange(len(own.units))
    for segment in range(3):
        held = cover.windows.segment[units] == segment
        found = [
            cover.windows.at(cover.values, units[held], np.full(held.sum(), j)).sum()
            for j in range(3)
        ]
        assert int(np.argmax(found)) == segment
        assert max(found) <= cover.mass[segment] + 1e-9


def test_a_cover_does_not_depend_on_what_is_looked_at_at_once() -> None:
    own, other = SegmentWords.of(CHINESE * 20, "zh"), SegmentWords.of(ENGLISH * 20, "en")
    long = word_cover(own, other, whole(60, 60), shipped_table())
    short = word_cover(
        SegmentWords.of(CHINESE, "zh"), SegmentWords.of(ENGLISH, "en"), whole(3, 3), shipped_table()
    )
    assert long.highest()[-5:] == pytest.approx(short.highest()[-5:])


def test_traditional_text_has_the_words_of_simplified_text() -> None:
    assert (
        SegmentWords.of(["專利申請"], "zh-Hant").vocabulary
        == SegmentWords.of(["专利申请"], "zh-Hans").vocabulary
    )


def test_of_other_languages_nothing_is_known() -> None:
    german = SegmentWords.of(["Der Antrag"], "de")
    assert not are_comparable(german, SegmentWords.of(["the request"], "en"))
    features = feature_matrix(view(ENGLISH, ENGLISH, "de", "en"), GROUPS, KINDS)
    named = feature_names(GROUPS, KINDS)
    words = [index for index, name in enumerate(named) if name.startswith("word.")]
    both = ~Lattice.full(3, 3, KINDS).null
    assert np.isnan(features[both][:, words]).all()


def test_features_of_words_are_known_for_chinese_and_english() -> None:
    features = feature_matrix(view(CHINESE, ENGLISH, "zh-Hans", "en"), GROUPS, KINDS)
    assert np.isfinite(features).all()
    share = features[:, feature_names(GROUPS, KINDS).index("word.source-share")]
    lattice = Lattice.full(3, 3, KINDS)
    single = (lattice.source_size == 1) & (lattice.target_size == 1)
    right = single & (lattice.source_start == lattice.target_start)
    assert share[right].min() > share[single & ~right].max()


@pytest.mark.parametrize("turned", [False, True])
def test_the_best_rendering_counts_in_documents_of_several_blocks(turned: bool) -> None:  # noqa: FBT001
    """Units are taken in blocks of segments; every value is that of its pairs of words alone."""
    repeated = [texts * 20 for texts in (CHINESE, (*ENGLISH[1:], ""))]
    sides = SegmentWords.of(repeated[0], "zh"), SegmentWords.of(repeated[1], "en")
    own, other = reversed(sides) if turned else sides
    table = shipped_table()
    bounds = np.array([[max(0, i - 4), min(60, i + 5)] for i in range(60)])
    cover = word_cover(own, other, bounds, table)
    weights = own.inverse_frequencies(table) * own.trust(table)
    for unit in (0, 7, len(own.units) // 2, len(own.units) - 1):
        segment, word = int(cover.windows.segment[unit]), own.units[unit]
        for opposite in range(*bounds[segment]):
            theirs = other.units[other.offsets[opposite] : other.offsets[opposite + 1]]
            pairs = [(own.vocabulary[word], other.vocabulary[i]) for i in theirs]
            found = [table.weight(*(pair[::-1] if turned else pair)) for pair in pairs]
            value = cover.windows.at(cover.values, np.array([unit]), np.array([opposite]))
            assert value == pytest.approx([max(found, default=0.0) ** 0.5 * weights[word]])
