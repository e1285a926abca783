"""What `fuzz_inputs.py` feeds: glossaries, tables and weights, with what reads them."""

import json
import random
import tempfile
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
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
from aligner.readers.piles.manifest import read_manifest
from aligner.workspace import (
    read_decisions,
    read_proposal_decisions,
    read_review,
    read_waivers,
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


TARGETS = {
    "glossary": Target(glossary_samples, change_text, read_glossary_bytes),
    "decisions": Target(lambda: list(_DECISIONS), change_text, read_decision_bytes),
    "pages": Target(lambda: list(_PAGES), change_text, read_page_table),
    "weights": Target(weights_samples, change_json, read_weights),
}
