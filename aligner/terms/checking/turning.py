"""Forms turned round: all the words of a term, but another of them is the head.

"Thailand of Bank", "safety of license work", "the railway's high speed".  Who reads
them is told of another thing than the term names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.languages import EnglishText
from aligner.offsets import Span
from aligner.terms.checking.families import is_akin
from aligner.terms.matching.variants import Words

_HINGES = frozenset({"of", "for"})
_PREPOSITIONS = frozenset({"of", "for", "by", "in", "on", "to", "with", "from", "at", "under"})
_ARTICLES = re.compile(r"\s+(?:(?:an?|the)\s+)?|-", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\s+(?:(?:an?|the)\s+)?", re.IGNORECASE)
# A noun phrase begins here, and no verb with its object: "a | contract labor".
_PHRASE_BEGINS = re.compile(r"(?:^|[.;:]\s+|\b(?:an?|the|of|by|with|this|that)\s+)$", re.IGNORECASE)
_AFTER_SMALL_WORD = re.compile(
    r"\b(?:an?|the|of|by|with|under|into|through|for|no|any|such)\s+$", re.IGNORECASE
)
_PARTICIPLE, _GERUND, _ADVERB = "ed", "ing", "ly"


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that are those of a form and prepositions, in another order perhaps.

    Parameters
    ----------
    first, last : int
        The words ``first .. last - 1``.
    head : int
    is_plain : bool
        Whether neither a preposition nor a possessive holds it together.
    """

    first: int
    last: int
    head: int
    is_plain: bool


def find_turned(
    text: EnglishText, forms: Sequence[Words], written: Sequence[str], used: frozenset[int]
) -> Span | None:
    """The words of a form that is turned round; None if there are none.

    Parameters
    ----------
    text : EnglishText
    forms : sequence of tuple of str
        Folded words of the accepted forms.
    written : sequence of str
        The same forms as the glossary has them.
    used : frozenset of int
        Words that render other occurrences.
    """
    for form in forms:
        for variant in _swapped(form):
            for first in range(len(text.keys) - len(variant) + 1):
                last = first + len(variant)
                if text.keys[first:last] == variant and used.isdisjoint(range(first, last)):
                    return first, last
    for form, surface in zip(forms, written, strict=True):
        for phrase in _phrases(text, form, used):
            if phrase.is_plain and _has_modifier_turned(text, phrase, surface):
                return phrase.first, phrase.last
            if _has_false_agent(text, phrase, form):
                return phrase.first, phrase.last
            # One form turned round may be another as it should be.
            if not any(_is_right(text, phrase, other) for other in forms) and _has_other_head(
                text, phrase, form, surface
            ):
                return phrase.first, phrase.last
    return None


def _swapped(words: Words) -> Iterator[Words]:
    """The two parts of a form on the wrong sides of a preposition."""
    hinges = [i for i, word in enumerate(words) if word in _HINGES]
    if len(hinges) == 1:
        at = hinges[0]
        yield (*words[at + 1 :], words[at], *words[:at])
    elif not hinges:
        for i in range(1, len(words)):
            yield (*words[:i], "of", *words[i:])


def _phrases(text: EnglishText, form: Words, used: frozenset[int]) -> Iterator[_Phrase]:
    """Runs with each content word of a form once, held together by prepositions alone."""
    content = [word for word in form if word not in _PREPOSITIONS]
    if len(content) < 2:  # noqa: PLR2004 - a head and what belongs to it
        return
    akin = {key for key in set(text.keys) if any(is_akin(key, word) for word in content)}
    begins = [i for i, key in enumerate(text.keys) if key in akin and i not in used]
    # Most texts have not all words of the form, in whatever order.
    for first in begins if len(begins) >= len(content) else ():
        missing, last = list(content), first
        while last < len(text.keys) and missing and last not in used:
            if last > first and not _is_close(text, last):
                break
            key = text.keys[last]
            word = next((w for w in missing if is_akin(key, w)), None)
            if word is not None:
                missing.remove(word)
            elif key not in _PREPOSITIONS or last == first:
                break
            last += 1
        if not missing:
            yield _phrase(text, first, last)


