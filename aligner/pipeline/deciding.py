"""Decisions on pairs, with the names of pages as the workspace knows them."""

from collections.abc import Iterable
from dataclasses import replace

from aligner.pipeline.reading import SIDES
from aligner.tables import clean_cell
from aligner.text import visible_controls
from aligner.values import PairDecision
from aligner.workspace import Workspace


def with_known_names(
    workspace: Workspace, decisions: Iterable[PairDecision]
) -> tuple[PairDecision, ...]:
    """The decisions, pages named as the workspace names them.

    A cell of a table holds no needless space, and some editors write line ends into it: a
    name that differs from that of exactly one page in nothing else is the name of that page.
    """
    given = tuple(decisions)
    if not given:
        return ()
    names = {side: _by_cell(workspace.document_ids(side)) for side in SIDES}
    return tuple(
        replace(
            decision,
            source=_known(decision.source, names["source"]),
            target=_known(decision.target, names["target"]),
        )
        for decision in given
    )


def _by_cell(names: Iterable[str]) -> dict[str, list[str]]:
    """The names by how a table would hold them."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(clean_cell(name), []).append(name)
    return found


def _known(name: str, names: dict[str, list[str]]) -> str:
    """The name of the page that is meant, the name given if that is not clear."""
    for form in (name, visible_controls(name)):
        meant = names.get(clean_cell(form), [])
        if form in meant:
            return form
        if len(meant) == 1:
            return meant[0]
    return name
