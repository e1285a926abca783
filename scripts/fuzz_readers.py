#!/usr/bin/env python3
"""Feeds all registered readers with damaged pages, and keeps what they do not survive.

scripts/fuzz_readers.py [--seconds N] [--seed N] [--limit N] [--save FOLDER] [--reader NAME]...

A case is made from the seed and its number alone, so that it can be made again:
a sample page or markup put together at random, then cut, repeated, spliced,
garbled, or written in another charset.  Readers run in a process of their own;
when it dies, or says nothing for several times the limit, the case counts as a crash or a
hang; half the limit of processor time is already too slow.
A reader may refuse a case with a FormatError; what it gives must keep the
promises of blocks: in order, not empty, with spans inside the source.  Cases that
failed are saved with what happened; the exit status is then 1.  At the end the slowest
cases of each reader are tried at twice their size: the table tells the worst ratio of times.
"""

import argparse
import os
import random
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, NamedTuple

from fuzz_growth import worst_growth

from aligner import parts
from aligner.errors import FormatError
from aligner.splitters import split_document

_ROOT = Path(__file__).resolve().parent.parent
_SAMPLES = ("corpora/releases/**/*.*", "tests/readers/cases/*.html", "tests/readers/cases/*.txt")
_OFFICE_SAMPLES = ("tests/**/*.docx", "tests/**/*.pdf", "tests/**/*.odt", "tests/**/*.rtf")
_PLAIN_SAMPLES = (
    b"# Head\n\n* item\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\nText [link](x).\n",
    b"1\n00:00:01,000 --> 00:00:02,000\nA line\nof words.\n\n2\n00:00:03,000 --> 00:00:04,000\nx\n",
    b"WEBVTT\n\n00:01.000 --> 00:02.000 align:start\n<v A>Words.</v>\n",
    (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\n"
        b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        b"<html><body><p>A paragraph=20here.</p></body></html>\n--B--\n"
    ),
)
_FRAGMENTS = (
    "<p>", "</p>", "<div class=nav>", "</div>", "<br>", "<a href=x>", "</a>", "<table><tr><td>",
    "</table>", "<li>", "<h1>", "<script>", "</script>", "<!--", "-->", "&amp;nbsp;", "&#x4e2d;",
    "&", "<title>", "<pre>", "<span hidden>", "<", ">", '"', "<a x='", "\r\n", "\n> ", "\x00",
    "\u3000\u3000", "\u200b", "\u00ad\n", "\ud800", "２０２３年", "知 识 产 权 ", "識(shí)產(chǎn)",
    "www.example.gov.cn", "（第三四四号）", "国发〔2018〕18号", "发布时间：", "来源：", "字号",
    "相关链接", "(Translated from the Chinese Version)", "“", "。", "A sentence of some length. ",
    "某局发布公告，自发布之日起施行。", "2023-04-28", "<meta charset=big5>", "<?xml ?>", "<svg>",
    "<plaintext>", "<textarea>", "<select><option>", "x" * 300, "<font " * 20, "</b>" * 20,
)  # fmt: skip
_CHARSETS = ("utf-8", "gb18030", "utf-16", "big5", "utf-8-sig", "cp1252")
_LARGEST = 200_000
_LONGEST_SPLIT = 3000
_MOST_CHANGES = 6
_TIMES_MADE = 20
_SLOWEST = 5
# Seconds for a worker to load what it tries.
STARTING = 300.0
# How many times as long as by its own clock a case may take on a busy machine.
BUSY = 10
_FINE = ("read", "refused")


class Outcome(NamedTuple):
    """What a reader did with a case."""

    number: int
    reader: str
    result: str
    seconds: float
    message: str


