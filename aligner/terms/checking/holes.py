"""Where an English sentence has a hole: words in a row that cannot stand together.

Few, and seldom found in what people write; they need no learned counts.
"""

import re

# A preposition or article with nothing behind it, "on , administrative".
_DANGLING = (
    r"\b(?:of|to|by|with|from|for|into|between|among|under|on|the|an?|and|or|its|their|our|as)"
    r"\s*[,.;:)](?!\d)"
)
# Something that wants a noun, and a word that is none: "of is", "the and".
_UNFILLED = (
    r"\b(?:of|by|with|from|between|among|under|into|the|an?|its|their|our)\s+"
    r"(?:of|is|are|was|were|has|have|had|will|may|can|should|would|and|or|by|from|with|in|on|to|for|at|"
    r"as|also|under|between)\b"
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
# What no reading saves: a word that must have a noun, and a mark or a verb behind it.
# A small "a" in brackets, or before a point, may number a paragraph.
_TORN = re.compile(
    r"(?<![(\w])(?:of|among|between|from|into|through|the|an?|its|their|our)\s*[,;:)](?!\d)"
    r"|(?<![(\w])(?:of|among|between|into|through|the|an|its|their|our)\s*\.(?=\s|$)"
    r"|\b(?:of|by|with|from|between|among|under|into|to|for|through|the|its|their|our)\s+"
    r"(?:is|are|was|were|has)\b"
    r"|\b(?:of|among|between|into|from|the|an|its|their|our)\s+"
    r"(?:of|by|and|or|with|to|in|on|for|at|under|into|during|than|while|when|if|but|so|before|"
    r"after|through|upon|since|until|because|although|includes?|comprises?|consists?|had|will|"
    r"would|may|can|should|have)\b(?![-\u2010\u2011])"
    # What belongs to someone, and is not there.
    r"|(?<!['‘])\b\w+s['’]\s+(?:of|is|are|was|were|has|have|to|by|and|in|for)\b"
)
_HOLES = re.compile(f"{_DANGLING}|{_UNFILLED}|{_HEADLESS}|{_BEHEADED}|{_EMPTY}")


def find_holes(text: str) -> list[int]:
    """Offsets right behind the places where a word or more seems to be missing.

    Examples
    --------
    >>> find_holes("Advice on , and the use of is given.")
    [11, 29]
    """
    return [match.end() for match in _HOLES.finditer(text)]


def find_torn(text: str) -> list[int]:
    """Offsets behind the holes that no sentence of anyone's has.

    Examples
    --------
    >>> find_torn("Meetings among , banks were held, and reports to are published.")
    [16, 52]
    """
    return [match.end() for match in _TORN.finditer(text)]
