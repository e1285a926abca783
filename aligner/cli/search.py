"""``aligner search``: words of either language in a workspace."""

import json
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import remark, show
from aligner.workspace import Hit, search_folder

_TABLE, _TSV, _JSON = "table", "tsv", "json"
_COLUMNS = (
    *("published", "source_document", "target_document", "probability"),
    *("source_text", "target_text", "source_spans", "target_spans"),
)
# Columns of a log or a pipe.
_WIDTH = 120
_NARROWEST = 40
_GAP = "  "
_MORE = "…"


@click.command(
    epilog=options.example(
        "aligner search 'source:专利 target:\"patent office\"' --workspace work",
        "aligner search --regex '第.{1,3}条' --workspace work --format tsv > hits.tsv",
    )
)
@click.argument("query")
@options.workspace_option
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="Maximum number of hits.",
)
@click.option("--regex", is_flag=True, help="Treat QUERY as a regular expression.")
@click.option(
    "--format",
    "form",
    type=click.Choice([_TABLE, _TSV, _JSON]),
    default=_TABLE,
    show_default=True,
    help="Aligned lines to read (table), a table of full texts (tsv), or one JSON object per line.",
)
@options.json_option
def search(  # noqa: PLR0913 - one parameter an option
    *, query: str, workspace: Path, limit: int, regex: bool, form: str, as_json: bool
) -> None:
    """Search a workspace for words in either language.

    QUERY consists of words and "exact phrases", all of which must occur; prefix
    one with source: or target: to search that side only.  Hits are ordered by
    date, with the matches in brackets and aligned under each other.
    """
    found = search_folder(workspace, query, limit=limit, regex=regex)
    lines = {_TABLE: _concordance, _TSV: _table, _JSON: _objects}[_JSON if as_json else form]
    for line in lines(found.hits):
        show(line)
    if found.hits:
        remark(f"{len(found.hits):,} of {found.total:,}{'' if found.is_exact else ' or more'}")
    else:
        remark("nothing found")


def _objects(hits: Sequence[Hit]) -> Iterator[str]:
    """Hits as JSON."""
    for hit in hits:
        yield json.dumps(asdict(hit), ensure_ascii=False, default=str)


def _table(hits: Sequence[Hit]) -> Iterator[str]:
    """Hits as a table; spans count the characters of the texts in it."""
    yield "\t".join(_COLUMNS)
    for hit in hits:
        yield "\t".join(
            (
                "" if hit.published is None else hit.published.isoformat(),
                *map(_plain, (hit.source_document, hit.target_document)),
                f"{hit.probability:.4f}",
                *map(_plain, (hit.source_text, hit.target_text)),
                *(" ".join(f"{a}-{b}" for a, b in s) for s in (hit.source_spans, hit.target_spans)),
            )
        )


def _concordance(hits: Sequence[Hit]) -> Iterator[str]:
    """Two columns with the first find of each text at one place, by pairs of documents."""
    columns = shutil.get_terminal_size((_WIDTH, 24)).columns if sys.stdout.isatty() else _WIDTH
    # Chinese needs two columns a character, but about a third of the characters.
    width = (max(columns, _NARROWEST) - 3 * len(_GAP) - len("0.000")) // 2
    pages = groupby(hits, lambda h: (h.published, h.source_document, h.target_document))
    for (day, source, target), group in pages:
        yield f"{day or '(no date)'}  {_plain(source)} - {_plain(target)}"
        for hit in group:
            left = _line(hit.source_text, hit.source_spans, width)
            right = _line(hit.target_text, hit.target_spans, width)
            yield f"{_GAP}{hit.probability:.3f}{_GAP}{left}{_GAP}{right}".rstrip()


def _line(text: str, spans: Sequence[tuple[int, int]], width: int) -> str:
    """So much of a text as fits into some columns, with the first find a third of them in."""
    starts, stops = {a for a, _ in spans}, {b for _, b in spans}
    cells: list[str] = []
    anchor = 0
    for position, character in enumerate(f"{_plain(text)} "):
        cells += ["]"] * (position in stops) + ["["] * (position in starts)
        if spans and position == spans[0][0]:
            anchor = len(cells) - 1
        cells.append(character)
    lead = width // 3 if spans else 0
    before = _cut(cells[:anchor][::-1], lead)[::-1]
    after = _cut(cells[anchor:-1], width - lead)
    return " " * (lead - _width(before)) + before + after + " " * (width - lead - _width(after))


def _cut(cells: Sequence[str], width: int) -> str:
    """The first characters that fit into some columns, with a sign where more follow."""
    if _width(cells) <= width:
        return "".join(cells)
    kept: list[str] = []
    free = width - _width(_MORE)
    for cell in cells:
        free -= _width(cell)
        if free < 0:
            break
        kept.append(cell)
    return "".join(kept) + _MORE


def _width(characters: str | Sequence[str]) -> int:
    """Columns that characters take up on a terminal."""
    return sum(map(_columns, characters))


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _plain(text: str) -> str:
    """A text with a space for each character that ends a line, steers a terminal or turns text."""
    return "".join(
        " " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} or c in _TURNS else c
        for c in text
    )


# Marks that make what follows run from right to left.
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
