"""The language of search: words, "exact phrases", source: and target:."""

import re
from dataclasses import dataclass

from aligner.errors import ConfigError
from aligner.workspace.words import Word, folded_words

Spans = tuple[tuple[int, int], ...]

_CLAUSE = re.compile(
    r"""(?:(?P<side>source|target)[:：]\s*)?
        (?:["“](?P<phrase>[^"“”]*)["”] | (?P<word>\S+))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that must follow one another, on one side or on either.

    Parameters
    ----------
    side : str
        ``"source"``, ``"target"``, or ``""`` for either.
    words : tuple of str
        Folded, at least one.
    """

    side: str
    words: tuple[str, ...]


def parse_query(query: str) -> tuple[Clause, ...]:
    """Clauses of a query, of which a bead must fulfil all; signs alone are passed over.

    Raises
    ------
    ConfigError
        If there is nothing to look for.
    """
    clauses = []
    for match in _CLAUSE.finditer(query):
        words = tuple(folded_words(match["phrase"] or match["word"] or ""))
        if words:
            clauses.append(Clause(match["side"] or "", words))
    if not clauses:
        message = (
            f"no word to search for in {query!r}; give words, "
            '"an exact phrase", source:WORD or target:WORD'
        )
        raise ConfigError(message)
    return tuple(clauses)


def full_text_query(clauses: tuple[Clause, ...]) -> str:
    """The clauses in the language of SQLite's full-text index."""
    # Folded words hold letters and digits only, so no quoting is needed.
    phrases = [f'"{" ".join(clause.words)}"' for clause in clauses]
    sides = [f"{clause.side} : " if clause.side else "" for clause in clauses]
    return " AND ".join(side + phrase for side, phrase in zip(sides, phrases, strict=True))


def mark(words: list[Word], clauses: tuple[Clause, ...], side: str) -> Spans:
    """Spans of one side's text that fulfil clauses, in order, overlapping ones as one."""
    folded = [word.folded for word in words]
    spans = []
    for clause in clauses:
        length = len(clause.words)
        if clause.side in {"", side}:
            spans += [
                (words[start].start, words[start + length - 1].stop)
                for start in range(len(words) - length + 1)
                if tuple(folded[start : start + length]) == clause.words
            ]
    return _merged(sorted(spans))


def _merged(spans: list[tuple[int, int]]) -> Spans:
    """Sorted spans with overlapping ones joined."""
    merged: list[tuple[int, int]] = []
    for start, stop in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return tuple(merged)
