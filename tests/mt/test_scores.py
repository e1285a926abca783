"""Scores of systems, their significance, and where lines slip."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest

from aligner.mt.inputs import first_slip
from aligner.mt.score import corpus_scores, least_p, score_systems, share_p_value, unit_chrf

SUBJECTS = ("The office", "A delegation from Yunnan", "The court in Harbin", "Her deputy", "He")
VERBS = ("opened", "will visit", "has published", "reviewed", "thanked")
OBJECTS = ("a new hall.", "the library of Lisbon.", "figures on design filings.", "two experts.")
REFERENCES = [f"{s} {v} {o}" for s in SUBJECTS for v in VERBS for o in OBJECTS]
GOOD = [text.replace("has published", "published") for text in REFERENCES]
BAD = [" ".join(reversed(text.split())) for text in REFERENCES]


def scores(*outputs: list[str], trials: int = 200) -> list[dict[str, tuple[float, float | None]]]:
    result = score_systems(outputs, REFERENCES, language="en", trials=trials)
    return [{name: (s.score, s.p_value) for name, s in row.items()} for row in result.systems]


def test_one_system_scores_as_sacrebleu_says() -> None:
    (row,) = scores(GOOD)
    assert row["BLEU"] == (BLEU().corpus_score(GOOD, [REFERENCES]).score, None)
    assert row["chrF"] == (CHRF().corpus_score(GOOD, [REFERENCES]).score, None)
    made = score_systems([GOOD], REFERENCES, language="en", trials=10)
    assert [name for name, _ in made.signatures] == ["BLEU", "chrF2"]
    assert "tok:13a" in made.signatures[0][1]


def test_two_systems_are_compared_as_sacrebleu_does() -> None:
    metrics = {"BLEU": BLEU(tokenize="13a"), "chrF": CHRF()}
    signatures, direct = PairedTest(
        [("0", GOOD), ("1", BAD)], metrics, [REFERENCES], test_type="ar", n_samples=200
    )()
    made = score_systems([GOOD, BAD], REFERENCES, language="en", trials=200)
    assert made.signatures == tuple((name, str(s)) for name, s in signatures.items())
    for name, own in (("BLEU", "BLEU"), ("chrF", "chrF2")):
        for number, result in enumerate(direct[own]):
            assert not isinstance(result, str)
            score = made.systems[number][name]
            assert (score.score, score.p_value) == (result.score, result.p_value)


def test_a_clearly_better_system_is_significant() -> None:
    _, good = scores(BAD, GOOD)
    assert good["BLEU"][1] == good["chrF"][1] == pytest.approx(1 / 201)


def test_equal_systems_do_not_differ() -> None:
    _, same = scores(GOOD, list(GOOD))
    assert same["BLEU"][1] == same["chrF"][1] == 1.0


def test_systems_that_differ_by_spaces_do_not_differ() -> None:
    _, same = scores(GOOD, [text.replace(" ", "  ") for text in GOOD])
    assert same["BLEU"][1] == same["chrF"][1] == 1.0


@pytest.mark.parametrize(("differing", "p"), [(1, 1.0), (2, 0.5), (4, 0.125)])
def test_a_few_units_prove_nothing(differing: int, p: float) -> None:
    other = [*BAD[:differing], *REFERENCES[differing:]]
    _, row = scores(REFERENCES, other)
    assert least_p(differing) == p
    assert row["BLEU"][1] is not None
    assert row["BLEU"][1] >= p


@pytest.mark.parametrize("value", ["none", "7", "nonsense", None])
def test_the_environment_does_not_change_the_seed(
    value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = scores(GOOD, BAD)
    monkeypatch.delenv("SACREBLEU_SEED", raising=False)
    if value is not None:
        monkeypatch.setenv("SACREBLEU_SEED", value)
    assert scores(GOOD, BAD) == expected
    assert os.environ.get("SACREBLEU_SEED") == value


def test_chinese_is_cut_into_characters() -> None:
    texts = ["双方签署了协议。", "会议昨天在昆明举行。"]
    outputs = ["双方签署协议。", "会议在昆明举行了。"]
    (row,) = score_systems([outputs], texts, language="zh-Hans", trials=1).systems
    assert row["BLEU"].score == BLEU(tokenize="zh").corpus_score(outputs, [texts]).score > 0


def test_empty_texts_are_scored() -> None:
    assert scores([""] * len(REFERENCES))[0]["chrF"][0] == 0.0
    assert corpus_scores([""], [""], language="en")["BLEU"] == 0.0
    assert unit_chrf(["", "He left."], ["He left.", "He left."]) == [0.0, 100.0]


def test_shares_that_differ_much_are_significant() -> None:
    good, bad = [(9, 10)] * 12, [(4, 10)] * 12
    p = share_p_value(good, bad, trials=2000, seed=1)
    # Of 4096 ways to swap, two make as large a difference.
    assert p == pytest.approx(2 / 4096, abs=0.002)
    assert share_p_value(bad, good, trials=2000, seed=1) == pytest.approx(p, abs=0.002)


def test_few_items_are_never_significant() -> None:
    p = share_p_value([(9, 10)] * 3, [(0, 10)] * 3, trials=2000, seed=1)
    assert p == pytest.approx(0.25, abs=0.05)


def test_equal_shares_do_not_differ() -> None:
    assert share_p_value([(3, 4), (1, 2)], [(3, 4), (1, 2)], trials=100, seed=1) == 1.0
    assert share_p_value([(3, 4), (1, 4)], [(1, 4), (3, 4)], trials=100, seed=1) == 1.0


def test_without_cases_there_is_no_p_value() -> None:
    assert share_p_value([], [], trials=10, seed=1) is None
    assert share_p_value([(0, 0)], [(1, 1)], trials=10, seed=1) is None


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)),
        max_size=12,
    )
)
def test_a_p_value_is_a_probability(rows: list[tuple[int, int, int, int]]) -> None:
    first = [(a, a + b) for a, b, _, _ in rows]
    second = [(c, c + d) for _, _, c, d in rows]
    p = share_p_value(first, second, trials=50, seed=3)
    assert p is None or 1 / 51 <= p <= 1


def test_a_lost_line_is_found() -> None:
    assert first_slip([*REFERENCES[:40], *REFERENCES[41:]], REFERENCES) == (41, False)


def test_an_added_line_is_found() -> None:
    lines = [*REFERENCES[:40], "Und dann noch dies.", *REFERENCES[40:]]
    assert first_slip(lines, REFERENCES) == (41, True)


def test_an_early_end_is_found() -> None:
    assert first_slip(REFERENCES[:90], REFERENCES) == (91, False)


def test_of_two_slips_the_first_is_told() -> None:
    lines = [*REFERENCES[:20], *REFERENCES[21:70], *REFERENCES[71:]]
    assert first_slip(lines, REFERENCES) == (21, False)


def test_nothing_is_told_of_other_texts() -> None:
    assert first_slip(["完全不同的一句话。"] * 99, REFERENCES) is None
    assert first_slip(REFERENCES[:10], REFERENCES) is None
    assert first_slip(REFERENCES, REFERENCES) is None


@given(st.integers(0, len(REFERENCES) - 1), st.booleans())
def test_a_slip_is_found_wherever_it_is(place: int, lost: bool) -> None:  # noqa: FBT001
    extra = [] if lost else ["99 x 88"]
    lines = [*REFERENCES[:place], *extra, *REFERENCES[place + lost :]]
    assert first_slip(lines, REFERENCES) == (place + 1, not lost)
