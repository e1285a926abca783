"""``aligner search``: words of either language in a workspace."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import remark, show
from aligner.workspace import Hit, Workspace

__all__ = ["search"]


@click.command(
    epilog=options.example("aligner search 'source:专利 target:\"patent office\"' --workspace work")
)
@click.argument("query")
@options.workspace_option
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Most hits to show."
)
@click.option("--regex", is_flag=True, help="Take QUERY as a regular expression.")
@options.json_option
def search(*, query: str, workspace: Path, limit: int, regex: bool, as_json: bool) -> None:
    """Find words of either language in a workspace.

    QUERY holds words and "exact phrases", each anywhere on one side; source:
    or target: before one says on which. All must be found.
    """
    with Workspace.open(workspace) as opened:
        hits = opened.search(query, limit=limit, regex=regex)
    for hit in hits:
        show(json.dumps(asdict(hit), ensure_ascii=False, default=str) if as_json else _text(hit))
    if not hits:
        remark("nothing found")


def _text(hit: Hit) -> str:
    """A hit as three lines: where it stands, and the two texts with the finds in brackets."""
    day = "" if hit.published is None else f"{hit.published}  "
    place = f"{day}{hit.source_document} - {hit.target_document}  {hit.probability:.3f}"
    source = _marked(hit.source_text, hit.source_spans)
    return f"{place}\n  {source}\n  {_marked(hit.target_text, hit.target_spans)}"


def _marked(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, stop in reversed(spans):
        text = f"{text[:start]}[{text[start:stop]}]{text[stop:]}"
    return text
