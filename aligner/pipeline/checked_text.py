"""One pair of documents with what the term check found in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from aligner.terms import TermCheck
from aligner.values import TranslationUnit


@dataclass(frozen=True, slots=True)
class CheckedText:
    """The term check of one pair of documents.

    Parameters
    ----------
    source, target : str
        Document ids.
    published : datetime.date or None
    check : TermCheck
    units : callable
        Gives the units by id; called only where examples are wanted.
    n_units : int
        How many units were checked, 0 if that is of no interest.
    """

    source: str
    target: str
    published: date | None
    check: TermCheck
    units: Callable[[], Mapping[str, TranslationUnit]]
    n_units: int = 0
