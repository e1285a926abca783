"""What `fuzz_inputs.py` feeds: glossaries, tables, weights and workspaces, with what reads them."""

import json
import random
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from functools import cache, partial
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import fuzz_readers
import openpyxl

from aligner.core.weights import parse_weights, save_weights
from aligner.errors import AlignerError, InternalError
from aligner.glossary import FORMATS, lint_glossary
from aligner.glossary.formats import format_of_content
from aligner.pipeline import run
from aligner.readers.piles.manifest import read_manifest
from aligner.review.desk import Desk
from aligner.workspace import (
    Workspace,
    check_workspace_files,
    describe,
    read_decisions,
    read_proposal_decisions,
    read_review,
    read_waivers,
    search_folder,
    vacuum,
    write_decisions,
)

# Bytes in which a file says what it is.
_HEAD = 200
Change = Callable[[bytes, random.Random, list[bytes]], bytes]

_ROOT = Path(__file__).resolve().parent.parent
# Odd values that a field of JSON or of a table may hold.
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1 << 31, 1 << 63, 10**40, 0.5, 1e308, float("nan"), float("inf"), "", " ",
    "\x00", "\ud800", "1", "x" * 5000, "[" * 3000, [], {}, [[]], {"a": 1}, [0] * 2000, "知识产权",
    "\u202e", "../../etc", "source", "%s", "e\u0301",
)  # fmt: skip
_CELLS = (
    "\t", ",", ";", "|", '"', '""', "\r\n", "\n", "\r", "\ufeff", "\x00", "source", "target", "zh",
    "en", "term", "path", "date", "2023-04-28", "force", "forbid", "accepted", "note", "id", "=1+1",
    "专利", "patent", "(a|b)*", "re:(a+)+$", "[", "{", "#", "!", "\u3000", "\u200b", "x" * 3000,
    "a b " * 300, "; " * 300, "<", ">", "&lt;", "&#0;", "<term>", "</term>", "<termEntry>", "<tig>",
    "]]>", "<!--", '<langSet xml:lang="zh">', "<conceptGrp>", "</conceptGrp>", "xml:lang", "utf-16",
)  # fmt: skip


class Target(NamedTuple):
    """Something that reads what comes from outside.

    Parameters
    ----------
    samples : callable
        Gives inputs that are as they should be.
    change : callable
        Damages one.
    attempt : callable
        Reads it, by all ways there are; raises what they raise.
    """

    samples: Callable[[], list[bytes]]
    change: Change
    attempt: Callable[[bytes], None]


def attempt_all(steps: Iterable[Callable[[], object]]) -> None:
    """Take all steps, whether some are refused or not; raise anything else at once.

    Raises
    ------
    AlignerError
        If every step was refused.
    """
    refusals: list[AlignerError] = []
    taken = 0
    for step in steps:
        taken += 1
        try:
            step()
        except InternalError:
            raise
        except AlignerError as error:
            refusals.append(error)
    if len(refusals) == taken:
        raise refusals[-1]


# --- tables and marked-up text ------------------------------------------------------------


