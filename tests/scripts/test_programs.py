"""Programs can be run by their names, as the documentation has it; modules cannot."""

import os
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.py")), ids=lambda path: path.name)
def test_what_has_a_main_program_is_executable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    is_program = '\nif __name__ == "__main__":' in text
    assert text.startswith("#!/usr/bin/env python3\n") == is_program
    assert os.access(path, os.X_OK) == is_program
