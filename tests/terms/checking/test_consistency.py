"""One term with two accepted names in a document: when it is reported."""

import pytest

from aligner.glossary import Glossary
from aligner.terms import check_bitext
from aligner.values import ConceptEntry, FindingCode, Term, TermStatus, TranslationUnit

GLOSSARY = Glossary(
    (
        ConceptEntry(
            "office",
            (
                Term("专利局", "zh"),
                Term("State Patent Office", "en", abbreviation=False),
                Term("National Awareness Office", "en", TermStatus.ADMITTED),
                Term("SPO", "en", TermStatus.ADMITTED, abbreviation=True),
            ),
        ),
    )
)


def inconsistent(*names: str) -> list[str]:
    units = [
        TranslationUnit(f"u{n}", "zh-Hans", "en", "专利局昨天公布数据。", f"{name} said so.", 1.0)
        for n, name in enumerate(names)
    ]
    found = check_bitext(units, GLOSSARY, published=None, source_document="a", target_document="b")
    return [f.unit for f in found.findings if f.code is FindingCode.INCONSISTENT]


FULL, OTHER, SHORT = "State Patent Office", "National Awareness Office", "SPO"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ((FULL, FULL, FULL), []),
        ((FULL, FULL, OTHER), ["u2"]),
        ((f"{FULL} (SPO)", SHORT, SHORT, OTHER), ["u3"]),
        ((f"{FULL} (SPO)", SHORT, SHORT, FULL), []),
        ((FULL, OTHER), []),
        ((FULL, OTHER, FULL, OTHER), []),
    ],
)
def test_a_form_that_differs_from_the_usual_one_is_reported(
    names: tuple[str, ...], told: list[str]
) -> None:
    assert inconsistent(*names) == told
