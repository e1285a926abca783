"""Units that another program gave one id are told apart."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.terms import check_bitext
from aligner.terms.checking.own_ids import with_own_ids
from aligner.values import ConceptEntry, FindingCode, Term, TermStatus, TranslationUnit
from tests.growth import assert_linear

FULL, OTHER = "State Lantern Office", "National Candle Bureau"
GLOSSARY = Glossary(
    (
        ConceptEntry(
            "office",
            (
                Term("灯笼局", "zh"),
                Term(FULL, "en"),
                Term(OTHER, "en", TermStatus.ADMITTED),
            ),
        ),
    )
)


def units(ids: Sequence[str]) -> list[TranslationUnit]:
    return [
        TranslationUnit(name, "zh", "en", f"第{n}", f"No. {n}", 1.0) for n, name in enumerate(ids)
    ]


@given(st.lists(st.sampled_from(["", "1", "1 (2)", "1 (3)", "2"]), max_size=12))
def test_every_unit_has_an_id_of_its_own(ids: list[str]) -> None:
    given_ids = units(ids)
    made = with_own_ids(given_ids)
    names = [unit.id for unit in made]
    assert len(set(names)) == len(ids)
    assert [unit.source_text for unit in made] == [unit.source_text for unit in given_ids]
    # The first with an id keeps it.
    assert all(names[ids.index(name)] == name for name in ids)


def test_units_with_ids_of_their_own_stay_what_they_are() -> None:
    given_ids = units(["a", "b", ""])
    assert with_own_ids(given_ids) is given_ids


def test_the_second_of_an_id_is_numbered() -> None:
    assert [unit.id for unit in with_own_ids(units(["7", "7", "7 (2)", "7"]))] == [
        *("7", "7 (3)", "7 (2)", "7 (4)"),
    ]


def test_thousands_of_one_id_take_no_longer_than_others() -> None:
    assert_linear(with_own_ids, lambda size: units(["1"] * size), 2_000)


def test_a_finding_is_about_the_unit_that_it_names() -> None:
    texts = [*[f"The {FULL} said so."] * 3, f"So said the {OTHER}, not others.", "Nobody spoke."]
    made = [
        TranslationUnit("1", "zh-Hans", "en", "灯笼局昨天公布数据。", text, 1.0) for text in texts
    ]
    found = check_bitext(made, GLOSSARY, published=None, source_document="a", target_document="b")
    (finding,) = (f for f in found.findings if f.code is FindingCode.INCONSISTENT)
    assert (finding.unit, finding.target_text, finding.found) == ("1 (4)", texts[3], OTHER)
    assert [o.unit for o in found.occurrences] == ["1", "1 (2)", "1 (3)", "1 (4)", "1 (5)"]
