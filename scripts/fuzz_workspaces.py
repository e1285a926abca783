"""Workspaces as `fuzz_inputs.py` damages them, with everything that looks at one."""

import json
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import cache, partial
from pathlib import Path
from typing import Any

import fuzz_readers
from fuzz_targets import ODD, Target, attempt_all, change_json

from aligner.pipeline import run
from aligner.review.desk import Desk
from aligner.workspace import (
    Workspace,
    check_workspace_files,
    describe,
    search_folder,
    vacuum,
    write_decisions,
)

_TALKS = (
    ("会议于5月3日在北京举行。", "The meeting was held in Beijing on May 3."),
    ("局长出席会议并讲话。", "The commissioner attended the meeting and spoke."),
    ("他强调要加强专利保护。", "He stressed that patent protection must be strengthened."),
    ("双方签署了合作协议。", "Both sides signed a cooperation agreement."),
)
PAIR = ("talks.html", "en-talks.html")
_GLOSSARY = "source_term\ttarget_term\n会议\tconference\n合作协议\tagreement\n"


@cache
def sample_workspace() -> dict[str, bytes]:
    """The files of a small workspace with findings, edits and decisions, by name."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "terms.tsv").write_text(_GLOSSARY, encoding="utf-8")
        for side, page in enumerate(PAIR):
            (root / f"pile{side}").mkdir()
            text = "".join(f"<p>{talk[side]}</p>" for talk in _TALKS)
            page_text = f"<html><body>{text}</body></html>"
            (root / f"pile{side}" / page).write_text(page_text, encoding="utf-8")
        run(root / "pile0", root / "pile1", root / "work", glossary=root / "terms.tsv")
        folder = root / "work"
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def workspace_samples() -> list[bytes]:
    """The file that holds everything."""
    return [sample_workspace()["workspace.sqlite"]]


_SCHEMA = (
    "CREATE TRIGGER t AFTER INSERT ON documents BEGIN DELETE FROM waivers; END",
    "CREATE VIEW more AS SELECT 1",
    "CREATE TABLE more (a, b)",
    "CREATE VIRTUAL TABLE more USING fts5 (a)",
    "CREATE INDEX more ON documents (title)",
    "ALTER TABLE runs ADD COLUMN more",
    "ALTER TABLE waivers RENAME TO others",
    "DROP TABLE waivers",
    "DROP VIEW segment_texts",
    "PRAGMA user_version = 3",
    "PRAGMA user_version = 99",
    "PRAGMA application_id = 7",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA auto_vacuum = FULL",
    "ANALYZE",
    "VACUUM",
)


def change_workspace(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """Rows altered, taken out or doubled, the schema changed, or bytes damaged."""
    kind = chance.random()
    if kind < 0.15:  # noqa: PLR2004
        return fuzz_readers.garble(data, chance, [])
    if kind < 0.2:  # noqa: PLR2004
        return data[: chance.randint(0, len(data))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "changed.sqlite"
        path.write_bytes(data)
        with (
            suppress(sqlite3.Error, UnicodeError, OverflowError),
            closing(sqlite3.connect(path, isolation_level=None)) as db,
        ):
            if kind < 0.25:  # noqa: PLR2004
                db.execute(chance.choice(_SCHEMA))
            else:
                _alter_row(db, chance)
        return path.read_bytes()


def _alter_row(db: sqlite3.Connection, chance: random.Random) -> None:
    """One cell changed, or one row taken out, whatever refers to it."""
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    filled = [n for n in names if db.execute(f'SELECT 1 FROM "{n}"').fetchone()]  # noqa: S608
    table = chance.choice(filled)
    columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
    rows = db.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608
    row = chance.choice(rows)
    where = " AND ".join(f'"{name}" IS ?' for name in columns)
    if chance.random() < 0.1:  # noqa: PLR2004
        db.execute(f'DELETE FROM "{table}" WHERE {where}', row)  # noqa: S608
        return
    place = chance.randrange(len(columns))
    value: Any = _odd_cell(row[place], chance)
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute(f'UPDATE "{table}" SET "{columns[place]}" = ? WHERE {where}', (value, *row))  # noqa: S608


def _odd_cell(value: object, chance: random.Random) -> object:
    """Something that a cell should not hold: near what is there, or far."""
    kind = chance.random()
    if isinstance(value, str) and kind < 0.4:  # noqa: PLR2004
        if value[:1] in {"[", "{"}:
            return change_json(value.encode(), chance, [b"[]"]).decode("utf-8", "replace")
        return fuzz_readers.garble(value.encode(), chance, []).decode("utf-8", "replace")
    if isinstance(value, int) and kind < 0.5:  # noqa: PLR2004
        return value + chance.choice((-1, 1, 2, 1000))
    if isinstance(value, bytes) and kind < 0.5:  # noqa: PLR2004
        return fuzz_readers.garble(value, chance, [])
    odd = chance.choice(ODD)
    return json.dumps(odd) if isinstance(odd, dict | list) else odd


def read_workspace(data: bytes) -> None:
    """Look at everything in a workspace, check it, search it, review it, write to it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for known, content in sample_workspace().items():
            if not known.endswith(("-wal", "-shm")):
                (folder / known).write_bytes(content)
        (folder / "workspace.sqlite").write_bytes(data)
        attempt_all(_looks(folder))


def _looks(folder: Path) -> Iterator[Callable[[], object]]:
    yield lambda: describe(folder)
    yield lambda: check_workspace_files(folder)
    yield lambda: search_folder(folder, "meeting", limit=5)
    yield lambda: search_folder(folder, "meet.*g", limit=5, regex=True)
    yield from (partial(_with, folder, look) for look in _CONTENT)
    yield lambda: _reviewed(folder)
    yield lambda: _with(folder, lambda workspace: write_decisions(workspace, folder / "out"))
    yield lambda: vacuum(folder)


_CONTENT: tuple[Callable[[Workspace], object], ...] = (
    lambda w: list(w.bitexts()),
    lambda w: list(w.findings()),
    lambda w: list(w.term_checks()),
    lambda w: list(w.alarms()),
    lambda w: list(w.pairs()),
    lambda w: w.count_findings(),
    lambda w: w.failures(),
    lambda w: [w.document(side, d) for side in ("source", "target") for d in w.document_ids(side)],
    lambda w: (w.document_heads("source"), w.unpaired("target"), w.reading_doubts("source")),
    lambda w: [w.claims(*pair) for pair in w.edited_pairs()],
    lambda w: (w.decisions(), w.waivers(), w.proposal_decisions(), w.lexicon(), w.last_run()),
    lambda w: list(w.dump()),
)


def _with(folder: Path, look: Callable[[Workspace], object]) -> None:
    with Workspace.open(folder) as workspace:
        look(workspace)


def _reviewed(folder: Path) -> None:
    with Desk.open(folder) as desk:
        desk.queue("")
        desk.sheet(*PAIR, "Li")
        desk.history(*PAIR)
        desk.terms(*PAIR)


TARGET = Target(workspace_samples, change_workspace, read_workspace)
