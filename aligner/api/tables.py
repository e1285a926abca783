"""Rows of a workspace, and tables of them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    import pandas as pd

RowT = TypeVar("RowT")

_DATES = ("published", "source_date", "target_date")


class DocumentRow(NamedTuple):
    """A document of a workspace.

    Parameters
    ----------
    side : str
        ``"source"`` or ``"target"``.
    id : str
        Path inside its pile.
    language : str
        BCP 47 tag.
    title : str
    published : datetime.date or None
    url, origin, number : str
        Address, source and number that the page gives; ``""`` when unknown.
    segments : int
        How many it has.
    """

    side: str
    id: str
    language: str
    title: str
    published: date | None
    url: str
    origin: str
    number: str
    segments: int


class BeadRow(NamedTuple):
    """A bead of a workspace with its texts, as reviewers left it.

    Parameters
    ----------
    source_document, target_document : str
        Document ids.
    source_text, target_text : str
        One of them is ``""`` for a segment without translation.
    kind : str
        ``"1-1"``, ``"2-1"``, ``"1-0"`` ...
    probability : float
    source_start, source_stop, target_start, target_stop : int
        Half-open runs of segments, counted from 0.
    """

    source_document: str
    target_document: str
    source_text: str
    target_text: str
    kind: str
    probability: float
    source_start: int
    source_stop: int
    target_start: int
    target_stop: int


class Table(Generic[RowT]):
    """Rows of one kind in a workspace, read anew each time they are iterated over.

    Parameters
    ----------
    title : str
        What the rows are, for messages.
    read : callable
        Gives an iterator of the rows.
    columns : mapping of str to callable
        Columns of the frame, each with what takes its value from a row.
    """

    def __init__(
        self,
        title: str,
        read: Callable[[], Iterator[RowT]],
        columns: Mapping[str, Callable[[RowT], object]],
    ) -> None:
        self._title = title
        self._read = read
        self._columns = dict(columns)

    def __iter__(self) -> Iterator[RowT]:
        return self._read()

    def __repr__(self) -> str:
        return f"<Table of {self._title}>"

    def to_frame(self) -> "pd.DataFrame":
        """All rows as a pandas frame; dates are of type ``datetime64``."""
        import pandas as pd  # noqa: PLC0415 - most programs need no frame

        rows = [tuple(value(row) for value in self._columns.values()) for row in self]
        frame = pd.DataFrame(rows, columns=list(self._columns))
        for name in frame.columns.intersection([*_DATES]):
            frame[name] = pd.to_datetime(frame[name])
        return frame
