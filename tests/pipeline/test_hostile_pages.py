"""Pages made to break a reader or a rule fail by name, and the rest of the run goes on."""

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from aligner.pairing.marks import take_figures
from aligner.pipeline import run
from aligner.workspace import Workspace

LINES = {
    "a numeral without end": "一" + "万" * 5000,
    "units that nest": "一亿" * 3000,
    "more digits than int() reads": "共" + "9" * 5000 + "件，增长" + "8" * 5000 + "%",
    "Chinese digits without end": "百分之" + "九" * 5000 + "点" + "三" * 5000,
    "a plan": "十五" * 3000 + "规划",
    "a character reference": "&#" + "1" * 5000 + ";&#x" + "f" * 5000 + ";",
    "a fraction": "九" * 4000 + "分之" + "9" * 4000,
    "a date": "9" * 5000 + "年" + "9" * 5000 + "月",
    "English units": "one trillion " * 2000 + "9" * 5000 + " million",
    "a document number": "〔2018〕" + "9" * 5000 + "号 No. " + "9" * 5000,
}
HEADS = {
    "an address": '<link rel="canonical" href="http://[::1">',
    "a date": f'<meta name="PubDate" content="{"9" * 5000}-01-01">',
}


def pairs(workspace: Path) -> list[tuple[str, str]]:
    with Workspace.open(workspace) as store:
        return [(pair.source, pair.target) for pair in store.pairs()]


@pytest.fixture
def usual(source_pile: Path, target_pile: Path, tmp_path: Path) -> list[tuple[str, str]]:
    run(source_pile, target_pile, tmp_path / "usual")
    return pairs(tmp_path / "usual")


def test_pages_with_numbers_without_end(
    source_pile: Path, target_pile: Path, tmp_path: Path, usual: list[tuple[str, str]]
) -> None:
    for number, line in enumerate(LINES.values()):
        for pile, text in ((source_pile, "专利局今天开会"), (target_pile, "The office met today")):
            page = f"<html><body><h1>{text}</h1><p>{text}。{text}: {line}</p></body></html>"
            if pile == source_pile or line.isascii():
                (pile / f"hostile-{number}.html").write_text(page, encoding="utf-8")
    for number, head in enumerate(HEADS.values()):
        page = f"<html><head>{head}</head><body><p>专利局今天开会。</p></body></html>"
        (source_pile / f"head-{number}.html").write_text(page, encoding="utf-8")
    run(source_pile, target_pile, tmp_path / "work")
    assert set(usual) <= set(pairs(tmp_path / "work"))


def test_a_slip_on_one_page_does_not_cost_the_others(
    source_pile: Path,
    target_pile: Path,
    tmp_path: Path,
    usual: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slip(text: str, *, chinese: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if "slip" in text:
            raise RecursionError("too deep")
        return take_figures(text, chinese=chinese)

    monkeypatch.setattr("aligner.pairing.profiles.take_figures", slip)
    page = "<html><body><p>专利局今天开会，slip。</p></body></html>"
    (source_pile / "slip.html").write_text(page, encoding="utf-8")
    run(source_pile, target_pile, tmp_path / "work")
    assert pairs(tmp_path / "work") == usual
    with Workspace.open(tmp_path / "work") as store:
        reasons = dict(store.unpaired("source"))
    assert reasons["slip.html"] == "it cannot be compared: RecursionError: too deep"


RECORD = (
    "WARC/1.0\r\nWARC-Type: response\r\n{address}Content-Type: application/http\r\n"
    "Content-Length: {length}\r\n\r\n{content}\r\n\r\n"
)


def record(address: str, content: str) -> str:
    uri = f"WARC-Target-URI: {address}\r\n" if address else ""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{content}"
    return RECORD.format(address=uri, length=len(http.encode()), content=http)


def test_archives_that_are_damaged(
    source_pile: Path, target_pile: Path, tmp_path: Path, usual: list[tuple[str, str]]
) -> None:
    page = "<html><body><p>专利局今天开会。</p></body></html>"
    archive = record("", page) + record("http://a.example/page", page)
    (source_pile / "a.warc").write_text(archive, encoding="utf-8", newline="")
    (source_pile / "b.warc").write_bytes(b"no archive")
    (source_pile / "c.zip").write_bytes(b"PK\x03\x04 no archive")
    run(source_pile, target_pile, tmp_path / "work")
    assert set(usual) <= set(pairs(tmp_path / "work"))
    with Workspace.open(tmp_path / "work") as store:
        failed = {name: message for _, name, message in store.failures()}
        assert "a.warc/a.example/page" in store.document_ids("source")
    assert "without an address" in failed["a.warc/record at byte 0"]
    assert "not a web archive" in failed["b.warc"]
    assert "not a zip archive" in failed["c.zip"]


def test_a_table_that_names_other_files(
    source_pile: Path, target_pile: Path, tmp_path: Path, usual: list[tuple[str, str]]
) -> None:
    os.mkfifo(source_pile / "pipe.html")
    (source_pile / "link.html").symlink_to("/etc/passwd")
    (tmp_path / "secret.html").write_text("<p>秘密", encoding="utf-8")
    outside = ["../../../../etc/passwd", "/etc/passwd", "../secret.html", "link.html", "x\0y"]
    names = [path.name for path in sorted(source_pile.iterdir()) if path.is_file()]
    names = [name for name in names if name != "link.html"]
    table = source_pile / "pages.csv"
    table.write_text("\n".join(["path", *names, *outside[:4], "pipe.html"]), encoding="utf-8")
    run(table, target_pile, tmp_path / "work")
    assert pairs(tmp_path / "work") == usual
    with Workspace.open(tmp_path / "work") as store:
        failed = {name: message for _, name, message in store.failures()}
    assert sorted(failed) == sorted([*outside[:4], "pipe.html"])
    assert all("outside the folder of the table" in failed[name] for name in outside[:4])
    assert "this is not a file" in failed["pipe.html"]


def test_an_archive_that_unpacks_to_a_mountain(
    source_pile: Path, target_pile: Path, tmp_path: Path, usual: list[tuple[str, str]]
) -> None:
    with zipfile.ZipFile(source_pile / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.html", "<p>专利局" + "<b>" * 20_000_000)
    run(source_pile, target_pile, tmp_path / "work")
    assert set(usual) <= set(pairs(tmp_path / "work"))
    with Workspace.open(tmp_path / "work") as store:
        failed = {name: message for _, name, message in store.failures()}
    assert "unpacks to" in failed["bomb.zip/bomb.html"]
    shutil.rmtree(tmp_path / "work")
