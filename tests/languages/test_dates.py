import pytest

from aligner.languages.dates import describe_date, take_han_dates, take_latin_dates


@pytest.mark.parametrize(
    ("chinese", "english", "keys"),
    [
        ("4月26日", "April 26", {"m4", "4-26"}),
        ("4月26日至28日", "April 26-28", {"m4", "4-26", "4-28"}),
        ("4月26至28日", "from 26 to 28 April", {"m4", "4-26", "4-28"}),
        ("4月30日至5月2日", "April 30 and on May 2", {"m4", "4-30", "m5", "5-2"}),
        ("2018年12月", "December 2018", {"y2018", "m12"}),
        ("二〇一八年六月三日", "2018", {"y2018"}),
        ("2023-09-15", "15th September, 2023", {"y2023", "m9", "9-15"}),
        ("12 月", "in Dec.", {"m12"}),
    ],
)
def test_both_languages_give_the_same_keys(chinese: str, english: str, keys: set[str]) -> None:
    assert set(take_han_dates(chinese)[0]) == keys
    assert set(take_latin_dates(english)[0]) == keys


def test_dates_leave_a_gap_and_other_numbers_stay() -> None:
    assert take_han_dates("4月26日有200人")[1].split() == ["有200人"]
    assert "200" in take_latin_dates("On April 26, 200 people came")[1]


@pytest.mark.parametrize("text", ["it may march on", "May this be so", "3.5 percent in all"])
def test_verbs_are_no_months(text: str) -> None:
    assert take_latin_dates(text)[0] == ()


def test_a_count_of_items_is_no_year() -> None:
    assert take_han_dates("共2000件") == ((), "共2000件")


@pytest.mark.parametrize(
    ("key", "words"),
    [("4-26", "4月26日 / April 26"), ("m4", "4月 / April"), ("y2023", "2023")],
)
def test_dates_in_words(key: str, words: str) -> None:
    assert describe_date(key) == words
