"""Pages whose lines hold a text and its translation each: divided where the script changes."""

import io
from pathlib import Path

import docx
import pytest

from aligner.readers import read_document, split_languages
from aligner.readers.script_change import script_change, turns
from tests.growth import assert_linear

FAQ = [
    ("入馆须知", "Rules for Visitors"),
    ("入馆要预约吗？", "Do I need to book a visit?"),
    ("不用。", "No."),
    ("可以。", "Yes, you may."),
    ("谢谢。", "Thank you."),
    ("夜场由 NOVA 基金会资助，2023年起开放。", "The NOVA Foundation has paid for it since 2023."),
    ("目录", "Contents"),
    ("展品说明", "Labels"),
]
BY_LINE = {
    "spaces": [f"{a} {b}" for a, b in FAQ],
    "English first": [f"{b} {a}" for a, b in FAQ],
    "slashes": [f"{a}/ {b}" for a, b in FAQ],
    "wide slashes": [f"{a} ／ {b}" for a, b in FAQ],
    "bars": [f"{b} | {a}" for a, b in FAQ],
    "dashes": [f"{a} — {b}" for a, b in FAQ],
    "brackets": [f"{a}（{b}）" for a, b in FAQ if b != "No."],
}


def written(lines: list[str], suffix: str) -> bytes:
    if suffix == "html":
        return f"<html><body>{''.join(f'<p>{x}</p>' for x in lines)}</body></html>".encode()
    if suffix == "docx":
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()
    return "\n".join(lines).encode()


def sides(folder: Path, lines: list[str], suffix: str = "txt") -> tuple[list[str], ...] | None:
    """The texts of both sides of a file, Chinese first; None if it is not split."""
    path = folder / f"page.{suffix}"
    path.write_bytes(written(lines, suffix))
    found = split_languages(read_document(path))
    if found is None:
        return None
    chinese_first = sorted(found, key=lambda side: side.language == "en")
    return tuple([block.text for block in side.blocks] for side in chinese_first)


@pytest.mark.parametrize("suffix", ["txt", "html", "docx"])
@pytest.mark.parametrize("lines", BY_LINE.values(), ids=BY_LINE)
def test_each_line_is_divided_however_short(tmp_path: Path, lines: list[str], suffix: str) -> None:
    wanted = [pair for pair in FAQ if any(pair[1] in line for line in lines)]
    assert sides(tmp_path, lines, suffix) == tuple(map(list, zip(*wanted, strict=True)))


CHANGES = [
    (
        "什么是PCT申请？/ What is a PCT application?",
        "什么是PCT申请？",
        "What is a PCT application?",
    ),
    ("什么是PCT What is the PCT", "什么是PCT", "What is the PCT"),
    ("什么是 USB-C What is USB-C", "什么是 USB-C", "What is USB-C"),
    ("What is the PCT? PCT 是什么？", "What is the PCT?", "PCT 是什么？"),
    ("图书馆年报（2023） Library Report (2023)", "图书馆年报（2023）", "Library Report (2023)"),
    ("年报 (2023) Annual Report (2023)", "年报 (2023)", "Annual Report (2023)"),
    ("Annual Report 2023 2023 年报", "Annual Report 2023", "2023 年报"),
    ("也可以用 PCT. Applications may be filed.", "也可以用 PCT.", "Applications may be filed."),
    ("来源：IPR Daily Source: IPR Daily", "来源：IPR Daily", "Source: IPR Daily"),
    (
        "地址：Harbour Road 5 Address: Harbour Road 5",
        "地址：Harbour Road 5",
        "Address: Harbour Road 5",
    ),
    ("电话：010-6208 Tel.: 010-6208", "电话：010-6208", "Tel.: 010-6208"),
    ("NOVA 公布了报告 NOVA has reported", "NOVA 公布了报告", "NOVA has reported"),
    ("Fee: 900 yuan. 900元。", "Fee: 900 yuan.", "900元。"),
    ("第二章 商标 II. Trademarks", "第二章 商标", "II. Trademarks"),
    ("说明书Description", "说明书", "Description"),
    ("和/或 and/or", "和/或", "and/or"),
    ("酸辣汤（小） Hot and Sour Soup (small)", "酸辣汤（小）", "Hot and Sour Soup (small)"),
    ('Abstract "摘要"', "Abstract", '"摘要"'),
    ("请带以下材料：Please bring:", "请带以下材料：", "Please bring:"),
    ("请带以下材料： Please bring：", "请带以下材料：", "Please bring："),
    ("Please bring: 请带以下材料：", "Please bring:", "请带以下材料："),
    ("联系 NOVA：Contact NOVA:", "联系 NOVA：", "Contact NOVA:"),
]


