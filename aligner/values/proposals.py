"""Proposed glossary entries."""

from dataclasses import dataclass
from enum import StrEnum

from aligner.offsets import Span


class ProposalKind(StrEnum):
    """Whether the glossary lacks the term, or only this rendering of it."""

    NEW = "new"
    VARIANT = "variant"


@dataclass(frozen=True, slots=True)
class ProposalExample:
    """One unit with a proposed pair.

    Parameters
    ----------
    unit : str
        Its id.
    document : str
        Id of the source document, ``""`` when unknown.
    source_text, target_text : str
    source_span, target_span : tuple of int
        Positions of the two terms.
    """

    unit: str
    document: str
    source_text: str
    target_text: str
    source_span: Span
    target_span: Span


@dataclass(frozen=True, slots=True)
class ProposalVariant:
    """Another rendering, with its count among the examined occurrences."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed pair of terms, for a terminologist to decide on.

    Parameters
    ----------
    source_term : str
        As written in the texts, without title marks around it.
    target_term : str
        In the singular, without article, in its most frequent spelling.
    kind : ProposalKind
    probability : float
        Probability that a terminologist would list this pair.
    count, documents : int
        Number of occurrences of the source term, and of documents with one.
    agreement : bool
        Whether word alignment and association choose the same rendering.
    variants : tuple of ProposalVariant
        Other renderings, the most frequent first.
    known : tuple of str
        Forms that the glossary already has for the term.
    examples : tuple of ProposalExample
    keyness : float
        How many times as frequent the words of the source term are here as in general
        Chinese, on average.
    concept : str
        The likeliest of the source terms that seem to name the same concept.
    """

    source_term: str
    target_term: str
    kind: ProposalKind
    probability: float
    count: int
    documents: int
    agreement: bool
    variants: tuple[ProposalVariant, ...] = ()
    known: tuple[str, ...] = ()
    examples: tuple[ProposalExample, ...] = ()
    keyness: float = 0.0
    concept: str = ""
