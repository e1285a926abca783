"""Invented releases in any number: the same number, the same pages, and pairs that are found."""

from pathlib import Path

from made_releases import Counts, write_releases

from aligner.pipeline import run
from aligner.workspace import Workspace


def pages(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): p.read_text("utf-8") for p in folder.rglob("*.html")}


def test_a_folder_grows_by_the_next_numbers(tmp_path: Path) -> None:
    write_releases(tmp_path / "once", Counts(12, ratio=3))
    write_releases(tmp_path / "twice", Counts(7, ratio=3))
    first = pages(tmp_path / "twice")
    write_releases(tmp_path / "twice", Counts(5, ratio=3, first=7))
    assert pages(tmp_path / "once") == pages(tmp_path / "twice")
    assert first.items() <= pages(tmp_path / "twice").items()
    assert sum(name.startswith("target") for name in first) == 3


def test_the_pairs_are_those_that_were_made(tmp_path: Path) -> None:
    write_releases(tmp_path, Counts(12, ratio=2))
    run(tmp_path / "source", tmp_path / "target", tmp_path / "work")
    with Workspace.open(tmp_path / "work") as workspace:
        found = {(Path(p.source).name[:8], Path(p.target).name[:8]) for p in workspace.pairs()}
    # Every fifth target tells of something that no source tells.
    assert found == {(f"{n:08}", f"{n:08}") for n in (2, 4, 6, 8)}
