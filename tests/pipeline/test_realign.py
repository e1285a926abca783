"""Documents aligned again around what a person knows, blank segments included."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.core.confirming import span_of
from aligner.errors import AlignmentImpossible, InputError
from aligner.pipeline import RunOptions
from aligner.pipeline.alignment_task import align_task
from aligner.pipeline.realign import PairAligner, Realigner, align_texts
from aligner.values import Alignment, Bead, SegmentedDocument

SOURCE = (
    "会议昨天在北京召开。",
    "局长出席并讲话。",
    "",
    "会议强调保护知识产权。",
    "2023年授权发明专利92.1万件。",
    "",
    "会议要求加强商标审查。",
)
TARGET = (
    "The meeting was held in Beijing yesterday, and the commissioner spoke.",
    "",
    "",
    "The meeting stressed the protection of intellectual property.",
    "In 2023, 921,000 invention patents were granted.",
    "Trademark examination should be strengthened.",
)


def documents(
    source: tuple[str, ...] = SOURCE, target: tuple[str, ...] = TARGET
) -> tuple[SegmentedDocument, SegmentedDocument]:
    return (
        SegmentedDocument.from_lines("a", "zh", source),
        SegmentedDocument.from_lines("b", "en", target),
    )


@pytest.fixture(scope="module")
def realigner() -> Realigner:
    return Realigner(*documents())


def spans(alignment: Alignment) -> set[tuple[int, int, int, int]]:
    return set(map(span_of, alignment))


def test_with_nothing_known_it_is_the_alignment_of_a_run(realigner: Realigner) -> None:
    plain = align_texts(align_task(*documents(), RunOptions()))
    found = realigner.realign()
    assert found.alignment == plain
    assert Realigner(found.source, found.target).realign() == found


STEPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()), max_size=8)


@settings(max_examples=60)
@given(STEPS)
def test_any_ladder_may_be_confirmed_in_part(
    realigner: Realigner, steps: list[tuple[int, int, bool]]
) -> None:
    """Beads may begin, end or consist of blank segments."""
    confirmed, i, j = [], 0, 0
    for most, most_opposite, is_known in steps:
        a, b = min(most, len(SOURCE) - i), min(most_opposite, len(TARGET) - j)
        if a + b and is_known:
            confirmed.append(Bead(i, i + a, j, j + b, 0.5, ("doubtful",)))
        i, j = i + a, j + b
    found = realigner.realign(confirmed)
    certain = {bead for bead in found.alignment if bead.probability == 1.0}
    assert {Bead(*span_of(bead)) for bead in confirmed} <= certain


def test_what_is_ruled_out_is_not_proposed(realigner: Realigner) -> None:
    ruled_out: list[Bead] = []
    for _ in range(5):
        found = realigner.realign((), ruled_out).alignment
        assert not spans(found) & set(map(span_of, ruled_out))
        ruled_out.append(next(b for b in found if b.source_start <= 4 < b.source_stop))


def test_beads_of_blank_segments_cannot_be_ruled_out(realigner: Realigner) -> None:
    plain = realigner.realign()
    blank = [
        b for b in plain.alignment if not any(plain.source.texts[b.source_start : b.source_stop])
    ]
    assert realigner.realign((), blank).alignment == plain.alignment


def test_answers_do_not_depend_on_what_was_asked_before(realigner: Realigner) -> None:
    first = realigner.realign([Bead(3, 4, 3, 4)])
    realigner.realign([Bead(3, 5, 3, 4)], [Bead(6, 7, 5, 6)])
    assert realigner.realign([Bead(3, 4, 3, 4)]) == first
    assert Realigner(*documents()).realign([Bead(3, 4, 3, 4)]) == first


def test_the_signature_tells_what_was_known(realigner: Realigner) -> None:
    plain, confirmed = realigner.realign(), realigner.realign([Bead(3, 4, 3, 4, 0.3)])
    both = realigner.realign([Bead(3, 4, 3, 4)], [Bead(4, 5, 3, 4)])
    assert confirmed.signature.startswith(f"{plain.signature}|confirmed:")
    assert both.signature.startswith(f"{confirmed.signature}|ruled_out:")


def test_beads_that_cross_are_named_by_the_segments_of_the_documents(
    realigner: Realigner,
) -> None:
    with pytest.raises(InputError, match=r"\[3\]:\[5\] and \[4\]:\[3\]"):
        realigner.realign([Bead(4, 5, 3, 4), Bead(3, 4, 5, 6)])


def test_one_document_may_have_no_text() -> None:
    silent = Realigner(*documents(target=("", "")))
    found = silent.realign([Bead(0, 2, 0, 0)]).alignment
    assert Bead(0, 2, 0, 0) in found.beads
    assert all(bead.n_source == 0 or bead.source_start in {0, 2, 3, 4, 5, 6} for bead in found)
    with pytest.raises(InputError, match="ruled out"):
        silent.realign((), [Bead(3, 4, 0, 0)])
    with pytest.raises(AlignmentImpossible):
        Realigner(*documents(("", " "), ("",)))


def test_a_bitext_is_realigned_with_the_weights_of_its_run() -> None:
    source, target = documents()
    options = RunOptions(weights="literary.v2")
    plain = align_texts(align_task(source, target, options))
    found = Realigner(source, target, options).realign([plain.beads[0]])
    assert spans(found.alignment) == spans(plain)
    assert "align:literary.v2" in found.signature


def test_texts_that_memory_has_no_room_for_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.pipeline.realign._MOST_AT_ONCE", 3)
    task = align_task(*documents(), RunOptions())
    with pytest.raises(AlignmentImpossible, match="too long to be reviewed"):
        PairAligner(task)
