"""Names with a word in another form."""

import pytest

from aligner.languages import read_english
from aligner.terms.checking.misnaming import find_misnamed


def misnamed(name: str, text: str) -> str | None:
    read = read_english(text)
    found = find_misnamed(read, [read_english(name).keys], [name], frozenset())
    return None if found is None else read.surface(*found)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Financial Secretary", "The Finance Secretary spoke.", "Finance Secretary"),
        ("Ministry of Education", "The Ministry of Educational spoke.", "Ministry of Educational"),
        ("State Taxation Office", "The State Tax Office spoke.", "State Tax Office"),
        ("Asian Development Bank", "The Asia Developing Bank lent.", "Asia Developing Bank"),
    ],
)
def test_a_name_has_its_words_in_one_form(name: str, text: str, found: str) -> None:
    assert misnamed(name, text) == found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Japan Patent Office", "The Japanese Patent Office spoke."),
        ("Asian Development Bank", "Of Asian development banks there are two."),
        ("Office for Harmonization", "Offices for Harmonization"),
        ("patent examination", "Patent Examiner"),
        ("financial secretary", "The Finance Secretary spoke."),
        ("Treasury", "The Treasurer spoke."),
        ("Bank of Norway", "The Bank for Norway"),
    ],
)
def test_other_words_are_no_name(name: str, text: str) -> None:
    assert misnamed(name, text) is None
