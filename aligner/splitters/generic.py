"""Sentences of any other language, by punctuation alone."""

import re

from aligner.splitters.spans import CLOSERS, spans_between

_CLOSING = rf"(?:[{re.escape(CLOSERS)}\"']|\s»)*"
# Full-width marks and those of Indian and Ethiopic scripts end a sentence
# wherever they stand; the others need white space behind them.
_END = re.compile(rf"[。！？｡।॥።]+{_CLOSING}|[.!?…؟۔]+{_CLOSING}(?=\s|$)")
_NO_END = re.compile(r"(?:^|\W)(?:\w|\d{1,3})\.$")


class GenericSplitter:
    """Spans of the sentences of a text in a language that has no splitter of its own."""

    name = "generic.v1"

    def split(self, text: str) -> list[tuple[int, int]]:
        """Spans in order, without overlap, that leave out only white space.

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
    """Whether an end mark is neither an initial's, an item number's, nor before a small letter."""
    after = text[end.end() : end.end() + 8].lstrip()[:1]
    if after.islower():
        return False
    return not _NO_END.search(text[max(0, end.start() - 5) : end.end()])
