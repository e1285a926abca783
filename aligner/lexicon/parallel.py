"""Parallel texts as files: a Chinese text, its English translation, where they stand."""

import json
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from aligner.errors import FormatError

# A collection without documents of its own (examples of a dictionary, a test set)
# is cut into pieces of so many pairs, which count as documents.
_PIECE = 200
_COLUMNS = 5
_NO_SET = "-"


class ParallelText(NamedTuple):
    """A text pair; `gold_set` names the gold set that holds it as well, if any."""

    source: str
    target: str
    document: str
    gold_set: str | None


def read_parallel(path: Path) -> Iterator[ParallelText]:
    """Text pairs of a file, in order.

    Parameters
    ----------
    path : Path
        ``.tsv`` or ``.tsv.xz``: Chinese, English, document, a tag, the name of a gold
        set or ``-``; a part of a document is written behind ``#``.  ``.jsonl``: a document a
        line, line by line the same in ``zh`` and ``en``.

    Raises
    ------
    FormatError
        If a line is none of these, with its number.
    """
    if path.suffix == ".jsonl":
        yield from _read_documents(path)
        return
    pieces: Counter[str] = Counter()
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8", newline="\n") as stream:
        for number, line in enumerate(stream, 1):
            fields = line.rstrip("\n").split("\t")
            if len(fields) != _COLUMNS:
                message = f"{len(fields)} columns instead of {_COLUMNS}"
                raise FormatError(message, str(path), number)
            source, target, place, _, gold_set = fields
            document = place.partition("#")[0]
            pieces[document] += 1
            piece = f"{path.name}:{document}#{pieces[document] // _PIECE}"
            yield ParallelText(source, target, piece, None if gold_set == _NO_SET else gold_set)


def _read_documents(path: Path) -> Iterator[ParallelText]:
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            try:
                document = json.loads(line)
                sides = document["zh"].split("\n"), document["en"].split("\n")
                name = f"{path.name}:{document['id']}"
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                message = "not a document with id, zh and en"
                raise FormatError(message, str(path), number) from error
            if len(sides[0]) != len(sides[1]):
                message = f"{len(sides[0])} Chinese lines and {len(sides[1])} English ones"
                raise FormatError(message, str(path), number)
            for source, target in zip(*sides, strict=True):
                if source.strip():
                    yield ParallelText(source, target, name, None)
