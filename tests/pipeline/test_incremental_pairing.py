"""In a large workspace only what is new is paired, and what may belong to it."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.pipeline import run
from aligner.pipeline.fresh import WINDOW, reopen
from aligner.values import DocumentPair, PairDecision, Ruling
from aligner.workspace import Workspace
from aligner.workspace.documents import DocumentHead
from tests.growth import assert_linear

DAY = date(2020, 1, 1)


def head(name: str, days: int | None = 0, *, fresh: bool = False) -> DocumentHead:
    published = None if days is None else DAY + timedelta(days=days)
    return DocumentHead(name, "zh", 3, published, fresh)


def by_hand(pair: DocumentPair) -> bool:
    return pair.reasons == ("set by a person",)


def reopened(
    sources: Sequence[DocumentHead],
    targets: Sequence[DocumentHead],
    pairs: Sequence[DocumentPair] = (),
    decisions: Sequence[PairDecision] = (),
    left_over: tuple[str, ...] = (),
) -> tuple[list[tuple[str, str]], set[str], set[str]]:
    found = reopen(
        {"source": sources, "target": targets},
        pairs,
        decisions,
        left_over={"source": left_over, "target": left_over},
        set_by_person=by_hand,
    )
    return [(p.source, p.target) for p in found.settled], set(found.sources), set(found.targets)


def test_a_new_page_meets_the_open_ones_of_its_time() -> None:
    sources = [head("a"), head("b", 10), head("c", 2 * WINDOW), head("d", None)]
    targets = [head("x"), head("y", 12, fresh=True)]
    pairs = [DocumentPair("a", "x", 0.9)]
    found = reopened(sources, targets, pairs, left_over=("b", "c", "d"))
    assert found == ([("a", "x")], {"b", "d"}, {"y"})


@given(
    days=st.lists(st.integers(-500, 500), min_size=1, max_size=6),
    fresh=st.lists(st.integers(-500, 500), min_size=1, max_size=6),
)
def test_pages_meet_within_a_window_either_way(days: list[int], fresh: list[int]) -> None:
    sources = [head(f"a{n}", day) for n, day in enumerate(days)]
    targets = [head(f"x{n}", day, fresh=True) for n, day in enumerate(fresh)]
    _, found, _ = reopened(sources, targets, left_over=tuple(s.id for s in sources))
    near = {f"a{n}" for n, day in enumerate(days) if any(abs(day - d) <= WINDOW for d in fresh)}
    assert found == near


def test_looking_for_near_days_grows_with_the_pages() -> None:
    def make(size: int) -> tuple[list[DocumentHead], list[DocumentHead]]:
        sources = [head(f"a{n}", 3 * n) for n in range(size)]
        return sources, [head(f"x{n}", -3 * n - 2 * WINDOW, fresh=True) for n in range(size)]

    def work(piles: tuple[list[DocumentHead], list[DocumentHead]]) -> None:
        reopened(*piles, left_over=tuple(one.id for one in piles[0]))

    assert_linear(work, make, 1000)


def test_a_page_of_unknown_day_meets_all_open_ones() -> None:
    sources = [head("a"), head("b", 10), head("c", 2 * WINDOW)]
    targets = [head("x"), head("y", None, fresh=True)]
    pairs = [DocumentPair("a", "x", 0.9)]
    found = reopened(sources, targets, pairs, left_over=("b", "c"))
    assert found == ([("a", "x")], {"b", "c"}, {"y"})


def test_a_changed_page_gives_its_partner_free() -> None:
    sources, targets = [head("a", fresh=True), head("b")], [head("x"), head("y")]
    pairs = [DocumentPair("a", "x", 0.9), DocumentPair("b", "y", 0.9)]
    assert reopened(sources, targets, pairs) == ([("b", "y")], {"a"}, {"x"})


def test_a_page_whose_partner_is_gone_meets_the_open_ones() -> None:
    assert reopened([head("a")], [head("x")], left_over=("x",)) == ([], {"a"}, {"x"})
    assert reopened([head("a")], [head("x")], left_over=("a", "x")) == ([], set(), set())


def test_what_a_person_says_reopens_what_it_concerns() -> None:
    sources, targets = [head("a"), head("b")], [head("x"), head("y")]
    pairs = [DocumentPair("a", "x", 0.9), DocumentPair("b", "y", 0.9)]
    forbid = [PairDecision("a", "x", Ruling.FORBID)]
    assert reopened(sources, targets, pairs, forbid) == ([("b", "y")], {"a"}, {"x"})
    force = [PairDecision("a", "y", Ruling.FORCE)]
    assert reopened(sources, targets, pairs, force) == ([], {"a", "b"}, {"x", "y"})
    both = [PairDecision("c", "z", Ruling.FORCE)]
    found = reopened([head("c")], [head("z"), head("w")], (), both, left_over=("c", "w", "z"))
    assert found == ([], {"c"}, {"w", "z"})
    kept = [PairDecision("a", "x", Ruling.FORCE)]
    assert reopened(sources, targets, pairs, kept)[0] == [("a", "x"), ("b", "y")]
    # A decision that was taken back sets its pair free.
    said = [DocumentPair("a", "x", 1.0, ("set by a person",))]
    assert reopened(sources, targets, said) == ([], {"a", "b"}, {"x", "y"})


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every workspace counts as large."""
    monkeypatch.setattr("aligner.pipeline.pairing._SMALL", 0)
    monkeypatch.setattr("aligner.pipeline.pairing._MANY", 0.99)
    monkeypatch.setattr("aligner.pipeline.lexicon._SMALL", 0)


@pytest.mark.usefixtures("large")
def test_a_late_page_finds_its_partner_among_the_open_ones(
    source_pile: Path, target_pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, late = tmp_path / "work", target_pile / "en-talks.html"
    text = late.read_bytes()
    late.unlink()
    assert run(source_pile, target_pile, work).pairs == 2
    late.write_bytes(text)
    looked_at: list[set[str]] = []

    def spy(sources: object, targets: object, **options: object) -> object:
        piles = [list(pile) for pile in (sources, targets)]  # type: ignore[call-overload] # iterables
        looked_at.extend({item.document.id for item in pile} for pile in piles)
        return pair_documents(*piles, **options)  # type: ignore[arg-type] # passed through

    from aligner.pairing import pair_documents  # noqa: PLC0415 - before it is replaced

    monkeypatch.setattr("aligner.pipeline.pairing.pair_documents", spy)
    summary = run(source_pile, target_pile, work)
    assert looked_at == [{"talks.html", "fair.txt"}, {"en-talks.html"}]
    assert summary.pairs == 3
    with Workspace.open(work) as workspace:
        found = {(pair.source, pair.target) for pair in workspace.pairs()}
        assert found == {
            ("centre.html", "en-centre.html"),
            ("figures.txt", "en-figures.txt"),
            ("talks.html", "en-talks.html"),
        }
        assert [name for name, _ in workspace.unpaired("source")] == ["fair.txt"]
        assert [name for name, _ in workspace.unpaired("target")] == ["en-lecture.txt"]
        # What is not new keeps its reason.
        assert all(reason for _, reason in workspace.unpaired("target"))


@pytest.mark.usefixtures("large")
def test_a_page_that_goes_leaves_its_partner_open(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    run(source_pile, target_pile, work)
    (target_pile / "en-talks.html").unlink()
    assert run(source_pile, target_pile, work, accept_deletions=True).pairs == 2
    with Workspace.open(work) as workspace:
        left = dict(workspace.unpaired("source"))
    assert set(left) == {"fair.txt", "talks.html"}
    assert all(left.values())
