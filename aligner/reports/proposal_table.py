"""Proposed glossary entries as rows of a table, with an empty column for decisions."""

import re
from collections.abc import Iterable, Iterator, Sequence

from aligner.reports.concordance import Keyword, concordance
from aligner.tables import Cell
from aligner.values import Proposal

HEAD = (
    "source_term", "target_term", "decision", "kind", "probability", "count", "documents",
    "keyness", "concept", "agreement", "variants", "known", "concordance", "example_source",
    "example_target", "example_document", "author", "reason",
)  # fmt: skip
_MARKS = re.compile(r"[\[\]|\\]")


def proposal_lines(proposals: Iterable[Proposal]) -> Iterator[Sequence[str]]:
    """Rows of the table, its head first.

    Notes
    -----
    A concordance line marks the terms: ``…查阅[地理标志登记册]。 = …consult the [Register of
    Geographical Indications].``  Lines are separated by a bar; brackets, bars and
    backslashes of the texts have a backslash before them.
    """
    yield HEAD
    for proposal in proposals:
        cells = cells_of(proposal)
        cells["concordance"] = " | ".join(
            f"{_marked(line.source)} = {_marked(line.target)}" for line in concordance(proposal)
        )
        yield [str(cells.get(name, "")) for name in HEAD]


def cells_of(proposal: Proposal) -> dict[str, Cell]:
    """What a table says of a proposal, by the names of the columns."""
    example = proposal.examples[0] if proposal.examples else None
    return {
        "source_term": proposal.source_term,
        "target_term": proposal.target_term,
        "kind": proposal.kind.value,
        "probability": round(proposal.probability, 3),
        "count": proposal.count,
        "documents": proposal.documents,
        "keyness": proposal.keyness,
        "concept": proposal.concept,
        "agreement": "yes" if proposal.agreement else "no",
        "variants": " | ".join(f"{v.text} ({v.count})" for v in proposal.variants),
        "known": " | ".join(proposal.known),
        "example_source": example.source_text if example else "",
        "example_target": example.target_text if example else "",
        "example_document": example.document if example else "",
    }


def _marked(found: Keyword) -> str:
    before, text, after = (_MARKS.sub(r"\\\g<0>", part) for part in found)
    return f"{before}[{text}]{after}"
