"""The seeded errors and harmless changes of the benchmark are what their names say."""

import random
from dataclasses import replace
from datetime import date

import pytest
from terms_controls import CONTROLS
from terms_data import Text
from terms_drift import chosen_histories
from terms_seeds import ERRORS, Maker, Site, Trial, sites_of

from aligner.glossary import Glossary
from aligner.values import ConceptEntry, Term, TermStatus, TranslationUnit

GLOSSARY = Glossary(
    (
        ConceptEntry(
            "archive",
            (
                Term("国家档案馆", "zh"),
                Term("National Archives Organization", "en"),
                Term("NAO", "en", TermStatus.ADMITTED),
                Term("National Archives Organisation", "en", TermStatus.DEPRECATED),
            ),
        ),
        ConceptEntry("rules", (Term("办法", "zh"), Term("rules", "en"))),
    )
)


def sites(*pairs: tuple[str, str]) -> list[Site]:
    units = tuple(
        TranslationUnit(f"u{n}", "zh-Hans", "en", source, target, 1.0)
        for n, (source, target) in enumerate(pairs)
    )
    return list(sites_of(Text("d", date(2024, 1, 1), units, GLOSSARY)))


def made(make: Maker, site: Site) -> Trial | None:
    return make(site, random.Random(0), ["umbrella"])  # noqa: S311 - a draw, no secret


def changed(make: Maker, site: Site) -> str | None:
    trial = made(make, site)
    return None if trial is None else trial.after.units[trial.unit].target_text


@pytest.mark.parametrize(
    ("target", "left"),
    [
        ("It met the National Archives Organization, and left.", "It met, and left."),
        ("It met the National Archives Organization's staff.", "It met staff."),
        ("All met at National Archives Organization’ doors.", "All met at doors."),
        ("National Archives Organization staff met.", "Staff met."),
    ],
)
def test_a_deletion_leaves_no_other_trace(target: str, left: str) -> None:
    (site,) = sites(("国家档案馆开会。", target))
    assert changed(ERRORS["deletion"], site) == left


def test_a_spelling_that_the_glossary_forbids_is_no_harmless_change() -> None:
    (site,) = sites(("国家档案馆开会。", "The National Archives Organization met."))
    assert changed(CONTROLS["GB/US"], site) is None


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("The rules say that the rules are new.", "The rules say that they are new."),
        ("The rules apply. The rules are new.", "The rules apply. They are new."),
        ("The rules list parts of the rules.", "The rules list parts of them."),
        ("The rules list the rules' parts.", None),
        ("The rules cite parts of the rules' text.", "The rules cite parts of their text."),
        # Here a pronoun would be no English, and so no harmless change.
        ("The rules apply to new rules.", None),
        ("The rules cover the rules of old.", None),
        ("The rules apply to the rules and forms.", None),
    ],
)
def test_a_pronoun_stands_as_one_writes_it(target: str, told: str | None) -> None:
    site = sites(("办法规定，办法适用。", target))[-1]
    assert changed(CONTROLS["pronoun on second mention"], site) == told


def test_only_a_full_name_has_a_short_name_defined_behind_it() -> None:
    full, short = "The National Archives Organization met.", "NAO met."
    source = "国家档案馆开会。"
    make = CONTROLS["defined abbreviation"]
    assert changed(make, sites((source, short), (source, full))[-1]) is None
    trial = made(make, sites((source, full), (source, full))[-1])
    assert trial is not None
    assert "Organization (NAOQ) met" in trial.after.units[0].target_text


def test_a_unit_without_words_is_no_wrong_pair() -> None:
    found = sites(("国家档案馆公布办法。", "The National Archives Organization issued rules."))
    text = found[0].text
    empty = TranslationUnit("e", "zh-Hans", "en", "。", "", 1.0)
    units = (*text.units, empty)
    site = replace(found[0], text=Text("d", text.day, units, GLOSSARY))
    # Its own text and the empty one are all there is to choose from.
    assert changed(ERRORS["wrong pair"], site) is None


def test_a_name_that_did_change_has_no_history_to_seed() -> None:
    terms = (
        Term("档案局", "zh"),
        Term("Archive Bureau", "en"),
        Term("Archive Office", "en", TermStatus.DEPRECATED, valid_from=date(2020, 1, 1)),
    )
    plain = (Term("图书馆", "zh"), Term("Reading Library", "en"))
    glossary = Glossary((ConceptEntry("a", terms), ConceptEntry("b", plain)))
    pair = ("档案局和图书馆开会。", "The Archive Bureau met the Reading Library.")
    units = tuple(TranslationUnit(f"u{n}", "zh-Hans", "en", *pair, 1.0) for n in range(5))
    texts = [Text(name, date(2024, 1, 1), units, glossary) for name in "xy"]
    assert {history.concept for history in chosen_histories(texts, 9, 0)} == {"b"}
