"""Doubt travels: states, notes and history of units in the files of translation tools."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from aligner.exporters import UNIT_FORMATS, export_units, in_order, read_units, units_from_bitext
from aligner.exporters.states import Standing, standing
from aligner.values import (
    Alignment,
    Bead,
    BeadMark,
    BeadRuling,
    Bitext,
    Change,
    Review,
    SegmentedDocument,
    TranslationUnit,
)

SOURCE = SegmentedDocument.from_lines(
    "a.zh", "zh-Hans", ("灯塔建成。", "渔船归港，码头上挤满了等候的人。", "潮水退去。", "夜深了。")
)
TARGET = SegmentedDocument.from_lines(
    "a.en", "en", ("The lighthouse was built.", "The boats came home.", "The tide ebbed.", "Night.")
)
BEADS = (
    Bead(0, 1, 0, 1, 0.99),
    Bead(1, 2, 1, 2, 0.6, ("part of source 1 seems to be in target 2", "source 1-2 is too long")),
    Bead(2, 3, 2, 3, 0.4, ("nothing speaks for it",)),
    Bead(3, 4, 3, 4, 0.9),
)
CONFIRMED = BeadMark(BeadRuling.CONFIRMED, comment="as in the book")
REVIEW = Review(
    marks=(((2, 3, 2, 3), CONFIRMED),),
    target_texts=((3, "The night was deep."),),
    changes=(
        Change((2, 3, 2, 3), "Lin Mo", "2024-03-01T10:00:00.123+00:00"),
        Change((2, 3, 2, 3), "Ann", "2024-02-01T10:00:00.123+00:00"),
        Change((0, 0, 3, 4), "Wu", "2024-02-02T23:30:00-03:00"),
    ),
)
BITEXT = Bitext(SOURCE, TARGET, Alignment(BEADS, 4, 4), "s", REVIEW)
UNITS = tuple(units_from_bitext(BITEXT, created="2023-12-24T08:00:00+00:00"))


def written(folder: Path, format_name: str, units: tuple[TranslationUnit, ...] = UNITS) -> Path:
    path = folder / f"units{UNIT_FORMATS[format_name].suffix}"
    export_units(units, path, format_name=format_name)
    return path


def test_xliff_1_2_says_how_far_each_unit_can_be_trusted(tmp_path: Path) -> None:
    units = list(etree.parse(written(tmp_path, "xliff12")).iter("{*}trans-unit"))
    states = [unit.find("{*}target").get("state") for unit in units]
    assert states == ["translated", "needs-review-translation", "final", "translated"]
    assert [unit.get("approved") for unit in units] == ["yes", "no", "yes", "yes"]


def test_xliff_2_1_says_how_far_each_unit_can_be_trusted(tmp_path: Path) -> None:
    segments = list(etree.parse(written(tmp_path, "xliff")).iter("{*}segment"))
    assert [segment.get("state") for segment in segments] == [
        *("translated", "initial", "reviewed", "translated")
    ]
    assert [segment.get("subState") for segment in segments] == [
        *(None, "aligner:needs-review-translation", None, None)
    ]


@pytest.mark.parametrize("format_name", ["xliff", "xliff12"])
def test_notes_say_why_in_words_that_mean_something_elsewhere(
    tmp_path: Path, format_name: str
) -> None:
    notes = [note.text for note in etree.parse(written(tmp_path, format_name)).iter("{*}note")]
    place = "source “渔船归港，码头上挤满了等…”"
    doubts = [
        f"part of {place} seems to be in target “The tide ebbed.”",
        f"{place} and the next 1 is too long",
    ]
    assert notes == [f"doubtful (0.60): {'; '.join(doubts)}", "comment: as in the book"]


@pytest.mark.parametrize("format_name", ["xliff", "xliff12"])
def test_the_translate_toolkit_counts_by_the_states(tmp_path: Path, format_name: str) -> None:
    module, name = {"xliff": ("xliff2", "Xliff2File"), "xliff12": ("xliff", "xlifffile")}[
        format_name
    ]
    storage = pytest.importorskip(f"translate.storage.{module}")
    store = getattr(storage, name).parsefile(str(written(tmp_path, format_name)))
    units = [unit for unit in store.units if not unit.isheader()]
    assert [bool(unit.istranslated()) for unit in units] == [True, False, True, True]
    assert [bool(unit.isfuzzy()) for unit in units] == [False, True, False, False]


def test_two_texts_of_which_one_is_missing_are_not_translated(tmp_path: Path) -> None:
    unit = replace(UNITS[0], target_text=" ")
    (old,) = etree.parse(written(tmp_path, "xliff12", (unit,))).iter("{*}target")
    assert old.get("state") == "needs-translation"
    (new,) = etree.parse(written(tmp_path, "xliff", (unit,))).iter("{*}segment")
    assert new.attrib == {"state": "initial"}


@pytest.mark.parametrize(
    ("format_name", "suffix"),
    [("tmx", "tmx"), ("xliff", "xlf"), ("xliff12", "xlf"), ("tsv", "tsv"), ("jsonl", "jsonl")],
)
@pytest.mark.parametrize("target", ["\x00", "\x01 \ufffe", "\ud800"])
def test_control_characters_are_no_translation_before_or_after_a_file(
    tmp_path: Path, format_name: str, suffix: str, target: str
) -> None:
    unit = TranslationUnit("a", "zh-Hans", "en", "灯塔建成。", target, 0.4)
    path = tmp_path / f"units.{suffix}"
    export_units([unit], path, format_name=format_name)
    again = read_units(path)
    assert [standing(one) for one in (unit, *again)] == [Standing.UNTRANSLATED] * 2


def test_no_pair_is_sure_of_documents_that_are_no_translations() -> None:
    denied = Alignment((Bead(0, 4, 0, 4, 0.2),), 4, 4, 0.2)
    (unit,) = units_from_bitext(Bitext(SOURCE, TARGET, denied))
    assert "do not look like translations" in dict(unit.properties)["doubt"]


def test_a_unit_in_tmx_has_a_history(tmp_path: Path) -> None:
    path = written(tmp_path, "tmx")
    attributes = [dict(unit.attrib) for unit in etree.parse(path).iter("tu")]
    made = {"creationid": "aligner", "creationdate": "20231224T080000Z"}
    for found, unit in zip(attributes, UNITS, strict=True):
        assert found.pop("tuid") == unit.id
    assert attributes == [
        made,
        made,
        {**made, "changeid": "Lin Mo", "changedate": "20240301T100000Z"},
        {**made, "changeid": "Wu", "changedate": "20240203T023000Z"},
    ]
    assert tuple(read_units(path)) == UNITS


def test_units_are_as_old_as_the_published_translation(tmp_path: Path) -> None:
    dated = replace(TARGET, document=replace(TARGET.document, published=date(2020, 2, 29)))
    units = tuple(units_from_bitext(replace(BITEXT, target=dated), created="2023-12-24"))
    assert not any("created" in dict(unit.properties) for unit in units)
    for unit in etree.parse(written(tmp_path, "tmx", units)).iter("tu"):
        assert unit.get("creationdate") == "20200229T000000Z"


def test_a_unit_without_any_other_date_is_as_old_as_what_a_reviewer_made_of_it(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "tmx", tuple(units_from_bitext(BITEXT)))
    history = [
        (unit.get("creationdate"), unit.get("changedate")) for unit in etree.parse(path).iter("tu")
    ]
    assert history == [
        (None, None),
        (None, None),
        ("20240301T100000Z", "20240301T100000Z"),
        ("20240203T023000Z", "20240203T023000Z"),
    ]


def test_the_history_of_units_of_other_tools_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(
        '<tmx version="1.4"><header srclang="zh"/><body><tu tuid="1" creationid="MO" '
        'creationdate="20010203T040506Z" changeid="LI"><tuv xml:lang="zh"><seg>甲</seg></tuv>'
        '<tuv xml:lang="en"><seg>A</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    (unit,) = read_units(path)
    assert unit.properties == (
        ("created", "20010203T040506Z"),
        ("created-by", "MO"),
        ("changed-by", "LI"),
    )
    (again,) = etree.parse(written(tmp_path, "tmx", (unit,))).iter("tu")
    assert again.get("creationid") == "MO"
    assert again.get("creationdate") == "20010203T040506Z"


def test_pages_tell_where_they_come_from_and_their_numbers() -> None:
    told = replace(SOURCE.document, origin="测试局", number="测发〔2024〕3号")
    bitext = replace(BITEXT, source=replace(SOURCE, document=told))
    for unit in units_from_bitext(bitext):
        values = dict(unit.properties)
        assert (values["source-origin"], values["source-number"]) == ("测试局", "测发〔2024〕3号")


@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.booleans(), st.text(max_size=5)),
        max_size=12,
    )
)
def test_the_doubtful_come_first_and_none_is_lost(
    wanted: list[tuple[float, bool, str]],
) -> None:
    units = [
        TranslationUnit(
            str(n), "zh", "en", text, "x", p, (("review", "confirmed"),) if is_confirmed else ()
        )
        for n, (p, is_confirmed, text) in enumerate(wanted)
    ]
    assert list(in_order(units, "text")) == units
    ordered = list(in_order(units, "doubtful"))
    assert ordered == sorted(units, key=lambda u: (bool(u.properties), u.probability))
