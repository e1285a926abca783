"""Translation units to files and back: TMX, XLIFF, TSV, JSON Lines, Moses, Excel, Parquet.

Every writer streams (memory stays flat), asks no clock, and writes the same
bytes for the same units.  Every file written reads back to the same units; the
XML formats and Moses, which cannot hold certain characters, count those lost.

Bitexts of other programs are read as well: XLIFF 1.2 and 2.x, and tables with a
text beside its translation in CSV, TSV, Excel and Word files.
"""

from aligner.exporters.files import (
    export_units,
    file_suffix,
    format_names,
    is_binary,
    needs_path,
    read_units,
    write_units,
)
from aligner.exporters.parquet_table import COLUMNS, load_pyarrow
from aligner.exporters.to_parquet import ParquetExporter
from aligner.exporters.units import unit_id, units_from_bitext

__all__ = [
    "COLUMNS",
    "ParquetExporter",
    "export_units",
    "file_suffix",
    "format_names",
    "is_binary",
    "load_pyarrow",
    "needs_path",
    "read_units",
    "unit_id",
    "units_from_bitext",
    "write_units",
]
