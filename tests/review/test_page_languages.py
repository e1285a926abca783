"""The page in English and Chinese: all of its words, at any width."""

import re
import shutil
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from made_workspace import serving
from on_moved_page import OPEN, go_to, show

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


# All words that are no text of documents, names or keys.
WORDS = """(() => {
  const copy = document.body.cloneNode(true);
  const away = '.segment, kbd, #title, #subtitle, .name, script, select[lang], textarea, .author';
  for (const item of copy.querySelectorAll(away)) item.remove();
  const told = [...copy.querySelectorAll('[title], [aria-label], [placeholder]')].flatMap(
    (item) => ['title', 'aria-label', 'placeholder'].map((name) => item.getAttribute(name) || ''));
  return [copy.textContent, ...told].join(' ');
})()"""


def english(text: str) -> list[str]:
    return [w for w in re.findall(r"[A-Za-z]{2,}", text) if w not in {"html", "moved", "en"}]


@pytest.mark.parametrize("by", ["option", "browser"])
def test_the_page_speaks_chinese(browser: Browser, root: Path, tmp_path: Path, by: str) -> None:
    shutil.copytree(root / "work", tmp_path / "work")
    options = ["--language", "zh"] if by == "option" else []
    agent = browser.value("navigator.userAgent")
    with serving(tmp_path / "work", *options) as server:
        languages = "en-GB" if by == "option" else "zh-TW,zh,en"
        browser.call("Network.setUserAgentOverride", userAgent=agent, acceptLanguage=languages)
        show(browser, server)
        assert browser.value("document.documentElement.lang") == "zh-Hans"
        for key in ("?", "h", "e", "R", "S", "y", "c", "t"):
            go_to(browser, "source", 3)
            assert english(browser.value(WORDS)) == []
            browser.press(key)
            browser.wait(OPEN)
            assert english(browser.value(WORDS)) == []
            browser.press("Escape")
            browser.wait(f"!{OPEN}")
        browser.press("r")
        browser.wait("document.querySelector('.toast.bad')")
        assert english(browser.value(WORDS)) == []
        browser.call("Network.setUserAgentOverride", userAgent=agent, acceptLanguage="en-GB")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [360, 800, 1600])
def test_nothing_overflows_in_any_language(
    browser: Browser, root: Path, tmp_path: Path, width: int, language: str
) -> None:
    shutil.copytree(root / "work", tmp_path / "work")
    with serving(tmp_path / "work", "--language", language) as server:
        browser.look(width, "light")
        show(browser, server)
        go_to(browser, "source", 3)
        right = (
            "Math.max(...[...document.querySelectorAll('.bead, button, input, select, a')]"
            ".map((e) => e.getBoundingClientRect().right))"
        )
        assert browser.value("document.documentElement.scrollWidth") <= width
        assert browser.value(right) <= width
        for key in ("e", "R", "?"):
            browser.press(key)
            browser.wait(OPEN)
            assert browser.value("document.querySelector('dialog').scrollWidth") <= width
            assert browser.value(right) <= width
            browser.press("Escape")
            browser.wait(f"!{OPEN}")
