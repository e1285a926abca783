"""Translation units to files and back: TMX 1.4b, TSV and JSON Lines.

Every writer streams (memory stays flat), asks no clock, and writes the same
bytes for the same units.  Every file written reads back to the same units; only
TMX, which cannot hold certain control characters, drops those and counts them.

Bitexts of other programs are read as well: XLIFF 1.2 and 2.x, and tables with a
text beside its translation in CSV, TSV, Excel and Word files.
"""

from aligner.exporters.files import (
    export_units,
    file_suffix,
    format_names,
    read_units,
    write_units,
)
from aligner.exporters.units import units_from_bitext

__all__ = [
    "export_units",
    "file_suffix",
    "format_names",
    "read_units",
    "units_from_bitext",
    "write_units",
]
