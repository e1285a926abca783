"""The term check: what it must find, and what it must leave alone."""

import pytest
from checked import IP_TERMS, TODAY, check, codes, statuses

from aligner.errors import InputError
from aligner.glossary import Glossary, read_glossary
from aligner.lexicon import LexicalModel
from aligner.terms import check_bitext
from aligner.values import (
    ConceptEntry,
    FindingCode,
    MatchMode,
    OccurrenceStatus,
    Severity,
    Term,
    TermStatus,
    TranslationUnit,
)


@pytest.fixture(scope="module")
def ip_terms() -> Glossary:
    return read_glossary(IP_TERMS)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param("审查员参加了培训。", "The examiners attended a course.", id="plural"),
        pytest.param("审查员的意见", "the examiner\u2019s opinion", id="possessive"),
        pytest.param("标准必要专利增多。", "Standard-essential patents grew.", id="hyphen"),
        pytest.param("强制许可", "compulsory licences", id="british"),
        pytest.param("商标注册", "registration of trade marks", id="order-and-solid"),
        pytest.param("专利审查指南", "PATENT EXAMINATION GUIDELINES", id="capitals"),
        pytest.param("商业秘密", "Trade Secrets", id="heading"),
        pytest.param("专利代理师", "patent agents", id="allowed"),
        pytest.param("知识产权运用", "the utilisation of IPRs", id="short-part"),
        pytest.param("国家知识产权局局长", "the CNIPA\u2019s Commissioner", id="order-of-name"),
        pytest.param("保护知识产权制度", "protect the IP system", id="short-inside"),
        pytest.param(
            "發明專利與商標註冊", "invention patents and trademark registration", id="trad"
        ),
        pytest.param(
            "发明专利和实用新型专利", "invention and utility model patents", id="coordination"
        ),
        pytest.param("加强知识产权保护", "to better protect the intellectual property", id="verb"),
        pytest.param("非职务发明", "non-service inventions", id="negated"),
    ],
)
def test_harmless_variation_gives_no_finding(ip_terms: Glossary, source: str, target: str) -> None:
    assert codes(check(ip_terms, (source, target))) == []


@pytest.mark.parametrize(
    ("source", "target", "code", "found"),
    [
        ("外观设计专利", "appearance design patents", "forbidden", "appearance design patents"),
        ("现有技术", "the existing technology", "forbidden", "existing technology"),
        ("专利权人已缴费。", "The 专利权人 has paid.", "untranslated", "专利权人"),
        ("举行口头审理。", "A meeting was held in public.", "omitted", ""),
        (
            "北京知识产权法院裁定",
            "Beijing Intellectual Property Tribunal ruled",
            "other-rendering",
            "Beijing Intellectual Property Tribunal",
        ),
        (
            "申请地理标志",
            "apply for a geographcal indication",
            "spelling",
            "geographcal indication",
        ),
        (
            "世界知识产权组织",
            "World Intellectual Property Organisation",
            "spelling",
            "World Intellectual Property Organisation",
        ),
        ("修改专利法", "amend the patent law", "case", "patent law"),
        ("市场监管总局发文。", "SAMR issued a notice.", "undefined-abbreviation", "SAMR"),
    ],
)
def test_seeded_errors_are_found(
    ip_terms: Glossary, source: str, target: str, code: str, found: str
) -> None:
    (finding,) = (f for f in check(ip_terms, (source, target)).findings if f.is_likely)
    assert finding.code.value == code
    assert finding.found == found
    span = finding.target_span
    assert (finding.target_text[slice(*span)] if span else "") == found
    assert finding.source_text[slice(*finding.source_span or (0, 0))] == finding.source_term


def test_a_short_form_is_named_as_one(ip_terms: Glossary) -> None:
    (finding,) = check(ip_terms, ("修改专利审查指南。", "The Guidelines were amended.")).findings
    assert (finding.code.value, finding.found) == ("short-form", "Guidelines")


