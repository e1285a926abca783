"""Problems inside a glossary that make its findings wrong or doubtful."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from aligner.glossary.glossary import Glossary, GlossaryProblem
from aligner.glossary.wording import seems_unfinished
from aligner.languages import fold_chinese, read_english
from aligner.text import base_language, has_han, one_line
from aligner.values import ConceptEntry, MatchMode, Severity, Term, TermStatus

_ACCEPTED = (TermStatus.PREFERRED, TermStatus.ADMITTED)
_LANGUAGES = (("zh", "Chinese"), ("en", "English"))
_Found = Iterator[tuple[str, str]]
# What may well be meant: two concepts may have one English name, and a variant
# that matches by itself does no harm; a term of one character may be what is meant.
_NOTES = frozenset({"redundant-form", "shared-form", "short-term"})


def lint_glossary(glossary: Glossary) -> tuple[GlossaryProblem, ...]:
    """Problems of a glossary with the lines of their entries, in order.

    The problems met while reading come first (``bad-row``, ``bad-term``,
    ``duplicate-row``, ``repeated-source``, ``duplicate-id``, ``empty-term``,
    ``no-term``, a sign such as ``#N/A`` or a stroke in place of a term,
    ``surplus-cells``, more cells than columns, as a separator that is not quoted makes them,
    and ``unread-ban``, a column that by its heading forbids something and is not read);
    then, entry by entry:

    ``empty-term``
        No accepted term on one side, and nothing deprecated either.
    ``allowed-and-forbidden``
        One form both accepted and deprecated on one day.
    ``duplicate-term``, ``script-double``
        A form that is listed twice; one that is another in the other
        Chinese script.
    ``redundant-form`` (a note)
        A form that another already matches.
    ``two-preferred``
        Two preferred forms of one language on one day.
    ``never-valid``
        A form whose last day is before its first.
    ``unknown-replacement``
        What to use instead is not an accepted form of the concept.
    ``wrong-script``
        Chinese characters in an English form.
    ``doubtful-form``
        A form that its writer seems to doubt, or to owe: ``priority??``, ``TBD``.
    ``short-term`` (a note)
        A Chinese term of one character, which is found only where it is a word of its own.
    ``shared-term``, ``shared-form`` (a note)
        A Chinese term, or a preferred English form, that an earlier entry has.
    """
    problems = list(glossary.problems)
    owners: dict[tuple[str, str], int] = {}
    for index, entry in enumerate(glossary.entries):
        for code, message in (*_own_problems(entry), *_shared(index, glossary, owners)):
            severity = Severity.NOTE if code in _NOTES else Severity.WARNING
            path, line = glossary.path_of(index), glossary.line_of(index)
            problems.append(GlossaryProblem(code, message, entry.id, path, line, severity))
    return tuple(problems)


def _own_problems(entry: ConceptEntry) -> _Found:
    """Problems that show in one entry alone."""
    for language, name in _LANGUAGES:
        is_other = any(base_language(t.language) not in {"zh", "en"} for t in entry.terms)
        is_ban = language == "en" and entry.forms("en", TermStatus.DEPRECATED)
        if not (entry.forms(language, *_ACCEPTED) or is_other or is_ban):
            yield "empty-term", f"no accepted {name} term"
    yield from _contradictions(entry)
    yield from _repeated(entry)
    accepted = {
        language: {one_line(t.text).casefold() for t in entry.forms(language, *_ACCEPTED)}
        for language in sorted({term.language for term in entry.terms})
    }
    for term in entry.terms:
        yield from _term_problems(term, accepted[term.language])


def _contradictions(entry: ConceptEntry) -> _Found:
    """Forms that are accepted and deprecated at once, and leaders that compete."""
    # Each term with the first before it that contradicts it: of thousands not every pair.
    forms: defaultdict[tuple[str, str, bool], list[Term]] = defaultdict(list)
    leaders: defaultdict[str, list[Term]] = defaultdict(list)
    for term in entry.terms:
        form = base_language(term.language), term.text.casefold()
        is_ban = term.status is TermStatus.DEPRECATED
        others = forms[*form, not is_ban]
        if any(_overlap(other, term) and _is_one(other, term) for other in others):
            yield "allowed-and-forbidden", f"{term.text!r} is both accepted and deprecated"
        _note(forms[*form, is_ban], term)
        if term.status is TermStatus.PREFERRED:
            rivals = leaders[term.language]
            rival = next((r for r in rivals if r.text != term.text and _overlap(r, term)), None)
            if rival is not None:
                yield "two-preferred", f"{rival.text!r} and {term.text!r} are both preferred"
            _note(rivals, term)


def _note(known: list[Term], term: Term) -> None:
    """Add a term to those before it, unless it says what the last one says."""
    if not known or replace(known[-1], status=term.status) != term:
        known.append(term)


def _is_one(first: Term, second: Term) -> bool:
    """Whether two terms are one form: capitals count where a rule says so."""
    if first.case_sensitive and second.case_sensitive:
        return first.text == second.text
    return first.text.casefold() == second.text.casefold()


def _overlap(first: Term, second: Term) -> bool:
    """Whether there is a day on which both hold."""
    starts = [day for day in (first.valid_from, second.valid_from) if day]
    stops = [day for day in (first.valid_until, second.valid_until) if day]
    return not starts or not stops or max(starts) < min(stops)


def _repeated(entry: ConceptEntry) -> _Found:
    """Terms that an entry has twice, by the letter or as spelling of one form."""
    seen: dict[tuple[str, str], Term] = {}
    for term in entry.terms:
        if term.status is TermStatus.DEPRECATED or term.match is MatchMode.REGEX:
            continue
        language = base_language(term.language)
        known = seen.setdefault((language, _key(term)), term)
        # A form of another variety of the language may well be spelt the same.
        if known is term or not _overlap(known, term) or known.language != term.language:
            continue
        if known.text == term.text:
            yield "duplicate-term", f"{term.text!r} stands there twice"
        elif language == "zh" and _is_other_script(known.text, term.text):
            message = f"{term.text!r} is {known.text!r} in the other script, which matches both"
            yield "script-double", message
        else:
            message = f"{term.text!r} need not stand there: {known.text!r} matches it"
            yield "redundant-form", message


def _key(term: Term) -> str:
    """What is the same for terms that match the same texts."""
    if base_language(term.language) == "zh":
        return fold_chinese(term.text)
    if base_language(term.language) == "en" and term.match is MatchMode.NOUN:
        return read_english(term.text).joined
    return f"{term.match.value} {term.text}"


def _is_other_script(first: str, second: str) -> bool:
    """Whether two texts that fold alike differ in Chinese characters."""
    return [c for c in first if has_han(c)] != [c for c in second if has_han(c)]


def _term_problems(term: Term, accepted: AbstractSet[str]) -> _Found:
    """Problems of one term, given the accepted forms of its language, folded."""
    if term.valid_from and term.valid_until and term.valid_until <= term.valid_from:
        yield "never-valid", f"{term.text!r} ends on {term.valid_until}, before it begins"
    if base_language(term.language) == "en" and has_han(term.text):
        yield "wrong-script", f"{term.text!r} stands among the English forms"
    is_plain = term.match is not MatchMode.REGEX
    if is_plain and seems_unfinished(term.text):
        yield "doubtful-form", f"{term.text!r} seems to be no settled term"
    if base_language(term.language) == "zh" and is_plain and len(fold_chinese(term.text)) == 1:
        message = f"{term.text!r} has one character: it is found only as a word of its own"
        yield "short-term", message
    if term.use_instead and one_line(term.use_instead).casefold() not in accepted:
        message = f"{term.use_instead!r}, to use instead of {term.text!r}, is not an accepted form"
        yield "unknown-replacement", message


def _shared(index: int, glossary: Glossary, owners: dict[tuple[str, str], int]) -> _Found:
    """Chinese terms, and leading English ones, that an earlier entry has."""
    entry = glossary.entries[index]
    chinese = [t for t in entry.forms("zh", *_ACCEPTED) if t.match is not MatchMode.REGEX]
    for key in dict.fromkeys(map(_key, chinese)):
        owner = owners.setdefault(("zh", key), index)
        if owner != index:
            yield "shared-term", f"{key} is also a term of {_name(glossary, owner)}"
    for term in entry.forms("en", TermStatus.PREFERRED):
        owner = owners.setdefault(("en", _key(term)), index)
        if owner != index:
            message = f"{term.text!r} is also the preferred form of {_name(glossary, owner)}"
            yield "shared-form", message


def _name(glossary: Glossary, index: int) -> str:
    """An entry as the user knows it: by its first term and its line."""
    line = glossary.line_of(index)
    term = glossary.entries[index].terms[0].text
    return f"{term} (line {line})" if line else term
