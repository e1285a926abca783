"""Two files, or two lists of sentences, to a bitext without a workspace."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.encoders import load_encoder
from aligner.errors import InputError, PairingError
from aligner.languages import detect_language
from aligner.pipeline.alignment_task import align_task
from aligner.pipeline.keys import StageKeys
from aligner.pipeline.options import (
    Progress,
    RunOptions,
    chosen_encoder,
    chosen_segmentation,
    look_again,
)
from aligner.pipeline.realign import align_texts
from aligner.pipeline.sides import read_sides
from aligner.readers import read_segmented
from aligner.splitters import split_document
from aligner.text import base_language
from aligner.values import Bitext, SegmentedDocument

if TYPE_CHECKING:
    from aligner.glossary import Glossary


def align_files(  # noqa: PLR0913 - two files; the rest has defaults
    source: Path,
    target: Path | None = None,
    *,
    segmented: bool = False,
    options: RunOptions | None = None,
    glossary: Path | None = None,
    progress: Progress | None = None,
) -> Bitext:
    """The bitext of two files, or of the two sides of a file of two languages.

    Parameters
    ----------
    source : Path
    target : Path or None
        None, or the same path again, if the source holds both languages.
    segmented : bool, default=False
        Whether the files hold one segment a line; segment i is then line i,
        counted from 0, empty lines included.
    options : RunOptions or None
    glossary : Path or None
        Its terms are anchors: segments of both files that hold terms of the same
        concept are likelier to belong together.
    progress : Progress or None

    Raises
    ------
    FormatError
        If a file cannot be read or has no text.
    PairingError
        If both are in one language.
    InputError
        If there is one file, and it has one language.
    """
    choice = options or RunOptions()
    look_again(choice)
    if choice.encoder is None:
        # It goes on loading in the background while the files are read.
        load_encoder(chosen_encoder(choice))
    if segmented:
        if target is None:
            raise InputError(f"{source}: segmented text needs a second file to align it with")
        sides = tuple(
            read_segmented(path, tag)
            for path, tag in zip((source, target), _tags(choice), strict=True)
        )
    else:
        rules = chosen_segmentation(choice)
        documents = read_sides(source, target, _tags(choice))
        sides = tuple(split_document(document, rules) for document in documents)
    terms = None
    if glossary is not None:
        from aligner.glossary import read_glossary  # noqa: PLC0415 - slow to load

        terms = read_glossary(glossary)
    names = (str(source), str(target or source))
    return _aligned(
        (sides[0], sides[1]), names=names, options=choice, glossary=terms, progress=progress
    )


def _tags(options: RunOptions) -> tuple[str | None, str | None]:
    return options.source_language, options.target_language


def align_sentences(
    source: Sequence[str],
    target: Sequence[str],
    *,
    options: RunOptions | None = None,
) -> Bitext:
    """The bitext of two lists of sentences; segment i is sentence i, empty ones included.

    Raises
    ------
    InputError
        If one side has no text.
    PairingError
        If both are in one language.
    """
    choice = options or RunOptions()
    look_again(choice)
    names = ("source", "target")
    tags = (choice.source_language, choice.target_language)
    sides = []
    for name, lines, tag in zip(names, (source, target), tags, strict=True):
        if not any(line.strip() for line in lines):
            raise InputError(f"the {name} sentences have no text")
        sides.append(_segmented(name, tuple(lines), tag))
    return _aligned((sides[0], sides[1]), names=names, options=choice)


def _aligned(
    sides: tuple[SegmentedDocument, SegmentedDocument],
    *,
    names: tuple[str, str],
    options: RunOptions,
    glossary: "Glossary | None" = None,
    progress: Progress | None = None,
) -> Bitext:
    """The bitext of two segmented texts, which messages call by `names`."""
    languages = {base_language(side.document.language) for side in sides}
    if len(languages) == 1 and languages != {"und"}:
        message = f"{names[0]} and {names[1]} are both in language {languages.pop()!r}"
        raise PairingError(message)
    task = align_task(*sides, options, glossary=glossary)
    signature = StageKeys(options, glossary).signature()
    return Bitext(*sides, align_texts(task, progress).discounted(), str(signature))


def _segmented(name: str, lines: tuple[str, ...], language: str | None) -> SegmentedDocument:
    """One segment a line, in the language given or detected."""
    tag = language or detect_language("\n".join(lines))
    return SegmentedDocument.from_lines(name, tag, lines)
