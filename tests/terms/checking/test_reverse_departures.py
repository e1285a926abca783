"""English sources: what is wrong with a rendering, and what only looks so."""

from datetime import date

import pytest

from aligner.glossary import Glossary
from aligner.languages import read_chinese
from aligner.lexicon import align_words
from aligner.terms import TermCheck, check_bitext
from aligner.terms.checking.chinese_forms import find_replaced, is_content, is_referred
from aligner.terms.checking.chinese_order import find_shared
from aligner.terms.checking.likeness import is_kind_of
from aligner.terms.matching import english_source
from aligner.values import ConceptEntry, FindingCode, Term, TermStatus, TranslationUnit

_ADMITTED = TermStatus.ADMITTED
_TERMS = (
    ("regulatory technology", "合规科技", "Regtech"),
    ("International Labour Organization", "国际劳工组织", "ILO"),
    ("International Maritime Organization", "国际海事组织", "IMO"),
    ("assets commission", "国有资产监督管理委员会", ""),
    ("state assets", "国资委", ""),
    ("lessee", "承租人", ""),
    ("interest", "利息", ""),
    ("trade finance", "贸易融资", ""),
    ("trade finance platform", "区块链贸易融资平台", ""),
    ("clearing platform", "贸易融资平台", ""),
    ("unfair competition", "不正当竞争", ""),
    ("tariff barrier", "关税壁垒", ""),
    ("Phase II clinical trial", "II期临床试验", ""),
    ("Phase III clinical trial", "III期临床试验", ""),
    ("import licence", "进口许可证", ""),
    ("export licence", "出口许可证", ""),
    ("probationary period", "试用期", ""),
    ("Patent Prosecution Highway", "专利审查高速路", ""),
)
_GLOSSARY = Glossary(
    tuple(
        ConceptEntry(
            english,
            (
                Term(chinese, "zh"),
                Term(english, "en"),
                *([Term(short, "en", _ADMITTED)] if short else []),
            ),
        )
        for english, chinese, short in _TERMS
    )
)


def _check(source: str, target: str) -> TermCheck:
    unit = TranslationUnit("u", "en", "zh", source, target, 1.0)
    return check_bitext([unit], _GLOSSARY, published=None, source_document="a", target_document="b")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param(
            "Banks adopt regulatory technology (Regtech).",
            "银行采用合规科技（Regtech）。",
            id="a second name in brackets, in both",
        ),
        pytest.param(
            "Banks adopt regulatory technology (Regtech).",
            "银行采用合规科技。",
            id="a second name in brackets, left out",
        ),
        pytest.param(
            "The assets commission (SASAC) replied.",
            "国有资产监督管理委员会（国资委）作出答复。",
            id="a short name made of the name",
        ),
        pytest.param(
            "The minister showed great interest in the plant.",
            "部长对该工厂表现出浓厚兴趣。",
            id="a word in another sense",
        ),
        pytest.param(
            "Trade finance takes days.", "贸易融资平台需要数日。", id="within a longer term"
        ),
        pytest.param(
            "The lessee pays, and the lessee insures it.",
            "承租人付款并投保。",
            id="named once for twice",
        ),
        pytest.param(
            "Import licences and export licences are needed.",
            "须有进出口许可证。",
            id="two joined",
        ),
        pytest.param(
            "A non-tariff barrier remains.", "非关税壁垒依然存在。", id="the opposite in both"
        ),
        pytest.param(
            "It counts as a tax rather than as a tariff barrier.",
            "这属于税收，而非关税壁垒。",
            id="rather than",
        ),
    ],
)
def test_what_only_looks_wrong_is_no_likely_finding(source: str, target: str) -> None:
    assert [f.message for f in _check(source, target).findings if f.is_likely] == []


