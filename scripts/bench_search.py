#!/usr/bin/env python3
"""How long searches take in a workspace of up to a million beads.

Builds a workspace of synthetic releases by direct inserts (sentences are put
together from parts that are varied, so that words of every frequency occur),
and prints the time of queries: the middle of some repetitions, in one process.

    bench_search.py [BEADS] [--folder FOLDER]

A folder that holds such a workspace already is used again.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from aligner.workspace import Workspace
from aligner.workspace.index import folded_words
from aligner.workspace.search import search_folder

_BEADS_OF_A_RELEASE = 40
_REPETITIONS = 5
_RARITY = 1e-4
_DAYS = 5000
_LATE = date(2020, 1, 1)
_SUBJECTS = [
    ("国家知识产权局", "The China National Intellectual Property Administration"),
    ("专利审查协作中心", "The Patent Examination Cooperation Centre"),
    ("与会代表", "The delegates"),
    ("各地方局", "Local offices"),
    ("申请人", "Applicants"),
]
_VERBS = [
    ("发布了", "issued"),
    ("讨论了", "discussed"),
    ("加强了", "strengthened"),
    ("受理了", "accepted"),
    ("修改了", "amended"),
]
_OBJECTS = [
    ("专利申请", "patent applications"),
    ("外观设计的保护", "the protection of designs"),
    ("地理标志产品名录", "the list of products with geographical indications"),
    ("专利权质押登记办法", "the rules on the registration of pledges of patent rights"),
    ("商标审查指南", "the guidelines for trademark examination"),
]
_RARE = [("谅解备忘录", "memorandum of understanding"), ("集成电路布图", "layout designs")]
_QUERIES = [
    "的",
    "晚近",
    "专利",
    "国家知识产权局",
    "the",
    "patent",
    '"patent rights"',
    'source:专利 target:"patent rights"',
    "专利 商标",
    "谅解备忘录",
    "第一百零七",
    "量子",
    'target:"no such phrase"',
]


def main() -> None:
    """Build if needed, then time the queries."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("beads", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=None)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        if not (folder / "workspace.sqlite").exists():
            started = time.perf_counter()
            build(folder, arguments.beads)
            size = (folder / "workspace.sqlite").stat().st_size / 1e6
            print(f"built in {time.perf_counter() - started:.0f} s, {size:.0f} MB")
        print(f"{'query':40}{'found':>12}{'seconds':>10}")
        for query in _QUERIES:
            print(_measured(folder, query))


def build(folder: Path, n_beads: int) -> None:
    """Fill a new workspace; the same for the same number."""
    with Workspace.open(folder, create=True) as workspace:
        db = workspace._db  # noqa: SLF001 - values would take minutes to make
        with db.writing():
            randomness = random.Random(7)  # noqa: S311 - variation, not secrecy
            for release in range(n_beads // _BEADS_OF_A_RELEASE):
                sentences = list(_sentences(randomness, _BEADS_OF_A_RELEASE))
                day = date(2010, 1, 1) + timedelta(days=randomness.randrange(_DAYS))
                if day > _LATE:
                    # A word that is frequent, but not where a search begins.
                    sentences = [(f"晚近{zh}", f"Lately, {en}") for zh, en in sentences]
                published = None if release % 50 == 0 else day.isoformat()
                keys = (2 * release + 1, 2 * release + 2)
                for key, side, language in zip(
                    keys, ("source", "target"), ("zh-Hans", "en"), strict=True
                ):
                    name = f"{side}/{release:06}.html"
                    db.execute(
                        "INSERT INTO documents (key, side, id, language, digest, encoding, "
                        "title, published, url, origin, stage_key) "
                        "VALUES (?, ?, ?, ?, '', 'utf-8', '', ?, '', '', '')",
                        (key, side, name, language, published),
                    )
                    texts = [pair[side == "target"] for pair in sentences]
                    db.executemany(
                        "INSERT INTO blocks (document, position, kind, text, start, stop) "
                        "VALUES (?, ?, 'paragraph', ?, 0, 0)",
                        ((key, n, text) for n, text in enumerate(texts)),
                    )
                    db.executemany(
                        "INSERT INTO segments (document, position, block, start, stop) "
                        "VALUES (?, ?, ?, 0, ?)",
                        ((key, n, n, len(text)) for n, text in enumerate(texts)),
                    )
                db.execute(
                    "INSERT INTO pairs (source, target, probability, reasons) "
                    "VALUES (?, ?, 1.0, '[]')",
                    keys,
                )
                db.execute(
                    "INSERT INTO alignments (key, source, target, stage_key, signature) "
                    "VALUES (?, ?, ?, '', '')",
                    (release + 1, *keys),
                )
                db.executemany(
                    "INSERT INTO beads (alignment, position, source_start, source_stop, "
                    "target_start, target_stop, probability) VALUES (?, ?, ?, ?, ?, ?, 0.99)",
                    ((release + 1, n, n, n + 1, n, n + 1) for n in range(len(sentences))),
                )
                db.executemany(
                    "INSERT INTO search (rowid, source, target) VALUES (?, ?, ?)",
                    (
                        ((release + 1) << 20 | n, *(" ".join(folded_words(t)) for t in pair))
                        for n, pair in enumerate(sentences)
                    ),
                )


def _sentences(randomness: random.Random, count: int) -> Iterator[tuple[str, str]]:
    """Sentences of both languages; one in two speaks of a number, one in 10,000 of the rare."""
    for _ in range(count):
        parts = [randomness.choice(pile) for pile in (_SUBJECTS, _VERBS, _OBJECTS)]
        if randomness.random() < _RARITY:
            parts.append(randomness.choice(_RARE))
        number = randomness.randrange(100_000)
        chinese = "".join(part[0] for part in parts)
        english = " ".join(part[1] for part in parts)
        if number % 2:
            chinese, english = f"{chinese}共{number}件的通知", f"{english}, {number} items in all"
        yield f"{chinese}。", f"{english}."


def _measured(folder: Path, query: str) -> str:
    """A line of the table."""
    seconds = []
    for _ in range(_REPETITIONS):
        started = time.perf_counter()
        found = search_folder(folder, query, limit=20)
        seconds.append(time.perf_counter() - started)
    total = f"{found.total:,}" + ("" if found.is_exact else "+")
    return f"{query:40}{total:>12}{statistics.median(seconds):10.3f}"


if __name__ == "__main__":
    main()
