"""``aligner export``: every format, and what its filters leave out and say."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli
from aligner.exporters import UNIT_FORMATS, format_names, read_units
from aligner.languages import profile_tag
from aligner.values import TranslationUnit


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for side, body in (
        (
            "zh",
            "<h1>天气</h1><p>去年收到12件专利申请。</p><p>我们去了图书馆。</p><p>去年收到35件专利申请。</p>",
        ),
        (
            "en",
            (
                "<h1>Weather</h1><p>Last year 12 patent applications came in.</p>"
                "<p>We went to the library.</p>"
                "<p>Last year 35 patent applications came in.</p>"
            ),
        ),
    ):
        (folder / side).mkdir()
        page = f"<html><body>{body}</body></html>"
        (folder / side / "2023-05-04.html").write_text(page, encoding="utf-8")
    piles = [str(folder / "zh"), str(folder / "en")]
    result = CliRunner().invoke(
        cli, ["run", *piles, "--workspace", str(folder / "work"), "--threshold", "0"]
    )
    assert result.exit_code == 0, result.output
    return folder / "work"


def export(workspace: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["export", "--workspace", str(workspace), *options])


def units(workspace: Path, folder: Path, *options: str) -> list[TranslationUnit]:
    path = folder / "units.jsonl"
    result = export(workspace, "--format", "jsonl", "-o", str(path), *options)
    assert result.exit_code == 0, result.output
    return list(read_units(path))


@pytest.mark.parametrize("name", format_names())
def test_every_format_holds_the_same_units(workspace: Path, tmp_path: Path, name: str) -> None:
    expected = units(workspace, tmp_path)
    assert expected
    suffix = UNIT_FORMATS[name].suffix
    output = tmp_path / ("out" if UNIT_FORMATS[name].write_files else f"out{suffix}")
    assert export(workspace, "--format", name, "-o", str(output)).exit_code == 0
    assert list(read_units(tmp_path / f"out{suffix}")) == expected


def test_several_files_cannot_go_to_stdout(workspace: Path) -> None:
    result = export(workspace, "--format", "moses")
    assert result.exit_code == 2
    assert "several files" in result.stderr


def test_repeated_units_are_left_out_counted_and_shown(workspace: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    everything = units(workspace, tmp_path)
    kept = units(workspace, tmp_path, "--duplicates", "near", "--report", str(report))
    assert units(workspace, tmp_path, "--duplicates", "exact") == everything
    assert kept == [unit for unit in everything if "35" not in unit.source_text]
    record = json.loads(report.read_text(encoding="utf-8"))
    assert record["written"] == len(kept)
    assert record["dropped"]["duplicates"]["count"] == len(everything) - len(kept) > 0
    assert record["dropped"]["duplicates"]["examples"]


def test_kinds_of_block_are_chosen(workspace: Path, tmp_path: Path) -> None:
    everything = units(workspace, tmp_path)
    title = units(workspace, tmp_path, "--kinds", "title")
    rest = units(workspace, tmp_path, "--kinds", "paragraph")
    assert {u.id for u in title} | {u.id for u in rest} == {u.id for u in everything}
    assert not {u.id for u in title} & {u.id for u in rest}


def test_an_unknown_kind_is_refused(workspace: Path) -> None:
    result = export(workspace, "--format", "jsonl", "--kinds", "heading")
    assert result.exit_code == 2
    assert "known: title" in result.stderr


def test_units_longer_than_the_ratio_are_left_out(workspace: Path, tmp_path: Path) -> None:
    assert units(workspace, tmp_path, "--length-ratio", "1") == []
    assert units(workspace, tmp_path, "--length-ratio", "100") == units(workspace, tmp_path)


def test_a_day_without_pages_gives_nothing(workspace: Path, tmp_path: Path) -> None:
    assert units(workspace, tmp_path, "--from", "2090-01-01") == []


def test_sides_in_their_own_script_are_kept(workspace: Path, tmp_path: Path) -> None:
    assert units(workspace, tmp_path, "--check-languages") == units(workspace, tmp_path)


def test_profiles_name_the_languages(workspace: Path, tmp_path: Path) -> None:
    tags = {
        (u.source_language, u.target_language)
        for u in units(workspace, tmp_path, "--profile", "region")
    }
    assert tags == {("zh-CN", "en-US")}


@pytest.mark.parametrize(
    ("tag", "plain", "script", "region"),
    [
        ("zh", "zh", "zh-Hans", "zh-CN"),
        ("zh-Hant", "zh", "zh-Hant", "zh-TW"),
        ("zh-Hant-HK", "zh", "zh-Hant", "zh-HK"),
        ("en_GB", "en", "en", "en-GB"),
        ("und", "und", "und", "und"),
    ],
)
def test_tags_of_the_profiles(tag: str, plain: str, script: str, region: str) -> None:
    assert profile_tag(tag, "plain") == plain
    assert profile_tag(tag, "script") == script
    assert profile_tag(tag, "region") == region
