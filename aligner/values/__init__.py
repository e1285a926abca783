"""The frozen values that flow between the rooms.

``bytes -> Document(Block...) -> DocumentPair -> Segments -> SpanVectors ->
Alignment(Bead...) -> Bitext -> Finding | TranslationUnit``

Each value is checked when it is created, so that other code can rely on it.  Offsets
count code points.
"""

from aligner.values.alarms import Alarm, AlarmKind, TranslationVerdict
from aligner.values.alignments import (
    DOUBTFUL_BELOW,
    Alignment,
    Bead,
    Bitext,
    MovedLink,
    TranslationUnit,
)
from aligner.values.counterparts import BeadExtent, bead_extents, matched_share
from aligner.values.directions import Direction, chinese_first, direction_of, unit_direction
from aligner.values.documents import (
    Block,
    BlockKind,
    Document,
    DocumentPair,
    PairDecision,
    Relation,
    Ruling,
    Segment,
    SegmentedDocument,
)
from aligner.values.proposals import Proposal, ProposalExample, ProposalKind, ProposalVariant
from aligner.values.reviews import (
    BeadClaim,
    BeadMark,
    BeadRuling,
    Change,
    Claim,
    ClaimSide,
    CutClaim,
    Edit,
    EditAction,
    MovedClaim,
    Passage,
    Review,
    TextClaim,
    standing_claims,
)
from aligner.values.rulings import (
    ProposalDecision,
    ProposalRuling,
    Waiver,
    WaiverKind,
    describe_finding,
)
from aligner.values.terms import (
    LIKELY,
    ConceptEntry,
    Finding,
    FindingCode,
    MatchMode,
    OccurrenceStatus,
    Severity,
    Term,
    TermOccurrence,
    TermStatus,
    compiles,
)
from aligner.values.vectors import EncodedText, SpanVectors, TokenStates

__all__ = [
    "DOUBTFUL_BELOW",
    "LIKELY",
    "Alarm",
    "AlarmKind",
    "Alignment",
    "Bead",
    "BeadClaim",
    "BeadExtent",
    "BeadMark",
    "BeadRuling",
    "Bitext",
    "Block",
    "BlockKind",
    "Change",
    "Claim",
    "ClaimSide",
    "ConceptEntry",
    "CutClaim",
    "Direction",
    "Document",
    "DocumentPair",
    "Edit",
    "EditAction",
    "EncodedText",
    "Finding",
    "FindingCode",
    "MatchMode",
    "MovedClaim",
    "MovedLink",
    "OccurrenceStatus",
    "PairDecision",
    "Passage",
    "Proposal",
    "ProposalDecision",
    "ProposalExample",
    "ProposalKind",
    "ProposalRuling",
    "ProposalVariant",
    "Relation",
    "Review",
    "Ruling",
    "Segment",
    "SegmentedDocument",
    "Severity",
    "SpanVectors",
    "Term",
    "TermOccurrence",
    "TermStatus",
    "TextClaim",
    "TokenStates",
    "TranslationUnit",
    "TranslationVerdict",
    "Waiver",
    "WaiverKind",
    "bead_extents",
    "chinese_first",
    "compiles",
    "describe_finding",
    "direction_of",
    "matched_share",
    "standing_claims",
    "unit_direction",
]
