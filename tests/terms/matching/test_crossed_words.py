"""Terms whose edges a dictionary word crosses: found, doubtful, or other words."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.languages import fold_chinese, read_chinese
from aligner.terms import TermCheck, check_bitext
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.values import ConceptEntry, FindingCode, OccurrenceStatus, Term, TranslationUnit

_PHRASES = Path(__file__).parents[2] / "data" / "terms" / "crossed_words.txt"
_LINES = [
    tuple(line.split("\t"))
    for line in _PHRASES.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
# What only the meaning tells: the dictionary's own reading is the wrong one.
_TOO_HARD = {"专利申请[人才]能提出异议", "[学生会]做作业吗", "高[性能]力强"}
_HAN = "专利權人申请审查局银行业务中小企及再保险公司"


def _index(*terms: str) -> TermIndex:
    return TermIndex(Glossary(tuple(ConceptEntry(t, (Term(t, "zh"),)) for t in terms)))


def _find(marked: str) -> SourceMatch | None:
    before, _, rest = marked.partition("[")
    term, _, behind = rest.partition("]")
    text = read_chinese(before + term + behind)
    found = _index(term).find_source(text, with_doubtful=True)
    return next((m for m in found if m.start == len(before)), None)


def test_there_are_phrases_of_both_kinds() -> None:
    answers = [answer for answer, _ in _LINES]
    assert answers.count("yes") >= 100
    assert answers.count("no") >= 80


@pytest.mark.parametrize("marked", [marked for answer, marked in _LINES if answer == "yes"])
def test_no_term_disappears(marked: str) -> None:
    assert _find(marked) is not None


@pytest.mark.parametrize("marked", [marked for answer, marked in _LINES if answer == "no"])
def test_other_words_are_not_taken_for_a_term(marked: str) -> None:
    found = _find(marked)
    assert found is None or found.is_doubtful or marked in _TOO_HARD


def test_few_are_left_in_doubt() -> None:
    found = [(answer, _find(marked)) for answer, marked in _LINES]
    doubtful = [answer for answer, match in found if match is not None and match.is_doubtful]
    assert len(doubtful) <= len(_LINES) // 10


_TERMS = st.lists(
    st.text(alphabet=_HAN, min_size=1, max_size=4), min_size=1, max_size=5, unique_by=fold_chinese
)


@given(_TERMS, st.text(alphabet=_HAN + "，", max_size=24))
def test_doubtful_ones_stand_apart_and_take_no_place_of_others(terms: list[str], text: str) -> None:
    index, read = _index(*terms), read_chinese(text)
    every = index.find_source(read, with_doubtful=True)
    assert tuple(m for m in every if not m.is_doubtful) == index.find_source(read)
    assert all(left.stop <= right.start for left, right in pairwise(every))


def _check(
    source: str, target: str, term: str, form: str, ways: tuple[str, str] = ("zh", "en")
) -> TermCheck:
    glossary = Glossary((ConceptEntry("c", (Term(term, "zh"), Term(form, "en"))),))
    unit = TranslationUnit("u", ways[0], ways[1], source, target, 1.0)
    return check_bitext([unit], glossary, published=None, source_document="a", target_document="b")


def test_a_wrong_rendering_is_found_where_the_words_were_cut_across_the_term() -> None:
    source = "一审判赔五十万元。"
    kept = _check(source, "The first-instance award was 500,000 yuan.", "判赔", "award")
    assert [o.status for o in kept.occurrences] == [OccurrenceStatus.PREFERRED]
    wrong = _check(source, "The first-instance fine was 500,000 yuan.", "判赔", "award")
    assert any(f.is_likely for f in wrong.findings)


def test_doubtful_characters_are_counted_and_raise_no_alarm() -> None:
    source = "公众了解资金流入港元的情况。"
    result = _check(source, "The public knows of money coming in.", "资金流", "fund flow")
    (finding,) = result.findings
    assert finding.code is FindingCode.UNCLEAR
    assert not finding.is_likely
    (occurrence,) = result.occurrences
    assert (occurrence.source_term, occurrence.status) == ("资金流", OccurrenceStatus.UNCLEAR)


def test_doubtful_characters_with_the_listed_form_are_an_occurrence() -> None:
    source = "公众了解资金流入港元的情况。"
    result = _check(source, "The public knows of the fund flow into the dollar.", "资金流",
                    "fund flow")  # fmt: skip
    assert [o.status for o in result.occurrences] == [OccurrenceStatus.PREFERRED]
    back = _check("The fund flow is known.", "已知资金流入。", "资金流", "fund flow", ("en", "zh"))
    assert [o.status for o in back.occurrences] == [OccurrenceStatus.PREFERRED]


def test_a_rendering_goes_to_the_sure_occurrence_first() -> None:
    source = "资金流入增加，而资金流的方向不变。"
    result = _check(source, "Money came in; the fund flow kept its way.", "资金流", "fund flow")
    assert [o.status for o in result.occurrences] == [
        OccurrenceStatus.UNCLEAR,
        OccurrenceStatus.PREFERRED,
    ]
