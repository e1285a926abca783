"""How far a unit can be trusted, and why not: what translation tools call its state."""

import re
from enum import StrEnum

from aligner.exporters.xml_units import clean
from aligner.text import one_line
from aligner.values import DOUBTFUL_BELOW, Bead, Bitext, SegmentedDocument, TranslationUnit

# As reasons name sentences: source 3, target 5-7.
_PLACE = re.compile(r"\b(source|target) (\d+)(?:-(\d+))?")
_REVIEW, _CONFIRMED = "review", "confirmed"
# Characters of a sentence that tell which one it is, of Chinese and of other languages.
_SHOWN, _SHOWN_LATIN = 12, 30
_NO_TRANSLATIONS = "the two documents do not look like translations of each other"


class Standing(StrEnum):
    """How far the two texts of a unit are known to translate each other."""

    CONFIRMED = "confirmed"
    SURE = "sure"
    DOUBTFUL = "doubtful"
    UNTRANSLATED = "untranslated"


def standing(unit: TranslationUnit) -> Standing:
    """The standing of a unit: what a reviewer said counts more than its probability."""
    # Of control characters alone, nothing is left in the files of translation tools.
    if not clean(unit.target_text).strip():
        return Standing.UNTRANSLATED
    if _CONFIRMED in dict(unit.properties).get(_REVIEW, "").split(", "):
        return Standing.CONFIRMED
    return Standing.DOUBTFUL if unit.probability < DOUBTFUL_BELOW else Standing.SURE


def notes(unit: TranslationUnit) -> list[str]:
    """What a translator should know of a unit, one note for each thing."""
    values = dict(unit.properties)
    found = []
    if standing(unit) is Standing.DOUBTFUL:
        why = values.get("doubt", "")
        found.append(f"doubtful ({unit.probability:.2f}){': ' if why else ''}{why}")
    if "moved" in values:
        found.append("moved: the two sides stand at different places of their documents")
    if comment := values.get("comment", ""):
        found.append(f"comment: {comment}")
    return found


def doubt(bitext: Bitext, bead: Bead) -> str:
    """Why a bead is doubtful, sentences named by their first words; ``""`` if it is not."""
    reasons = list(bead.reasons)
    if bitext.alignment.is_denied:
        reasons.insert(0, _NO_TRANSLATIONS)
    sides = {"source": bitext.source, "target": bitext.target}

    def quoted(place: re.Match[str]) -> str:
        """A place in words that mean something outside of this program."""
        first, last = int(place[2]), int(place[3] or place[2])
        words = _words(sides[place[1]], first, last)
        return f"{place[1]} {words}" if words else place[0]

    return "; ".join(_PLACE.sub(quoted, reason) for reason in reasons)


def _words(document: SegmentedDocument, first: int, last: int) -> str:
    """The first words of some segments in quotes, ``""`` if they are not there."""
    if last >= len(document.segments):
        return ""
    text = one_line(document.segments[first].text)
    most = _SHOWN_LATIN if text.isascii() else _SHOWN
    shown = text if len(text) <= most else f"{text[:most].rstrip()}…"
    return f"“{shown}”{f' and the next {last - first}' if last > first else ''}"
