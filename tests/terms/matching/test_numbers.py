"""Numbers that make another word: goods and good, damages and damage."""

import pytest

from aligner.glossary import Glossary
from aligner.terms import check_bitext
from aligner.terms.matching.numbers import differs_in_number
from aligner.values import ConceptEntry, FindingCode, MatchMode, Term, TranslationUnit


def _altered(
    term: str, form: str, source: str, target: str, mode: MatchMode = MatchMode.NOUN
) -> list[str]:
    """Words found to be an altered form."""
    forms = (Term(f, "en", match=mode) for f in form.split(";"))
    glossary = Glossary((ConceptEntry("c", (Term(term, "zh"), *forms)),))
    unit = TranslationUnit("u", "zh", "en", source, target, 1.0)
    result = check_bitext(
        [unit], glossary, published=None, source_document="a", target_document="b"
    )
    likely = [f for f in result.findings if f.is_likely]
    assert all(f.code is FindingCode.ALTERED for f in likely), likely
    return [f.found for f in likely]


@pytest.mark.parametrize(
    ("term", "form", "source", "target"),
    [
        ("商品", "goods", "商品已交付。", "The good has been delivered."),
        ("损害赔偿", "damages", "原告请求损害赔偿。", "The plaintiff claims damage."),
        ("损害", "damage", "损害由被告造成。", "The damages were caused by the defendant."),
        ("会议记录", "minutes", "会议记录已经分发。", "The minute has been circulated."),
        ("武器", "arms", "武器出口受到管制。", "The export of arm is under control."),
        ("海关", "customs", "海关已经放行。", "The custom has released them."),
        ("海关", "customs", "向海关申报。", "Declare to custom."),
        (
            "生活资料",
            "means of subsistence",
            "生活资料归个人所有。",
            "The mean of subsistence belongs to individuals.",
        ),
        ("证券", "securities", "证券可以转让。", "Security may be transferred."),
        ("场所", "premises", "搜查了该场所。", "The premise was searched."),
        ("诉讼费用", "costs", "诉讼费用由败诉方承担。", "The cost is borne by the losing party."),
        ("收益", "proceeds", "收益归公司所有。", "The proceed belongs to the company."),
        ("收入", "earnings", "收入有所下降。", "The earning fell."),
        ("统计", "statistics", "统计由该局发布。", "The statistic is published by the bureau."),
        ("经济学", "economics", "他教授经济学。", "He teaches economic."),
        ("物流", "logistics", "物流得到改善。", "Logistic has improved."),
        ("电子学", "electronics", "电子学发展很快。", "Electronic is growing fast."),
        ("总部", "headquarters", "总部位于日内瓦。", "The headquarter is in Geneva."),
        ("期货", "futures", "期货价格上涨。", "The price of future rose."),
        ("未来", "future", "未来属于青年。", "The futures belong to the young."),
        ("内容", "contents", "目录列出内容。", "The content is listed in the table."),
        ("遗体", "remains", "遗体已经运回。", "The remain has been brought home."),
        ("惩罚性赔偿", "punitive damages", "判处惩罚性赔偿。", "Punitive damage was awarded."),
        ("消费品", "consumer goods", "消费品价格稳定。", "The prices of consumer good are stable."),
        ("货物贸易", "trade in goods", "货物贸易增长。", "Trade in good grew."),
        ("货物运输", "goods transport", "货物运输恢复。", "Good transport has resumed."),
        ("海关税则", "customs tariff", "海关税则已公布。", "The custom tariff has been published."),
        ("证券市场", "securities market", "证券市场回升。", "The security market recovered."),
        (
            "损害赔偿之诉",
            "action for damages",
            "提起损害赔偿之诉。",
            "He brought an action for damage.",
        ),
        (
            "外交部",
            "Ministry of Foreign Affairs",
            "外交部发言人。",
            "A spokesman of the Ministry of Foreign Affair.",
        ),
        ("贸易条件", "terms of trade", "贸易条件改善。", "Term of trade improved."),
        (
            "国际收支",
            "balance of payments",
            "国际收支顺差扩大。",
            "The balance of payment is in surplus.",
        ),
        (
            "生产资料",
            "means of production",
            "生产资料归国家所有。",
            "Mean of production belong to the state.",
        ),
    ],
)
def test_a_number_that_makes_another_word_is_found(
    term: str, form: str, source: str, target: str
) -> None:
    assert len(_altered(term, form, source, target)) == 1


