"""Alarms and verdicts on alignments made by hand."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.core.alarm_detection import AlarmLimits, find_alarms, judge_pair, look_over
from aligner.errors import InternalError
from aligner.values import Alarm, AlarmKind, Alignment, Bead, TranslationVerdict

# Source segments, target segments, probability.
Step = tuple[int, int, float]
SURE: Step = (1, 1, 0.95)
LOST_SOURCE: Step = (1, 0, 0.9)
LOST_TARGET: Step = (0, 1, 0.9)
STEPS = st.tuples(st.integers(0, 4), st.integers(0, 4), st.floats(0, 1)).filter(
    lambda step: step[0] + step[1] > 0
)


def ladder(steps: Sequence[Step]) -> Alignment:
    beads = []
    i = j = 0
    for n_source, n_target, probability in steps:
        beads.append(Bead(i, i + n_source, j, j + n_target, probability))
        i, j = i + n_source, j + n_target
    return Alignment(tuple(beads), i, j)


def lengths(alignment: Alignment) -> tuple[list[int], list[int]]:
    """Segments of the same length on each side."""
    return [20] * alignment.n_source, [60] * alignment.n_target


def alarms(steps: Sequence[Step], limits: AlarmLimits | None = None) -> tuple[Alarm, ...]:
    alignment = ladder(steps)
    return find_alarms(alignment, *lengths(alignment), limits=limits or AlarmLimits())


def verdict(steps: Sequence[Step]) -> TranslationVerdict:
    alignment = ladder(steps)
    return judge_pair(alignment, *lengths(alignment))


def test_a_missing_page_is_a_gap_with_its_place() -> None:
    (alarm,) = alarms([SURE] * 10 + [LOST_SOURCE] * 20 + [SURE] * 10)
    assert alarm.kind is AlarmKind.GAP
    assert (alarm.source_start, alarm.source_stop) == (10, 30)
    assert (alarm.target_start, alarm.target_stop) == (10, 10)
    assert alarm.reason == "20 source segments without counterpart"


def test_a_moved_stretch_is_two_gaps() -> None:
    steps = [SURE] * 8 + [LOST_TARGET] * 5 + [SURE] * 20 + [LOST_SOURCE] * 5 + [SURE] * 8
    first, second = alarms(steps)
    assert first.reason == "5 target segments without counterpart"
    assert second.reason == "5 source segments without counterpart"


def test_a_gap_that_was_glued_to_its_neighbours_is_found_by_the_lengths() -> None:
    (alarm,) = alarms([SURE] * 10 + [(1, 6, 0.9)] * 3 + [SURE] * 10)
    assert (alarm.target_start, alarm.target_stop) == (10, 28)
    assert alarm.kind is AlarmKind.GAP
    assert alarm.reason == "about 15 target segments without counterpart"


def test_a_long_segment_may_have_six_short_ones_for_counterpart() -> None:
    alignment = ladder([SURE] * 10 + [(1, 6, 0.9)] * 3 + [SURE] * 10)
    source = [20] * 10 + [120] * 3 + [20] * 10
    assert find_alarms(alignment, source, [60] * alignment.n_target) == ()


def test_unsure_beads_in_a_row_are_a_drift() -> None:
    (alarm,) = alarms([SURE] * 10 + [(1, 1, 0.1)] * 12 + [SURE] * 10)
    assert alarm.kind is AlarmKind.DRIFT
    assert (alarm.source_start, alarm.source_stop) == (10, 22)
    assert alarm.reason.startswith("12 of 12 beads ")


def test_what_every_translation_has_is_no_alarm() -> None:
    omission = [SURE] * 6 + [LOST_SOURCE] + [SURE] * 6 + [(1, 2, 0.4)] + [SURE] * 6
    assert alarms(omission * 5) == ()


def test_a_doubtful_match_inside_a_gap_does_not_cut_it() -> None:
    gap = [LOST_TARGET] * 6 + [(1, 1, 0.6)] + [LOST_TARGET] * 6
    (alarm,) = alarms([SURE] * 5 + gap + [SURE] * 5)
    assert (alarm.target_start, alarm.target_stop) == (5, 18)


def test_lower_limits_find_smaller_damage() -> None:
    steps = [SURE] * 5 + [LOST_SOURCE] * 2 + [SURE] * 5
    assert alarms(steps) == ()
    assert len(alarms(steps, AlarmLimits(alarm=2.0))) == 1


def test_blank_lines_are_no_gap() -> None:
    alignment = ladder([SURE] * 5 + [(1, 0, 1.0)] * 20 + [SURE] * 5)
    source, target = lengths(alignment)
    source[5:25] = [0] * 20
    assert find_alarms(alignment, source, target) == ()
    assert judge_pair(alignment, source, target).score == pytest.approx(0.95)


@given(st.lists(STEPS, max_size=60))
def test_alarms_lie_inside_the_document_in_order_and_apart(steps: list[Step]) -> None:
    alignment = ladder(steps)
    i = j = 0
    for alarm in find_alarms(alignment, *lengths(alignment)):
        assert alarm.source_start >= i
        assert alarm.target_start >= j
        i, j = alarm.source_stop, alarm.target_stop
    assert i <= alignment.n_source
    assert j <= alignment.n_target


@given(st.lists(st.sampled_from([(1, 1, 1.0), (1, 2, 1.0), (2, 1, 1.0), (2, 2, 1.0)]), min_size=1))
def test_a_sure_ladder_without_nulls_is_quiet(steps: list[Step]) -> None:
    alignment = ladder(steps)
    # The text of a bead is as long on both sides, however it is cut.
    source = [60 // bead.n_source for bead in alignment for _ in range(bead.n_source)]
    target = [120 // bead.n_target for bead in alignment for _ in range(bead.n_target)]
    assert find_alarms(alignment, source, target) == ()


@given(st.lists(STEPS, min_size=1, max_size=60))
def test_one_look_finds_both(steps: list[Step]) -> None:
    alignment = ladder(steps)
    said, alarms = look_over(alignment, *lengths(alignment))
    assert said == verdict(steps)
    assert alarms == (find_alarms(alignment, *lengths(alignment)) if said.is_translation else ())


@given(st.lists(STEPS, min_size=1, max_size=60))
def test_both_directions_say_the_same(steps: list[Step]) -> None:
    forward = verdict(steps)
    backward = verdict([(target, source, probability) for source, target, probability in steps])
    assert forward.is_translation == backward.is_translation
    assert forward.score == pytest.approx(backward.score, abs=1e-5)


@pytest.mark.parametrize(
    ("steps", "is_translation"),
    [
        ([SURE] * 100, True),
        ([SURE] * 3, True),
        ([SURE], True),
        ([*[SURE] * 7, *[LOST_SOURCE] * 3] * 10, True),
        ([SURE] * 50 + [LOST_TARGET] * 50, True),
        ([(1, 1, 0.2)] * 100, False),
        ([(1, 1, 0.45)] * 5, False),
        ([(2, 1, 0.3), LOST_SOURCE, LOST_TARGET] * 20, False),
        ([(6, 1, 0.4)] * 4, False),
        ([LOST_SOURCE] * 10, False),
        ([LOST_SOURCE] * 10 + [LOST_TARGET] * 10, False),
    ],
)
def test_verdicts(steps: list[Step], is_translation: bool) -> None:  # noqa: FBT001
    assert verdict(steps).is_translation is is_translation


def test_a_verdict_gives_its_reason() -> None:
    steps = [(1, 1, 1.0)] * 7 + [LOST_SOURCE] * 3
    assert verdict(steps).reason == (
        "70% of the source and 100% of the target seem to have a counterpart"
    )


def test_an_empty_side_is_no_translation() -> None:
    assert verdict([LOST_SOURCE] * 3).reason == "one of the two has no text"
    assert not judge_pair(ladder([SURE]), [0], [0]).is_translation


@pytest.mark.parametrize("place", [(1, 0, 0, 1), (0, 0, 0, 0), (0, 1, 3, 2)])
def test_an_alarm_needs_a_place(place: tuple[int, int, int, int]) -> None:
    with pytest.raises(InternalError):
        Alarm(AlarmKind.GAP, *place, reason="odd")


def test_alarms_and_verdicts_need_a_reason() -> None:
    with pytest.raises(InternalError):
        Alarm(AlarmKind.GAP, 0, 1, 0, 1, reason="")
    with pytest.raises(InternalError):
        TranslationVerdict(is_translation=True, score=1.5, reason="high")
