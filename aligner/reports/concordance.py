"""Concordance lines: a term and its rendering, each amid the words around it."""

from collections.abc import Iterator
from typing import NamedTuple

from aligner.offsets import Span
from aligner.text import one_line, strip_controls
from aligner.values import Proposal, ProposalExample

# Characters on either side; a Chinese one says about as much as two of the others.
_AROUND_CHINESE, _AROUND_ENGLISH = 24, 48
_CUT = "\u2026"


class Keyword(NamedTuple):
    """Words of a text with what stands before and after them."""

    before: str
    text: str
    after: str


class ConcordanceLine(NamedTuple):
    """One use of a pair of terms."""

    source: Keyword
    target: Keyword
    document: str
    unit: str


def concordance(proposal: Proposal) -> Iterator[ConcordanceLine]:
    """The lines of a proposed pair, one for each example."""
    for example in proposal.examples:
        yield _line(example)


def _line(example: ProposalExample) -> ConcordanceLine:
    return ConcordanceLine(
        keyword(example.source_text, example.source_span, _AROUND_CHINESE),
        keyword(example.target_text, example.target_span, _AROUND_ENGLISH),
        example.document,
        example.unit,
    )


def keyword(text: str, span: Span, around: int) -> Keyword:
    """A span of a text with at most so many characters on either side, all on one line.

    Examples
    --------
    >>> keyword("The office registers every collective mark that is used now.", (27, 42), 17)
    Keyword(before='…registers every ', text='collective mark', after=' that is used…')
    """
    before, found, after = (
        strip_controls(part) for part in (text[: span[0]], text[slice(*span)], text[span[1] :])
    )
    return Keyword(_end_of(before, around), one_line(found), _start_of(after, around))


def _end_of(text: str, most: int) -> str:
    """The end of a text, from the beginning of a word."""
    flat = " ".join(text.split()) + " " * text[-1:].isspace()
    if len(flat) <= most:
        return flat
    cut = flat[-most:]
    if flat[-most - 1 : -most].isascii() and flat[-most - 1] != " ":
        cut = cut[cut.find(" ") + 1 :]
    return f"{_CUT}{cut.lstrip()}"


def _start_of(text: str, most: int) -> str:
    """The start of a text, up to the end of a word."""
    flat = " " * text[:1].isspace() + " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[:most]
    if flat[most].isascii() and flat[most] != " ":
        cut = cut[: cut.rfind(" ") + 1] or cut
    return f"{cut.rstrip()}{_CUT}"
