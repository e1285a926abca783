"""What counts and ordinals stand beside: 三个国家 and "three countries" count one thing.

A small number in words is compared with another only where both say of what they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from aligner.languages.amounts import Quantity, QuantityKind
from aligner.languages.numbers import NUMBER_WORD_VALUES


class Stated(NamedTuple):
    """A number of something, as one side states it.

    Parameters
    ----------
    sort : str
        What both sides must share to be compared: what is counted, numbered or timed.
    value : int or None
        None where the words around it leave the number open: two or three, the other two.
    quantity : Quantity
    """

    sort: str
    value: int | None
    quantity: Quantity


# What ordinals number: Chinese words behind 第五, English nouns behind "fifth" or before "5".
NUMBERED = {
    "meeting": (
        "届",
        (
            "session meeting conference congress forum summit expo exposition exhibition fair "
            "festival committee assembly edition olympics olympiad games council term plenum "
            "symposium seminar dialogue convention workshop parliament legislature championship "
            "championships ceremony competition contest award awards prize"
        ),
    ),
    "round": ("轮", "round"),
    "batch": ("批", "batch group lot"),
    "chapter": ("章", "chapter"),
    "article": ("条", "article section rule regulation clause"),
    "paragraph": ("款 项", "paragraph subparagraph item clause section point"),
    "phase": ("阶段", "phase stage"),
    "generation": ("代", "generation"),
    "part": ("部分", "part section"),
    "volume": ("卷 册", "volume"),
    "class": ("类", "class category"),
    "page": ("页", "page"),
}
# Of the paragraphs before this one: 前三项.
PRECEDING = "paragraphs before"
CARDINALS = {
    word: value
    for word, value in NUMBER_WORD_VALUES.items()
    if value and not word.endswith(("st", "nd", "rd", "th")) and word != "second"
}
ORDINALS = {
    word: value for word, value in NUMBER_WORD_VALUES.items() if value and word not in CARDINALS
}


def quantity_at(text: str, start: int, stop: int, kind: QuantityKind, value: int) -> Quantity:
    """A whole number that stands at a place of a text."""
    exact = Fraction(value)
    return Quantity(kind, start, stop, text[start:stop], exact, exact, exact)


@cache
def counted_words() -> Mapping[str, tuple[str, ...]]:
    """Chinese words for what is counted, with the rows of the table they stand in."""
    return _rows(0)


@cache
def counted_plurals() -> Mapping[str, tuple[str, ...]]:
    """English plurals of what is counted, with the rows of the table they stand in."""
    return _rows(1)


@cache
def numbered_words() -> Mapping[str, tuple[str, ...]]:
    """Chinese words behind an ordinal, with what they number."""
    return _sorts((name, words[0].split()) for name, words in NUMBERED.items())


@cache
def numbered_nouns() -> Mapping[str, tuple[str, ...]]:
    """English nouns beside an ordinal, with what they may number."""
    return _sorts((name, words[1].split()) for name, words in NUMBERED.items())


def _rows(column: int) -> dict[str, tuple[str, ...]]:
    text = files("aligner.languages").joinpath("data/counted.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return _sorts((row[0], row[column].split()) for row in rows)


def _sorts(named: Iterable[tuple[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    """Which sorts each word belongs to."""
    sorts: defaultdict[str, set[str]] = defaultdict(set)
    for name, words in named:
        for word in words:
            sorts[word].add(name)
    return {word: tuple(sorted(names)) for word, names in sorts.items()}
