"""NFKC forms of texts, taken character for character where that is possible.

Nearly every text changes in single characters alone (wide punctuation, no-break
spaces), and then it needs no map of offsets.
"""

import unicodedata

# Stands for a character that does not become one character by itself; a text
# that holds it already is taken the long way too, which does no harm.
_NOT_SINGLE = "\ufdd0"


class NarrowTable(dict[int, str]):
    """Table for `str.translate`: the NFKC form of single characters, and then other changes.

    Parameters
    ----------
    then : dict of int to str
        What becomes of characters in NFKC form, as for `str.translate`.
    """

    def __init__(self, then: dict[int, str]) -> None:
        super().__init__()
        self._then = then

    def __missing__(self, code: int) -> str:
        character = chr(code)
        narrowed = unicodedata.normalize("NFKC", character)
        if len(narrowed) != 1 or unicodedata.combining(character):
            narrowed = _NOT_SINGLE
        self[code] = narrowed.translate(self._then)
        return self[code]


def narrow(text: str, table: NarrowTable) -> str | None:
    """The text in NFKC form by a table, as long as it was; None if it cannot be."""
    narrowed = text.translate(table)
    return None if _NOT_SINGLE in narrowed else narrowed
