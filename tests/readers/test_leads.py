"""Only a lead that the text begins with again is left out, and that is said."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from aligner.cli.main import cli
from aligner.readers.html.reader import HtmlReader
from aligner.readers.text.reader import TextReader

# Texts whose early paragraphs come again, in other words or elsewhere; all of them are text.
KEPT = {
    "goes on as another sentence": (
        "代理条例说明\n代理师应当遵守职业道德和执业纪律。\n代理师应当遵守职业道德和执业纪律，保守秘密。\n附则。",
        (
            "Notes on the Rules\nAgents shall observe professional ethics at all times.\n"
            "Agents shall observe professional ethics at all times and keep secrets.\nThe end."
        ),
    ),
    "comes again further down": (
        (
            "会谈纪要\n双方谈了交流计划。\n买方应当在收到发票之后三十日内付款。\n卖方负责培训。\n"
            "买方应当在收到发票之后三十日内付款。逾期应当付违约金。"
        ),
        (
            "Minutes\nBoth sides spoke of the exchange.\nThe buyer pays within thirty days of it.\n"
            "The seller trains the staff.\nThe buyer pays within thirty days of it. Or a fine."
        ),
    ),
    "the second paragraph": (
        (
            "通告\n本通告自发布之日起施行，各单位遵照执行。\n申请人应当提交下列文件的原件和复印件。\n"
            "申请人应当提交下列文件的原件和复印件。一式两份。"
        ),
        (
            "Circular\nThis circular takes effect on the day of its issue.\n"
            "Applicants file the originals and copies of these papers.\n"
            "Applicants file the originals and copies of these papers. Two of each."
        ),
    ),
    "within a later sentence": (
        "问答\n申请人可以在三个月之内提出复审请求。\n办法规定，申请人可以在三个月之内提出复审请求。",
        (
            "Questions\nApplicants may ask for a review within three months.\n"
            "The rules say: Applicants may ask for a review within three months. No more."
        ),
    ),
    "a heading": (
        "会谈纪要\n双方就审查员交流计划交换意见\n双方就审查员交流计划交换意见，并达成一致。",
        (
            "Minutes\nThe two sides spoke of the exchange of examiners\n"
            "The two sides spoke of the exchange of examiners, and agreed."
        ),
    ),
    "a greeting": (
        "访谈\n大家好。\n大家好。我是今天的主持人，欢迎各位。",
        "Interview\nHello everyone.\nHello everyone. I am your host today, and welcome.",
    ),
    "the name of the text as a heading of a part": (
        "培训计划\n每年举办两期审查员培训班，为期各十天。\n培训计划\n第一期在北方举办，第二期在南方举办。",
        (
            "Training Plan\nTwo courses for examiners are held every year, of ten days each.\n"
            "Training Plan\nThe first is held in the north and the second one in the south."
        ),
    ),
}


def _kinds(text: str) -> list[str]:
    document = TextReader().read(text.encode(), document_id="a.txt")
    return [str(block.kind) for block in document.blocks]


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("side", [0, 1])
def test_what_comes_again_is_text(name: str, side: int) -> None:
    assert not {"abstract", "boilerplate"} & set(_kinds(KEPT[name][side]))


@pytest.mark.parametrize(
    "text",
    [
        "会议召开\n某局今日开会研究下一步的工作。\n某局今日开会研究下一步的工作。会期一天。",
        "Meeting\nAn office met on all its plans.\nAn office met on all its plans. It was long.",
        "会议召开\n某局今日开会研究下一步的工作……\n某局今日开会研究下一步的工作，会期一天。",
        "Meeting\nThe office met today to speak...\nThe office met today to speak of its plans.",
        "会议召开\n来源：某报\n“某局今日开会研究下一步的工作。”\n“某局今日开会研究下一步的工作。”会期一天。",
    ],
)
def test_a_lead_is_left_out(text: str) -> None:
    assert _kinds(text).count("abstract") == 1


def test_a_first_paragraph_marked_as_lead_is_text() -> None:
    page = (
        "<h1>Meeting</h1><p class='lead'>The office met on Monday to talk about its plans.</p>"
        "<p>It decided to open a second window, and to close the first one at noon.</p>"
    )
    document = HtmlReader().read(page.encode(), document_id="a.html")
    assert [str(block.kind) for block in document.blocks] == ["title", "paragraph", "paragraph"]


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    lead = {
        "zh.txt": "开会\n某局今日开会研究下一步的工作。\n某局今日开会研究下一步的工作。会期一天。",
        "en.txt": "Meeting\nAn office met on its plans.\nIt took a whole day, and nobody left.",
    }
    for name, text in lead.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    source, target = (str(tmp_path / name) for name in lead)
    said = (
        "left out, as an abstract or a lead that the text repeats: “某局今日开会研究下一步的工作。”"
    )
    aligned = CliRunner().invoke(cli, ["align", source, target])
    assert f"note: {source}: {said}" in aligned.stderr
    assert f"{target}: left out" not in aligned.stderr
    assert f"note: {said}" in CliRunner().invoke(cli, ["read", source]).stderr
