"""Each filter of a corpus leaves out what it says, counts it, and shows the first of it."""

from dataclasses import replace
from datetime import date

import pytest

from aligner.corpus.exporting import _sure_units, dropped_lines, dropped_record
from aligner.corpus.filters import Dropped, ExportFilters, FilterOptions
from aligner.exporters import units_from_bitext
from aligner.values import (
    Alignment,
    Bead,
    Bitext,
    Block,
    BlockKind,
    Document,
    Segment,
    SegmentedDocument,
    TranslationUnit,
)

BITEXT = Bitext(
    SegmentedDocument.from_lines("a.html", "zh-Hans", ("甲",)),
    SegmentedDocument.from_lines("b.html", "en", ("A",)),
    Alignment((Bead(0, 1, 0, 1, 0.9),), 1, 1),
    "split:zh.v1",
)


def dated(source: date | None, target: date | None) -> Bitext:
    """The bitext of two pages of some days."""
    one, other = (
        replace(side, document=replace(side.document, published=day))
        for side, day in ((BITEXT.source, source), (BITEXT.target, target))
    )
    return replace(BITEXT, source=one, target=other)


def unit(
    source: str, target: str, languages: tuple[str, str] = ("zh-Hans", "en")
) -> TranslationUnit:
    return TranslationUnit(f"{source}|{target}", *languages, source, target, 0.9)


def kept(options: FilterOptions, *units: TranslationUnit, bitext: Bitext = BITEXT) -> list[str]:
    filters = ExportFilters(options)
    found = list(filters.kept(iter(units), bitext))
    n_dropped = sum(dropped.count for dropped in filters.dropped.values())
    assert n_dropped == len(units) - len(found)
    return [made.id for made in found]


DAY = date(2023, 5, 4)


@pytest.mark.parametrize(
    ("since", "until", "source", "target", "stays"),
    [
        (DAY, None, DAY, None, True),
        (None, DAY, DAY, None, True),
        (DAY, DAY, DAY, None, True),
        (date(2023, 5, 5), None, DAY, None, False),
        (None, date(2023, 5, 3), DAY, None, False),
        # The day of the source counts; that of the target only where it has none.
        (DAY, DAY, DAY, date(2024, 1, 1), True),
        (DAY, DAY, date(2024, 1, 1), DAY, False),
        (DAY, DAY, None, DAY, True),
        (DAY, None, None, None, False),
        (None, DAY, None, None, False),
        (None, None, None, None, True),
    ],
)
def test_days_from_and_until_are_within(
    since: date | None, until: date | None, source: date | None, target: date | None, *, stays: bool
) -> None:
    options = FilterOptions(since=since, until=until)
    (made,) = units_from_bitext(dated(source, target))
    assert bool(kept(options, made, bitext=dated(source, target))) == stays


@pytest.mark.parametrize(
    ("source", "target", "stays"),
    [
        ("专利申请数量增加。", "More patent applications came in.", True),
        # Names and abbreviations of the other script are usual.
        ("WIPO", "WIPO", True),
        ("与WIPO签署备忘录", "A memorandum with WIPO (世界知识产权组织)", True),
        # Not translated at all, on either side.
        ("专利申请数量增加。", "专利申请数量增加。", False),
        ("More patent applications came in.", "More patent applications came in.", False),
        ("2023-05-04", "2023-05-04", True),
        ("", "Text without a source", True),
    ],
)
def test_sides_must_be_in_their_script(source: str, target: str, *, stays: bool) -> None:
    made = unit(source, target)
    assert bool(kept(FilterOptions(check_languages=True), made)) == stays
    # The same the other way round.
    turned = unit(target, source, ("en", "zh-Hans"))
    assert bool(kept(FilterOptions(check_languages=True), turned)) == stays