def _is_close(text: EnglishText, at: int) -> bool:
    """Whether nothing but an article or a possessive stands before a word."""
    between = text.text[text.spans[at - 1][1] : text.spans[at][0]]
    return any(pattern.fullmatch(between) for pattern in (_ARTICLES, _POSSESSIVE))


def _phrase(text: EnglishText, first: int, last: int) -> _Phrase:
    stop = next((i for i in range(first, last) if text.keys[i] in _PREPOSITIONS), last)
    between = [text.text[text.spans[i - 1][1] : text.spans[i][0]] for i in range(first + 1, last)]
    is_plain = stop == last and not any(map(_POSSESSIVE.fullmatch, between))
    return _Phrase(first, last, stop - 1, is_plain)


def _head_of(form: Words) -> str:
    hinge = next((i for i, word in enumerate(form) if i and word in _PREPOSITIONS), len(form))
    return form[hinge - 1]


def _is_right(text: EnglishText, phrase: _Phrase, form: Words) -> bool:
    return is_akin(text.keys[phrase.head], _head_of(form))


def _has_other_head(text: EnglishText, phrase: _Phrase, form: Words, written: str) -> bool:
    """Whether the head of the form is there as a noun, and belongs to another head."""
    head, keys = _head_of(form), text.keys
    inside = range(phrase.first, phrase.last)
    is_there = head in (keys[i] for i in inside)
    if not phrase.is_plain:
        return is_there
    # "A bad-faith registration" is one in bad faith; bad faith cannot be registered.
    if _ends_modifier(keys[phrase.head - 1 : phrase.head + 1], written):
        return any(
            is_akin(keys[i], head) and text.word(i).lower().endswith(_PARTICIPLE) for i in inside
        )
    if _has_swapped_parts(text, phrase, form):
        return True
    # "To license patents" is a verb with its object, "the art prior to" an adjective behind.
    before = text.text[: text.spans[phrase.first][0]]
    is_noun = not head.endswith(_GERUND) and _PHRASE_BEGINS.search(before[-20:]) is not None
    return is_there and is_noun and keys[phrase.last : phrase.last + 1] != ("to",)


def _has_swapped_parts(text: EnglishText, phrase: _Phrase, form: Words) -> bool:
    """Whether adjective and noun have changed parts: "an indicated geography"."""
    keys, word = text.keys, text.word(phrase.head).lower()
    before = text.text[: text.spans[phrase.first][0]]
    is_noun = keys[phrase.head] not in form and not word.endswith(_ADVERB)
    is_of_two = phrase.last - phrase.first == len(form) == 2  # noqa: PLR2004 - adjective, noun
    is_other = keys[phrase.first] != _head_of(form) and not word.endswith((_PARTICIPLE, _GERUND))
    return is_noun and is_of_two and is_other and _AFTER_SMALL_WORD.search(before[-20:]) is not None


def _ends_modifier(pair: Sequence[str], written: str) -> bool:
    """Whether two words are written with a hyphen before the head of a form."""
    return len(pair) > 1 and "-".join(pair) in written.lower()


def _has_modifier_turned(text: EnglishText, phrase: _Phrase, written: str) -> bool:
    """Whether the words of a modifier with a hyphen stand the other way round."""
    pairs = pairwise(text.keys[phrase.first : phrase.last])
    return any(f"{late}-{early}" in written.lower() for early, late in pairs)


def _has_false_agent(text: EnglishText, phrase: _Phrase, form: Words) -> bool:
    """Whether the thing that something is done to does it: "the loan of a purchase by grain"."""
    keys = text.keys[phrase.first : phrase.last]
    if keys.count("by") != 1 or "of" not in keys or "by" not in keys[keys.index("of") :]:
        return False
    at = keys.index("by")
    done, agent = keys[at - 1], keys[-1]
    is_turned = done in form and agent in form and form.index(agent) < form.index(done)
    return is_turned and at == len(keys) - 2
