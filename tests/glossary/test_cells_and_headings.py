"""What people write in cells, headings and notes: forms, columns, statuses and bans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary.cells import read_by_hand
from aligner.glossary.columns import column_of
from aligner.glossary.wording import Ban, ban_in, status_of
from aligner.values import TermStatus


@pytest.mark.parametrize(
    ("cell", "beside", "expected"),
    [
        ("测绘仪；测量仪", "", ["测绘仪", "测量仪"]),
        ("gauge / depth gauge", "", ["gauge", "depth gauge"]),
        ("水位计、电子水位计", "", ["水位计", "电子水位计"]),
        ("water gauge, level gauge", "", ["water gauge", "level gauge"]),
        ("color, colour", "", ["color", "colour"]),
        ("水文站/国家水文站", "", ["水文站", "国家水文站"]),
        # Things enumerated in one term.
        ("水库建设、管理和保护", "", ["水库建设、管理和保护"]),
        ("水库法、水闸法", "reservoir law, sluice law", ["水库法、水闸法"]),
        ("湖泊保护条例、湖泊保护办法", "rules and measures", ["湖泊保护条例、湖泊保护办法"]),
        ("Institute of Water, Hydrology", "", ["Institute of Water, Hydrology"]),
        ("input/output", "", ["input/output"]),
        ("Water (Rivers, Lakes) Ordinance", "", ["Water (Rivers, Lakes) Ordinance"]),
        ("《河流、湖泊、河流湖泊条例》", "", ["《河流、湖泊、河流湖泊条例》"]),
    ],
)
def test_a_cell_is_parted_where_its_parts_are_variants(
    cell: str, beside: str, expected: list[str]
) -> None:
    assert [form.text for form in read_by_hand(cell, beside).forms] == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("sluice (n.)", [("sluice", "", "n.")]),
        ("sluice [n., v.]", [("sluice", "", "n., v.")]),
        ("水闸（名词）", [("水闸", "", "名词")]),
        ("(to) sluice", [("sluice", "", "")]),
        ("to sluice", [("sluice", "", "")]),
        ("loans to the real economy", [("loans to the real economy", "", "")]),
        ("sluice v.", [("sluice", "", "v.")]),
        ("sluice(s)", [("sluice", "", "")]),
        ("水闸（旧称：闸坝）", [("水闸", "", "旧称：闸坝"), ("闸坝", "deprecated", "")]),
        ("水闸(原水利闸)", [("水闸", "", "原水利闸"), ("水利闸", "deprecated", "")]),
        ("sluice (formerly flood door)", [("sluice", "", "formerly flood door"),
                                          ("flood door", "deprecated", "")]),
        ("sluice (not: flood door)", [("sluice", "", ""), ("flood door", "deprecated", "")]),
        ("水位站（又称水文点）", [("水位站", "", "又称水文点"), ("水文点", "admitted", "")]),
        ("Flood Control Office (FCO)", [("Flood Control Office", "", ""),
                                        ("FCO", "abbreviation", "")]),
        ("grant (of a permit)", [("grant", "", ""), ("grant of a permit", "admitted", "")]),
        ("sluice (hydrology)", [("sluice", "", "hydrology")]),
        # A stage is part of a name, and so is what is not at an end.
        ("河流管理办法（试行）", [("河流管理办法（试行）", "", "")]),
        ("River (Tolls) Rules", [("River (Tolls) Rules", "", "")]),
        ("(n.)", [("(n.)", "", "")]),
    ],
)  # fmt: skip
def test_what_stands_in_brackets_beside_a_form(
    cell: str, expected: list[tuple[str, str, str]]
) -> None:
    found = read_by_hand(cell)
    assert [(form.text, form.role, form.note) for form in found.forms] == expected
    is_plain = [form.text for form in found.forms] == [cell]
    assert ("note-in-cell" in [guess.code for guess in found.guesses]) is not is_plain


@given(st.text('水闸ab (),（）;；/、,|"n.\n', max_size=12))
def test_no_cell_makes_a_form_without_text(cell: str) -> None:
    assert all(form.text.strip() == form.text != "" for form in read_by_hand(cell).forms)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("English Status", "en status"),
        ("en-US Status", "en-US status"),
        ("英文状态", "en status"),
        ("译名状态", "target status"),
        ("English (forbidden)", "en deprecated"),
        ("英文（禁用）", "en deprecated"),
        ("英文旧译", "en deprecated"),
        ("English synonyms", "en admitted"),
        ("中文 简称", "zh admitted"),
        ("英文 缩写", "en abbreviation"),
        ("English 1", "en preferred"),
        ("English 2", "en admitted"),
        ("译名二", "target admitted"),
        ("是否弃用", "target deprecated"),
        ("英文（必填）", "en preferred"),
        ("Chinese (Simplified, China)", "zh preferred"),
        ("词性", "word_class"),
        ("sourceString", "source preferred"),
    ],
)
def test_headings(heading: str, expected: str) -> None:
    assert str(column_of(heading)) == expected


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Forbidden", TermStatus.DEPRECATED),
        ("not approved", TermStatus.DEPRECATED),
        ("non-recommended", TermStatus.DEPRECATED),
        ("禁用（2020年起）", TermStatus.DEPRECATED),
        ("不推荐", TermStatus.DEPRECATED),
        ("已淘汰", TermStatus.DEPRECATED),
        ("✗", TermStatus.DEPRECATED),
        ("Approved", TermStatus.PREFERRED),
        ("已审定", TermStatus.PREFERRED),
        ("√", TermStatus.PREFERRED),
        ("pending review", TermStatus.ADMITTED),
        ("备选", TermStatus.ADMITTED),
        ("blue", None),
    ],
)
def test_words_for_statuses(words: str, status: TermStatus | None) -> None:
    assert status_of(words) is status


@pytest.mark.parametrize(
    ("note", "ban"),
    [
        ("禁用", Ban()),
        ("此译名已停用。", Ban()),
        ("已停用，见“水闸”", Ban()),
        ("do not use", Ban()),
        ("Deprecated", Ban()),
        ("误译，禁用", Ban()),
        ("不得译为 flood door", Ban(("flood door",))),
        ("2019年定；不要译成“flood door”或“water gate”", Ban(("flood door", "water gate"))),
        ("勿用闸坝", Ban(("闸坝",))),
        ('Do not translate as "flood door".', Ban(("flood door",))),
        ("not flood door", Ban(("flood door",))),
        ("avoid: flood door, water gate", Ban(("flood door", "water gate"))),
        ("do not use in titles", Ban(is_clear=False)),
        ("不可数", None),
        ("不要与闸坝混淆", None),
        ("2019年8月起", None),
        ("用于水利工程", None),
        ("not to be confused with a weir", None),
    ],
)
def test_notes_that_forbid(note: str, ban: Ban | None) -> None:
    assert ban_in(note) == ban
