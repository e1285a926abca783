"""The term check of long texts, part by part, so that memory does not grow with their length."""

from collections.abc import Iterator, Sequence
from datetime import date

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.terms.checking.check import Known, TermCheck, check_bitext
from aligner.terms.checking.own_ids import with_own_ids
from aligner.values import TranslationUnit

# What is missing in a unit may stand so many units before it, or behind it.
_NEAR = 2


def check_by_parts(  # noqa: PLR0913 - all but the texts and the glossary by name
    units: Sequence[TranslationUnit],
    glossary: Glossary,
    *,
    published: date | None,
    source_document: str,
    target_document: str,
    lexicon: LexicalModel | None = None,
    size: int,
) -> Iterator[tuple[Sequence[TranslationUnit], TermCheck]]:
    """The units of each part of a document with their term check; see `check_bitext`.

    Each part is read with the units next to it, and what one part of a document defines or names in
    full is known in those behind it; units that name no document may be of many.  How often a term
    is rendered in one way is counted in each part by itself.

    Parameters
    ----------
    units : sequence of TranslationUnit
        Sliced, one part after the other.
    glossary : Glossary
    published : date or None
    source_document, target_document : str
    lexicon : LexicalModel, optional
    size : int
        Units of a part.

    Raises
    ------
    InputError
        If the languages are not Chinese and English, or both directions occur in a part.
    """
    is_document = bool(source_document or target_document)
    known = Known()
    for start in range(0, len(units), size):
        if not is_document:
            known = Known()
        first = max(0, start - _NEAR)
        around = with_own_ids(units[first : start + size + _NEAR])
        check = check_bitext(
            around,
            glossary,
            published=published,
            source_document=source_document,
            target_document=target_document,
            lexicon=lexicon,
            known=known,
        )
        own = around[start - first : start - first + size]
        yield own, _only(check, {unit.id for unit in own})


def _only(check: TermCheck, ids: set[str]) -> TermCheck:
    """What a check says of some of its units."""
    return TermCheck(
        tuple(finding for finding in check.findings if finding.unit in ids),
        tuple(occurrence for occurrence in check.occurrences if occurrence.unit in ids),
        tuple(finding for finding in check.doubtful if finding.unit in ids),
    )