@pytest.mark.parametrize(
    ("term", "form", "source", "target"),
    [
        (
            "损害赔偿裁决",
            "damages award",
            "损害赔偿裁决已作出。",
            "The damages award has been made.",
        ),
        ("资金管理", "funds management", "资金管理加强。", "Fund management was strengthened."),
        ("资产管理", "assets management", "资产管理增长。", "Asset management grew."),
        ("专利", "patent", "专利增加。", "Patents grew in number."),
        ("作品", "work", "作品受保护。", "Works are protected."),
        ("法院", "court", "法院作出裁定。", "The courts have ruled."),
        ("费用", "cost", "费用增加。", "Costs grew."),
        ("分钟", "minute", "会议持续十分钟。", "The meeting lasted ten minutes."),
        ("前提", "premise", "前提是正确的。", "The premises are right."),
        ("措施", "measures", "这项措施有效。", "This measure works."),
        ("规定", "provisions", "该条规定适用。", "The provision of this article applies."),
        ("机构", "institutions", "该机构破产。", "The institution went bankrupt."),
        ("技术", "technology", "技术进步。", "Technologies progress."),
        ("利益", "interests;interest", "利益受损。", "The interest was harmed."),
        ("主管机关", "competent authority", "主管机关批准。", "The competent authorities approve."),
        (
            "主管机关",
            "competent authorities",
            "主管机关批准。",
            "The competent authority approves.",
        ),
        ("条款", "term", "条款如下。", "The terms are as follows."),
        ("贷款", "loan", "贷款增长。", "Loans grew."),
        ("诉讼", "proceedings", "诉讼已经提起。", "A proceeding has been brought."),
        ("服务", "services", "服务改善。", "The service has improved."),
        ("措施", "means", "采取措施。", "They took the means."),
        ("关税", "customs duty", "关税下调。", "Customs duties were cut."),
        ("作品", "works", "每件作品都受保护。", "Each work is protected."),
        ("统计数字", "statistics", "该统计数字公布。", "The statistics were published."),
        ("经济", "economic", "经济增长。", "Economic growth."),
        ("储蓄率", "savings rate", "储蓄率上升。", "The saving rate rose."),
        ("债券", "bonds", "该债券到期。", "The bond matures."),
        ("基金", "fund", "各基金回升。", "The funds recovered."),
        ("股份", "shares", "每股派息。", "A dividend is paid on each share."),
        ("费用", "fees", "该费用免缴。", "The fee is waived."),
        ("规则", "rules", "适用该规则。", "The rule applies."),
        ("期货合约", "futures contract", "期货合约到期。", "The futures contracts expired."),
        (
            "基金",
            "Funds",
            "该基金由管理局管理。",
            "The assets of the Fund are managed by the authority.",
        ),
        ("资产", "assets", "每项资产都已估值。", "Each asset has been valued."),
    ],
)
def test_other_numbers_are_the_same_term(term: str, form: str, source: str, target: str) -> None:
    assert _altered(term, form, source, target) == []


@pytest.mark.parametrize(
    ("term", "form", "source", "target"),
    [
        ("工程", "works", "工程已经完工。", "The work has been completed."),
        ("条款", "terms", "双方同意该条款。", "Both sides agreed to the term."),
        ("当局", "authorities", "当局作出了决定。", "The authority made a decision."),
        ("负债", "liabilities", "负债增加。", "Liability increased."),
        ("期限", "term", "期限为十年。", "The terms are ten years."),
        ("武力", "force", "不得使用武力。", "The use of forces is forbidden."),
        ("理由", "grounds", "他说明了理由。", "He stated the ground."),
    ],
)
def test_any_other_number_of_an_exact_form_is_found(
    term: str, form: str, source: str, target: str
) -> None:
    assert len(_altered(term, form, source, target, MatchMode.EXACT)) == 1


def test_plurals_of_keys() -> None:
    assert differs_in_number("good", "goods")
    assert differs_in_number("goods", "good")
    assert not differs_in_number("customs", "custom")
