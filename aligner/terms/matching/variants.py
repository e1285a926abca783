"""All ways to write a term: its words turned round, and parts in other forms."""

from collections.abc import Container, Iterable, Mapping

Words = tuple[str, ...]
# The forms of one concept that may stand for each other inside longer terms.
Equivalents = Mapping[Words, tuple[Words, ...]]

_HINGES = ("of", "for", "on")
# Longer names are written in one order only; their variants would be needless.
_LONGEST_TURNED = 7
# Most words of a term whose parts are replaced: time grows with their cube.
_LONGEST_VARIED = 40


def find_equivalents(concepts: Iterable[tuple[list[Words], list[Words]]]) -> Equivalents:
    """Forms that may replace each other inside longer terms.

    Parameters
    ----------
    concepts : iterable of (full forms, short forms)
        Folded accepted forms of each concept.  Only concepts with both a full form
        of several words and a short form of one word are used; a short form that
        two concepts share is ambiguous and is left out.
    """
    pairs = [([full for full in fulls if len(full) > 1], shorts) for fulls, shorts in concepts]
    owners: dict[Words, int] = {}
    for fulls, shorts in pairs:
        for form in {*fulls, *shorts}:
            owners[form] = owners.get(form, 0) + 1
    table: dict[Words, tuple[Words, ...]] = {}
    for fulls, shorts in pairs:
        if not fulls or not shorts:
            continue
        group = tuple(dict.fromkeys(form for form in (*fulls, *shorts) if owners[form] == 1))
        table.update(dict.fromkeys(group, group))
    return table


def variants_of(words: Words, equivalents: Equivalents) -> tuple[Words, ...]:
    """All ways to write a term, the term itself first, without duplicates.

    Examples
    --------
    >>> variants_of(("patent", "grant"), {})
    (('patent', 'grant'), ('grant', 'of', 'patent'))
    """
    found = [words, *_replaced(words, equivalents)]
    turned = [turn for form in found for turn in _turned(form)]
    return tuple(dict.fromkeys(found + turned))


def _turned(words: Words) -> list[Words]:
    """The same words in the opposite order around a preposition."""
    if len(words) > _LONGEST_TURNED:
        return []
    hinges = [i for i, word in enumerate(words) if word in _HINGES]
    if len(hinges) == 1 and 0 < hinges[0] < len(words) - 1:
        head, rest = words[: hinges[0]], words[hinges[0] + 1 :]
        # "Special sign for GIs" is a GI special sign, and a special GI sign.
        return [rest + head, *([(*head[:-1], *rest, head[-1])] if len(head) > 1 else [])]
    if hinges:
        return []
    return [(*words[i:], "of", *words[:i]) for i in range(1, len(words))]


def _replaced(words: Words, equivalents: Equivalents) -> list[Words]:
    """The term with its longest replaceable part in the other forms of that part."""
    place = longest_part(words, equivalents)
    if place is None:
        return []
    start, stop = place
    others = [form for form in equivalents[words[start:stop]] if form != words[start:stop]]
    return [words[:start] + other + words[stop:] for other in others]


def longest_part(words: Words, parts: Container[Words]) -> tuple[int, int] | None:
    """The longest run of words, shorter than the term, that is one of the parts.

    None of terms of very many words, whose runs are too many to look at.
    """
    if len(words) > _LONGEST_VARIED:
        return None
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            if words[start : start + length] in parts:
                return start, start + length
    return None
