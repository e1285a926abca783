"""The page of a report as a browser shows it."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from composed_report import composed_report

from aligner.reports import term_report_html

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to show the page in")

SHOWN = "[...document.querySelectorAll('#findings tbody tr')].filter((row) => !row.hidden)"
SETTLED = "new Promise((done) => setTimeout(done, 200))"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def page(tmp_path: Path, browser: Browser) -> Browser:
    path = tmp_path / "report.html"
    path.write_text(term_report_html(composed_report()), encoding="utf-8")
    browser.look(1600, "light")
    browser.open(path)
    return browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 800, 1600])
def test_nothing_sticks_out(page: Browser, width: int, scheme: str, tmp_path: Path) -> None:
    page.look(width, scheme, height=1400)
    for part in ("summary", "findings", "waived", "scores", "terms", "inconsistent"):
        page.value(
            "document.documentElement.style.scrollBehavior = 'auto';"
            "for (const item of document.querySelectorAll('details')) { item.open = true; }"
            f"document.getElementById('{part}').scrollIntoView()"
        )
        page.picture(tmp_path / f"{part}-{width}-{scheme}.png")
    widest = page.value("document.documentElement.scrollWidth")
    assert widest <= width
    dark = page.value("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 27)"
    assert dark == (scheme == "dark")


def test_nothing_is_loaded_and_nothing_fails(page: Browser) -> None:
    page.value(SETTLED)
    asked = [
        event["params"]["request"]["url"]
        for event in page.events
        if event.get("method") == "Network.requestWillBeSent"
    ]
    assert [url.rpartition("/")[2] for url in asked] == ["report.html"]
    bad = {"Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"}
    assert not [event for event in page.events if event.get("method") in bad]


def test_filters_narrow_the_findings(page: Browser) -> None:
    assert page.value(f"{SHOWN}.length") == 60
    page.value(
        "form.elements.class.value = 'forbidden'; form.dispatchEvent(new Event('input'));" + SETTLED
    )
    assert page.value(f"{SHOWN}.length") == 12
    assert page.value(f"{SHOWN}.every((row) => row.dataset.class === 'forbidden')")
    assert page.value("form.querySelector('output').textContent") == "12 of 60 shown"
    page.value(
        "form.elements.text.value = '商业秘密'; form.dispatchEvent(new Event('input'));" + SETTLED
    )
    assert 0 < page.value(f"{SHOWN}.length") < 12
    page.value(
        "form.elements.text.value = 'no such'; form.dispatchEvent(new Event('input'));" + SETTLED
    )
    assert not page.value("document.querySelector('#findings .none').hidden")
    page.value("form.reset();" + SETTLED)
    assert page.value(f"{SHOWN}.length") == 60


def test_headings_sort_both_ways(page: Browser) -> None:
    assert (
        page.value("document.querySelector('.findings th').getAttribute('aria-sort')")
        == "ascending"
    )
    assert page.value(f"{SHOWN}[0].dataset.severity") == "error"
    page.value("document.querySelector('.findings th button').click()")
    assert page.value(f"{SHOWN}[0].dataset.severity") == "suggestion"
    page.value("document.querySelector('.findings th:nth-child(2) button').click()")
    terms = page.value(f"{SHOWN}.map((row) => row.dataset.term)")
    assert [a for a, b in pairwise(terms) if a != b] == list(dict.fromkeys(terms))[:-1]
    headings = "[...document.querySelectorAll('.findings thead')][0]"
    assert page.value(f"{headings}.querySelectorAll('[aria-sort]').length") == 1


def test_a_term_leads_to_its_page_and_back_to_its_findings(page: Browser) -> None:
    page.value("document.querySelector('#findings td.term a').click();" + SETTLED)
    assert page.value("document.querySelector('.concept:target').open")
    page.value("document.querySelector('.concept:target [data-show-term]').click();" + SETTLED)
    name = page.value("form.elements.term.value")
    assert name
    assert page.value(f"{SHOWN}.every((row) => row.dataset.term === '{name}')")
    assert 0 < page.value(f"{SHOWN}.length") < 60


def test_every_control_has_a_name(page: Browser) -> None:
    assert page.value(
        "[...document.querySelectorAll('button, select, input, a')].every((item) => "
        "item.textContent.trim() || item.getAttribute('aria-label') || item.labels?.length)"
    )
    levels = page.value("[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => +h.tagName[1])")
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert page.value("[...document.querySelectorAll('table')].every((table) => table.caption)")
    assert page.value(
        "new Set([...document.querySelectorAll('[id]')].map((x) => x.id)).size"
        " === document.querySelectorAll('[id]').length"
    )
