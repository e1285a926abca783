"""A quantity that differs from another, with the text around it."""

from collections.abc import Sequence
from typing import NamedTuple

from aligner.languages.amounts import Quantity

# So much of a text belongs to a number.
_NEAR = 24


class Side(NamedTuple):
    """One of two quantities that differ.

    Parameters
    ----------
    quantity : Quantity
    text : str
        The whole text that states it.
    quantities : sequence of Quantity
        All quantities of the text.
    """

    quantity: Quantity
    text: str
    quantities: Sequence[Quantity]

    @property
    def before(self) -> str:
        """What stands before it, nearby."""
        return self.text[max(0, self.quantity.start - _NEAR) : self.quantity.start]

    @property
    def after(self) -> str:
        """What stands behind it, nearby."""
        return self.text[self.quantity.stop : self.quantity.stop + _NEAR]
