"""Names of other things of the same kind in the place of a term."""

import pytest
from departures_of import DAY, unit

from aligner.glossary import Glossary
from aligner.terms import check_bitext
from aligner.terms.checking.likeness import are_alike, are_initials, is_body
from aligner.terms.matching.index import index_of
from aligner.values import ConceptEntry, Finding, Term, TermStatus


def concept(name: str, zh: str, *en: str) -> ConceptEntry:
    statuses = (TermStatus.PREFERRED, *[TermStatus.ADMITTED] * len(en))
    return ConceptEntry(
        name,
        (Term(zh, "zh"), *(Term(e, "en", s) for e, s in zip(en, statuses, strict=False))),
    )


GLOSSARY = Glossary(
    (
        concept("plaintiff", "原告", "plaintiff"),
        concept("defendant", "被告", "defendant"),
        concept("lessee", "承租人", "lessee"),
        concept("lessor", "出租人", "lessor"),
        concept("who", "世界卫生组织", "World Health Organization", "WHO"),
        concept("wfp", "世界粮食计划署", "World Food Programme", "WFP"),
        concept("education", "教育部", "Ministry of Education"),
        concept("health", "卫生部", "Ministry of Health"),
        concept("meeting", "记者招待会", "press conference"),
        concept("filing", "申请日", "filing date"),
        concept("deputy", "教育部副部长", "Vice Minister of Education"),
    )
)
CONCEPT, RENDERING = "other-concept", "other-rendering"
NUMBERS = {entry.id: i for i, entry in enumerate(GLOSSARY.entries)}


def findings(source: str, target: str) -> list[Finding]:
    check = check_bitext(
        [unit(source, target)],
        GLOSSARY,
        published=DAY,
        source_document="a",
        target_document="b",
    )
    return [f for f in check.findings if f.is_likely]


@pytest.mark.parametrize(
    ("source", "target", "code", "found"),
    [
        ("原告主张作品发表于2011年。", "The defendant published it in 2011.", CONCEPT, "defendant"),
        ("承租人不得擅自转租房屋。", "The lessor may not sublet the house.", CONCEPT, "lessor"),
        ("世界卫生组织宣布疫情结束。", "The WFP declared the outbreak over.", CONCEPT, "WFP"),
        ("教育部公布名单。", "The Ministry of Health named them.", CONCEPT, "Ministry of Health"),
        ("所附申请日有误。", "The annexed press conference is wrong.", CONCEPT, "press conference"),
        ("世界卫生组织的专家抵达。", "Experts from UNICEF arrived.", RENDERING, "UNICEF"),
        ("世界卫生组织呼吁合作。", "The Central Bank urged aid.", RENDERING, "Central Bank"),
    ],
)
def test_another_of_the_kind_is_a_likely_error(
    source: str, target: str, code: str, found: str
) -> None:
    (finding,) = findings(source, target)
    assert (finding.code.value, finding.found) == (code, found)
    assert finding.confidence >= 0.8


@pytest.mark.parametrize(
    ("source", "target"),
    [
        # Both are in the source; the one is only implied.
        ("原告起诉被告，原告胜诉。", "The plaintiff sued the defendant and won."),
        ("世界卫生组织总干事致辞。", "The Director General of the WHO spoke."),
    ],
)
def test_what_the_source_has_is_no_substitute(source: str, target: str) -> None:
    assert findings(source, target) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("plaintiff", "defendant", True),
        ("who", "wfp", True),
        ("education", "health", True),
        ("education", "meeting", False),
        ("education", "deputy", False),
        ("plaintiff", "filing", False),
    ],
)
def test_things_of_one_kind(one: str, other: str, *, alike: bool) -> None:
    index = index_of(GLOSSARY)
    assert are_alike(index, NUMBERS[one], NUMBERS[other]) is alike
    assert are_alike(index, NUMBERS[other], NUMBERS[one]) is alike


def test_bodies_have_names() -> None:
    index = index_of(GLOSSARY)
    assert [name for name in NUMBERS if is_body(index, NUMBERS[name])] == [
        "who", "wfp", "education", "health",
    ]  # fmt: skip


def test_a_wrong_short_name_is_found_among_the_capitals_of_a_title() -> None:
    found = findings("世界卫生组织签署协议", "WTA Signs Agreement")
    assert [(f.code.value, f.found) for f in found] == [(RENDERING, "WTA")]


def test_a_short_name_is_made_of_all_words_or_of_those_that_are_not_small() -> None:
    assert are_initials("WHO", ("world", "health", "organization"))
    assert are_initials("MoU", ("memorandum", "of", "understanding"))
    assert are_initials("MH", ("ministry", "of", "health"))
    assert not are_initials("MOE", ("ministry", "of", "health"))
    # The O is of no small word.
    assert not are_initials("NIPO", ("national", "institute", "of", "public", "health"))


def test_who_acts_is_not_in_the_place_of_a_thing() -> None:
    (found,) = findings(
        "会议改期，记者招待会也改期。", "The Ministry of Health put off the meeting."
    )
    assert found.code.value == "omitted"
