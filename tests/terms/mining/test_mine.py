"""Proposed glossary entries: found, left out, and remembered."""

import random
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.languages.english import read_english
from aligner.lexicon import LexicalModel
from aligner.terms.lexicon.learning import learn_lexicon
from aligner.terms.mining.citation import Citation
from aligner.terms.mining.mine import mine_terms
from aligner.terms.mining.proposals import accepted_entries, english_key, source_key
from aligner.values import (
    ConceptEntry,
    Proposal,
    ProposalDecision,
    ProposalKind,
    ProposalRuling,
    Term,
    TermStatus,
    TranslationUnit,
)

TERMS = (
    ("商标代理机构", "trademark agencies"),
    ("专利快速审查通道", "Patent Prosecution Fast Track"),
    ("地理标志登记册", "Register of Geographical Indications"),
    ("植物新品种权", "plant variety right"),
    ("集体商标", "collective mark"),
    ("《版权登记条例》", "Copyright Registration Ordinance"),
)
FRAMES = (
    ("会议讨论了{}的情况。", "The meeting discussed the {}."),
    ("去年，{}的数量增加了。", "Last year the number under the {} grew."),
    ("我们欢迎关于{}的意见。", "We welcome views on the {}."),
    ("{}由本局管理。", "The {} is managed by this office."),
    ("公众可以查阅{}。", "The public may consult the {}."),
)


def unit(number: int, source: str, target: str, document: str = "d") -> TranslationUnit:
    properties = (("source-document", document),)
    return TranslationUnit(f"u{number}", "zh-Hans", "en", source, target, 1.0, properties)


UNITS = tuple(
    unit(10 * t + f, frame.format(zh), english.format(en), f"page{f}")
    for t, (zh, en) in enumerate(TERMS)
    for f, (frame, english) in enumerate(FRAMES)
)


@cache
def lexicon() -> LexicalModel:
    return learn_lexicon(UNITS)


@cache
def proposed() -> tuple[Proposal, ...]:
    return tuple(mine_terms(UNITS, lexicon=lexicon()))


def test_units_into_chinese_give_the_same_proposals() -> None:
    turned = [
        TranslationUnit(u.id, "en", "zh", u.target_text, u.source_text, 1.0, u.properties)
        for u in UNITS
    ]
    assert mine_terms(turned, lexicon=lexicon()) == list(proposed())


def pair_key(source: str, target: str) -> tuple[str, str]:
    """A folded pair, for comparison."""
    return source_key(source), english_key(target)


def pairs(proposals: object) -> set[tuple[str, str]]:
    assert isinstance(proposals, list | tuple)
    return {pair_key(p.source_term, p.target_term) for p in proposals}


def rejected(proposal: Proposal) -> ProposalDecision:
    return ProposalDecision(proposal.source_term, proposal.target_term, ProposalRuling.REJECT)


def glossary(*rows: tuple[str, str]) -> Glossary:
    return Glossary(
        tuple(
            ConceptEntry(f"c{i}", (Term(zh, "zh"), Term(en, "en")))
            for i, (zh, en) in enumerate(rows)
        )
    )


def test_composed_terms_are_proposed_with_their_renderings() -> None:
    found = pairs(proposed())
    wanted = {pair_key(zh, en) for zh, en in TERMS}
    assert len(found & wanted) >= 5
    assert pair_key("专利快速审查通道", "Patent Prosecution Fast Track") in found


def test_the_likeliest_come_first_and_no_term_twice() -> None:
    chances = [p.probability for p in proposed()]
    assert chances == sorted(chances, reverse=True)
    assert all(0.0 <= chance <= 1.0 for chance in chances)
    terms = [source_key(p.source_term) for p in proposed()]
    assert len(set(terms)) == len(terms)


def test_occurrences_and_documents_are_counted() -> None:
    (register,) = (p for p in proposed() if p.source_term == "地理标志登记册")
    assert (register.count, register.documents, register.kind) == (5, 5, ProposalKind.NEW)
    assert register.agreement


def test_title_marks_do_not_stand_around_a_term() -> None:
    assert not any(p.source_term.startswith("《") for p in proposed())


def test_a_mark_without_its_partner_is_left_out() -> None:
    texts = [f"{frame}“安心”登记计划已经开始。" for frame in ("今天，", "昨天，", "现在，")]
    units = [unit(i, zh, f"{i} the Peace Registration Scheme began.") for i, zh in enumerate(texts)]
    for proposal in mine_terms(units, least_probability=0.0):
        assert proposal.source_term.count("“") == proposal.source_term.count("”")


@pytest.mark.parametrize("most", [1, 3])
def test_so_many_and_no_more(most: int) -> None:
    assert mine_terms(UNITS, lexicon=lexicon(), most=most) == list(proposed()[:most])


