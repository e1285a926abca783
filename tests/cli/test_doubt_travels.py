"""``aligner align`` and ``export``: order, language tags and history of what they write."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from aligner.cli.main import cli
from aligner.exporters import read_units

PAGES = {
    "zh/简.html": "<h1>海边的天气</h1><p>我们去了图书馆。</p>",
    "zh/繁.html": "<h1>山裡的書店</h1><p>這間書店開了三十年。</p>",
    "en/a.html": "<h1>Weather by the sea</h1><p>We went to the library.</p>",
    "en/b.html": "<h1>A bookshop in the hills</h1><p>The shop is thirty years old.</p>",
}
LINES = {
    "a.zh": "灯塔在海边。\n渔船昨晚回来了。\n苹果树开花了。\n",
    "a.en": "The lighthouse is by the sea.\nThe apple trees are in bloom.\nNothing of it.\n",
}


def invoke(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scripts")
    for name, body in PAGES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    table = folder / "pairs.tsv"
    table.write_text(
        "source\ttarget\tdecision\n简.html\ta.html\tforce\n繁.html\tb.html\tforce\n",
        encoding="utf-8",
    )
    piles = str(folder / "zh"), str(folder / "en")
    invoke("run", *piles, "--workspace", str(folder / "work"), "--decisions", str(table))
    return folder / "work"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name, text in LINES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    os.utime(tmp_path / "a.en", (1_000_000_000, 1_000_000_000))
    return str(tmp_path / "a.zh"), str(tmp_path / "a.en")


@pytest.mark.parametrize(
    ("options", "tags"),
    [
        ((), {"zh-Hans", "zh-Hant"}),
        (("--profile", "region"), {"zh-CN", "zh-TW"}),
        (("--profile", "script"), {"zh-Hans", "zh-Hant"}),
        (("--profile", "plain"), {"zh"}),
        (("--languages", "zh-HK", "en"), {"zh-HK"}),
    ],
)
def test_each_unit_has_the_script_of_its_page(
    workspace: Path, tmp_path: Path, options: tuple[str, ...], tags: set[str]
) -> None:
    path = tmp_path / "all.tmx"
    invoke("export", "-w", str(workspace), "--format", "tmx", "-o", str(path), *options)
    found = {unit.source_language: unit.source_text for unit in read_units(path)}
    assert set(found) == tags
    if "zh-TW" in found:
        assert "書" in found["zh-TW"]


@pytest.mark.parametrize("name", ["tsv", "xlsx", "xliff", "xliff12"])
def test_the_doubtful_come_first(
    workspace: Path, files: tuple[str, str], tmp_path: Path, name: str
) -> None:
    suffix = {"tsv": "tsv", "xlsx": "xlsx"}.get(name, "xlf")
    path = tmp_path / f"out.{suffix}"
    ways = (("align", *files, "--segmented"), ("export", "-w", str(workspace)))
    for way in ways:
        units = {}
        for order in ("text", "doubtful"):
            invoke(*way, "--format", name, "-o", str(path), "--order", order)
            units[order] = list(read_units(path))
        assert len(units["text"]) > 1
        assert units["doubtful"] == sorted(units["text"], key=lambda unit: unit.probability)


@pytest.mark.parametrize("name", ["ladder", "tmx", "jsonl"])
def test_what_has_an_order_of_its_own_takes_no_other(files: tuple[str, str], name: str) -> None:
    result = CliRunner().invoke(cli, ["align", *files, "--format", name, "--order", "doubtful"])
    assert result.exit_code == 2
    assert "keeps the order of the text" in result.output


def test_an_alignment_has_the_tags_of_the_profile_and_the_age_of_its_file(
    files: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "out.tmx"
    invoke("align", *files, "--segmented", "--profile", "region", "-o", str(path))
    units = list(read_units(path))
    assert {(unit.source_language, unit.target_language) for unit in units} == {("zh-CN", "en-US")}
    for unit in etree.parse(path).iter("tu"):
        assert unit.get("creationid") == "aligner"
        assert unit.get("creationdate") == "20010909T014640Z"
