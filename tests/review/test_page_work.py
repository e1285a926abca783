"""The page at work: typing that is never lost, and what concerns the whole document."""

import shutil
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from made_workspace import MOVED, Server, reviewing, serving
from on_moved_page import AREA, NAMES, OPEN, edit, go_to, sheet, show, texts, type_at_end
from on_page import BUTTON, READY

from aligner.exporters import read_units

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


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


def test_an_edit_that_takes_long_is_said_to_be_under_way(page: Browser) -> None:
    page.value(
        "(() => { const ask = window.fetch; window.fetch = (...all) =>"
        " new Promise((done) => setTimeout(() => done(ask(...all)), 4000)); })()"
    )
    page.press("m")
    page.wait("document.querySelector('.toast')?.textContent.startsWith('Still working')")
    page.wait("document.querySelector('.bead.confirmed')")


def test_a_single_pair_needs_no_list_of_documents(page: Browser) -> None:
    style = "getComputedStyle(document.getElementById('documents')).display"
    assert page.value(style) == "none"
    rows = "document.getElementById('beads').getBoundingClientRect().width"
    assert page.value(rows) > 1100
    page.look(390, "light")
    button = "getComputedStyle(document.getElementById('documents-button')).display"
    assert page.value(button) == "none"
    page.look(1200, "light")


def test_two_files_that_do_not_belong_together_are_called_so(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    show(browser, server)
    hidden = "document.getElementById('strangers').hidden"
    assert browser.value(hidden) is True
    texts = {"a.txt": "灯塔建成。\n\n渔船归港。", "b.txt": "Rice is cooked for an hour."}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with reviewing(*(str(tmp_path / name) for name in texts)) as other:
        show(browser, other)
        assert browser.value(hidden) is False


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
    # What is not called doubtful stands behind in the same order: 97% before 99%.
    others = page.value(chances.replace(".bead .chip", ".bead:not(:has(.moved)) .chip"))
    sure = [int(text.rstrip("%")) for text in others]
    assert sure == sorted(sure)
    assert len(set(sure)) > 1
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