def test_a_forbidden_name_without_source_is_found_once(ip_terms: Glossary) -> None:
    result = check(ip_terms, ("会议在京举行。", "SIPO held a meeting in Beijing."))
    assert codes(result) == ["forbidden-without-source"]
    assert result.findings[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    "target",
    [
        "The office, formerly SIPO, held a meeting.",
        "The Ministry of Agriculture and Rural Affairs held a meeting.",
        "Reviewers turned down the existing technology.",
    ],
)
def test_history_and_common_words_without_source_are_left_alone(
    ip_terms: Glossary, target: str
) -> None:
    assert codes(check(ip_terms, ("会议在京举行。", target))) == []


def test_one_span_renders_one_term(ip_terms: Glossary) -> None:
    pair = ("商标注册和商标注册申请", "trademark registration application")
    assert statuses(check(ip_terms, pair)) == {"商标注册": "omitted", "商标注册申请": "preferred"}


def test_an_exclusive_licence_is_not_a_sole_one(ip_terms: Glossary) -> None:
    good = check(ip_terms, ("独占许可和排他许可", "exclusive licenses and sole licenses"))
    assert codes(good) == []
    bad = check(ip_terms, ("排他许可合同", "an exclusive license contract"))
    assert codes(bad) == ["forbidden"]


def test_longest_match_and_straddling_words(ip_terms: Glossary) -> None:
    result = check(ip_terms, ("专利权利人和专利权人", "the patent right holders and the patentees"))
    assert list(statuses(result)) == ["专利", "权利人", "专利权人"]
    assert "omitted" not in statuses(result).values()


def test_a_short_name_is_learned_in_the_document(ip_terms: Glossary) -> None:
    result = check(
        ip_terms,
        (
            "专利审查协作中心成立。",
            "The Patent Examination Cooperation Center (“Coop Center”) opened.",
        ),
        ("专利审查协作中心招聘。", "Coop Center hires."),
    )
    assert codes(result) == []
    assert [o.rendering for o in result.occurrences][1] == "Coop Center"


def test_a_short_name_in_brackets_does_not_part_a_term(ip_terms: Glossary) -> None:
    pair = ("地理标志产品增多。", "There are more geographical indication (GI) products.")
    (occurrence,) = check(ip_terms, pair).occurrences
    assert occurrence.rendering == "geographical indication (GI) products"


def test_an_abbreviation_defined_anywhere_is_fine(ip_terms: Glossary) -> None:
    result = check(
        ip_terms,
        ("市场监管总局会议", "SAMR Meets"),
        (
            "市场监管总局召开会议。",
            "The State Administration for Market Regulation (SAMR) held a meeting.",
        ),
    )
    assert codes(result) == []


def test_later_mentions_by_pronoun_short_form_or_silence_are_fine(ip_terms: Glossary) -> None:
    first = (
        "国家知识产权局发布专利审查指南。",
        (
            "The China National Intellectual Property Administration issued "
            "the Guidelines for Patent Examination."
        ),
    )
    result = check(
        ip_terms,
        first,
        ("国家知识产权局表示，将认真落实。", "It said it would carry them out."),
        ("专利审查指南自明年施行。", "The Guidelines take effect next year."),
        (
            "国家知识产权局强调，国家知识产权局将加强培训。",
            "The CNIPA stressed that training would grow.",
        ),
    )
    assert codes(result) == []
    assert [o.status.value for o in result.occurrences].count("implied") == 2


def test_a_term_moved_over_the_border_of_a_sentence_is_no_alarm(ip_terms: Glossary) -> None:
    result = check(
        ip_terms,
        ("双方签署谅解备忘录。", "The two sides met on Monday."),
        ("会谈友好。", "The talks were friendly, and a memorandum of understanding was signed."),
    )
    assert codes(result) == []


def test_general_terms_never_alarm(ip_terms: Glossary) -> None:
    result = check(ip_terms, ("局长的创造性工作", "creativity at work"))
    assert codes(result) == []
    assert set(statuses(result).values()) <= {"unchecked", "allowed", "preferred"}


