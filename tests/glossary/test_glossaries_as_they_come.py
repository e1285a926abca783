"""Glossaries as people keep them: tables of any layout, with slips, and what they forbid."""

import io
from collections.abc import Sequence

import openpyxl
import pytest

from aligner.glossary import Glossary, lint_glossary
from aligner.glossary.columns import column_of
from aligner.glossary.table import read_table
from aligner.glossary.tbx import read_tbx
from aligner.glossary.xlsx import read_xlsx
from aligner.values import Severity, TermStatus
from tests.glossary.what_was_read import forms, problems


def read(table: str, name: str = "g.tsv") -> Glossary:
    return read_table(table.encode(), name)


def workbook(rows: Sequence[Sequence[object]], *merged: str) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "table",
    [
        "Chinese\tEnglish\tStatus\n水闸\tsluice\tPreferred\n水闸\tflood door\tForbidden\n",
        "Chinese\tEnglish\tStatus\n水闸\tflood door\tForbidden\n水闸\tsluice\tPreferred\n",
        "中文\t英文\t译名状态\n水闸\tsluice\t首选\n水闸\tflood door\t不推荐使用\n",
        "中文\t英文\t是否禁用\n水闸\tsluice\t否\n水闸\tflood door\t是\n",
        "中文\t英文\t禁用\n水闸\tsluice\tflood door\n",
        "中文\t英文\t英文（禁用）\n水闸\tsluice\tflood door\n",
        "中文\t英文\t备注\n水闸\tsluice\t\n水闸\tflood door\t禁用\n",
        "中文\t英文\t备注\n水闸\tsluice\t不得译为 flood door\n",
        "中文\t英文\t备注\n水闸\tsluice；flood door\t不要用“flood door”\n",
        "中文\t英文\n水闸\tsluice (not flood door)\n",
        (
            "中文\tzh-CN Status\t英文\ten-US Status\t英文\ten-US Status\n"
            "水闸\tPreferred\tsluice\tPreferred\tflood door\tForbidden\n"
        ),
        (
            "Chinese\tStatus\tEnglish\tStatus\tEnglish\tStatus\n"
            "水闸\tapproved\tsluice\tapproved\tflood door\tdo not use\n"
        ),
        "English\t中文\tNotes\nsluice\t水闸\tdo not use flood door\n",
    ],
)
def test_a_forbidden_form_never_becomes_an_allowed_one(table: str) -> None:
    assert forms(read(table), "en") == [(["sluice"], ["flood door"])]


def test_a_form_of_unknown_status_is_left_out_and_named() -> None:
    glossary = read("中文\t英文\t状态\n水闸\tsluice\t首选\n水闸\tgate\t蓝\n")
    assert forms(glossary, "en") == [(["sluice"], [])]
    (problem,) = glossary.problems
    assert (problem.code, problem.line) == ("bad-row", 3)
    assert "'蓝' is not known" in problem.message


def test_a_note_that_cannot_be_understood_is_named() -> None:
    glossary = read("中文\t英文\t备注\n水闸\tsluice\tdo not use in titles\n")
    assert problems(glossary) == [("unclear-ban", 2)]
    assert forms(glossary, "en") == [(["sluice"], [])]


def test_our_own_notes_are_no_commands() -> None:
    glossary = read("zh\ten_preferred\tnote\n水闸\tsluice (n.)\t禁用\n")
    assert forms(glossary, "en") == [(["sluice (n.)"], [])]
    assert not glossary.problems


