"""Problems inside a glossary that make its findings wrong or doubtful."""

from collections.abc import Iterator

from aligner.terms.chinese import fold_chinese
from aligner.terms.english import read_english
from aligner.terms.glossary import Glossary, GlossaryProblem
from aligner.values import ConceptEntry, TermStatus

__all__ = ["lint_glossary"]


def lint_glossary(glossary: Glossary) -> tuple[GlossaryProblem, ...]:
    """Problems of a glossary with the lines of their entries, in order.

    The problems met while reading come first; then, for each entry: the same
    form twice, a form both accepted and forbidden, no term on one side, and a
    Chinese term that an earlier entry has too.
    """
    problems = list(glossary.problems)
    owners: dict[str, str] = {}
    for index, entry in enumerate(glossary.entries):
        for code, message in (*_own_problems(entry), *_shared_terms(entry, owners)):
            line = glossary.line_of(index)
            problems.append(GlossaryProblem(code, message, entry.id, glossary.path, line))
    return tuple(problems)


def _own_problems(entry: ConceptEntry) -> Iterator[tuple[str, str]]:
    """Problems that show in one entry alone."""
    for language, name in (("zh", "Chinese"), ("en", "English")):
        if not entry.forms(language, TermStatus.PREFERRED, TermStatus.ALLOWED):
            yield "empty-term", f"no accepted {name} term"
    seen: dict[tuple[str, str], TermStatus] = {}
    for term in entry.terms:
        key = (term.language, term.text.casefold())
        known = seen.setdefault(key, term.status)
        if known is term.status or TermStatus.FORBIDDEN not in {known, term.status}:
            continue
        yield "allowed-and-forbidden", f"{term.text!r} is both accepted and forbidden"
    yield from _repeated(entry)


def _repeated(entry: ConceptEntry) -> Iterator[tuple[str, str]]:
    """Terms that an entry has twice, by the letter or as spelling of one form."""
    seen: dict[tuple[str, str], str] = {}
    for term in entry.terms:
        if term.status is TermStatus.FORBIDDEN:
            continue
        is_chinese = term.language.startswith("zh")
        key = fold_chinese(term.text) if is_chinese else read_english(term.text).joined
        known = seen.setdefault((term.language[:2], key), term.text)
        if known is not term.text:
            yield "duplicate-term", f"{term.text!r} repeats {known!r}, which already matches it"


def _shared_terms(entry: ConceptEntry, owners: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Chinese terms that an earlier entry has."""
    accepted = entry.forms("zh", TermStatus.PREFERRED, TermStatus.ALLOWED)
    for key in dict.fromkeys(fold_chinese(term.text) for term in accepted):
        owner = owners.setdefault(key, entry.id)
        if owner != entry.id:
            yield "shared-term", f"{key} is also a term of {owner!r}"
