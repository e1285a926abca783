"""Document pairing: finds translation pairs across two piles, with evidence and probabilities."""

from typing import TYPE_CHECKING

from aligner.faces import lazy_face

if TYPE_CHECKING:
    from aligner.pairing.inputs import Judge, Pairing, PairingInput, Unpaired
    from aligner.pairing.ladder import LadderEvidence
    from aligner.pairing.model import pair_signature
    from aligner.pairing.pair import is_set_by_person, pair_documents
else:
    __getattr__ = lazy_face(__name__)

__all__ = [
    "Judge",
    "LadderEvidence",
    "Pairing",
    "PairingInput",
    "Unpaired",
    "is_set_by_person",
    "pair_documents",
    "pair_signature",
]
