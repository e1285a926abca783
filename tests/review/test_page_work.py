"""The page at work: typing that is never lost, links, dragging, anchors, moved text, languages."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from browser import CHROMIUM, Browser
from made_workspace import MOVED, Server, make_moved, reviewing, serving
from on_page import BUTTON, READY, new_code

from aligner.exporters import read_units

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")

NAMES = dict(zip(("source", "target"), MOVED, strict=True))
SHEET = f"/api/sheet?source={MOVED[0]}&target={MOVED[1]}"
OPEN = "document.querySelector('dialog[open]')"
AREA = "dialog[open] textarea"
# Drags the number of a sentence onto what a selector finds, as a mouse does.
DRAG = """(() => {{
  const dataTransfer = new DataTransfer();
  const start = document.querySelector('.number[data-side={0}][data-segment="{1}"]');
  const goal = document.querySelector({2});
  const fire = (item, name) => item.dispatchEvent(
    new DragEvent(name, {{ bubbles: true, cancelable: true, dataTransfer }}));
  fire(start, 'dragstart');
  const isAllowed = !fire(goal, 'dragover');
  const marked = document.querySelectorAll('.goal').length;
  fire(goal, 'drop');
  fire(start, 'dragend');
  return [isAllowed, marked, document.querySelectorAll('.goal').length];
}})()"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
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


def show(browser: Browser, server: Server) -> None:
    browser.go("about:blank")
    browser.go(f"http://127.0.0.1:{server.port}/#code={new_code(server)}")
    browser.wait(READY)
    browser.wait("document.querySelector('.bead.focused')")


def sheet(server: Server) -> dict[str, Any]:
    return dict(server.ask(SHEET)[1])


def texts(server: Server) -> list[str]:
    return [segment["text"] for segment in sheet(server)["target_segments"]["items"]]


def go_to(page: Browser, side: str, segment: int) -> None:
    """Make the row of a sentence the one with the focus."""
    found = f".bead:has(.number[data-side={side}][data-segment='{segment}'])"
    page.value(f'document.querySelector("{found} .chip").click()')
    page.wait(f'document.querySelector("{found}.focused")')


def type_at_end(page: Browser, text: str, area: str = AREA) -> None:
    page.value(f"document.querySelector('{area}').focus()")
    page.value(f"document.querySelector('{area}').setSelectionRange(1000, 1000)")
    page.call("Input.insertText", text=text)


def edit(page: Browser, segment: int) -> None:
    go_to(page, "target", segment)
    page.press("e")
    page.wait(f"document.querySelector('{AREA}')")


# --- typing ----------------------------------------------------------------------------


def test_a_cut_takes_what_was_typed_with_it(page: Browser, server: Server) -> None:
    edit(page, 1)
    area = 'dialog[open] textarea[name="target 1"]'
    type_at_end(page, " It was long.", area)
    page.value(
        f"(() => {{ const a = document.querySelector('{area}');"
        "const at = a.value.indexOf(' and spoke'); a.setSelectionRange(at, at); })()"
    )
    page.value(BUTTON.format("Split at the cursor"))
    page.wait("document.querySelectorAll('.target .segment').length === 11")
    assert texts(server)[1:3] == [
        "The commissioner attended the meeting",
        "and spoke. It was long.",
    ]
    page.wait("!document.querySelector('.warned')")


def test_what_was_typed_outlives_escape_and_a_closed_tab(page: Browser, server: Server) -> None:
    edit(page, 1)
    area = 'dialog[open] textarea[name="target 1"]'
    type_at_end(page, " And more.", area)
    page.press("Escape")
    page.wait(f"!{OPEN}")
    page.wait("document.querySelector('.bead.focused .warned')")
    show(page, server)
    assert "press e" in page.value("document.querySelector('.warned').textContent")
    edit(page, 1)
    assert page.value(f"document.querySelector('{area}').value").endswith("spoke. And more.")
    note = "[...document.querySelectorAll('dialog .draft:not([hidden])')].map((n) => n.textContent)"
    assert "The commissioner attended the meeting and spoke." in page.value(note)[0]
    page.press("Enter", control=True)
    page.wait("document.querySelector('.segment.mended')")
    assert texts(server)[1].endswith("And more.")
    page.wait("!document.querySelector('.warned')")
    edit(page, 1)
    assert page.value(note) == []