@pytest.mark.parametrize(("line", "first", "second"), CHANGES)
def test_names_abbreviations_and_numbers_stay_with_chinese(
    line: str, first: str, second: str
) -> None:
    change = script_change(line)
    assert change is not None
    assert (line[slice(*change.first)], line[slice(*change.second)]) == (first, second)


@pytest.mark.parametrize(
    "line",
    [
        "市图书馆（NOVA）",
        "本馆使用 NOVA 系统。",
        "Books only",
        "《读者》",
        "来源：Harbour Daily",
        "题词：Books are for all.",
        "2023",
    ],
)
def test_a_line_of_one_language_has_no_change(line: str) -> None:
    assert script_change(line) is None


def test_a_paragraph_whose_languages_both_end_with_a_colon_is_divided(tmp_path: Path) -> None:
    line = "夜场开放期间，来馆请注意以下各点：During the evening hours, please note the following:"
    chinese, english = line.split("：")
    assert sides(tmp_path, [line, *IN_TURNS], "html") == (
        [f"{chinese}：", *IN_TURNS[::2]],
        [english, *IN_TURNS[1::2]],
    )


def test_several_texts_and_translations_in_one_line_are_parted() -> None:
    line = "可以吗？ May I? 可以。 Yes, you may. 须缴费。 A fee is due."
    assert [line[slice(*span)] for span in turns(line)] == [
        "可以吗？ May I?",
        "可以。 Yes, you may.",
        "须缴费。 A fee is due.",
    ]


IN_TURNS = [
    "夜场自五月起每周五开放，无需预约。",
    "From May it is open every Friday evening, without booking.",
    "儿童馆同时开放，自习室除外。",
    "The children's library is open as well, but not the study rooms.",
]


def test_a_heading_of_both_languages_among_lines_in_turns_is_divided(tmp_path: Path) -> None:
    lines = ["说明 Notes", *IN_TURNS[:2], "附录 Annex", *IN_TURNS[2:]]
    assert sides(tmp_path, lines) == (
        ["说明", IN_TURNS[0], "附录", IN_TURNS[2]],
        ["Notes", IN_TURNS[1], "Annex", IN_TURNS[3]],
    )


def test_a_name_in_latin_letters_among_lines_in_turns_stays(tmp_path: Path) -> None:
    lines = [*IN_TURNS, "联系人 Tom Smith", "Ask for Tom Smith at the desk in the hall."]
    found = sides(tmp_path, lines)
    assert found is not None
    assert found[0][-1] == "联系人 Tom Smith"


ONE_LANGUAGE = {
    "abbreviations": [
        "缩略语表", "国家图书馆 NLC", "国际标准书号 ISBN",
        "本表由编辑部整理，供读者查阅。", "如有遗漏，请来信指出。",
    ],
    "names among Chinese": [
        "参加会议的专家", "张伟 Peter Zhang", "会议于五月三日在上海举行，共有一百二十人参加。",
        "会议讨论了气候变化与能源转型的关系。", "闭幕式由李明主持。",
    ],
    "names among English": [
        "The workshop was held in Shanghai on May 3.", "Zhang Wei 张伟", "Li Ming 李明",
        "Professor Li gave the opening speech, and the workshop closed with a dinner.",
        "The next workshop will be held in Chengdu in autumn, on the reform of power markets.",
    ],
}  # fmt: skip


@pytest.mark.parametrize("lines", ONE_LANGUAGE.values(), ids=ONE_LANGUAGE)
def test_names_do_not_make_a_page_of_two_languages(tmp_path: Path, lines: list[str]) -> None:
    assert sides(tmp_path, lines) is None


@pytest.mark.parametrize("piece", ["a", ".", "/", "(", "”", "ab ", "图 Ab. ", "图(a", "a。"])
def test_endless_runs_take_the_time_of_their_length(piece: str) -> None:
    def look(line: str) -> None:
        script_change(line)
        turns(line)

    assert_linear(look, lambda size: f"b {piece * size} b 图书", 4000)
