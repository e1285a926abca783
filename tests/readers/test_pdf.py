"""PDF files: lines to paragraphs, headers and footers, what cannot be read."""

import subprocess
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import FormatError
from aligner.readers.pdf import glyphs as pdf_glyphs
from aligner.readers.pdf import pages as pdf_pages
from aligner.readers.pdf.layout import layout_of
from aligner.readers.pdf.pages import PdfFile, PdfLine, PdfPage
from aligner.readers.pdf.reader import PdfReader
from aligner.values import Document
from tests.readers.covered import assert_covered

Maker = Callable[..., bytes]
Drawn = tuple[str, float, float, float]


def _read(data: bytes) -> Document:
    return PdfReader().read(data, document_id="notice.pdf")


def _shown(data: bytes) -> list[str]:
    return [f"{block.kind}\t{block.text}" for block in _read(data).blocks]


def _lines(texts: Sequence[str], top: float, left: float = 72, size: float = 12) -> list[Drawn]:
    return [(text, left, top + 1.5 * size * n, size) for n, text in enumerate(texts)]


_CHINESE = [
    ("某某局文件", 190, 90, 36),
    ("关于加强保护中心建设", 170, 150, 22),
    ("服务企业发展的通知", 180, 185, 22),
    ("各有关单位：", 72, 230, 16),
    ("为加强知识产权保护工作，提高审查质量和效率，经研", 104, 260, 16),
    ("究决定，在全市建设保护中⼼共5家，服务企业2300余家，办", 72, 290, 16),
    ("理PCT国际申请。", 72, 320, 16),
    ("各单位要高度重视。", 104, 350, 16),
    ("某某局", 420, 410, 16),
    ("2022年3月18日", 390, 440, 16),
    ("— 1 —", 280, 800, 10),
]


def test_a_chinese_notice(make_pdf: Maker) -> None:
    document = _read(make_pdf([_CHINESE]))
    assert [f"{block.kind}\t{block.text}" for block in document.blocks] == [
        "paragraph\t某某局文件",
        "title\t关于加强保护中心建设服务企业发展的通知",
        "paragraph\t各有关单位：",
        (
            "paragraph\t为加强知识产权保护工作，提高审查质量和效率，经研究决定，在全市建设保护中心共5家，"
            "服务企业2300余家，办理PCT国际申请。"
        ),
        "paragraph\t各单位要高度重视。",
        "paragraph\t某某局",
        "paragraph\t2022年3月18日",
        "boilerplate\t— 1 —",
    ]
    assert document.title == "关于加强保护中心建设服务企业发展的通知"
    assert (document.published, document.language) == (date(2022, 3, 18), "zh-Hans")


_WORDS = [
    "The office opened a new window on Thursday, the third of its kind in the north",
    "and expects that about two thousand small applicants will visit it. Classifi-",
    "cation of goods is free of charge, and so is advice on classification, for long-",
    "term users too.",
]


def test_english_lines_are_joined_and_hyphens_judged(make_pdf: Maker) -> None:
    page = [("Office Opens Window", 72, 90, 20), *_lines(_WORDS, 140)]
    page += _lines(["• Bring your file.", "• Come early."], 240)
    assert _shown(make_pdf([page])) == [
        "title\tOffice Opens Window",
        "paragraph\t" + " ".join(_WORDS).replace("Classifi- c", "Classific").replace("g- t", "g-t"),
        "list-item\tBring your file.",
        "list-item\tCome early.",
    ]


