"""British, American, undecided; simplified and traditional."""

from pathlib import Path

import pytest

from aligner.languages import detect_language
from aligner.languages.spelling import english_variant
from aligner.readers import read_document

_CASES = Path(__file__).parents[1] / "readers" / "cases"


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("The centre has recognised the colour of the licence on 28 April 2023.", "en-GB"),
        ("The center has recognized the color of the license on April 28, 2023.", "en-US"),
        ("The programme honours the labour of the travellers.", "en-GB"),
        ("The defense of the neighbors was canceled.", "en-US"),
        ("The two offices met on April 28, 2023 and organized a program.", "en"),
        ("The World Intellectual Property Organization and its Center met on May 5.", "en"),
        ("The centre is a center.", "en"),
        ("The two offices met.", "en"),
        # Oxford spelling: -ize beside British words.
        ("The organization recognizes the colour of the centre.", "en-GB"),
        ("", "en"),
    ],
)
def test_spelling_decides(text: str, variant: str) -> None:
    assert english_variant(text) == variant


def test_readers_give_the_variant() -> None:
    assert read_document(_CASES / "english_div_soup.html").language == "en-GB"
    assert read_document(_CASES / "english_portal.html").language == "en-US"
    assert read_document(_CASES / "english_old_table.html").language == "en"


def test_a_converted_mirror_is_traditional() -> None:
    assert read_document(_CASES / "mirror_traditional.html").language == "zh-Hant"
    assert detect_language("國家知識產權局發布專利數據，其中发明专利授權量增長。") == "zh-Hant"


def test_other_languages_are_left_alone() -> None:
    assert (
        detect_language("Le centre est ouvert et la couleur de la ville est dans les rues") == "fr"
    )
