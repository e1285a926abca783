"""What reviewers said of alignments as a file that travels: one claim a line, as JSON."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aligner.errors import FormatError
from aligner.values import Claim
from aligner.workspace.claim_records import claim_of_record, record_of_claim

if TYPE_CHECKING:
    from aligner.workspace.store import Workspace


class SignedClaim(NamedTuple):
    """A claim on a pair of documents, with who made it and when (ISO 8601)."""

    source: str
    target: str
    author: str
    made: str
    claim: Claim


def signed_claims(workspace: "Workspace") -> Iterator[SignedClaim]:
    """All claims that stand, by pair, the oldest first."""
    for source, target in workspace.edited_pairs():
        for claim, edit in workspace.claims(source, target).items():
            yield SignedClaim(source, target, edit.author, edit.made, claim)


def review_lines(claims: Iterable[SignedClaim]) -> Iterator[str]:
    """Claims as lines that `read_review` reads."""
    for signed in claims:
        record = {
            "source": signed.source,
            "target": signed.target,
            "author": signed.author,
            "made": signed.made,
            "claim": record_of_claim(signed.claim),
        }
        yield json.dumps(record, ensure_ascii=False)


def read_review(path: Path) -> tuple[SignedClaim, ...]:
    """Claims of a file, in their order.

    Raises
    ------
    FormatError
        With file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise FormatError(error.strerror or "cannot be read", str(path)) from error
    except UnicodeDecodeError as error:
        raise FormatError("not UTF-8", str(path)) from error
    return tuple(
        _signed(line, path, number) for number, line in enumerate(lines, start=1) if line.strip()
    )


def _signed(line: str, path: Path, number: int) -> SignedClaim:
    try:
        record = json.loads(line)
        names = ("source", "target", "author", "made")
        source, target, author, made = (str(record[name]) for name in names)
        return SignedClaim(source, target, author, made, claim_of_record(record["claim"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = "not a claim as `aligner workspace export-decisions` writes them"
        raise FormatError(message, str(path), number) from error
