"""The commands by which the documentation goes on to OpusFilter and Bicleaner, as they stand there.

The programs are installed apart (tests/requirements-filters.txt); where they are not on the
path, their tests are skipped.
"""

import gzip
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import aligner.docs
from aligner.cli.main import cli
from aligner.exporters import read_units

_PAGE = Path(aligner.docs.__file__).with_name("corpus-builder.md").read_text(encoding="utf-8")
_SECTION = _PAGE.partition("## On to OpusFilter and Bicleaner\n")[2].partition("\n## ")[0]


def documented(language: str, word: str) -> str:
    """The one block of code of this language that has the word."""
    blocks = re.findall(rf"```{language}\n(.*?)```", _SECTION, re.DOTALL)
    (block,) = (block for block in blocks if word in block)
    return str(block)


@pytest.fixture
def folder(source_pile: Path, target_pile: Path, tmp_path: Path) -> Path:
    """Where the commands are given: a workspace is in out/sample."""
    piles = [str(source_pile), str(target_pile)]
    result = CliRunner().invoke(cli, ["run", *piles, "-w", str(tmp_path / "out" / "sample")])
    assert result.exit_code == 0, result.output
    return tmp_path


def give(commands: str, folder: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        ["/bin/sh", "-euc", commands], cwd=folder, env={**os.environ, "PATH": path}, check=True
    )


def lines(path: Path) -> list[str]:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines()


@pytest.mark.skipif(not shutil.which("opusfilter"), reason="opusfilter is not installed")
def test_opusfilter_runs_as_documented(folder: Path) -> None:
    out = folder / "out"
    (out / "filter.yaml").write_text(documented("yaml", "LengthRatioFilter"), encoding="utf-8")
    give(documented("sh", "opusfilter"), folder)
    everything = lines(out / "releases.zh.gz")
    assert len(everything) == len(lines(out / "releases.ids.gz"))
    assert len(everything) == len(lines(out / "scores.jsonl"))
    kept = lines(out / "clean.zh.gz")
    assert 0 < len(kept) == len(lines(out / "clean.en.gz")) <= len(everything)
    assert set(kept) <= set(everything)


@pytest.mark.skipif(
    not shutil.which("bicleaner-hardrules"), reason="bicleaner-hardrules is not installed"
)
def test_hard_rules_of_bicleaner_run_as_documented(folder: Path) -> None:
    give(documented("sh", "bicleaner-hardrules"), folder)
    scored = folder / "out" / "scored.tsv"
    found = list(read_units(scored))
    plain = list(read_units(folder / "out" / "releases.tsv"))
    assert [unit.target_text for unit in found] == [unit.target_text for unit in plain]
    verdicts = [dict(unit.properties) for unit in found]
    passed = [v["hardrules-reason"] == "keep" for v in verdicts]
    assert [v["hardrules"] == "1" for v in verdicts] == passed
    assert any(passed)
    result = CliRunner().invoke(cli, ["read", "--bitext", str(scored)])
    assert result.exit_code == 0, result.output


def test_the_columns_named_for_bicleaner_hold_the_texts(folder: Path) -> None:
    give(documented("sh", "bicleaner-hardrules").splitlines()[0], folder)
    heading = lines(folder / "out" / "releases.tsv")[0].split("\t")
    numbers = re.findall(r"--[st]col (\d+)", documented("sh", "bicleaner-hardrules"))
    names = re.findall(r"--[st]col (\w+)", documented("sh", "bicleaner-ai-classify"))
    assert [heading[int(n) - 1] for n in numbers] == names == ["source_text", "target_text"]
