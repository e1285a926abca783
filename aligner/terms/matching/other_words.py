"""Where the characters of a Chinese term are part of other words than the term."""

from aligner.languages import fold_chinese, word_frequency
from aligner.values import ConceptEntry, TermStatus

# By 被 before them, these name who it is done to: 上诉人, 被上诉人.
_PARTIES = frozenset("人方者国")
# Longer ones are done by somebody: 被专利权人起诉 (was sued by the patentee).
_LONGEST_PARTY = 3
_AGENTS = frozenset("人者")
# Of a concept, that others may be short for.
_LONGEST_NAMES = 5


def is_other_party(folded: str, start: int, stop: int) -> bool:
    """Whether 被 before the name of a party makes it the other one, or may: 被上诉人, appellee."""
    is_party = stop - start <= _LONGEST_PARTY and folded[stop - 1] in _PARTIES
    return is_party and folded[start - 1 : start] == "被"


def is_agent(folded: str, stop: int) -> bool:
    """Whether a word goes on behind a term and names who does it: 侵权人, infringer, for 侵权.

    Examples
    --------
    >>> is_agent("侵权人应当赔偿", 2), is_agent("侵权人民事责任", 2)
    (True, False)
    """
    if folded[stop : stop + 1] not in _AGENTS or folded[stop - 1] in _AGENTS:
        return False
    return not word_frequency(folded[stop : stop + 2]) or stop + 1 == len(folded)


def shortened_names(entries: tuple[ConceptEntry, ...]) -> frozenset[str]:
    """The folded Chinese terms made of some characters of a longer one: 最高法 of 最高人民法院."""
    found = set()
    for entry in entries:
        terms = entry.forms("zh", TermStatus.PREFERRED, TermStatus.ADMITTED)
        names = [fold_chinese(term.text) for term in terms]
        # A few of the longest: each with each would take a square of time.
        longest = sorted(dict.fromkeys(names), key=len)[-_LONGEST_NAMES:]
        found |= {a for a in names for b in longest if a and a not in b and _is_in_order(a, b)}
    return frozenset(found)


def _is_in_order(characters: str, name: str) -> bool:
    """Whether a name has some characters in their order."""
    rest = iter(name)
    return all(character in rest for character in characters)
