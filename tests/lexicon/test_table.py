"""Tables of word pairs: files, rows, matrices of two documents' words."""

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.lexicon import BilingualTable, TableContent, merge_tables
from aligner.lexicon.table import from_codes, to_codes

SOURCES = ["专利", "中国", "中国人", "商标", "申请"]
TARGETS = ["application", "apply", "china", "chinese", "patent"]
PAIRS = {
    ("专利", "patent"): (0.9, 0.8),
    ("中国", "china"): (0.6, 0.9),
    ("中国", "chinese"): (0.3, 0.5),
    ("中国人", "chinese"): (0.5, 0.1),
    ("申请", "application"): (0.5, 0.7),
    ("申请", "apply"): (0.2, 0.6),
    ("申请", "patent"): (0.02, 0.01),
}


def small_table() -> BilingualTable:
    rows = [[t for t in TARGETS if (s, t) in PAIRS] for s in SOURCES]
    values = np.array([PAIRS[s, t] for s, row in zip(SOURCES, rows, strict=True) for t in row])
    content = TableContent(
        SOURCES,
        TARGETS,
        np.array([2.0, 1.0, 4.0, 3.0, 1.5]),
        np.array([2.0, 4.0, 1.0, 1.5, 2.0]),
        np.cumsum([0, *map(len, rows)]),
        np.array([TARGETS.index(t) for row in rows for t in row]),
        values[:, 0],
        values[:, 1],
    )
    return BilingualTable(np.frombuffer(content.to_bytes({"name": "small"}), np.uint8))


def test_a_row_holds_the_geometric_means_of_both_directions() -> None:
    table = small_table()
    assert table.row("中国") == pytest.approx(
        {"china": (0.6 * 0.9) ** 0.5, "chinese": (0.3 * 0.5) ** 0.5}, rel=0.03
    )
    assert table.row("商标") == {}
    assert table.probabilities("申请")["apply"] == pytest.approx((0.2, 0.6), rel=0.03)
    assert table.probabilities("发明") == {}


def test_a_word_that_is_not_held_has_the_weights_of_its_parts() -> None:
    table = small_table()
    assert table.row("专利申请") == pytest.approx(
        {"patent": 0.7 * 0.72**0.5, "application": 0.7 * 0.35**0.5, "apply": 0.7 * 0.12**0.5},
        rel=0.03,
    )


def test_words_written_alike_belong_together() -> None:
    table = small_table()
    assert table.weight("2021", "2021") == 1.0
    assert table.submatrix(["2021"], ["2020", "2021"]).dense().tolist() == [[0.0, 1.0]]


words = st.lists(
    st.sampled_from([*SOURCES, "专利申请", "商标人", "2021", "wipo", "的"]), unique=True, max_size=8
)
other_words = st.lists(st.sampled_from([*TARGETS, "2021", "wipo", "of"]), unique=True, max_size=8)


@given(words, other_words)
def test_the_matrix_of_two_documents_holds_the_weights_of_all_pairs(
    sources: list[str], targets: list[str]
) -> None:
    table = small_table()
    weights = table.submatrix(sources, targets)
    expected = [[table.weight(s, t) for t in targets] for s in sources]
    assert weights.dense() == pytest.approx(np.array(expected).reshape(weights.shape))
    assert np.array_equal(weights.transposed().dense(), weights.dense().T)
    for i in range(len(sources)):
        row = weights.indices[weights.indptr[i] : weights.indptr[i + 1]]
        assert sorted(set(row.tolist())) == row.tolist()


def test_frequencies_of_unknown_words_are_the_rarest() -> None:
    table = small_table()
    assert table.source_idf(["申请", "海关"]).tolist() == [1.5, 4.0]
    assert table.target_idf(["china", "customs"]).tolist() == [1.0, 4.0]


@given(st.floats(0, 1))
def test_probabilities_keep_three_percent(value: float) -> None:
    kept = from_codes(to_codes(np.array([value])))[0]
    assert kept == pytest.approx(value, rel=0.03, abs=1e-3)


def test_a_file_is_read_in_place(tmp_path: Path) -> None:
    path = tmp_path / "table.bin"
    path.write_bytes(small_table()._data.tobytes())
    table = BilingualTable.read(path)
    assert table.header["name"] == "small"
    assert list(table.sources) == SOURCES
    assert table.digest == small_table().digest


@pytest.mark.parametrize("content", [b"", b"{}\n", b"PK", small_table()._data.tobytes()[:-9]])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "table.bin"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"table\.bin"):
        BilingualTable.read(path)


def test_content_that_does_not_fit_is_refused() -> None:
    one, places = np.ones(1), np.zeros(1, np.int64)
    with pytest.raises(InputError, match="sorted"):
        TableContent(["b", "a"], ["x"], np.ones(2), one, np.array([0, 1, 1]), places, one, one)
    with pytest.raises(InputError, match="fit"):
        TableContent(["a"], ["x"], one, one, np.array([0, 2]), places, one, one)


def one_pair_table(source: str, target: str, probability: float) -> BilingualTable:
    one = np.array([probability])
    places = np.array([0, 1]), np.array([0])
    content = TableContent([source], [target], 2 * one, 3 * one, *places, one, one)
    return BilingualTable(np.frombuffer(content.to_bytes({}), np.uint8))


def test_tables_are_merged_where_both_know_a_word_and_joined_where_one_does() -> None:
    own = one_pair_table("专利", "monopoly", 0.8)
    merged = merge_tables(own, small_table(), share=0.75)
    table = BilingualTable(np.frombuffer(merged.to_bytes({}), np.uint8))
    assert list(table.sources) == SOURCES
    assert list(table.targets) == sorted([*TARGETS, "monopoly"])
    # The Chinese word is known to both, the English ones to one of them.
    assert table.probabilities("专利")["monopoly"] == pytest.approx((0.75 * 0.8, 0.8), rel=0.03)
    assert table.probabilities("专利")["patent"] == pytest.approx((0.25 * 0.9, 0.8), rel=0.03)
    assert table.row("中国") == small_table().row("中国")
    assert table.source_idf(["专利"]).tolist() == pytest.approx([0.75 * 1.6 + 0.25 * 2], rel=0.01)


def test_a_table_merged_with_itself_is_itself() -> None:
    table = small_table()
    assert merge_tables(table, table).to_bytes({}) == table.content().to_bytes({})


@pytest.mark.timeout(60)
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="this is a pipe"):
        BilingualTable.read(tmp_path / "pipe")
