"""The time of a meeting is text; the date of publication is not."""

import pytest

from aligner.readers.html.reader import HtmlReader
from aligner.readers.marks import kinds_in_runs
from aligner.readers.text.reader import TextReader
from aligner.values import BlockKind

_CHINESE = "馆长首先介绍了新馆的情况，随后各位代表发表了意见。"
_ENGLISH = "The librarian first described the new building, and then those present spoke about it."


@pytest.mark.parametrize(
    "lines",
    [
        ("时间：2024年5月8日上午9时30分", "地点：市图书馆"),
        ("時間：2024年5月8日下午2時", "地點：市圖書館"),
        ("日期：2024年5月8日", "地点：市图书馆"),
        ("时间：2024年5月8日", "主持人：张伟"),
        ("时间：2024年5月8日", "会议地点：市图书馆", "记录：李娜"),
        ("时间：2024年5月8日9:30-11:30",),
        ("时间：2024年5月8日 地点：市图书馆",),
        ("出席人员：张伟、李娜", "日期：2024年5月8日"),
        ("主题：新馆", "时间：2024年5月8日", "参加人员：全体馆员"),
        ("（时间：2024年5月8日晚7点）",),
        ("时间：", "2024年5月8日", "地点：", "市图书馆"),
        ("Time: 9:30 a.m., May 8, 2024", "Venue: City Library"),
        ("Date: May 8, 2024", "Place: City Library"),
        ("Date: May 8, 2024", "Time: 9:30", "Location: City Library"),
        ("Date and time: May 8, 2024, 9:30", "Chair: Zhang Wei"),
        ("Time: May 8, 2024, 9:30–11:30",),
        ("Present: Zhang Wei, Li Na", "Date: May 8, 2024"),
        ("Time: May 8, 2024; Venue: City Library",),
    ],
)
def test_when_a_meeting_is(lines: tuple[str, ...]) -> None:
    is_english = lines[0].isascii() or "–" in lines[0]
    prose = _ENGLISH if is_english else _CHINESE
    text = "\n".join(("Minutes" if is_english else "会议纪要", *lines, prose))
    found = TextReader().read(text.encode(), document_id="a.txt")
    assert [block.text for block in found.blocks if block.kind.is_content] == text.split("\n")
    assert found.published is None


@pytest.mark.parametrize(
    "lines",
    [
        ("时间：2024-05-08 10:20", "来源：晨报"),
        ("日期：2024年5月8日", "来源：晨报"),
        ("时间：2024-05-08", "作者：张伟", "来源：晨报"),
        ("时间：2024年5月8日上午 来源：晨报",),
        ("发布时间：2024年5月8日上午9时",),
        ("時間：2024-05-08", "來源：晨報"),
        ("日期：2024-05-08", "浏览量：12"),
        ("日期：2024-05-08", "来源：晨报", "地点：市图书馆"),
        ("Date: May 8, 2024", "Source: Morning Post"),
        ("Time: 2024-05-08 10:20",),
        ("Date: May 8, 2024 9:30 AM",),
        ("Release time: May 8, 2024, 9:30",),
    ],
)
def test_when_a_page_was_published(lines: tuple[str, ...]) -> None:
    found = TextReader().read("\n".join(("开放", *lines, _CHINESE)).encode(), document_id="a.txt")
    assert found.blocks[1].kind is BlockKind.BYLINE
    assert str(found.published) == "2024-05-08"


def test_a_page_with_minutes() -> None:
    lines = ("时间：2024年5月8日 9:30-11:30", "地点：市图书馆", _CHINESE, _CHINESE[2:])
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html><body><div><h1>新馆会议纪要</h1>{body}</div></body></html>"
    found = HtmlReader().read(page.encode(), document_id="a.html")
    assert [block.text for block in found.blocks if block.kind.is_content][1:] == list(lines)


def test_a_date_between_event_and_page_goes_with_the_nearer() -> None:
    texts = ["日期：2024-05-08", "来源：晨报", "时间：2024年6月1日", "地点：市图书馆"]
    assert kinds_in_runs(texts) == [BlockKind.BYLINE, BlockKind.BYLINE, None, None]
