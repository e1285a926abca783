"""What is typed in the page, and what other tabs and reviewers do to it meanwhile."""

import pytest
from browser import CHROMIUM, Browser
from made_workspace import Server
from on_moved_page import AREA, NAMES, OPEN, edit, go_to, sheet, show, texts, type_at_end
from on_page import BUTTON

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")

FIELD = 'dialog[open] textarea[name="target {}"]'
MARK = "document.querySelector('.bead.focused .warned')?.textContent"
NOTES = (
    "[...document.querySelectorAll('dialog .draft:not([hidden])')].map((n) => n.textContent).join()"
)


def test_two_tabs_that_type_in_one_sentence_lose_nothing(browser: Browser, server: Server) -> None:
    tabs = [browser.new_tab(), browser.new_tab()]
    for tab in tabs:
        browser.turn_to(tab)
        browser.look(1200, "light")
        show(browser, server)
        edit(browser, 1)
    for tab, text in zip(tabs, (" Late.", " Soon."), strict=True):
        browser.turn_to(tab)
        type_at_end(browser, text, FIELD.format(1))
    browser.press("Enter", control=True)
    browser.wait("document.querySelector('.segment.mended')")
    assert texts(server)[1].endswith("spoke. Soon.")
    browser.turn_to(tabs[0])
    show(browser, server)
    edit(browser, 1)
    assert browser.value(f"document.querySelector('{FIELD.format(1)}').value").endswith(" Late.")
    browser.press("Escape")
    browser.wait(f"!{OPEN}")
    browser.wait(f"{MARK}?.includes('press e')")


def test_two_tabs_that_leave_one_sentence_keep_both(browser: Browser, server: Server) -> None:
    tabs = [browser.new_tab(), browser.new_tab()]
    for tab in tabs:
        browser.turn_to(tab)
        browser.look(1200, "light")
        show(browser, server)
        edit(browser, 1)
    for tab, text in zip(tabs, (" Late.", " Soon."), strict=True):
        browser.turn_to(tab)
        type_at_end(browser, text, FIELD.format(1))
        browser.press("Escape")
        browser.wait(f"!{OPEN}")
    edit(browser, 1)
    assert browser.value(f"document.querySelector('{FIELD.format(1)}').value").endswith(" Late.")
    assert "spoke. Soon." in browser.value(NOTES)
    browser.value(
        "[...document.querySelectorAll('dialog .draft:not([hidden]) button')].at(-1).click()"
    )
    assert "Soon." not in browser.value(NOTES)


def test_typing_in_a_sentence_that_others_cut_is_found_again(page: Browser, server: Server) -> None:
    edit(page, 1)
    type_at_end(page, " Ours.", FIELD.format(1))
    move = {"kind": "split-segment", "side": "target", "segment": 1, "place": 16}
    assert server.ask("/api/move", {**NAMES, "author": "Wu", "move": move})[0] == 200
    page.press("Enter", control=True)
    page.wait("document.querySelector('.toast.bad')")
    page.wait("document.querySelectorAll('.target .segment').length === 11")
    go_to(page, "target", 1)
    page.wait(MARK)
    page.press("e")
    page.wait(OPEN)
    assert "attended the meeting and spoke. Ours." in page.value(NOTES)
    page.value(
        "[...document.querySelectorAll('dialog .draft:not([hidden]) button')].at(-1).click()"
    )
    page.press("Escape")
    page.wait(f"!{OPEN}")
    page.wait(f"!{MARK}")


def test_a_comment_goes_on_where_its_sentences_are(page: Browser) -> None:
    go_to(page, "source", 1)
    page.press("c")
    page.wait(f"document.querySelector('{AREA}')")
    type_at_end(page, "看一下日期")
    page.press("Escape")
    page.wait(f"!{OPEN}")
    page.wait(f"{MARK}?.includes('press c')")
    page.press("M")
    page.wait("document.querySelector('.bead.confirmed')")
    page.wait(f"{MARK}?.includes('press c')")
    page.press("c")
    page.wait(f"document.querySelector('{AREA}')")
    assert page.value(f"document.querySelector('{AREA}').value") == "看一下日期"
    page.press("s", control=True)
    page.wait("document.querySelector('.comment')")
    page.wait(f"!{MARK}")


def test_a_window_is_kept_by_the_key_that_saves(page: Browser, server: Server) -> None:
    edit(page, 1)
    type_at_end(page, " Indeed.", FIELD.format(1))
    page.press("s", control=True)
    page.wait("document.querySelector('.segment.mended')")
    assert texts(server)[1].endswith(" Indeed.")


def fill(page: Browser, name: str, text: str) -> None:
    page.value(f"document.querySelector('dialog [name={name}]').select()")
    page.call("Input.insertText", text=text)


def test_words_to_replace_are_no_patterns_and_outlive_a_closed_tab(
    page: Browser, server: Server
) -> None:
    page.press("R")
    page.wait("document.querySelector('dialog[open] [name=found]')")
    fill(page, "found", "(.*)")
    fill(page, "text", "$& \\1")
    button = "document.querySelector('dialog [type=submit]').disabled"
    assert page.value(button) is True
    page.press("Enter")
    page.press("Enter", control=True)
    assert page.value(f"Boolean({OPEN})") is True
    show(page, server)
    page.press("R")
    page.wait("document.querySelector('dialog[open] [name=found]')?.value === '(.*)'")
    fill(page, "found", "spoke.")
    assert page.value(button) is False
    page.value(BUTTON.format("Replace"))
    page.wait("document.querySelector('.segment.mended')")
    assert texts(server)[1] == "The commissioner attended the meeting and $& \\1"
    assert page.value("document.querySelector('.toast').textContent").endswith("1")
    assert sheet(server)["version"] == 1


def test_the_table_of_keys_is_read_from_its_beginning(page: Browser) -> None:
    page.look(1200, "light", height=500)
    page.press("?")
    page.wait("document.querySelector('dialog[open] table')")
    dialog = "document.querySelector('dialog')"
    assert page.value(f"{dialog}.scrollHeight > {dialog}.clientHeight") is True
    assert page.value(f"{dialog}.scrollTop") == 0
    page.press("Escape")
    page.look(1200, "light")
