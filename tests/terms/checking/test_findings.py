"""The other renderings in a finding's details: counts of the others, never its own."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from aligner.terms.checking.findings import Documents, FindingPlace, add_elsewhere, make_finding
from aligner.values import (
    Finding,
    FindingCode,
    OccurrenceStatus,
    Severity,
    TermOccurrence,
    TranslationUnit,
)

labels = st.lists(st.sampled_from(["patent", "letters patent", "grant", ""]), max_size=12)


def finding(unit: str) -> Finding:
    return Finding(
        *("f", FindingCode.OMITTED, Severity.WARNING, "m", "c", "专利", ("patent",), "", unit),
        *("a", "b", "专利", "x", (0, 2)),
        details=(("elsewhere", "9 x old"), ("mqm", "omission")),
    )


@given(labels)
def test_counts_are_those_of_the_other_occurrences(found: list[str]) -> None:
    occurrences = [
        TermOccurrence("c", f"u{n}", "专利", (0, 2), OccurrenceStatus.ALLOWED, label, label)
        for n, label in enumerate(found)
    ]
    (made,) = add_elsewhere([finding("u0")], occurrences)
    others = Counter(filter(None, found[1:]))
    told = [value for name, value in made.details if name == "elsewhere"]
    counts = sorted(others.items(), key=lambda item: (-item[1], item[0]))
    assert told == [f"{n} x {label}" for label, n in counts]
    assert ("mqm", "omission") in made.details


def test_other_concepts_do_not_count() -> None:
    other = TermOccurrence("d", "u1", "商标", (0, 2), OccurrenceStatus.ALLOWED, "mark", "mark")
    (made,) = add_elsewhere([finding("u0")], [other])
    assert made.details == (("mqm", "omission"),)


def test_no_message_shows_empty_quotation_marks() -> None:
    unit = TranslationUnit("1", "zh", "en", "商标注册申请", "trademark applications", 1.0)
    for code in (FindingCode.SHORT_FORM, FindingCode.OTHER_RENDERING):
        made = make_finding(
            code,
            "c",
            FindingPlace(unit, (0, 4), None),
            Documents("a", "b"),
            expected=("trademark registration",),
            confidence=0.2,
        )
        assert "\u201c\u201d" not in made.message
        assert "\u201ctrademark registration\u201d" in made.message
