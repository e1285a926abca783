"""Words in place of a rendering: forms of other terms, and half of the right one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.terms.checking.omission import UnmatchedReading, survey
from aligner.terms.matching.index import index_of
from aligner.values import ConceptEntry, Term, TranslationUnit

DAY = date(2024, 5, 1)
WORDS = st.lists(
    st.sampled_from(["the", "examiner", "reviewed", "priority", "documents", "claims", "of"]),
    min_size=1,
    max_size=9,
)


def readings(
    glossary: Glossary, model: LexicalModel, source: str, target: str
) -> list[tuple[TranslationUnit, UnmatchedReading]]:
    unit = TranslationUnit("x", "zh-Hans", "en", source, target, 1.0)
    return [(unit, reading) for _, _, reading in survey([unit], index_of(glossary), model, DAY)]


def stray(glossary: Glossary, model: LexicalModel, source: str, target: str) -> str | None:
    ((unit, reading),) = readings(glossary, model, source, target)
    words = unit.target_text.removesuffix(".").split()
    # The article of the sentence is no word.
    kept = [word for word in words if word.lower() != "the"]
    found = reading.stray
    return None if found is None else " ".join(kept[found.first : found.last])


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("The examiner reviewed the reexamination request.", "reexamination request"),
        ("The examiner reviewed the priority lottery.", "priority lottery"),
        ("The examiner reviewed the umbrella documents.", "umbrella documents"),
        ("The examiner reviewed it.", None),
        ("The examiner reviewed 900 documents.", None),
    ],
)
def test_what_stands_in_the_place_of_a_term(
    objects: Glossary, learned: LexicalModel, target: str, words: str | None
) -> None:
    assert stray(objects, learned, "审查员审阅了优先权文件。", target) == words


def test_forms_of_terms_that_the_source_names_are_not_foreign(
    objects: Glossary, learned: LexicalModel
) -> None:
    source = "审查员审阅了优先权文件和复审请求。"
    target = "The examiner reviewed the reexamination request."
    assert stray(objects, learned, source, target) is None


def test_forms_of_general_terms_are_not_foreign(learned: LexicalModel) -> None:
    entries = (
        ConceptEntry("a", (Term("说明书", "zh"), Term("description", "en"))),
        ConceptEntry("b", (Term("雨伞", "zh"), Term("umbrella", "en")), weak=True),
    )
    target = "The examiner reviewed the umbrella."
    assert stray(Glossary(entries), learned, "审查员审阅了说明书。", target) is None


@given(WORDS)
def test_strays_are_words_of_the_target_without_a_known_form(
    objects: Glossary, learned: LexicalModel, words: list[str]
) -> None:
    target = " ".join(words)
    for _, reading in readings(objects, learned, "审查员审阅了优先权文件。", target):
        keys = [word for word in words if word != "the"]
        assert 0.0 <= reading.values["half form"] <= 1.0
        assert 0.0 <= reading.values["foreign form"] <= 1.0
        if reading.stray is not None:
            assert 0 <= reading.stray.first < reading.stray.last <= len(keys)
            assert keys[reading.stray.first : reading.stray.last] != ["priority", "documents"]