def test_what_was_typed_outlives_a_restart(browser: Browser, root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "work", tmp_path / "work")
    area = 'dialog[open] textarea[name="target 1"]'
    browser.look(1200, "light")
    with serving(tmp_path / "work") as first:
        show(browser, first)
        edit(browser, 1)
        type_at_end(browser, " And more.", area)
        browser.press("Escape")
        browser.wait("document.querySelector('.bead.focused .warned')")
        browser.go("about:blank")
        assert first.stop() == 0
    with serving(tmp_path / "work") as second:
        assert second.port == first.port
        show(browser, second)
        edit(browser, 1)
        assert browser.value(f"document.querySelector('{area}').value").endswith(" And more.")


def test_typing_that_is_discarded_is_gone(page: Browser, server: Server) -> None:
    edit(page, 1)
    type_at_end(page, " x", 'dialog[open] textarea[name="target 1"]')
    page.press("Escape")
    page.wait("document.querySelector('.bead.focused .warned')")
    page.press("e")
    page.wait(OPEN)
    page.value("[...document.querySelectorAll('dialog .draft:not([hidden]) button')][0].click()")
    page.press("Escape")
    page.wait(f"!{OPEN}")
    show(page, server)
    assert page.value("document.querySelector('.warned')") is None
    assert sheet(server)["version"] == 0


def test_two_who_type_at_once_lose_nothing(page: Browser, server: Server) -> None:
    edit(page, 1)
    area = 'dialog[open] textarea[name="target 1"]'
    type_at_end(page, " Ours.", area)
    move = {"kind": "correct", "side": "target", "segment": 1, "text": "Theirs."}
    assert server.ask("/api/move", {**NAMES, "author": "Wu", "move": move})[0] == 200
    page.press("Enter", control=True)
    page.wait("document.querySelector('.toast.bad')")
    page.wait("document.querySelector('.bead .warned')")
    assert texts(server)[1] == "Theirs."
    edit(page, 1)
    assert page.value(f"document.querySelector('{area}').value").endswith("spoke. Ours.")
    assert "Theirs." in page.value(
        "document.querySelector('dialog .draft:not([hidden])').textContent"
    )
    page.press("Enter", control=True)
    page.wait("!document.querySelector('.bead .warned')")
    assert texts(server)[1].endswith("Ours.")


def test_a_refused_comment_is_there_again(page: Browser, server: Server) -> None:
    go_to(page, "source", 0)
    page.press("c")
    page.wait(f"document.querySelector('{AREA}')")
    type_at_end(page, "看一下日期")
    page.press("Escape")
    page.wait(f"!{OPEN}")
    page.press("c")
    page.wait(f"document.querySelector('{AREA}')")
    assert page.value(f"document.querySelector('{AREA}').value") == "看一下日期"
    page.press("Enter", control=True)
    page.wait("document.querySelector('.comment')")
    assert sheet(server)["beads"]["items"][0]["comment"] == "看一下日期"


def test_others_who_work_do_not_take_the_cursor(page: Browser, server: Server) -> None:
    page.press("f")
    page.call("Input.insertText", text="office")
    bead = sheet(server)["beads"]["items"][0]["id"]
    move = {"kind": "confirm", "bead": bead}
    assert server.ask("/api/move", {**NAMES, "author": "Wu", "move": move})[0] == 200
    page.wait("document.querySelector('.bead.confirmed')")
    assert page.value("document.activeElement.id") == "text-filter"


def test_a_second_tab_of_the_browser_needs_no_code(page: Browser, server: Server) -> None:
    page.go("about:blank")
    page.go(f"http://127.0.0.1:{server.port}/")
    page.wait(READY)
    assert page.value("document.querySelectorAll('.bead').length") == 12
    assert "code" not in page.value("location.href")


def test_another_browser_gets_an_address_of_its_own(
    page: Browser, server: Server, tmp_path: Path
) -> None:
    page.value("document.getElementById('address-button').click()")
    page.wait("document.querySelector('dialog[open] input')")
    address = page.value("document.querySelector('dialog input').value")
    with Browser(tmp_path / "other") as other:
        other.go(f"http://127.0.0.1:{server.port}/")
        other.wait("document.querySelector('.toast.bad')")
        other.go("about:blank")
        other.go(address)
        other.wait(READY)
    assert server.ask("/api/session", {"code": address.rpartition("=")[2]})[0] == 403


