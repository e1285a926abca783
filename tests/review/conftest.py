"""A small workspace for tests of reviews."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser
from made_workspace import Server, make_moved, serving
from on_moved_page import show

from aligner.pipeline import run
from aligner.review.desk import Desk


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that each test copies."""
    root = tmp_path_factory.mktemp("desk")
    sentences = [
        ("会议于5月3日在北京举行。", "The meeting was held in Beijing on May 3."),
        ("局长出席会议并讲话。", "The commissioner attended the meeting and spoke."),
        ("他强调要加强专利保护。", "He stressed that patent protection must be strengthened."),
        ("去年受理商标申请700万件。", "Last year 7 million trademark applications were received."),
        ("双方签署了合作协议。", "Both sides signed a cooperation agreement."),
        ("代表参观了审查中心。", "The delegates visited the examination centre."),
    ]
    for name, side in (("talks", 0), ("en-talks", 1)):
        text = (
            "".join(pair[0] for pair in sentences)
            if not side
            else " ".join(p[1] for p in sentences)
        )
        title = ("中日知识产权会谈在京举行", "Talks on Intellectual Property Held in Beijing")[side]
        folder = root / ("zh", "en")[side]
        folder.mkdir()
        (folder / f"{name}.html").write_text(
            f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
            f"<p>{text}</p></body></html>",
            encoding="utf-8",
        )
    run(root / "zh", root / "en", root / "work")
    return root / "work"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as browser:
        browser.look(1200, "light")
        yield browser


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    with Desk.open(folder) as desk:
        yield desk


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages with moved text, and a workspace with their pair, which each test copies."""
    root = tmp_path_factory.mktemp("work")
    make_moved(root)
    return root


@pytest.fixture
def server(root: Path, tmp_path: Path) -> Iterator[Server]:
    shutil.copytree(root / "work", tmp_path / "work")
    with serving(tmp_path / "work") as server:
        yield server


@pytest.fixture
def page(browser: Browser, server: Server) -> Browser:
    browser.look(1200, "light")
    show(browser, server)
    return browser
