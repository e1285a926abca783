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


@pytest.mark.parametrize("kind", ["heading", "boilerplate"])
def test_kinds_that_are_never_aligned_are_refused(workspace: Path, kind: str) -> None:
    """The kinds that the message lists are those of --help."""
    result = export(workspace, "--format", "jsonl", "--kinds", kind)
    assert result.exit_code == 2
    known = " ".join(result.stderr.split()).partition("; known: ")[2].split()
    shown = " ".join(CliRunner().invoke(cli, ["export", "--help"]).stdout.split())
    assert known
    assert f"these kinds of block: {' '.join(known)}" in shown


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


@pytest.mark.parametrize("tag", ["English", "en_GB", "en\x1b", 'en"><x a="', ""])
def test_what_is_no_language_tag_is_not_written(workspace: Path, tmp_path: Path, tag: str) -> None:
    path = tmp_path / "units.tmx"
    result = export(workspace, "--format", "tmx", "-o", str(path), "--languages", "zh", tag)
    assert (result.exit_code, path.exists()) == (2, False)
    assert "not a language tag" in result.output


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


def test_what_the_splits_leave_out_is_said(workspace: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow.parquet", reason="the extra is not installed")
    report = tmp_path / "report.json"
    options = ("--format", "huggingface", "-o", str(tmp_path / "folder"), "--report", str(report))
    result = export(workspace, *options)
    assert result.exit_code == 0, result.output
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["dropped"]["shared-by-splits"]["count"] == 0
    assert found["written"] == len(list(read_units(tmp_path / "folder")))
    # All of it is one pair of pages.
    sizes = {"train": found["written"], "validation": 0, "test": 0}
    assert found["splits"] == sizes
    assert f"splits: train {found['written']}, validation 0, test 0\n" in result.stderr
    assert "no units fell to validation and test" in result.stderr
    for splits, names in (("none", {"train"}), ("0,0,1", {"test"})):
        result = export(workspace, *options, "--splits", splits)
        assert result.exit_code == 0
        assert "split" not in result.stderr.replace("shared-by-splits", "")
        files = (tmp_path / "folder" / "data").iterdir()
        assert {path.name.partition("-")[0] for path in files} == names


@pytest.mark.parametrize("splits", ["0.9", "0.9,0.2,0.1", "a,b,c", "1,0,0,0", "nan,0,1", ""])
def test_shares_that_make_no_splits_are_refused(
    workspace: Path, tmp_path: Path, splits: str
) -> None:
    result = export(
        workspace, "--format", "huggingface", "-o", str(tmp_path / "x"), "--splits", splits
    )
    assert result.exit_code == 2
    assert "add up to 1" in result.output


def test_splits_are_for_the_folder_alone(workspace: Path) -> None:
    result = export(workspace, "--format", "tsv", "--splits", "none")
    assert result.exit_code == 2
    assert "does not have" in result.output


def test_a_table_of_pages_tells_units_their_origin_and_number(tmp_path: Path) -> None:
    for name, text in (("zh.txt", "灯塔建成了。"), ("en.txt", "The lighthouse is built.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / f"{name}.csv").write_text(
            f"path,origin,number,published\n{name},Office of {name},No. 7 of {name},\n",
            encoding="utf-8",
        )
    decisions = tmp_path / "pairs.tsv"
    decisions.write_text("source\ttarget\tdecision\nzh.txt\ten.txt\tforce\n", encoding="utf-8")
    piles = [str(tmp_path / "zh.txt.csv"), str(tmp_path / "en.txt.csv")]
    work = tmp_path / "work"
    result = CliRunner().invoke(
        cli, ["run", *piles, "-w", str(work), "--decisions", str(decisions)]
    )
    assert result.exit_code == 0, result.output
    (unit,) = units(work, tmp_path)
    values = dict(unit.properties)
    assert values["source-origin"] == "Office of zh.txt"
    assert values["target-origin"] == "Office of en.txt"
    assert values["source-number"] == "No. 7 of zh.txt"
    assert values["target-number"] == "No. 7 of en.txt"
    result = export(work, "--format", "tsv", "--from", "2020-01-01")
    assert "undated: 1 unit left out" in result.output


def test_what_other_corpora_have_is_left_out(workspace: Path, tmp_path: Path) -> None:
    everything = units(workspace, tmp_path)
    known = tmp_path / "known.jsonl"
    assert (
        export(workspace, "--format", "jsonl", "-o", str(known), "--kinds", "title").exit_code == 0
    )
    assert 0 < len(list(read_units(known))) < len(everything)
    options = ("--without", str(known))
    left = units(workspace, tmp_path, *options)
    assert [*read_units(known), *left] == everything
    assert units(workspace, tmp_path, "--without", str(workspace)) == []
    # The two sentences that differ in their numbers are one to the near comparison.
    one = tmp_path / "one.jsonl"
    one.write_text(known.read_text("utf-8") + _line_with("12", workspace), "utf-8")
    assert len(units(workspace, tmp_path, "--without", str(one))) == len(left) - 1
    near = ("--without", str(one), "--duplicates", "near")
    assert len(units(workspace, tmp_path, *near)) == len(left) - 2


def _line_with(word: str, workspace: Path) -> str:
    lines = export(workspace, "--format", "jsonl").stdout.splitlines(keepends=True)
    return next(line for line in lines if word in json.loads(line)["source_text"])


def test_shards_are_files_of_a_size(workspace: Path, tmp_path: Path) -> None:
    everything = units(workspace, tmp_path)
    path = tmp_path / "out" / "all.tmx.gz"
    result = export(workspace, "--format", "tmx", "-o", str(path), "--shard-size", "2")
    assert result.exit_code == 0, result.output
    found = [unit for file in sorted(path.parent.iterdir()) for unit in read_units(file)]
    assert [unit.id for unit in found] == [unit.id for unit in everything]
    assert f"written to {-(-len(everything) // 2)} file" in result.output
    for wrong in ((), ("-o", "-")):
        options = ("--format", "tsv", "--shard-size", "2", *wrong)
        assert export(workspace, *options).exit_code == 2


def test_shards_that_are_deleted_are_named(workspace: Path, tmp_path: Path) -> None:
    n, path = len(units(workspace, tmp_path)), tmp_path / "out" / "all.tmx"
    wanted = ("--format", "tmx", "-o", str(path), "--shard-size")
    assert "deleted" not in export(workspace, *wanted, "1").output
    output = export(workspace, *wanted, str(n - 1)).output
    told = f"deleted, left by an earlier export: all-00003.tmx to all-{n:05}.tmx ({n - 2} files)"
    assert told in output
    assert [file.name for file in sorted(path.parent.iterdir())] == [
        "all-00001.tmx",
        "all-00002.tmx",
    ]
