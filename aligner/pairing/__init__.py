"""Two piles of Documents to DocumentPairs with evidence and a probability, or an abstention."""

from aligner.pairing.inputs import Pairing, PairingInput, Unpaired
from aligner.pairing.pair import pair_documents, pair_signature

__all__ = ["Pairing", "PairingInput", "Unpaired", "pair_documents", "pair_signature"]
