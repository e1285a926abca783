"""Drift: changes of the usual rendering."""

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from aligner.terms.checking.drift import find_drift

START = date(2020, 1, 1)


def days(*counts: tuple[str, int]) -> list[tuple[date, str]]:
    """One occurrence a day, form by form."""
    forms = [form for form, n in counts for _ in range(n)]
    return [(START + timedelta(days=i), form) for i, form in enumerate(forms)]


def test_a_change_of_name_is_found_on_its_day() -> None:
    drift = find_drift(days(("attorney", 8), ("agent", 6)))
    assert drift is not None
    assert (drift.before, drift.since) == ("attorney", "agent")
    assert drift.first_since == START + timedelta(days=8)
    assert drift.last_before == START + timedelta(days=7)
    assert (drift.n_before, drift.n_since) == (8, 6)
    assert drift.p_value <= 0.01


def test_five_of_each_in_two_texts_each_are_a_change() -> None:
    # Of 252 orders of five and five, two are as telling: p = 0.0079, near the level.
    sizes = (("attorney", 1), ("attorney", 4), ("agent", 5))
    met = [(START + timedelta(days=i), form) for i, (form, n) in enumerate(sizes) for _ in range(n)]
    drift = find_drift(met)
    assert drift is not None
    assert 0.006 < drift.p_value < 0.01


def test_steady_or_evenly_mixed_or_scarce_renderings_do_not_drift() -> None:
    assert find_drift(days(("attorney", 20))) is None
    assert find_drift(days(*[("attorney", 1), ("agent", 1)] * 10)) is None
    assert find_drift(days(("attorney", 2), ("agent", 2))) is None
    assert find_drift([]) is None


def test_one_day_cannot_drift() -> None:
    same = [(START, "attorney")] * 9 + [(START, "agent")] * 9
    assert find_drift(same) is None


@given(
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from("ABC")), max_size=40),
    st.integers(0, 5),
)
def test_the_order_of_the_occurrences_does_not_matter(
    met: list[tuple[int, str]], seed: int
) -> None:
    renderings = [(START + timedelta(days=day), form) for day, form in met]
    shuffled = list(renderings)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - an order, no secret
    drift = find_drift(renderings)
    assert drift == find_drift(shuffled)
    if drift is not None:
        assert drift.n_before + drift.n_since == len(renderings)
        assert drift.last_before < drift.first_since
        assert drift.before != drift.since
