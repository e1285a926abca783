"""Two renderings in each other's place."""

import pytest
from departures_of import DAY, unit
from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.terms import check_bitext
from aligner.terms.checking.exchange import find_exchange
from aligner.terms.matching.index import index_of
from aligner.terms.matching.unit import read_document
from aligner.values import LIKELY, ConceptEntry, Finding, Term

SOURCE = "申请人提交了优先权文件，审查员修改了权利要求书。"
RIGHT = "The applicant filed the priority documents, and the examiner amended the claims."
WRONG = "The applicant filed the claims, and the examiner amended the priority documents."


def messages(glossary: Glossary, model: LexicalModel, target: str) -> list[str]:
    found = check_bitext(
        [unit(SOURCE, target)],
        glossary,
        published=DAY,
        source_document="a",
        target_document="b",
        lexicon=model,
    ).findings
    return [finding.message for finding in found]


def test_exchanged_renderings_are_found(objects: Glossary, learned: LexicalModel) -> None:
    assert messages(objects, learned, RIGHT) == []
    (message,) = messages(objects, learned, WRONG)
    assert "seem to have been exchanged" in message
    assert "“claims”" in message
    assert "“priority documents”" in message


ALIKE = Glossary(
    tuple(
        ConceptEntry(en, (Term(zh, "zh"), Term(en, "en")))
        for zh, en in (
            ("买方", "buyer"),
            ("卖方", "seller"),
            ("申请日", "filing date"),
            ("优先权日", "priority date"),
            ("进口", "import"),
            ("出口", "export"),
            ("集体商标", "collective mark"),
            ("证明商标", "certification mark"),
            ("资产", "assets"),
            ("负债", "liabilities"),
            ("财政部", "Ministry of Finance"),
            ("会计司", "Accounting Department"),
            ("商务部", "Ministry of Commerce"),
            ("条法司", "Department of Treaty and Law"),
            ("检索报告", "search report"),
            ("审查报告", "examination report"),
        )
    )
)
BASE = LexicalModel.base()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("买方起诉卖方违约。", "The seller sued the buyer for breach."),
        ("进口增长5%，出口下降3%。", "Exports grew by 5% and imports fell by 3%."),
        (
            "申请日为2018年3月1日，优先权日为2017年3月3日。",
            "The priority date is 1 March 2018 and the filing date 3 March 2017.",
        ),
        (
            "资产为80亿元，负债为50亿元。",
            "Liabilities were 8 billion yuan and assets 5 billion yuan.",
        ),
        (
            "财政部下属会计司作了报告。",
            "The Accounting Department's Ministry of Finance issued a report.",
        ),
        (
            "检索报告引用的文件不在审查报告之列。",
            "The documents cited in the examination report are not those of the search report.",
        ),
        (
            "集体商标由成员使用，证明商标的所有人不得使用。",
            "A certification mark is used by members; the owner of a collective mark may not.",
        ),
    ],
)
def test_parties_and_numbers_in_each_others_place(source: str, target: str) -> None:
    (finding,) = found_in(source, target)
    assert "seem to have been exchanged" in finding.message


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("买方起诉卖方违约。", "The seller was sued by the buyer for breach."),
        ("买方向卖方支付定金。", "The seller receives a deposit from the buyer."),
        ("进口和出口均有所增长。", "Both exports and imports grew."),
        ("进口增长5%，出口下降3%。", "Exports fell by 3%, while imports grew by 5%."),
        ("卖方交货后，买方应付款。", "The buyer shall pay after the seller has delivered."),
        ("买方须在卖方交货后付款。", "After the seller has delivered, the buyer must pay."),
        ("申请日与优先权日的区别。", "How the priority date differs from the filing date."),
    ],
)  # fmt: skip
def test_another_order_with_a_reason_is_no_exchange(source: str, target: str) -> None:
    assert found_in(source, target) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "财政部内设的会计司负责此事。",
            "The Accounting Department within the Ministry of Finance is in charge.",
        ),
        (
            "财政部下属会计司负责此事。",
            "The Accounting Department under the Ministry of Finance is in charge.",
        ),
        (
            "財政部轄下會計司負責此事。",
            "The Accounting Department under the Ministry of Finance is in charge.",
        ),
        (
            "商务部所属的条法司起草了文件。",
            "The Department of Treaty and Law under the Ministry of Commerce drafted it.",
        ),
        (
            "附于检索报告之后的审查报告有五页。",
            "The examination report attached to the search report has five pages.",
        ),
        (
            "以检索报告为依据的审查报告有五页。",
            "The examination report based on the search report has five pages.",
        ),
    ],
)
def test_what_stands_before_a_noun_in_chinese_stands_behind_it(source: str, target: str) -> None:
    assert found_in(source, target) == []


def found_in(source: str, target: str) -> list[Finding]:
    check = check_bitext(
        [unit(source, target)],
        ALIKE,
        published=DAY,
        source_document="a",
        target_document="b",
        lexicon=BASE,
    )
    return [f for f in check.findings if f.is_likely]


NAMES = ((b.text, e.text) for entry in ALIKE.entries for b, e in [entry.terms])
NAMED = st.lists(st.sampled_from(tuple(NAMES)), min_size=2, max_size=4, unique=True)


@given(NAMED, st.data())
def test_what_cannot_be_likely_need_not_be_looked_at(
    named: list[tuple[str, str]], data: st.DataObject
) -> None:
    index = index_of(ALIKE)
    turned = data.draw(st.permutations([english for _, english in named]))
    source = "，".join(f"{chinese}为{n}元" for n, (chinese, _) in enumerate(named, 2))
    target = ", ".join(f"the {english} is {n} yuan" for n, english in enumerate(turned, 2))
    (read,), _ = read_document([unit(source, target)], index, DAY, BASE)
    every, likely = (find_exchange(read, index, BASE, least) for least in (0.0, LIKELY))
    assert (every if every and every.probability >= LIKELY else None) == (
        likely if likely and likely.probability >= LIKELY else None
    )


def test_where_nothing_can_be_likely_words_are_not_aligned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = index_of(ALIKE)
    pair = unit("买方起诉卖方违约。", "The buyer sued the seller for breach.")
    (read,), _ = read_document([pair], index, DAY, BASE)
    monkeypatch.setattr("aligner.terms.checking.exchange.expected_places", None)
    assert find_exchange(read, index, BASE, LIKELY) is None
