"""Short names that a document defines, and those that it does not."""

import pytest

from aligner.glossary import Glossary
from aligner.terms import check_bitext
from aligner.values import ConceptEntry, Term, TranslationUnit

GLOSSARY = Glossary(
    (ConceptEntry("fps", (Term("快速支付系统", "zh"), Term("Faster Payment System", "en"))),)
)


def check(first: str) -> list[str]:
    texts = [first, *["The FPS grew again."] * 2]
    units = [
        TranslationUnit(f"u{n}", "zh-Hans", "en", "快速支付系统再次增长。", text, 1.0)
        for n, text in enumerate(texts)
    ]
    found = check_bitext(units, GLOSSARY, published=None, source_document="a", target_document="b")
    return [finding.code.value for finding in found.findings if finding.is_likely]


@pytest.mark.parametrize(
    "definition",
    [
        "The Faster Payment System (FPS) grew again.",
        "The “Faster Payment System” (FPS) grew again.",
        'The "Faster Payment System" ("FPS") grew again.',
        "The ‘Faster Payment System’ (the “FPS”) grew again.",
        "The Faster Payment System (hereinafter referred to as FPS) grew again.",
        "The Faster Payment System（FPS）grew again.",
    ],
)
def test_a_defined_short_name_renders_its_term(definition: str) -> None:
    assert check(definition) == []


def test_a_name_that_is_not_defined_does_not() -> None:
    assert check("The Faster Payment System grew again.") == ["other-rendering", "other-rendering"]
