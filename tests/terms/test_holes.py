"""Holes in English sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.terms.holes import find_holes


@pytest.mark.parametrize(
    "text",
    [
        "The Center advises on , fees and deadlines.",
        "The use of is explained in the Guidelines.",
        "Under the Regulations, is entitled to appeal.",
        "The new system (“”) was opened.",
        "Designates the Office as the authority.",
        "Has issued a notice.",
        "They amended the rules on the and the fees.",
    ],
)
def test_a_missing_name_leaves_a_hole(text: str) -> None:
    assert find_holes(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Center advises on patents, fees and deadlines.",
        "The Office, which was founded in 1998, is in Beijing.",
        "Besides the fees, this is new. Across the country, as an applicant knows, it grew.",
        "It is explained in the Guidelines (2023).",
        "Applicants who log in, and those who do not, are treated alike.",
    ],
)
def test_a_whole_sentence_has_none(text: str) -> None:
    assert find_holes(text) == []


@given(st.text(alphabet="of is,.the (“”)ab A", max_size=60))
def test_holes_lie_in_the_text_in_order(text: str) -> None:
    holes = find_holes(text)
    assert holes == sorted(holes)
    assert all(0 <= hole <= len(text) for hole in holes)
