"""Characters of a term that are part of another word: 最高法 in 美国最高法院."""

import pytest

from aligner.glossary import Glossary
from aligner.languages import read_chinese
from aligner.terms import TermCheck, check_bitext
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.values import (
    ConceptEntry,
    FindingCode,
    OccurrenceStatus,
    Term,
    TermStatus,
    TranslationUnit,
)

_COURT = ConceptEntry(
    "court",
    (
        Term("最高人民法院", "zh"),
        Term("最高法", "zh", TermStatus.ADMITTED),
        Term("Supreme People's Court", "en"),
        Term("Supreme Court", "en", TermStatus.DEPRECATED),
    ),
)


def _entry(chinese: str, english: str, *forbidden: str) -> ConceptEntry:
    banned = (Term(form, "en", TermStatus.DEPRECATED) for form in forbidden)
    return ConceptEntry(chinese, (Term(chinese, "zh"), Term(english, "en"), *banned))


def _check(source: str, target: str, *entries: ConceptEntry) -> TermCheck:
    unit = TranslationUnit("u", "zh", "en", source, target, 1.0)
    return check_bitext(
        [unit], Glossary(entries), published=None, source_document="a", target_document="b"
    )


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("美国最高法院作出判决。", "The U.S. Supreme Court delivered a judgment."),
        ("印度最高法院受理此案。", "The Supreme Court of India accepted the case."),
        ("英国最高法院驳回上诉。", "The Supreme Court of the United Kingdom dismissed the appeal."),
        ("判处最高法定刑。", "The maximum statutory penalty was imposed."),
        ("该文件具有最高法律效力。", "The document has the highest legal force."),
        ("三名最高法官出席。", "Three of the highest judges were present."),
    ],
)
def test_a_short_name_within_other_words_raises_no_alarm(source: str, target: str) -> None:
    result = _check(source, target, _COURT)
    assert not [f for f in result.findings if f.is_likely or f.code is FindingCode.FORBIDDEN]


def test_the_short_name_by_itself_is_checked() -> None:
    result = _check("最高法发布意见。", "The Supreme Court issued opinions.", _COURT)
    assert [f.code for f in result.findings] == [FindingCode.FORBIDDEN]


@pytest.mark.parametrize(
    ("source", "target", "term", "form"),
    [
        ("被上诉人未到庭。", "The appellee did not appear in court.", "上诉人", "appellant"),
        ("被申请人提交答辩状。", "The respondent filed a defence.", "申请人", "applicant"),
        ("被许可人应当付费。", "The licensee shall pay.", "许可人", "licensor"),
        ("被侵权人有权请求赔偿。", "The injured party may claim damages.", "侵权人", "infringer"),
        ("被请求国应当答复。", "The requested State shall reply.", "请求国", "requesting State"),
        ("侵权人应当赔偿。", "The infringer shall pay damages.", "侵权", "infringement"),
        ("发明人获得奖励。", "The inventor was given a reward.", "发明", "invention"),
        ("起诉者未到庭。", "The plaintiff did not appear.", "起诉", "institution of an action"),
    ],
)
def test_the_other_party_and_who_acts_are_other_words(
    source: str, target: str, term: str, form: str
) -> None:
    result = _check(source, target, _entry(term, form))
    assert [f.code for f in result.findings] == [FindingCode.UNCLEAR]
    assert not result.findings[0].is_likely


def test_a_rendering_of_the_party_counts_behind_a_passive() -> None:
    result = _check(
        "该商标被申请人使用。",
        "The mark was used by the applicant.",
        _entry("申请人", "applicant"),
    )
    assert [o.status for o in result.occurrences] == [OccurrenceStatus.PREFERRED]


def test_of_two_parties_the_one_named_in_full_is_checked() -> None:
    source = "上诉人与被上诉人达成和解。"
    result = _check(
        source, "The plaintiff and the appellee settled.", _entry("上诉人", "appellant")
    )
    assert any(f.is_likely and f.source_span == (0, 3) for f in result.findings)


def _find(term: str, text: str) -> SourceMatch | None:
    index = TermIndex(Glossary((ConceptEntry(term, (Term(term, "zh"),)),)))
    return next(iter(index.find_source(read_chinese(text), with_doubtful=True)), None)


def test_a_longer_term_is_not_found_where_other_words_are_far_likelier() -> None:
    assert _find("专利权人", "上诉至专利权人民法院") is None
    assert _find("商标注册", "证明商标注册") is not None
    assert _find("专利权人", "专利权人民事责任") is not None
