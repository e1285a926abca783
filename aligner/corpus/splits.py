"""Units of a corpus on disk, and their division into parts that share nothing.

A part that models are tested on must not have been trained on.  Whole pairs of
documents go to one part; documents that are published again (next year's notice
is last year's but for some words) go with each other; and of what two parts
still share, sentences that everybody writes, only the tested part keeps a copy:
units with either side the same but for numbers, case, punctuation, the script of Chinese
and the order of clauses, or with nine tenths of their letters in common.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aligner.corpus.likeness import are_alike, bands, clause_key, folded, key_of
from aligner.errors import ConfigError
from aligner.exporters import record_of_unit, unit_of_record
from aligner.languages import simplify
from aligner.signature import digest_values
from aligner.values import TranslationUnit

# In the order in which they keep what several of them hold.
SPLITS = ("test", "validation", "train")
# Shares are given with a few digits.
_ROUNDING = 1e-6
# Sentences of so many documents tell nothing about which of them belong together.
_COMMON = 20
# Documents that have so much of the smaller one in common are one text.
_SAME = 0.5
# A band that so many tested units have in common is a usual phrase, and so are candidates
# beyond the best ones.
_MOST_IN_BAND, _MOST_CANDIDATES = 30, 20
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
CREATE TABLE documents (
    key INTEGER PRIMARY KEY, source TEXT, target TEXT, day TEXT, split TEXT, cluster INTEGER,
    UNIQUE (source, target)
);
CREATE TABLE units (
    key INTEGER PRIMARY KEY, document INTEGER, source INTEGER, target INTEGER, record TEXT
);
-- What the tested splits hold, the strongest numbered 0: sides, whole units, and their bands.
CREATE TABLE sides (side INTEGER PRIMARY KEY, rank INTEGER);
CREATE TABLE tested (key INTEGER PRIMARY KEY, rank INTEGER, source TEXT, target TEXT);
CREATE TABLE bands (band INTEGER, unit INTEGER, PRIMARY KEY (band, unit)) WITHOUT ROWID;
-- Units of which a stronger split has the like.
CREATE TABLE gone (key INTEGER PRIMARY KEY);
"""
_INDEX = "CREATE INDEX units_by_source ON units (source, document)"
_SHARED = """
WITH shared AS (
    SELECT DISTINCT source, document FROM units WHERE source IN (
        SELECT source FROM units GROUP BY source HAVING COUNT(DISTINCT document) BETWEEN 2 AND ?
    )
)
SELECT a.document, b.document, COUNT(*) FROM shared a
JOIN shared b ON b.source = a.source AND b.document > a.document
GROUP BY a.document, b.document ORDER BY a.document, b.document
"""
_OF_SPLIT = """
SELECT u.key, u.source, u.target, u.record FROM units u JOIN documents d ON d.key = u.document
WHERE d.split = ? AND NOT EXISTS (SELECT 1 FROM gone g WHERE g.key = u.key)
ORDER BY u.key
"""
_DOCUMENTS = """
SELECT COUNT(DISTINCT d.key) FROM units u JOIN documents d ON d.key = u.document
WHERE d.split = ? AND NOT EXISTS (SELECT 1 FROM gone g WHERE g.key = u.key)
"""
_LEFT_OUT = "SELECT record FROM units WHERE key IN (SELECT key FROM gone) ORDER BY key"
_HAS_SIDE = (
    "SELECT 1 FROM sides WHERE side IN (SELECT value FROM json_each(?)) AND rank < ? LIMIT 1"
)
_ALIKE = """
SELECT t.source, t.target FROM tested t JOIN (
    SELECT unit, COUNT(*) AS n FROM bands WHERE band IN (SELECT value FROM json_each(?))
    GROUP BY unit ORDER BY n DESC, unit LIMIT ?
) ON t.key = unit WHERE t.rank < ?
"""
_ADD_BAND = """
INSERT OR IGNORE INTO bands
SELECT :band, :unit WHERE (SELECT COUNT(*) FROM bands WHERE band = :band) < :most
"""


