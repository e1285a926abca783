#!/usr/bin/env python3
"""How much of the alignment survives each format that a release may come in.

    scripts/bench_reading.py [--make] [--format NAME]... [--held-back] [--misses]

Twelve releases of the sample corpus, with tables, lists, notes and headings put in, are laid
out in several ways, written by LibreOffice in the formats of offices, and printed by Chromium.
Three of them are also sheets, slides, books and pages saved whole, by LibreOffice, python-pptx,
EbookLib and Chromium.
A release that is read without a fault gives the gold beads; the share of them that the files
of a format give as well, word for word, is printed.  `--make` writes the files anew, which
needs all of these; they are kept in tests/data/reading, whose every third release is held
back from whoever mends the readers, and measured by `--held-back` alone.
"""

import argparse
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from reading_packages import sheet_source, write_book, write_deck
from reading_releases import Release, load_releases, office_source, site_page
from reading_snapshots import save_pages

from aligner.pipeline import RunOptions, align_files
from aligner.pipeline.alignment_task import align_task
from aligner.pipeline.realign import align_texts
from aligner.splitters import split_document
from aligner.values import Bitext, Block, BlockKind, Document

__all__ = ["FORMATS", "gold_beads", "made_beads", "measure"]

DATA = Path(__file__).resolve().parents[1] / "tests" / "data" / "reading"
# Formats by the suffix of their files, with the filter by which LibreOffice writes them.
OFFICE = {"pdf": "pdf", "docx": "docx", "odt": "odt", "rtf": "rtf", "html": "html"}
# Formats whose files are larger, or too like those of another one, to be kept of each release.
FEW = ("office-xlsx", "deck-pptx", "book-epub", "site-mhtml")
FORMATS = (*(f"office-{name}" for name in OFFICE), "site-html", "site-pdf", *FEW)
_FEW_RELEASES = frozenset({0, 1, 2})
_HELD_BACK = 3
# What the foot of a print names.
_SITE = "www.site.example"
_KINDS = {
    "title": BlockKind.TITLE,
    "head": BlockKind.SUBTITLE,
    "item": BlockKind.LIST_ITEM,
}
Texts = set[tuple[str, str]]


