"""Long documents are aligned window by window."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.core import checked, interleaved, null_beads, stretches_between
from aligner.errors import AlignmentImpossible, InputError
from aligner.pipeline import RunOptions
from aligner.pipeline.alignment_task import AlignTask
from aligner.pipeline.options import SilentProgress
from aligner.pipeline.realign import PairAligner, align_texts
from aligner.pipeline.windows import align_by_windows, is_long
from aligner.values import Alignment, Bead

N = 60


def task(extra: int = 0) -> AlignTask:
    source = tuple(
        f"第{n}号通知于{n % 12 + 1}月{n % 28 + 1}日发布，共{n * 7}页。" for n in range(N)
    )
    target = tuple(f"Notice No. {n} was issued and has {n * 7} pages in all." for n in range(N))
    added = tuple(f"The weather of day {n} was fine and dry." for n in range(extra))
    target = target[:20] + added + target[20:]
    kinds = (0,) * len(source), (0,) * len(target)
    return AlignTask("a - b", source, target, "zh", "en", RunOptions(), kinds)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.pipeline.windows.WINDOW", 20)


def pairs(asked: AlignTask) -> set[tuple[int, int, int, int]]:
    found = align_texts(asked)
    return {
        (b.source_start, b.source_stop, b.target_start, b.target_stop)
        for b in found
        if not b.is_null
    }


@pytest.mark.parametrize("extra", [0, 6])
def test_windows_give_the_beads_of_the_whole(monkeypatch: pytest.MonkeyPatch, extra: int) -> None:
    asked = task(extra)
    assert not is_long(asked)
    whole = pairs(asked)
    monkeypatch.setattr("aligner.pipeline.windows.WINDOW", 20)
    assert is_long(asked)
    assert len(pairs(asked) & whole) >= 0.95 * len(whole)


class Noted(SilentProgress):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.totals: dict[str, int] = {}
        self.steps: list[int] = []

    def begin(self, stage: str, *, total: int, unchanged: int) -> None:
        self.totals[stage] = total + unchanged

    def advance(self, n: int = 1) -> None:
        self.steps.append(n)


@pytest.mark.usefixtures("small")
def test_every_window_is_told() -> None:
    noted = Noted()
    align_texts(task(6), noted)
    assert noted.totals == {"align, segments": 2 * N + 6}
    assert sum(noted.steps) == 2 * N + 6
    assert len(noted.steps) > 3


def test_of_a_short_document_nothing_is_told() -> None:
    noted = Noted()
    align_texts(task(), noted)
    assert noted.totals == {}


@pytest.mark.usefixtures("small")
def test_no_window_is_larger_than_asked_for() -> None:
    asked = task()
    sizes: list[int] = []

    def align(part: AlignTask) -> object:
        sizes.append(max(len(part.source_texts), len(part.target_texts)))
        return align_texts(part)

    found = align_by_windows(asked, align)  # type: ignore[arg-type]  # it gives an alignment
    assert (found.n_source, found.n_target) == (N, N)
    assert found.pair_probability is not None
    assert len(sizes) > 2
    assert max(sizes) <= 27


@pytest.mark.usefixtures("small")
def test_a_window_is_left_behind_the_surest_of_its_late_beads() -> None:
    """What comes behind is as sure as if the place of the cut were known."""
    starts: list[str] = []

    def align(part: AlignTask) -> Alignment:
        n = len(part.source_texts)
        starts.append(part.source_texts[0])
        beads = (Bead(i, i + 1, i, i + 1, 0.999 if i in {3, 17} else 0.95) for i in range(n))
        return Alignment(tuple(beads), n, n, 0.9)

    align_by_windows(task(), align)
    assert starts == [task().source_texts[at] for at in (0, 18, 36)]


@pytest.mark.usefixtures("small")
def test_one_side_may_end_long_before_the_other() -> None:
    asked = task()
    short = replace(asked, target_texts=asked.target_texts[:5], kinds=(asked.kinds[0], (0,) * 5))
    found = align_texts(short)
    assert (found.n_source, found.n_target) == (N, 5)


@pytest.mark.usefixtures("small")
def test_text_that_has_no_other_side_takes_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.pipeline.realign._MOST_AT_ONCE", N - 1)
    alone = replace(task(), target_texts=(), kinds=((0,) * N, ()))
    assert all(bead.is_null for bead in align_texts(alone))


def test_longer_than_any_document_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.pipeline.windows.WINDOW", 20)
    monkeypatch.setattr("aligner.pipeline.windows._LARGEST", 50)
    with pytest.raises(AlignmentImpossible, match="split the files"):
        align_texts(task())


def spans(beads: Iterable[Bead]) -> list[tuple[int, int, int, int]]:
    return [(b.source_start, b.source_stop, b.target_start, b.target_stop) for b in beads]


@pytest.mark.usefixtures("small")
def test_confirmed_beads_are_kept_and_do_not_make_windows_larger() -> None:
    confirmed = (Bead(3, 4, 3, 4), Bead(25, 27, 25, 26), Bead(27, 28, 26, 26), Bead(39, 40, 38, 40))
    asked = replace(task(), confirmed=confirmed)
    sizes: list[int] = []

    def align(part: AlignTask) -> Alignment:
        sizes.append(max(len(part.source_texts), len(part.target_texts)))
        return PairAligner(part).align(part.confirmed)

    found = align_by_windows(asked, align)
    assert {*spans(confirmed)} <= {*spans(found)}
    assert [b.probability for b in found if spans([b])[0] in spans(confirmed)] == [1.0] * 4
    assert max(sizes) <= 27
    assert found.pair_probability is None


@pytest.mark.usefixtures("small")
@given(data=st.data())
@settings(deadline=None, max_examples=200)
def test_any_confirmed_ladder_fits_into_windows(data: st.DataObject) -> None:
    """However far the two sides drift apart, and however long the confirmed beads are."""
    sizes = data.draw(st.tuples(st.integers(1, 120), st.integers(1, 120)))
    cuts = [sorted(data.draw(st.lists(st.integers(0, n), max_size=12))) for n in sizes]
    ends = [*zip(*cuts, strict=False)]
    runs = [(a, b, c, d) for (a, c), (b, d) in pairwise(ends) if b > a or d > c]
    confirmed = tuple(Bead(*run) for run in runs[:: data.draw(st.integers(1, 3))])
    source, target = (("x",) * n for n in sizes)
    kinds = (0,) * sizes[0], (0,) * sizes[1]
    asked = AlignTask("a - b", source, target, "zh", "en", RunOptions(), kinds, confirmed)

    def align(part: AlignTask) -> Alignment:
        """The confirmed beads, and what is between them alone."""
        n_source, n_target = len(part.source_texts), len(part.target_texts)
        assert n_source or n_target
        known = checked(part.confirmed, (), n_source, n_target)
        rest = [
            null_beads(s._replace(target_stop=s.target_start))
            + null_beads(s._replace(source_start=s.source_stop))
            for s in stretches_between(known, n_source, n_target)
        ]
        return Alignment(interleaved(known, rest), n_source, n_target)

    found = align_by_windows(asked, align)
    assert {*spans(confirmed)} <= {*spans(found)}


@pytest.mark.usefixtures("small")
def test_confirmed_beads_that_cross_are_named() -> None:
    asked = replace(task(), confirmed=(Bead(5, 6, 40, 41), Bead(40, 41, 5, 6)))
    with pytest.raises(InputError, match="cannot both be right"):
        align_texts(asked)
