"""A pair of files for Moses and its heirs: line n of one translates line n of the other.

Beside ``out.zh`` and ``out.en`` stands ``out.ids``: line n is a JSON object with the id,
the languages, the probability and the provenance of the unit of their lines n.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import IO

from aligner.errors import AlignerError, FormatError
from aligner.files import whole_file
from aligner.tables import (
    LINE_BREAKERS,
    checked_probability,
    compressed,
    compression_of,
    hex_escape,
    numbered_lines,
    without_compression,
)
from aligner.text import base_language
from aligner.values import TranslationUnit

IDS_SUFFIX = ".ids"

# Some reader ends a line at any of these, and then the two files do not match.
_BREAKS = re.compile(f"[{LINE_BREAKERS}]")
_ENDS = ("source", "target")


def write_moses(units: Iterable[TranslationUnit], path: Path) -> int:
    """Write three files whose names begin with that of `path`; gives the number of units.

    Every control character and line break of a text becomes a space; where any
    did, the line in ``out.ids`` says how many as ``spaced``.  The ends of the
    names are the languages of the first unit.  For a name that ends in ``.gz`` or
    ``.zst``, that comes last and the files are compressed: ``out.zh.gz``.  Texts that
    an earlier export left beside its ids in other languages are deleted.
    """
    packing, stem = compression_of(path), without_compression(path)
    remaining = iter(units)
    leading = list(islice(remaining, 1))
    ends = _ENDS
    if leading:
        ends = _ends(leading[0].source_language, leading[0].target_language)
    count = 0
    paths = _places(stem, packing, ends)
    left = _left_before(stem, packing) - {*paths}
    with ExitStack() as stack:
        # The ids tell of the other two: they take their place last, when those are there.
        ids, source, target = (_entered(stack, path) for path in paths)
        for unit in chain(leading, remaining):
            source_line, n_source = _BREAKS.subn(" ", unit.source_text)
            target_line, n_target = _BREAKS.subn(" ", unit.target_text)
            source.write(source_line.encode() + b"\n")
            target.write(target_line.encode() + b"\n")
            record: dict[str, object] = {
                "id": unit.id,
                "languages": [unit.source_language, unit.target_language],
                "probability": unit.probability,
                "properties": unit.properties,
            }
            if n_source + n_target:
                record["spaced"] = n_source + n_target
            ids.write(_json(record))
            count += 1
        # A full disk must show while all three are still the old ones.
        for stream in (ids, source, target):
            stream.flush()
    for text in left:
        text.unlink(missing_ok=True)
    return count


def _places(stem: Path, packing: str, ends: tuple[str, str]) -> list[Path]:
    """The files of ids and of both texts."""
    names = (IDS_SUFFIX, *(f".{end}" for end in ends))
    return [stem.with_name(f"{stem.name}{name}{packing}") for name in names]


def _left_before(stem: Path, packing: str) -> set[Path]:
    """Texts of an earlier export, as far as its ids tell of them."""
    ids, *_ = _places(stem, packing, _ENDS)
    if not ids.is_file():
        return set()
    try:
        line = next((line for _, line in numbered_lines(ids)), None)
        if line is None:
            return {path for path in _places(stem, packing, _ENDS)[1:] if _has_no_line(path)}
        unit = _unit(line, "", "", ids, 1)
    except AlignerError:
        # Whatever this is, nothing is known of texts beside it.
        return set()
    return set(_places(stem, packing, _ends(unit.source_language, unit.target_language))[1:])


def _has_no_line(path: Path) -> bool:
    return path.is_file() and next(iter(numbered_lines(path)), None) is None


def _entered(stack: ExitStack, path: Path) -> IO[bytes]:
    """A stream to one of the files."""
    return stack.enter_context(compressed(stack.enter_context(whole_file(path)), path))


def _ends(source: str, target: str) -> tuple[str, str]:
    """Ends of the two names: languages of the first unit, whole tags where those are the same."""
    tags = source, target
    for ends in ((base_language(tags[0]), base_language(tags[1])), tags):
        if ends[0] != ends[1] and all(re.fullmatch(r"[\w-]+", end) for end in ends):
            return ends
    return _ENDS[0], _ENDS[1]


def _json(record: dict[str, object]) -> bytes:
    text = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return _BREAKS.sub(hex_escape, text).encode() + b"\n"


def read_moses(path: Path) -> Iterator[TranslationUnit]:
    """Units of ``out.ids`` with the texts beside it, one after the other.

    Raises
    ------
    FormatError
        With file and line, when the ids are damaged or the files differ in length.
    """
    records = numbered_lines(path)
    packing, ids = compression_of(path), without_compression(path)
    leading = list(islice(records, 1))
    ends = _ENDS
    if leading:
        first = _unit(leading[0][1], "", "", path, 1)
        ends = _ends(first.source_language, first.target_language)
    source, target = (
        numbered_lines(ids.with_name(f"{ids.stem}.{end}{packing}"), is_exact=True) for end in ends
    )
    try:
        for (number, line), (_, left), (_, right) in zip(
            chain(leading, records), source, target, strict=True
        ):
            yield _unit(line, left, right, path, number)
    except FormatError:
        raise
    except ValueError as error:
        message = "the ids and the two texts differ in their number of lines"
        raise FormatError(message, str(path)) from error


def _unit(line: str, source: str, target: str, path: Path, number: int) -> TranslationUnit:
    try:
        record = json.loads(line)
        languages = [str(tag) for tag in record["languages"]]
        properties = tuple((str(name), str(value)) for name, value in record["properties"])
        identifier, probability = str(record["id"]), record["probability"]
        source_language, target_language = languages
    except (ValueError, KeyError, TypeError) as error:
        message = "not an object with id, languages, probability and properties"
        raise FormatError(message, str(path), number) from error
    return TranslationUnit(
        identifier,
        source_language,
        target_language,
        source,
        target,
        checked_probability(probability, path, number),
        properties,
    )
