"""The benchmark of the scale of term checks runs to its end."""

import sys

import pytest
from bench_term_scale import main


def test_a_small_memory_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench_term_scale.py", "--sizes", "40", "--concepts", "60"])
    main()
    figures, signature = capsys.readouterr().out.splitlines()
    assert figures.split()[:2] == ["40", "units"]
    assert signature.startswith("glossary:")
