"""Everything that persons said, as files that the commands take back."""

from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import ConfigError
from aligner.files import whole_file
from aligner.workspace.decision_files import (
    decision_lines,
    proposal_decision_lines,
    waiver_lines,
)
from aligner.workspace.review_files import review_lines, signed_claims
from aligner.workspace.store import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_decisions(workspace: Workspace, folder: Path) -> dict[Path, int]:
    """Write what persons said into a folder, a file for each kind.

    Parameters
    ----------
    workspace : Workspace
    folder : Path
        Made if it does not exist; files of the same names are overwritten.

    Returns
    -------
    dict of Path to int
        How many decisions each file holds.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be made: {error.strerror}") from error
    pairs, waivers = workspace.decisions(), workspace.waivers()
    proposals, claims = workspace.proposal_decisions(), tuple(signed_claims(workspace))
    tables: dict[str, tuple[int, Iterable[str]]] = {
        "pair_decisions.tsv": (len(pairs), decision_lines(pairs)),
        "waivers.tsv": (len(waivers), waiver_lines(waivers)),
        "proposal_decisions.tsv": (len(proposals), proposal_decision_lines(proposals)),
        "review.jsonl": (len(claims), review_lines(claims)),
    }
    for name, (_, lines) in tables.items():
        with whole_file(folder / name) as stream:
            stream.writelines(f"{line}\n".encode() for line in lines)
    return {folder / name: count for name, (count, _) in tables.items()}
