"""Notes that forbid a form: it must not stay an accepted one."""

from collections.abc import Callable
from dataclasses import replace

from aligner.glossary.cells import Guess
from aligner.glossary.wording import Ban, ban_in
from aligner.text import base_language, has_han
from aligner.values import ConceptEntry, Term, TermStatus


def obey_note(
    entry: ConceptEntry, languages: tuple[str, ...], report: Callable[[Guess], None]
) -> ConceptEntry:
    """An entry of which what its note forbids is deprecated.

    Parameters
    ----------
    entry : ConceptEntry
    languages : tuple of str
        Source first; a note that names no form is about those of the second.
    report : callable
        Takes what was understood, and notes that seem to forbid and are not understood.
    """
    ban = ban_in(entry.note) if entry.note else None
    if ban is None:
        return entry
    if not ban.is_clear:
        message = (
            f"the note {entry.note!r} seems to forbid something; "
            "name it in a column of forbidden forms"
        )
        report(Guess("unclear-ban", message))
    return _without(entry, ban, languages, report)


def _without(
    entry: ConceptEntry, ban: Ban, languages: tuple[str, ...], report: Callable[[Guess], None]
) -> ConceptEntry:
    """The entry without the accepted forms that a ban names."""
    is_about_all = ban.is_clear and not ban.forms
    if is_about_all and any(t.status is TermStatus.DEPRECATED for t in entry.terms):
        return entry  # It says why they are there.
    banned = {form.casefold() for form in ban.forms}
    terms = [
        replace(term, status=TermStatus.DEPRECATED, note=_joined(term.note, entry.note))
        if is_about_all and term.language == languages[1]
        else replace(term, status=TermStatus.DEPRECATED)
        if term.text.casefold() in banned
        else term
        for term in entry.terms
    ]
    have = {term.text.casefold() for term in terms}
    terms += [
        Term(form, _language(form, languages), TermStatus.DEPRECATED)
        for form in ban.forms
        if form.casefold() not in have
    ]
    changed = [t.text for t in terms if t not in entry.terms]
    if changed:
        report(Guess("ban-in-note", f"the note {entry.note!r} forbids {' | '.join(changed)}"))
    order = list(dict.fromkeys(term.language for term in terms))
    ordered = tuple(sorted(terms, key=lambda term: order.index(term.language)))
    # A bare note about a term is wrong of the concept, which may have others.
    return replace(entry, terms=ordered, note="" if is_about_all else entry.note)


def _joined(*notes: str) -> str:
    return "; ".join(filter(None, notes))


def _language(form: str, languages: tuple[str, ...]) -> str:
    """The language of a form that a note names, by its script."""
    wanted = "zh" if has_han(form) else "en"
    return next((tag for tag in languages if base_language(tag) == wanted), languages[1])
