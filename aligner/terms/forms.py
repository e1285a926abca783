"""The English forms of a glossary, with all the ways each may be written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from aligner.terms.english import read_english
from aligner.terms.variants import Equivalents, Words, find_equivalents, longest_part, variants_of
from aligner.values import ConceptEntry, Term, TermStatus

__all__ = ["Form", "forms_of_entries", "is_short_term", "is_short_word", "target_patterns"]

_BRACKETED = re.compile(r"\s*\([^()]*\)\s*")


@dataclass(frozen=True, slots=True)
class Form:
    """One English form of a concept, as the index knows it.

    Parameters
    ----------
    concept : int
        Index of the concept entry.
    term : Term
    words : tuple of str
        Folded words of the term as the glossary has it.
    label : str
        Name of the group of forms that count as one rendering.
    exact_words : tuple of str
        For a forbidden form that differs from an accepted one in spelling
        alone: the words in small letters, to be met to the letter.
    """

    concept: int
    term: Term
    words: tuple[str, ...]
    label: str
    exact_words: tuple[str, ...] = ()


def forms_of_entries(entries: tuple[ConceptEntry, ...]) -> Iterator[Form]:
    """All English forms of all concepts, and longer forms with an old name in them."""
    old_names = _old_names(entries)
    for form in _given_forms(entries):
        yield form
        if form.term.status is not TermStatus.FORBIDDEN:
            yield from _with_old_names(form, old_names)


def _given_forms(entries: tuple[ConceptEntry, ...]) -> Iterator[Form]:
    """The English forms as the glossary gives them."""
    equivalents = _equivalents(entries)
    for concept, entry in enumerate(entries):
        groups: dict[str, str] = {}
        accepted = entry.forms("en", TermStatus.PREFERRED, TermStatus.ALLOWED)
        for term in accepted:
            words = read_english(term.text).keys
            if not words:
                continue
            form = Form(concept, term, words, "")
            keys = _keys(form, equivalents)
            known = next((groups[key] for key in keys if key in groups), None)
            label = known or (_full_name(accepted) if is_short_term(term) else term.text)
            for key in keys:
                groups.setdefault(key, label)
            yield replace(form, label=label)
        for term in entry.forms("en", TermStatus.FORBIDDEN):
            yield from _forbidden_form(concept, term, groups)


def target_patterns(
    forms: tuple[Form, ...], entries: tuple[ConceptEntry, ...]
) -> dict[str, tuple[Form, ...]]:
    """Forms by the joined keys of each of their variants."""
    equivalents = _equivalents(entries)
    patterns: dict[str, dict[tuple[int, str], Form]] = {}
    accepted = {
        (form.concept, key)
        for form in forms
        if form.term.status is not TermStatus.FORBIDDEN
        for key in _keys(form, equivalents)
    }
    for form in forms:
        is_exact = bool(form.exact_words)
        for key in ("".join(form.words),) if is_exact else _keys(form, equivalents):
            forbidden = form.term.status is TermStatus.FORBIDDEN
            if forbidden and not is_exact and (form.concept, key) in accepted:
                continue
            place = (form.concept, form.term.text if forbidden else "")
            patterns.setdefault(key, {}).setdefault(place, form)
    return {key: tuple(found.values()) for key, found in patterns.items()}


def _old_names(entries: tuple[ConceptEntry, ...]) -> dict[Words, list[tuple[Words, Term]]]:
    """Names that were right until some day, by the names that are right now."""
    table: dict[Words, list[tuple[Words, Term]]] = {}
    for entry in entries:
        dated = [t for t in entry.forms("en", TermStatus.FORBIDDEN) if t.valid_from]
        old = [(read_english(t.text).keys, t) for t in dated]
        if old:
            for term in entry.forms("en", TermStatus.PREFERRED, TermStatus.ALLOWED):
                table.setdefault(read_english(term.text).keys, []).extend(old)
    return table


def _with_old_names(form: Form, old_names: dict[Words, list[tuple[Words, Term]]]) -> Iterator[Form]:
    """A form with the old names of a part of it, right and forbidden when they are.

    ``Commissioner of the CNIPA`` gives ``Commissioner of SIPO``.
    """
    place = longest_part(form.words, old_names)
    if place is None:
        return
    start, stop = place
    for old, term in old_names[form.words[start:stop]]:
        words = form.words[:start] + old + form.words[stop:]
        yield Form(form.concept, term, words, form.label)


def _equivalents(entries: tuple[ConceptEntry, ...]) -> Equivalents:
    """Full and short forms that may replace each other inside longer terms."""
    concepts = []
    for entry in entries:
        terms = entry.forms("en", TermStatus.PREFERRED, TermStatus.ALLOWED)
        shorts = [read_english(t.text).keys for t in terms if is_short_word(t.text)]
        fulls = [read_english(t.text).keys for t in terms if not is_short_word(t.text)]
        concepts.append((fulls, shorts))
    return find_equivalents(concepts)


def is_short_term(term: Term) -> bool:
    """Whether a term is an abbreviation, marked or to be seen."""
    return term.abbreviation or is_short_word(term.text)


@lru_cache(maxsize=1 << 16)
def is_short_word(text: str) -> bool:
    """Whether a form is one word written in capitals, such as CNIPA, SEPs or MoU."""
    capitals = sum(c.isupper() for c in text)
    return capitals >= 2 and not any(c.isspace() or c == "-" for c in text)  # noqa: PLR2004


def _full_name(accepted: tuple[Term, ...]) -> str:
    """What the short forms of a concept are short for: its first full form, if any."""
    return next((t.text for t in accepted if not is_short_term(t)), accepted[0].text)


def _forbidden_form(concept: int, term: Term, groups: dict[str, str]) -> Iterator[Form]:
    """A forbidden form; to be met to the letter when an accepted one has the same key."""
    text = read_english(term.text)
    if not text.keys:
        return
    if text.joined in groups:
        surfaces = (text.surface(i, i + 1).lower() for i in range(len(text.keys)))
        yield Form(concept, term, text.keys, groups[text.joined], tuple(surfaces))
    else:
        yield Form(concept, term, text.keys, term.text)


def _keys(form: Form, equivalents: Equivalents) -> tuple[str, ...]:
    """Joined keys of all ways to write a form.

    What stands in brackets is optional: ``Outline (2021-2035)`` is also ``Outline``.
    """
    bare = read_english(_BRACKETED.sub(" ", form.term.text)).keys
    # The words of a form with an old name are not those of its term.
    is_given = read_english(form.term.text).keys == form.words
    readings = (form.words, bare) if is_given and bare else (form.words,)
    variants = (v for words in readings for v in variants_of(words, equivalents))
    return tuple(dict.fromkeys("".join(variant) for variant in variants))