def test_doubtful_beads_blame_the_alignment(ip_terms: Glossary) -> None:
    pair = ("现有技术和商业秘密", "existing technology")
    result = check(ip_terms, pair, probability=0.3)
    (finding,) = result.findings
    assert finding.code is FindingCode.SUSPECT_ALIGNMENT
    assert [code for code, _ in finding.details] == ["forbidden", "omitted"]
    assert {o.status for o in result.occurrences} == {OccurrenceStatus.DOUBTFUL}


def test_many_terms_all_missing_blame_the_alignment(ip_terms: Glossary) -> None:
    result = check(
        ip_terms, ("商业秘密、地理标志、植物新品种和强制许可", "Snow fell on the hills.")
    )
    assert codes(result) == ["suspect-alignment"]


def test_a_word_taken_for_a_short_form_is_no_sign_that_the_texts_correspond(
    ip_terms: Glossary,
) -> None:
    # What was learned from a wrong pair makes its words look accounted for.
    learned = LexicalModel(
        {
            "负责人": {"chair": 9},
            "参加": {"turn": 9},
            "活动": {"worked": 9},
            "国际": {"take": 9},
        }
    )
    unit = TranslationUnit(
        "u",
        "zh-Hans",
        "en",
        "国际合作司、海牙协定、专利局负责人参加活动。",
        "They worked with the offices, which take the chair in turn.",
        1.0,
    )
    result = check_bitext(
        [unit], ip_terms, published=TODAY, source_document="a", target_document="b", lexicon=learned
    )
    assert codes(result) == ["suspect-alignment"]
    assert "short-form" in [code for code, _ in result.findings[0].details]


def test_an_unusual_synonym_is_inconsistent(ip_terms: Glossary) -> None:
    usual = [("专利代理师参会。", "The patent attorneys came.")] * 3
    result = check(ip_terms, *usual, ("专利代理师离会。", "The patent agents left."))
    assert codes(result) == ["inconsistent"]
    assert result.findings[0].expected == ("patent attorney",)


def test_parts_of_the_usual_form_are_consistent(ip_terms: Glossary) -> None:
    usual = [("保护专利权。", "Protect patent rights.")] * 3
    assert codes(check(ip_terms, *usual, ("转让专利权。", "Assign a patent."))) == []


def test_capitals_tell_a_short_name_from_a_word() -> None:
    entry = ConceptEntry("ai", (Term("信息技术", "zh"), Term("IT", "en")))
    glossary = Glossary((entry,))
    assert codes(check(glossary, ("发展信息技术", "It grew and it was good"))) == ["omitted"]
    assert codes(check(glossary, ("发展信息技术", "IT grew"))) == []


def test_a_bracketed_short_name_in_a_form_is_optional() -> None:
    terms = (Term("按揭成数", "zh"), Term("loan-to-value (LTV) ratio", "en"))
    glossary = Glossary((ConceptEntry("ltv", terms),))
    assert codes(check(glossary, ("按揭成数上升", "loan-to-value ratios rose"))) == []


def test_a_term_shared_by_two_concepts_may_be_either() -> None:
    glossary = Glossary(
        (
            ConceptEntry("review", (Term("复审", "zh"), Term("review", "en"))),
            ConceptEntry("again", (Term("复审", "zh"), Term("reexamination", "en"))),
        ),
    )
    result = check(glossary, ("请求复审", "request reexamination"))
    assert [o.concept for o in result.occurrences] == ["again"]


def test_no_target_text_is_no_term_problem(ip_terms: Glossary) -> None:
    assert codes(check(ip_terms, ("商业秘密", ""))) == []


def test_ids_do_not_depend_on_other_units(ip_terms: Glossary) -> None:
    pair = ("现有技术", "existing technology")
    alone = check(ip_terms, pair).findings[0]
    second = check(ip_terms, ("你好", "Hello"), pair).findings[0]
    assert alone.id == second.id
    assert alone.unit != second.unit


