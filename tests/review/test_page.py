"""The page in a real browser: every key, two readers, small and large screens."""

import importlib.resources
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from made_workspace import Server, make_workspace, serving
from on_page import (
    BUTTON,
    beads,
    changed,
    confirm,
    focus,
    focused,
    pressed,
    sheet,
    show,
    spans,
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")

GLOSSARY = "zh\ten\n权利要求书\tset of claims\n商标\ttrademark\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("page")
    (root / "glossary.tsv").write_text(GLOSSARY, encoding="utf-8")
    return make_workspace(root / "work", {"first": 30, "second": 12})


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture(scope="module")
def running(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("running") / "work"
    shutil.copytree(made, folder)
    with serving(folder, "--glossary", str(made.parent / "glossary.tsv")) as server:
        yield server


@pytest.fixture
def server(running: Server) -> Iterator[Server]:
    """A server with one decision, the same for every test: what a test did is undone."""
    # The first edit lets the machine look at all of it: the beads were made up.
    confirm(running, 0)
    yield running
    names = {"source": "first.html", "target": "en-first.html"}
    for author in ("Wu", "Li"):
        while running.ask("/api/undo", {**names, "author": author})[0] == 200:
            pass


@pytest.fixture
def page(browser: Browser, server: Server) -> Browser:
    show(browser, server)
    return browser


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("m", (4, 6, 4, 6)),
        ("M", (3, 5, 3, 5)),
        ("i", (4, 6, 4, 5)),
        ("I", (3, 5, 4, 5)),
        ("o", (4, 5, 4, 6)),
        ("O", (4, 5, 3, 5)),
        ("]", (4, 6, 4, 5)),
        ("}", (4, 5, 4, 6)),
        ("9", (3, 5, 4, 5)),
        ("(", (4, 5, 3, 5)),
        ("[", (4, 4, 4, 5)),
        ("{", (4, 5, 4, 4)),
        ("0", (5, 5, 4, 5)),
        (")", (4, 5, 5, 5)),
    ],
)
def test_keys_that_move_boundaries(
    page: Browser, server: Server, key: str, expected: tuple[int, ...]
) -> None:
    focus(page, 4)
    pressed(page, server, key)
    found = spans(server)
    sides = [span[:2] if span[0] < span[1] else span[2:] for span in found]
    wanted = expected[:2] if expected[0] < expected[1] else expected[2:]
    assert expected in found or wanted in sides
    shown = page.value("document.querySelectorAll('.bead').length")
    assert shown == len(found)


@pytest.mark.parametrize(
    ("key", "ruling"),
    [
        ("Enter", "confirmed"),
        (" ", "confirmed"),
        ("x", "not-a-translation"),
        ("Delete", "deleted"),
    ],
)
def test_keys_that_rule(page: Browser, server: Server, key: str, ruling: str) -> None:
    focus(page, 4)
    pressed(page, server, key)
    assert beads(server)[4]["ruling"] == ruling
    focus(page, 4)
    pressed(page, server, "r")
    assert beads(server)[4]["ruling"] == ""


def test_moves_by_mouse(page: Browser, server: Server) -> None:
    focus(page, 4)
    page.value("document.querySelector('.focused summary').click()")
    wanted = (
        "[...document.querySelectorAll('.focused button')]"
        ".find((b) => b.textContent.includes('{}')).click()"
    )
    page.value(wanted.format("end later by a source sentence"))
    page.wait("document.querySelector('.bead.focused.confirmed')")
    assert (4, 6, 4, 5) in spans(server)
    page.value(wanted.format("Open again"))
    page.wait("!document.querySelector('.bead.focused.confirmed')")
    page.value(wanted.format("Confirm"))
    page.wait("document.querySelectorAll('.bead.confirmed').length === 2")
    page.value("document.getElementById('undo').click()")
    page.wait("document.querySelectorAll('.bead.confirmed').length === 1")


def test_splitting_by_the_machine_and_by_choice(page: Browser, server: Server) -> None:
    focus(page, 4)
    pressed(page, server, "m")
    pressed(page, server, "s")
    assert {(4, 5, 4, 5), (5, 6, 5, 6)} <= set(spans(server))
    pressed(page, server, "u")
    page.press("S")
    page.wait("document.querySelector('dialog[open] select')")
    page.value("document.querySelector('dialog select[name=target]').value = '4'")
    before = sheet(server)["version"]
    page.press("Tab")
    page.value("document.querySelector('dialog form').requestSubmit()")
    page.wait("!document.querySelector('dialog[open]')")
    changed(server, before)
    assert (5, 6, 4, 6) in spans(server)


