"""Readings that some mirrors put behind characters: 「知識(shí)產(chǎn)權(quán)」."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from aligner.languages import pinyin_readings
from aligner.offsets import Traced
from aligner.text import HAN

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_BRACKETED = re.compile(rf"(?<=[{HAN}])[(（]\s?([a-zü{_TONES}]{{1,6}})\s?[)）]")
_TONE = re.compile(f"[{_TONES}]")
_SYLLABLE = re.compile(
    "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:[iu]?ang|i?ong|eng|ing|ia[no]|ua[in]|üan|üe|[aeiuü]n|ai|ei|ui|ao|ou|iu|ie|ue|er|ia|ua|uo"
    "|[aoeiuü])|m|n|ng"
)
# A page that explains one rare character has one such bracket, a mirror many.
_FEWEST = 2


def without_readings(texts: Sequence[Traced]) -> list[Traced]:
    """The texts of a page without the readings, if it is full of them.

    A bracket holds a reading when it bears a tone, or when it is one of the
    readings of the character before it: ``第三条(a)`` keeps its letter, and so
    does a page its one gloss of a rare character.

    Examples
    --------
    >>> [text.text for text in without_readings([Traced.of("知識(shí)產(chǎn)權(quán)(IP)")])]
    ['知識產權(IP)']
    """
    found = [list(_readings(text.text)) for text in texts]
    if sum(map(len, found)) < _FEWEST:
        return list(texts)
    return [
        text.edited([(*span, "") for span in spans]) if spans else text
        for text, spans in zip(texts, found, strict=True)
    ]


def _readings(text: str) -> Iterable[tuple[int, int]]:
    """Spans of the brackets that hold a reading."""
    if "(" not in text and "（" not in text:
        return
    for match in _BRACKETED.finditer(text):
        reading = match[1]
        if not _SYLLABLE.fullmatch(_toneless(reading)):
            continue
        if _TONE.search(reading) or _is_reading(text[match.start() - 1], reading):
            yield match.span()


def _toneless(reading: str) -> str:
    """The letters of a syllable, ü kept."""
    letters = []
    for letter in reading:
        parts = unicodedata.normalize("NFD", letter)
        letters.append("ü" if "\u0308" in parts else parts[0])
    return "".join(letters)


def _is_reading(character: str, syllable: str) -> bool:
    """Whether a syllable of more than one letter is a reading of a character."""
    return len(syllable) > 1 and syllable in pinyin_readings(character)
