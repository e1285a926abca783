"""The English forms of a glossary, with all the ways in which each may be written.

Forms differ in inflection, in word order (``court of appeal`` = ``appeal court``) and
in the short form of a part (``IP protection`` = ``intellectual property protection``).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from aligner.languages import FUNCTION_WORDS, read_english
from aligner.terms.matching.lemmas import lemma_key
from aligner.terms.matching.variants import (
    Equivalents,
    Words,
    find_equivalents,
    longest_part,
    variants_of,
)
from aligner.values import ConceptEntry, MatchMode, Term, TermStatus

_ABBREVIATED = re.compile(r"\(\s*([A-Z]\w{1,7})\s*\)")
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*")


@dataclass(frozen=True, slots=True)
class Form:
    """One English form of a concept, as the index searches for it.

    Parameters
    ----------
    concept : int
        Index of the concept entry.
    term : Term
    words : tuple of str
        Folded words of the term as in the glossary; empty for a regular expression.
    label : str
        Name of the group of forms that count as the same rendering.
    exact_words : tuple of str
        For a forbidden form that differs from an accepted one only in spelling: its
        words, which must match exactly.
    is_cased : bool
        Whether the case of `exact_words` matters; if not, they are in lower case.
    """

    concept: int
    term: Term
    words: tuple[str, ...]
    label: str
    exact_words: tuple[str, ...] = ()
    is_cased: bool = False


def forms_of_entries(entries: tuple[ConceptEntry, ...]) -> Iterator[Form]:
    """All English forms of all concepts, including longer forms that contain an old name."""
    old_names = _old_names(entries)
    for form in _given_forms(entries):
        yield form
        is_inflected = form.term.match in {MatchMode.NOUN, MatchMode.LEMMA}
        if form.term.status is not TermStatus.DEPRECATED and is_inflected:
            yield from _with_old_names(form, old_names)


def _given_forms(entries: tuple[ConceptEntry, ...]) -> Iterator[Form]:
    """The English forms as the glossary gives them."""
    equivalents = _equivalents(entries)
    for concept, entry in enumerate(entries):
        groups: dict[str, str] = {}
        listed: dict[str, str] = {}
        accepted = _accepted_terms(entry)
        for term in accepted:
            if term.match is MatchMode.REGEX:
                yield Form(concept, term, (), term.text)
                continue
            words = read_english(term.text).keys
            if not words:
                continue
            form = Form(concept, term, words, "")
            keys = _keys(form, equivalents)
            known = next((groups[key] for key in keys if key in groups), None)
            label = known or (_full_name(term, accepted) if is_short_term(term) else term.text)
            for key in keys:
                groups.setdefault(key, label)
            listed.setdefault("".join(words), label)
            yield replace(form, label=label)
        spellings = {_surfaces(t.text) for t in accepted if t.match is not MatchMode.REGEX}
        for term in entry.forms("en", TermStatus.DEPRECATED):
            yield from _forbidden_form(concept, term, listed, spellings)


def _accepted_terms(entry: ConceptEntry) -> tuple[Term, ...]:
    """The accepted English terms of a concept, and the replacements of forbidden ones."""
    accepted = entry.forms("en", TermStatus.PREFERRED, TermStatus.ADMITTED)
    known = {term.text.casefold() for term in accepted}
    instead = {
        term.use_instead.strip(): Term(term.use_instead.strip(), term.language, TermStatus.ADMITTED)
        for term in entry.forms("en", TermStatus.DEPRECATED)
        if term.use_instead.strip()
    }
    return (*accepted, *(term for text, term in instead.items() if text.casefold() not in known))


def target_patterns(
    forms: tuple[Form, ...], entries: tuple[ConceptEntry, ...]
) -> dict[str, tuple[Form, ...]]:
    """Noun and exact forms by the joined keys of each of their variants.

    A variant gives way to what is listed: one of a forbidden form to the accepted forms
    of its concept, a turned one to a form of another concept, and the old name of a body
    to the new one that is the same words turned round.  Where a forbidden form is listed
    that an accepted one has as a variant, both are found.
    """
    equivalents = _equivalents(entries)
    forms = tuple(f for f in forms if f.term.match in {MatchMode.NOUN, MatchMode.EXACT})
    patterns: dict[str, dict[tuple[int, str], Form]] = {}
    accepted = {
        (form.concept, key)
        for form in forms
        if form.term.status is not TermStatus.DEPRECATED
        for key in _keys(form, equivalents)
    }
    owners, dated = _owners(forms), _dated(forms)
    for form in forms:
        is_exact, own = bool(form.exact_words), "".join(form.words)
        for key in (own,) if is_exact else _keys(form, equivalents):
            forbidden = form.term.status is TermStatus.DEPRECATED
            if forbidden and key != own and (form.concept, key) in accepted:
                continue
            if key != own and (
                _is_anothers(form, owners.get(key, ())) or _is_listed_otherwise(form, key, dated)
            ):
                continue
            # An exact form must not displace another form with the same key.
            is_own = forbidden or form.term.match is MatchMode.EXACT
            place = (form.concept, form.term.text if is_own else "")
            patterns.setdefault(key, {}).setdefault(place, form)
    return {key: tuple(found.values()) for key, found in patterns.items()}


def _owners(forms: Iterable[Form]) -> dict[str, set[int]]:
    """The concepts that list each accepted form, by its key."""
    owners: dict[str, set[int]] = {}
    for form in forms:
        if form.term.status is not TermStatus.DEPRECATED:
            owners.setdefault("".join(form.words), set()).add(form.concept)
    return owners


def _is_anothers(form: Form, owners: Collection[int]) -> bool:
    """Whether a variant of a form is listed as the name of other concepts, not of its own."""
    return bool(owners) and form.concept not in owners


def _dated(forms: Iterable[Form]) -> dict[tuple[int, str], Term]:
    """The accepted forms that are right on some days only, by concept and key."""
    return {
        (form.concept, "".join(form.words)): form.term
        for form in forms
        if form.term.status is not TermStatus.DEPRECATED
        if form.term.valid_from or form.term.valid_until
    }


def _is_listed_otherwise(form: Form, key: str, dated: Mapping[tuple[int, str], Term]) -> bool:
    """Whether a variant of a form is listed as a name of its concept with days of its own."""
    listed = dated.get((form.concept, key))
    return listed is not None and (listed.valid_from, listed.valid_until) != (
        form.term.valid_from,
        form.term.valid_until,
    )


def lemma_patterns(forms: tuple[Form, ...]) -> dict[str, tuple[Form, ...]]:
    """Forms matched in every inflection, by the joined lemmas of their words."""
    patterns: dict[str, tuple[Form, ...]] = {}
    for form in forms:
        if form.term.match is MatchMode.LEMMA:
            is_given = read_english(form.term.text).keys == form.words
            words = _surfaces(form.term.text) if is_given else form.words
            for variant in variants_of(tuple(map(lemma_key, words)), {}):
                key = "".join(variant)
                patterns[key] = (*patterns.get(key, ()), form)
    return patterns


def _old_names(entries: tuple[ConceptEntry, ...]) -> dict[Words, list[tuple[Words, Term]]]:
    """Names that were correct until some date, by the current names."""
    table: dict[Words, list[tuple[Words, Term]]] = {}
    for entry in entries:
        forbidden = entry.forms("en", TermStatus.DEPRECATED)
        dated = [t for t in forbidden if t.valid_from and t.match is not MatchMode.REGEX]
        # Inside a longer name, an exact form does not occur as it is written.
        terms = [
            replace(t, match=MatchMode.NOUN) if t.match is MatchMode.EXACT else t for t in dated
        ]
        old = [(read_english(t.text).keys, t) for t in terms]
        if old:
            accepted = entry.forms("en", TermStatus.PREFERRED, TermStatus.ADMITTED)
            for term in (t for t in accepted if t.match is not MatchMode.REGEX):
                table.setdefault(read_english(term.text).keys, []).extend(old)
    return table


def _with_old_names(form: Form, old_names: dict[Words, list[tuple[Words, Term]]]) -> Iterator[Form]:
    """A form with a part replaced by its old names, valid when they are.

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
        accepted = entry.forms("en", TermStatus.PREFERRED, TermStatus.ADMITTED)
        terms = [t for t in accepted if t.match is not MatchMode.REGEX]
        shorts = [read_english(t.text).keys for t in terms if is_short_word(t.text)]
        fulls = [read_english(t.text).keys for t in terms if not is_short_word(t.text)]
        concepts.append((fulls, shorts))
    return find_equivalents(concepts)