def test_texts_are_mended_cut_and_joined(page: Browser, server: Server) -> None:
    focus(page, 4)
    page.press("e")
    page.wait("document.querySelector('dialog[open] textarea')")
    text = "Mended <b>text</b>."
    page.value(f"document.querySelector('dialog textarea[name^=target]').value = '{text}'")
    page.value("document.querySelector('dialog form').requestSubmit()")
    page.wait("document.querySelectorAll('.segment.mended').length === 1")
    assert sheet(server)["target_segments"]["items"][4]["text"] == text
    assert page.value("document.querySelector('.segment.mended').textContent") == text
    focus(page, 5)
    page.press("e")
    page.wait("document.querySelector('dialog[open] textarea')")
    page.value("document.querySelector('dialog textarea').setSelectionRange(5, 5)")
    page.value(BUTTON.format("Split at the cursor"))
    page.wait("document.querySelectorAll('.source .segment').length === 31")
    assert len(sheet(server)["source_segments"]["items"]) == 31
    row = next(i for i, span in enumerate(spans(server)) if span[0] <= 5 < span[1])
    focus(page, row)
    page.press("e")
    page.wait("document.querySelector('dialog[open] textarea')")
    page.value(BUTTON.format("Join"))
    page.wait("document.querySelectorAll('.source .segment').length === 30")


def test_remarks(page: Browser, server: Server) -> None:
    focus(page, 4)
    pressed(page, server, "g")
    page.press("c")
    page.wait("document.querySelector('dialog[open] textarea')")
    page.call("Input.insertText", text="看一下日期 <script>x</script>")
    page.press("Enter", control=True)
    page.wait("document.querySelector('.comment')")
    bead = beads(server)[4]
    assert (bead["comment"], bead["example"]) == ("看一下日期 <script>x</script>", True)


def test_moving_about(page: Browser, server: Server) -> None:
    del server
    focus(page, 4)
    page.press("j")
    page.press("ArrowDown")
    page.press("k")
    assert focused(page) == 5
    page.press("?")
    page.wait("document.querySelector('dialog[open] table')")
    page.press("j")
    page.press("Escape")
    page.wait("!document.querySelector('dialog[open]')")
    assert focused(page) == 5
    page.press("h")
    page.wait("document.querySelector('dialog[open] table')?.textContent.includes('confirm')")
    page.press("Escape")
    page.press("f")
    page.wait("document.activeElement.id === 'text-filter'")
    page.call("Input.insertText", text="meeting 7 ")
    page.wait("document.querySelectorAll('.bead:not([hidden])').length === 1")
    page.press("Escape")
    # The other document stands first: nobody has looked at it yet.
    page.press("P")
    page.wait("document.querySelectorAll('.bead').length === 12")
    page.press("N")
    page.wait("document.querySelectorAll('.bead').length === 30")


def test_next_doubtful_goes_on_in_the_next_document(browser: Browser, folder: Path) -> None:
    with serving(folder) as server:
        show(browser, server)
        style = "getComputedStyle(document.getElementById('documents')).display"
        assert browser.value(style) == "block"
        assert focused(browser) == 2
        browser.press("n")
        assert focused(browser) == 7
        browser.press("p")
        assert focused(browser) == 2
        for _ in range(6):
            browser.press("n")
        browser.wait("document.querySelectorAll('.bead').length === 12")


def test_undo_and_redo_after_a_restart(browser: Browser, made: Path, folder: Path) -> None:
    del made
    with serving(folder) as server:
        confirm(server, 0)
        show(browser, server)
        focus(browser, 4)
        pressed(browser, server, "m")
        assert len(beads(server)) == 29
        assert server.stop() == 0
    with serving(folder) as server:
        show(browser, server)
        pressed(browser, server, "u")
        assert len(beads(server)) == 30
        pressed(browser, server, "U")
        assert len(beads(server)) == 29
        pressed(browser, server, "z", control=True)
        pressed(browser, server, "y", control=True)
        assert len(beads(server)) == 29
        browser.wait("document.querySelectorAll('.bead').length === 29")