def test_paragraphs_go_on_across_pages_without_headers_between(make_pdf: Maker) -> None:
    def page(number: int, texts: list[str]) -> list[Drawn]:
        header = [("Bulletin of the Office", 72, 40, 9), (f"Page {number} of 2", 260, 810, 9)]
        return [*header, *_lines(texts, 400)]

    note = [("1 As of last year.", 72, 700, 9)]
    pages = [[*page(1, _WORDS[:2]), *note], page(2, [*_WORDS[2:], "A last word."])]
    data = make_pdf(pages)
    document = _read(data)
    assert _shown(data) == [
        "paragraph\t" + " ".join(_WORDS).replace("Classifi- c", "Classific").replace("g- t", "g-t"),
        "paragraph\tA last word.",
        "paragraph\t1 As of last year.",
        "boilerplate\tBulletin of the Office",
        "boilerplate\tPage 1 of 2",
        "boilerplate\tBulletin of the Office",
        "boilerplate\tPage 2 of 2",
    ]
    source = PdfReader().source(data, document_id="a")
    assert source.index("\f") == source.index("Classifi-") + len("Classifi-")
    block = document.blocks[0]
    start = block.text.index("cation")
    assert source[slice(*block.source_span(start, start + 6))] == "cation"


def test_a_head_that_repeats_the_title_on_one_page_is_no_text(make_pdf: Maker) -> None:
    title = ("Office Opens a Window", 180, 90, 22)
    first = [title, *_lines([*_WORDS[:2], "This is all."], 140)]
    heads = [("Office Opens a Window", 300, 40, 9), ("2", 72, 40, 9)]
    second = [*heads, *_lines(["The Office opens a window."], 90)]
    assert _shown(make_pdf([first, second]))[-3:] == [
        "paragraph\tThe Office opens a window.",
        "boilerplate\t2",
        "boilerplate\tOffice Opens a Window",
    ]
    again = [("Office Opens a Window", 180, 110, 22), *_lines(["The Office opens a window."], 140)]
    assert sum("Window" in block for block in _shown(make_pdf([first, again]))) == 2
    assert "boilerplate" not in "".join(_shown(make_pdf([first, again])))


def test_columns_are_read_one_after_the_other(make_pdf: Maker) -> None:
    left = [f"left column line {n} goes on" for n in range(14)]
    right = [f"right column line {n} goes on" for n in range(14)]
    page = [
        ("A Title Above Both of the Columns", 72, 60, 18),
        *_lines(left, 120),
        *_lines(right, 120, left=320),
    ]
    texts = [line.split("\t")[1] for line in _shown(make_pdf([page]))]
    assert texts[1].startswith(" ".join(left[:3]))
    assert texts[-1].endswith(" ".join(right[-3:]))


def test_rows_side_by_side_are_a_table_and_a_single_one_a_line(make_pdf: Maker) -> None:
    rows = [[("年份", "数量"), ("2020", "12"), ("2021", "13")][n] for n in range(3)]
    cells = [
        (text, 72 + 200 * column, 300 + 18 * row, 12)
        for row, pair in enumerate(rows)
        for column, text in enumerate(pair)
    ]
    page = [("会议召开", 200, 90, 20), ("来源：某报", 72, 130, 12), ("2023-04-28", 400, 130, 12)]
    page += [("会议于四月二十八日召开，研究部署下一步工作。", 72, 170, 12), *cells]
    assert _shown(make_pdf([page])) == [
        "title\t会议召开",
        "byline\t来源：某报 2023-04-28",
        "paragraph\t会议于四月二十八日召开，研究部署下一步工作。",
        *(f"table-cell\t{text}" for pair in rows for text in pair),
    ]


def test_contents_and_captions(make_pdf: Maker) -> None:
    page = [("年度报告", 200, 90, 20), ("一、概况........3", 72, 130, 12)]
    page += [
        ("会议于四月二十八日召开，研究部署下一步工作。", 72, 170, 12),
        ("表1 申请量", 72, 220, 12),
    ]
    kinds = [line.split("\t")[0] for line in _shown(make_pdf([page]))]
    assert kinds == ["title", "boilerplate", "paragraph", "caption"]


