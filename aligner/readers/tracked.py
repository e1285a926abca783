"""Tracked changes of office files: all are read as accepted, and that is said."""

from collections.abc import Iterable

from lxml import etree

from aligner.tables import local_name

_KEPT = frozenset({"ins", "moveTo"})
_DROPPED = frozenset({"del", "moveFrom"})


def changes_doubt(kept: int, dropped: int) -> tuple[str, ...]:
    """What is said of tracked changes, nothing if there are none.

    Parameters
    ----------
    kept, dropped : int
        How many insertions and deletions there are.

    Examples
    --------
    >>> changes_doubt(2, 1)
    ('tracked changes are read as accepted: 2 insertions kept, 1 deletion left out',)
    """
    if not (kept or dropped):
        return ()
    counts = f"{_counted(kept, 'insertion')} kept, {_counted(dropped, 'deletion')} left out"
    return (f"tracked changes are read as accepted: {counts}",)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def word_changes(roots: Iterable[etree._Element]) -> tuple[str, ...]:
    """What is said of the tracked changes of a Word document.

    Parameters
    ----------
    roots : iterable of Element
        Of its parts.
    """
    names = [
        local_name(element)
        for root in roots
        for element in root.iter(*(f"{{*}}{name}" for name in _KEPT | _DROPPED))
        if _changes_text(element)
    ]
    return changes_doubt(
        sum(name in _KEPT for name in names), sum(name in _DROPPED for name in names)
    )


def _changes_text(element: etree._Element) -> bool:
    """Whether a change is one of text, of a row, or of the mark between two paragraphs."""
    outer = element.getparent()
    around = "" if outer is None else local_name(outer)
    if around == "rPr":
        return local_name(element) in _DROPPED
    return around == "trPr" or any(text.text for text in element.iter("{*}t", "{*}delText"))


def open_document_changes(content: etree._Element) -> tuple[str, ...]:
    """What is said of the tracked changes of an OpenDocument file.

    Parameters
    ----------
    content : Element
        Root of the content.
    """
    kinds = [
        local_name(change)
        for region in content.iter("{*}changed-region")
        for change in region
        if isinstance(change.tag, str)
    ]
    return changes_doubt(kinds.count("insertion"), kinds.count("deletion"))
