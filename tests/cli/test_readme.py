"""The examples of README.md print what it says they print."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_examples_are_true() -> None:
    path = ROOT / "scripts" / "refresh_readme.py"
    spec = importlib.util.spec_from_file_location("refresh_readme", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    text = (ROOT / "README.md").read_text("utf-8")
    now = script.refreshed(text)
    assert now.count("```console\n$ ") >= 3
    assert script.masked(now).splitlines() == script.masked(text).splitlines(), (
        "bring it up to date: .venv/bin/python scripts/refresh_readme.py"
    )