@dataclass(frozen=True, slots=True)
class SplitShares:
    """What share of the documents each split has; together they are all.

    Parameters
    ----------
    train, validation, test : float
    """

    train: float = 0.9
    validation: float = 0.05
    test: float = 0.05

    def __post_init__(self) -> None:
        shares = (self.train, self.validation, self.test)
        if not all(0.0 <= share <= 1.0 for share in shares) or abs(sum(shares) - 1.0) > _ROUNDING:
            message = f"shares of splits must add up to 1, not {' + '.join(map(str, shares))}"
            raise ConfigError(message)

    @property
    def is_undivided(self) -> bool:
        """Whether everything is in one split."""
        return max(self.train, self.validation, self.test) == 1.0

    @property
    def wanted(self) -> tuple[str, ...]:
        """The splits that are to have a share."""
        return tuple(name for name in reversed(SPLITS) if getattr(self, name))

    def split(self, source: str, target: str) -> str:
        """The split of a pair of documents, by chance that is the same every time."""
        draw = int(digest_values("split", source, target)[:12], 16) / 16**12
        for name in SPLITS[:-1]:
            share = float(getattr(self, name))
            if draw < share:
                return name
            draw -= share
        # What rounding leaves over goes to a split that is wanted.
        return self.wanted[0]


class CorpusSplits:
    """Units of a corpus in a file, divided by `divide`.

    Memory holds a few numbers a document, and nothing of the units.

    Parameters
    ----------
    path : Path
        Of a file that is not there yet; whoever made this removes it.
    shares : SplitShares
    """

    def __init__(self, path: Path, shares: SplitShares | None = None) -> None:
        self._shares = shares or SplitShares()
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
            sides = (key_of(folded(text)) for text in _simplified(unit))
            sql = "INSERT INTO units (document, source, target, record) VALUES (?, ?, ?, ?)"
            execute(sql, (documents[names], *sides, record_of_unit(unit)))
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
        splits = {cluster: self._shares.split(*names) for cluster, (_, *names) in oldest.items()}
        self._connection.execute("BEGIN")
        self._connection.executemany(
            "UPDATE documents SET split = ?, cluster = ? WHERE key = ?",
            ((splits[clusters[key]], clusters[key], key) for key, *_ in heads),
        )
        for rank, split in enumerate(SPLITS):
            self._thin_out(split, rank)
        self._connection.execute("COMMIT")
        return sum(n > 1 for n in Counter(clusters).values())

    def units(self, split: str) -> Iterator[TranslationUnit]:
        """Units of a split in their order, without those of which a stronger split has the like."""
        for *_, record in self._connection.execute(_OF_SPLIT, (split,)):
            yield unit_of_record(record)

    def left_out(self) -> Iterator[TranslationUnit]:
        """Units of which a stronger split has the like, in their order."""
        for (record,) in self._connection.execute(_LEFT_OUT):
            yield unit_of_record(record)

    def documents(self, split: str) -> int:
        """How many pairs of documents have units in a split."""
        row = self._connection.execute(_DOCUMENTS, (split,))
        return int(row.fetchone()[0])

    def _thin_out(self, split: str, rank: int) -> None:
        """Strike out what a stronger split has the like of; what is left is tested, if any is."""
        execute = self._connection.execute
        for key, *sides, record in execute(_OF_SPLIT, (split,)):
            unit = unit_of_record(record)
            source, target = _simplified(unit)
            turned = map(clause_key, (source, target))
            sides += [key for key in turned if key is not None]
            if rank and execute(_HAS_SIDE, (json.dumps(sides), rank)).fetchone():
                execute("INSERT INTO gone VALUES (?)", (key,))
                continue
            texts = folded(source), folded(target)
            marks = bands(*texts)
            if rank and self._has_like(texts, marks, rank):
                execute("INSERT INTO gone VALUES (?)", (key,))
            elif split != SPLITS[-1]:
                self._keep_tested((key, rank, *texts), sides, marks)

    def _has_like(self, texts: tuple[str, str], marks: list[int], rank: int) -> bool:
        """Whether a stronger split has a unit that is nearly the same."""
        values = (json.dumps(marks), _MOST_CANDIDATES, rank)
        return any(are_alike(texts, like) for like in self._connection.execute(_ALIKE, values))

    def _keep_tested(
        self, row: tuple[int, int, str, str], sides: list[int], marks: list[int]
    ) -> None:
        """Keep what weaker splits must not have the like of."""
        key, rank, *_ = row
        self._connection.execute("INSERT INTO tested VALUES (?, ?, ?, ?)", row)
        self._connection.executemany(
            "INSERT OR IGNORE INTO sides VALUES (?, ?)", ((side, rank) for side in sides)
        )
        self._connection.executemany(
            _ADD_BAND, ({"band": mark, "unit": key, "most": _MOST_IN_BAND} for mark in marks)
        )

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


def _simplified(unit: TranslationUnit) -> tuple[str, str]:
    """Both texts without the difference of script: what is written in both is one text."""
    return simplify(unit.source_text), simplify(unit.target_text)


def _root(parents: list[int], key: int) -> int:
    while parents[key] != key:
        parents[key] = parents[parents[key]]
        key = parents[key]
    return key
