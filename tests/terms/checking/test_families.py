"""Families of English words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.terms.checking.families import does, is_akin

WORDS = st.text("abcdeginorsty", max_size=12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("applied", "application"),
        ("apply", "application"),
        ("ruled", "ruling"),
        ("acquired", "acquisition"),
        ("examining", "examination"),
        ("notify", "notification"),
        ("buys", "buying"),
        ("sold", "sale"),
        ("guaranteed", "guarantee"),
        ("transferred", "transfer"),
        ("published", "publication"),
        ("register", "registration"),
        ("agree", "agreement"),
        ("deliver", "delivery"),
        ("recover", "recovery"),
        ("assist", "assistance"),
        ("administer", "administration"),
        ("adjudged", "judgment"),
    ],
)
def test_forms_of_one_verb_are_akin(one: str, other: str) -> None:
    assert is_akin(one, other)
    assert is_akin(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("patent", "patentee"),
        ("employed", "employee"),
        ("insurer", "insurance"),
        ("good", "goods"),
        ("port", "part"),
    ],
)
def test_agents_and_strangers_are_not(one: str, other: str) -> None:
    assert not is_akin(one, other)


@given(WORDS, WORDS)
def test_kinship_is_mutual(one: str, other: str) -> None:
    assert is_akin(one, other) == is_akin(other, one)


@pytest.mark.parametrize(
    ("verb", "agent", "is_his"),
    [
        ("buys", "buyer", True),
        ("leased", "leaser", True),
        ("examined", "examiner", True),
        ("holding", "holder", True),
        ("patents", "patentee", False),
        ("ors", "or", False),
    ],
)
def test_what_an_agent_does(verb: str, agent: str, *, is_his: bool) -> None:
    assert does(verb, agent) is is_his
