"""Words that stand in for a term named just before."""

from collections.abc import Callable

import pytest
from departures_of import DAY, unit

from aligner.glossary import Glossary
from aligner.terms import check_bitext
from aligner.values import ConceptEntry, Finding, Term

GLOSSARY = Glossary(
    (
        ConceptEntry("gas", (Term("温室气体", "zh"), Term("greenhouse gas", "en"))),
        ConceptEntry("credit", (Term("学分", "zh"), Term("credit", "en"))),
        ConceptEntry("award", (Term("仲裁裁决", "zh"), Term("arbitral award", "en"))),
        ConceptEntry("fine", (Term("行政处罚", "zh"), Term("administrative penalty", "en"))),
    )
)
NAMED = {
    "gas": ("会议讨论了温室气体。", "The meeting discussed greenhouse gases."),
    "credit": ("每门课三个学分。", "Each course carries three credits."),
    "award": ("庭上作出了仲裁裁决。", "An arbitral award was made."),
    "fine": ("行政处罚有所增加。", "Administrative penalties have gone up."),
}


@pytest.fixture
def likely() -> Callable[..., list[Finding]]:
    def findings(concept: str, source: str, target: str, *, is_named: bool = True) -> list[Finding]:
        before = [unit(*NAMED[concept], "before")] if is_named else []
        check = check_bitext(
            [*before, unit(source, target)],
            GLOSSARY,
            published=DAY,
            source_document="a",
            target_document="b",
        )
        return [f for f in check.findings if f.is_likely and f.unit == "x"]

    return findings


STOOD_IN = [
    ("gas", "温室气体主要来自燃煤。", "Most of them come from burning coal."),
    ("gas", "温室气体均来自燃煤。", "All of these come from burning coal."),
    ("credit", "毕业需要一百二十学分。", "One hundred and twenty are needed to graduate."),
    ("credit", "选修课学分另计。", "Those for electives are counted apart."),
    ("award", "仲裁裁决是终局的。", "The latter is final."),
    ("award", "该文书不是仲裁裁决。", "That paper was not one."),
]


@pytest.mark.parametrize(("concept", "source", "target"), STOOD_IN)
def test_what_was_named_just_before_may_be_a_pronoun(
    likely: Callable[..., list[Finding]], concept: str, source: str, target: str
) -> None:
    assert likely(concept, source, target) == []


@pytest.mark.parametrize(("concept", "source", "target"), STOOD_IN[1:4])
def test_what_was_not_named_may_not(
    likely: Callable[..., list[Finding]], concept: str, source: str, target: str
) -> None:
    assert likely(concept, source, target, is_named=False)


@pytest.mark.parametrize(
    ("concept", "source", "target"),
    [
        # The source has the pronoun itself, or English adds a possessive.
        ("gas", "各市在其计划中列入了温室气体。", "The cities put waste in their plans."),
        (
            "fine",
            "其中，对网店的行政处罚占四成。",
            "Of these, official fines on shops made up forty per cent.",
        ),
    ],
)
def test_a_pronoun_of_something_else_excuses_nothing(
    likely: Callable[..., list[Finding]], concept: str, source: str, target: str
) -> None:
    assert likely(concept, source, target)
