"""The two parties of a dispute, and the items of a list with figures, in each other's place."""

import pytest

from aligner.glossary import Glossary
from aligner.terms import check_bitext
from aligner.values import ConceptEntry, Finding, Term, TranslationUnit

_TERMS = {
    "上诉人": "appellant",
    "被上诉人": "appellee",
    "申请人": "applicant",
    "被申请人": "respondent",
    "发明专利": "invention patent",
    "实用新型": "utility model",
    "外观设计": "design",
    "集体商标": "collective mark",
    "地理标志": "geographical indication",
}
_GLOSSARY = Glossary(
    tuple(ConceptEntry(en, (Term(zh, "zh"), Term(en, "en"))) for zh, en in _TERMS.items())
)


def _likely(source: str, target: str) -> list[Finding]:
    unit = TranslationUnit("u", "zh", "en", source, target, 1.0)
    result = check_bitext(
        [unit], _GLOSSARY, published=None, source_document="a", target_document="b"
    )
    return [f for f in result.findings if f.is_likely and f.code.value != "number"]


@pytest.mark.parametrize(
    ("source", "pattern", "names"),
    [
        (
            "上诉人请求撤销原判，被上诉人请求维持原判。",
            "The {} asked that the judgment be set aside, and the {} that it be upheld.",
            ("appellant", "appellee"),
        ),
        (
            "上诉人提出异议，而被上诉人未作答复。",
            "The {} raised an objection, but the {} did not reply.",
            ("appellant", "appellee"),
        ),
        (
            "申请人提交了新证据，被申请人要求延期审理。",
            "The {} submitted new evidence, and the {} asked for an adjournment.",
            ("applicant", "respondent"),
        ),
        (
            "发明专利、实用新型和外观设计的申请量分别增长5%、6%和7%。",
            "Filings of invention patents, {}s and {}s grew by 5, 6 and 7 percent respectively.",
            ("utility model", "design"),
        ),
        (
            "发明专利、实用新型和外观设计的申请量分别增长5%、6%和7%。",
            "Applications for {}s, {}s and designs grew by 5%, 6% and 7%, respectively.",
            ("invention patent", "utility model"),
        ),
        # The clause stands behind in both languages.
        (
            "申请人应当到庭，因为法院要求如此，而被申请人可以缺席。",
            "The {} must appear, since the court requires it, whereas the {} may be absent.",
            ("applicant", "respondent"),
        ),
        # Who did it stands behind in both.
        (
            "申请人拒绝了被申请人提出的建议。",
            "The {} rejected the proposal made by the {}.",
            ("applicant", "respondent"),
        ),
        (
            "该项目由申请人设计，资金由被申请人提供。",
            "The {} designed the project and the {} provided the funds.",
            ("applicant", "respondent"),
        ),
        (
            "集体商标和地理标志分别有120件和350件。",
            "There were 120 and 350 {}s and {}s respectively.",
            ("collective mark", "geographical indication"),
        ),
    ],
)
def test_two_in_each_others_place_are_an_error(
    source: str, pattern: str, names: tuple[str, str]
) -> None:
    assert not _likely(source, pattern.format(*names))
    (finding,) = _likely(source, pattern.format(*reversed(names)))
    assert "exchanged" in finding.message


@pytest.mark.parametrize(
    ("source", "target"),
    [
        # The figures change places as well.
        (
            "实用新型和外观设计的申请量分别增长6%和7%。",
            "Applications for designs and utility models grew by 7% and 6% respectively.",
        ),
        # No figures tell which is which.
        (
            "实用新型和外观设计分别审查。",
            "Designs and utility models are examined respectively.",
        ),
        ("上诉人被被上诉人起诉。", "The appellee sued the appellant."),
        ("上诉人与被上诉人达成和解。", "The appellee and the appellant reached a settlement."),
    ],
)
def test_another_order_with_a_reason_is_none(source: str, target: str) -> None:
    assert not _likely(source, target)
