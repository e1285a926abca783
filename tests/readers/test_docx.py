"""Word documents: which text is read, in which order, and what each block is."""

import io
from collections.abc import Callable
from datetime import date, datetime

import docx
import pytest

from aligner.readers.docx import DocxReader
from aligner.values import Document

Maker = Callable[..., bytes]

_PROSE = "四月二十日，北部知识产权保护中心正式启用，这是该地区第一家保护中心。"


def _read(data: bytes) -> Document:
    return DocxReader().read(data, document_id="notice.docx")


def _shown(document: Document) -> list[str]:
    return [f"{block.kind}\t{block.text}" for block in document.blocks]


def _texts(data: bytes) -> list[str]:
    return [block.text for block in _read(data).blocks]


def _p(text: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _style(identifier: str, name: str, inside: str = "") -> str:
    return f'<w:style w:styleId="{identifier}"><w:name w:val="{name}"/>{inside}</w:style>'


def test_a_document_as_word_writes_it() -> None:
    document = docx.Document()
    document.add_paragraph("保护中心在北部启用", style="Title")
    document.add_paragraph("——服务两千余家企业", style="Subtitle")
    document.add_paragraph("来源：某日报　发布时间：2023-04-28")
    document.add_heading("一、总体情况", 1)
    document.add_paragraph(_PROSE)
    document.add_paragraph("受理", style="List Bullet")
    document.add_paragraph("过去要跑两天。", style="Quote")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "年份", "数量"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "合计"
    document.add_paragraph("图1 示意", style="Caption")
    document.add_paragraph("（来源：某日报）")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "某局办公室"
    stream = io.BytesIO()
    document.save(stream)
    found = _read(stream.getvalue())
    assert _shown(found) == [
        "boilerplate\t内部资料",
        "title\t保护中心在北部启用",
        "subtitle\t——服务两千余家企业",
        "byline\t来源：某日报 发布时间：2023-04-28",
        "subtitle\t一、总体情况",
        f"paragraph\t{_PROSE}",
        "list-item\t受理",
        "quotation\t过去要跑两天。",
        "table-cell\t年份",
        "table-cell\t数量",
        "table-cell\t合计",
        "caption\t图1 示意",
        "attribution\t（来源：某日报）",
        "boilerplate\t某局办公室",
    ]
    assert (found.title, found.origin) == ("保护中心在北部启用", "某日报")
    assert (found.language, found.published) == ("zh-Hans", date(2023, 4, 28))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("heading 2", "subtitle"),
        ("标题 2", "subtitle"),
        ("副标题", "subtitle"),
        ("题注", "caption"),
        ("列表段落", "list-item"),
        ("列出段落1", "list-item"),
        ("List Number 2", "list-item"),
        ("明显引用", "quotation"),
        ("Intense Quote", "quotation"),
        ("摘要", "abstract"),
        ("toc 1", "boilerplate"),
        ("目录 2", "boilerplate"),
        ("Normal", "paragraph"),
        ("正文文本", "paragraph"),
    ],
)
def test_styles_say_what_a_paragraph_is(make_docx: Maker, name: str, kind: str) -> None:
    body = _p("标题", "t") + _p(_PROSE) + _p("一行文字", "s")
    data = make_docx(body, styles=_style("t", "Title") + _style("s", name))
    assert _shown(_read(data))[2] == f"{kind}\t一行文字"