def test_a_threshold_leaves_the_less_likely_out() -> None:
    least = 0.5
    found = mine_terms(UNITS, lexicon=lexicon(), least_probability=least)
    assert found == [p for p in proposed() if p.probability >= least]


def test_examples_contain_their_spans() -> None:
    assert proposed()
    for proposal in proposed():
        check_examples(proposal)


def check_examples(proposal: Proposal) -> None:
    assert proposal.examples
    for example in proposal.examples:
        source = example.source_text[slice(*example.source_span)]
        target = example.target_text[slice(*example.target_span)]
        assert source_key(source) == source_key(proposal.source_term)
        assert english_key(target) == english_key(proposal.target_term)


def test_nothing_comes_of_nothing_and_of_other_languages() -> None:
    assert mine_terms([]) == []
    french = replace(UNITS[0], target_language="fr")
    swapped = replace(UNITS[0], source_text="no Chinese here")
    assert mine_terms([french, swapped]) == []


def test_neither_order_nor_run_matters() -> None:
    shuffled = list(UNITS)
    random.Random(1).shuffle(shuffled)  # noqa: S311 - no secret
    assert mine_terms(shuffled) == mine_terms(UNITS)


@settings(max_examples=15, deadline=None)
@given(st.sets(st.integers(0, 30)), st.randoms(use_true_random=False))
def test_what_was_rejected_is_never_proposed_again(chosen: set[int], chance: random.Random) -> None:
    decisions = [rejected(p) for i, p in enumerate(proposed()) if i in chosen]
    chance.shuffle(decisions)
    left = mine_terms(UNITS, lexicon=lexicon(), decisions=decisions)
    assert not pairs(left) & {pair_key(d.source_term, d.target_term) for d in decisions}


def test_rejecting_everything_comes_to_an_end() -> None:
    decisions: list[ProposalDecision] = []
    for _ in range(20):
        found = mine_terms(UNITS, lexicon=lexicon(), decisions=decisions)
        if not found:
            return
        decisions += map(rejected, found)
    pytest.fail("proposals without end")


def test_a_rejection_holds_in_the_other_script_and_number() -> None:
    decision = ProposalDecision("商標代理機構", "Trademark agency", ProposalRuling.REJECT)
    found = mine_terms(UNITS, lexicon=lexicon(), decisions=[decision])
    assert pair_key("商标代理机构", "trademark agencies") in pairs(proposed())
    assert pair_key("商标代理机构", "trademark agencies") not in pairs(found)


def test_names_that_stay_as_they_are_are_left_out() -> None:
    named = [
        unit(900 + f, frame.format("WIPO"), english.format("WIPO"), f"page{f}")
        for f, (frame, english) in enumerate(FRAMES)
    ]
    found = {p.source_term for p in mine_terms([*UNITS, *named], most=100)}
    assert "集体商标" in found
    assert "WIPO" not in found


def test_what_the_glossary_has_is_left_out() -> None:
    known = glossary(*TERMS)
    found = pairs(mine_terms(UNITS, lexicon=lexicon(), glossary=known))
    assert not found & {pair_key(zh, en) for zh, en in TERMS}


def test_another_rendering_of_a_known_term_is_a_variant() -> None:
    known = glossary(("地理标志登记册", "GI list"))
    found = mine_terms(UNITS, lexicon=lexicon(), glossary=known)
    (variant,) = (p for p in found if p.source_term == "地理标志登记册")
    assert variant.kind is ProposalKind.VARIANT
    assert variant.known == ("GI list",)
    assert english_key(variant.target_term) == english_key("Register of Geographical Indications")


def test_accepted_pairs_count_as_known() -> None:
    decision = ProposalDecision("集体商标", "collective marks", ProposalRuling.ACCEPT)
    found = mine_terms(UNITS, lexicon=lexicon(), decisions=[decision])
    assert pair_key("集体商标", "collective mark") not in pairs(found)


def test_accepted_pairs_make_a_glossary() -> None:
    accept, variant, reject = ProposalRuling.ACCEPT, ProposalRuling.VARIANT, ProposalRuling.REJECT
    decisions = [
        ProposalDecision("集体商标", "group mark", variant),
        ProposalDecision("集体商标", "collective mark", accept),
        ProposalDecision("集體商標", "collective marks", accept),
        ProposalDecision("情况", "situation", reject),
    ]
    (entry,) = accepted_entries(decisions).entries
    assert [(t.text, t.status) for t in entry.forms("en")] == [
        ("collective mark", TermStatus.PREFERRED),
        ("group mark", TermStatus.ADMITTED),
    ]
    assert [t.text for t in entry.forms("zh")] == ["集体商标"]


