"""Programs can be run by their names, as the documentation has it; modules cannot."""

import os
import re
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.py")), ids=lambda path: path.name)
def test_what_has_a_main_program_is_executable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    is_program = '\nif __name__ == "__main__":' in text
    assert text.startswith("#!/usr/bin/env python3\n") == is_program
    assert os.access(path, os.X_OK) == is_program


def test_the_overview_names_every_script_and_none_that_is_missing() -> None:
    overview = (SCRIPTS / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_0-9]+\.(?:py|html))`", overview))
    assert named == {path.name for path in SCRIPTS.iterdir() if path.suffix in (".py", ".html")}
