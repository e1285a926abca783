"""Seeded errors and harmless changes: each changes what it says, and nothing else."""

import random
from datetime import date

import pytest
from bench_terms import draw, is_caught, share
from terms_controls import CONTROLS
from terms_data import Text, extended
from terms_drift import chosen_histories, drift_outcome
from terms_peers import CHECKERS
from terms_seeds import ERRORS, Site, sites_of

from aligner.glossary import Glossary
from aligner.values import ConceptEntry, FindingCode, Term, TranslationUnit

WORDS = ("umbrella", "sandwich", "lottery")
PAIRS = (
    ("国家档案馆馆长会见代表团。", "The Director of the National Archives met the delegation."),
    ("国家档案馆发布管理办法。", "The National Archives issued administrative measures."),
    ("国家档案馆修订管理办法。", "The National Archives revised the administrative measures."),
    (
        "国家档案馆表示，国家档案馆将培训人员。",
        "The National Archives said that the National Archives would train its staff.",
    ),
)
GLOSSARY = Glossary(
    tuple(
        ConceptEntry(zh, (Term(zh, "zh"), Term(en, "en")))
        for zh, en in (
            ("国家档案馆", "National Archives"),
            ("管理办法", "administrative measures"),
            ("古籍修复", "book restoration"),
        )
    )
)


def text(name: str = "d") -> Text:
    units = tuple(
        TranslationUnit(f"{name}{i}", "zh-Hans", "en", zh, en, 1.0)
        for i, (zh, en) in enumerate(PAIRS)
    )
    return Text(name, date(2024, 1, 1), units, GLOSSARY)


@pytest.fixture(scope="module")
def sites() -> list[Site]:
    return list(sites_of(text()))


def test_every_known_rendering_is_a_site(sites: list[Site]) -> None:
    assert len(sites) == 7
    assert {s.target[slice(*s.span)] for s in sites} == {
        "National Archives",
        "administrative measures",
    }


@pytest.mark.parametrize("name", [*ERRORS, *CONTROLS])
def test_a_trial_changes_little_and_the_same_each_time(sites: list[Site], name: str) -> None:
    make = (ERRORS | CONTROLS)[name]
    trials, again = (draw(sites, make, 5, name, 0) for _ in range(2))
    assert trials == again
    for trial in trials:
        before, after = trial.before.units, trial.after.units
        changed = [a.id for a, b in zip(after, before, strict=True) if a != b]
        # A short name is defined in one unit and used in another.
        assert len(changed) <= 1 + (name == "defined abbreviation")
        assert bool(trial.codes) == (name in ERRORS)


@pytest.mark.parametrize(
    "name", ["deletion", "other concept's form", "changed content word", "untranslated"]
)
def test_spoilt_renderings_are_caught(sites: list[Site], name: str) -> None:
    alone = [site for site in sites if len(site.siblings) == 1]
    for trial in draw(alone, ERRORS[name], 9, name, 0):
        flags = CHECKERS["ours"](trial.after)
        assert is_caught(trial, flags, plain=False)
        assert not is_caught(trial, set(), plain=False)


def test_a_surplus_rendering_is_no_trial() -> None:
    # The English says the name twice where the Chinese does once.
    unit = TranslationUnit(
        "u",
        "zh-Hans",
        "en",
        "国家档案馆开放。",
        "The National Archives opened the National Archives.",
        1.0,
    )
    (site,) = sites_of(Text("d", None, (unit,), GLOSSARY))
    trial = ERRORS["changed content word"](site, random.Random(1), WORDS)  # noqa: S311
    assert trial is not None
    assert trial.is_surplus()


def test_a_wrong_pair_is_caught_by_anything_said_of_its_unit(sites: list[Site]) -> None:
    trial = next(iter(draw(sites, ERRORS["wrong pair"], 1, "w", 0)), None)
    if trial is not None:
        unit = trial.after.units[trial.unit].id
        assert is_caught(trial, {(unit, "other", FindingCode.OMITTED, 0)}, plain=False)
        assert not is_caught(trial, {("elsewhere", "x", FindingCode.OMITTED, 0)}, plain=False)


def test_a_change_of_name_over_documents_is_reported_on_its_day() -> None:
    histories = chosen_histories([text(f"d{i}") for i in range(6)], 10, 0)
    assert histories
    for history in histories:
        assert drift_outcome(history) == (True, True, False)


def test_invented_forms_leave_the_given_ones() -> None:
    longer = extended(GLOSSARY)
    for old, new in zip(GLOSSARY.entries, longer.entries, strict=True):
        assert {t.text for t in old.terms} <= {t.text for t in new.terms}
        assert len(new.terms) == len(old.terms) + 2
    assert longer.digest == extended(GLOSSARY).digest


def test_shares_come_with_their_interval() -> None:
    assert share(9, 10).startswith("0.900 (")
    assert share(0, 0) == "-"
