"""Long texts are checked part by part, and nothing is reported because of where they are cut."""

from collections.abc import Sequence

import pytest

from aligner.glossary import Glossary
from aligner.terms import TermCheck, check_bitext, check_by_parts
from aligner.values import ConceptEntry, Term, TermStatus, TranslationUnit

GLOSSARY = Glossary(
    (
        ConceptEntry("fps", (Term("快速支付系统", "zh"), Term("Faster Payment System", "en"))),
        ConceptEntry(
            "imo",
            (
                Term("国际海事组织", "zh"),
                Term("International Maritime Organization", "en"),
                Term("IMO", "en", TermStatus.ADMITTED, abbreviation=True),
            ),
        ),
    )
)
PLAIN = ("天气很好。", "The weather is fine.")
DEFINED = ("快速支付系统再次增长。", "The Faster Payment System (FPS) grew again.")
USED = ("快速支付系统再次增长。", "The FPS grew again.")
IN_FULL = ("国际海事组织通过了规则。", "The International Maritime Organization adopted rules.")
IN_SHORT = ("国际海事组织确认了规则。", "The IMO confirmed the rules.")
INTRODUCED = ("The International Maritime Organization met.", "国际海事组织（IMO）开会。")
KEPT = ("The IMO confirmed the rules.", "IMO确认了规则。")
WRONG = ("快速支付系统再次增长。", "The Swift Money Scheme grew again.")


def units(*texts: tuple[str, str], reverse: bool = False) -> list[TranslationUnit]:
    languages = ("en", "zh-Hans") if reverse else ("zh-Hans", "en")
    return [
        TranslationUnit(f"u{number}", *languages, *pair, 1.0) for number, pair in enumerate(texts)
    ]


def parts(made: Sequence[TranslationUnit], size: int, name: str = "a") -> list[TermCheck]:
    checked = check_by_parts(
        made, GLOSSARY, published=None, source_document=name, target_document="", size=size
    )
    return [check for _, check in checked]


def told(*checks: TermCheck) -> list[tuple[str, str]]:
    return [(found.unit, found.code.value) for check in checks for found in check.findings]


@pytest.mark.parametrize("size", [1, 2, 5])
@pytest.mark.parametrize(
    ("first", "last", "reverse"),
    [(DEFINED, USED, False), (IN_FULL, IN_SHORT, False), (INTRODUCED, KEPT, True)],
)
def test_what_one_part_makes_known_is_known_behind_it(
    first: tuple[str, str], last: tuple[str, str], size: int, *, reverse: bool
) -> None:
    plain = PLAIN[::-1] if reverse else PLAIN
    made = units(first, *[plain] * 4, last, reverse=reverse)
    alone = check_bitext(
        units(last, reverse=reverse), GLOSSARY, published=None, source_document="a",
        target_document="b",
    )  # fmt: skip
    assert told(alone)
    checks = parts(made, size)
    assert told(*checks) == []
    assert [o.unit for check in checks for o in check.occurrences] == ["u0", "u5"]


def test_units_that_name_no_document_may_be_of_many() -> None:
    made = units(DEFINED, *[PLAIN] * 5, USED)
    assert told(*parts(made, 3)) == []
    assert [unit for unit, _ in told(*parts(made, 3, name=""))] == ["u6"]


def test_a_unit_beside_counts_in_another_part_too() -> None:
    made = units(
        ("市场再次增长，快速支付系统也是如此。", "The market grew again."),
        ("数字很高。", "So did the Faster Payment System, with high numbers."),
    )
    assert told(*parts(made, 1)) == told(*parts(made, 2))


def test_each_finding_is_told_once_and_in_order() -> None:
    made = units(WRONG, PLAIN, WRONG, PLAIN, WRONG)
    whole = told(*parts(made, 5))
    assert [unit for unit, _ in whole] == ["u0", "u2", "u4"]
    assert told(*parts(made, 2)) == whole
