"""Names and terms that have lost a word or its place, and now name something else.

"Unfair Competition Law" for the Anti-Unfair Competition Law, "World Organization of Property
Intellectual", an examinee for an examiner, "(CNPIA)" behind the full name of the CNIPA.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from aligner.languages import FUNCTION_WORDS, EnglishText
from aligner.offsets import Span
from aligner.terms.checking.families import is_akin
from aligner.terms.checking.likeness import are_initials
from aligner.terms.checking.misnaming import is_name
from aligner.terms.matching.variants import Words

_NEGATIVES = frozenset({"anti", "counter", "de", "dis", "no", "non", "not", "un", "without"})
# Endings of what is done: laundering, corruption, violence, terrorism.
_EVILS = ("ing", "tion", "sion", "ism", "ence", "ance", "crime", "fraud")
_HINGES = frozenset({"of", "for", "on"})
_ACTS, _SUFFERS = ("er", "or", "ant"), "ee"
_SHORTEST_STEM = 4
_SHORT_BEHIND = re.compile(
    r"[\"”’'»]?\s*[(（]\s*(?:the\s+)?[\"“‘']?(?P<letters>[A-Z]{3,})s?[\"”’']?\s*[)）,;]"
)
# Between two words of a name.
_GAP = re.compile(r"-|(?:['’]s?)?\s+(?:the\s+)?")
_LEAST_WORDS = 2
# Of two words one may be the other's, of three the order is the name.
_LEAST_NAME = 3


def find_damaged_letters(
    text: str, stop: int, short_names: Iterable[str], full: Words
) -> tuple[Span, str] | None:
    """The short name in brackets behind a full one whose letters are not its own.

    Parameters
    ----------
    text : str
    stop : int
        Where the full name ends.
    short_names : iterable of str
        Those that the glossary has for it, on any day.
    full : tuple of str
        Folded words of the full name.

    Returns
    -------
    found : ((int, int), str) or None
        The letters, and the short name that they miss.
    """
    behind = _SHORT_BEHIND.match(text, stop)
    if behind is None:
        return None
    letters, known = behind["letters"], [name.upper() for name in short_names]
    if letters in known or are_initials(letters, full):
        return None
    initials = "".join(word[0] for word in full if word not in FUNCTION_WORDS).upper()
    missed = next((name for name in known if _is_slip(letters, name)), None)
    if missed is None and not known and sorted(letters) == sorted(initials):
        missed = initials
    return (behind.span("letters"), missed) if missed else None


def _is_slip(letters: str, name: str) -> bool:
    """Whether letters are those of a name in another order, or one of them is another."""
    differing = sum(a != b for a, b in zip(letters, name, strict=False))
    return len(letters) == len(name) and (sorted(letters) == sorted(name) or differing == 1)


def find_unnegated(
    text: EnglishText, forms: Sequence[Words], written: Sequence[str], used: frozenset[int]
) -> Span | None:
    """A form without the word that makes it the contrary: "Unfair Competition Law" for "Anti-".

    What is fought is fought in other words, too: "combating money laundering".
    """
    for form, surface in zip(forms, written, strict=True):
        at = next((i for i, word in enumerate(form) if word in _NEGATIVES), None)
        if at is None or len(form) <= _LEAST_WORDS:
            continue
        if form[-1].endswith(_EVILS) and not is_name(form, surface):
            continue
        rest = form[:at] + form[at + 1 :]
        for first, last in _places(text, len(rest), used):
            before = text.keys[first + at - 1] if first + at else ""
            if text.keys[first:last] == rest and before not in _NEGATIVES:
                return first, last
    return None


def find_scrambled(
    text: EnglishText, forms: Sequence[Words], written: Sequence[str], used: frozenset[int]
) -> Span | None:
    """All words of a name in capitals, in an order that no grammar gives them.

    Parts of a name may change sides around "of": "Property Organization of the World".
    """
    capitals = [text.word(i)[:1].isupper() for i in range(len(text.keys))]
    for form, surface in zip(forms, written, strict=True):
        content = [word for word in form if word not in FUNCTION_WORDS]
        if len(content) < _LEAST_NAME or not is_name(form, surface):
            continue
        orders = [content, _in_front(form)]
        for first in range(len(text.keys)):
            parts, last = _parts(text, first, content, capitals, used)
            if parts and not all(any(_is_in_order(p, o) for o in orders) for p in parts):
                return first, last
    return None


def find_other_party(
    text: EnglishText, forms: Sequence[Words], used: frozenset[int]
) -> Span | None:
    """Who suffers what the term's person does, or the reverse: "examinee" for "examiner"."""
    for form in forms:
        for first, last in _places(text, len(form), used):
            *before, head = text.keys[first:last]
            if tuple(before) == form[:-1] and _are_parties(head, form[-1]):
                return first, last
    return None


def _are_parties(met: str, word: str) -> bool:
    """Whether of two words one names who does something, the other to whom it is done."""
    suffers, acts = (met, word) if met.endswith(_SUFFERS) else (word, met)
    stem = suffers.removesuffix(_SUFFERS)
    is_pair = stem != suffers and any(acts == stem + ending for ending in _ACTS)
    return is_pair and len(stem) >= _SHORTEST_STEM


def _places(text: EnglishText, length: int, used: frozenset[int]) -> Iterator[Span]:
    """All runs of so many words that render nothing else."""
    for first in range(len(text.keys) - length + 1):
        if used.isdisjoint(range(first, first + length)):
            yield first, first + length


def _in_front(form: Words) -> list[str]:
    """The content words of a form with what stands behind "of" put in front."""
    at = next((i for i, word in enumerate(form) if word in _HINGES), len(form))
    turned = (*form[at + 1 :], *form[:at])
    return [word for word in turned if word not in FUNCTION_WORDS]


def _parts(
    text: EnglishText,
    first: int,
    content: Sequence[str],
    capitals: Sequence[bool],
    used: frozenset[int],
) -> tuple[list[list[str]], int]:
    """The words of a run that has each of some words once, in parts held together by "of"."""
    missing, at = list(content), first
    parts: list[list[str]] = [[]]
    while at < len(text.keys) and missing and at not in used:
        key = text.keys[at]
        gap = text.text[text.spans[at - 1][1] : text.spans[at][0]] if at > first else " "
        if not _GAP.fullmatch(gap):
            return [], at
        word = next((w for w in missing if is_akin(key, w)), None)
        if word is not None and capitals[at]:
            missing.remove(word)
            parts[-1].append(word)
        elif key in _HINGES and parts[-1]:
            parts.append([])
        else:
            return [], at
        at += 1
    return ([] if missing else parts), at


def _is_in_order(part: Sequence[str], order: Sequence[str]) -> bool:
    """Whether some words come in the order of others."""
    rest = iter(order)
    return all(word in rest for word in part)
