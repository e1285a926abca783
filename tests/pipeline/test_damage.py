"""Copies of gold documents with translations left out: what stays, and what stands alone."""

import itertools
from collections.abc import Sequence

import pytest

from aligner.core import TrainingDocument
from aligner.encoders import load_encoder
from aligner.pipeline.damage import damaged_copies
from aligner.values import Alignment, Bead, EncodedText

COUNT = 400


def encoded(lines: Sequence[str], language: str) -> EncodedText:
    vectors = load_encoder("use.v1").encode_spans(lines, language=language, max_run=1)
    return EncodedText(tuple(lines), language, vectors)


@pytest.fixture(scope="module")
def document() -> TrainingDocument:
    """Every line of one side translates the line of the same number."""
    source = encoded([f"第{n}条" for n in range(COUNT)], "zh")
    target = encoded([f"Article {n}" for n in range(COUNT)], "en")
    beads = tuple(Bead(n, n + 1, n, n + 1) for n in range(COUNT))
    return TrainingDocument("rules", source, target, Alignment(beads, COUNT, COUNT))


def number_of(line: str) -> int:
    return int("".join(c for c in line if c.isdigit()))


def test_copies_lose_segments_of_both_sides(document: TrainingDocument) -> None:
    for copy in damaged_copies(document, load_encoder("use.v1"))[:2]:
        assert COUNT // 2 < len(copy.source.texts) < COUNT
        assert COUNT // 2 < len(copy.target.texts) < COUNT


def test_what_is_left_keeps_its_counterpart(document: TrainingDocument) -> None:
    for copy in damaged_copies(document, load_encoder("use.v1")):
        for bead in copy.gold:
            if not bead.is_null:
                source = copy.source.texts[bead.source_start]
                assert number_of(source) == number_of(copy.target.texts[bead.target_start])


def test_what_lost_its_counterpart_stands_alone(document: TrainingDocument) -> None:
    for copy in damaged_copies(document, load_encoder("use.v1"))[:2]:
        numbers = [{number_of(t) for t in side.texts} for side in (copy.source, copy.target)]
        nulls = [bead for bead in copy.gold if bead.is_null]
        assert {bead.kind for bead in nulls} == {"1-0", "0-1"}
        assert len(nulls) == len(numbers[0] ^ numbers[1])


def test_gaps_come_in_stretches_and_omissions_alone(document: TrainingDocument) -> None:
    omissions, gaps, *_ = damaged_copies(document, load_encoder("use.v1"))

    def stretches(copy: TrainingDocument) -> float:
        """Null beads behind another null bead, as a share of all."""
        nulls = [bead.is_null for bead in copy.gold]
        behind = sum(a and b for a, b in itertools.pairwise(nulls))
        return behind / sum(nulls)

    assert stretches(omissions) < 0.3 < stretches(gaps)


def test_page_heads_stand_alone_on_one_side(document: TrainingDocument) -> None:
    heads = damaged_copies(document, load_encoder("use.v1"))[2]
    added = sum(len(side.texts) for side in (heads.source, heads.target)) - 2 * COUNT
    nulls = [bead for bead in heads.gold if bead.is_null]
    assert COUNT / 30 < added == len(nulls)
    assert len({bead.kind for bead in nulls}) == 1


def test_the_same_document_is_damaged_the_same_way(document: TrainingDocument) -> None:
    once, again = (damaged_copies(document, load_encoder("use.v1")) for _ in range(2))
    assert [copy.source.texts for copy in once] == [copy.source.texts for copy in again]
