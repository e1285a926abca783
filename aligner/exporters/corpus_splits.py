"""Units of a corpus on disk, and their division into parts that share nothing.

A part that models are tested on must not have been trained on.  Whole pairs of
documents go to one part; documents that are published again (next year's notice
is last year's but for some words) go with each other; and of what two parts
still share, sentences that everybody writes, only the tested part keeps a copy.
"""

import json
import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from hashlib import blake2b
from pathlib import Path

from aligner.signature import digest_values
from aligner.values import TranslationUnit

__all__ = ["SPLITS", "CorpusSplits", "near_key"]

# In the order in which they keep what several of them hold.
SPLITS = ("test", "validation", "train")
_SHARES = {"test": 0.05, "validation": 0.05}
# Sentences of so many documents tell nothing about which of them belong together.
_COMMON = 20
# Documents that have so much of the smaller one in common are one text.
_SAME = 0.5
_FIELDS = tuple(field.name for field in fields(TranslationUnit))
_DIGITS = re.compile(r"\d+")
_NOT_WORD = re.compile(r"[\W_]+")
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE documents (
    key INTEGER PRIMARY KEY, source TEXT, target TEXT, day TEXT, split TEXT, cluster INTEGER,
    UNIQUE (source, target)
);
CREATE TABLE units (key INTEGER PRIMARY KEY, document INTEGER, near INTEGER, record TEXT);
"""
_INDEX = "CREATE INDEX units_by_near ON units (near, document)"
_SHARED = """
WITH shared AS (
    SELECT DISTINCT near, document FROM units WHERE near IN (
        SELECT near FROM units GROUP BY near HAVING COUNT(DISTINCT document) BETWEEN 2 AND ?
    )
)
SELECT a.document, b.document, COUNT(*) FROM shared a
JOIN shared b ON b.near = a.near AND b.document > a.document
GROUP BY a.document, b.document ORDER BY a.document, b.document
"""
_KEPT = """
SELECT u.record FROM units u JOIN documents d ON d.key = u.document
WHERE d.split = :split AND NOT EXISTS (
    SELECT 1 FROM units v JOIN documents e ON e.key = v.document
    WHERE v.near = u.near AND e.split IN (SELECT value FROM json_each(:stronger))
)
ORDER BY u.key
"""


class CorpusSplits:
    """Units of a corpus in a file, divided by `divide`.

    Memory holds a few numbers a document, and nothing of the units.

    Parameters
    ----------
    path : Path
        Of a file that is not there yet; whoever made this removes it.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript(_TABLES)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add(self, units: Iterable[TranslationUnit]) -> int:
        """Keep units, streaming; gives their number."""
        count = 0
        documents: dict[tuple[str, str], int] = {}
        execute = self._connection.execute
        execute("BEGIN")
        for unit in units:
            values = dict(unit.properties)
            names = values.get("source-document", ""), values.get("target-document", "")
            if names not in documents:
                documents[names] = len(documents)
                day = values.get("source-date") or values.get("target-date") or ""
                sql = "INSERT INTO documents (key, source, target, day) VALUES (?, ?, ?, ?)"
                execute(sql, (documents[names], *names, day))
            near = near_key(unit.source_text, unit.target_text)
            sql = "INSERT INTO units (document, near, record) VALUES (?, ?, ?)"
            execute(sql, (documents[names], near, _record(unit)))
            count += 1
        execute("COMMIT")
        return count

    def divide(self) -> int:
        """Put every pair of documents into a split; gives the number of texts that are several.

        The split of a document follows from its name, so that it stays when the
        corpus grows; of documents that are one text, from that of the oldest.
        """
        self._connection.execute(_INDEX)
        heads = list(
            self._connection.execute("SELECT key, source, target, day FROM documents ORDER BY key")
        )
        clusters = self._clusters(len(heads))
        oldest: dict[int, tuple[str, str, str]] = {}
        for key, source, target, day in heads:
            known = oldest.get(clusters[key])
            mine = (day or "9999", source, target)
            oldest[clusters[key]] = mine if known is None else min(known, mine)
        splits = {cluster: _split(*names) for cluster, (_, *names) in oldest.items()}
        self._connection.execute("BEGIN")
        self._connection.executemany(
            "UPDATE documents SET split = ?, cluster = ? WHERE key = ?",
            ((splits[clusters[key]], clusters[key], key) for key, *_ in heads),
        )
        self._connection.execute("COMMIT")
        return sum(n > 1 for n in Counter(clusters).values())

    def units(self, split: str) -> Iterator[TranslationUnit]:
        """Units of a split in their order, without those that a stronger split holds."""
        stronger = json.dumps(SPLITS[: SPLITS.index(split)])
        rows = self._connection.execute(_KEPT, {"split": split, "stronger": stronger})
        for (record,) in rows:
            values = json.loads(record)
            values[-1] = tuple((name, value) for name, value in values[-1])
            yield TranslationUnit(**dict(zip(_FIELDS, values, strict=True)))

    def documents(self, split: str) -> int:
        """How many pairs of documents are in a split."""
        row = self._connection.execute("SELECT COUNT(*) FROM documents WHERE split = ?", (split,))
        return int(row.fetchone()[0])

    def _clusters(self, n: int) -> list[int]:
        """For each document the first one that is the same text."""
        sizes = Counter(
            dict(self._connection.execute("SELECT document, COUNT(*) FROM units GROUP BY document"))
        )
        parents = list(range(n))
        for one, other, shared in self._connection.execute(_SHARED, (_COMMON,)):
            if shared >= _SAME * min(sizes[one], sizes[other]):
                roots = sorted((_root(parents, one), _root(parents, other)))
                parents[roots[1]] = roots[0]
        return [_root(parents, key) for key in range(n)]


def near_key(source: str, target: str) -> int:
    """A number that units share whose texts differ in numbers, case and punctuation only."""
    texts = (unicodedata.normalize("NFKC", text).casefold() for text in (source, target))
    folded = "\0".join(_NOT_WORD.sub("", _DIGITS.sub("0", text)) for text in texts)
    data = folded.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


def _root(parents: list[int], key: int) -> int:
    while parents[key] != key:
        parents[key] = parents[parents[key]]
        key = parents[key]
    return key


def _split(source: str, target: str) -> str:
    """The split of a pair of documents, by chance that is the same every time."""
    draw = int(digest_values("split", source, target)[:12], 16) / 16**12
    for name, share in _SHARES.items():
        if draw < share:
            return name
        draw -= share
    return "train"


def _record(unit: TranslationUnit) -> str:
    return json.dumps([getattr(unit, name) for name in _FIELDS])