# --- numbers and links -------------------------------------------------------------------


def test_doubts_name_sentences_by_their_numbers_and_lead_there(
    browser: Browser, root: Path, tmp_path: Path
) -> None:
    """The aligner counts from 0, the rows from 1."""
    shutil.copytree(root / "work", tmp_path / "work")
    doubt = json.dumps(["source 3 with target 8 is possible too (0.35)"])
    with closing(sqlite3.connect(tmp_path / "work" / "workspace.sqlite")) as file, file:
        file.execute(
            "UPDATE beads SET probability = 0.6, reasons = ? WHERE source_start = 3", (doubt,)
        )
    with serving(tmp_path / "work") as server:
        browser.look(1200, "light")
        show(browser, server)
        go_to(browser, "source", 3)
        links = browser.value(
            "[...document.querySelectorAll('.focused .reasons a')].map((a) => a.textContent)"
        )
        assert links == ["source 4", "target 9"]
        browser.value("[...document.querySelectorAll('.focused .reasons a')].at(-1).click()")
        goal = ".bead.focused:has(.number[data-side=target][data-segment='8'])"
        browser.wait(f'document.querySelector("{goal}")')


def test_a_refusal_leads_to_the_row_that_it_names(page: Browser, server: Server) -> None:
    bead = sheet(server)["beads"]["items"][6]["id"]
    move = {"kind": "confirm", "bead": bead}
    assert server.ask("/api/move", {**NAMES, "author": "Li", "move": move})[0] == 200
    show(page, server)
    number = sheet(server)["beads"]["items"][6]["source_start"] + 1
    goal = json.dumps(".bead:has(.number[data-side=source][data-segment='0'])")
    page.value(DRAG.format("source", number, goal))
    page.wait("document.querySelector('.toast.bad a')")
    assert page.value("document.querySelector('.toast.bad a').textContent") == f"source {number}"
    page.value("document.querySelector('.toast.bad a').click()")
    assert page.value("document.querySelector('.focused .number').textContent") == str(number)


def test_links_in_a_window_close_it_and_lead_on(page: Browser) -> None:
    page.press("R")
    page.wait("document.querySelector('dialog[open] [name=found]')")
    page.value("document.querySelector('[name=found]').focus()")
    page.call("Input.insertText", text="museum")
    page.value("document.querySelector('[name=found]').value = 'Museum'")
    page.value("document.querySelector('[name=found]').dispatchEvent(new Event('input'))")
    page.wait("document.querySelectorAll('.hits li').length === 1")
    page.value("document.querySelector('.hits a').click()")
    page.wait(f"!{OPEN}")
    assert "Museum" in page.value("document.querySelector('.focused').textContent")


# --- distance ----------------------------------------------------------------------------


def test_sentences_are_dragged_into_another_pair(page: Browser, server: Server) -> None:
    goal = json.dumps(".bead:has(.number[data-side=source][data-segment='0']) .source")
    assert page.value(DRAG.format("source", 1, goal)) == [True, 1, 0]
    page.wait("document.querySelectorAll('.bead.confirmed').length === 1")
    bead = next(bead for bead in sheet(server)["beads"]["items"] if bead["ruling"])
    assert (bead["source_start"], bead["source_stop"]) == (0, 2)
    assert page.value(DRAG.format("source", 1, goal))[0] is False


def test_a_mouse_drags(page: Browser, server: Server) -> None:
    page.call("Input.setInterceptDrags", enabled=True)
    middle = (
        '(() => {{ const box = document.querySelector("{}").getBoundingClientRect();'
        "return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
    )
    start = page.value(middle.format(".number[data-side=source][data-segment='1']"))
    goal = page.value(middle.format(".bead:has(.number[data-segment='0']) .source"))
    steps = [
        ("mousePressed", start),
        ("mouseMoved", (start[0] + 9, start[1])),
        ("mouseMoved", goal),
    ]
    for kind, (x, y) in steps:
        page.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
    page.wait("true")
    data = next(
        event["params"]["data"]
        for event in page.events
        if event.get("method") == "Input.dragIntercepted"
    )
    for kind in ("dragEnter", "dragOver", "drop"):
        page.call("Input.dispatchDragEvent", type=kind, x=goal[0], y=goal[1], data=data)
    page.call("Input.setInterceptDrags", enabled=False)
    page.wait("document.querySelector('.bead.confirmed')")
    bead = next(bead for bead in sheet(server)["beads"]["items"] if bead["ruling"])
    assert (bead["source_start"], bead["source_stop"]) == (0, 2)