def test_two_readers_see_each_other(
    page: Browser, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Browser(tmp_path_factory.mktemp("other")) as other:
        other.look(1200, "light")
        show(other, server)
        focus(page, 4)
        focus(other, 5)
        pressed(page, server, "m")
        # The second reader means a pair that is no more.
        other.press("x")
        other.wait("document.querySelector('.toast.bad')")
        other.wait("document.querySelectorAll('.bead').length === 29")
        assert [bead["ruling"] for bead in beads(server)].count("not-a-translation") == 0
        confirm(server, 20, author="Wu")
        page.wait("document.querySelectorAll('.bead')[20].textContent.includes('by Wu')")


def test_terms_are_marked_accepted_waived_and_added(page: Browser, server: Server) -> None:
    page.wait("document.querySelectorAll('.term').length > 0")
    assert page.value("document.querySelectorAll('.term.bad').length") > 0
    terms = "/api/terms?source=first.html&target=en-first.html"
    finding = next(f for f in server.ask(terms)[1]["findings"] if f["bead"])
    row = [bead["id"] for bead in beads(server)].index(finding["bead"])
    focus(page, row)
    page.wait("document.querySelector('.bead.focused .findings li')")
    before = len(server.ask(terms)[1]["findings"])
    page.press("w")
    page.wait("document.querySelector('dialog[open] input')")
    page.call("Input.insertText", text="a quotation")
    page.press("Escape")
    page.wait("!document.querySelector('dialog[open]')")
    page.press("w")
    page.wait("document.querySelector('dialog[open] input')?.value === 'a quotation'")
    page.press("Enter")
    page.wait("document.querySelector('.toast')")
    assert len(server.ask(terms)[1]["findings"]) == before - 1
    page.press("t")
    page.wait("document.querySelectorAll('dialog[open] input').length === 2")
    page.value("document.querySelector('dialog input[name=source]').value = '权利要求书'")
    page.value("document.querySelector('dialog input[name=target]').value = 'claims'")
    page.value("document.querySelectorAll('.bead').forEach((row) => { row.wasThere = true; })")
    page.value("document.querySelector('dialog form').requestSubmit()")
    page.wait("!document.querySelector('.term.bad')")
    # What has the same terms as before is not drawn again: a long document would stand still.
    kept = "[...document.querySelectorAll('.bead:has(.term)')].filter((row) => row.wasThere).length"
    assert page.value(kept) > 0
    assert server.ask(terms)[1]["findings"] == []


def test_characters_that_are_being_composed_move_nothing(page: Browser, server: Server) -> None:
    focus(page, 4)
    before = sheet(server)["version"]
    page.value(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " { key: 'm', isComposing: true, bubbles: true }))"
    )
    page.value(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " { key: 'Process', keyCode: 229, bubbles: true }))"
    )
    page.press("f")
    page.call("Input.imeSetComposition", text="zhuan", selectionStart=5, selectionEnd=5)
    page.press("m")
    page.call("Input.insertText", text="专利申请")
    page.wait("document.getElementById('text-filter').value.includes('专利申请')")
    assert sheet(server)["version"] == before


@pytest.mark.parametrize(
    ("width", "scheme"), [(360, "light"), (800, "dark"), (1600, "light"), (1600, "dark")]
)
def test_nothing_overflows_and_everybody_can_use_it(
    browser: Browser, server: Server, tmp_path: Path, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_core_python", reason="the rules are not installed")
    browser.look(width, scheme)
    show(browser, server)
    browser.wait("document.querySelectorAll('.term').length > 0")
    browser.picture(tmp_path / "page.png")
    assert (tmp_path / "page.png").stat().st_size > 10_000
    assert browser.value("document.documentElement.scrollWidth") <= width
    right = "Math.max(...[...document.querySelectorAll('.bead, button, input')].map(right))"
    measure = f"const right = (e) => e.getBoundingClientRect().right; {right}"
    assert browser.value(f"(() => {{ {measure.replace('; Math', '; return Math')} }})()") <= width
    rules = importlib.resources.files(axe).joinpath("axe.min.js").read_text(encoding="utf-8")
    browser.value(f"{rules}; null")
    found = json.loads(browser.value("axe.run().then((r) => JSON.stringify(r.violations))"))
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []
    browser.look(1200, "light")
