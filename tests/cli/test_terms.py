"""Term checks and glossary checks from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli


def aligner(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments])


@pytest.fixture
def work(source_pile: Path, target_pile: Path, tmp_path: Path) -> Path:
    assert aligner("run", source_pile, target_pile, "-w", tmp_path / "work").exit_code == 0
    return tmp_path / "work"


@pytest.fixture
def strict_glossary(tmp_path: Path) -> Path:
    """One term kept to in the piles, one whose rendering there is forbidden."""
    path = tmp_path / "strict.tsv"
    path.write_text(
        "zh\ten_preferred\ten_forbidden\n"
        "知识产权保护\tintellectual property protection\t\n"
        "合作谅解备忘录\tMoU on cooperation\tmemorandum of understanding on cooperation\n",
        encoding="utf-8",
    )
    return path


def test_findings_are_shown_written_and_told_by_the_status(
    work: Path, strict_glossary: Path, tmp_path: Path
) -> None:
    html, data = tmp_path / "terms.html", tmp_path / "terms.json"
    result = aligner(
        "terms", "check", "-w", work, "-g", strict_glossary, "--html", html, "--json", data
    )
    assert result.exit_code == 1
    assert "memorandum of understanding on cooperation" in result.stdout
    report = json.loads(data.read_text("utf-8"))
    (finding,) = report["findings"]
    assert (finding["code"], finding["source_document"]) == ("forbidden", "talks.html")
    assert "memorandum of understanding on cooperation" in html.read_text("utf-8")


@pytest.mark.parametrize(
    ("classes", "status"),
    [("error", 1), ("forbidden", 1), ("warning,omitted", 0), ("none", 0), ("note, error", 1)],
)
def test_a_caller_chooses_what_fails(
    work: Path, strict_glossary: Path, classes: str, status: int
) -> None:
    result = aligner("terms", "check", "-w", work, "-g", strict_glossary, "--fail-on", classes)
    assert result.exit_code == status


UNITS = """id\tprobability\tsource_language\ttarget_language\tsource_text\ttarget_text
1\t1\tzh\ten\t专利池由协会管理。\tThe patent pond is run by the association.
2\t1\tzh\ten\t专利池由协会管理。\tThe pool of patents is run by the association.
3\t1\tzh\ten\t专利池由协会管理。\tThe association runs a pool that holds the patents.
"""


@pytest.fixture
def pool(tmp_path: Path) -> tuple[str, ...]:
    (tmp_path / "units.tsv").write_text(UNITS, encoding="utf-8")
    (tmp_path / "pool.tsv").write_text("zh\ten\n专利池\tpatent pool\n", encoding="utf-8")
    files = str(tmp_path / "units.tsv"), str(tmp_path / "pool.tsv")
    return ("terms", "check", "--bitext", files[0], "-g", files[1], "--fail-on", "other-rendering")


def test_an_unlisted_rendering_is_a_finding(pool: tuple[str, ...]) -> None:
    result = aligner(*pool)
    assert result.exit_code == 1
    assert "other rendering: “patent pond”" in result.stdout
    assert "other rendering: “pool that" not in result.stdout
    assert "1 likely harmless" in result.stdout


def test_the_harmless_are_shown_when_asked_for(pool: tuple[str, ...]) -> None:
    assert "pool that holds the patents" in aligner(*pool, "--show", "all").stdout
    strict = aligner(*pool, "--strict").stdout
    assert "pool that holds the patents" in strict
    assert "likely harmless;" not in strict


def test_classes_and_confidence_narrow_what_is_shown(pool: tuple[str, ...]) -> None:
    gate = "--fail-on", "warning"
    assert aligner(*pool, *gate, "--classes=-other-rendering").exit_code == 0
    assert aligner(*pool, *gate, "--classes", "omitted,untranslated").exit_code == 0
    assert aligner(*pool, "--classes", "other-rendering").exit_code == 1
    assert aligner(*pool, "--min-confidence", "1").exit_code == 0
    both = aligner(*pool, "--strict", "--min-confidence", "0.9")
    assert (both.exit_code, "leave out --min-confidence" in both.stderr) == (2, True)
    mixed = aligner(*pool, "--classes", "omitted,-case")
    assert (mixed.exit_code, "with a minus" in mixed.stderr) == (2, True)
    assert "omited" in aligner(*pool, "--classes", "omited").stderr


def test_no_findings_are_no_failure(work: Path, tmp_path: Path) -> None:
    glossary = tmp_path / "kept.csv"
    glossary.write_text("zh,en\n知识产权保护,intellectual property protection\n", encoding="utf-8")
    assert aligner("terms", "check", "-w", work, "-g", glossary).exit_code == 0


@pytest.mark.parametrize("format_name", ["tmx", "tsv", "jsonl"])
def test_a_file_is_checked_as_the_workspace_is(
    work: Path, strict_glossary: Path, tmp_path: Path, format_name: str
) -> None:
    bitext = tmp_path / f"units.{format_name}"
    aligner("export", "-w", work, "--format", format_name, "-o", bitext)
    reports = []
    for place in (("--bitext", bitext), ("--workspace", work)):
        path = tmp_path / "report.json"
        result = aligner("terms", "check", *place, "-g", strict_glossary, "--json", path)
        assert result.exit_code == 1
        reports.append(json.loads(path.read_text("utf-8")))
    assert reports[0] == reports[1]


def test_there_must_be_something_to_check(strict_glossary: Path) -> None:
    result = aligner("terms", "check", "-g", strict_glossary)
    assert result.exit_code == 2
    assert "--workspace or --bitext" in result.stderr


def test_unknown_classes_are_named_with_the_known_ones(strict_glossary: Path) -> None:
    result = aligner("terms", "check", "-w", "x", "-g", strict_glossary, "--fail-on", "horror")
    assert result.exit_code == 2
    assert "horror" in result.stderr
    assert "forbidden" in result.stderr


def test_a_sound_glossary_is_silent(strict_glossary: Path) -> None:
    result = aligner("terms", "lint", strict_glossary)
    assert (result.exit_code, result.stdout) == (0, "")


def test_an_odd_glossary_is_shown_with_the_lines(tmp_path: Path) -> None:
    glossary = tmp_path / "odd.tsv"
    glossary.write_text(
        "zh\ten_preferred\ten_forbidden\n专利\tpatent\tpatent\n商标\ttrademark\t\n",
        encoding="utf-8",
    )
    result = aligner("terms", "lint", glossary)
    assert result.exit_code == 1
    assert f"{glossary}:2: " in result.stdout


def test_a_run_points_to_an_odd_glossary(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    glossary = tmp_path / "odd.tsv"
    glossary.write_text("zh\ten\n专利\tpatent\n专利\tpatent\n商标\t\n", encoding="utf-8")
    result = aligner("run", source_pile, target_pile, "-w", tmp_path / "w", "-g", glossary)
    assert result.exit_code == 0
    assert f"aligner terms lint {glossary}" in result.stderr


def test_a_finding_in_a_table_says_which_unit_it_is(tmp_path: Path) -> None:
    glossary, units = tmp_path / "glossary.tsv", tmp_path / "memory.csv"
    glossary.write_text("zh\ten\ten_forbidden\n商标\ttrademark\tbrand\n", encoding="utf-8")
    rows = ("天气很好。,The weather is fine.", "这是商标。,This is a brand.")
    units.write_text("\n".join(["zh,en", *rows]), encoding="utf-8")
    page = tmp_path / "page.html"
    arguments = ("terms", "check", "--bitext", units, "-g", glossary, "--html", page)
    result = CliRunner().invoke(cli, [str(a) for a in arguments])
    assert result.exit_code == 1
    assert "memory.csv, unit no. 2" in result.stdout
    assert "<bdi>memory.csv, unit no. 2</bdi>" in page.read_text("utf-8")
