"""What tests of the page do again and again: open it, press keys, look at what the server has."""

import time
from typing import Any

from browser import Browser
from made_workspace import Server

__all__ = [
    "BUTTON",
    "IDLE",
    "READY",
    "SHEET",
    "beads",
    "changed",
    "confirm",
    "focus",
    "focused",
    "new_code",
    "pressed",
    "sheet",
    "show",
    "spans",
]

SHEET = "/api/sheet?source=first.html&target=en-first.html"
READY = "document.documentElement.dataset.ready"
BUTTON = (
    "[...document.querySelectorAll('dialog button')]"
    ".find((b) => b.textContent.startsWith('{}')).click()"
)
PATIENCE = 30.0
IDLE = "!document.querySelector('.pending')"


def show(browser: Browser, server: Server, name: str = "first") -> None:
    pair = f"source={name}.html&target=en-{name}.html"
    browser.go("about:blank")
    browser.go(f"http://127.0.0.1:{server.port}/#code={new_code(server)}")
    browser.wait(READY)
    browser.go("about:blank")
    browser.go(f"http://127.0.0.1:{server.port}/?x#{pair}")
    browser.wait(READY)
    browser.wait("document.querySelector('.bead.focused')")


def new_code(server: Server) -> str:
    return str(server.ask("/api/code", {})[1]["code"])


def sheet(server: Server) -> dict[str, Any]:
    status, content, _ = server.ask(SHEET)
    assert status == 200
    return dict(content)


def beads(server: Server) -> list[dict[str, Any]]:
    return list(sheet(server)["beads"]["items"])


def spans(server: Server) -> list[tuple[int, ...]]:
    names = ("source_start", "source_stop", "target_start", "target_stop")
    return [tuple(bead[name] for name in names) for bead in beads(server)]


def confirm(server: Server, index: int, author: str = "Li") -> None:
    move = {"kind": "confirm", "bead": beads(server)[index]["id"]}
    names = {"source": "first.html", "target": "en-first.html"}
    assert server.ask("/api/move", {**names, "author": author, "move": move})[0] == 200


def focus(page: Browser, index: int) -> None:
    page.value(f"document.querySelectorAll('.bead .chip')[{index}].click()")
    page.wait(f"document.querySelectorAll('.bead')[{index}].classList.contains('focused')")


def focused(page: Browser) -> int:
    rows = "[...document.querySelectorAll('.bead')]"
    return int(page.value(f"{rows}.indexOf(document.querySelector('.bead.focused'))"))


def pressed(page: Browser, server: Server, key: str, **more: bool) -> None:
    """Press a key that edits, and wait until the page shows what came of it."""
    before = sheet(server)["version"]
    page.press(key, **more)
    changed(server, before)
    page.wait(IDLE)


def changed(server: Server, before: int) -> None:
    """Wait until there is an edit after the one of that number."""
    until = time.monotonic() + PATIENCE
    while sheet(server)["version"] == before:
        assert time.monotonic() < until, "nothing was changed"
        time.sleep(0.02)
