"""Which forms are right on a date."""

from datetime import date

from aligner.values import Term, TermStatus


def is_accepted(term: Term, day: date | None) -> bool:
    """Whether a form is correct on a date: accepted, or not yet or no longer forbidden."""
    if term.status is not TermStatus.DEPRECATED:
        return term.valid_on(day)
    return not term.valid_on(day)


def is_forbidden(term: Term, day: date | None) -> bool:
    """Whether a form is forbidden on a date."""
    return term.status is TermStatus.DEPRECATED and term.valid_on(day)


def when_wrong(term: Term) -> str:
    """The days on which a form is wrong, in words; empty if they are all alike."""
    start, stop = term.valid_from, term.valid_until
    if term.status is TermStatus.DEPRECATED:
        parts = (f"from {start} on" if start else "", f"before {stop}" if stop else "")
    else:
        parts = (f"before {start}" if start else "", f"from {stop} on" if stop else "")
    return " and ".join(part for part in parts if part)
