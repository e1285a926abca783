"""Proposed glossary entries from a workspace, or from a file of translation units."""

from collections.abc import Sequence
from pathlib import Path

from aligner.errors import InputError
from aligner.exporters import Notice, ignore, read_units
from aligner.glossary import Glossary
from aligner.pipeline.checking import units_of_ours
from aligner.pipeline.lexicon import lexicon_of_bytes, sample_units
from aligner.pipeline.stored_units import store_units
from aligner.terms import mine_terms
from aligner.values import Proposal, ProposalDecision, unit_direction
from aligner.workspace import Workspace

_FOREIGN = "not in Chinese and English, in which terms are sought"


def mine_workspace(
    workspace: Workspace,
    *,
    glossary: Glossary | None = None,
    decisions: Sequence[ProposalDecision] = (),
    most: int,
) -> list[Proposal]:
    """Proposals from the aligned pairs of a workspace, the likeliest first.

    The words learned for its term checks serve again, if there are any.

    Parameters
    ----------
    workspace : Workspace
    glossary : Glossary, optional
        Its terms are not proposed again.
    decisions : sequence of ProposalDecision
        Nor is what was decided on.
    most : int
        Number of proposals.

    Raises
    ------
    InputError
        If it holds no aligned pair, or none in Chinese and English.
    """
    units = sample_units(workspace)
    if not units:
        message = "the workspace holds no aligned pair: `aligner run` makes some"
        raise InputError(message)
    if not any(map(unit_direction, units)):
        raise InputError(f"the pairs of the workspace are {_FOREIGN}")
    known = workspace.lexicon()
    lexicon = None if known is None else lexicon_of_bytes(known[0])
    return mine_terms(units, glossary=glossary, decisions=decisions, lexicon=lexicon, most=most)


def mine_file(  # noqa: PLR0913 - one file; the rest has defaults
    path: Path,
    *,
    glossary: Glossary | None = None,
    decisions: Sequence[ProposalDecision] = (),
    most: int,
    languages: tuple[str, str] | None = None,
    notice: Notice = ignore,
) -> list[Proposal]:
    """Proposals from a file that `aligner.exporters.read_units` reads, the likeliest first.

    Parameters
    ----------
    path : Path
    glossary, decisions, most
        As for `mine_workspace`.
    languages : (str, str), optional
        Those to take of units in more than two languages.
    notice : callable
        Told what is passed over.

    Raises
    ------
    FormatError
        If the file cannot be read, with the line.
    InputError
        If none of its units is in Chinese and English.
    """
    every = store_units(read_units(path, languages=languages, notice=notice))
    units = units_of_ours(every, lambda message: notice(f"{path}: {message}"), done="read")
    if every and not units:
        raise InputError(f"{path}: its units are {_FOREIGN}")
    return mine_terms(units, glossary=glossary, decisions=decisions, most=most)
