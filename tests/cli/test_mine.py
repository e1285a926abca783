"""``aligner terms mine``: from texts to a table, and from the table to a glossary."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from aligner.cli.main import cli
from aligner.cli.mine import mine as command
from aligner.exporters import export_units
from aligner.glossary import read_glossary
from aligner.values import TermStatus, TranslationUnit

TERMS = (
    ("商标代理机构", "trademark agency"),
    ("专利快速审查通道", "Patent Prosecution Fast Track"),
    ("地理标志登记册", "Register of Geographical Indications"),
)
FRAMES = (
    ("会议讨论了{}的情况。", "The meeting discussed the {}."),
    ("我们欢迎关于{}的意见。", "We welcome views on the {}."),
    ("{}由本局管理。", "The {} is managed by this office."),
)


def mine(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments])


@pytest.fixture
def bitext(tmp_path: Path) -> Path:
    units = [
        TranslationUnit(f"u{t}{f}", "zh-Hans", "en", source.format(zh), target.format(en), 1.0)
        for t, (zh, en) in enumerate(TERMS)
        for f, (source, target) in enumerate(FRAMES)
    ]
    path = tmp_path / "units.jsonl"
    export_units(units, path, format_name="jsonl")
    return path


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def filled_in(rows: list[dict[str, str]], path: Path, rulings: dict[str, str]) -> Path:
    """The table as a person gives it back."""
    decided = [{**row, "decision": rulings.get(row["source_term"], "")} for row in rows]
    lines = ["\t".join(rows[0]), *("\t".join(row.values()) for row in decided)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_table_is_printed(bitext: Path) -> None:
    result = mine("--bitext", bitext)
    assert result.exit_code == 0
    rows = rows_of(result.stdout)
    found = {row["source_term"]: row["target_term"] for row in rows}
    assert found["地理标志登记册"] == "Register of Geographical Indications"
    assert {row["decision"] for row in rows} == {""}
    assert f"{len(rows)} entries proposed" in result.stderr


def test_units_into_chinese_are_read_and_others_are_counted(bitext: Path, tmp_path: Path) -> None:
    path = tmp_path / "turned.tsv"
    rows = [(target.format(en), source.format(zh)) for zh, en in TERMS for source, target in FRAMES]
    path.write_text("\n".join(map("\t".join, [("en", "zh"), *rows])) + "\n", encoding="utf-8")
    assert rows_of(mine("--bitext", path).stdout) == rows_of(mine("--bitext", bitext).stdout)
    mixed = tmp_path / "mixed.jsonl"
    units = [TranslationUnit(str(n), "de", "fr", "Tag", "jour", 1.0) for n in range(5)]
    units += [TranslationUnit(f"u{n}", "en", "zh", *row, 1.0) for n, row in enumerate(rows)]
    export_units(units, mixed, format_name="jsonl")
    result = mine("--bitext", mixed)
    assert "5 units are not read, because not in Chinese and English (0, 1, 2 and" in result.stderr
    assert len(rows_of(result.stdout)) == len(rows_of(mine("--bitext", path).stdout))
    export_units(units[:5], mixed, format_name="jsonl")
    assert "not in Chinese and English" in str(mine("--bitext", mixed).exception)


def test_the_table_comes_back_and_becomes_a_glossary(bitext: Path, tmp_path: Path) -> None:
    rows = rows_of(mine("--bitext", bitext).stdout)
    rulings = {"地理标志登记册": "accept", "商标代理机构": "reject"}
    table = filled_in(rows, tmp_path / "decided.tsv", rulings)
    again = rows_of(mine("--bitext", bitext, "--decisions", table).stdout)
    decided = {(r["source_term"], r["target_term"]) for r in rows if r["source_term"] in rulings}
    assert not decided & {(row["source_term"], row["target_term"]) for row in again}
    for name in ("new.tbx", "new.xlsx"):
        made = mine("--bitext", bitext, "--decisions", table, "-o", tmp_path / name)
        assert made.exit_code == 0
        (entry,) = read_glossary(tmp_path / name).entries
        assert entry.forms("zh")[0].text == "地理标志登记册"
        assert entry.forms("en", TermStatus.PREFERRED)[0].text == (
            "Register of Geographical Indications"
        )


def test_a_workspace_remembers(source_pile: Path, target_pile: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    run = CliRunner().invoke(cli, ["run", str(source_pile), str(target_pile), "-w", str(work)])
    assert run.exit_code == 0
    rows = rows_of(mine("-w", work).stdout)
    assert rows
    first = rows[0]
    table = filled_in(rows, tmp_path / "decided.tsv", {first["source_term"]: "reject"})
    mine("-w", work, "--decisions", table)
    again = rows_of(mine("-w", work).stdout)
    pairs = {(row["source_term"], row["target_term"]) for row in again}
    assert (first["source_term"], first["target_term"]) not in pairs


def test_json_has_examples_with_spans(bitext: Path) -> None:
    made = json.loads(mine("--bitext", bitext, "--json", "--most", 2).stdout)["proposals"]
    assert len(made) == 2
    for proposal in made:
        example = proposal["examples"][0]
        start, stop = example["source_span"]
        assert proposal["source_term"] in example["source_text"][start:stop]


def test_a_csv_file_is_for_spreadsheets(bitext: Path, tmp_path: Path) -> None:
    path = tmp_path / "proposals.csv"
    assert mine("--bitext", bitext, "-o", path).exit_code == 0
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[0]["decision"] == ""


def test_a_page_and_a_workbook_are_written_instead_of_the_table(
    bitext: Path, tmp_path: Path
) -> None:
    page, book = tmp_path / "proposals.html", tmp_path / "proposals.xlsx"
    result = mine("--bitext", bitext, "--html", page, "--xlsx", book)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "<mark>地理标志登记册</mark>" in page.read_text(encoding="utf-8")
    assert book.stat().st_size > 0
    same = mine("--bitext", bitext, "--html", page, "-o", page)
    assert "same file" in str(same.exception)


def test_a_filled_in_workbook_comes_back(bitext: Path, tmp_path: Path) -> None:
    book, made = tmp_path / "proposals.xlsx", tmp_path / "new.tbx"
    mine("--bitext", bitext, "--xlsx", book)
    sheets = load_workbook(book)
    sheet = sheets["proposals"]
    (row,) = (row for row in sheet.iter_rows() if row[0].value == "地理标志登记册")
    row[2].value = "Accept"
    sheets.save(book)
    assert mine("--bitext", bitext, "--decisions", book, "-o", made).exit_code == 0
    (entry,) = read_glossary(made).entries
    assert entry.forms("zh")[0].text == "地理标志登记册"
    row[2].value = "perhaps"
    sheets.save(book)
    wrong = mine("--bitext", bitext, "--decisions", book)
    assert f"{book}:{row[0].row}" in str(wrong.exception)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "--workspace or --bitext"),
        (("--bitext", "none.jsonl"), "none.jsonl"),
    ],
)
def test_what_is_missing_is_named(arguments: tuple[str, ...], message: str) -> None:
    result = mine(*arguments)
    assert result.exit_code != 0
    assert message in str(result.exception) + result.output


def test_a_glossary_of_nothing_is_not_written(bitext: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.tbx"
    result = mine("--bitext", bitext, "-o", path)
    assert result.exit_code != 0
    assert not path.exists()