@pytest.mark.parametrize(
    ("source", "target", "code", "found"),
    [
        pytest.param(
            "The International Labour Organization (ILO) reported.",
            "国际劳工组织（IMO）作了报告。",
            FindingCode.OTHER_CONCEPT,
            "IMO",
            id="the short name of another",
        ),
        pytest.param(
            "The International Labour Organization (ILO) reported.",
            "国际劳工组织（IOM）作了报告。",
            FindingCode.ALTERED,
            "IOM",
            id="a short name that is not listed",
        ),
        pytest.param(
            "It is unfair competition.",
            "这构成正当竞争。",
            FindingCode.ALTERED,
            "正当竞争",
            id="a negation left out",
        ),
        pytest.param(
            "The tariff barrier remains.",
            "非关税壁垒依然存在。",
            FindingCode.ALTERED,
            "非关税壁垒",
            id="a negation added",
        ),
        pytest.param(
            "The Phase III clinical trial began.",
            "II期临床试验已经开始。",
            FindingCode.OTHER_CONCEPT,
            "II期临床试验",
            id="another number",
        ),
        pytest.param(
            "The lessee pays; if the lessee fails, it ends.",
            "承租人付款；租户未付的，合同终止。",
            FindingCode.OTHER_RENDERING,
            "租户",
            id="rendered in another way the second time",
        ),
        pytest.param(
            "During the probationary period either side may leave.",
            "在适用期内，任何一方均可离开。",
            FindingCode.OTHER_RENDERING,
            "适用期",
            id="one character, before a small word",
        ),
        pytest.param(
            "Use the Patent Prosecution Highway.",
            "请使用Patent Prosecution Highway。",
            FindingCode.UNTRANSLATED,
            "Patent Prosecution Highway",
            id="left in English",
        ),
    ],
)
def test_what_is_wrong_is_a_likely_finding(
    source: str, target: str, code: FindingCode, found: str
) -> None:
    likely = [f for f in _check(source, target).findings if f.is_likely]
    assert [(f.code, f.found) for f in likely] == [(code, found)]


def test_english_in_brackets_behind_another_rendering_is_not_untranslated() -> None:
    result = _check(
        "Use the Patent Prosecution Highway.", "请使用专利快车道（Patent Prosecution Highway）。"
    )
    (finding,) = result.findings
    assert finding.code is not FindingCode.UNTRANSLATED


def test_a_word_that_renders_something_else_replaces_nothing() -> None:
    text = read_chinese("金融监管机构发布报告。")
    assert find_replaced("金融服务", text, [], lambda _: False) == (0, 4)
    assert find_replaced("金融服务", text, [], lambda span: span == (2, 4)) is None


def test_small_words_and_numbers_are_no_renderings() -> None:
    assert [w for w in ("的", "和", "未", "2023", "%", "租户") if is_content(w)] == ["租户"]


def test_a_pointing_word_before_a_name_within_a_form_refers_to_it() -> None:
    terms = [Term("快速支付系统“转数快”", "zh")]
    assert is_referred("该系统运行良好。", (0, 3), terms)
    assert not is_referred("该平台运行良好。", (0, 3), terms)


def test_numerals_in_letters_are_not_parts_of_each_other() -> None:
    assert not is_kind_of("III期临床试验", "II期临床试验")
    assert is_kind_of("国家知识产权局", "知识产权局")


def test_one_character_is_shared_only_with_one_beside_it() -> None:
    assert find_shared("一级资本", read_chinese("一、二级资本均达标。"), []) == (0, 6)
    assert find_shared("一级资本", read_chinese("一般而言二级资本达标。"), []) is None


def test_a_word_without_a_form_on_the_day_is_not_taken_for_an_everyday_one() -> None:
    old = Term("承租人", "zh", valid_until=date(2010, 1, 1))
    glossary = Glossary((ConceptEntry("lessee", (old, Term("lessee", "en"))),))
    unit = TranslationUnit("u", "en", "zh", "The lessee pays.", "客户付款。", 1.0)
    (finding,) = check_bitext(
        [unit], glossary, published=date(2020, 1, 1), source_document="a", target_document="b"
    ).findings
    assert finding.is_likely


def test_the_words_of_a_unit_are_aligned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def counted(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        return align_words(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(english_source, "align_words", counted)
    _check("The lessee pays interest on the import licence.", "付款。")
    assert calls == 1
