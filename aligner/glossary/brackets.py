"""What stands in brackets beside a term: its old name, short form, part of speech, a note."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aligner.glossary.wording import ban_in, is_word_class
from aligner.patterns import lazy_pattern
from aligner.text import has_han

_BRACKET = r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]"
BRACKETED = lazy_pattern(_BRACKET)
_ENDING = lazy_pattern(rf"(?P<base>.*?\S)\s*(?P<bracket>{_BRACKET})\s*")
_LEADING = lazy_pattern(rf"(?P<bracket>{_BRACKET})\s*(?P<base>\S.*)")
_PLURAL = lazy_pattern(r"(?<=\w)\((?:s|es|ies)\)")
_OLD = (
    r"旧称|舊稱|原称|原稱|曾称|曾稱|旧译名?|舊譯|原译名?|曾译|旧名|舊名|原名|曾用名|又?误译为?"
    r"|formerly(?: known as| called)?|former(?: name)?|previously(?: known as| called)?"
    r"|old(?: name)?|obsolete|deprecated"
)
_SHORTENED = (
    r"以下简称|下称|简称|簡稱|缩写为?|縮寫|缩略语|英文缩写|abbr\.?|abbreviated(?: as| to)?"
    r"|abbreviation|acronym|short form|hereinafter(?: referred to as)?"
)
_OTHER = (
    r"又称|又稱|又名|也称|也稱|亦称|亦稱|或称|也叫|亦作|也作|又译|亦译|也译|或译|或"
    r"|also(?: known as| called)?|aka|a\.k\.a\.|or"
)
_INFINITIVE = lazy_pattern(r"^to (?=[a-z])(?!be\b)")
_LABELS = (("deprecated", _OLD), ("abbreviation", _SHORTENED), ("admitted", _OTHER))
# A label ends before a colon, a space, a quote, or a word in another script.
_LABEL_END = r"(?:\s*[:：]\s*|\s+|(?=[“\"《]|[^\x00-\x7f]))"
_LABELLED = [
    (role, re.compile(rf"(?:{words}){_LABEL_END}(?P<form>\S.*)", re.IGNORECASE))
    for role, words in _LABELS
]
_FORMER = lazy_pattern(r"原(?P<form>[^\x00-\x7f]{3,})")
# Brackets that are part of a name: its stage, its place.
_OF_NAME = lazy_pattern(
    r"试行|試行|暂行|暫行|草案|修订|修正|修訂|征求意见稿|送审稿|中国|中國|香港|澳门|台湾|[12]\d{3}.*"
    r"|trial.*|interim|provisional|draft.*|revised.*|amended.*|china|prc|hong kong|macao|.*\d{4}.*",
    re.IGNORECASE,
)
_PARTICLES = frozenset({"to", "the", "a", "an", "to be"})
_PREPOSITIONS = frozenset({"of", "for", "in", "to", "on", "by", "with", "from", "under", "against"})
_LISTED = lazy_pattern(r"\s*[、,，;；/]\s*|\s+or\s+|或")
_QUOTES = "\"'“”‘’「」『』"
_SHORT = lazy_pattern(r"[A-Z][A-Za-z&./-]{0,11}")


@dataclass(frozen=True, slots=True)
class Form:
    """One form in a cell.

    Parameters
    ----------
    text : str
    role : str
        ``"admitted"``, ``"abbreviation"`` or ``"deprecated"`` where the cell says so,
        ``""`` where it is what its column says.
    note : str
        What stands beside the form.
    """

    text: str
    role: str = ""
    note: str = ""


def bare_forms(text: str) -> Iterator[Form]:
    """The form in a text, and those that stand in brackets at its ends, with notes.

    Examples
    --------
    >>> [(form.text, form.role) for form in bare_forms("专利代理师（旧称：专利代理人）")]
    [('专利代理师', ''), ('专利代理人', 'deprecated')]
    """
    if text.count('"') == 1:
        text = text.strip('" ') or text  # The other one is lost.
    base = _INFINITIVE.sub("", _PLURAL.sub("", text))
    beside: list[Form] = []
    notes: list[str] = []
    while match := _ENDING.fullmatch(base) or _LEADING.fullmatch(base):
        inner = match["bracket"][1:-1].strip()
        if _OF_NAME.fullmatch(inner):
            break
        rest = match["base"].strip()
        found = list(_in_brackets(inner, rest, is_leading=match.re.pattern == _LEADING.pattern))
        beside += [form for form in found if form.text]
        notes += [form.note for form in found if form.note and not form.text]
        base = rest
    if _ends_with_word_class(base):
        base, _, word_class = base.rpartition(" ")
        notes.append(word_class)
    yield Form(base, note="; ".join(notes))
    yield from (form for form in beside if form.text != base)


def _ends_with_word_class(text: str) -> bool:
    """Whether a Latin form is followed by its part of speech: ``infringe v.``."""
    last = text.rpartition(" ")[2]
    return last != text and last.endswith(".") and len(last) <= len("adj..") and is_word_class(last)


def _in_brackets(inner: str, base: str, *, is_leading: bool) -> Iterator[Form]:
    """Forms, and notes as forms without text, that a bracket beside a form holds."""
    ban = ban_in(inner)
    if ban is not None and ban.forms:
        yield from (Form(text, "deprecated") for text in ban.forms)
    elif is_word_class(inner) or not inner or inner.casefold() in _PARTICLES:
        yield Form("", note="" if inner.casefold() in _PARTICLES else inner)
    elif labelled := _labelled(inner):
        yield from labelled
        yield Form("", note=inner)
    elif _is_initials(inner, base):
        yield Form(inner, "abbreviation")
    elif _is_optional(inner, is_leading=is_leading) and not has_han(base):
        yield Form(f"{inner} {base}" if is_leading else f"{base} {inner}", "admitted")
    else:
        yield Form("", note=inner)


def _labelled(inner: str) -> list[Form]:
    """Forms that a bracket names as old names, short or other forms."""
    for role, pattern in (*_LABELLED, ("deprecated", _FORMER)):
        match = pattern.fullmatch(inner)
        if match:
            texts = (text.strip(_QUOTES) for text in _LISTED.split(match["form"]))
            return [Form(text, role) for text in texts if text]
    return []


def _is_initials(inner: str, base: str) -> bool:
    """Whether a text may be the initials of another."""
    letters = [c for c in inner if c.isupper()]
    if len(letters) < 2 or not _SHORT.fullmatch(inner):  # noqa: PLR2004 - one letter is no initials
        return False
    places = iter(base.upper())
    return base[:1].upper() == inner[0] and all(letter in places for letter in letters)


def _is_optional(inner: str, *, is_leading: bool) -> bool:
    """Whether a bracket is a part of the term that may be left out: ``grant (of a patent)``."""
    words = inner.casefold().split()
    return words[-1 if is_leading else 0] in _PREPOSITIONS and len(words) > 1
