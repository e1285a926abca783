"""Countries, cities and organisations as keys that are equal in both languages."""

import re
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

_WORD_CHARACTER = re.compile(r"[\w]")


def han_places(text: str) -> tuple[str, ...]:
    """Keys (the first English form) of what a Chinese text names, each once.

    Parameters
    ----------
    text : str
        In simplified characters.

    Examples
    --------
    >>> han_places("世界知识产权组织与新加坡")
    ('World Intellectual Property Organization', 'Singapore')
    """
    matcher, keys = _han_matcher()
    found = matcher.find_matches_as_indexes(text)
    return tuple(dict.fromkeys(keys[pattern] for pattern, _, _ in found))


def latin_places(text: str) -> tuple[str, ...]:
    """Keys (the first English form) of what an English text names, each once.

    Examples
    --------
    >>> latin_places("WIPO opened an office in Singapore; Chilean wine")
    ('World Intellectual Property Organization', 'Singapore', 'Chile')
    """
    matcher, keys = _latin_matcher()
    straight = text.replace("’", "'")
    return tuple(
        dict.fromkeys(
            keys[pattern]
            for pattern, start, stop in matcher.find_matches_as_indexes(straight)
            if _is_whole(straight, start, stop)
        ),
    )


def _is_whole(text: str, start: int, stop: int) -> bool:
    """Whether a span neither begins nor ends inside a word."""
    before = start > 0 and _WORD_CHARACTER.match(text[start - 1])
    return not before and not (stop < len(text) and _WORD_CHARACTER.match(text[stop]))


@cache
def _entries() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Chinese and English forms, entry by entry."""
    text = files("aligner.languages").joinpath("data/gazetteer.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple((tuple(han.split("|")), tuple(latin.split("|"))) for han, latin in rows)


@cache
def _han_matcher() -> tuple[AhoCorasick, tuple[str, ...]]:
    """Matcher of all Chinese forms, with the key of each."""
    forms = [(form, latin[0]) for han, latin in _entries() for form in han]
    return _matcher(forms)


@cache
def _latin_matcher() -> tuple[AhoCorasick, tuple[str, ...]]:
    """Matcher of all English forms, with the key of each."""
    forms = [(form, latin[0]) for _, latin in _entries() for form in latin]
    return _matcher(forms)


def _matcher(forms: list[tuple[str, str]]) -> tuple[AhoCorasick, tuple[str, ...]]:
    """Longest match from the left of the forms."""
    matcher = AhoCorasick([form for form, _ in forms], matchkind=MatchKind.LeftmostLongest)
    return matcher, tuple(key for _, key in forms)
