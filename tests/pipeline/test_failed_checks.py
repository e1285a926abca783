"""Pairs whose terms cannot be checked are told once, and show nothing of an earlier check."""

from pathlib import Path

import pytest

from aligner.glossary import Glossary, read_glossary
from aligner.pipeline import run
from aligner.pipeline.options import SilentProgress
from aligner.pipeline.running import check_workspace
from aligner.pipeline.tasks import CheckTask, Failure
from aligner.workspace import Workspace


class Told(SilentProgress):
    """A Progress that keeps what it is told."""

    def __init__(self) -> None:
        self.notices: list[str] = []

    def notice(self, message: str) -> None:
        self.notices.append(message)


def told(workspace: Workspace, glossary: Glossary) -> list[str]:
    progress = Told()
    check_workspace(workspace, glossary, progress=progress)
    return progress.notices


def fail(task: CheckTask) -> Failure:
    return Failure(f"{task.name}: too long")


@pytest.fixture
def work(source_pile: Path, target_pile: Path, tmp_path: Path, small_glossary: Path) -> Path:
    run(source_pile, target_pile, tmp_path / "work", glossary=small_glossary)
    return tmp_path / "work"


@pytest.fixture
def other(tmp_path: Path) -> Glossary:
    path = tmp_path / "other.tsv"
    path.write_text("zh\ten\n局长\tchief\n", encoding="utf-8")
    return read_glossary(path)


def test_a_failed_check_takes_the_place_of_the_one_before(
    work: Path, other: Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(work) as workspace:
        assert len(list(workspace.term_checks())) == 3
        monkeypatch.setattr("aligner.pipeline.checking.check_terms", fail)
        failed = told(workspace, other)
        assert len(failed) == 3
        assert all(message.endswith("too long") for message in failed)
        assert list(workspace.term_checks()) == []


def test_a_failure_is_forgotten_when_the_check_succeeds(
    work: Path, other: Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(work) as workspace:
        workspace.put_failure("pair", "a - b", "cannot be aligned")
        with monkeypatch.context() as patched:
            patched.setattr("aligner.pipeline.checking.check_terms", fail)
            told(workspace, other)
            # It is tried again, though nothing changed.
            assert len(told(workspace, other)) == 3
        assert told(workspace, other) == []
        assert len(list(workspace.term_checks())) == 3
        # That of an alignment is not for a check to tell, nor to forget.
        assert [failure.side for failure in workspace.failures()] == ["pair"]


def test_a_run_counts_pairs_whose_check_failed(
    work: Path,
    source_pile: Path,
    target_pile: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "another.tsv"
    path.write_text("zh\ten\n局长\tchief\n", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr("aligner.pipeline.checking.check_terms", fail)
        summary = run(source_pile, target_pile, work, glossary=path)
    assert (len(summary.failed_pairs), summary.unreadable) == (3, ())
    assert run(source_pile, target_pile, work).failures == ()
