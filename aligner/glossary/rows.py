"""A row of a glossary table: its cells by what they hold, and the forms in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aligner.glossary.brackets import Form
from aligner.glossary.cells import Guess, as_column, read_by_hand, split_cell
from aligner.text import one_line
from aligner.values import MatchMode

Report = Callable[[Guess], None]


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of forms.

    Parameters
    ----------
    role : str
        Of `Column`.
    language : str
    text : str
    status : str
        What the table says of the forms in it, as it stands there.
    """

    role: str
    language: str
    text: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row by what they hold.

    Parameters
    ----------
    line : int
    fields : mapping of str to str
        Cells that are not empty, by field.
    cells : tuple of FormCell
        Cells of forms that are not empty.
    is_loose : bool
        Whether the table is kept by hand; see `read_by_hand`.
    is_whole : bool
        Whether a cell is one form, whatever stands in it.
    """

    line: int
    fields: Mapping[str, str]
    cells: tuple[FormCell, ...]
    is_loose: bool = False
    is_whole: bool = False

    def field(self, role: str) -> str:
        """The cell of a field on one line, ``""`` if there is none."""
        cell = self.fields.get(role, "")
        return one_line(cell) if "\n" in cell else cell

    def forms(self, cell: FormCell, report: Report) -> list[Form]:
        """The forms in a cell, each once; how doubtful things were understood is reported."""
        if self.is_whole:
            found = [Form(one_line(cell.text))]
        elif not self.is_loose:
            found = [Form(text) for text in split_cell(one_line(cell.text))]
        elif MatchMode.REGEX.value in self.field("match").lower():
            # Signs that part terms have another meaning in a pattern.
            found = [Form(text) for text in split_cell(one_line(cell.text))]
        else:
            read = read_by_hand(cell.text, self._beside(cell), is_list=cell.role != "preferred")
            for guess in read.guesses:
                report(guess)
            found = list(read.forms)
        return as_column(found, cell.role)

    def _beside(self, cell: FormCell) -> str:
        """The leading cell of another language."""
        others = (c.text for c in self.cells if c.language != cell.language)
        return next(others, "")
