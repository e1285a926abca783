"""The aligner as a whole: ladders, probabilities, errors, training."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.core import (
    Decoding,
    Recipe,
    TrainingDocument,
    align,
    load_weights,
    save_weights,
    train_weights,
)
from aligner.encoders import load_encoder
from aligner.errors import AlignmentImpossible, ConfigError, FormatError, InputError
from aligner.evaluation import GoldBead, to_alignment
from aligner.values import EncodedText

Sides = tuple[EncodedText, EncodedText]
SOURCE = (
    "国家知识产权局举办培训班",
    "3月5日，国家知识产权局在武汉举办专利信息利用培训班。",
    "来自全国的86名学员参加了培训，课程为期四天。",
    "开班仪式由湖北省知识产权局承办。",
    "授课老师介绍了检索工具。",
    "学员们表示收获很大！",
)
TARGET = (
    "CNIPA Holds Training Course",
    "On March 5, CNIPA held a training course on the use of patent information in Wuhan.",
    "A total of 86 trainees from across the country attended.",
    "The course lasted four days.",
    "Lecturers introduced search tools.",
    "The trainees said they had learned a lot!",
)
GOLD = [
    GoldBead((0,), (0,)),
    GoldBead((1,), (1,)),
    GoldBead((2,), (2, 3)),
    GoldBead((3,), ()),
    GoldBead((4,), (4,)),
    GoldBead((5,), (5,)),
]


def encoded(texts: Sequence[str], language: str, max_run: int = 7) -> EncodedText:
    vectors = load_encoder().encode_spans(texts, language=language, max_run=max_run)
    return EncodedText(tuple(texts), language, vectors)


@pytest.fixture(scope="module")
def sides() -> Sides:
    return encoded(SOURCE, "zh"), encoded(TARGET, "en")


@pytest.mark.parametrize("weights", ["mixed.v1", "literary.v1"])
@pytest.mark.parametrize("decoding", ["viterbi", "expected-f1"])
def test_a_small_release_is_aligned(sides: Sides, weights: str, decoding: Decoding) -> None:
    alignment = align(*sides, weights=load_weights(weights), decoding=decoding)
    kinds = [bead.kind for bead in alignment]
    assert "1-2" in kinds
    beads = {(b.source_start, b.target_start): b for b in alignment}
    assert beads[1, 1].probability > 0.5
    assert beads[5, 5].kind == "1-1"


def test_a_document_against_itself_is_all_one_to_one(sides: Sides) -> None:
    source, _ = sides
    alignment = align(source, source, weights=load_weights())
    assert [bead.kind for bead in alignment] == ["1-1"] * len(SOURCE)
    assert min(bead.probability for bead in alignment) > 0.9


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from([*SOURCE, "", "。", "12"]), max_size=7),
    st.lists(st.sampled_from([*TARGET, "", ".", "12"]), max_size=7),
)
def test_every_segment_is_in_one_bead_and_probabilities_are_probabilities(
    source: list[str], target: list[str]
) -> None:
    """`Alignment` itself refuses a broken ladder; here: for any segments whatever."""
    if not source and not target:
        return
    texts = encoded(source, "zh"), encoded(target, "en")
    alignment = align(*texts, weights=load_weights())
    assert (alignment.n_source, alignment.n_target) == (len(source), len(target))
    assert all(0.0 <= bead.probability <= 1.0 for bead in alignment)


def test_one_empty_side_gives_null_beads_only() -> None:
    alignment = align(encoded(SOURCE, "zh"), encoded((), "en"), weights=load_weights())
    assert {bead.kind for bead in alignment} == {"1-0"}


def test_two_empty_sides_are_refused() -> None:
    with pytest.raises(AlignmentImpossible):
        align(encoded((), "zh"), encoded((), "en"), weights=load_weights())


def test_vectors_of_another_encoder_are_refused(sides: Sides) -> None:
    source, target = sides
    other = replace(source, vectors=replace(source.vectors, encoder="other.v1"))
    with pytest.raises(ConfigError, match=r"other\.v1"):
        align(other, target, weights=load_weights())


def test_swapped_sides_give_the_swapped_ladder(sides: Sides) -> None:
    source, target = sides
    forward = align(source, target, weights=load_weights())
    backward = align(target, source, weights=load_weights()).swapped()
    same = {(b.source_start, b.target_start) for b in forward} & {
        (b.source_start, b.target_start) for b in backward
    }
    assert len(same) >= len(forward) - 1


@pytest.fixture(scope="module")
def training_document(sides: Sides) -> TrainingDocument:
    gold = to_alignment(GOLD, len(SOURCE), len(TARGET))
    return TrainingDocument("sample", *sides, gold)


SMALL = Recipe(groups=("kind", "cosine", "length"), max_side=3, max_total=4, iterations=30)


def test_training_learns_its_document_and_repeats_to_the_byte(
    training_document: TrainingDocument,
) -> None:
    first, second = (
        train_weights([training_document], name="t.v1", recipe=replace(SMALL, strength=0.1))
        for _ in "12"
    )
    assert save_weights(first) == save_weights(second)
    short = [
        replace(side, vectors=replace(side.vectors, runs=side.vectors.runs[:4]))
        for side in (training_document.source, training_document.target)
    ]
    learned = align(*short, weights=first, decoding="viterbi")
    assert [b.kind for b in learned] == [b.kind for b in training_document.gold]


def test_weights_read_back(tmp_path: Path, training_document: TrainingDocument) -> None:
    weights = train_weights([training_document], name="t.v1", recipe=SMALL)
    path = tmp_path / "weights.json"
    path.write_text(save_weights(weights), encoding="utf-8")
    assert save_weights(load_weights(str(path))) == save_weights(weights)


def test_training_names_a_gold_bead_that_is_too_long(sides: Sides) -> None:
    gold = to_alignment([GoldBead(tuple(range(6)), tuple(range(6)))], 6, 6)
    with pytest.raises(FormatError, match="6-6"):
        train_weights([TrainingDocument("long", *sides, gold)], name="t", recipe=SMALL)


def test_training_without_documents_is_refused() -> None:
    with pytest.raises(InputError):
        train_weights([], name="t")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "other"}', "\x00"])
def test_a_file_that_is_no_weights_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match=r"broken\.json"):
        load_weights(str(path))


def test_missing_weights_are_answered_with_the_shipped_ones() -> None:
    with pytest.raises(FormatError, match=r"literary\.v1, mixed\.v1"):
        load_weights("no-such-weights")


def test_unknown_feature_groups_are_refused(tmp_path: Path) -> None:
    data = json.loads(save_weights(load_weights()))
    data["groups"] = ["kind", "telepathy"]
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(FormatError, match="telepathy"):
        load_weights(str(path))