@pytest.mark.parametrize(
    ("source", "target", "stays"),
    [
        (
            "灯塔建于十九世纪。",
            "Le phare de la côte a été construit par les habitants, et il est un musée.",
            False,
        ),
        (
            "灯台は十九世紀に建てられました。",
            "The lighthouse was built in the 19th century.",
            False,
        ),
        ("灯塔建于十九世纪。", "The lighthouse of La Rochelle was built long ago.", True),
        ("燈塔建於十九世紀。", "The lighthouse, le phare, das Leuchthaus.", True),
        ("MP3、CD和DVD", "MP3, CD and DVD", True),
    ],
)
def test_sides_must_not_be_in_a_third_language(source: str, target: str, *, stays: bool) -> None:
    assert bool(kept(FilterOptions(check_languages=True), unit(source, target))) == stays


def test_other_languages_are_not_judged() -> None:
    made = unit("Bonjour", "专利", ("fr", "ja"))
    assert kept(FilterOptions(check_languages=True), made)


def test_units_with_findings_are_left_out() -> None:
    units = unit("甲", "A"), unit("乙", "B")
    assert kept(FilterOptions(found=frozenset({"甲|A", "丙|C"})), *units) == ["乙|B"]


@pytest.mark.parametrize(("ratio", "stays"), [(1.0, True), (2.0, True)])
def test_a_chinese_character_counts_three_letters(ratio: float, *, stays: bool) -> None:
    assert bool(kept(FilterOptions(length_ratio=ratio), unit("专利", "patent"))) == stays


def test_lengths_too_different_are_left_out_either_way() -> None:
    long, short = "word " * 20, "字"
    options = FilterOptions(length_ratio=5.0)
    assert not kept(options, unit(short, long))
    assert not kept(options, unit("字" * 20, "word"))
    assert kept(options, unit("字" * 20, long))


def test_duplicates_are_found_across_bitexts_and_the_first_stays() -> None:
    filters = ExportFilters(FilterOptions(duplicates="near"))
    first = list(filters.kept(iter([unit("收到12件申请", "12 Applications.")]), BITEXT))
    again = list(filters.kept(iter([unit("收到35件申请。", "35 applications")]), BITEXT))
    assert (len(first), len(again)) == (1, 0)
    assert filters.dropped["duplicates"].count == 1


def test_the_surest_of_all_copies_stays() -> None:
    confirmed = (("review", "confirmed"),)
    copies = [
        TranslationUnit("1", "zh", "en", "甲1", "A1", 0.5),
        TranslationUnit("2", "zh", "en", "甲2", "A2", 0.9),
        TranslationUnit("3", "zh", "en", "甲3", "A3", 0.9),
        TranslationUnit("4", "zh", "en", "乙1", "B1", 0.9),
        TranslationUnit("5", "zh", "en", "乙2", "B2", 0.4, confirmed),
        TranslationUnit("6", "zh", "en", "丙", "C", 0.9),
        TranslationUnit("7", "zh", "en", "丙", "C", 0.99),
    ]
    # What another filter drops is no copy.
    options = FilterOptions(duplicates="near", found=frozenset({"7"}))
    filters = ExportFilters(options)
    assert filters.has_survey
    for copy in copies:
        filters.survey(iter([copy]), BITEXT)
    assert filters.dropped["duplicates"].count == 0
    kept_units = [u for copy in copies for u in filters.kept(iter([copy]), BITEXT)]
    assert [u.id for u in kept_units] == ["2", "5", "6"]
    assert filters.dropped["duplicates"].count == 3


def test_pages_without_a_date_are_counted_apart() -> None:
    filters = ExportFilters(FilterOptions(since=DAY))
    made = unit("甲", "A")
    for day in (None, date(2020, 1, 1), DAY):
        list(filters.kept(iter([made]), dated(day, None)))
    assert {name: dropped.count for name, dropped in filters.dropped.items()} == {
        "copies": 0,
        "undated": 1,
        "dates": 1,
    }