def main(arguments: list[str] | None = None) -> int:
    """Fuzz for a while and tell what happened."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=float, default=30.0, help="seconds a reader may take")
    parser.add_argument("--save", type=Path, default=Path("out/fuzz"), help="folder for failures")
    parser.add_argument("--reader", action="append", choices=parts.readers.names())
    parser.add_argument("--worker", type=int, default=-1, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    names = options.reader or list(parts.readers.names())
    if options.worker >= 0:
        work(options.seed, options.worker, names, options.limit)
        return 0
    return watch(options, names)


def work(seed: int, first: int, names: list[str], limit: float) -> None:
    """Read cases one after the other, and say of each what came of it."""
    sources = samples()
    readers = {name: parts.readers.get(name)() for name in names}
    number = first
    print("ready", flush=True)
    while True:
        data = case(seed, number, sources)
        for name, reader in readers.items():
            # A busy machine is not the reader's fault; one that hangs is seen by the clock.
            start = sum(os.times()[:4])
            result, message = attempt(reader, data)
            # With that of the processes it has started.
            seconds = sum(os.times()[:4]) - start
            if seconds > limit / 2 and result != "crashed":
                result, message = "slow", f"{seconds:.1f} s for {len(data)} bytes"
            print(number, name, result, f"{seconds:.3f}", message, sep="\t", flush=True)
        number += 1


def attempt(reader: parts.Reader, data: bytes) -> tuple[str, str]:
    """What a reader does with some bytes: read, refused or crashed, and why."""
    try:
        document = reader.read(data, document_id="case")
        previous = 0
        for block in document.blocks:
            if not previous <= block.start < block.stop or not block.text.strip():
                return "crashed", f"block at {block.start}-{block.stop} behind {previous}"
            left, right = block.source_span(0, len(block.text))
            if not block.start <= left < right <= block.stop:
                return "crashed", f"offsets {left}-{right} outside {block.start}-{block.stop}"
            previous = block.stop
        # The splitter's time is its own matter: it is quadratic in a paragraph.
        if max(len(block.text) for block in document.blocks) < _LONGEST_SPLIT:
            split_document(document)
    except FormatError:
        return "refused", ""
    except Exception as error:  # noqa: BLE001 - whatever it is, it is to be told
        return "crashed", f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return "read", ""


def samples() -> list[bytes]:
    """The pages that cases are made from."""
    paths = sorted(path for pattern in _SAMPLES for path in _ROOT.glob(pattern) if path.is_file())
    office = sorted(path for pattern in _OFFICE_SAMPLES for path in _ROOT.glob(pattern))
    made = [*_PLAIN_SAMPLES, *map(packed, _ARCHIVES)]
    # Of each format about as many.
    return [*(path.read_bytes() for path in [*paths, *office]), *made * _TIMES_MADE]


_BOOK = {
    "mimetype": b"application/epub+zip",
    "META-INF/container.xml": b'<container><rootfiles><rootfile full-path="b.opf"/></rootfiles>'
    b"</container>",
    "b.opf": b'<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    b'</manifest><spine><itemref idref="a"/></spine></package>',
    "a.xhtml": b"<html><body><h1>Head</h1><p>A paragraph.</p></body></html>",
}
_RELATIONS = b"http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _relations(*links: tuple[bytes, bytes]) -> bytes:
    """The relations of a part of an Office file: kinds and names, with ids r0, r1 ..."""
    inner = b"".join(
        b'<Relationship Id="r%d" Type="%s/%s" Target="%s"/>' % (number, _OFFICE, kind, target)
        for number, (kind, target) in enumerate(links)
    )
    return b'<Relationships xmlns="%s">%s</Relationships>' % (_RELATIONS, inner)


_SLIDES = {
    "_rels/.rels": _relations((b"officeDocument", b"ppt/p.xml")),
    "ppt/p.xml": b'<p:presentation xmlns:p="p" xmlns:r="%s"><p:sldIdLst><p:sldId id="1" r:id="r0"/>'
    b"</p:sldIdLst></p:presentation>" % _OFFICE,
    "ppt/_rels/p.xml.rels": _relations((b"slide", b"s.xml")),
    "ppt/s.xml": b'<p:sld xmlns:p="p" xmlns:a="a"><p:sp><p:nvSpPr><p:cNvPr/><p:nvPr>'
    b'<p:ph type="title"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>Head</a:t></a:r></a:p>'
    b"</p:txBody></p:sp><p:grpSp><p:sp><p:txBody><a:p><a:r><a:t>A line.</a:t></a:r></a:p>"
    b"</p:txBody></p:sp></p:grpSp><p:graphicFrame><a:tbl><a:tr><a:tc><a:p><a:r><a:t>1</a:t></a:r>"
    b"</a:p></a:tc></a:tr></a:tbl></p:graphicFrame></p:sld>",
    "ppt/_rels/s.xml.rels": _relations((b"notesSlide", b"n.xml")),
    "ppt/n.xml": b'<p:notes xmlns:p="p" xmlns:a="a"><p:sp><p:txBody><a:p><a:r><a:t>A note.</a:t>'
    b"</a:r></a:p></p:txBody></p:sp></p:notes>",
}
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEETS = {
    "_rels/.rels": _relations((b"officeDocument", b"xl/w.xml")),
    "xl/w.xml": b'<workbook xmlns="%s" xmlns:r="%s"><sheets>'
    b'<sheet name="Fees" sheetId="1" r:id="r0"/></sheets></workbook>' % (_MAIN, _OFFICE),
    "xl/_rels/w.xml.rels": _relations(
        (b"worksheet", b"s.xml"), (b"sharedStrings", b"t.xml"), (b"styles", b"y.xml")
    ),
    "xl/t.xml": b'<sst xmlns="%s"><si><t>Item</t></si><si><r><t>F</t></r><r><t>ee</t></r></si>'
    b"</sst>" % _MAIN,
    "xl/y.xml": b'<styleSheet xmlns="%s"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    b"</styleSheet>" % _MAIN,
    "xl/s.xml": b'<worksheet xmlns="%s"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>'
    b'<c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" s="1"><v>45000</v></c>'
    b'<c r="B2" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>' % _MAIN,
}
_ARCHIVES = (_BOOK, _SLIDES, _SHEETS)


def packed(members: dict[str, bytes]) -> bytes:
    """A ZIP archive of some files."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def repack(data: bytes, chance: random.Random, sources: list[bytes]) -> bytes:
    """One file of an archive changed, which damage to the whole would not reach."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - damaged before in whatever way
        return data
    if members:
        name = chance.choice(sorted(members))
        change = chance.choice((cut, repeat, garble, insert, splice))
        members[name] = change(members[name], chance, sources)[:_LARGEST]
    return packed(members)


def case(seed: int, number: int, sources: list[bytes]) -> bytes:
    """The bytes of one case."""
    chance = random.Random(f"{seed}-{number}")  # noqa: S311 - not for secrets
    if chance.random() < 0.4:  # noqa: PLR2004
        pieces = chance.choices(_FRAGMENTS, k=chance.randint(1, 60))
        data = "".join(pieces).encode(chance.choice(_CHARSETS), "replace")
    else:
        data = chance.choice(sources)
    for _ in range(chance.randint(0, _MOST_CHANGES)):
        data = chance.choice(_CHANGES)(data, chance, sources)[:_LARGEST]
    return data


def cut(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """A stretch left out."""
    start, stop = stretch(data, chance)
    return data[:start] + data[stop:]


def repeat(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """A stretch, mostly short, many times over."""
    start = chance.randint(0, len(data))
    stop = min(len(data), start + chance.choice((1, 3, 8, 40, 400)))
    return data[:stop] + data[start:stop] * chance.choice((2, 30, 2000)) + data[stop:]


def garble(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """Some bytes made others."""
    changed = bytearray(data)
    for _index in range(min(len(changed), chance.choice((1, 4, 50)))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def insert(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """Fragments of markup put in."""
    place = chance.randint(0, len(data))
    text = "".join(chance.choices(_FRAGMENTS, k=chance.randint(1, 8)))
    charset = chance.choice(("utf-8", "gb18030"))
    return data[:place] + text.encode(charset, "replace") + data[place:]


def splice(data: bytes, chance: random.Random, sources: list[bytes]) -> bytes:
    """The beginning of one page with the end of another."""
    other = chance.choice(sources)
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


def recode(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """The text in another charset than it says."""
    text = data.decode(chance.choice(("utf-8", "gb18030")), "replace")
    return text.encode(chance.choice(_CHARSETS), "replace")


_CHANGES: tuple[Callable[[bytes, random.Random, list[bytes]], bytes], ...] = (
    cut, repeat, garble, insert, insert, splice, recode, repack, repack, repack,
)  # fmt: skip


def stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    """Where a stretch of some bytes begins and ends."""
    start = chance.randint(0, len(data))
    return start, chance.randint(start, len(data))


def watch(options: argparse.Namespace, names: list[str]) -> int:
    """Start workers until the time is over, save the cases they fail on and print the table."""
    end = time.monotonic() + options.seconds
    told: dict[str, list[Outcome]] = {name: [] for name in names}
    number = 0
    sources = samples()
    while time.monotonic() < end:
        for outcome in outcomes(options.seed, number, names, options.limit, end):
            told[outcome.reader].append(outcome)
            number = outcome.number + (outcome.reader == names[-1])
            if outcome.result not in _FINE:
                save(
                    options.save, options.seed, outcome, case(options.seed, outcome.number, sources)
                )
                number = outcome.number + 1
    print("reader\tcases\tread\trefused\tfailures\tslowest s\tratio at twice the size")
    for name, found in told.items():
        print(name, *row(name, found, options.seed, sources), sep="\t")
    return int(any(one.result not in _FINE for found in told.values() for one in found))


def row(name: str, found: list[Outcome], seed: int, sources: list[bytes]) -> tuple[str, ...]:
    """What came of all cases with one reader."""
    counts = Counter(outcome.result for outcome in found)
    failures = len(found) - counts["read"] - counts["refused"]
    slowest = sorted(found, key=lambda outcome: -outcome.seconds)[:_SLOWEST]
    data = [case(seed, outcome.number, sources) for outcome in slowest if outcome.result == "read"]
    growth = worst_growth(partial(attempt, parts.readers.get(name)()), data)
    most = f"{slowest[0].seconds:.2f}" if slowest else "-"
    return (*map(str, (len(found), counts["read"], counts["refused"], failures)), most, growth)


def outcomes(
    seed: int, first: int, names: list[str], limit: float, end: float
) -> Iterator[Outcome]:
    """What a worker says until it dies, falls silent or its time is over."""
    command = [sys.executable, __file__, "--seed", str(seed), "--worker", str(first)]
    command += ["--limit", str(limit)]
    command += [word for name in names for word in ("--reader", name)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, errors="replace") as worker:  # noqa: S603
        lines: Queue[str] = Queue()
        Thread(target=pump, args=(worker.stdout, lines), daemon=True).start()
        number, index = first, 0
        try:
            next_line(lines, STARTING)
            while time.monotonic() < end:
                line = next_line(lines, limit * BUSY)
                if not line:
                    result = "hung" if worker.poll() is None else "died"
                    yield Outcome(number, names[index], result, limit, "")
                    return
                fields = line.rstrip("\n").split("\t")
                yield Outcome(int(fields[0]), fields[1], fields[2], float(fields[3]), fields[4])
                number, index = int(fields[0]), names.index(fields[1]) + 1
                if index == len(names):
                    number, index = number + 1, 0
        finally:
            worker.kill()


def pump(stream: IO[str] | None, lines: Queue[str]) -> None:
    """Hand over lines as they come; an empty one when there will be no more."""
    for line in stream or ():
        lines.put(line)
    lines.put("")


def next_line(lines: Queue[str], limit: float) -> str:
    """The next line, empty if the worker ended or says nothing for too long."""
    try:
        return lines.get(timeout=limit)
    except Empty:
        return ""


def save(folder: Path, seed: int, outcome: Outcome, data: bytes) -> None:
    """Write a case and what happened to it."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{outcome.reader}-{seed}-{outcome.number}"
    (folder / f"{stem}.bin").write_bytes(data)
    (folder / f"{stem}.why").write_text(f"{outcome.result} {outcome.message}\n", encoding="utf-8")
    print(f"{stem}\t{outcome.result}\t{outcome.message}")


if __name__ == "__main__":
    raise SystemExit(main())
