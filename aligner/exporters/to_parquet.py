"""Apache Parquet: a table with a column for every property, compressed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import IO

from aligner import __version__
from aligner.exporters.parquet_table import load_pyarrow, table_columns, table_schema
from aligner.values import TranslationUnit

# Rows in memory at a time.  The foot of the file, which is in memory until the
# end, grows by some kilobytes a group: a thousand would be felt in a million rows.
_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class ParquetExporter:
    """Units as rows, in groups of ten thousand, compressed with Zstandard.

    The metadata of the file say under ``aligner`` in JSON what all of it is:
    pairs of languages, signatures of the runs, version of the program.
    """

    name: str = "parquet.v1"

    def write(self, units: Iterable[TranslationUnit], stream: IO[bytes]) -> int:
        """Write all units, streaming; gives the number written."""
        arrow = load_pyarrow()
        schema = table_schema(arrow)
        count = 0
        languages: set[tuple[str, str]] = set()
        signatures: set[str] = set()
        with arrow.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
            remaining = iter(units)
            while rows := list(islice(remaining, _ROWS)):
                writer.write_table(arrow.table(table_columns(rows), schema=schema))
                count += len(rows)
                languages.update((unit.source_language, unit.target_language) for unit in rows)
                signatures.update(_signatures(rows))
            writer.add_key_value_metadata({"aligner": _about(languages, signatures)})
        return count


def _signatures(units: Iterable[TranslationUnit]) -> set[str]:
    """The runs that made some units."""
    return {value for unit in units for name, value in unit.properties if name == "signature"}


def _about(languages: set[tuple[str, str]], signatures: set[str]) -> str:
    """What is true of all units, as JSON."""
    about = {
        "languages": sorted(languages),
        "signatures": sorted(signatures),
        "version": __version__,
    }
    return json.dumps(about)
