"""Numbers that differ in value between a text and its translation."""

import pytest

from aligner.glossary import Glossary
from aligner.terms import TermCheck, check_bitext
from aligner.values import Finding, FindingCode, Severity, TranslationUnit


def checked(source: str, target: str, *, probability: float = 1.0) -> TermCheck:
    languages = ("zh", "en") if source[0] > "\u2e7f" or source[0].isdigit() else ("en", "zh")
    unit = TranslationUnit("1", *languages, source, target, probability)
    return check_bitext(
        [unit], Glossary(()), published=None, source_document="s", target_document="t"
    )


def found(source: str, target: str) -> list[Finding]:
    return [f for f in checked(source, target).findings if f.code is FindingCode.NUMBER]


@pytest.mark.parametrize(
    ("source", "target", "spans"),
    [
        ("投资一亿二千万元修建水库。", "1.2 billion yuan went into the reservoir.",
         ("一亿二千万元", "1.2 billion yuan")),
        ("水位上升了15%。", "The water rose by 51%.", ("15%", "51%")),
        ("2021年5月3日开闸。", "The gates opened on 8 May 2021.", ("2021年5月3日", "8 May 2021")),
        ("共有37座水闸。", "There are 73 sluices.", ("37", "73")),
        ("The dam cost $3.5 million.", "水坝耗资350万美元，另加22万美元。", ()),
        ("The dam cost $3.5 million.", "水坝耗资3500万美元。", ("$3.5 million", "3500万美元")),
        ("应在十五日内报告水位。", "Levels shall be reported within thirty days.",
         ("十五日内", "thirty days")),
        ("Report within six months.", "应在三个月内报告。", ("six months", "三个月内")),
        ("蓄水量降至三分之二。", "Storage fell to one third.", ("三分之二", "one third")),
        ("闸门专利ZL201510123456.7。", "The gate is patent ZL201510123465.7.",
         ("ZL201510123456.7", "ZL201510123465.7")),
        ("三个国家共用一座水坝。", "Five countries share one dam.", ("三个国家", "Five countries")),
        ("The seventh session met.", "第九届会议召开。", ("seventh session", "第九届")),
        ("上半年开闸三次。", "The gates opened three times in the second half of 2021.",
         ("上半年", "second half of 2021")),
    ],
)  # fmt: skip
def test_a_number_against_another(source: str, target: str, spans: tuple[str, ...]) -> None:
    findings = found(source, target)
    assert len(findings) == (1 if spans else 0)
    for finding in findings:
        assert finding.severity is Severity.WARNING
        assert (finding.source_term, finding.found) == spans
        assert finding.source_span is not None
        assert source[slice(*finding.source_span)] == spans[0]
        assert finding.target_span is not None
        assert target[slice(*finding.target_span)] == spans[1]
        assert finding.message.startswith("the numbers differ: ")
        assert dict(finding.details)["mqm"] == "mistranslation"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("投资1.2亿元。", "It cost 120 million yuan."),
        ("投资1，200万元。", "It cost 12 million yuan."),
        ("约三成河流受到影响。", "Some 30 per cent of the rivers were affected."),
        ("全长30公里。", "It is some 20 miles long."),
        ("面积3.3万平方公里。", "It covers 13,000 square miles."),
        ("长45米的水闸。", "A 50-yard sluice."),
        ("海拔4000至6000米。", "An altitude of 13,000 to 20,000 feet."),
        ("气温达到40摄氏度。", "It was 104 degrees."),
        ("处以1335万元罚款。", "The fine was about $2 million."),
        ("价格低于底价的百分之七十。", "The price is 30 percent less than the floor."),
        # What is left out with its sentence, or stands on one side only.
        ("共有37座水闸。去年建了12座。", "There are 37 sluices."),
        ("共有水闸若干。", "There are 37 sluices."),
        # Names, notes and the numbers of figures and articles.
        ("二十国集团2016年会议。", "The G20 meeting of 2016."),
        ("如图2.1所示。", "As Figure 2-1 shows."),
        ("依第十五条之一办理。", "As Article 15.1 has it."),
        ("入院后第3日出院。", "She left two days after admission."),
        ("百分之卅六的河流。", "36 percent of the rivers."),
        ("民国八十七年一月二十一日修正。", "Amended on January 21, 1998."),
        ("比率为百分之○．七。", "A ratio of 0.7%."),
        ("比例为五千分之一。", "At a scale of 1/5,000."),
        ("十万人中有半数。", "Half of a hundred thousand."),
        ("五十万人受灾。", "Half a million were hit."),
        ("1、2月水位上升。", "It rose in January and February."),
        ("汇率在7.75至7.85港元兑1美元之间。", "A band of HK$7.75-7.85 to US$1."),
        ("911后的评估。", "An assessment after 9/11."),
    ],
)
def test_what_is_no_finding(source: str, target: str) -> None:
    assert [f.message for f in found(source, target) if f.is_likely] == []


def test_what_is_set_aside_is_counted_as_likely_harmless() -> None:
    (finding,) = found("水位上升了5 0%。", "The water rose by 50%.")
    assert not finding.is_likely
    expected = "the numbers differ, but a figure may be broken: 0% against 50%"
    assert finding.message == expected


def test_what_is_set_aside_makes_no_pair_doubtful() -> None:
    check = checked("水位上升了5 0%。", "The water rose by 50%.", probability=0.3)
    assert [(f.code, f.is_likely) for f in check.findings] == [(FindingCode.NUMBER, False)]
    assert check.doubtful == ()


def test_a_doubtful_pair_is_blamed_before_its_numbers() -> None:
    check = checked("共有37座水闸。", "There are 73 sluices.", probability=0.3)
    assert [f.code for f in check.findings] == [FindingCode.SUSPECT_ALIGNMENT]
    assert [f.code for f in check.doubtful] == [FindingCode.NUMBER]


def test_the_finding_says_what_the_reason_of_a_bead_says() -> None:
    (finding,) = found("投资1.2亿元。", "It cost 1.2 billion yuan.")
    expected = "1.2亿元 (120,000,000) against 1.2 billion yuan (1,200,000,000)"
    assert finding.message == f"the numbers differ: {expected}"


def test_a_number_of_another_currency_is_not_said_to_differ() -> None:
    (finding,) = found("赔偿500万美元。", "Compensation of RMB 5 million was paid.")
    expected = "500万美元 against RMB 5 million"
    assert finding.message == f"the number is the same, its unit or currency is not: {expected}"