def main() -> None:
    """Print the share of each format."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--make", action="store_true", help="write the files anew")
    parser.add_argument("--format", action="append", choices=FORMATS)
    parser.add_argument("--held-back", action="store_true", help="measure what is held back")
    parser.add_argument("--misses", action="store_true", help="print the beads that are lost")
    options = parser.parse_args()
    releases = load_releases()
    if options.make:
        make(releases)
    chosen = [r for r in releases if (r.number % _HELD_BACK == 2) == options.held_back]  # noqa: PLR2004
    gold = {release.name: gold_beads(release) for release in chosen}
    for name in options.format or FORMATS:
        found, total = measure(chosen, name, gold, misses=options.misses)
        print(f"{name}\t{found / total:.3f}\t{found} of {total}")


def measure(
    releases: Iterable[Release], name: str, gold: dict[str, Texts], *, misses: bool = False
) -> tuple[int, int]:
    """How many gold beads the files of a format give, and how many there are."""
    found = total = 0
    for release in releases:
        if not is_kept(release, name):
            continue
        wanted, made = gold[release.name], made_beads(release, name)
        found, total = found + len(wanted & made), total + len(wanted)
        if misses:
            print(f"{name} {release.name}: {len(wanted & made)} of {len(wanted)}")
            for mark, beads in (("-", wanted - made), ("+", made - wanted)):
                for source, target in sorted(beads):
                    print(f"  {mark} {source} | {target}")
    return found, total


def gold_beads(release: Release) -> Texts:
    """The beads of a release of which nothing is misread."""
    source, target = (split_document(_document(release, language)) for language in ("zh", "en"))
    alignment = align_texts(align_task(source, target, RunOptions())).discounted()
    return _texts(Bitext(source, target, alignment, "gold"))


def made_beads(release: Release, name: str) -> Texts:
    """The beads of its files in a format."""
    source, target = (file_of(release, name, language) for language in ("zh", "en"))
    return _texts(align_files(source, target))


def is_kept(release: Release, name: str) -> bool:
    """Whether the files of a release in a format are kept."""
    return name not in FEW or release.number in _FEW_RELEASES


def file_of(release: Release, name: str, language: str) -> Path:
    """Where the file of a release in a format is kept."""
    return DATA / name / f"{release.name}.{language}.{name.split('-')[1]}"


def _texts(bitext: Bitext) -> Texts:
    """The two texts of each bead, without white space; sides without partner are none."""
    return {
        ("".join(bitext.source_text(bead).split()), "".join(bitext.target_text(bead).split()))
        for bead in bitext.alignment
        if not bead.is_null
    }


def _document(release: Release, language: str) -> Document:
    """The release as it would be read without a fault."""
    blocks: list[Block] = []
    for part in release.parts[language]:
        kind = _KINDS.get(part.kind, BlockKind.PARAGRAPH)
        for text in part.cells or (part.text,):
            start = blocks[-1].stop + 1 if blocks else 0
            own = BlockKind.TABLE_CELL if part.cells else kind
            blocks.append(Block(own, text, start, start + len(text)))
    tag = {"zh": "zh-Hans", "en": "en"}[language]
    return Document(f"{release.name}.{language}", tag, tuple(blocks), "gold")


def make(releases: list[Release]) -> None:
    """Write the files of all formats with LibreOffice, Chromium, python-pptx and EbookLib."""
    office, browser = shutil.which("soffice"), shutil.which("chromium")
    if office is None or browser is None:
        raise SystemExit("to make the files, install LibreOffice (soffice) and Chromium")
    shutil.rmtree(DATA, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        _make_office(releases, office, Path(scratch))
        _make_packages(releases)
        _make_sites(releases, browser, Path(scratch))


def _make_office(releases: list[Release], office: str, scratch: Path) -> None:
    sources, sheets = [], []
    for release, language in _sides(releases):
        sources.append(scratch / f"{release.name}.{language}.fodt")
        sources[-1].write_text(office_source(release, language), encoding="utf-8")
        if is_kept(release, "office-xlsx"):
            sheets.append(scratch / f"{release.name}.{language}.fods")
            sheets[-1].write_text(sheet_source(release, language), encoding="utf-8")
    for suffix, written in OFFICE.items():
        _convert(office, scratch, sources, suffix, written)
    _convert(office, scratch, sheets, "xlsx", "xlsx")


def _convert(
    office: str, scratch: Path, sources: Iterable[Path], suffix: str, written: str
) -> None:
    """Have LibreOffice write files in a format."""
    folder = DATA / f"office-{suffix}"
    command = [office, f"-env:UserInstallation=file://{scratch}/profile", "--headless"]
    command += ["--convert-to", written, "--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=900)  # noqa: S603


def _make_packages(releases: list[Release]) -> None:
    for name, write in (("deck-pptx", write_deck), ("book-epub", write_book)):
        (DATA / name).mkdir(parents=True, exist_ok=True)
        for release, language in _sides(releases):
            if is_kept(release, name):
                write(release, language, file_of(release, name, language))


def _sides(releases: Iterable[Release]) -> Iterator[tuple[Release, str]]:
    return ((release, language) for release in releases for language in ("zh", "en"))


def _make_sites(releases: list[Release], browser: str, scratch: Path) -> None:
    for name in ("site-html", "site-pdf", "site-mhtml"):
        (DATA / name).mkdir(parents=True, exist_ok=True)
    for release, language in _sides(releases):
        page = file_of(release, "site-html", language)
        page.write_text(site_page(release, language), encoding="utf-8")
    with _served(DATA / "site-html") as port:
        command = _browser_command(browser, scratch, port)
        for page in sorted((DATA / "site-html").iterdir()):
            _print(page.name, command, scratch)
        save_pages(command, scratch, dict(_snapshots(releases)))


def _snapshots(releases: Iterable[Release]) -> Iterator[tuple[str, Path]]:
    """The addresses of the pages that are saved whole, and where."""
    for release, language in _sides(releases):
        if is_kept(release, "site-mhtml"):
            page = file_of(release, "site-html", language).name
            yield f"http://{_SITE}/{page}", file_of(release, "site-mhtml", language)


@contextmanager
def _served(folder: Path) -> Iterator[int]:
    """The port on which the pages of a folder can be had."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def _browser_command(browser: str, scratch: Path, port: int) -> list[str]:
    """What starts Chromium so that it finds the site, not a place on this machine."""
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-proxy-server"]
    command += [f"--host-resolver-rules=MAP {_SITE} 127.0.0.1:{port}"]
    return [*command, f"--user-data-dir={scratch}/browser"]


def _print(name: str, command: list[str], scratch: Path) -> None:
    """Print a page, whose foot names the site."""
    printed = DATA / "site-pdf" / Path(name).with_suffix(".pdf").name
    subprocess.run(  # noqa: S603
        [*command, f"--print-to-pdf={printed}", f"http://{_SITE}/{name}"],
        check=True, capture_output=True, timeout=300, env={**os.environ, "HOME": str(scratch)},
    )  # fmt: skip


if __name__ == "__main__":
    main()
