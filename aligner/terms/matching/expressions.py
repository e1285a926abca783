"""Forms of a glossary that are regular expressions, searched within bounds."""

from collections.abc import Iterator

import regex

from aligner.errors import InputError
from aligner.languages import simplify
from aligner.text import is_han

# Of a longer text only so much is searched.
LONGEST_SEARCHED = 10_000
# Seconds of the processor one search may take.  What is written with care takes
# microseconds; what takes seconds here would take years elsewhere.
_MOST_SECONDS = 1.0
_SPECIAL = frozenset(".^$*+?{}[]\\|()#&~- ")


class Expression:
    """A regular expression that is stopped before it takes too long.

    Parameters
    ----------
    pattern : str
    ignore_case : bool

    Raises
    ------
    InputError
        If it is no regular expression.
    """

    def __init__(self, pattern: str, *, ignore_case: bool) -> None:
        self._pattern = pattern
        try:
            self._compiled = regex.compile(pattern, regex.IGNORECASE if ignore_case else 0)
        except regex.error as error:
            raise InputError(
                f"the pattern {pattern!r} of the glossary is wrong: {error}"
            ) from error

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where it matches in the first `LONGEST_SEARCHED` characters, empty matches apart.

        Raises
        ------
        InputError
            If the search takes too long: the pattern repeats what may match in
            several ways.
        """
        found = self._compiled.finditer(text, 0, LONGEST_SEARCHED, timeout=_MOST_SECONDS)
        try:
            for match in found:
                if match.end() > match.start():
                    yield match.span()
        except TimeoutError as error:
            raise InputError(
                f"the pattern {self._pattern!r} of the glossary takes too long; "
                "do not repeat what may match in several ways, as in (a|aa)+"
            ) from error


def chinese_expression(pattern: str, *, ignore_case: bool) -> Expression:
    """A regular expression for folded Chinese texts: its own characters are folded too.

    Marks that folding drops (quotes, title marks) stay in it, and match nothing.
    """
    folded = simplify(pattern)
    # A wide bracket is a character to be met, and a narrow one opens a group.
    pieces = (
        f"\\{new}" if new != old and new in _SPECIAL and not is_han(old) else new
        for old, new in zip(pattern, folded, strict=True)
    )
    return Expression("".join(pieces), ignore_case=ignore_case)