def test_a_style_is_what_it_is_based_on(make_docx: Maker) -> None:
    styles = (
        _style("a", "我的引用", '<w:basedOn w:val="b"/>')
        + _style("b", "Quote", '<w:basedOn w:val="a"/>')
        + _style("c", "c", '<w:basedOn w:val="d"/>')
        + _style("d", "d", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>')
        + _style("e", "e", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
        + _style("f", "f", '<w:basedOn w:val="f"/>')
    )
    body = _p("标题") + _p(_PROSE) + "".join(_p(f"文字{name}", name) for name in "acef")
    kinds = [line.split("\t")[0] for line in _shown(_read(make_docx(body, styles=styles)))]
    assert kinds == ["title", "paragraph", "quotation", "list-item", "subtitle", "paragraph"]


def test_numbers_make_list_items_and_can_be_taken_away(make_docx: Maker) -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    style = _style("l", "List Paragraph x", f"<w:pPr>{numbered.format(2)}</w:pPr>")
    body = _p("标题") + _p(_PROSE) + _p("甲", "", numbered.format(4)) + _p("乙", "l")
    body += _p("丙", "l", numbered.format(0))
    kinds = [line.split("\t")[0] for line in _shown(_read(make_docx(body, styles=style)))]
    assert kinds == ["title", "paragraph", "list-item", "list-item", "paragraph"]


def test_the_first_heading_is_the_title_unless_a_line_stands_above(make_docx: Maker) -> None:
    styles = _style("1", "heading 1")
    alone = _p("来源：某日报") + _p("会议召开", "1") + _p(_PROSE) + _p("二、时间", "1")
    below = _p("会议召开") + _p("一、背景", "1") + _p(_PROSE)
    long = _p("会议召开") + _p("这个标题其实是一段完整的话。", "1") + _p(_PROSE)
    kinds = [
        [line.split("\t")[0] for line in _shown(_read(make_docx(body, styles=styles)))]
        for body in (alone, below, long)
    ]
    assert kinds == [
        ["byline", "title", "paragraph", "subtitle"],
        ["title", "subtitle", "paragraph"],
        ["title", "paragraph", "paragraph"],
    ]


def test_insertions_count_and_deletions_do_not(make_docx: Maker) -> None:
    body = (
        "<w:p><w:r><w:t>新</w:t></w:r><w:ins><w:r><w:t>增加</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>移来</w:t></w:r>"
        "</w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>上半段，</w:t></w:r></w:p>"
        + _p("下半段")
        + '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>末段</w:t></w:r></w:p>'
    )
    assert _texts(make_docx(body)) == ["新增加移来", "上半段，下半段", "末段"]


def test_fields_show_their_results_and_hidden_text_is_hidden(make_docx: Maker) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = (
        f"<w:p>{mark.format('begin')}<w:r><w:instrText> PAGE </w:instrText></w:r>"
        f"<w:r><w:t>码</w:t></w:r>{mark.format('separate')}<w:r><w:t>结果</w:t></w:r>"
        f"{mark.format('end')}{mark.format('end')}"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>见</w:t></w:r></w:p>'
        f"<w:p>{mark.format('begin')}<w:r><w:t>未完</w:t></w:r></w:p>" + _p("后文")
    )
    assert _texts(make_docx(body)) == ["结果见", "后文"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (r" EQ \* jc0 \* hps12 \o\ad(\s\up 11(han),汉)", "汉"),
        (r" EQ \o(\s\up 11(a b),汉字) ", "汉字"),
        (r"eq \o\ac(○,21)", "21"),
        (r"eq \o\ac(□,\s\up 2(印))", "印"),
        (r"EQ \o\ad(h(a),汉)\o\ad(zi;字)", "汉字"),
        (r"EQ \o\ad(x,\o\ac(○,1))", "1"),
        (r"EQ \f(1,2)", ""),
        (r"EQ \o(a,b", ""),
        (r"HYPERLINK \o(a,b)", ""),
        ("EQ " + r"\o(" * 100_000, ""),
    ],
)
def test_a_sign_with_its_reading_or_in_a_circle_is_text(
    make_docx: Maker, code: str, shown: str
) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    pieces = "".join(
        f"<w:r><w:instrText>{half}</w:instrText></w:r>" for half in (code[:5], code[5:])
    )
    body = f"<w:p>{mark.format('begin')}{pieces}{mark.format('end')}<w:r><w:t>。</w:t></w:r></w:p>"
    assert _texts(make_docx(body + _p("后文"))) == [f"{shown}。", "后文"]


def test_all_that_a_run_can_show(make_docx: Maker) -> None:
    body = (
        "<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>甲</w:t>"
        "<w:noBreakHyphen/><w:sym w:font='x' w:char='00B1'/><w:sym w:char='F0A7'/>"
        "<w:sym w:char='zz'/></w:r>"
        "<w:smartTag><w:r><w:t>乙</w:t></w:r></w:smartTag><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
        "<w:ruby><w:rt><w:r><w:t>zhī</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>知</w:t></w:r>"
        "</w:rubyBase></w:ruby><w:bookmarkStart/><!-- remark --></w:p>"
    )
    assert _texts(make_docx(body)) == ["链接 甲-±乙x知"]


def test_text_boxes_follow_their_paragraph_once(make_docx: Maker) -> None:
    box = "<w:drawing><w:txbxContent>" + _p("框中文字") + "</w:txbxContent></w:drawing>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}"
        "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>锚段</w:t></w:r></w:p>"
        f"<mc:AlternateContent><mc:Fallback>{_p('只有旧式')}</mc:Fallback></mc:AlternateContent>"
        "<mc:AlternateContent/>"
    )
    assert _texts(make_docx(body)) == ["锚段", "框中文字", "只有旧式"]