def test_a_variant_joins_the_entry_of_the_glossary() -> None:
    known = glossary(("集体商标", "collective mark"))
    decision = ProposalDecision("集體商標", "group mark", ProposalRuling.VARIANT)
    (entry,) = accepted_entries([decision], known).entries
    assert entry.id == "c0"
    assert [t.text for t in entry.forms("en")] == ["collective mark", "group mark"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("版权公会", "Guild of Copyright Agents"),
        ("现场检查", "on-site inspection"),
        ("柜台外交易", "over-the-counter trading"),
    ],
)
def test_names_and_compounds_are_not_cut(source: str, target: str) -> None:
    units = [
        unit(500 + f, frame.format(source), english.format(target), f"page{f}")
        for f, (frame, english) in enumerate(FRAMES)
    ]
    found = mine_terms([*UNITS, *units], least_probability=0.0)
    (own,) = (p for p in found if p.source_term == source)
    assert english_key(own.target_term) == english_key(target)


def test_short_names_belong_to_the_concept_of_the_full_name() -> None:
    full = "地理标志登记册（登记册）", "Register of Geographical Indications (RGI)"
    units = [unit(600, *(frame.format(name) for frame, name in zip(FRAMES[3], full, strict=True)))]
    units += [
        unit(601 + f, frame.format("登记册"), english.format("RGI"))
        for f, (frame, english) in enumerate(FRAMES)
    ]
    found = mine_terms([*UNITS, *units], least_probability=0.0)
    named = {p.source_term: p.concept for p in found}
    assert named["登记册"] == named["地理标志登记册"]
    assert named["集体商标"] == "集体商标"


def test_a_part_of_the_rendering_is_a_variant_only_if_it_is_found_again() -> None:
    for n in (1, 3):
        cut = [unit(700 + i, "专利快速审查通道。", "The Fast Track.") for i in range(n)]
        found = mine_terms([*UNITS, *cut], least_probability=0.0)
        (own,) = (p for p in found if p.source_term == "专利快速审查通道")
        assert english_key(own.target_term) == english_key("Patent Prosecution Fast Track")
        assert ("Fast Track" in {variant.text for variant in own.variants}) == (n > 1)


def test_keyness_tells_terms_from_common_words() -> None:
    keyness = {p.source_term: p.keyness for p in mine_terms(UNITS, least_probability=0.0)}
    assert keyness["植物新品种权"] > keyness["情况"]


HAN = st.text("专利商标局管理的和条例保护2《》「」，。（）", max_size=25)
LATIN = st.text("aB .,()'s-", max_size=8).map(lambda s: f"patent {s} Office mark")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(HAN, LATIN), max_size=6), st.randoms(use_true_random=False))
def test_any_texts_give_sound_proposals_in_any_order(
    texts: list[tuple[str, str]], chance: random.Random
) -> None:
    model = LexicalModel({"专利": {"patent": 3}, "商标": {"mark": 2}, "局": {"office": 2}})
    units = [unit(i, zh, en) for i, (zh, en) in enumerate(texts)]
    found = mine_terms(units, lexicon=model, least_probability=0.0)
    for proposal in found:
        check_examples(proposal)
    chance.shuffle(units)
    assert mine_terms(units, lexicon=model, least_probability=0.0) == found


@pytest.mark.parametrize(
    ("run", "texts", "form"),
    [
        ("trademark agencies", ["We met trademark agencies."], "trademark agency"),
        ("licences", ["We issue licences here."], "licence"),
        ("patent statistics", ["See patent statistics now."], "patent statistics"),
        ("assets and liabilities", ["Our assets and liabilities grew."], "assets and liabilities"),
        ("Exchange Fund Bills", ["They bought Exchange Fund Bills."], "Exchange Fund Bills"),
        ("Collective marks", ["Collective marks: a collective tool."], "collective mark"),
        ("Berne rules", ["Berne rules are old. The rules of Berne."], "Berne rule"),
        ("IP services", ["They offer IP services."], "IP service"),
        ("SMEs", ["They help SMEs."], "SME"),
        ("FAIR USE", ["FAIR USE", "It is fair to use it."], "fair use"),
        ("three heads", ["The three heads met."], "three heads"),
    ],
)  # fmt: skip
def test_terms_are_listed_in_their_usual_form(run: str, texts: list[str], form: str) -> None:
    read = [read_english(text) for text in texts]
    keys = read_english(run).keys
    first = next(i for i in range(len(read[0].keys)) if read[0].keys[i : i + len(keys)] == keys)
    assert Citation(read).form([(read[0], first, first + len(keys))]) == form
