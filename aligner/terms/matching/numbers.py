"""Grammatical number where it makes another word, or another name."""

from collections.abc import Iterable

from aligner.languages import american, fold_word
from aligner.terms.matching.capitals import WORD

# Words whose plural does not mean several of them: a custom, the customs; good, goods.
_ANOTHER_IN_PLURAL = frozenset(
    [
        "affair", "arm", "custom", "damage", "earning", "economic", "future", "good", "mean",
        "minute", "premise", "proceed", "saving", "security", "statistic",
    ]
)  # fmt: skip
_HINGES = frozenset({"of", "for", "on", "in", "to", "and"})


def has_other_number(surface: str, accepted: Iterable[str]) -> bool:
    """Whether words are an accepted form but for a number that matters.

    It does where the plural is another word ("punitive damage"), and in a name
    ("National Bureau of Statistic") for all words but its head: "Patent Offices" are
    several.

    Parameters
    ----------
    surface : str
        The words as they stand.
    accepted : iterable of str
        The accepted forms of the concept.

    Examples
    --------
    >>> has_other_number("punitive damage", ["punitive damages"])
    True
    >>> has_other_number("patent pools", ["patent pool"])
    False
    """
    met = WORD.findall(surface)
    changes = [_changed(met, WORD.findall(form)) for form in accepted]
    # Words in another order, or of a variant, are not compared.
    compared = [change for change in changes if change is not None]
    return bool(compared) and all(compared)


def _changed(met: list[str], words: list[str]) -> bool | None:
    """Whether a number that matters differs; None if these are not the same words."""
    if [fold_word(w) for w in met] != [fold_word(w) for w in words]:
        return None
    is_name = len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
    head = next((i for i, w in enumerate(words) if w in _HINGES), len(words)) - 1
    pairs = [(american(a.lower()), american(b.lower())) for a, b in zip(met, words, strict=True)]
    return any(
        a != b and ((is_name and i != head) or _is_another(a, b)) for i, (a, b) in enumerate(pairs)
    )


def _is_another(left: str, right: str) -> bool:
    """Whether two numbers of a word are two words."""
    return any({left, right} == {word, _plural(word)} for word in _ANOTHER_IN_PLURAL)


def _plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") else word + "s"