def put_cells(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """Pieces of tables and of marked-up glossaries put in."""
    place = chance.randint(0, len(data))
    text = "".join(chance.choices(_CELLS, k=chance.randint(1, 8)))
    return data[:place] + text.encode(chance.choice(("utf-8", "utf-16", "gb18030"))) + data[place:]


def repeat_lines(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """A few lines many times over."""
    lines = data.split(b"\n")
    start = chance.randrange(len(lines))
    stop = start + chance.randint(1, 3)
    return b"\n".join(lines[:stop] + lines[start:stop] * chance.choice((1, 20, 500)) + lines[stop:])


_TEXT_CHANGES: tuple[Change, ...] = (
    fuzz_readers.cut, fuzz_readers.repeat, fuzz_readers.garble, fuzz_readers.splice,
    fuzz_readers.recode, fuzz_readers.repack, put_cells, put_cells, repeat_lines,
)  # fmt: skip


def change_text(data: bytes, chance: random.Random, sources: list[bytes]) -> bytes:
    """One change of a text."""
    return chance.choice(_TEXT_CHANGES)(data, chance, sources)


_MULTITERM = """<?xml version="1.0" encoding="UTF-8"?><mtf><conceptGrp><concept>1</concept>
<descripGrp><descrip type="Definition">A right.</descrip></descripGrp>
<languageGrp><language type="Chinese" lang="ZH"/><termGrp><term>专利</term>
<descripGrp><descrip type="Status">preferred</descrip></descripGrp></termGrp></languageGrp>
<languageGrp><language type="English" lang="EN"/><termGrp><term>patent</term></termGrp>
</languageGrp></conceptGrp></mtf>""".encode()


def glossary_samples() -> list[bytes]:
    """Glossaries of all formats."""
    folder = _ROOT / "tests" / "glossary" / "golden"
    found = [path for path in sorted(folder.rglob("*.*")) if path.suffix != ".read"]
    book = openpyxl.Workbook()
    for row in (("zh", "en", "note"), ("专利", "patent", "a|b"), ("商标", "trademark; mark", "")):
        book.worksheets[0].append(row)
    stream = BytesIO()
    book.save(stream)
    return [*(path.read_bytes() for path in found), *[_MULTITERM] * 3, *[stream.getvalue()] * 4]


def read_glossary_bytes(data: bytes) -> None:
    """Read a glossary as what it seems and as something else, look through it, write it."""
    chance = random.Random(zlib.crc32(data))  # noqa: S311 - not for secrets
    suffix = chance.choice((".csv", ".tsv", ".txt", ".tbx", ".xlsx", ".xml", ".utx", ".json"))
    named = chance.choice(sorted(FORMATS))

    def seen(name: str | None) -> None:
        path = f"glossary{suffix}"
        made = FORMATS[name] if name else format_of_content(data, path)
        glossary = made.read(data, path)
        lint_glossary(glossary)
        attempt_all(partial(one.write, glossary) for one in FORMATS.values() if one.is_written)

    attempt_all((partial(seen, None), partial(seen, named)))


_DECISIONS = (
    b"source\ttarget\tdecision\tauthor\treason\na.html\tb.html\tforce\tLi\tseen\n",
    b"source,target,decision\na.html,b.html,forbid\nc.html,d.html,\n",
    b"id\tdecision\treason\tauthor\n0123456789ab\taccepted\thouse style\tLi\n",
    "source_term\ttarget_term\tdecision\tauthor\treason\n专利\tpatent\taccept\tLi\t\n".encode(),
    (
        b'{"source":"a","target":"b","author":"Li","made":"2024-05-06T07:08:09+00:00","claim":'
        b'{"kind":"bead","ruling":"confirmed","source":["x"],"target":["y"]}}\n'
    ),
)
_PAGES = (
    b"path,language,title,published\na.html,en,A title,2023-04-28\nb/c.html,en,,\n",
    "文件\t日期\t标题\na.html\t2023年4月28日\t题目\n".encode(),
    b"path;id;url;origin;number\na.html;1;http://example.com;an office;No. 3\n",
)


def _written(name: str, read: Callable[[Path], object]) -> Callable[[bytes], None]:
    """A reader of paths as one of bytes."""

    def attempt(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            read(path)

    return attempt


def read_decision_bytes(data: bytes) -> None:
    """Read a table of decisions, by everything that reads one."""
    readers = (read_decisions, read_waivers, read_proposal_decisions)
    ways = [_written(f"t{suffix}", read) for read in readers for suffix in (".csv", ".tsv")]
    ways.append(_written("review.jsonl", read_review))
    attempt_all(partial(way, data) for way in ways)


def read_page_table(data: bytes) -> None:
    """Read a table of pages."""
    ways = [_written(f"pages{s}", lambda path: list(read_manifest(path))) for s in (".csv", ".tsv")]
    attempt_all(partial(way, data) for way in ways)


# --- JSON ------------------------------------------------------------------------------------


def change_value(value: Any, chance: random.Random) -> Any:  # noqa: ANN401 - whatever JSON holds
    """JSON with one odd value somewhere, or one value missing."""
    if not isinstance(value, dict | list) or not value or chance.random() < 0.1:  # noqa: PLR2004
        return chance.choice(ODD)
    if isinstance(value, dict):
        name = chance.choice(sorted(value))
        if chance.random() < 0.15:  # noqa: PLR2004
            return {key: item for key, item in value.items() if key != name}
        return value | {name: change_value(value[name], chance)}
    place = chance.randrange(len(value))
    if chance.random() < 0.15:  # noqa: PLR2004
        return value[:place] + value[place:][1:]
    return [*value[:place], change_value(value[place], chance), *value[place + 1 :]]


def change_json(data: bytes, chance: random.Random, sources: list[bytes]) -> bytes:
    """One value changed, or sometimes bytes."""
    if chance.random() < 0.8:  # noqa: PLR2004
        with suppress(ValueError, RecursionError):
            return json.dumps(change_value(json.loads(data), chance)).encode()
    return change_text(data, chance, sources)


def weights_samples() -> list[bytes]:
    """The weights that are shipped."""
    found = [
        entry.read_bytes() for entry in files("aligner.core.data").iterdir() if entry.is_file()
    ]
    return sorted(data for data in found if b'"aligner-weights-' in data[:_HEAD])


def read_weights(data: bytes) -> None:
    """Read weights, and what was written of them again."""
    with suppress(UnicodeDecodeError):
        weights = parse_weights(data.decode(), "weights.json")
        weights.digest()
        text = save_weights(weights)
        if save_weights(parse_weights(text, "x")) != text:
            raise RuntimeError("weights are others when they are written and read again")


# --- workspaces -----------------------------------------------------------------------------

TALKS = (
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
            text = "".join(f"<p>{talk[side]}</p>" for talk in TALKS)
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


TARGETS = {
    "glossary": Target(glossary_samples, change_text, read_glossary_bytes),
    "decisions": Target(lambda: list(_DECISIONS), change_text, read_decision_bytes),
    "pages": Target(lambda: list(_PAGES), change_text, read_page_table),
    "weights": Target(weights_samples, change_json, read_weights),
    "workspace": Target(workspace_samples, change_workspace, read_workspace),
}
