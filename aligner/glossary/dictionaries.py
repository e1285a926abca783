"""Term dictionaries of machine translation, as the WMT tasks on terminology have them.

JSON or JSON Lines: an object from terms to their translations (one, or a list), a list of
pairs, or test sentences that carry such an object each.
"""

import json
from collections.abc import Iterator, Mapping
from typing import cast

from aligner.errors import FormatError
from aligner.glossary.collecting import Collector, made_id
from aligner.glossary.columns import language_of
from aligner.glossary.glossary import Glossary
from aligner.tables import decode
from aligner.text import base_language, has_han, one_line, strip_controls
from aligner.values import ConceptEntry, Term, TermStatus

_Pair = tuple[str, str]
_WAY_OUT = 'give it terms and translations, as in {"专利": "patent"}'
# Under these names a sentence of a test set carries its terms, or a list its pairs.
_TERMS = ("terms", "terminology", "terminologies", "hints", "dictionary", "proper", "proper_terms")
# Terms that were drawn at random for comparison are no terminology.
_SOURCES = ("source", "src", "source_term", "in", "term")
_TARGETS = ("target", "tgt", "target_term", "out", "translation", "translations")


def read_dictionary(data: bytes, path: str, languages: _Pair | None = None) -> Glossary:
    """The glossary in the bytes of a term dictionary.

    Parameters
    ----------
    data : bytes
    path : str
        For messages.
    languages : tuple of str, optional
        Of terms and translations; told by their script if not given.

    Raises
    ------
    FormatError
        If it is no JSON, or holds no term with a translation.
    """
    text = decode(data, path).text
    collector = Collector(path, way_out=_WAY_OUT)
    for line, value in _values(text, path, collector):
        for source, targets in _pairs(value):
            _collect(collector, source, targets, languages, line)
    return collector.glossary()


def _values(text: str, path: str, collector: Collector) -> Iterator[tuple[int, object]]:
    """The JSON values of a file with their lines: one, or one a line."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) < 2:  # noqa: PLR2004 - JSON Lines have several
            raise FormatError(f"not JSON: {error}", path) from error
    else:
        yield 0, value
        return
    for number, line in lines:
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError):
            collector.report("bad-row", "not JSON; the line is left out", number)


def _pairs(value: object) -> Iterator[tuple[str, list[str]]]:
    """Terms with their translations, wherever they stand in a value."""
    if isinstance(value, list):
        for item in cast("list[object]", value):
            texts = _texts(item)
            if isinstance(item, list) and len(texts) > 1:
                yield texts[0], texts[1:]
            else:
                yield from _pairs(item)
    elif isinstance(value, Mapping):
        yield from _pairs_in_object(cast("Mapping[str, object]", value))


def _pairs_in_object(value: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    """Terms in an object: its own terms, a pair under names, or a whole dictionary."""
    carried = [value[name] for name in _TERMS if isinstance(value.get(name), (dict, list))]
    pair = _named_pair(value)
    if carried:
        for item in carried:
            yield from _pairs(item)
    elif pair is not None:
        yield pair
    else:
        for source, target in value.items():
            if texts := _texts(target):
                yield source, texts


def _named_pair(value: Mapping[str, object]) -> tuple[str, list[str]] | None:
    """A pair under the names of two languages, or of source and target."""
    tags = [name for name in value if language_of(name) and _texts(value[name])]
    sources = [name for name in _SOURCES if _texts(value.get(name))]
    targets = [name for name in _TARGETS if _texts(value.get(name))]
    if len(tags) == 2 and len({base_language(language_of(tag)) for tag in tags}) == 2:  # noqa: PLR2004 - a pair
        first, second = tags
    elif sources and targets:
        first, second = sources[0], targets[0]
    else:
        return None
    return _texts(value[first])[0], _texts(value[second])


def _texts(value: object) -> list[str]:
    """The texts that a value is; none if it is something else."""
    if isinstance(value, str):
        clean = one_line(strip_controls(value))
        return [clean] if clean else []
    if isinstance(value, list):
        items = cast("list[object]", value)
        if all(isinstance(item, str) for item in items):
            return [text for item in items for text in _texts(item)]
    return []


def _collect(
    collector: Collector, source: str, targets: list[str], languages: _Pair | None, line: int
) -> None:
    """Take a term with its translations; Chinese leads, as everywhere."""
    term = one_line(strip_controls(source))
    if not term or not targets:
        collector.report("empty-term", "a term without translation is left out", line)
        return
    first, second = languages or (("zh", "en") if has_han(term) else ("en", "zh"))
    if (first, second) == ("en", "zh") and not any(map(has_han, targets)):
        second = "und"
    forms = [Term(term, first), *_terms(targets, second)]
    if base_language(second) == "zh":
        forms = [*forms[1:], forms[0]]
    collector.gather(ConceptEntry(made_id(forms[0]), tuple(forms)), line)


def _terms(texts: list[str], language: str) -> list[Term]:
    """Translations, the first of them the preferred one."""
    return [
        Term(text, language, TermStatus.ADMITTED if place else TermStatus.PREFERRED)
        for place, text in enumerate(dict.fromkeys(texts))
    ]
