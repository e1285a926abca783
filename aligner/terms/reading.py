"""A glossary file to a glossary, by its suffix."""

from pathlib import Path

from aligner.errors import FormatError
from aligner.terms.glossary import Glossary

__all__ = ["read_glossary"]


def read_glossary(path: Path) -> Glossary:
    """The glossary in a TSV, CSV or TBX file.

    Tables may have the columns of `write_glossary_tsv` or just two columns,
    Chinese and English in either order, with or without a header.

    Parameters
    ----------
    path : Path
        The suffix tells the format: ``.tsv .tab .txt``, ``.csv``, ``.tbx .xml``.

    Raises
    ------
    FormatError
        If the file cannot be read as what its suffix says; with the line.
    """
    # Each reader is loaded when it is needed: lxml takes its time.
    suffix = path.suffix.lower()
    if suffix in {".tbx", ".xml"}:
        from aligner.terms.from_tbx import read_tbx as read  # noqa: PLC0415
    elif suffix in {".tsv", ".tab", ".txt", ".csv"}:
        from aligner.terms.from_table import read_table as read  # noqa: PLC0415
    else:
        message = "not a glossary file that can be read; known: .tsv .csv .tbx"
        raise FormatError(message, str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FormatError(error.strerror or str(error), str(path)) from error
    return read(data, str(path))