def test_tables_are_read_row_by_row_and_merged_cells_once(make_docx: Maker) -> None:
    merged = "<w:tcPr><w:vMerge{}/></w:tcPr>"
    first = f"<w:tc>{merged.format(' w:val=' + chr(34) + 'restart' + chr(34))}{_p('合并')}</w:tc>"
    body = (
        _p(_PROSE) + f"<w:tbl><w:tblPr/><w:tr>{first}<w:tc>{_p('甲')}{_p('来源：乙')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{merged.format('')}<w:p/></w:tc><w:sdt><w:sdtContent><w:tc><w:tbl><w:tr>"
        f"<w:tc>{_p('内')}</w:tc></w:tr></w:tbl></w:tc></w:sdtContent></w:sdt></w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{_p('删去的行')}</w:tc></w:tr></w:tbl>"
        f"<w:tbl><w:tr><w:tc>{_p('发布时间：2023-04-28')}</w:tc></w:tr></w:tbl>"
    )
    assert _shown(_read(make_docx(body)))[1:] == [
        "table-cell\t合并",
        "table-cell\t甲",
        "table-cell\t来源：乙",
        "table-cell\t内",
        "byline\t发布时间：2023-04-28",
    ]


def test_notes_stand_behind_the_text(make_docx: Maker) -> None:
    notes = (
        f'<w:footnote w:type="separator">{_p("线")}</w:footnote>'
        f'<w:footnote w:id="1">{_p("注一。")}</w:footnote>'
    )
    body = _p("标题") + _p(_PROSE) + _p("2022年3月18日")
    document = _read(make_docx(body, footnotes=notes, endnotes="", header=_p("页眉")))
    assert [block.text for block in document.blocks][-2:] == ["2022年3月18日", "注一。"]
    assert str(document.blocks[0].kind) == "boilerplate"
    assert document.published == date(2022, 3, 18)


def test_line_breaks_part_lines_but_not_sentences_or_headings(make_docx: Maker) -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="t"/></w:pPr><w:r><w:t>关于召开</w:t><w:br/>'
        "<w:t>会议的通知</w:t></w:r></w:p><w:p><w:r><w:t>会议决定，</w:t><w:br/><w:t>即日施行。</w:t><w:br/><w:br/>"
        "<w:t>第二段。</w:t></w:r></w:p>"
    )
    found = _texts(make_docx(body, styles=_style("t", "Title")))
    assert found == ["关于召开会议的通知", "会议决定，即日施行。", "第二段。"]


def test_spans_point_into_the_paragraphs(make_docx: Maker) -> None:
    data = make_docx(_p("  标题 ") + _p("") + _p("ＰＣＴ申请　２３件，") + _p(_PROSE))
    source = DocxReader().source(data, document_id="a")
    assert source == f"  标题 \n\nＰＣＴ申请　２３件，\n{_PROSE}"
    document = _read(data)
    assert next(source[b.start : b.stop].strip() for b in document.blocks) == "标题"
    block = document.blocks[1]
    place = block.text.index("23")
    assert source[slice(*block.source_span(place, place + 2))] == "２３"


def _with_properties(**properties: object) -> bytes:
    document = docx.Document()
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    document.add_paragraph(_PROSE)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_properties_help_where_the_text_says_nothing() -> None:
    changed = datetime(2021, 5, 6, 7, 8)  # noqa: DTZ001 - as the file has it
    found = _read(_with_properties(title="某通知", modified=changed, last_modified_by="李娜"))
    assert (found.title, found.published) == ("某通知", date(2021, 5, 6))


@pytest.mark.parametrize(
    "properties",
    [
        {},
        {"last_modified_by": "李娜"},
        {"modified": datetime(2021, 5, 6, 7, 8)},  # noqa: DTZ001
        {"modified": datetime(2021, 5, 6, 7, 8), "last_modified_by": "python-docx"},  # noqa: DTZ001
        {
            "created": datetime(2021, 5, 6, 7, 8),  # noqa: DTZ001
            "modified": datetime(2021, 5, 6, 7, 8),  # noqa: DTZ001
            "last_modified_by": "李娜",
        },
    ],
)
def test_the_days_of_templates_and_programs_are_no_dates(properties: dict[str, object]) -> None:
    assert _read(_with_properties(**properties)).published is None
