"""Scores of ladders and pairs, against figures worked out by hand."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import ConfigError, FormatError
from aligner.evaluation import (
    GoldBead,
    ladder_lines,
    read_ladder,
    read_pairs,
    score_alignments,
    score_pairs,
    to_alignment,
)
from aligner.evaluation.calibration import judged_beads
from aligner.values import Alignment, Bead, MovedLink


def beads(*pairs: tuple[Sequence[int], Sequence[int]]) -> tuple[GoldBead, ...]:
    return tuple(GoldBead(tuple(source), tuple(target)) for source, target in pairs)


GOLD = beads(([0], [0]), ([1], [1, 2]), ([2, 3], [3]), ([4], []))


def test_counts_follow_the_published_scorer() -> None:
    """Null beads proposed cost precision; gold null beads are not asked of recall."""
    automatic = beads(([0], [0]), ([1], [1]), ([], [2]), ([2, 3], [3]), ([4], []))
    score = score_alignments([(GOLD, automatic)])
    assert (score.strict_precision.right, score.strict_precision.total) == (3, 5)
    assert (score.strict_recall.right, score.strict_recall.total) == (2, 3)
    assert (score.lax_precision.right, score.lax_precision.total) == (4, 5)
    assert (score.lax_recall.right, score.lax_recall.total) == (3, 3)
    assert score.strict_f1 == pytest.approx(2 * 0.6 * (2 / 3) / (0.6 + 2 / 3))


def test_counts_of_documents_add_up() -> None:
    score = score_alignments([(GOLD, GOLD), (GOLD, beads(([9], [9])))])
    assert score.strict_precision.share == pytest.approx(4 / 5)
    assert score.strict_recall.share == pytest.approx(3 / 6)


def test_nothing_right_is_zero_and_no_documents_an_error() -> None:
    assert score_alignments([(GOLD, ())]).strict_f1 == 0.0
    with pytest.raises(ConfigError):
        score_alignments([])


Case = tuple[tuple[GoldBead, ...], int, int]


@st.composite
def ladders(draw: st.DrawFn) -> Case:
    """Random monotone beads that cover both sides."""
    steps = draw(st.lists(st.sampled_from([(1, 1), (1, 2), (2, 1), (1, 0), (0, 1)]), max_size=12))
    i = j = 0
    made = []
    for a, b in steps:
        made.append(GoldBead(tuple(range(i, i + a)), tuple(range(j, j + b))))
        i, j = i + a, j + b
    return tuple(made), i, j


@given(ladders())
def test_a_ladder_reads_back(tmp_path_factory: pytest.TempPathFactory, case: Case) -> None:
    made, n, m = case
    alignment = to_alignment(made, n, m)
    path = tmp_path_factory.mktemp("ladder") / "a.gold"
    path.write_text("\n".join(ladder_lines(alignment)) + "\n", encoding="utf-8")
    assert read_ladder(path) == made


@given(ladders())
def test_gold_scores_itself_perfectly(case: Case) -> None:
    made, n, m = case
    if any(bead.source and bead.target for bead in made):
        score = score_alignments([(made, to_alignment(made, n, m))])
        assert score.strict_f1 == score.lax_f1 == 1.0


def test_other_spellings_of_a_ladder_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.gold"
    path.write_text("﻿[0,1]:[0]\n\n [2]:[1, 2]:0.31 \n[]:[3]\n", encoding="utf-8")
    assert read_ladder(path) == beads(([0, 1], [0]), ([2], [1, 2]), ([], [3]))


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.gold"
    path.write_text("[0]:[0]\n[1]-[1]\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"a\.gold:2"):
        read_ladder(path)


def test_segments_that_gold_leaves_out_become_null_beads() -> None:
    alignment = to_alignment(beads(([1], [0])), 3, 2)
    assert [bead.kind for bead in alignment] == ["1-0", "1-1", "1-0", "0-1"]


@pytest.mark.parametrize(
    "ladder",
    [
        beads(([0, 2], [0]), ([1], [1])),
        beads(([2], [0]), ([0], [1]), ([1], [7])),
        beads(([0], [0]), ([0], [1])),
        beads(([7], [0])),
        beads(([0, 10**9], [0])),
    ],
)
def test_ladders_that_are_no_alignment_are_refused(ladder: tuple[GoldBead, ...]) -> None:
    with pytest.raises(FormatError):
        to_alignment(ladder, 3, 2)


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "1.5", "१"])
def test_what_numbers_no_segment_is_no_bead(tmp_path: Path, number: str) -> None:
    (tmp_path / "a").write_text(f"[0]:[{number}]\n", encoding="utf-8")
    with pytest.raises(FormatError, match="a:1: not a bead"):
        read_ladder(tmp_path / "a")


def test_gold_that_crosses_is_a_ladder_with_moved_links() -> None:
    gold = beads(([0], [0]), ([1], [4]), ([2], [1, 2]), ([3], [3]))
    alignment = to_alignment(gold, 4, 5)
    assert [bead.span for bead in alignment if not bead.is_null] == [
        (0, 1, 0, 1),
        (2, 3, 1, 3),
        (3, 4, 3, 4),
    ]
    assert [link.bead.span for link in alignment.moved] == [(1, 2, 4, 5)]
    score = score_alignments([(gold, alignment)])
    assert (score.strict_recall.share, score.lax_recall.share) == (1.0, 1.0)


def test_a_gap_inside_a_gold_bead_is_filled() -> None:
    assert [bead.kind for bead in to_alignment(beads(([0, 2], [0])), 3, 1)] == ["3-1"]


def test_moved_text_stands_last_in_a_ladder_file(tmp_path: Path) -> None:
    moved = MovedLink(1, 2, 3, 4, 0.93)
    lines = list(ladder_lines([Bead(0, 1, 0, 1)], [moved]))
    assert lines == ["[0]:[0]:1.000", "[1]:[3]:0.930:moved"]
    (tmp_path / "a").write_text("\n".join(lines), encoding="utf-8")
    assert read_ladder(tmp_path / "a") == beads(([0], [0]), ([1], [3]))


def test_pairs_are_scored() -> None:
    score = score_pairs([("a", "x"), ("b", "y")], [("a", "x"), ("c", "z")])
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)
    assert score_pairs([], []).f1 == 0.0


def test_pairs_files_name_their_faults(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("source\ttarget\tkind\na\tx\tt\n", encoding="utf-8")
    assert read_pairs(path) == (("a", "x"),)
    path.write_text("source\ttarget\na\tx\nb\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"pairs\.tsv:3"):
        read_pairs(path)
    path.write_text("a\tx\n", encoding="utf-8")
    with pytest.raises(FormatError, match="columns"):
        read_pairs(path)


def test_a_null_bead_is_right_wherever_among_the_segments_opposite_it_stands() -> None:
    gold = Alignment((Bead(0, 1, 0, 0), Bead(1, 1, 0, 1), Bead(1, 2, 1, 2)), 2, 2)
    found = Alignment((Bead(0, 0, 0, 1, 0.8), Bead(0, 1, 1, 1, 0.7), Bead(1, 2, 1, 2, 0.9)), 2, 2)
    assert [judged.right for judged in judged_beads([(gold, found)])] == [True, True, True]
    wrong = Alignment((Bead(0, 1, 0, 1, 0.6), Bead(1, 2, 1, 1, 0.5), Bead(2, 2, 1, 2, 0.5)), 2, 2)
    assert not any(judged.right for judged in judged_beads([(gold, wrong)]))
