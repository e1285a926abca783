"""Terms in Chinese targets that stand there other than by a listed form."""

import pytest

from aligner.glossary import Glossary
from aligner.languages import read_chinese
from aligner.terms import TermCheck, check_bitext
from aligner.terms.checking.chinese_forms import find_shortened
from aligner.values import ConceptEntry, Term, TermStatus, TranslationUnit

_OTHER, _BANNED = TermStatus.ADMITTED, TermStatus.DEPRECATED
_GLOSSARY = Glossary(
    (
        ConceptEntry("p", (Term("原告", "zh"), Term("plaintiff", "en"))),
        ConceptEntry("d", (Term("被告", "zh"), Term("defendant", "en"))),
        ConceptEntry("o", (Term("商标局", "zh"), Term("Trademark Office", "en"))),
        ConceptEntry("i", (Term("无效宣告", "zh"), Term("invalidation", "en"))),
        ConceptEntry("e", (Term("资产评估", "zh"), Term("asset appraisal", "en"))),
        ConceptEntry(
            "f",
            (
                Term("土地征收", "zh"),
                Term("征收土地", "zh", _BANNED),
                Term("land expropriation", "en"),
            ),
        ),
        ConceptEntry(
            "s",
            (
                Term("最高人民法院", "zh"),
                Term("最高法", "zh", _OTHER),
                Term("Supreme People's Court", "en"),
            ),
        ),
        ConceptEntry("j", (Term("禁令", "zh"), Term("injunction", "en"))),
        ConceptEntry("a", (Term("行政法", "zh"), Term("administrative law", "en"))),
        ConceptEntry(
            "m",
            (
                Term("国际海事组织", "zh"),
                Term("International Maritime Organization", "en"),
                Term("IMO", "en", _OTHER, abbreviation=True),
            ),
        ),
    )
)


def _check(*texts: tuple[str, str]) -> TermCheck:
    units = [
        TranslationUnit(f"u{i}", "en", "zh-Hans", en, zh, 1.0) for i, (en, zh) in enumerate(texts)
    ]
    return check_bitext(units, _GLOSSARY, published=None, source_document="a", target_document="b")


def _statuses(*texts: tuple[str, str]) -> list[str]:
    return [o.status.value for o in _check(*texts).occurrences]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The plaintiff won.", "他胜诉了。"),
        ("The plaintiff won.", "她胜诉了。"),
        ("The defendants objected.", "他们提出异议。"),
        ("The defendant moved away.", "其已搬走。"),
        ("The Trademark Office objected.", "该局提出异议。"),
    ],
)
def test_a_pronoun_only_implies_the_term(source: str, target: str) -> None:
    result = _check((source, target))
    assert [o.status.value for o in result.occurrences] == ["implied"]
    assert [f.is_likely for f in result.findings] == [False]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Anyone may request invalidation.", "任何人可以请求宣告无效。"),
        ("The invalidation of the mark was final.", "宣告该商标无效的决定已生效。"),
        ("They asked for an asset appraisal.", "他们要求评估资产。"),
        ("An asset appraisal of the company is due.", "应当评估公司的资产。"),
        ("The invalidation was final.", "該無效宣告已生效。"),
        ("The invalidation was final.", "宣告其無效的決定已生效。"),
    ],
)
def test_the_two_words_of_a_form_may_be_turned_round(source: str, target: str) -> None:
    assert _statuses((source, target)) == ["preferred"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        # Two clauses are no term.
        ("The invalidation was final.", "法院宣告，该商标无效。"),
        ("The invalidation was final.", "宣告了许多与本案没有关系的事情之后无效。"),
    ],
)
def test_words_far_apart_are_no_term(source: str, target: str) -> None:
    assert "preferred" not in _statuses((source, target))


def test_a_forbidden_order_stays_forbidden() -> None:
    assert _statuses(("Land expropriation is rare.", "征收土地很少见。")) == ["forbidden"]


def test_an_alias_is_no_part_of_a_longer_word() -> None:
    assert _statuses(("The Supreme People's Court ruled.", "最高法作出裁决。")) == ["allowed"]
    assert _statuses(("The Supreme People's Court ruled.", "最高法院作出裁决。")) == ["short-form"]
    assert _statuses(("It rests on administrative law.", "它以行政法为依据。")) == ["preferred"]
    (cut,) = _statuses(("It rests on administrative law.", "它以行政法院为依据。"))
    assert cut != "preferred"


@pytest.mark.parametrize(
    "introduction",
    [
        "国际海事组织（IMO）通过了规则。",
        "国际海事组织（以下简称“IMO”）通过了规则。",
        "国际海事组织（International Maritime Organization，IMO）通过了规则。",
        "IMO（国际海事组织）通过了规则。",
    ],
)
def test_an_abbreviation_that_the_text_introduces_is_no_english_left(introduction: str) -> None:
    result = _check(
        ("The International Maritime Organization (IMO) adopted rules.", introduction),
        ("The IMO confirmed them.", "IMO确认了规则。"),
    )
    assert result.findings == ()
    assert result.occurrences[-1].form == "国际海事组织"


def test_an_abbreviation_that_no_text_introduces_is_english_left() -> None:
    assert _statuses(("The IMO confirmed them.", "IMO确认了规则。")) == ["untranslated"]
    others = ("The plaintiff (IMO) won.", "原告（IMO）胜诉。")
    assert _statuses(others, ("The IMO objected.", "IMO提出异议。"))[-1] == "untranslated"


@pytest.mark.parametrize(
    ("source", "target", "named"),
    [
        ("The court granted an injunction.", "法院颁发了禁止令。", "禁止令"),
        ("The court granted an injunction.", "法院下达了强制命令。", "强制命令"),
        ("The plaintiff sought compensation.", "申请人请求赔偿。", "申请人请求"),
        # One of many words that nothing accounts for may be anything.
        ("The defendant was late.", "该文件下午三点开始生效。", ""),
        ("The plaintiff appealed against the ruling.", "裁定不服，遂提起上诉。", ""),
    ],
)
def test_no_word_is_named_that_may_be_anything(source: str, target: str, named: str) -> None:
    result = _check((source, target))
    (occurrence,) = result.occurrences
    assert occurrence.rendering == named
    assert occurrence.status.value == ("other-rendering" if named else "omitted")
    assert [f.is_likely for f in result.findings] == [True]


def test_the_end_of_a_name_that_renders_another_is_not_taken_again() -> None:
    # Spaces between characters are no part of the folded text, but of the places in the text.
    text, names = read_chinese("可 以 请求总署裁定。"), [Term("海关总署", "zh")]
    assert find_shortened(text, names, []) == (6, 8)
    assert find_shortened(text, names, [(6, 8)]) is None
