"""The words that may render a term, in an English text."""

from functools import cache

import pytest

from aligner.lexicon import LexicalModel
from aligner.terms.mining.candidates import Occurrence, ReadPair, read_pair
from aligner.terms.mining.readings import MinedRendering, read_renderings
from aligner.terms.mining.renderings import Renderings
from aligner.values import TranslationUnit


@cache
def model() -> LexicalModel:
    return LexicalModel(
        {
            "专利": {"patent": 9},
            "拥有量": {"patent": 3, "per": 5, "10": 5},
            "远屹": {"yuanyi": 9},
            "科技": {"technology": 9},
            "备忘录": {"memorandum": 5, "oapi": 4},
            "附件": {"annex": 9},
            "一": {"1": 9},
        }
    )


def readings_of(term: str, source: str, target: str) -> list[MinedRendering]:
    """The renderings of a term in one unit."""
    pair = read_pair(TranslationUnit("u", "zh-Hans", "en", source, target, 1.0))
    found, _ = read_renderings([pair], {term: [place_of(term, pair)]}, model())
    return found.get(term, [])


def place_of(term: str, pair: ReadPair) -> Occurrence:
    """Where the words of a term stand."""
    start = pair.chinese.folded.index(term)
    return Occurrence(0, pair.starts.index(start), pair.starts.index(start + len(term)))


def test_a_rendering_does_not_end_inside_a_number() -> None:
    found = readings_of("专利拥有量", "专利拥有量增加。", "The patents per 10,000 people grew.")
    assert found
    assert not [reading.text for reading in found if reading.text.endswith("10")]


def test_a_number_belongs_to_a_term_with_a_number() -> None:
    found = readings_of("附件一", "见附件一。", "See Annex 1.")
    assert "Annex 1" in {reading.text for reading in found}


@pytest.mark.parametrize("company", ["Yuanyi Technology Co., Ltd", "Yuanyi Technology Limited"])
def test_names_of_companies_are_whole(company: str) -> None:
    term = "远屹科技股份有限公司"
    found = readings_of(term, f"{term}胜诉。", f"The case was won by {company}.")
    assert found[0].text == company


def test_a_common_noun_after_a_company_is_no_part_of_its_name() -> None:
    found = readings_of("远屹科技", "远屹科技有限。", "The time of Yuanyi Technology limited it.")
    assert found[0].text == "Yuanyi Technology"


def test_a_short_name_of_something_else_is_no_rendering() -> None:
    texts = (
        ("双方签署备忘录。", "They signed a memorandum."),
        ("备忘录已签署。", "The memorandum was signed."),
        ("我们讨论备忘录。", "We discussed the memorandum."),
        ("同组织签署备忘录。", "It was signed with OAPI."),
    )
    pairs = [
        read_pair(TranslationUnit(f"u{i}", "zh-Hans", "en", source, target, 1.0))
        for i, (source, target) in enumerate(texts)
    ]
    places = [
        Occurrence(i, place.first, place.last)
        for i, place in enumerate(place_of("备忘录", pair) for pair in pairs)
    ]
    candidates = {"备忘录": places}
    found, _ = read_renderings(pairs, candidates, model())
    assert "oapi" in {reading.key for reading in found["备忘录"]}
    best = [key for key, _ in Renderings(pairs, candidates, found).best("备忘录")]
    assert best[0] == "memorandum"
    assert "oapi" not in best
