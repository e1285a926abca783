"""Titles, which name half of what their texts have."""

import re
from collections.abc import Mapping

from aligner.languages import FUNCTION_WORDS, read_english
from aligner.offsets import Span
from aligner.terms.checking.scene import Scene
from aligner.terms.matching.variants import Words
from aligner.values import OccurrenceStatus

S = OccurrenceStatus

_SENTENCE_ENDS = tuple("。！？；：.!?;:")
# An article is no content word either.
_WORDS = re.compile(r"\b(?!(?:an?|the)\b)[A-Za-z][\w'’-]*")


def is_shortened_title(
    scene: Scene, status: OccurrenceStatus, span: Span | None, values: Mapping[str, float]
) -> bool:
    """Whether a title leaves out the term, or words of it, and has no hole where they were."""
    if values["torn in region"] or values["hole in region"] or not _is_title(scene):
        return False
    if status is S.OTHER_RENDERING and span is not None:
        words = read_english(scene.text[slice(*span)]).keys
        return any(_is_part(words, form) for form in scene.forms)
    return status is S.OMITTED


def _is_part(words: Words, form: Words) -> bool:
    """Whether words stand in a form one after the other."""
    return any(form[i : i + len(words)] == words for i in range(len(form) - len(words) + 1))


def _is_title(scene: Scene) -> bool:
    """Whether a text is a title: words in capitals, and no end of a sentence in either text."""
    source, text = scene.read.unit.source_text.rstrip(), scene.text.rstrip()
    if source[-1:] in _SENTENCE_ENDS or text[-1:] in _SENTENCE_ENDS:
        return False
    words = [w for w in _WORDS.findall(text) if w.lower() not in FUNCTION_WORDS]
    return len(words) > 1 and all(word[0].isupper() for word in words)


def is_shortened_name(status: OccurrenceStatus, values: Mapping[str, float]) -> bool:
    """Whether only the head of a name stands there, which was in full before.

    "The Academy" for the Silkworm Academy is good English on second mention; what is no
    name has no other words than its own.
    """
    is_short = status is OccurrenceStatus.SHORT_FORM
    return is_short and bool(values["named before"] and values["name"])
