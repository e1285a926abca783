"""``aligner read``: what is read from a page, block by block."""

import json
from collections import Counter, defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli import options
from aligner.cli.console import remark, show
from aligner.cli.outputs import OutputPath, WritingCommand
from aligner.errors import FormatError, InputError
from aligner.exporters import export_units, format_of_file, format_of_suffix, read_units
from aligner.readers import (
    PageLocation,
    left_out_line,
    list_pages,
    lists_pages,
    passed_over_note,
    read_patiently,
    split_languages,
)
from aligner.splitters import Segmentation, split_document
from aligner.text import one_line
from aligner.values import SegmentedDocument

if TYPE_CHECKING:
    from collections.abc import Sequence


# Formats whose files may list documents instead.
_TABLES = frozenset({"tsv", "csv"})
_HEAD = (
    *("language", "published", "title", "number", "origin", "attribution", "url"),
    *("encoding", "digest"),
)


@click.command(
    cls=WritingCommand,
    epilog=options.example(
        "aligner read releases/source/opening.html",
        "aligner read crawl.warc.gz",
        "aligner read releases.zip 2023/opening.html --json",
        "aligner read --bitext side-by-side.docx",
        "aligner read --bitext table.csv -o memory.tmx",
    ),
)
@click.argument("pile", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("page", required=False)
@click.option(
    "--bitext",
    is_flag=True,
    help="Read FILE as translation units even if it could be a document or a list of documents "
    "(.docx, .csv, .tsv), or is a folder of Parquet files.",
)
@options.unit_languages_option
@options.segmentation_option
@options.abbreviations_option
@click.option(
    "--output",
    "-o",
    type=OutputPath(path_type=Path, dir_okay=False),
    default=None,
    help="Write the translation units to this file, in the format of its suffix.",
)
@options.json_option
def read(  # noqa: PLR0913 - one parameter an option
    *,
    pile: Path,
    page: str | None,
    bitext: bool,
    languages: tuple[str, str] | None,
    segmentation: Path | None,
    abbreviations: Path | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Show what is read from a file.

    For a document (HTML, MHTML, plain text, Markdown, e-mail, subtitles, DOCX,
    ODT, RTF, PPTX, XLSX, EPUB, PDF; DOC, WPS, PPT and XLS with LibreOffice),
    prints its metadata, then every block with its kind and its span in the
    source, one sentence per line.  Blocks in brackets are not part of the corpus.

    For a folder, an archive (.zip, .warc), a glob pattern or a table that lists
    documents, prints the list; PAGE then selects the document to show.

    For a bitext (TMX, XLIFF, JSON Lines, Parquet, the .ids file of a Moses
    corpus, tables in XLSX, DOCX, CSV or TSV), prints the translation units, or writes
    them to another file.  TMX and XLIFF are recognised whatever their names, and a CSV or
    TSV table that lists no documents is read as a bitext.
    """
    if bitext or output or _is_bitext(pile):
        if output:
            _convert(pile, output, languages)
        else:
            _show_units(pile, languages, as_json=as_json)
        return
    passed_over: Counter[str] = Counter()
    pages = list_pages(pile, passed_over=passed_over)
    if passed_over:
        remark(f"note: {passed_over_note(passed_over)}")
    if page is None and len(pages) != 1:
        listed = [(location.id, location.facts.url) for location in pages]
        show(json.dumps([name for name, _ in listed]) if as_json else _list(listed))
        return
    rules = Segmentation.read(segmentation, abbreviations)
    document = split_document(read_patiently(_named(pages, page, pile)), rules)
    show(_as_json(document) if as_json else _as_text(document))
    if line := left_out_line(document.document):
        remark(f"note: {line}")
    if sides := split_languages(document.document):
        first, second = (side.language for side in sides)
        remark(f"note: two languages, {first} and {second}: align takes this file alone, too")


def _is_bitext(path: Path) -> bool:
    """Whether a file is read as translation units without being called a bitext."""
    known = format_of_file(path)
    if known is None or not path.is_file():
        return known is not None and not known.is_page
    if path.suffix.lower() == ".xlsx":
        # Another workbook may be a document.
        return _has_units(path)
    if known.name in _TABLES:
        return not lists_pages(path) and _has_units(path)
    return not known.is_page


def _has_units(path: Path) -> bool:
    """Whether there are columns of a text and its translation."""
    try:
        next(read_units(path), None)
    except FormatError:
        return False
    return True


def _convert(path: Path, output: Path, languages: tuple[str, str] | None) -> None:
    """Write the translation units of a file to another one.

    Raises
    ------
    UsageError
        If no format that can be written has the suffix.
    """
    chosen = format_of_suffix(output)
    if chosen is None or not chosen.is_written:
        message = f"{output}: no format of translation units that can be written has this suffix"
        raise click.UsageError(message)
    units = read_units(path, languages=languages, notice=remark)
    count = export_units(units, output, format_name=chosen.name)
    remark(f"{output}: {count} translation units")


def _show_units(path: Path, languages: tuple[str, str] | None, *, as_json: bool) -> None:
    """Print the translation units of a file one by one, with JSON one a line."""
    units = read_units(path, languages=languages, notice=remark)
    for number, unit in enumerate(units, start=1):
        if as_json:
            show(json.dumps(asdict(unit), ensure_ascii=False))
        else:
            show(f"{number:<6} {unit.source_language:8} {one_line(unit.source_text)}")
            show(f"{'':6} {unit.target_language:8} {one_line(unit.target_text)}")


def _list(pages: "Sequence[tuple[str, str]]") -> str:
    return "\n".join("\t".join(filter(None, page)) for page in pages)


def _named(pages: "Sequence[PageLocation]", name: str | None, pile: Path) -> PageLocation:
    """The page that is asked for."""
    for page in pages:
        if name in {None, page.id}:
            return page
    message = f"{pile}: no document {name!r}; `aligner read {pile}` lists the documents"
    raise InputError(message)


def _as_json(segmented: SegmentedDocument) -> str:
    values = asdict(segmented.document)
    for block, value in zip(segmented.document.blocks, values["blocks"], strict=True):
        value["is_content"] = block.kind.is_content
        value["offsets"] = block.offsets and block.offsets.runs
    values["segments"] = [
        asdict(segment)
        | dict(zip(("source_start", "source_stop"), segmented.source_span(segment), strict=True))
        for segment in segmented.segments
    ]
    return json.dumps(values, ensure_ascii=False, default=str)


def _as_text(segmented: SegmentedDocument) -> str:
    document = segmented.document
    lines = [f"{name:12} {getattr(document, name) or '-'}" for name in _HEAD]
    lines += [f"{'doubt':12} {doubt}" for doubt in document.doubts]
    lines += ["", f"{'kind':12} {'source':>13}  text"]
    in_block: defaultdict[int, list[str]] = defaultdict(list)
    for segment in segmented.segments:
        in_block[segment.block].append(segment.text)
    for index, block in enumerate(document.blocks):
        texts = in_block[index] or [f"({block.text})"]
        head = f"{block.kind.value:12} {f'{block.start}-{block.stop}':>13}  "
        lines += [f"{' ' * len(head) if n else head}{text}" for n, text in enumerate(texts)]
    return "\n".join(lines)
