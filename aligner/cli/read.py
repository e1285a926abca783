"""``aligner read``: what is read from a page, block by block."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import show
from aligner.readers import read_document
from aligner.splitters import split_document
from aligner.values import SegmentedDocument

__all__ = ["read"]


@click.command(epilog=options.example("aligner read releases/source/opening.html"))
@click.argument("file", type=click.Path(path_type=Path))
@options.json_option
def read(*, file: Path, as_json: bool) -> None:
    """Show what is read from a page.

    Prints what is known of the page, then every block with its kind; the
    sentences of a block that enters the corpus stand on lines of their own.
    """
    document = split_document(read_document(file))
    show(_as_json(document) if as_json else _as_text(document))


def _as_json(segmented: SegmentedDocument) -> str:
    values = asdict(segmented.document)
    values["segments"] = [asdict(segment) for segment in segmented.segments]
    return json.dumps(values, ensure_ascii=False, default=str)


def _as_text(segmented: SegmentedDocument) -> str:
    document = segmented.document
    head = ("language", "published", "title", "origin", "url", "encoding", "digest")
    lines = [f"{name:10} {getattr(document, name) or '-'}" for name in head]
    for index, block in enumerate(document.blocks):
        texts = [s.text for s in segmented.segments if s.block == index] or [f"({block.text})"]
        lines += [f"{block.kind.value if not n else '':12} {text}" for n, text in enumerate(texts)]
    return "\n".join(lines)
