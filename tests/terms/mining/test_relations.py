"""What the other pairs of a text tell about a pair."""

import pytest

from aligner.terms.mining.relations import Look, Relations

LOOKS = (
    Look("商标局", "trademark office", 1.0),
    Look("商标局", "office", -2.0),
    Look("标局", "office", -4.0),
    Look("国家商标局", "state trademark office", 2.0),
    Look("专利局", "patent office", 0.5),
)
COUNTS = {"商标局": 4, "标局": 4, "国家商标局": 2, "专利局": 3}
WORDS = {
    "商标局": ("商标", "局"),
    "标局": ("标", "局"),
    "国家商标局": ("国家", "商标", "局"),
    "专利局": ("专利", "局"),
}


def features(number: int) -> dict[str, float]:
    return Relations(LOOKS, COUNTS, WORDS).features(LOOKS[number])


def test_log_odds_of_others_are_those_beyond_its_own() -> None:
    own = features(0)
    assert own["other rendering"] == pytest.approx(-3.0)
    assert own["longer"] == own["longer that fits"] == pytest.approx(1.0)
    assert own["shorter"] == own["shorter that fits"] == pytest.approx(-5.0)


def test_a_longer_term_fits_if_its_rendering_has_all_words() -> None:
    looks = (*LOOKS, Look("新专利局", "new bureau", 3.0))
    own = Relations(
        looks, {**COUNTS, "新专利局": 1}, {**WORDS, "新专利局": ("新", "专利", "局")}
    ).features(LOOKS[4])
    assert own["longer"] == pytest.approx(2.5)
    assert own["longer that fits"] < own["longer"]


def test_shares_are_those_of_the_likely() -> None:
    own = features(0)
    assert own["share of likely longer"] == pytest.approx(0.5)
    # The shorter term has no chance.
    assert own["share of likely shorter"] == pytest.approx(1.0)
    assert features(3)["share of likely shorter"] == pytest.approx(0.5)


def test_a_rendering_that_a_nested_term_has_as_well_is_told() -> None:
    own = features(1)
    assert own["same rendering"] == own["same rendering nested"] == pytest.approx(-2.0)
    assert features(4)["same rendering"] < -10.0


def test_families_leave_out_longer_and_shorter_forms() -> None:
    own = features(4)
    assert own["head family"] > features(0)["head family"]
    assert own["size of head family"] == features(0)["size of head family"]
