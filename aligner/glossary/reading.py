"""A glossary file to a glossary."""

from pathlib import Path

from aligner.errors import FormatError
from aligner.glossary.formats import format_named, format_of_content
from aligner.glossary.glossary import Glossary


def read_glossary(
    path: Path, format_name: str | None = None, *, languages: tuple[str, str] | None = None
) -> Glossary:
    """The glossary in a file of any format of `aligner.glossary.formats`.

    Parameters
    ----------
    path : Path
    format_name : str, optional
        Name of the format; told by content and suffix if not given.  Tables
        may have our columns, those of others, or just two.
    languages : tuple of str, optional
        Languages of source and target where the file does not say them; told
        by their script if not given.

    Raises
    ------
    FormatError
        If the file cannot be read, or nothing in it can be used; with the line
        and a way out.
    UnknownNameError
        If no format has that name.
    """
    named = format_named(format_name) if format_name else None
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FormatError(error.strerror or str(error), str(path)) from error
    return (named or format_of_content(data, str(path))).read(data, str(path), languages)
