"""Where an English sentence has a hole: words in a row that cannot stand together.

Few, and seldom found in what people write; they need no learned counts.
"""

import re

__all__ = ["find_holes"]

# A preposition or article with nothing behind it, "on , administrative".
_DANGLING = (
    r"\b(?:of|to|by|with|from|for|into|between|among|under|on|the|an?|and|or|its|their|our|as)"
    r"\s*[,.;:)](?!\d)"
)
# Something that wants a noun, and a word that is none: "of is", "the and".
_UNFILLED = (
    r"\b(?:of|by|with|from|between|among|under|into|the|an?|its|their|our)\s+"
    r"(?:of|is|are|was|were|has|have|had|will|may|can|should|would|and|or|by|from|with|in|on|to|for|at|"
    r"as|that|which|who|also|under|between)\b"
)
# A sentence that starts with its verb, perhaps behind an opening phrase.
_HEADLESS = (
    r"(?:^|(?<=[.!?]\s))(?:[A-Z][^,.;:]{2,80},\s)?(?:[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Hh]as|[Ww]ill)\b"
)
# "Designates the Office as ...": a verb that has lost its subject.
_BEHEADED = (
    r"(?:^|(?<=[.!?]\s))(?!(?:As|Besides|Towards|Its|This|Whereas|Perhaps|Sometimes|Always)\b)"
    r"[A-Z][a-z]+(?<!s)s\s(?:the|an?|its|their|primarily|mainly|also)\b"
)
_EMPTY = r"[(（]\s*[\"“”'‘’]*\s*[)）]|“\s*”|,\s*,|,\s*\.|\b(?:and|or)\s+(?:and|or)\b"
_HOLES = re.compile(f"{_DANGLING}|{_UNFILLED}|{_HEADLESS}|{_BEHEADED}|{_EMPTY}")


def find_holes(text: str) -> list[int]:
    """Offsets right behind the places where a word or more seems to be missing.

    Examples
    --------
    >>> find_holes("Advice on , and the use of is given.")
    [11, 25]
    """
    return [match.end() for match in _HOLES.finditer(text)]
