"""Translation units from tables in Word documents: a text beside its translation."""

from collections.abc import Iterator
from pathlib import Path

from aligner.exporters.tables import units_from_tables
from aligner.tables import WORD, OfficeFile, word_tables
from aligner.values import TranslationUnit


def read_docx(path: Path) -> Iterator[TranslationUnit]:
    """Units of the side-by-side tables of a Word document, see `units_from_tables`.

    Tables that hold no text with its translation are passed over.  The
    document is in memory while it is read (at most 64 MiB of XML).

    Raises
    ------
    FormatError
        With the file: not a Word document, or none of its tables will do.
    """
    with OfficeFile(path, str(path), WORD) as file:
        root = file.root(file.main)
    if root is not None:
        yield from units_from_tables((enumerate(t, start=1) for t in word_tables(root)), path)
