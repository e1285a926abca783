"""English sources with Chinese targets."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.glossary import Glossary
from aligner.terms import TermCheck, check_bitext
from aligner.values import ConceptEntry, Term, TermStatus, TranslationUnit

GLOSSARY = Glossary(
    (
        ConceptEntry("fee", (Term("登记手续费", "zh"), Term("registration fee", "en"))),
        ConceptEntry(
            "office",
            (
                Term("国家档案局", "zh"),
                Term("档案总局", "zh", TermStatus.ADMITTED),
                Term("档案馆局", "zh", TermStatus.DEPRECATED),
                Term("National Archives Office", "en"),
            ),
        ),
        ConceptEntry("deed", (Term("契约", "zh"), Term("deed", "en"))),
    )
)


def check(*texts: tuple[str, str]) -> TermCheck:
    units = [
        TranslationUnit(f"u{i}", "en", "zh-Hans", en, zh, 1.0) for i, (en, zh) in enumerate(texts)
    ]
    return check_bitext(
        units, GLOSSARY, published=date(2024, 1, 1), source_document="a", target_document="b"
    )


@pytest.mark.parametrize(
    ("source", "target", "status"),
    [
        ("The registration fee is ten yuan.", "登记手续费为十元。", "preferred"),
        ("Registration fees rose.", "登記手續費上升。", "preferred"),
        ("The National Archives Office opened.", "档案总局成立。", "allowed"),
        ("The National Archives Office opened.", "档案馆局成立。", "forbidden"),
        ("The National Archives Office opened.", "National Archives Office成立。", "untranslated"),
        ("The registration fee is ten yuan.", "注册收费为十元。", "other-rendering"),
        ("The registration fee is ten yuan.", "", "unclear"),
        ("The National Archives Office opened.", "国档局成立。", "short-form"),
    ],
)
def test_each_english_term_has_a_verdict(source: str, target: str, status: str) -> None:
    result = check((source, target))
    (occurrence,) = result.occurrences
    assert occurrence.status.value == status
    assert [f.code.value for f in result.findings] == (
        [] if occurrence.status.is_accepted else [status]
    )
    assert source[slice(*occurrence.source_span)] == occurrence.source_term


def test_a_wrong_rendering_is_likely_and_an_abbreviation_is_not() -> None:
    (wrong,) = check(("The registration fee is ten yuan.", "注册收费为十元。")).findings
    (short,) = check(("The National Archives Office opened.", "国档局成立。")).findings
    assert wrong.is_likely
    assert not short.is_likely
    assert wrong.expected == ("登记手续费",)


def test_both_directions_at_once_are_refused() -> None:
    units = [
        TranslationUnit("a", "en", "zh", "The deed.", "契约。", 1.0),
        TranslationUnit("b", "zh", "en", "契约。", "The deed.", 1.0),
    ]
    with pytest.raises(InputError, match="unit b is translated in the other direction"):
        check_bitext(units, GLOSSARY, published=None, source_document="a", target_document="b")


SOURCES = st.lists(st.sampled_from(["The", "deed", "registration fee", "of", "rose"]), max_size=6)
TARGETS = st.lists(st.sampled_from(["契约", "登记手续费", "上升", "，", "登记"]), max_size=6)


@given(st.lists(st.tuples(SOURCES.map(" ".join), TARGETS.map("".join)), max_size=3))
def test_every_occurrence_is_kept_or_told(texts: Sequence[tuple[str, str]]) -> None:
    result = check(*texts)
    told = {(f.unit, f.source_span) for f in result.findings}
    targets: dict[str, list[tuple[int, int]]] = {}
    for occurrence in result.occurrences:
        is_told = (occurrence.unit, occurrence.source_span) in told
        assert is_told != occurrence.status.is_accepted
        if occurrence.target_span is not None and occurrence.status.is_accepted:
            targets.setdefault(occurrence.unit, []).append(occurrence.target_span)
    for spans in targets.values():
        assert all(a[1] <= b[0] for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False))


BODIES = Glossary(
    (
        ConceptEntry("court", (Term("海事法院", "zh"), Term("Maritime Court", "en"))),
        ConceptEntry(
            "board", (Term("海事仲裁委员会", "zh"), Term("Maritime Arbitration Board", "en"))
        ),
        ConceptEntry(
            "union",
            (Term("国际海运联盟", "zh"), Term("World Shipping Union", "en"), Term("WSU", "en")),
        ),
        ConceptEntry("owner", (Term("船东", "zh"), Term("shipowner", "en"))),
        ConceptEntry("charterer", (Term("承租人", "zh"), Term("charterer", "en"))),
    )
)


def findings_of_bodies(*texts: tuple[str, str]) -> list[tuple[str, str]]:
    units = [
        TranslationUnit(f"u{i}", "en", "zh-Hans", en, zh, 1.0) for i, (en, zh) in enumerate(texts)
    ]
    result = check_bitext(
        units, BODIES, published=date(2024, 1, 1), source_document="a", target_document="b"
    )
    return [(f.code.value, f.found) for f in result.findings if f.is_likely]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The Maritime Court dismissed it on 20 May.", "该院于5月20日予以驳回。"),
        ("The Maritime Arbitration Board sat in March.", "该委员会于三月开庭。"),
        (
            "The Maritime Court and the Maritime Arbitration Board agreed.",
            "海事法院、仲裁委员会一致同意。",
        ),
        ("The World Shipping Union (WSU) met.", "国际海运联盟（WSU）召开会议。"),
        ("The World Shipping Union met.", "国际海运联盟（下称联盟）召开会议。"),
    ],
)
def test_a_pointing_word_and_shared_words_name_a_body(source: str, target: str) -> None:
    assert findings_of_bodies((source, target)) == []


def test_the_end_of_a_name_stands_for_one_that_was_named() -> None:
    full = ("The Maritime Court sat.", "海事法院开庭。")
    short = ("The Maritime Court adjourned without a ruling.", "法院未作裁定即休庭。")
    assert findings_of_bodies(full, short) == []


@pytest.mark.parametrize("alias", ["海事法院", "下称“海事法院”"])
def test_the_name_of_another_body_in_brackets_is_wrong(alias: str) -> None:
    pair = ("The World Shipping Union met.", f"国际海运联盟（{alias}）召开会议。")
    assert findings_of_bodies(pair) == [("other-concept", "海事法院")]


def test_terms_in_each_others_place_are_exchanged() -> None:
    english = "The shipowner paid USD 300 and the charterer paid USD 500."
    assert findings_of_bodies((english, "船东支付300美元，承租人支付500美元。")) == []
    ((code, _),) = findings_of_bodies((english, "承租人支付300美元，船东支付500美元。"))
    assert code == "other-concept"
