"""The page and the copy to send: text of documents stays text, and the copy needs no server."""

from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from click.testing import CliRunner
from made_workspace import make_workspace, serving
from on_page import show

from aligner.cli.main import cli
from aligner.values import (
    Alignment,
    Bead,
    Block,
    BlockKind,
    Document,
    DocumentPair,
    Segment,
    SegmentedDocument,
)
from aligner.workspace import Workspace

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


def test_text_of_documents_stays_text(browser: Browser, tmp_path: Path) -> None:
    evil = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    folder = tmp_path / "work"
    with Workspace.open(folder, create=True) as workspace:
        blocks = (Block(BlockKind.PARAGRAPH, evil, 0, len(evil)),)
        segments = (Segment(0, 0, len(evil), evil),)
        source = Document("first.html", "zh", blocks, "x", title=evil)
        target = Document("en-first.html", "en", blocks, "x", title=evil)
        workspace.put_document("source", source, SegmentedDocument(source, segments))
        workspace.put_document("target", target, SegmentedDocument(target, segments))
        pair = DocumentPair("first.html", "en-first.html", 1.0)
        workspace.put_alignment(pair, Alignment((Bead(0, 1, 0, 1, 0.5, (evil,)),), 1, 1), "k")
    with serving(folder) as server:
        show(browser, server)
        assert browser.value("document.querySelector('.segment').textContent") == evil
        assert browser.value("window.hacked") is None
        assert browser.value("document.querySelectorAll('.bead img, .bead script').length") == 0
        page = tmp_path / "offline.html"
        export(folder, page)
        browser.open(page)
        assert browser.value("document.querySelector('.segment').textContent") == evil
        assert browser.value("window.hacked") is None


def export(folder: Path, page: Path) -> None:
    result = CliRunner().invoke(
        cli, ["export", "-w", str(folder), "--format", "html", "-o", str(page)]
    )
    assert result.exit_code == 0, result.output


def test_the_copy_to_send_is_read_without_a_server(browser: Browser, tmp_path: Path) -> None:
    folder = make_workspace(tmp_path / "work", {"first": 30, "second": 12})
    page = tmp_path / "review.html"
    export(folder, page)
    browser.look(360, "light")
    browser.open(page)
    assert browser.value("document.documentElement.scrollWidth") <= 360
    browser.look(1200, "light")
    assert browser.value("document.querySelectorAll('.bead').length") == 42
    browser.value("document.getElementById('only').click()")
    assert browser.value("document.querySelectorAll('.bead:not([hidden])').length") == 8
    browser.value("document.getElementById('only').click()")
    assert browser.value("document.querySelectorAll('.bead:not([hidden])').length") == 42
    outside = [
        event
        for event in browser.events
        if event.get("method") == "Network.requestWillBeSent"
        and not event["params"]["request"]["url"].startswith("file:")
    ]
    assert outside == []