def test_a_sentence_dropped_on_another_is_an_anchor_that_stays(
    page: Browser, server: Server, tmp_path: Path
) -> None:
    goal = json.dumps(".line:has(.number[data-side=target][data-segment='3']) .segment")
    page.value(DRAG.format("source", 4, goal))
    page.wait("document.querySelector('.bead.confirmed')")
    go_to(page, "source", 8)
    page.press("m")
    page.wait("document.querySelectorAll('.bead.confirmed').length === 2")
    assert server.stop() == 0
    with serving(tmp_path / "work") as again:
        spans = [
            (bead["source_start"], bead["source_stop"], bead["target_start"], bead["target_stop"])
            for bead in sheet(again)["beads"]["items"]
            if bead["ruling"]
        ]
    assert (4, 5, 3, 4) in spans


def test_anchors_by_clicks_and_by_numbers(page: Browser, server: Server) -> None:
    page.value("document.querySelector('.number[data-side=source][data-segment=\"4\"]').click()")
    page.wait("document.querySelector('.number.marked')")
    page.value("document.querySelector('.number[data-side=target][data-segment=\"3\"]').click()")
    page.wait("document.querySelectorAll('.bead.confirmed').length === 1")
    go_to(page, "source", 9)
    page.press("y")
    page.wait("document.querySelectorAll('dialog[open] input').length === 2")
    page.value("document.querySelector('dialog input[name=source]').value = '10'")
    page.value("document.querySelector('dialog input[name=target]').value = '9'")
    page.value("document.querySelector('dialog form').requestSubmit()")
    page.wait("document.querySelectorAll('.bead.confirmed').length === 2")
    spans = [
        (bead["source_start"], bead["target_start"])
        for bead in sheet(server)["beads"]["items"]
        if bead["ruling"]
    ]
    assert spans == [(4, 3), (9, 8)]


def test_moved_text_is_accepted_rejected_and_undone(page: Browser, server: Server) -> None:
    assert page.value("document.querySelectorAll('.moved').length") == 4
    go_to(page, "source", 4)
    assert re.search(
        r"moved: counterpart at target 10 \(9\d%\)",
        page.value("document.querySelector('.focused .moved').textContent"),
    )
    page.value("document.querySelector('.focused .moved a').click()")
    assert page.value("document.querySelector('.focused .number').textContent") == "10"
    page.press("a")
    page.wait("document.querySelectorAll('.bead.confirmed').length === 2")
    assert "(" not in page.value("document.querySelector('.focused .moved').textContent")
    page.press("u")
    page.wait("document.querySelectorAll('.bead.confirmed').length === 0")
    go_to(page, "source", 4)
    page.value("document.querySelector('.focused [data-action=acceptMoved]').click()")
    page.wait("document.querySelectorAll('.bead.confirmed').length === 2")
    go_to(page, "source", 3)
    page.press("d")
    page.wait("document.querySelectorAll('.moved').length === 2")
    links = [view for bead in sheet(server)["beads"]["items"] for view in bead["moved"]]
    assert {view["linked"] for view in links} == {True}


def test_moved_text_is_linked_by_hand(page: Browser, server: Server) -> None:
    for segment in (3, 4):
        go_to(page, "source", segment)
        before = page.value("document.querySelectorAll('.moved').length")
        page.press("d")
        page.wait(f"document.querySelectorAll('.moved').length === {before} - 2")
    go_to(page, "source", 0)
    page.press("l")
    page.wait("document.querySelector('.toast')?.textContent.includes('without a counterpart')")
    go_to(page, "source", 4)
    page.press("l")
    page.wait("document.querySelector('.begun')")
    go_to(page, "target", 9)
    page.press("l")
    page.wait("document.querySelectorAll('.moved').length === 2")
    assert page.value("document.querySelector('.begun')") is None
    linked = [bead for bead in sheet(server)["beads"]["items"] if bead["moved"]]
    assert (linked[0]["source_start"], linked[0]["ruling"]) == (4, "confirmed")


