"""Which forms are right on a date."""

from datetime import date

from aligner.values import Term, TermStatus


def is_accepted(term: Term, day: date | None) -> bool:
    """Whether a form is correct on a date: accepted, or not yet forbidden."""
    if term.status is not TermStatus.DEPRECATED:
        return term.valid_on(day)
    return day is not None and term.valid_from is not None and day < term.valid_from


def is_forbidden(term: Term, day: date | None) -> bool:
    """Whether a form is forbidden on a date."""
    return term.status is TermStatus.DEPRECATED and term.valid_on(day)
