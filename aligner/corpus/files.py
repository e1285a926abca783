"""Corpora as files: the formats of translation units, and folders that say what they hold."""

from collections.abc import Iterable
from pathlib import Path

from aligner.exporters import export_units, format_names, needs_path
from aligner.values import TranslationUnit

# Formats with a card that tells people of the corpus and its licence.
_CARDED = "huggingface"


def corpus_formats() -> tuple[str, ...]:
    """Names of the formats that a corpus can be written in, in alphabetical order."""
    return tuple(sorted([*format_names(), _CARDED]))


def has_card(format_name: str) -> bool:
    """Whether a format has a card that tells people of the corpus and its licence."""
    return format_name == _CARDED


def is_many_files(format_name: str) -> bool:
    """Whether a format is several files, which no stream can take."""
    return has_card(format_name) or needs_path(format_name)


def export_corpus(
    units: Iterable[TranslationUnit],
    path: Path,
    *,
    format_name: str,
    licence: str = "",
) -> int:
    """Number of units written to a file or folder, which appears when it is complete.

    Parameters
    ----------
    units : iterable of TranslationUnit
    path : Path
    format_name : str
        One of `corpus_formats`.
    licence : str
        Of the texts, for a format that `has_card`; others have no place for it.

    Raises
    ------
    ConfigError
        If it cannot be written there.
    """
    if has_card(format_name):
        from aligner.corpus.huggingface import write_huggingface  # noqa: PLC0415 - loads pyarrow

        return write_huggingface(units, path, licence)
    return export_units(units, path, format_name=format_name)