def test_the_same_input_gives_the_same_result(ip_terms: Glossary) -> None:
    pairs = [("专利权人和商业秘密", "patentees")] * 3
    assert check(ip_terms, *pairs) == check(ip_terms, *pairs)


def test_other_languages_are_refused(ip_terms: Glossary) -> None:
    unit = TranslationUnit("u", "en", "de", "patent", "Patent", 1.0)
    with pytest.raises(InputError, match="not en and de"):
        check_bitext([unit], ip_terms, published=None, source_document="a", target_document="b")


def test_ids_do_not_depend_on_other_entries(ip_terms: Glossary) -> None:
    pair = ("现有技术", "existing technology")
    more = Glossary(
        (ConceptEntry("z", (Term("望远镜", "zh"), Term("telescope", "en"))), *ip_terms.entries)
    )
    assert [f.id for f in check(more, pair).findings] == [
        f.id for f in check(ip_terms, pair).findings
    ]


@pytest.mark.parametrize(
    ("source", "target", "statuses_"),
    [
        ("该方法可行。", "The method works.", []),
        ("违反本法的，处以罚款。", "A breach of this Law is fined.", ["preferred"]),
        ("第七条适用。", "Article 7 applies.", ["preferred"]),
        ("条件成熟。", "The conditions are ripe.", []),
    ],
)
def test_a_term_of_one_character_is_a_word_of_its_own(
    source: str, target: str, statuses_: list[str]
) -> None:
    names = {"法": "law", "条": "article"}
    glossary = Glossary(
        tuple(ConceptEntry(zh, (Term(zh, "zh"), Term(en, "en"))) for zh, en in names.items())
    )
    found = check(glossary, (source, target)).occurrences
    assert [o.status.value for o in found] == statuses_


def test_a_possessive_is_no_spelling_of_a_forbidden_form() -> None:
    terms = (
        Term("市政府秘书处", "zh"),
        Term("Secretariat of the City Council", "en"),
        Term("City Council Secretariat", "en", TermStatus.DEPRECATED),
    )
    glossary = Glossary((ConceptEntry("s", terms),))
    assert codes(check(glossary, ("市政府秘书处通知", "the City Council's Secretariat"))) == []
    assert codes(check(glossary, ("市政府秘书处通知", "the City Council Secretariat"))) != []


def test_a_definition_is_not_inconsistent() -> None:
    terms = (
        Term("温室气体排放", "zh"),
        Term("GHG emissions", "en"),
        Term("greenhouse gas emissions", "en", TermStatus.ADMITTED),
    )
    glossary = Glossary((ConceptEntry("g", terms),))
    first = ("温室气体排放受限。", "Limits on greenhouse gas (GHG) emissions apply.")
    others = [("温室气体排放上升。", "GHG emissions rose.")] * 3
    assert codes(check(glossary, first, *others)) == []


def test_the_words_in_place_of_a_term_are_whole() -> None:
    glossary = Glossary(
        (ConceptEntry("c", (Term("合作备忘录", "zh"), Term("Memorandum of Understanding", "en"))),)
    )
    result = check(
        glossary, ("双方签署合作备忘录。", "The two sides sign a Memorandum of Co-operation.")
    )
    assert [f.found for f in result.findings] == ["Memorandum of Co-operation"]


@pytest.mark.parametrize("pattern", [r"trade[ -]?marks?", r"[.,]", r"\s+", "^", "(a+)+$"])
def test_what_only_a_regular_expression_matches_may_be_missing(pattern: str) -> None:
    term = Term(pattern, "en", match=MatchMode.REGEX)
    glossary = Glossary((ConceptEntry("c", (Term("商标", "zh"), term)),))
    found = check(glossary, ("商标局发布了通知。", "The examiners and the applicants met today"))
    assert list(statuses(found)) == ["商标"]
    assert not any(o.status is OccurrenceStatus.PREFERRED for o in found.occurrences)
