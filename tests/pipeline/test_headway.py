"""How far a long page is, is shown inside the stages that align it."""

from pathlib import Path

import numpy as np
import pytest

from aligner.pipeline import hear_headway, run, tell_headway
from aligner.pipeline.headway import Parts, shown_parts
from aligner.pipeline.options import SilentProgress
from aligner.pipeline.tasks import EncodeTask, Failure, encode_document
from aligner.workspace import Workspace

N = 40


class Noted(SilentProgress):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int]] = []
        self.open: list[str] = []

    def begin(self, stage: str, *, total: int, unchanged: int) -> None:
        self.open.append(stage)
        self.told.append((f"{stage} begins", total + unchanged))

    def advance(self, n: int = 1) -> None:
        self.told.append((self.open[-1], n))

    def end(self) -> None:
        self.told.append((f"{self.open.pop()} ends", 0))


def write_long_pages(folder: Path) -> tuple[Path, Path]:
    source, target = folder / "source", folder / "target"
    for path, line in (
        (source / "a.txt", "第{0}号通知于{1}日发布，共{2}页。"),
        (target / "a.txt", "Notice No. {0} of day {1} was issued and has {2} pages in all."),
    ):
        path.parent.mkdir()
        lines = (line.format(n, n % 28 + 1, n * 7) for n in range(N))
        path.write_text("\n\n".join(lines), encoding="utf-8")
    return source, target


def inside(noted: Noted, stage: str) -> int:
    """The segments that are told inside a stage."""
    return sum(n for name, n in noted.told if name == f"{stage}, segments")


def test_a_long_page_is_shown_in_the_pairing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aligner.pipeline.windows.WINDOW", 10)
    noted = Noted()
    run(*write_long_pages(tmp_path), tmp_path / "work", progress=noted)
    assert inside(noted, "pair") == 2 * N
    assert not noted.open


def test_a_long_page_is_shown_where_it_is_aligned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aligner.pipeline.windows.WINDOW", 10)
    # The pairing leaves nothing behind.
    monkeypatch.setattr(Workspace, "has_draft", lambda *_: False)
    noted = Noted()
    run(*write_long_pages(tmp_path), tmp_path / "work", progress=noted)
    assert inside(noted, "align") == 2 * N
    assert not noted.open


def test_of_short_pages_nothing_is_shown(tmp_path: Path) -> None:
    noted = Noted()
    run(*write_long_pages(tmp_path), tmp_path / "work", progress=noted)
    assert not inside(noted, "pair")
    assert not inside(noted, "align")


def test_a_long_page_is_encoded_window_by_window(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = tuple(f"Notice No. {n} was issued on the {n}th day." for n in range(25))
    task = EncodeTask("a", texts, "en", "use.v1")
    whole = encode_document(task)
    monkeypatch.setattr("aligner.pipeline.windows.WINDOW", 10)
    noted = Noted()
    with shown_parts("encode", noted):
        parts = encode_document(task)
    assert not isinstance(whole, Failure)
    assert not isinstance(parts, Failure)
    np.testing.assert_allclose(parts, whole, atol=1e-5)
    assert inside(noted, "encode") == 20


def test_one_task_is_shown_after_the_other() -> None:
    noted = Noted()
    parts = Parts("align", noted)
    for told in (("a", 0, 5), ("a", 2, 5), ("a", 1, 5), ("b", 3, 4)):
        parts.hear(*told)
    parts.end()
    stage = "align, segments"
    assert noted.told == [
        (f"{stage} begins", 5),
        (stage, 2),
        (f"{stage} ends", 0),
        (f"{stage} begins", 4),
        (stage, 3),
        (f"{stage} ends", 0),
    ]


def test_nobody_hears_what_is_told_later() -> None:
    noted = Noted()
    with shown_parts("align", noted):
        tell_headway("a", 1, 2)
    told = list(noted.told)
    tell_headway("a", 2, 2)
    assert noted.told == told
    assert hear_headway(None) is None
