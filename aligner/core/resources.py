"""What the aligner consults beside the two texts and their vectors."""

from typing import NamedTuple

from aligner.lexicon import BilingualTable, shipped_table
from aligner.parts import TokenEncoder


class Resources(NamedTuple):
    """What words are looked up in, and what tells tokens apart.

    Parameters
    ----------
    lexicon : BilingualTable or None
        None stands for the shipped one.
    tokens : TokenEncoder or None
        Whose states decide where a first look is in doubt; without it there is one look.
    """

    lexicon: BilingualTable | None = None
    tokens: TokenEncoder | None = None

    @property
    def table(self) -> BilingualTable:
        """The lexicon in use."""
        return self.lexicon or shipped_table()