def test_a_text_that_was_left_in_its_language_is_no_unit_unless_confirmed() -> None:
    copy = unit("本段没有翻译。", "本段没有翻译。")
    confirmed = replace(copy, id="confirmed", properties=(("review", "confirmed"),))
    number = unit("第68号 EPO", "第68号 EPO")
    assert kept(FilterOptions(), copy, number, confirmed) == [number.id, "confirmed"]


def test_what_another_filter_drops_does_not_hide_its_duplicate() -> None:
    options = FilterOptions(duplicates="exact", found=frozenset({"1"}))
    one, other = (replace(unit("甲", "A"), id=name) for name in "12")
    assert kept(options, one, other) == ["2"]


def test_few_examples_are_kept_of_many() -> None:
    filters = ExportFilters(FilterOptions(duplicates="exact"))
    assert len(list(filters.kept((unit("甲", "A") for _ in range(100)), BITEXT))) == 1
    assert filters.dropped["duplicates"].count == 99
    assert len(filters.dropped["duplicates"].examples) == 2


def test_kinds_are_those_of_the_source_block() -> None:
    blocks = Block(BlockKind.TITLE, "甲", 0, 1), Block(BlockKind.PARAGRAPH, "乙", 2, 3)
    document = Document("a.html", "zh-Hans", blocks, "d1")
    segments = Segment(0, 0, 1, "甲"), Segment(1, 0, 1, "乙")
    alignment = Alignment((Bead(0, 2, 0, 1, 0.9),), 2, 1)
    bitext = replace(BITEXT, source=SegmentedDocument(document, segments), alignment=alignment)
    units = [
        replace(unit("甲", "0"), properties=(("source-span", "0:0-0:1"),)),
        replace(unit("甲", "1"), properties=(("source-span", "1:0-1:1"),)),
        unit("甲", "2"),
    ]
    options = FilterOptions(kinds=frozenset({BlockKind.TITLE}))
    assert kept(options, *units, bitext=bitext) == ["甲|0"]


def test_unsure_beads_are_counted_and_shown() -> None:
    # Less than the threshold by what rounding takes away.
    probabilities = (0.9, 0.5, 0.9 - 1e-9, 0.2)
    sides = (
        SegmentedDocument.from_lines("a.html", "zh-Hans", ("甲", "乙", "丙", "丁")),
        SegmentedDocument.from_lines("b.html", "en", ("A", "B", "C", " ")),
    )
    beads = tuple(Bead(n, n + 1, n, n + 1, p) for n, p in enumerate(probabilities))
    bitext = replace(BITEXT, source=sides[0], target=sides[1], alignment=Alignment(beads, 4, 4))
    unsure = Dropped()
    found = list(_sure_units(bitext, ("zh-Hans", "en"), 0.9, unsure))
    assert [unit.source_text for unit in found] == ["甲"]
    # What has no text on one side is no unit at all.
    assert unsure.count == 2
    assert [unit.source_text for unit in unsure.examples] == ["乙", "丙"]


@pytest.mark.parametrize(("count", "words"), [(1, "1 unit left out"), (2, "2 units left out")])
def test_what_is_left_out_is_said(count: int, words: str) -> None:
    filters = ExportFilters(FilterOptions(duplicates="exact"))
    made = replace(unit("甲\n乙" * 30, "A"), id="1")
    list(filters.kept((made for _ in range(count + 1)), BITEXT))
    said, *examples = dropped_lines(filters)
    assert said == f"duplicates: {words}"
    assert len(examples) == count
    assert all(len(line) < 300 and "\n" not in line and "…" in line for line in examples)
    record = dropped_record(filters, 1)
    assert record["written"] == 1


def test_moved_text_is_kept_or_dropped() -> None:
    moved = replace(unit("甲", "A"), properties=(("moved", "yes"),))
    for choice, n_kept in (("keep", 2), ("drop", 1)):
        filters = ExportFilters(FilterOptions(moved=choice))
        assert len(list(filters.kept(iter((unit("甲", "A"), moved)), BITEXT))) == n_kept
        assert choice == "keep" or filters.dropped["moved"].count == 1
