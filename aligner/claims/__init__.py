"""Reviewers' decisions, relocated in documents that may have changed since."""

from typing import TYPE_CHECKING

from aligner.faces import lazy_face

if TYPE_CHECKING:
    from aligner.claims.claims import Placed, cuts_of, place, reviewed
    from aligner.claims.passages import RunningText, recut
    from aligner.claims.reviews import (
        claim_words,
        placed_claims,
        recut_documents,
        reviewed_bitext,
        reviewed_bitexts,
    )
    from aligner.claims.standing import StandingClaims
else:
    __getattr__ = lazy_face(__name__)

__all__ = [
    "Placed",
    "RunningText",
    "StandingClaims",
    "claim_words",
    "cuts_of",
    "place",
    "placed_claims",
    "recut",
    "recut_documents",
    "reviewed",
    "reviewed_bitext",
    "reviewed_bitexts",
]
