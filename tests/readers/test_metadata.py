"""What pages say of themselves: number, date, source, attribution."""

from datetime import date
from pathlib import Path

import pytest

from aligner.languages.dates import date_in_path
from aligner.readers import read_document
from aligner.readers.document_numbers import find_number
from aligner.readers.html.reader import HtmlReader
from aligner.readers.metadata import attribution_of, fields_of, origin_of, published_on
from aligner.values import Block, BlockKind, Document

_CASES = Path(__file__).parent / "cases"
_PROSE = "<p>某局近日召开会议，研究部署下一步的各项工作。</p>"


def _page(head: str, *, name: str = "x", text: str = _PROSE) -> Document:
    return HtmlReader().read(f"{head}{text}".encode(), document_id=name)


def _blocks(kind: BlockKind, *texts: str) -> list[Block]:
    return [Block(kind, text, 0, len(text)) for text in texts]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("国知办函规字〔2018〕597号", "国知办函规字〔2018〕597号"),
        ("国发[2008]18号", "国发[2008]18号"),
        ("国办发（2014）25 号", "国办发（2014）25 号"),
        ("第七十五号公告", "第七十五号公告"),
        ("国家知识产权局公告（第七十五号）", "第七十五号"),
        ("国家知识产权局公告第344号", "公告第344号"),
        ("（第三四四号）", "第三四四号"),
        ("国务院令 第 769 号", "令 第 769 号"),
        ("2023年第5号公告", "2023年第5号公告"),
        ("关于印发《办法》的通知（国知发保字〔2022〕4号）", "国知发保字〔2022〕4号"),
        ("发文字号：国办发〔2023〕7号 发布日期：2023年", "国办发〔2023〕7号"),
        ("Announcement No. 344", "Announcement No. 344"),
        ("CNIPA Announcement No. 344", "Announcement No. 344"),
        ("Announcement No. 344 of the Example Office", "Announcement No. 344"),
        ("Order No. 75", "Order No. 75"),
        ("Order of the State Council (No. 769)", "No. 769"),
        ("Guo Zhi Fa [2018] No. 5", "Guo Zhi Fa [2018] No. 5"),
        ("关于执行国发〔2008〕18号文件的通知", ""),
        ("关于施行公告第510号的通知", ""),
        ("关于发布第344号公告的说明", ""),
        ("Notice on Implementing Order No. 75", ""),
        ("No. 1 IP Court Opens", ""),
        ("某局举行第3号会议", ""),
        ("一号文件", ""),
        ("2018年第一季度", ""),
    ],
)
def test_numbers_of_documents(line: str, number: str) -> None:
    assert find_number(line) == number


def test_the_field_of_a_table_gives_the_number_before_the_headline_does() -> None:
    page = read_document(_CASES / "announcement.html")
    assert page.number == "国知办函规字〔2018〕597号"
    assert page.published == date(2018, 7, 27)
    assert page.origin == "条法司"


def test_a_number_inside_the_text_is_that_of_another_document() -> None:
    text = "<p>根据国发〔2008〕18号文件的要求，某局近日部署下一步的各项工作。</p>"
    assert _page("<h1>某局部署工作</h1>", text=text).number == ""


def test_a_number_under_the_headline() -> None:
    assert read_document(_CASES / "wrapped_36.txt").number == "第五一〇号"
    assert _page("<h1>Announcement</h1><p>(No. 344)</p>").number == "No. 344"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://www.example.org/art/2023/4/28/art_53_1.html", date(2023, 4, 28)),
        ("https://www.example.org/2023-04/28/content_1.htm", date(2023, 4, 28)),
        ("202304/t20230428_12345.html", date(2023, 4, 28)),
        ("art_2023-04-28_1.html", date(2023, 4, 28)),
        ("copies/2024-01-01/page.html", None),
        ("t20231345_1.html", None),
    ],
)
def test_dates_that_publishing_systems_put_into_addresses(address: str, day: date | None) -> None:
    assert date_in_path(address) == day


_META = '<meta name="PubDate" content="2023-04-27">'
_BYLINE = "<h1>会议召开</h1><p>更新时间：2023-05-02</p><p>发布时间：2023-04-26</p>"


@pytest.mark.parametrize(
    ("head", "name", "day"),
    [
        (_META + _BYLINE, "a/t20230428_1.html", "2023-04-28"),
        (_META + _BYLINE, "x_2023-05-05.html", "2023-04-27"),
        (_BYLINE, "x_2023-05-05.html", "2023-04-26"),
        ("<h1>会议召开</h1><p>更新时间：2023-05-02</p>", "x_2023-05-05.html", "2023-05-02"),
        ("<h1>会议召开</h1><p>2023年4月25日</p>", "x_2023-05-05.html", "2023-05-05"),
        ("<h1>会议召开</h1><p>2023年4月25日</p>", "x", "2023-04-25"),
        ("<h1>会议召开</h1>", "x", "None"),
    ],
)
def test_the_surest_date_counts(head: str, name: str, day: str) -> None:
    assert str(_page(head, name=name).published) == day


def test_the_other_day_is_no_date_and_an_event_is_not_the_publication() -> None:
    text = "<p>日前，某局召开会议。会议于2023年4月20日举行，研究部署下一步的各项工作。</p>"
    assert _page("<h1>会议召开</h1>", text=text).published is None


def test_a_notice_is_dated_by_the_line_under_it() -> None:
    assert _page(
        "<h1>通知</h1>", text=_PROSE + "<p>某局</p><p>2023年4月25日</p>"
    ).published == date(2023, 4, 25)


def test_labels_take_their_values_from_the_next_line() -> None:
    blocks = _blocks(BlockKind.BYLINE, "来源：", "某报", "点击量：12")
    assert fields_of(blocks) == ["来源：", "来源：某报", "点击量：12"]
    assert origin_of(blocks) == "某报"
    assert published_on(
        _blocks(BlockKind.BYLINE, "发布时间：", "2023-04-28"), addresses=()
    ) == date(2023, 4, 28)


def test_only_what_speaks_of_translation_is_the_attribution() -> None:
    line = "(Translated from CNIPA Website Chinese Version)"
    assert attribution_of(_blocks(BlockKind.ATTRIBUTION, "（责任编辑：张某）", line)) == line
    assert attribution_of(_blocks(BlockKind.ATTRIBUTION, "（责任编辑：张某）")) == ""


def test_an_attribution_at_the_end_of_a_paragraph_is_a_block_of_its_own() -> None:
    page = read_document(_CASES / "english_old_table.html")
    assert page.attribution == "(Translated from the Chinese Version of the Website)"
    assert page.published == date(2023, 4, 28)
    text = "<p>An office (see the source: a list) has moved to another building (no. 6).</p>"
    assert [str(block.kind) for block in _page("", text=text).blocks] == ["paragraph"]


def test_mail_gives_its_subject_where_it_has_no_headline() -> None:
    assert read_document(_CASES / "email_english.txt").title == "Office Publishes Annual Report"
