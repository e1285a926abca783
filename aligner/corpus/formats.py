"""The formats of a corpus: those of translation units, and a folder with a data card."""

from collections.abc import Iterable
from pathlib import Path

from aligner.corpus.huggingface import Division, FolderOptions, write_huggingface
from aligner.exporters import UNIT_FORMATS, UnitFormat, export_units
from aligner.values import TranslationUnit

_HUGGINGFACE = UnitFormat("huggingface", "", write_files=write_huggingface, has_card=True)
CORPUS_FORMATS = {
    made.name: made
    for made in sorted((*UNIT_FORMATS.values(), _HUGGINGFACE), key=lambda made: made.name)
    if made.is_written
}


def export_corpus(
    units: Iterable[TranslationUnit],
    path: Path,
    *,
    format_name: str,
    folder: FolderOptions | None = None,
    division: Division | None = None,
) -> int:
    """Number of units written to a file or folder, which appears when it is complete.

    Parameters
    ----------
    units : iterable of TranslationUnit
    path : Path
    format_name : str
        One of `CORPUS_FORMATS`.
    folder : FolderOptions or None
        For a format with a card; others have no place for it.
    division : Division or None
        Is told what a format with splits makes of them.

    Raises
    ------
    ConfigError
        If it cannot be written there.
    """
    if format_name == _HUGGINGFACE.name:
        return write_huggingface(units, path, folder, division)
    return export_units(units, path, format_name=format_name)