# --- the whole document ------------------------------------------------------------------


def test_words_are_found_and_replaced_with_one_undo(page: Browser, server: Server) -> None:
    before = texts(server)
    page.press("R")
    page.wait("document.querySelector('dialog[open] [name=found]')")
    page.value("document.querySelector('[name=found]').focus()")
    page.call("Input.insertText", text="the ")
    page.press("Escape")
    page.wait(f"!{OPEN}")
    page.press("R")
    # What was looked for is there again.
    page.wait("document.querySelectorAll('.hits li').length === 3")
    page.value("document.querySelector('.hits input').click()")
    page.value("document.querySelector('[name=text]').focus()")
    page.call("Input.insertText", text="<b>this</b> ")
    page.press("Enter")
    page.wait("document.querySelectorAll('.segment.mended').length === 2")
    now = texts(server)
    assert sum(a != b for a, b in zip(before, now, strict=True)) == 2
    assert page.value("document.querySelectorAll('.segment b').length") == 0
    page.press("u")
    page.wait("document.querySelectorAll('.segment.mended').length === 0")
    assert texts(server) == before


def test_the_most_doubtful_rows_can_come_first(page: Browser) -> None:
    chances = (
        "[...document.querySelectorAll('.bead .chip')].map((c) => c.textContent.split(' ')[1])"
    )
    in_text = page.value(chances)
    page.value("document.getElementById('order').value = 'doubtful'")
    page.value("document.getElementById('order').dispatchEvent(new Event('input'))")
    ordered = page.value(chances)
    assert sorted(ordered) == sorted(in_text) != ordered
    assert ordered[0] == min(in_text, key=lambda text: int(text.rstrip("%")))
    page.value("document.querySelector('.bead .chip').click()")
    first = page.value("document.querySelector('.focused .number').textContent")
    page.press("Enter")
    page.wait("document.querySelector('.bead.confirmed')")
    # It stays where it is, and the next one in this order has the focus.
    page.wait("!document.querySelector('.pending')")
    assert page.value("document.querySelector('.bead .number').textContent") == first
    rows = "[...document.querySelectorAll('.bead')]"
    assert page.value(f"{rows}.indexOf(document.querySelector('.focused'))") == 1


def test_a_pair_is_saved_from_the_page(browser: Browser, root: Path, tmp_path: Path) -> None:
    output = tmp_path / "pair.tmx"
    files = [str(root / side / name) for side, name in zip(("zh", "en"), MOVED, strict=True)]
    with reviewing(*files, "-o", str(output), "-w", str(tmp_path / "one")) as server:
        show(browser, server)
        edit(browser, 1)
        type_at_end(browser, " Indeed.", 'dialog[open] textarea[name="target 1"]')
        browser.press("Enter", control=True)
        browser.wait("document.querySelector('.segment.mended')")
        browser.press("s", control=True)
        browser.wait(
            "[...document.querySelectorAll('.toast')]"
            ".some((note) => note.textContent.includes('pair.tmx'))"
        )
        assert any(unit.target_text.endswith("Indeed.") for unit in read_units(output))
        assert browser.value("document.getElementById('save').hidden") is False


# --- languages ---------------------------------------------------------------------------

# All words that are no text of documents, names or keys.
WORDS = """(() => {
  const copy = document.body.cloneNode(true);
  const away = '.segment, kbd, #title, #subtitle, .name, script, select[lang], textarea, .author';
  for (const item of copy.querySelectorAll(away)) item.remove();
  const told = [...copy.querySelectorAll('[title], [aria-label], [placeholder]')].flatMap(
    (item) => ['title', 'aria-label', 'placeholder'].map((name) => item.getAttribute(name) || ''));
  return [copy.textContent, ...told].join(' ');
})()"""


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


def english(text: str) -> list[str]:
    return [w for w in re.findall(r"[A-Za-z]{2,}", text) if w not in {"html", "moved", "en"}]


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
