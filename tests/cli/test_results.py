"""What the commands print and write when all is well."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli


def aligner(*arguments: object) -> Result:
    result = CliRunner().invoke(cli, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result


@pytest.fixture
def work(source_pile: Path, target_pile: Path, small_glossary: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    aligner("run", source_pile, target_pile, "-w", folder, "-g", small_glossary)
    return folder


def test_a_run_ends_with_its_summary(
    source_pile: Path, target_pile: Path, small_glossary: Path, tmp_path: Path
) -> None:
    result = aligner("run", source_pile, target_pile, "-w", tmp_path / "w", "-g", small_glossary)
    rows = {
        " ".join(words[:-1]) if words[-1].isdigit() else words[0]: words[-1]
        for words in map(str.split, result.stdout.splitlines())
        if words
    }
    assert rows["pairs"] == "3"
    for stage in ("read and split", "encode", "pair", "align", "check terms"):
        assert stage in result.stdout
        assert f"{stage}: " in result.stderr
    assert "fair.txt" in result.stdout
    assert "en-lecture.txt" in result.stdout


def test_a_run_tells_programs_the_same(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    result = aligner("run", source_pile, target_pile, "-w", tmp_path / "w", "--json")
    values = json.loads(result.stdout)
    assert values["pairs"] == 3
    assert values["findings"] is None
    assert [stage["stage"] for stage in values["stages"]][:2] == ["read and split", "encode"]


@pytest.mark.parametrize("format_name", ["tmx", "tsv", "jsonl"])
def test_exports_are_the_same_to_a_file_and_to_stdout(
    work: Path, tmp_path: Path, format_name: str
) -> None:
    output = tmp_path / f"out.{format_name}"
    aligner("export", "-w", work, "--format", format_name, "-o", output)
    printed = aligner("export", "-w", work, "--format", format_name)
    assert output.read_bytes() == printed.stdout_bytes
    assert "海州知识产权保护中心".encode() in output.read_bytes()


def test_unsure_beads_can_be_left_out(work: Path) -> None:
    everything = aligner("export", "-w", work, "--format", "tsv").stdout.splitlines()
    nothing = aligner(
        "export", "-w", work, "--format", "tsv", "--min-probability", "1"
    ).stdout.splitlines()
    assert len(nothing) < len(everything)


def test_search_finds_both_languages(work: Path) -> None:
    for query in ("外观设计", "design examination"):
        text = aligner("search", query, "-w", work).stdout
        assert "talks.html - en-talks.html" in text
    assert "[外观设计]" in aligner("search", "外观设计", "-w", work).stdout
    hit = json.loads(aligner("search", "外观设计", "-w", work, "--json").stdout)
    assert hit["source_document"] == "talks.html"


def test_nothing_found_is_said_on_stderr(work: Path) -> None:
    result = aligner("search", "火星", "-w", work)
    assert (result.stdout, result.stderr) == ("", "nothing found\n")


def test_align_prints_a_ladder(source_pile: Path, target_pile: Path) -> None:
    result = aligner("align", source_pile / "centre.html", target_pile / "en-centre.html")
    assert result.stdout.startswith("[0]:[0]:")
    assert result.stderr == ""


def test_align_keeps_line_numbers(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("会议在北京召开。\n\n张伟讲话。\n", encoding="utf-8")
    (tmp_path / "b").write_text("A meeting was held in Beijing.\nZhang Wei spoke.\n", "utf-8")
    output = tmp_path / "ladder"
    aligner("align", tmp_path / "a", tmp_path / "b", "--segmented", "-o", output)
    rungs = [line.split(":") for line in output.read_text("utf-8").splitlines()]
    numbers = [[n for rung in rungs for n in json.loads(rung[side])] for side in (0, 1)]
    assert numbers == [[0, 1, 2], [0, 1]]


def test_pair_prints_a_table(source_pile: Path, target_pile: Path) -> None:
    result = aligner("pair", source_pile, target_pile)
    header, *rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert header[:3] == ["source", "target", "probability"]
    assert [row[:2] for row in rows] == [
        ["centre.html", "en-centre.html"],
        ["figures.txt", "en-figures.txt"],
        ["talks.html", "en-talks.html"],
    ]
    assert "unpaired source document fair.txt" in result.stderr


def test_read_shows_blocks_and_sentences(source_pile: Path) -> None:
    text = aligner("read", source_pile / "centre.html").stdout
    assert "zh-Hans" in text
    assert "2021-03-12" in text
    assert "title        海州知识产权保护中心揭牌" in text
    values = json.loads(aligner("read", source_pile / "centre.html", "--json").stdout)
    assert values["language"] == "zh-Hans"
    assert len(values["segments"]) == 6


def test_read_lists_the_pages_of_a_pile_and_shows_one(source_pile: Path) -> None:
    listed = aligner("read", source_pile).stdout.split()
    assert listed == ["centre.html", "fair.txt", "figures.txt", "talks.html"]
    assert json.loads(aligner("read", source_pile, "--json").stdout) == listed
    shown = aligner("read", source_pile, "centre.html").stdout
    assert shown == aligner("read", source_pile / "centre.html").stdout
    wrong = CliRunner().invoke(cli, ["read", str(source_pile), "nowhere.html"])
    assert wrong.exit_code == 3
    assert "no document 'nowhere.html'" in wrong.stderr


def test_read_traces_every_sentence_to_the_page(source_pile: Path) -> None:
    page = source_pile / "centre.html"
    values = json.loads(aligner("read", page, "--json").stdout)
    source = page.read_bytes().decode(values["encoding"])
    for segment in values["segments"]:
        stretch = source[segment["source_start"] : segment["source_stop"]]
        assert "".join(segment["text"].split()) == "".join(stretch.split())


def test_read_shows_the_units_of_a_bitext(work: Path, tmp_path: Path) -> None:
    path = tmp_path / "units.tmx"
    aligner("export", "-w", work, "--format", "tmx", "-o", path)
    lines = aligner("read", path, "--json").stdout.splitlines()
    first = json.loads(lines[0])
    assert first["source_language"] == "zh-Hans"
    text = aligner("read", path).stdout.splitlines()
    assert len(text) == 2 * len(lines)
    assert text[0].endswith(first["source_text"])
    table = tmp_path / "table.csv"
    table.write_text("中文,English\n专利,patent\n商标,trade mark\n", encoding="utf-8")
    assert "trade mark" in aligner("read", "--bitext", table).stdout
