"""The page of a pair with moved text: shown, walked through and typed into."""

from typing import Any

from browser import Browser
from made_workspace import MOVED, Server
from on_page import READY, new_code

__all__ = [
    "AREA",
    "NAMES",
    "OPEN",
    "SHEET",
    "edit",
    "go_to",
    "sheet",
    "show",
    "texts",
    "type_at_end",
]

NAMES = dict(zip(("source", "target"), MOVED, strict=True))


SHEET = f"/api/sheet?source={MOVED[0]}&target={MOVED[1]}"


OPEN = "document.querySelector('dialog[open]')"


AREA = "dialog[open] textarea"


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
