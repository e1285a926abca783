"""Tables of two languages with columns of numbers and remarks: these are no text of either side."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from aligner.cli.main import cli
from aligner.readers import read_document, split_languages
from aligner.readers.row_margins import row_margins
from aligner.values import Document

TEXTS = [
    ("租赁合同", "Lease"),
    ("出租方应当在六月一日前交付房屋。", "The lessor shall hand over the flat before June 1."),
    ("房屋面积为九十平方米。", "The flat has an area of ninety square metres."),
    ("租金按月支付。", "The rent is paid every month."),
    ("争议由双方协商解决。", "Disputes shall be settled by the parties in consultation."),
]
Rows = Sequence[Sequence[str]]


def as_docx(rows: Rows) -> bytes:
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_xlsx(rows: Rows) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.create_sheet(index=0)
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def as_html(rows: Rows) -> bytes:
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>".encode()


WRITERS = {"docx": as_docx, "xlsx": as_xlsx, "html": as_html}


def split(path: Path, data: bytes) -> tuple[Document, Document]:
    path.write_bytes(data)
    found = split_languages(read_document(path))
    assert found is not None
    return found


def content(side: Document) -> list[str]:
    return [block.text for block in side.blocks if block.kind.is_content]


NUMBERS: dict[str, Callable[[int], str]] = {
    "figures": str,
    "with a stop": lambda n: f"{n}.",
    "with No.": lambda n: f"No. {n}",
    "articles": lambda n: f"第{n}条",
    "articles in Han figures": lambda n: f"第{'一二三四五'[n - 1]}条",
    "English articles": lambda n: f"Article {n}",
    "circled": lambda n: "①②③④⑤"[n - 1],
    "letters": lambda n: f"({'abcde'[n - 1]})",
    "two levels": lambda n: ["1", "1.1", "1.2", "2", "2.1"][n - 1],
    "Han figures": lambda n: f"{'一二三四五'[n - 1]}、",
}


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
def test_numbers_in_front_of_the_rows_are_left_out(
    tmp_path: Path, number: Callable[[int], str], suffix: str
) -> None:
    rows = [(number(n), *pair) for n, pair in enumerate(TEXTS, 1)]
    first, second = split(tmp_path / f"table.{suffix}", WRITERS[suffix](rows))
    assert first.language == "zh-Hans"
    assert list(zip(content(first), content(second), strict=True)) == TEXTS
    assert "5 cells that only number or mark rows are left out" in first.doubts
    kept = sorted((b for b in (*first.blocks, *second.blocks)), key=lambda b: b.start)
    assert [b.text for b in kept] == [text for row in rows for text in row]


@pytest.mark.parametrize("is_english_first", [False, True])
@pytest.mark.parametrize("remark", ["已审", "OK", "✓"])
def test_remarks_that_come_again_and_heads_are_left_out(
    tmp_path: Path, remark: str, *, is_english_first: bool
) -> None:
    step = -1 if is_english_first else 1
    heads = ("序号", *("中文", "English")[::step], "备注")
    rows = [(str(n), *pair[::step], remark * (n % 2)) for n, pair in enumerate(TEXTS, 1)]
    sides = split(tmp_path / "table.xlsx", as_xlsx([heads, *rows]))
    pairs = [("中文", "English"), *TEXTS]
    assert list(zip(*map(content, sides), strict=True)) == [pair[::step] for pair in pairs]


def test_data_and_what_has_no_translation_stay() -> None:
    data = [cell for n, pair in enumerate(TEXTS) for cell in (*pair, str(7 * n * n + 20))]
    told = [(text, None if text.isdigit() else text > "z") for text in data]
    assert row_margins(told) == frozenset()
    untold = [(text, text > "z") for pair in TEXTS for text in pair]
    assert row_margins([*untold, ("房屋不得转租。", True)]) == frozenset()


def test_what_comes_again_in_a_text_of_one_language_stays() -> None:
    lines = ["租金", "（略）", "押金", "（略）", "第一条", "第二条", "Rent", "Deposit", "Lease"]
    assert row_margins([(line, line > "z") for line in lines]) == frozenset()


def test_aligning_says_how_many_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "lease.docx"
    path.write_bytes(as_docx([(f"{n}.", *pair) for n, pair in enumerate(TEXTS, 1)]))
    result = CliRunner().invoke(cli, ["align", str(path)], catch_exceptions=False)
    beads = [line.rsplit(":", 1)[0] for line in result.stdout.splitlines()]
    assert beads == [f"[{n}]:[{n}]" for n in range(len(TEXTS))]
    assert f"{path}: 5 cells that only number or mark rows are left out" in result.stderr
