"""Translation units to files and back: TMX, XLIFF, TSV, JSON Lines, Moses, Excel, Parquet.

Every writer streams (memory stays flat), does not look at the clock, and writes the same
bytes for the same units.  Every file written reads back to the same units; the
XML formats and Moses, which cannot hold certain characters, count those removed.

Bitexts of other programs are read as well: XLIFF 1.2 and 2.x, and tables with a
text beside its translation in CSV, TSV, Excel and Word files.
"""

from typing import TYPE_CHECKING

from aligner.faces import lazy_face

if TYPE_CHECKING:
    from aligner.exporters.choosing import Notice, ignore
    from aligner.exporters.formats import (
        UNIT_FORMATS,
        UnitFormat,
        export_units,
        format_names,
        format_of_file,
        format_of_suffix,
        read_units,
        require_plain_binary,
        unit_file,
        write_units,
        written_format,
    )
    from aligner.exporters.ordering import (
        ORDERED_FORMATS,
        ORDERS,
        in_order,
        record_of_unit,
        unit_of_record,
    )
    from aligner.exporters.parquet import COLUMNS, ParquetExporter, load_pyarrow
    from aligner.exporters.shards import export_shards
    from aligner.exporters.states import Standing, standing
    from aligner.exporters.units import kept_beads, kept_links, unit_id, units_from_bitext
else:
    __getattr__ = lazy_face(__name__)

__all__ = [
    "COLUMNS",
    "ORDERED_FORMATS",
    "ORDERS",
    "UNIT_FORMATS",
    "Notice",
    "ParquetExporter",
    "Standing",
    "UnitFormat",
    "export_shards",
    "export_units",
    "format_names",
    "format_of_file",
    "format_of_suffix",
    "ignore",
    "in_order",
    "kept_beads",
    "kept_links",
    "load_pyarrow",
    "read_units",
    "record_of_unit",
    "require_plain_binary",
    "standing",
    "unit_file",
    "unit_id",
    "unit_of_record",
    "units_from_bitext",
    "write_units",
    "written_format",
]
