"""What stands in a sentence counts before what its neighbour has; no wrong word is named."""

import pytest

from aligner.glossary import Glossary
from aligner.terms import check_bitext, learn_lexicon
from aligner.values import ConceptEntry, Term, TermStatus, TranslationUnit

_SHORT = Term("NWRB", "en", TermStatus.ADMITTED, abbreviation=True)
_GLOSSARY = Glossary(
    (
        ConceptEntry(
            "b", (Term("国家水资源局", "zh"), Term("National Water Resources Bureau", "en"), _SHORT)
        ),
        ConceptEntry("d", (Term("惩罚性赔偿", "zh"), Term("punitive damages", "en"))),
        ConceptEntry("p", (Term("优先权日", "zh"), Term("priority date", "en"))),
        ConceptEntry("i", (Term("发明专利", "zh"), Term("invention patent", "en"))),
        ConceptEntry("r", (Term("被告", "zh"), Term("defendant", "en"))),
    )
)
_NEXT = ("该局随后发布了解释。", "The NWRB subsequently issued an explanation.")


def _first(*texts: tuple[str, str]) -> tuple[str, str, bool]:
    """Status and words of the first occurrence, and whether it is likely a problem."""
    units = [TranslationUnit(f"u{i}", "zh", "en", zh, en, 1.0) for i, (zh, en) in enumerate(texts)]
    found = check_bitext(units, _GLOSSARY, published=None, source_document="a", target_document="b")
    first = found.occurrences[0]
    return first.status.value, first.rendering, any(f.is_likely for f in found.findings)


@pytest.mark.parametrize(
    ("english", "named"),
    [
        ("The head of the National Water Resource Agency came.", "National Water Resource Agency"),
        ("The head of the State Water Office came.", "State Water Office"),
        ("The head of the Water Resources Agency came.", "Water Resources Agency"),
    ],
)
def test_another_name_in_the_sentence_is_no_implication(english: str, named: str) -> None:
    status, words, is_likely = _first(("国家水资源局局长出席会议。", english), _NEXT)
    assert (status, is_likely) == ("other-rendering", True)
    assert named in words


@pytest.mark.parametrize("english", ["Its head came.", "The Commissioner came."])
def test_what_is_named_in_the_next_sentence_alone_is_implied(english: str) -> None:
    status, _, is_likely = _first(("国家水资源局局长出席会议。", english), _NEXT)
    assert (status, is_likely) == ("implied", False)


def test_half_of_a_form_with_another_word_is_no_implication() -> None:
    status, words, is_likely = _first(
        ("惩罚性赔偿不予支持。", "The exemplary damages were not supported."),
        ("该请求被驳回。", "The claim for punitive damages was dismissed."),
    )
    assert (status, words, is_likely) == ("other-rendering", "exemplary damages", True)


@pytest.mark.parametrize("kind", ["filing", "publication", "grant", "effective"])
def test_another_compound_with_the_same_head_is_named_in_full(kind: str) -> None:
    status, words, is_likely = _first(
        ("优先权日为5月1日。", f"The {kind} date is May 1."),
        ("优先权日为6月1日。", "The priority date is June 1."),
    )
    assert (status, words, is_likely) == ("other-rendering", f"{kind} date", True)


def test_what_was_done_is_no_rendering_of_a_noun() -> None:
    for english in ("The litigation fees are not refunded.", "The fees have been adjusted."):
        status, words, is_likely = _first(("诉讼费由被告承担。", english))
        assert (status, words, is_likely) == ("omitted", "", True)
    status, words, _ = _first(("诉讼费由被告承担。", "The fees shall be borne by the respondent."))
    assert (status, words) == ("other-rendering", "respondent")


def test_words_that_account_for_the_whole_term_are_named_before_others() -> None:
    status, words, _ = _first(
        (
            "发明专利和实用新型统称专利。",
            "Inventions and utility models are collectively called patents.",
        )
    )
    assert (status, words) == ("other-rendering", "Inventions")


def test_what_a_text_teaches_does_not_excuse_another_compound() -> None:
    pairs = [
        ("优先权日为5月1日。", "The filing date is May 1."),
        ("优先权日为6月1日。", "The priority date is June 1."),
        ("优先权日不得早于该日。", "The publication date may not be earlier than that day."),
    ]
    units = [TranslationUnit(f"u{i}", "zh", "en", zh, en, 1.0) for i, (zh, en) in enumerate(pairs)]
    found = check_bitext(
        units,
        _GLOSSARY,
        published=None,
        source_document="a",
        target_document="b",
        lexicon=learn_lexicon(units, _GLOSSARY),
    )
    likely = [f.found for f in found.findings if f.is_likely]
    assert likely == ["filing date", "publication date"]
    # Three of four such findings are right.
    assert min(f.confidence for f in found.findings if f.is_likely) >= 0.75
