"""Forms that are wrong on some days, in texts of those days, of others, and without a date."""

from datetime import date

import pytest

from aligner.glossary import Glossary
from aligner.terms import check_bitext
from aligner.terms.checking.verdict import CERTAIN, UNDATED
from aligner.values import ConceptEntry, Finding, FindingCode, Term, TermStatus, TranslationUnit

BANNED, ADMITTED = TermStatus.DEPRECATED, TermStatus.ADMITTED
DAY, LATER = date(2018, 8, 28), date(2022, 1, 1)
BEFORE, BETWEEN, AFTER = date(2015, 1, 1), date(2020, 1, 1), date(2024, 1, 1)
C = FindingCode


def found(form: Term, source: str, target: str, day: date | None) -> list[Finding]:
    """What is said of a form of an office that has another name in the glossary, too."""
    terms = (Term("档案局", "zh"), Term("Archive Administration", "en"), form)
    languages = ("en", "zh") if source.isascii() else ("zh", "en")
    unit = TranslationUnit("u", *languages, source, target, 1.0)
    checked = check_bitext(
        [unit],
        Glossary((ConceptEntry("a", terms),)),
        published=day,
        source_document="a",
        target_document="b",
    )
    return list(checked.findings)


PAIR = ("档案局今天举行会议。", "The Record Bureau met today.")
UNSOURCED = ("今天举行会议。", "The Record Bureau met today.")
REVERSED = ("The Archive Administration met today.", "记录局今天开会。")
SINCE = Term("Record Bureau", "en", BANNED, valid_from=DAY)
ALWAYS = Term("Record Bureau", "en", BANNED)
ENDED = Term("Record Bureau", "en", BANNED, valid_until=LATER)
FOR_A_TIME = Term("Record Bureau", "en", BANNED, valid_from=DAY, valid_until=LATER)
OLD_NAME = Term("Record Bureau", "en", ADMITTED, valid_until=DAY)
CHINESE = Term("记录局", "zh", BANNED, valid_from=DAY)
OLD_CHINESE = Term("记录局", "zh", ADMITTED, valid_until=DAY)


@pytest.mark.parametrize(
    ("form", "pair", "code", "when"),
    [
        pytest.param(SINCE, PAIR, C.FORBIDDEN, "from 2018-08-28 on", id="ban"),
        pytest.param(SINCE, UNSOURCED, C.FORBIDDEN_WITHOUT_SOURCE, "from 2018-08-28 on", id="bare"),
        pytest.param(OLD_NAME, PAIR, C.OUTDATED, "from 2018-08-28 on", id="old name"),
        pytest.param(CHINESE, REVERSED, C.FORBIDDEN, "from 2018-08-28 on", id="Chinese ban"),
        pytest.param(OLD_CHINESE, REVERSED, C.OUTDATED, "from 2018-08-28 on", id="old Chinese"),
    ],
)
def test_without_a_date_a_form_that_was_right_once_is_less_sure(
    form: Term, pair: tuple[str, str], code: FindingCode, when: str
) -> None:
    (dated,) = found(form, *pair, BETWEEN)
    (undated,) = found(form, *pair, None)
    assert dated.code is undated.code is code
    assert dated.confidence == pytest.approx(CERTAIN[code])
    assert undated.confidence == pytest.approx(UNDATED * CERTAIN[code])
    assert undated.message == f"{dated.message}; so it is {when}, and this text has no date"


@pytest.mark.parametrize("day", [BETWEEN, None])
def test_a_ban_without_dates_holds_in_every_text(day: date | None) -> None:
    (finding,) = found(ALWAYS, *PAIR, day)
    assert finding.confidence == pytest.approx(CERTAIN[C.FORBIDDEN])
    assert "no date" not in finding.message


@pytest.mark.parametrize(
    ("form", "day"),
    [(SINCE, DAY), (SINCE, AFTER), (ENDED, BEFORE), (FOR_A_TIME, DAY), (FOR_A_TIME, BETWEEN)],
)
def test_a_ban_holds_from_its_first_day_on(form: Term, day: date) -> None:
    (finding,) = found(form, *PAIR, day)
    assert finding.code is C.FORBIDDEN


@pytest.mark.parametrize(
    ("form", "day"),
    [
        (SINCE, BEFORE),
        (ENDED, LATER),
        (ENDED, AFTER),
        (ENDED, None),
        (FOR_A_TIME, BEFORE),
        (FOR_A_TIME, AFTER),
        (FOR_A_TIME, None),
    ],
)
def test_a_form_is_right_before_and_after_it_is_forbidden(form: Term, day: date | None) -> None:
    assert found(form, *PAIR, day) == []


def test_a_chinese_form_is_right_before_it_is_forbidden() -> None:
    assert found(CHINESE, *REVERSED, BEFORE) == []