def test_headings_in_two_rows_and_sections() -> None:
    rows = (
        ("水利术语表（2023年版）",),
        ("序号", "中文", None, "英文", None, None, "备注"),
        (None, "术语", "简称", "首选译名", "其他译名", "缩写", None),
        (1, "防汛办公室", "防汛办", "Flood Control Office", "Office of Flood Control", "FCO"),
        ("一、工程",),
        (2, "水闸（旧称：闸坝）", None, "sluice (n.)"),
        (3, "堤坝", None, "dike", None, None, "不得译为 dam wall"),
    )
    glossary = read_xlsx(workbook(rows, "A1:G1", "B2:C2", "D2:F2", "A5:G5"), "g.xlsx")
    assert dict(glossary.columns)["英文 其他译名"] == "en admitted"
    assert problems(glossary) == [
        ("two-row-heading", 3),
        ("section-row", 5),
        ("note-in-cell", 6),
        ("note-in-cell", 6),
        ("ban-in-note", 7),
    ]
    assert forms(glossary, "zh") == [
        (["防汛办公室", "防汛办"], []),
        (["水闸"], ["闸坝"]),
        (["堤坝"], []),
    ]
    assert forms(glossary, "en") == [
        (["Flood Control Office", "Office of Flood Control", "FCO"], []),
        (["sluice"], []),
        (["dike"], ["dam wall"]),
    ]
    assert [entry.domain for entry in glossary.entries] == ["", "工程", "工程"]


def test_headings_in_two_languages_are_one_heading() -> None:
    glossary = read("中文\t英文\t备注\nChinese\tEnglish\tRemarks\n水闸\tsluice\t\n")
    assert forms(glossary, "zh") == [(["水闸"], [])]
    # But a glossary may be about such words.
    glossary = read("中文\t英文\n译文\ttranslation\n水闸\tsluice\n")
    assert forms(glossary, "zh") == [(["译文"], []), (["水闸"], [])]


def test_varieties_of_a_language_are_not_taken_for_source_and_target() -> None:
    glossary = read(
        "zh-CN\tzh-TW\ten-US\ten-US Status\ten-GB\n软件\t軟體\tsoftware\tok\tsoftware\n"
        "程序\t程式\tprocedure\tnot approved\tprogramme\n"
    )
    assert forms(glossary, "en") == [
        (["software", "software"], []),
        (["programme"], ["procedure"]),
    ]
    assert not lint_glossary(glossary)


def test_a_column_of_numbers_is_no_term() -> None:
    glossary = read("1\t水闸\tsluice\n2\t堤坝\tdike\n")
    assert forms(glossary, "zh") == [(["水闸"], []), (["堤坝"], [])]
    assert [name for name, _ in glossary.columns][:3] == ["column 1", "column 2", "column 3"]


def test_forbidden_forms_are_of_the_language_they_are_written_in() -> None:
    glossary = read("English\t中文\tDo not use\nsluice\t水闸\t闸坝、水闸坝\n")
    assert forms(glossary, "zh") == [(["水闸"], ["闸坝", "水闸坝"])]


@pytest.mark.parametrize(
    ("table", "lost"),
    [
        ('中文,英文\n"水闸,sluice\n堤坝,dike\n渠道,canal\n', 2),
        ('中文,英文\n水闸,"sluice\n堤坝,dike\n渠道,canal"\n', 2),
        ('中文,英文\n水闸,"sluice\n堤坝,dike\n渠道,"canal"\n', 2),
        ('中文,英文,备注\n水闸,"sluice,x\n堤坝,dike,y\n渠道,canal,"z"\n', 2),
        ('中文\t英文\n水闸\t"sluice\n堤坝\tdike\n渠道\tcanal"\n', 2),
    ],
)
def test_an_open_quote_loses_its_row_and_says_which(table: str, lost: int) -> None:
    glossary = read(table, "g.csv" if "," in table else "g.tsv")
    assert ("bad-row", lost) in problems(glossary)
    assert [names for names, _ in forms(glossary, "zh")] == [["堤坝"], ["渠道"]]
    assert [names for names, _ in forms(glossary, "en")] == [["dike"], ["canal"]]


def test_a_cell_of_several_lines_is_no_lost_quote() -> None:
    glossary = read('中文,英文\n水闸,"sluice\nfloodgate"\n堤坝,dike\n', "g.csv")
    assert forms(glossary, "en")[0] == (["sluice", "floodgate"], [])


def test_guesses_are_warnings_and_conventions_notes() -> None:
    glossary = read("中文\t英文\n水闸；闸门\tsluice / sluice gate\n一/二\ta\n")
    found = {problem.code: problem.severity for problem in lint_glossary(glossary)}
    assert found["several-terms"] is Severity.WARNING
    assert found["listed-terms"] is Severity.NOTE
    assert found["maybe-several-terms"] is Severity.NOTE


