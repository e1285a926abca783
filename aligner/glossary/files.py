"""Glossary files: read, written and converted, with what a format cannot hold."""

from dataclasses import dataclass
from pathlib import Path

from aligner.errors import FormatError, InputError
from aligner.files import whole_file
from aligner.glossary.formats import format_named, format_of_content, format_to_write
from aligner.glossary.glossary import Glossary
from aligner.glossary.losses import Loss, find_losses, loss_lines
from aligner.glossary.pairs import language_pair
from aligner.inputs import read_input


def read_glossary(
    path: Path, format_name: str | None = None, *, languages: tuple[str, str] | None = None
) -> Glossary:
    """The glossary in a file of any format of `aligner.glossary.formats`.

    Parameters
    ----------
    path : Path
    format_name : str, optional
        Name of the format; guessed from content and suffix if not given.  Tables
        may have our columns, those of others, or just two.
    languages : tuple of str, optional
        Languages of source and target where the file does not say them; told
        by their script if not given.

    Raises
    ------
    FormatError
        If the file cannot be read, or nothing in it can be used; with the line
        and advice.
    UnknownNameError
        If no format has that name.
    """
    named = format_named(format_name) if format_name else None
    try:
        data = read_input(path)
    except OSError as error:
        raise FormatError(error.strerror or str(error), str(path)) from error
    return (named or format_of_content(data, str(path))).read(data, str(path), languages)


@dataclass(frozen=True, slots=True)
class Conversion:
    """The result of a conversion.

    Parameters
    ----------
    glossary : Glossary
        As it was read, with its problems and what was not read.
    losses : tuple of Loss
        What the new file cannot hold.
    format_name : str
        Format of the new file.
    """

    glossary: Glossary
    losses: tuple[Loss, ...]
    format_name: str

    @property
    def is_whole(self) -> bool:
        """Whether nothing was lost, in reading or in writing."""
        return not (self.losses or self.glossary.unread or self.glossary.problems)

    def remarks(self) -> list[str]:
        """Lines to show to the user."""
        glossary = self.glossary
        lines = [str(problem) for problem in glossary.problems]
        if glossary.unread:
            met = ", ".join(f"{name} ({count})" for name, count in glossary.unread)
            lines.append(f"not read: {met}")
        if self.losses:
            lines.append(f"{self.format_name} cannot hold:")
            lines += [f"  {line}" for line in loss_lines(self.losses)]
        return lines


def write_glossary(
    glossary: Glossary,
    path: Path,
    format_name: str | None = None,
    *,
    languages: tuple[str, str] | None = None,
) -> tuple[Loss, ...]:
    """What the file could not hold; it is written atomically.

    The bytes are read back before they are written and compared with the
    glossary, so that the losses reported are the real ones.

    Parameters
    ----------
    glossary : Glossary
    path : Path
    format_name : str, optional
        Guessed from the suffix if not given.
    languages : tuple of str, optional
        Source and target of a format of pairs; Chinese and English if not
        given and there.

    Raises
    ------
    ConfigError
        If no format has that name or suffix, or the file cannot be written.
    InputError
        If such a file can hold nothing of the glossary.
    """
    chosen = format_named(format_name) if format_name else format_to_write(path)
    pair = language_pair(glossary, languages) if chosen.writes_pair else languages
    data = chosen.write(glossary, languages)
    try:
        back = chosen.read(data, str(path), pair)
    except FormatError as error:
        message = f"{path}: no entry of the glossary can stand in the format {chosen.name}"
        raise InputError(message) from error
    with whole_file(path) as stream:
        stream.write(data)
    return find_losses(glossary, back)


def convert_glossary(
    source: Path,
    target: Path,
    *,
    from_format: str | None = None,
    to_format: str | None = None,
    languages: tuple[str, str] | None = None,
) -> Conversion:
    """The result of reading a glossary in one format and writing it in another.

    Parameters
    ----------
    source, target : Path
    from_format, to_format : str, optional
        Names of formats; by default detected, and told by the suffix of the target.
    languages : (str, str), optional
        Those of the terms, where the file does not name them, and of the pairs to write.

    Raises
    ------
    AlignerError
        As `read_glossary` and `write_glossary` do.
    """
    chosen = format_named(to_format) if to_format else format_to_write(target)
    glossary = read_glossary(source, from_format, languages=languages)
    losses = write_glossary(glossary, target, chosen.name, languages=languages)
    return Conversion(glossary, losses, chosen.name)
