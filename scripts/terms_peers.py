"""What others do: the checks that the term check is measured against.

``weblate`` follows the glossary check of Weblate (``weblate.checks.glossary``): a
source term calls for its translation as a run of whole words in any case.
``substring`` only looks whether any form stands anywhere in the target.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from terms_data import Text

from aligner.glossary import Glossary
from aligner.values import FindingCode, TermStatus

__all__ = ["CHECKERS", "Flag", "Occurrences", "count_occurrences"]

# Unit, concept, code, and place or running number.
Flag = tuple[str, str, FindingCode, object]
Occurrences = tuple[int, int]


def ours(text: Text) -> set[Flag]:
    """Flags of the term check."""
    check = text.check()
    likely = (f for f in check.findings if f.is_likely)
    return {(f.unit, f.concept, f.code, f.source_span or f.found) for f in likely}


@lru_cache(maxsize=16)
def _forms(glossary: Glossary) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    accepted = (TermStatus.PREFERRED, TermStatus.ADMITTED)
    return tuple(
        (entry.id, term.text, tuple(t.text for t in entry.forms("en", *accepted)))
        for entry in glossary.entries
        if not entry.weak
        for term in entry.forms("zh", *accepted)
    )


def weblate(text: Text) -> set[Flag]:
    """Flags of a check by whole words."""
    return set(_plain(text, lambda form, target: _word(form).search(target) is not None))


def substring(text: Text) -> set[Flag]:
    """Flags of a check by letters."""
    return set(_plain(text, lambda form, target: form.lower() in target.lower()))


@lru_cache(maxsize=1 << 14)
def _word(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.IGNORECASE)


def _plain(text: Text, has: Callable[[str, str], bool]) -> Iterator[Flag]:
    for unit in text.units:
        for concept, source, forms in _forms(text.glossary):
            is_there = source in unit.source_text and unit.target_text
            if is_there and not any(has(form, unit.target_text) for form in forms):
                yield unit.id, concept, FindingCode.OMITTED, 0


CHECKERS: dict[str, Callable[[Text], set[Flag]]] = {
    "ours": ours,
    "weblate-like": weblate,
    "substring": substring,
}


def count_occurrences(text: Text) -> int:
    """Occurrences of strict source terms, the longest first and none nested."""
    check = text.check()
    weak = {entry.id for entry in text.glossary.entries if entry.weak}
    return sum(o.concept not in weak for o in check.occurrences)
