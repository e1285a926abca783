"""Reads Excel workbooks as documents: the texts of their cells, row by row."""

import re
from collections.abc import Sequence

from aligner.readers.pieces import Piece, PieceReader
from aligner.readers.properties import core_properties
from aligner.readers.text.reader import Properties
from aligner.tables import EXCEL, OfficeFile, open_workbook
from aligner.values import BlockKind

_DEFAULT_NAME = re.compile(r"(?:Sheet|Tabelle|工作表)\s?\d*", re.IGNORECASE)


class SheetsReader(PieceReader):
    """Reads a workbook into a Document.

    Names given to sheets are headings.  The texts of a sheet with a single column are
    paragraphs, those of others are cells; hidden sheets and formulas are left out.
    """

    def load(self, data: bytes, document_id: str) -> tuple[Sequence[Piece], Properties]:
        """All cells of the visible sheets, and the properties."""
        with OfficeFile(data, document_id, EXCEL) as file:
            workbook = open_workbook(file)
            pieces: list[Piece] = []
            for sheet in workbook.sheets:
                rows = [
                    [cell for cell in row.cells if cell.strip()] for row in workbook.rows(sheet)
                ]
                kind = BlockKind.TABLE_CELL if any(len(row) > 1 for row in rows) else None
                named = len(workbook.sheets) > 1 and not _DEFAULT_NAME.fullmatch(sheet.name)
                if named and any(rows):
                    pieces.append(Piece(sheet.name, is_heading=True))
                pieces += [Piece(cell, kind) for row in rows for cell in row]
            return pieces, core_properties(file)
