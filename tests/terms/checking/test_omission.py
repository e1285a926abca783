"""Terms without a known form: what their units show, and the findings on them."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.terms import check_bitext
from aligner.terms.checking.judge import _with_whole_numbers
from aligner.terms.checking.omission import Clues, OmissionModel, default_model, survey
from aligner.terms.matching.index import index_of
from aligner.terms.matching.unit import read_document
from aligner.values import ConceptEntry, Finding, Term, TranslationUnit

DAY = date(2024, 5, 1)


def unit(source: str, target: str) -> TranslationUnit:
    return TranslationUnit("x", "zh-Hans", "en", source, target, 1.0)


@pytest.fixture(scope="module")
def report(
    composed: list[TranslationUnit], objects: Glossary, learned: LexicalModel
) -> Callable[[str, str], tuple[Finding, ...]]:
    """Findings in the composed sentences with one more behind them."""

    def findings(source: str, target: str) -> tuple[Finding, ...]:
        units = [*composed, unit(source, target)]
        return check_bitext(
            units,
            objects,
            published=DAY,
            source_document="a",
            target_document="b",
            lexicon=learned,
        ).findings

    return findings


Report = Callable[[str, str], tuple[Finding, ...]]

SPOILT = [
    ("审查员审阅了说明书。", "The examiner reviewed the."),
    ("申请人提交了权利要求书和优先权文件。", "The applicant filed the claims and the."),
    ("代理师修改了说明书。", "The attorney amended the umbrella."),
    ("申请人提交了复审请求。", "The applicant filed the lottery request."),
    ("申请人提交了优先权文件。", "The applicant filed the priority sandwiches."),
    ("审查员审阅了说明书。", "The examiner reviewed the reexamination request."),
]


@pytest.mark.parametrize(("source", "target"), SPOILT)
def test_spoilt_renderings_are_found(report: Report, source: str, target: str) -> None:
    found = report(source, target)
    assert {f.unit for f in found} == {"x"}
    assert {f.code.value for f in found} <= {"missing", "wrong-variant"}
    assert all(0.0 < f.confidence <= 1.0 for f in found)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "申请人提交了说明书，并修改了说明书。",
            "The applicant filed the description and amended it.",
        ),
        ("审查员审阅了权利要求书。", "The claims were reviewed by the examiner."),
        ("申请人提交了优先权文件。", "The priority documents were filed by the applicant."),
    ],
)
def test_good_style_is_left_alone(report: Report, source: str, target: str) -> None:
    assert report(source, target) == ()


def test_a_form_of_another_concept_is_shown_as_what_was_found(report: Report) -> None:
    target = "The examiner reviewed the reexamination request."
    (finding,) = report("审查员审阅了说明书。", target)
    assert finding.code.value == "wrong-variant"
    assert finding.found == "reexamination request"
    assert finding.expected == ("description",)
    assert ("elsewhere", "9 x description") in finding.details


def test_the_clues_of_an_occurrence(objects: Glossary, learned: LexicalModel) -> None:
    units = [unit("审查员审阅了说明书。", "The examiner reviewed the umbrella.")]
    ((number, occurrence, reading),) = survey(units, index_of(objects), learned, DAY)
    assert (number, occurrence.start, occurrence.stop) == (0, 6, 9)
    assert not reading.is_beside
    assert not reading.is_rendered
    assert reading.is_error
    for name in ("alone", "beside"):
        assert default_model(name).weights.keys() <= reading.values.keys()


def test_the_same_words_are_not_shown_for_two_terms(report: Report) -> None:
    found = report(
        "审查员审阅了说明书和优先权文件，并修改了权利要求书。",
        "The examiner reviewed the reexamination request and amended the claims.",
    )
    shown = [f.found for f in found if f.found]
    assert shown.count("reexamination request") == len(shown) == 1


def test_suspected_words_do_not_speak_for_the_alignment(report: Report) -> None:
    (finding,) = report(
        "审查员修改了说明书、优先权文件和权利要求书。",
        "Ten umbrella makers of the lottery worked on sandwiches and the reexamination request.",
    )
    assert finding.code.value == "suspect-alignment"


def test_a_wrong_term_in_a_short_sentence_is_no_wrong_sentence(report: Report) -> None:
    (finding,) = report(
        "审查员审阅了说明书。",
        "The examiner reviewed the reexamination request.",
    )
    assert finding.code.value == "wrong-variant"


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("It was 3,900 of it.", "900 of", "3,900 of"),
        ("It was up 3.5.", "up 3", "up 3.5"),
        ("It was 12 of it.", "12", "12"),
        ("In 2018, 900 came.", "900", "900"),
    ],
)
def test_what_is_shown_cuts_no_number(text: str, part: str, whole: str) -> None:
    start = text.index(part)
    assert text[slice(*_with_whole_numbers(text, (start, start + len(part))))] == whole


def test_blamed_words_are_left_out_of_what_the_source_accounts_for(
    objects: Glossary, learned: LexicalModel
) -> None:
    target = "The examiner reviewed the umbrella sandwiches."
    reads, _ = read_document(
        [unit("审查员审阅了说明书。", target)], index_of(objects), DAY, learned
    )
    clues = Clues(index_of(objects), reads, learned)
    start = target.index("umbrella")
    assert clues.cover(0, [(start, len(target) - 1)]) > clues.cover(0) > 0.0
    assert clues.cover(0, [(0, len(target))]) == 1.0


def test_a_term_without_full_forms_has_clues_too(learned: LexicalModel) -> None:
    entry = ConceptEntry("c", (Term("说明书", "zh"), Term("DESC", "en")))
    units = [unit("说明书", "Nothing.")]
    assert len(list(survey(units, index_of(Glossary((entry,))), learned, DAY))) == 1


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_probabilities_lie_between_0_and_1(weight: float, value: float) -> None:
    model = OmissionModel({"a": weight}, 0.5)
    assert 0.0 < model.probability({"a": value, "b": 3.0}) < 1.0


def test_weights_speak_for_their_clues() -> None:
    model = OmissionModel({"constant": 0.0, "half form": 2.0}, 0.5)
    low, high = ({"constant": 1.0, "half form": value} for value in (0.0, 1.0))
    assert model.probability(low) == pytest.approx(0.5)
    assert model.probability(high) > 0.8


@given(st.floats(-30, 30), st.floats(0, 5), st.floats(-5, 5))
def test_a_confidence_rises_with_its_log_odds(odds: float, slope: float, shift: float) -> None:
    model = OmissionModel({"a": 1.0}, 0.5, slope, shift)
    low, high = (model.confidence({"a": value}) for value in (odds, odds + 1.0))
    assert 0.0 < low <= high < 1.0
    assert OmissionModel({"a": 1.0}, 0.5).confidence({"a": odds}) == model.probability({"a": odds})