def test_a_sideways_page_is_read(make_pdf: Maker) -> None:
    texts = [line.split("\t")[1] for line in _shown(make_pdf([_lines(_WORDS, 140)], turn=1))]
    assert texts == [" ".join(_WORDS).replace("Classifi- c", "Classific").replace("g- t", "g-t")]


def test_a_text_across_the_page_is_boilerplate(make_pdf: Maker) -> None:
    page = [("DRAFT ONLY", 200, 500, 60), *_lines(_WORDS[:2], 140)]
    kinds = [line.split("\t") for line in _shown(make_pdf([page], slanted="DRAFT ONLY"))]
    assert ["boilerplate", "DRAFT ONLY"] in kinds
    assert kinds[0][0] == "paragraph"


def test_pages_of_very_many_lines_are_read_in_the_order_of_the_file(make_pdf: Maker) -> None:
    page = [(f"w{n}", 20 + 50 * (n % 11), 20 + 12 * (n // 11), 9) for n in range(660)]
    texts = [block.text for block in _read(make_pdf([page])).blocks]
    assert " ".join(texts).split() == [f"w{n}" for n in range(660)]


def test_limits_of_the_process_of_its_own(make_pdf: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_pdf([_CHINESE, [("\ufffe\ufffd甲", 72, 100, 12)]])
    first, second, last = pdf_glyphs._pages(data)
    assert next(line[0] for line in first["lines"]) == "某某局文件"
    assert (first["bad"], second["bad"]) == (0, 2)
    assert set(last["metadata"].values()) == {""}
    monkeypatch.setattr(pdf_glyphs, "_MOST_CHARACTERS", 5)
    assert list(pdf_glyphs._pages(data)) == [{"error": "characters"}]
    monkeypatch.setattr(pdf_glyphs, "MOST_PAGES", 1)
    assert list(pdf_glyphs._pages(data)) == [{"error": "pages", "count": 2}]
    assert list(pdf_glyphs._pages(b"%PDF-1.4")) == [{"error": "damaged"}]


def test_the_files_own_title_and_date_help_where_the_text_says_nothing(make_pdf: Maker) -> None:
    info = "/Title (Annual Report) /CreationDate (D:20210506070809Z)"
    document = _read(make_pdf([_lines(_WORDS, 140)], info=info))
    assert (document.title, document.published) == ("Annual Report", date(2021, 5, 6))
    printed = _read(make_pdf([_lines(_WORDS, 140)], info=f"{info} /Creator (Mozilla/5.0 Chrome/1)"))
    assert (printed.title, printed.published) == ("Annual Report", None)
    named = _read(make_pdf([_lines(_WORDS, 140)], info="/Title (Microsoft Word - a.doc)"))
    assert named.title == ""


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b" \n", "the file is empty"),
        (b"no pdf", "not a PDF, or damaged: .* save it anew"),
        (b"%PDF-1.7 x", "not a PDF, or damaged"),
    ],
)
def test_other_files_are_refused_with_a_way_out(data: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        _read(data)
    assert caught.value.path == "notice.pdf"


def test_scans_are_refused_with_a_way_out(make_pdf: Maker) -> None:
    with pytest.raises(FormatError, match=r"only pictures: run text recognition \(OCR\)"):
        _read(make_pdf([[], []]))


def test_fonts_without_meaning_are_refused(make_pdf: Maker) -> None:
    with pytest.raises(FormatError, match="do not say which characters"):
        _read(make_pdf([[("\ue001\ue002\ue003", 72, 100, 12)]]))


def _answer(stdout: bytes, code: int = 0) -> Callable[..., "subprocess.CompletedProcess[bytes]"]:
    def run(*args: object, **_: object) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.CompletedProcess(str(args[0]), code, stdout)

    return run


@pytest.mark.parametrize(
    ("stdout", "code", "message"),
    [
        (b"", -11, "takes too long or too much memory"),
        (b"", 0, "takes too long or too much memory"),
        (b'{"error": "password"}\n', 0, "protected by a password: save it without one"),
        (b'{"error": "pages", "count": 4000}\n', 0, "more than 3000 pages: split it"),
        (b'{"error": "characters"}\n', 0, "too much text"),
        (b'{"error": "page", "number": 1}\n', 0, "one of its pages is damaged"),
    ],
)
def test_what_the_other_process_meets_becomes_a_message(
    monkeypatch: pytest.MonkeyPatch, stdout: bytes, code: int, message: str
) -> None:
    monkeypatch.setattr(subprocess, "run", _answer(stdout, code))
    with pytest.raises(FormatError, match=message):
        _read(b"%PDF-1.4")


def test_a_file_that_hangs_is_given_up(make_pdf: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "_SECONDS", 0.001)
    with pytest.raises(FormatError, match="takes too long"):
        _read(make_pdf([_CHINESE]))


def test_a_locked_file_is_refused(make_pdf: Maker) -> None:
    # The handler of passwords has values of the right form that no password fits.
    data = make_pdf([_CHINESE]).replace(
        b"/Root 1 0 R",
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <"
        + b"ab" * 32
        + b"> /U <"
        + b"cd" * 32
        + b"> >> /ID [<00> <00>] /Root 1 0 R",
    )
    with pytest.raises(FormatError, match="protected by a password"):
        _read(data)


_LINE = st.builds(
    PdfLine,
    text=st.sampled_from(
        ["中文一行文字", "a line of words", "end.", "1", "- 2 -", "来源：某报", "co-"]
    ),
    left=st.sampled_from([0.0, 72.0, 104.0, 300.0]),
    right=st.sampled_from([320.0, 520.0]),
    top=st.integers(0, 60).map(lambda n: 14.0 * n),
    size=st.sampled_from([0.5, 8.0, 12.0, 20.0]),
    is_turned=st.booleans(),
)
_PAGE = st.builds(
    PdfPage, st.just(595.0), st.sampled_from([842.0, 0.0]), st.lists(_LINE, max_size=12).map(tuple)
)


@settings(max_examples=200)
@given(pages=st.lists(_PAGE, min_size=1, max_size=3))
def test_every_line_is_in_the_text_once(pages: list[PdfPage]) -> None:
    layout = layout_of(PdfFile(tuple(pages)))
    lines = [line.text for page in pages for line in page.lines]
    assert sorted("".join(layout.source.split())) == sorted("".join("".join(lines).split()))
    strips = [layout.flow, *layout.cells, layout.notes]
    spans = [line.text.span for strip in strips for line in strip]
    spans += [text.span for text in layout.furniture]
    covered = "".join(layout.source[a:b] for a, b in sorted(spans))
    assert "".join(covered.split()) == "".join(layout.source.split())


@settings(max_examples=10)
@given(
    rows=st.lists(
        st.lists(
            st.tuples(
                st.sampled_from([*_WORDS, "中文一行。", "来源：某报", "2022-03-01", "(a) b"]),
                st.sampled_from([72, 104, 320]),
                st.integers(40, 800),
                st.sampled_from([8, 12, 20]),
            ),
            max_size=6,
        ),
        min_size=1,
        max_size=2,
    )
)
def test_all_text_of_the_source_is_in_a_block(make_pdf: Maker, rows: list[list[Drawn]]) -> None:
    data = make_pdf(rows)
    try:
        document = _read(data)
    except FormatError:
        assert not any(rows)
        return
    source = PdfReader().source(data, document_id="a")
    assert_covered(document, source)


@settings(max_examples=10)
@given(data=st.data())
def test_damaged_bytes_never_crash(make_pdf: Maker, data: st.DataObject) -> None:
    whole = bytearray(make_pdf([_CHINESE]))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        _read(bytes(whole[: data.draw(st.integers(len(whole) // 2, len(whole)))]))
    except FormatError as error:
        assert error.path == "notice.pdf"  # noqa: PT017 - both outcomes are right
