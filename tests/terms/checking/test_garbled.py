"""Full names with a wrong word, beside a short form that is right."""

import pytest
from departures_of import DAY, unit

from aligner.glossary import Glossary
from aligner.terms import check_bitext
from aligner.values import ConceptEntry, Finding, Term, TermStatus

ADMITTED = TermStatus.ADMITTED
GLOSSARY = Glossary(
    (
        ConceptEntry(
            "health",
            (
                Term("世界卫生组织", "zh"),
                Term("World Health Organization", "en"),
                Term("WHO", "en", ADMITTED, abbreviation=True),
            ),
        ),
        ConceptEntry(
            "letter",
            (
                Term("意向书", "zh"),
                Term("letter of intent", "en"),
                Term("LoI", "en", ADMITTED, abbreviation=True),
            ),
        ),
        ConceptEntry(
            "convention",
            (
                Term("海洋公约", "zh"),
                Term("Sea Convention", "en"),
                Term("Sea Convention on the Protection of Coastal Waters", "en", ADMITTED),
            ),
        ),
    )
)


def likely(source: str, target: str) -> list[Finding]:
    found = check_bitext(
        [unit(source, target)], GLOSSARY, published=DAY, source_document="a", target_document="b"
    ).findings
    return [f for f in found if f.is_likely]


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        (
            "世界卫生组织发布了报告。",
            "The World Medical Organization (WHO) published a report.",
            "World Medical Organization",
        ),
        (
            "双方签署了意向书。",
            "The two sides signed a note of understanding (LoI).",
            "note of understanding",
        ),
        (
            "我国加入了海洋公约。",
            "China joined the Sea Convention on the Protection of Coastal Roads.",
            "Sea Convention on the Protection of Coastal Roads",
        ),
    ],
)
def test_a_wrong_word_in_the_full_name_is_found(source: str, target: str, words: str) -> None:
    assert [f.found for f in likely(source, target)] == [words]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("世界卫生组织发布了报告。", "The World Health Organisation (WHO) published a report."),
        ("世界卫生组织发布了报告。", "The Organization (WHO) published a report."),
        ("世界卫生组织发布了报告。", "Doctors of the agency (WHO) published a report."),
        ("双方签署了意向书。", "The two sides signed letters of intent (LoI)."),
        ("双方签署了意向书。", "The two sides signed a paper (LoI)."),
        (
            "我国加入了海洋公约。",
            "China joined the Sea Convention on the Protection of Coastal Waters.",
        ),
        ("我国加入了海洋公约。", "China joined the Sea Convention on Monday."),
    ],
)
def test_other_words_around_a_short_form_are_no_wrong_name(source: str, target: str) -> None:
    assert likely(source, target) == []
