"""Claims of persons as JSON, in the workspace and in files that travel."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from aligner.values import BeadClaim, BeadRuling, Claim, CutClaim, Passage, TextClaim

_KINDS: dict[type, str] = {BeadClaim: "bead", CutClaim: "cut", TextClaim: "text"}


def record_of_claim(claim: Claim) -> dict[str, object]:
    """A claim as a JSON object: its kind, then its fields."""
    return {"kind": _KINDS[type(claim)], **asdict(claim)}


def claim_of_record(record: Mapping[str, Any]) -> Claim:
    """The claim of a JSON object.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is none.
    """
    kind = record["kind"]
    if kind == "bead":
        ruling = record["ruling"]
        return BeadClaim(
            _passage(record["source"]),
            _passage(record["target"]),
            None if ruling is None else BeadRuling(ruling),
            bool(record["is_example"]),
            str(record["comment"]),
        )
    side = record["side"]
    if side not in {"source", "target"}:
        raise ValueError(f"{side!r} is no side")
    place = _passage(record["place"])
    if kind == "cut":
        return CutClaim(side, place, bool(record["is_cut"]), bool(record["was_cut"]))
    if kind == "text":
        return TextClaim(side, place, str(record["text"]))
    raise ValueError(f"{kind!r} is no kind of claim")


def _passage(record: Mapping[str, Any]) -> Passage:
    text, before, after = (str(record[name]) for name in ("text", "before", "after"))
    return Passage(text, before, after, int(record["offset"]))
