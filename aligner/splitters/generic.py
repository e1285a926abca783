"""Sentence splitting for any other language, by punctuation alone."""

import re

from aligner.splitters.spans import CLOSERS, spans_between

_CLOSING = rf"(?:[{re.escape(CLOSERS)}\"']|\s»)*"
# Full-width, Indic and Ethiopic marks end a sentence anywhere; the others only before white space,
# and a run of them is tried once, from its beginning.
_END = re.compile(rf"[。！？｡।॥።]+{_CLOSING}|(?<![.!?…؟۔])[.!?…؟۔]++{_CLOSING}(?=\s|$)")
_NO_END = re.compile(r"(?:^|\W)(?:\w|\d{1,3})\.$")


class GenericSplitter:
    """Splits text of a language without a splitter of its own into sentence spans."""

    name = "generic.v1"

    def split(self, text: str) -> list[tuple[int, int]]:
        """Sentence spans in order, without overlap, leaving out only white space.

        Parameters
        ----------
        text : str
            One paragraph.

        Examples
        --------
        >>> text = "Il est venu. A. Dupont aussi."
        >>> [text[start:stop] for start, stop in GenericSplitter().split(text)]
        ['Il est venu.', 'A. Dupont aussi.']
        """
        cuts = [match.end() for match in _END.finditer(text) if _ends_sentence(text, match)]
        return spans_between(text, cuts)


def _ends_sentence(text: str, end: re.Match[str]) -> bool:
    """Whether an end mark is not that of an initial or item number, nor before lower case."""
    after = text[end.end() : end.end() + 8].lstrip()[:1]
    if after.islower():
        return False
    return not _NO_END.search(text[max(0, end.start() - 5) : end.end()])
