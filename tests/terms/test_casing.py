"""Names with small letters are told; other differences are for others to tell."""

import pytest

from aligner.terms import Glossary
from aligner.terms.casing import has_wrong_case
from aligner.terms.forms import Form
from aligner.terms.index import index_of
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
    ],
)
def test_small_letters_where_a_name_has_capitals(surface: str, is_wrong: bool) -> None:  # noqa: FBT001 - a column of the table
    assert has_wrong_case(surface, form("the Patent Office")) is is_wrong


def test_common_words_have_no_case() -> None:
    assert not has_wrong_case("patent", form("Patent", case_sensitive=False))
