"""Terminology: find the terms of a glossary in bilingual texts, check and mine them."""

from typing import TYPE_CHECKING

from aligner.faces import lazy_face

if TYPE_CHECKING:
    from aligner.terms.checking.check import TermCheck, check_bitext
    from aligner.terms.checking.consistency import InconsistentTerm, find_inconsistent_terms
    from aligner.terms.checking.drift import find_drift, find_mixture
    from aligner.terms.checking.long_texts import check_by_parts
    from aligner.terms.checking.own_ids import with_own_ids
    from aligner.terms.checking.rules import term_signature
    from aligner.terms.checking.scores import COMPARED, TermScore, term_scores
    from aligner.terms.lexicon.learning import learn_lexicon
    from aligner.terms.matching.anchors import concept_anchors
    from aligner.terms.mining.mine import mine_terms
    from aligner.terms.mining.proposals import accepted_entries, with_accepted
else:
    __getattr__ = lazy_face(__name__)

__all__ = [
    "COMPARED",
    "InconsistentTerm",
    "TermCheck",
    "TermScore",
    "accepted_entries",
    "check_bitext",
    "check_by_parts",
    "concept_anchors",
    "find_drift",
    "find_inconsistent_terms",
    "find_mixture",
    "learn_lexicon",
    "mine_terms",
    "term_scores",
    "term_signature",
    "with_accepted",
    "with_own_ids",
]
