"""The page: numbers that lead somewhere, dragging, anchors and moved text."""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from made_workspace import Server, serving
from on_moved_page import NAMES, OPEN, go_to, sheet, show

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


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
