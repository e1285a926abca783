"""The documentation in a real browser: no page is wider than the screen, and all are accessible."""

import importlib.resources
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser

from aligner.docs import write_site

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to show the pages in"),
    pytest.mark.slow,  # opens every page several times
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return sorted(write_site(tmp_path_factory.mktemp("site")).parent.glob("*.html"))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.mark.parametrize("width", [400, 1280])
def test_no_page_is_wider_than_the_screen(browser: Browser, pages: list[Path], width: int) -> None:
    browser.look(width, "light")
    wide = []
    for page in pages:
        browser.open(page)
        if browser.value("document.documentElement.scrollWidth > innerWidth"):
            wide.append(page.name)
    assert not wide


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(browser: Browser, pages: list[Path], scheme: str) -> None:
    axe = pytest.importorskip("axe_core_python", reason="the rules are not installed")
    rules = importlib.resources.files(axe).joinpath("axe.min.js").read_text(encoding="utf-8")
    browser.look(1280, scheme)
    violations = {}
    for page in pages:
        browser.open(page)
        browser.value(rules + "; null")
        found = json.loads(browser.value("axe.run().then((r) => JSON.stringify(r.violations))"))
        if found:
            violations[page.name] = [violation["id"] for violation in found]
    assert not violations
