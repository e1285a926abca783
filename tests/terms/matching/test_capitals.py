"""Names in lower case are reported; other differences are not a matter of case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.terms.matching.capitals import has_wrong_case
from aligner.terms.matching.forms import Form
from aligner.terms.matching.index import index_of
from aligner.values import ConceptEntry, Term


def form(text: str, *, case_sensitive: bool = True) -> Form:
    term = Term(text, "en", case_sensitive=case_sensitive)
    index = index_of(Glossary((ConceptEntry("c", (Term("词", "zh"), term)),)))
    return next(form for form in index.forms if form.term == term)


@pytest.mark.parametrize(
    ("surface", "is_wrong"),
    [
        ("Patent Office", False),
        ("patent office", True),
        ("the Patent office", True),
        ("PATENT OFFICE", False),
        ("Office for Patents", False),
        ("Patents Office", False),
        ("patents Office", True),
        ("office for Patents", True),
        ("Office For Patents", False),
    ],
)
def test_small_letters_where_a_name_has_capitals(surface: str, is_wrong: bool) -> None:  # noqa: FBT001 - a column of the table
    assert has_wrong_case(surface, form("the Patent Office")) is is_wrong


@pytest.mark.parametrize(
    ("surface", "is_wrong"),
    [
        ("CNIPA Deputy Commissioner", False),
        ("CNIPA deputy commissioner", True),
        ("Deputy Commissioner Of The CNIPA", False),
        ("deputy Commissioner of the National Patent Office", True),
    ],
)
def test_another_order_or_a_short_name_hides_no_small_letters(surface: str, is_wrong: bool) -> None:  # noqa: FBT001 - a column of the table
    assert has_wrong_case(surface, form("Deputy Commissioner of the CNIPA")) is is_wrong


def test_a_word_that_the_name_has_in_both_cases_may_have_either() -> None:
    name = form("Office for the office of the Commissioner")
    assert not has_wrong_case("office for the office of the Commissioner", name)


@given(st.lists(st.sampled_from(["Patent", "Office", "of", "the", "China's"]), min_size=1))
def test_a_name_as_it_stands_is_right(words: list[str]) -> None:
    name = " ".join(["Patent", *words])
    assert not has_wrong_case(name, form(name))
    assert not has_wrong_case(name.upper(), form(name))


def test_common_words_have_no_case() -> None:
    assert not has_wrong_case("patent", form("Patent", case_sensitive=False))
