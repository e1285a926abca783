"""Known traps: each line of a case file is one test."""

from pathlib import Path

import pytest

from aligner import parts

_FOLDER = Path(__file__).parent / "cases"


def _cases() -> list[tuple[str, str]]:
    cases = []
    for path in sorted(_FOLDER.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        cases += [(path.stem, line) for line in lines if line.strip() and not line.startswith("#")]
    return cases


@pytest.mark.parametrize(("name", "line"), _cases())
def test_cuts_are_the_expected_ones(name: str, line: str) -> None:
    text = line.replace("|", "")
    found = [text[start:stop] for start, stop in parts.splitters.get(name)().split(text)]
    assert found == [piece.strip() for piece in line.split("|")]


def test_every_splitter_has_cases() -> None:
    assert {name for name, _ in _cases()} == set(parts.splitters.names())
