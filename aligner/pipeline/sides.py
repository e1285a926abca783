"""The two documents to align, from two files or from one of two languages."""

from dataclasses import replace
from pathlib import Path

from aligner.errors import InputError
from aligner.readers import read_document, split_languages
from aligner.text import base_language
from aligner.values import Document

Tags = tuple[str | None, str | None]


def read_sides(source: Path, target: Path | None, tags: Tags) -> tuple[Document, Document]:
    """Source and target document.

    Of a file of two languages beside a file of one, the side in the other language is taken.

    Parameters
    ----------
    source : Path
    target : Path or None
        None, or the same path again, if the source holds both languages.
    tags : pair of str or None
        Languages of the two sides, where they are given.

    Raises
    ------
    FormatError
        If a file cannot be read or has no text.
    InputError
        If there is one file, and it has one language.
    """
    if target is None or target == source:
        return _both_sides(source, tags)
    first, second = read_document(source), read_document(target)
    first, second = _beside(first, second, tags[0]), _beside(second, first, tags[1])
    return _tagged(first, tags[0]), _tagged(second, tags[1])


def _both_sides(path: Path, tags: Tags) -> tuple[Document, Document]:
    """The two sides of one file; without `tags` the one that begins is the source."""
    document = read_document(path)
    other = next((tag for tag in tags if tag and base_language(tag) != "zh"), None)
    sides = split_languages(document, other)
    if sides is None:
        message = (
            f"{path}: a text of one language ({document.language}): give the file of its "
            "translation as the second one; if it holds few words of another, name both with "
            "--languages"
        )
        raise InputError(message)
    # Neither language is left out.
    first, second = sides = (_with_both(document, sides[0]), _with_both(document, sides[1]))
    for place, tag in enumerate(tags):
        if tag is not None and base_language(tag) == base_language(sides[1 - place].language):
            second, first = sides
            break
    return _tagged(first, tags[0]), _tagged(second, tags[1])


def _with_both(document: Document, side: Document) -> Document:
    """A side whose doubts do not say that the other is not taken."""
    known = len(document.doubts)
    return replace(side, doubts=side.doubts[:known] + side.doubts[known + 1 :])


def _beside(document: Document, other: Document, tag: str | None) -> Document:
    """The document, or of one of two languages the side that fits the other document."""
    sides = split_languages(document)
    if sides is None:
        return document
    wanted = [side for side in sides if tag and base_language(side.language) == base_language(tag)]
    foreign = [
        side for side in sides if base_language(side.language) != base_language(other.language)
    ]
    return next(iter(wanted or foreign), document)


def _tagged(document: Document, tag: str | None) -> Document:
    return document if tag is None else replace(document, language=tag)
