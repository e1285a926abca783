"""Short names that a document defines for itself: ``Full Name (ABC)``."""

import re
from collections.abc import Iterable, Mapping, Sequence

from aligner.languages import EnglishText, read_english
from aligner.terms.matching.forms import is_short_word
from aligner.terms.matching.searching import TargetMatch

# After a full name and its closing quotation mark, if any: (ABC), ("ABC"), (hereinafter
# referred to as "the Office"), (the "Agreement").  A name that is not in capitals must be
# quoted or introduced by such words: "Delta (Yunlan) Center" defines nothing.
_DEFINITION = re.compile(
    r"[\"”’'»]?\s*[(（]\s*"
    r"(?:(?P<call>(?:hereinafter|hereafter)\b[^\"“”‘’()（）]{0,30}?|abbreviated (?:as|to)\s+)"
    r"|or\s+)?"
    r"(?:the\s+)?(?P<quote>[\"“‘'])?(?:the\s+)?"
    r"(?P<name>[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*){0,3})"
    r"[\"”’']?\s*[)）,;]",
)


def learn_short_names(
    texts: Sequence[EnglishText],
    matches: Sequence[Sequence[TargetMatch]],
    earlier: Mapping[str, tuple[int, ...]],
) -> dict[str, tuple[int, ...]]:
    """The short names that a document defines, and their concepts.

    Parameters
    ----------
    texts : sequence of EnglishText
        The units of one document.
    matches : sequence of sequences of TargetMatch
        The accepted forms found in each of them.
    earlier : mapping of str to tuple of int
        What earlier units of the document define, as returned.

    Returns
    -------
    names : dict of str to tuple of int
        Concept indices by the joined keys of the short name.
    """
    names = dict(earlier)
    for text, found in zip(texts, matches, strict=True):
        if "(" not in text.text and "（" not in text.text:
            continue
        for match, name in _definitions(text, found):
            known = names.get(name, ())
            if match.form.concept not in known:
                names[name] = (*known, match.form.concept)
    return names


def _definitions(
    text: EnglishText, found: Iterable[TargetMatch]
) -> Iterable[tuple[TargetMatch, str]]:
    """Matches with the keys of the short name that is defined right after them."""
    # Of matches that end at the same word, the longest is the full name.
    longest: dict[int, int] = {}
    for match in found:
        longest[match.last] = min(longest.get(match.last, match.first), match.first)
    for match in found:
        if match.first != longest[match.last]:
            continue
        definition = _DEFINITION.match(text.text, text.span(match.first, match.last)[1])
        if definition is None:
            continue
        name = definition["name"]
        if is_short_word(name) or definition["call"] or definition["quote"]:
            yield match, read_english(name).joined