def is_short_term(term: Term) -> bool:
    """Whether a term is an abbreviation, marked as one or recognisable as one."""
    is_word = term.match is not MatchMode.REGEX and is_short_word(term.text)
    return term.abbreviation or is_word


@lru_cache(maxsize=1 << 16)
def is_short_word(text: str) -> bool:
    """Whether a form is a single word with several capitals, such as CNIPA, SEPs or MoU."""
    capitals = sum(c.isupper() for c in text)
    return capitals >= 2 and not any(c.isspace() or c == "-" for c in text)  # noqa: PLR2004


def _full_name(short: Term, accepted: tuple[Term, ...]) -> str:
    """The full form of a short one: the first that has its letters in the same order.

    A form that abbreviates none of the others is a name of its own: ``SIPO`` is not
    short for the new name of the office.
    """
    named = [t for t in accepted if t.match is not MatchMode.REGEX and not is_short_term(t)]
    return next((t.text for t in named if _shortens(short.text, t.text)), short.text)


def _shortens(short: str, full: str) -> bool:
    """Whether the letters of a short form occur in a full one in the same order."""
    letters = iter(full.casefold())
    return all(c in letters for c in short.casefold().removesuffix("s") if c.isalnum())


def _forbidden_form(
    concept: int, term: Term, listed: dict[str, str], spellings: Collection[Words]
) -> Iterator[Form]:
    """A forbidden form; it must match exactly if a listed accepted form has the same key."""
    if term.match is MatchMode.REGEX:
        yield Form(concept, term, (), term.text)
        return
    text = read_english(term.text)
    if not text.keys:
        return
    label = listed.get(text.joined)
    if label is None or term.match is MatchMode.LEMMA:
        yield Form(concept, term, text.keys, term.text)
        return
    words = _surfaces(term.text)
    small = tuple(word.lower() for word in words)
    is_cased = words not in spellings and any(
        small == tuple(word.lower() for word in spelling) for spelling in spellings
    )
    if not is_cased:
        yield Form(concept, term, text.keys, label, small)
    elif term.case_sensitive:
        # It differs from an accepted form only in case.
        yield Form(concept, term, text.keys, label, words, is_cased=True)


