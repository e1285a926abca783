"""Captions and notes on sources are told apart from text alike in both languages."""

import io

import docx
import pytest

from aligner.readers.captions import is_caption
from aligner.readers.docx import DocxReader
from aligner.readers.markdown import MarkdownReader
from aligner.readers.marks import line_kind
from aligner.readers.text.reader import TextReader
from aligner.values import BlockKind, Document

_CAPTIONS = [
    ("图3：借书人的年龄", "圖3：借書人的年齡", "Figure 3: Age of the borrowers"),
    ("图5 借书量变化", "圖5 借書量變化", "Chart 5 Number of loans"),
    ("图1借书量变化", "圖1借書量變化", "Fig. 1 Number of loans"),
    ("照片：馆长在讲话", "照片：館長在講話", "Photo: The librarian speaks"),
    ("图片：新馆外景", "圖片：新館外景", "Picture: The new building"),
    ("图表2：各区借书量", "圖表2：各區借書量", "Diagram 2: Loans by district"),
    ("表1 各区借书量", "表1 各區借書量", "Table 1 Loans by district"),
    ("附表2 主要藏书", "附表2 主要藏書", "Annex Table 2 Main holdings"),
    ("图2-1 办证流程", "圖2-1 辦證流程", "Figure 2-1 How to get a card"),
    ("表2.3 2015年、2016年支出", "表2.3 2015年、2016年支出", "Table 2.3 Spending, 2015 and 2016"),
    ("图三 办证流程", "圖三 辦證流程", "Figure III How to get a card"),
    ("表A1 系数", "表A1 係數", "Table A1 Coefficients"),
    ("图1. 书架", "圖1. 書架", "Fig. 1. Shelves"),
    ("图4", "圖4", "FIGURE 4"),
    ("（图1）", "（圖1）", "(Figure 1)"),
    ("图1（续）", "圖1（續）", "Figure 1 (continued)"),
    ("图5 中国图书", "圖5 中國圖書", "GRAPH 5 CHINESE BOOKS"),
    ("表3 有效借书证", "表3 有效借書證", "Table 3: Cards in force"),
    ("图为新馆。", "圖為新館。", "The photo shows the new building."),
    ("表1：单位为万册。", "表1：單位為萬冊。", "Table 1: In ten thousand volumes."),
    (
        "读者在新馆看书。（王强 摄）",
        "讀者在新館看書。（王強 攝）",
        "Photo by Wang Qiang: Readers",
    ),
    ("图片来源：晨报", "圖片來源：晨報", "Photo credit: Morning Post"),
]


@pytest.mark.parametrize(("simplified", "traditional", "english"), _CAPTIONS)
def test_captions_in_either_language(simplified: str, traditional: str, english: str) -> None:
    found = [line_kind(text) for text in (simplified, traditional, english)]
    assert found == [BlockKind.CAPTION] * 3


@pytest.mark.parametrize(
    "text",
    [
        "图1所示为书架", "表1列出如下：", "图2显示了借书量的变化", "图1和图2", "图1中的书架",
        "圖1顯示自2016年以來的借書量，圖2列出各類讀者所佔比例。", "图书馆开放夜场", "图3D打印",
        "图 书 馆 管 理 办 法", "表 彰 大 会", "表面处理", "一图读懂新规", "表3人",
        "下图显示了流程。", "Figure 1 shows the shelves", "Figure skating", "Table tennis club",
        "Figure 3 of the report", "Photo exhibition opens", "Picture books sell well",
        "Table 1 and Table 2", "Table 1 lists the following:", "Photographers meet",
        "The table below shows the way.",
        "Table 1 Loans have risen.", "Figures 1 and 2",
        "Table 1, row 3", "Chart Music Awards",
    ],
)  # fmt: skip
def test_what_begins_like_a_caption(text: str) -> None:
    assert not is_caption(text)


_CHINESE = "去年，市图书馆的读者比前年多了三成，借书量也有增长。"
_ENGLISH = "Last year the city library had thirty percent more readers, who borrowed more books."


def _kinds(document: Document) -> list[str]:
    return [str(block.kind) for block in document.blocks]


@pytest.mark.parametrize(
    ("caption", "note", "prose"),
    [
        ("图1 借书量", "资料来源：市图书馆", _CHINESE),
        ("图1 借书量", "来源：市图书馆", _CHINESE),
        ("圖1 借書量", "資料來源：市圖書館", _CHINESE),
        ("表1：借書量", "數據來源：市圖書館", _CHINESE),
        ("表1：借书量", "（资料来源：市图书馆）", _CHINESE),
        ("Figure 1 Loans", "Source: City Library", _ENGLISH),
        ("Table 1: Loans", "Sources: City Library", _ENGLISH),
        ("Table 1: Loans", "Data source: City Library", _ENGLISH),
        ("Chart 1 Loans", "(Source: City Library)", _ENGLISH),
    ],
)
def test_the_source_of_a_figure_is_text_and_that_of_a_page_a_byline(
    caption: str, note: str, prose: str
) -> None:
    def read(*lines: str) -> list[str]:
        return _kinds(TextReader().read("\n".join(lines).encode(), document_id="a.txt"))

    more = prose.replace("去年", "今年").replace("Last year", "This year")
    whole = ["title", "paragraph", "caption", "paragraph", "paragraph"]
    assert read("A", prose, caption, note, more) == whole
    assert read("A", caption, note, prose) == ["title", "caption", "paragraph", "paragraph"]
    credit = "attribution" if note[0] in "(（" else "byline"
    assert read("A", note, prose, caption) == ["title", credit, "paragraph", "caption"]
    assert read("A", prose, more, note)[-1] == credit


@pytest.mark.parametrize("note", ["Source: City Library", "资料来源：市图书馆", "來源：市圖書館"])
def test_a_source_between_two_paragraphs_is_text(note: str) -> None:
    text = f"A\n{_ENGLISH}\n{note}\n{_CHINESE}"
    found = _kinds(TextReader().read(text.encode(), document_id="a.txt"))
    assert found == ["title", "paragraph", "paragraph", "paragraph"]


@pytest.mark.parametrize("note", ["Source: City Library", "资料来源：市图书馆", "數據來源：館方"])
def test_a_source_below_a_table(note: str) -> None:
    markdown = f"# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n{note}\n"
    found = MarkdownReader().read(markdown.encode(), document_id="a.md")
    assert _kinds(found) == ["title", *["table-cell"] * 4, "paragraph"]
    document = docx.Document()
    document.add_paragraph("A", style="Title")
    document.add_table(1, 2).cell(0, 0).text = "12"
    document.add_paragraph(note)
    stream = io.BytesIO()
    document.save(stream)
    assert _kinds(DocxReader().read(stream.getvalue(), document_id="a"))[-1] == "paragraph"
