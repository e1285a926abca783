"""The benchmark of the exports prints a line a format."""

import pytest
from bench_export import made_units, main

from aligner.exporters import format_names


def test_units_are_all_different() -> None:
    units = list(made_units(50))
    assert len({unit.id for unit in units}) == len({unit.source_text for unit in units}) == 50


def test_each_format_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--units", "20", "--format", "jsonl", "moses"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["format", "jsonl", "moses"]
    assert {"jsonl", "moses"} <= set(format_names())
