"""Apache Parquet: a table with a column for every property, compressed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import IO

from aligner.exporters.parquet_table import load_pyarrow, table_columns, table_schema
from aligner.values import TranslationUnit

__all__ = ["ParquetExporter"]

# Rows in memory at a time; what readers of corpora take in one piece.
_ROWS = 1000


@dataclass(frozen=True, slots=True)
class ParquetExporter:
    """Units as rows, in groups of a thousand, compressed with Zstandard."""

    name: str = "parquet.v1"

    def write(self, units: Iterable[TranslationUnit], stream: IO[bytes]) -> int:
        """Write all units, streaming; gives the number written."""
        arrow = load_pyarrow()
        schema = table_schema(arrow)
        count = 0
        with arrow.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
            remaining = iter(units)
            while rows := list(islice(remaining, _ROWS)):
                writer.write_table(arrow.table(table_columns(rows), schema=schema))
                count += len(rows)
        return count
