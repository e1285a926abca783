"""Translation units from the three files of `write_moses`."""

import json
from collections.abc import Iterator
from pathlib import Path

from aligner.errors import FormatError
from aligner.tables import checked_probability, numbered_lines
from aligner.values import TranslationUnit


def read_moses(path: Path) -> Iterator[TranslationUnit]:
    """Units of ``out.ids`` with the texts beside it, one after the other.

    Raises
    ------
    FormatError
        With file and line, when the ids are damaged or the files differ in length.
    """
    records = numbered_lines(path)
    try:
        ends = [str(end) for end in json.loads(next(records, (1, ""))[1])["files"]]
        # Only names beside the ids are theirs to name.
        source, target = (
            numbered_lines(path.with_name(f"{path.stem}.{Path(end).name}"), is_exact=True)
            for end in ends
        )
    except (ValueError, KeyError, TypeError) as error:
        message = "the first line does not name the two files of texts"
        raise FormatError(message, str(path), 1) from error
    try:
        for (number, line), (_, left), (_, right) in zip(records, source, target, strict=True):
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
