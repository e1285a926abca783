"""``aligner export`` and ``align``: formats, findings, days, and what comes of nothing."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from aligner.cli import console
from aligner.cli.main import cli
from aligner.exporters import UNIT_FORMATS, format_names, read_units
from aligner.values import TranslationUnit
from aligner.workspace import Workspace

FORMATS = format_names()
PAGES = {
    "2022-03-01": (
        ["会议", "局长参观了图书馆。", "会议在北京召开。"],
        ["Meeting", "The commissioner visited the library.", "The meeting was held in Beijing."],
    ),
    "2023-05-04": (
        ["天气", "去年收到12件专利申请。", "我们去了图书馆。"],
        ["Weather", "Last year 12 claims came in.", "We went to the library."],
    ),
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for side, name in enumerate(("zh", "en")):
        (folder / name).mkdir()
        for day, texts in PAGES.items():
            body = "".join(f"<p>{text}</p>" for text in texts[side])
            page = f"<html><body><p>{day}</p>{body}</body></html>"
            (folder / name / f"{day}.html").write_text(page, encoding="utf-8")
    glossary = folder / "glossary.tsv"
    rows = "zh\ten\tforbidden\n图书馆\treading room\tlibrary\n北京\tBeijing\t\n"
    glossary.write_text(rows, encoding="utf-8")
    piles = [str(folder / "zh"), str(folder / "en"), "--threshold", "0"]
    work = ["--workspace", str(folder / "work"), "--glossary", str(glossary)]
    result = CliRunner().invoke(cli, ["run", *piles, *work])
    assert result.exit_code == 0, result.output
    return folder / "work"


def export(workspace: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["export", "--workspace", str(workspace), *arguments])


def units(workspace: Path, folder: Path, *arguments: str) -> list[TranslationUnit]:
    path = folder / "units.jsonl"
    result = export(workspace, "--format", "jsonl", "-o", str(path), *arguments)
    assert result.exit_code == 0, result.output
    return list(read_units(path))


def days(found: list[TranslationUnit]) -> set[str]:
    return {dict(unit.properties).get("source-date", "") for unit in found}


def test_pages_of_some_days_are_chosen(workspace: Path, tmp_path: Path) -> None:
    first, second = PAGES
    assert days(units(workspace, tmp_path)) == {first, second}
    assert days(units(workspace, tmp_path, "--from", second)) == {second}
    assert days(units(workspace, tmp_path, "--until", first)) == {first}
    assert units(workspace, tmp_path, "--from", "2022-03-02", "--until", "2023-05-03") == []


def test_a_day_that_is_none_is_refused(workspace: Path) -> None:
    result = export(workspace, "--format", "jsonl", "--from", "May 2023")
    assert result.exit_code == 2
    assert "--from" in result.stderr


@pytest.mark.parametrize("wanted", ["error", "forbidden", "note,omitted,forbidden"])
def test_units_with_open_findings_are_left_out(
    workspace: Path, tmp_path: Path, wanted: str
) -> None:
    everything = units(workspace, tmp_path)
    report = tmp_path / "report.json"
    kept = units(workspace, tmp_path, "--without-findings", wanted, "--report", str(report))
    assert kept == [unit for unit in everything if "图书馆" not in unit.source_text]
    record = json.loads(report.read_text(encoding="utf-8"))
    assert record["dropped"]["findings"]["count"] == len(everything) - len(kept) == 2
    assert len(record["dropped"]["findings"]["examples"]) == 2


def test_waived_findings_leave_units_in(workspace: Path, tmp_path: Path) -> None:
    copy = tmp_path / "work"
    shutil.copytree(workspace, copy)
    with Workspace.open(copy) as opened:
        first, second = (finding.id for finding in opened.findings())
    waived = ["terms", "waive", "-w", str(copy), first, "--reason", "a name", "--author", "me"]
    assert CliRunner().invoke(cli, waived).exit_code == 0
    assert len(units(copy, tmp_path)) - 1 == len(
        units(copy, tmp_path, "--without-findings", "forbidden")
    )
    assert second != first


def test_that_there_are_no_findings_is_said(workspace: Path) -> None:
    result = export(workspace, "--format", "jsonl", "--without-findings", "other-rendering")
    assert "no unit has such a finding" in result.stderr
    result = export(workspace, "--format", "jsonl", "--without-findings", "forbidden")
    assert "no such findings" not in result.stderr


def test_findings_of_other_classes_leave_units_in(workspace: Path, tmp_path: Path) -> None:
    everything = units(workspace, tmp_path)
    assert units(workspace, tmp_path, "--without-findings", "other-rendering") == everything


def test_an_unknown_class_of_findings_is_refused(workspace: Path) -> None:
    result = export(workspace, "--format", "jsonl", "--without-findings", "lost")
    assert result.exit_code == 2
    assert "known: " in result.stderr
    assert "omitted" in result.stderr


@pytest.mark.parametrize("name", FORMATS)
def test_read_shows_the_units(workspace: Path, tmp_path: Path, name: str) -> None:
    suffix = UNIT_FORMATS[name].suffix
    output = tmp_path / ("out" if UNIT_FORMATS[name].write_files else f"out{suffix}")
    assert export(workspace, "--format", name, "-o", str(output)).exit_code == 0
    result = CliRunner().invoke(cli, ["read", "--bitext", str(tmp_path / f"out{suffix}")])
    assert result.exit_code == 0, result.output
    assert "我们去了图书馆。" in result.stdout
    if name not in {"huggingface", "tsv"}:
        plain = CliRunner().invoke(cli, ["read", str(tmp_path / f"out{suffix}")])
        assert plain.stdout == result.stdout


@pytest.mark.parametrize("name", FORMATS)
def test_a_corpus_of_nothing_is_a_corpus(workspace: Path, tmp_path: Path, name: str) -> None:
    suffix = UNIT_FORMATS[name].suffix
    output = tmp_path / ("out" if UNIT_FORMATS[name].write_files else f"out{suffix}")
    result = export(workspace, "--format", name, "-o", str(output), "--from", "2090-01-01")
    assert result.exit_code == 0, result.output
    assert "0 translation units written" in result.stderr
    assert list(read_units(tmp_path / f"out{suffix}")) == []


def test_only_a_corpus_folder_is_written_over(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").touch()
    result = export(workspace, "--format", "huggingface", "-o", str(tmp_path))
    assert result.exit_code == 2
    assert "it holds thesis.tex, which is no part of a corpus" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_licence_goes_into_the_card_and_nowhere_else(workspace: Path, tmp_path: Path) -> None:
    args = ("-o", str(tmp_path / "out"), "--license")
    for licence, formats, told in [
        ("cc-by-4.0", FORMATS, "is for the dataset card"),
        ("ours\nconfigs: []", ["huggingface"], "is not an identifier such as cc-by-4.0"),
    ]:
        for name in formats:
            if name != "huggingface" or "\n" in licence:
                result = export(workspace, "--format", name, *args, licence)
                assert result.exit_code == 2
                assert told in result.stderr
    assert list(tmp_path.iterdir()) == []
    assert export(workspace, "--format", "huggingface", *args, "other").exit_code == 0
    assert "\nlicense: other\n" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in FORMATS if not UNIT_FORMATS[name].write_files])
def test_stdout_has_what_the_file_would_have(workspace: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "out"
    assert export(workspace, "--format", name, "-o", str(path)).exit_code == 0
    assert export(workspace, "--format", name).stdout_bytes == path.read_bytes()


@pytest.mark.parametrize("name", [name for name in FORMATS if UNIT_FORMATS[name].is_binary])
def test_a_terminal_is_spared(workspace: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    class System:
        stdout = Terminal()
        stderr = sys.stderr

    monkeypatch.setattr(console, "sys", System())
    result = export(workspace, "--format", name)
    assert result.exit_code == 2
    assert "add -o FILE" in result.stderr


SOURCE = "今天天气很好。\n我们去了图书馆。\n他借了三本书。\n这句没有译文，因为它说的是别的事情。"
TARGET = "The weather is fine today.\nWe went to the library.\nHe borrowed three books."


@pytest.mark.parametrize("name", [made.name for made in UNIT_FORMATS.values() if made.is_stream])
def test_two_files_are_aligned_into_every_format(tmp_path: Path, name: str) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(SOURCE, encoding="utf-8")
    target.write_text(TARGET, encoding="utf-8")
    output = tmp_path / f"pair{UNIT_FORMATS[name].suffix}"
    files = [str(source), str(target), "--segmented", "-o", str(output)]
    result = CliRunner().invoke(cli, ["align", *files, "--format", name])
    assert result.exit_code == 0, result.output
    found = list(read_units(output))
    both = [unit for unit in found if unit.source_text and unit.target_text]
    assert both[0].source_text.startswith("今天天气很好。")
    # Translation tools have no use for what has no translation; tables tell of it.
    assert (found == both) == (name in {"tmx", "xliff", "xliff12"})


@pytest.mark.parametrize(
    ("name", "status"), [("p.ladder", 0), ("pair", 0), ("p.txt.gz", 0), ("p.docx", 2), ("p.tm", 2)]
)
def test_a_ladder_is_not_written_under_a_strange_suffix(
    tmp_path: Path, name: str, status: int
) -> None:
    source, target, output = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / name
    source.write_text(SOURCE, encoding="utf-8")
    target.write_text(TARGET, encoding="utf-8")
    files = ["align", str(source), str(target), "--segmented", "-o", str(output)]
    result = CliRunner().invoke(cli, files)
    assert result.exit_code == status, result.output
    assert output.exists() == (status == 0)
    if status:
        assert f"no format has the suffix {output.suffix}" in result.stderr
        assert CliRunner().invoke(cli, [*files, "--format", "ladder"]).exit_code == 0


@pytest.mark.parametrize("name", ["moses", "huggingface", "docx"])
def test_align_refuses_what_it_cannot_write(tmp_path: Path, name: str) -> None:
    files = [str(tmp_path / "a"), str(tmp_path / "b")]
    result = CliRunner().invoke(cli, ["align", *files, "--format", name])
    assert result.exit_code == 2
    assert f"'{name}' is not one of 'ladder', 'tmx'" in result.stderr


def test_align_writes_xml_to_stdout(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(SOURCE, encoding="utf-8")
    target.write_text(TARGET, encoding="utf-8")
    files = [str(source), str(target), "--segmented"]
    result = CliRunner().invoke(cli, ["align", *files, "--format", "xliff"])
    assert etree.fromstring(result.stdout_bytes).get("version") == "2.1"
