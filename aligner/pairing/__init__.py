"""Document pairing: finds translation pairs across two piles, with evidence and probabilities."""

from aligner.pairing.inputs import Judge, Pairing, PairingInput, Unpaired
from aligner.pairing.ladder import LadderEvidence
from aligner.pairing.pair import is_set_by_person, pair_documents, pair_signature

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
