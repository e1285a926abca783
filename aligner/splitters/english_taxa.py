"""Names of plants and animals, with the full stops of their ranks and authors."""

from aligner.patterns import lazy_pattern
from aligner.splitters.english_words import CAPITAL, STARTER

_GENUS = r"\b[A-Z](?:\.|[a-z]+(?:us|um|a|is|es|e|on|os|en|n|er|ix|ex|ys|x|i))"
_SPECIES = r"(?:[×x] )?[a-z-]{2,}(?:us|um|a|is|i|ae|e|es|o|ens|ans|oides|or|er|ix|as)"
_RANK = r"(?:subsp|ssp|var|subvar|f|fo|forma|nothovar)"
# Authors, whole or cut off: "(Thunb.) D. Don ex G. Don".
_AUTHORS = r"(?:(?:[A-Z][\w.'’-]*+|ex|et|in|&) ){0,6}"
_BEHIND_NAME = lazy_pattern(
    rf"{_GENUS} {_SPECIES} (?:\([^()]{{1,40}}\) )?{_AUTHORS}(?:{_RANK}\. \w[\w-]*+ {_AUTHORS})?$"
)
_OPENS_AUTHORS = lazy_pattern(rf"{_GENUS} {_SPECIES} \({_AUTHORS}$")
_RANKED = lazy_pattern(_RANK)
# What grows in gardens has a name of its own behind its genus or species: "Malus cv. Discovery".
_CULTIVAR = lazy_pattern(rf"{_GENUS} (?:{_SPECIES} )?$")
_AUTHOR = lazy_pattern(r"[A-Z][\w'’-]{0,9}")
# Characters before a full stop in which the name is looked for.
_REACH = 90


def is_author(word: str, before: str) -> bool:
    """Whether a word is an author, perhaps cut off, behind a name: ``Quercus robur L.``."""
    return _AUTHOR.fullmatch(word) is not None and (
        _BEHIND_NAME.search(before[-_REACH:]) is not None
    )


def closes_authors(before: str, tail: str) -> bool:
    """Whether a bracket with the first authors closes: ``Abies concolor (Gord.) Lindl.``."""
    opens = _OPENS_AUTHORS.search(before[-_REACH:]) is not None
    return opens and CAPITAL.match(tail) is not None and not STARTER.match(tail)


def goes_on(word: str, before: str, tail: str) -> bool:
    """Whether a name with a capital follows a rank: ``Acer palmatum var. Dissectum``."""
    if STARTER.match(tail) or not CAPITAL.match(tail):
        return False
    pattern = _CULTIVAR if word == "cv" else _BEHIND_NAME if _RANKED.fullmatch(word) else None
    return pattern is not None and pattern.search(before[-_REACH:]) is not None
