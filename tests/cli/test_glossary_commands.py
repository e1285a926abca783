"""``aligner terms lint`` and ``aligner terms convert`` from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli
from aligner.glossary import read_glossary
from aligner.glossary.formats import FORMATS

SHIPPED = Path(__file__).parents[2] / "corpora" / "glossary" / "ip_terms.tsv"


def terms(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["terms", *map(str, arguments)])


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    path = tmp_path / "odd.csv"
    text = (
        "中文,英文,禁用,审核人\n专利,patent,patent,Li\n商标,trademark,,\n標誌,sign,,\n标志,mark,,\n"
    )
    path.write_text(text, encoding="gb18030")
    return path


def test_lint_shows_problems_with_their_rows_and_the_columns(odd: Path) -> None:
    result = terms("lint", odd)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{odd}:2: 'patent' is both accepted and deprecated [allowed-and-forbidden]",
        f"{odd}:5: 标志 is also a term of 標誌 (line 4) [shared-term]",
    ]
    assert "中文 = zh preferred" in result.stderr
    assert "审核人 = not read" in result.stderr


def test_lint_as_json(odd: Path) -> None:
    result = terms("lint", odd, "--json")
    made = json.loads(result.stdout)
    assert result.exit_code == 1
    assert made["entries"] == 4
    assert made["columns"]["禁用"] == "en deprecated"
    assert made["unread"] == {"审核人": 1}
    assert made["problems"][0] == {
        "code": "allowed-and-forbidden",
        "severity": "warning",
        "message": "'patent' is both accepted and deprecated",
        "concept": made["problems"][0]["concept"],
        "path": str(odd),
        "line": 2,
    }


def test_a_check_points_to_an_odd_glossary(tmp_path: Path) -> None:
    (tmp_path / "g.tsv").write_text("zh\ten\n专利\tpatent\n商标\t\n", encoding="utf-8")
    units = tmp_path / "units.tsv"
    units.write_text("zh\ten\n专利制度很重要。\tThe patent system matters.\n", encoding="utf-8")
    result = terms("check", "--bitext", units, "-g", tmp_path / "g.tsv")
    assert f"1 odd entries; `aligner terms lint {tmp_path / 'g.tsv'}` lists them" in result.stderr


def test_a_ban_that_is_not_read_is_said_at_every_check(tmp_path: Path) -> None:
    glossary, units = tmp_path / "g.csv", tmp_path / "u.csv"
    glossary.write_text("Chinese,English,Forbidden French words\n水闸,sluice,lock\n", "utf-8")
    units.write_text("Chinese,English\n水闸已开。,The sluice is open.\n", "utf-8")
    result = terms("check", "--bitext", units, "--glossary", glossary)
    assert result.exit_code == 0
    assert "'Forbidden French words' seems to forbid something" in result.stderr
    assert "odd entries" not in result.stderr
    assert terms("lint", glossary).exit_code == 1


def test_notes_do_not_fail(tmp_path: Path) -> None:
    path = tmp_path / "notes.tsv"
    path.write_text("zh\ten\n水闸\tsluice\n闸\tlock\n水门\tsluice\n", encoding="utf-8")
    result = terms("lint", path)
    assert result.exit_code == 0
    marks = [line.rpartition(" [")[2] for line in result.stdout.splitlines()]
    assert marks == ["note: short-term]", "note: shared-form]"]


def test_the_shipped_glossary_gives_nothing_but_notes() -> None:
    result = terms("lint", SHIPPED)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines
    assert all("[note: " in line for line in lines)


def test_what_cannot_be_read_ends_with_status_3(tmp_path: Path) -> None:
    (tmp_path / "g.tsv").write_text("zh\ten\n\t\n", encoding="utf-8")
    result = terms("lint", tmp_path / "g.tsv")
    assert result.exit_code == 3
    assert "name the columns" in result.stderr


@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].is_written])
def test_convert_writes_every_format(tmp_path: Path, name: str) -> None:
    result = terms("convert", SHIPPED, tmp_path / "made", "--to", name, "--strict")
    is_whole = name in {"tsv", "csv", "xlsx", "tbx", "tbx-dct", "tbx-v2"}
    assert result.exit_code == int(not is_whole)
    assert ("cannot hold" in result.stderr) == (not is_whole)
    assert result.stdout == ""
    back = read_glossary(tmp_path / "made", name)
    assert (back == read_glossary(SHIPPED)) == is_whole


def test_convert_tells_the_format_by_the_suffix_and_says_what_is_lost(tmp_path: Path) -> None:
    result = terms("convert", SHIPPED, tmp_path / "g.utf8")
    assert result.exit_code == 0
    assert "omegat cannot hold:\n  ids of concepts: 443 (china-national" in result.stderr
    assert "deprecated forms: 169" in result.stderr
    assert "443 concepts read" in result.stderr


def test_convert_says_what_was_not_read(odd: Path, tmp_path: Path) -> None:
    result = terms("convert", odd, tmp_path / "g.tbx", "--strict")
    assert result.exit_code == 1
    assert "not read: 审核人 (1)" in result.stderr


def test_convert_takes_languages(tmp_path: Path) -> None:
    result = terms(
        "convert", SHIPPED, tmp_path / "g.csv", "--to", "deepl-csv", "--languages", "en", "zh"
    )
    assert result.exit_code == 0
    first = (tmp_path / "g.csv").read_text("utf-8").splitlines()[0]
    assert first == "China National Intellectual Property Administration,国家知识产权局"


def test_a_conversion_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "g.tbx"
    target.write_text("before", encoding="utf-8")
    (tmp_path / "bad.tsv").write_text("zh\ten\n", encoding="utf-8")
    assert terms("convert", tmp_path / "bad.tsv", target).exit_code == 3
    assert (
        terms("convert", SHIPPED, target, "--languages", "de", "fr", "--to", "deepl").exit_code == 3
    )
    assert target.read_text("utf-8") == "before"
    assert list(tmp_path.glob(".*")) == []


def test_a_suffix_without_format_is_a_matter_of_usage(tmp_path: Path) -> None:
    result = terms("convert", SHIPPED, tmp_path / "g.doc")
    assert result.exit_code == 2
    assert ".tbx" in result.stderr