@pytest.mark.parametrize(
    "table",
    [
        "zh,en\n一致行动人,persons acting in concert, concert parties\n审查员,examiner\n",
        "zh;en\n审查员;examiner; not inspector\n专利;patent\n",
    ],
)
def test_a_separator_that_is_not_quoted_is_told(table: str) -> None:
    made = read(table, "g.csv")
    assert [(p.code, p.severity) for p in lint_glossary(made) if p.code == "surplus-cells"] == [
        ("surplus-cells", Severity.WARNING)
    ]


def test_empty_cells_at_the_end_of_a_row_are_not_told() -> None:
    made = read("zh,en\n审查员,examiner,,\n专利,patent\n", "g.csv")
    assert not lint_glossary(made)


@pytest.mark.parametrize("sign", ["#N/A", "#REF!", "/", "——", "?", "…"])
def test_a_sign_for_no_term_is_none(sign: str) -> None:
    made = read(f"zh\ten\n专利\t{sign}\n商标\ttrademark\n")
    assert [entry.terms[0].text for entry in made.entries] == ["商标"]
    assert [p.code for p in lint_glossary(made)] == ["no-term", "empty-term"]


def test_a_sign_for_no_further_form_is_nothing_to_mend() -> None:
    made = read("中文\t英文\t英文别名\n专利\tpatent\t/\n")
    assert [term.text for term in made.entries[0].terms] == ["专利", "patent"]
    assert not lint_glossary(made)


def test_a_sign_that_is_a_term_is_read() -> None:
    made = read("zh\ten\n条\t§\n百分之\t%\n")
    assert [entry.terms[1].text for entry in made.entries] == ["§", "%"]


@pytest.mark.parametrize("form", ["TBD", "N/A", "priority??", "待定", "priority？"])
def test_a_form_that_is_not_settled_is_told(form: str) -> None:
    assert "doubtful-form" in [p.code for p in lint_glossary(read(f"zh\ten\n优先权\t{form}\n"))]


@pytest.mark.parametrize("hidden", ["\u200b", "\ufeff", "\u2060", "\u00ad", "\u200e"])
def test_what_cannot_be_seen_is_no_part_of_a_term(hidden: str) -> None:
    made = read(f"zh\ten\n{hidden}发明{hidden}专利\tinvention{hidden} patent{hidden}\n")
    assert [term.text for term in made.entries[0].terms] == ["发明专利", "invention patent"]
    other = f"<martif><text><body><termEntry><langSet xml:lang='zh'><tig><term>{hidden}专利</term>"
    other += "</tig></langSet><langSet xml:lang='en'><tig><term>patent</term></tig></langSet>"
    read_back = read_tbx(f"{other}</termEntry></body></text></martif>".encode(), "g.tbx")
    assert read_back.entries[0].terms[0].text == "专利"


@pytest.mark.parametrize(
    "heading",
    ["禁用起始日期", "禁用开始时间", "废止日期", "Deprecated since", "Date of deprecation"],
)
def test_a_column_of_days_of_bans_is_no_column_of_bans(heading: str) -> None:
    made = read(f"中文\t英文\t禁用译名\t{heading}\n专利\tpatent\tletters patent\t2018-08-28\n")
    banned = made.entries[0].forms("en", TermStatus.DEPRECATED)
    assert [(term.text, str(term.valid_from)) for term in banned] == [
        ("letters patent", "2018-08-28")
    ]
    assert not lint_glossary(made)


@pytest.mark.parametrize("heading", ["停用日期", "Rejected by", "禁用译名", "禁用原因"])
def test_other_headings_that_speak_of_bans_are_no_days(heading: str) -> None:
    column = column_of(heading)
    assert column is None or column.role != "deprecated_from"


def test_a_text_without_headings_has_a_row_for_each_translation() -> None:
    made = read("专利局\tpatent office\n专利局\tPO\n商标\ttrademark\n", "g.txt")
    assert [term.text for term in made.entries[0].terms] == ["专利局", "patent office", "PO"]
    assert not lint_glossary(made)
    headed = read("zh\ten\n专利局\tpatent office\n专利局\tPO\n", "g.txt")
    assert [problem.code for problem in lint_glossary(headed)] == ["repeated-source"]
