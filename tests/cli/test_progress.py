"""Bars for a person, lines for a log."""

import io
import sys

import pytest

from aligner.cli.progress import LineProgress, progress_bars, progress_display
from aligner.pipeline import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def work(progress: Progress, items: int) -> None:
    progress.begin("align", total=items, unchanged=2)
    for _ in range(items):
        progress.advance()
    progress.notice("the folders look [swapped]")
    progress.end()


def test_a_log_gets_a_few_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_display() as progress:
        work(progress, 1000)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "align: 1000 to do, 2 unchanged"
    assert lines[1] == "note: the folders look [swapped]"
    assert lines[2].startswith("align: 1000 done in ")
    assert len(lines) == 3


def test_a_long_stage_gives_signs_of_life(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter(range(0, 10_000, 20))
    monkeypatch.setattr("aligner.cli.progress.time.monotonic", lambda: next(seconds))
    work(LineProgress(), 10)
    lines = capsys.readouterr().err.splitlines()
    assert "align: 2 of 10, about 160 s left" in lines
    assert len(lines) == 7


def nested(progress: Progress) -> None:
    """Two candidates within the stage of pairing."""
    progress.begin("pair", total=1, unchanged=0)
    progress.begin("pair, candidates", total=40, unchanged=0)
    progress.advance(10)
    progress.advance(30)
    progress.end()
    progress.advance()
    progress.end()


def test_a_part_of_a_stage_gives_signs_of_life_and_nothing_else(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter(range(0, 10_000, 20))
    monkeypatch.setattr("aligner.cli.progress.time.monotonic", lambda: next(seconds))
    nested(LineProgress())
    assert capsys.readouterr().err.splitlines() == [
        "pair: 1 to do, 0 unchanged",
        "pair, candidates: 10 of 40, about 60 s left",
        "pair: 1 done in 100.0 s",
    ]


def test_the_bar_of_a_part_goes_when_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_display() as progress:
        nested(progress)
    assert "1/1" in terminal.getvalue()
    assert "candidates" not in terminal.getvalue().splitlines()[-1]


def test_a_terminal_gets_bars_with_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_display() as progress:
        work(progress, 3)
    assert "5/5" in terminal.getvalue()
    assert "the folders look [swapped]" in terminal.getvalue()


def test_whoever_stops_a_run_is_told_how_to_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt), progress_display(resumable=True):
        raise KeyboardInterrupt
    assert "run the same command again to complete it" in capsys.readouterr().err


def test_a_stage_of_unknown_size_counts_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bars() as progress:
        assert progress is not None
        progress.begin("read units", total=0, unchanged=0)
        progress.advance(1000)
        progress.advance(234)
        progress.end()
    assert "1234/1234" in terminal.getvalue()


def test_a_log_gets_no_bars(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bars() as progress:
        assert progress is None
    assert not capsys.readouterr().err
