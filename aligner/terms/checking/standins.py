"""Words that stand in for a term named just before: these, the latter, one of this kind."""

import re
from enum import StrEnum

from aligner.terms.checking.scene import Scene

_NO_NOUN = (
    r"(?=\s*(?:[.,;:)]|$|(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|shall|"
    r"should|do|does|did|came?|comes?|went|goes|made?|makes?|needs?|includes?|remain(?:s|ed)?|rose|"
    r"fell|grew|took|became|belongs?|not|of|for|in|from|to|with|on|by|at|which|who|that|also|and|or|than)\b))"
)
_PERSONS = r"it|itself|they|them|theirs|themselves|he|him|she|hers"
# English adds these freely; one stands for the term only if something of it is named.
_POSSESSIVES = re.compile(r"\b(?:its|their|his|her)\b", re.IGNORECASE)
_NOTHING_OF_IT = re.compile("[，。；、：,;:和与及或]|$")
_STAND_INS = re.compile(
    rf"\b(?:{_PERSONS}|ones|the\s+(?:latter|former)|of\s+(?:this|that|such\s+a|its|their)\s+kind"
    rf"|(?:this|these|those|one|both|neither|such|all\s+of\s+them){_NO_NOUN})\b"
    rf"|(?:^|(?<=[.;]\s))that{_NO_NOUN}"
    # A bare number: "3 million were registered".
    r"|(?:\d|\b(?:hundred|thousand|[mb]illion|twenty|thirty|forty|fifty|dozen))"
    r"\s+(?=(?:are|were|was)\b)",
    re.IGNORECASE,
)
# Characters from the expected place of the term.
_NEAR = 45
# "Such courses", where the Chinese says of which kind.
_OF_SUCH = re.compile(r"\bsuch\s+(?!(?:as|an?|that)\b)(?=[a-z])", re.IGNORECASE)
_POINTING = re.compile("[此这该]|上述|前述|同类|类似|有关|相关|[这那]样|如[此下]")
# "It is hoped that" refers to nothing.
_EXPLETIVE = re.compile(r"\bit\s+(?:is|was|has\s+been)\s+\w+\s+(?:that|to)\b", re.IGNORECASE)
# What 其中 becomes: "of these, forty per cent".
_AMONG = re.compile(r"\b(?:of|among)\s+(?:these|those|them|which)\b", re.IGNORECASE)
# Chinese pronouns that English renders by one; 此类 and 该类 only point at the term.
_PRONOUNS = re.compile("其(?![中他它余次])|[它他她](?:们)?|(?<!因)此(?![外次类种项])|本人|自己")


class StandIn(StrEnum):
    """What the words of a target that stand in for something stand for."""

    TERM = "term"
    PRONOUN = "pronoun"
    NONE = "none"


def find_stand_in(scene: Scene) -> StandIn:
    """Whether a word may stand for the term: one near its place, and one more than the source has.

    If the source has a pronoun for each, they stand for those.
    """
    at = scene.place * len(scene.text)
    text = _without_idle(scene.text, scene.source_sentence)
    found = [*_STAND_INS.finditer(text)]
    if not _NOTHING_OF_IT.match(scene.read.unit.source_text, scene.occurrence.stop):
        found += _POSSESSIVES.finditer(text)
    if not _POINTING.search(scene.source_sentence):
        found += _OF_SUCH.finditer(text)
    spoken = [match.start() for match in found if scene.is_in_region(match.start())]
    of_source = len(_PRONOUNS.findall(scene.source_sentence))
    if any(abs(offset - at) <= _NEAR for offset in spoken) and len(spoken) > of_source:
        return StandIn.TERM
    return StandIn.PRONOUN if of_source else StandIn.NONE


def _without_idle(text: str, source: str) -> str:
    """The text without what refers to nothing or to all before, blanked out."""
    for pattern in (_EXPLETIVE, *([_AMONG] if "其中" in source else [])):
        text = pattern.sub(lambda m: " " * len(m.group()), text)
    return text