def _surfaces(term: str) -> Words:
    """The words of a term as written, without articles and possessives."""
    text = read_english(term)
    return tuple(text.surface(i, i + 1) for i in range(len(text.keys)))


def _keys(form: Form, equivalents: Equivalents) -> tuple[str, ...]:
    """Joined keys of all ways to write a form.

    Text in brackets is optional: ``Outline (2021-2035)`` is also ``Outline``; and an
    abbreviation there may stand for the words before it: ``loan-to-value (LTV) ratio`` is also
    ``LTV ratio``.  There is only one way to write an exact form.
    """
    if form.term.match is MatchMode.EXACT:
        return ("".join(form.words),)
    bare = read_english(_BRACKETED.sub(" ", form.term.text)).keys
    # The words of a form with an old name differ from those of its term.
    is_given = read_english(form.term.text).keys == form.words
    readings = [form.words, *([bare] if is_given and bare else [])]
    if is_given and "(" in form.term.text:
        readings.append(_abbreviated(form.term.text))
    variants = (v for words in readings for v in variants_of(words, equivalents))
    return tuple(dict.fromkeys("".join(variant) for variant in variants))


def _abbreviated(text: str) -> Words:
    """The words of a form, with the abbreviation in brackets for those that it is made of.

    Without such an abbreviation, the words as they are.
    """
    aside = _ABBREVIATED.search(text)
    if aside is None:
        return read_english(text).keys
    before = list(re.finditer(r"\w+", text[: aside.start()]))
    for first in range(len(before) - len(aside[1]), -1, -1):
        words = [m.group().lower() for m in before[first:]]
        telling = [word for word in words if word not in FUNCTION_WORDS]
        made = ("".join(word[0] for word in own) for own in (words, telling))
        if words[0] in telling and aside[1].lower() in made:
            start = before[first].start()
            return read_english(f"{text[:start]}{aside[1]} {text[aside.end() :]}").keys
    return read_english(text).keys
