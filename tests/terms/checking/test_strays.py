"""Words in place of a rendering: forms of other terms, and half of the right one."""

import pytest
from departures_of import DAY, unit
from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.terms.checking.evidence import Evidence
from aligner.terms.checking.scene import Stray, find_foreign, find_half
from aligner.terms.matching.index import index_of
from aligner.terms.matching.unit import read_document
from aligner.values import ConceptEntry, Term

WORDS = st.lists(
    st.sampled_from(["the", "examiner", "reviewed", "priority", "documents", "claims", "of"]),
    min_size=1,
    max_size=9,
)


def strays(glossary: Glossary, model: LexicalModel, source: str, target: str) -> list[Stray]:
    """What stands in the place of the only term: half of its form, or a form of another."""
    index, document = index_of(glossary), [unit(source, target)]
    reads, _ = read_document(document, index, DAY, model)
    evidence = Evidence(index, reads, model)
    ((read,)) = reads
    scenes = [
        evidence.scene(0, occurrence)
        for i, occurrence in enumerate(read.occurrences)
        if i not in read.renderings and read.target.keys
    ]
    found = [s for scene in scenes for s in (find_half(scene), find_foreign(scene, index))]
    return [s for s in found if s is not None and s.strangeness >= 0.5]


def stray(glossary: Glossary, model: LexicalModel, source: str, target: str) -> str | None:
    words = target.removesuffix(".").split()
    # The article of the sentence is no word.
    kept = [word for word in words if word.lower() != "the"]
    found = strays(glossary, model, source, target)
    return " ".join(kept[found[0].first : found[0].last]) if found else None


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
    keys = [word for word in words if word != "the"]
    for found in strays(objects, learned, "审查员审阅了优先权文件。", target):
        assert 0.0 <= found.strangeness <= 1.0
        assert 0 <= found.first < found.last <= len(keys)
        assert keys[found.first : found.last] != ["priority", "documents"]
