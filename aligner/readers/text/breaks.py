"""Whether lines of a text were broken for want of room, or are lines of their own."""

import re
from collections.abc import Sequence

from aligner.readers.text.wrapped import Line
from aligner.text import has_han, is_han

# Words that no heading and no entry of a list ends with.
_OPEN_END = re.compile(
    r"(?:[,，、]|[-‐]|\b(?:a|an|the|of|in|on|at|to|for|from|by|with|and|or|but|as|into|under|than|that|"
    r"which|who|whose|its|their|his|her|our|is|are|was|were|be|been|has|have|had|will|would|may|"
    r"shall|should|not|no))$",
    re.IGNORECASE,
)
_SMALL_WORD = re.compile(r"\b[a-z]{4,}\b")
# Marks of the clauses of a Chinese text, which headings do without.
_CLAUSES = frozenset("，。；：！？,;“”")
# Text is rarely wrapped to narrower lines than this, entries of lists are rarely wider.
_USUAL = 48.0
# Columns that the first character of the next line and a mark that may not begin one would take.
_WIDE_SLACK = 6.0
_FEWEST = 0.5


def run_on(pairs: Sequence[tuple[Line, Line]], edge: float) -> bool:
    """Whether the second lines of most pairs go on with the sentences of the first.

    In Latin writing, small letters go on, as does what follows an article or a comma; in
    Chinese, a line that had no room left, if it or the next has clauses.

    Parameters
    ----------
    pairs : sequence of (Line, Line)
        Lines without the end of a sentence, each with the next; not empty.
    edge : float
        Column that the widest of the first lines reaches.
    """
    running = sum(_runs_on(before, after.text.text, edge) for before, after in pairs)
    return running >= _FEWEST * len(pairs)


def _runs_on(before: Line, after: str, edge: float) -> bool:
    """Whether a line goes on with the sentence of the one before."""
    text = before.text.text
    if is_han(text[-1]) or is_han(after[0]) or (has_han(text) and not text[-1].isascii()):
        has_clauses = not _CLAUSES.isdisjoint(text + after)
        return before.right + _WIDE_SLACK >= edge and has_clauses
    if after[0].islower() or _OPEN_END.search(text):
        return True
    is_prose = text.isupper() or len(_SMALL_WORD.findall(text)) > 1
    return edge >= _USUAL and is_prose
