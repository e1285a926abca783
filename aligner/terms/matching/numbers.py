"""Grammatical number where it makes another word, or another name."""

from collections.abc import Iterable

from aligner.languages import FUNCTION_WORDS, EnglishText, american, fold_word
from aligner.terms.matching.capitals import WORD

# Words whose plural does not mean several of them: a custom, the customs; good, goods.
ANOTHER_IN_PLURAL = frozenset(
    [
        "affair", "arm", "custom", "damage", "earning", "economic", "fund", "future", "good",
        "mean", "minute", "premise", "proceed", "saving", "security", "statistic",
    ]
)  # fmt: skip
# Of these the singular is another word as well: security (safety), damage (harm).
_ANOTHER_IN_SINGULAR = frozenset({"damage", "security"})
# Before a noun the singular stands for both: fund management, a savings or saving rate.
_SAME_AS_MODIFIER = frozenset({"fund", "saving"})
_HINGES = frozenset({"of", "for", "on", "in", "to"})


def has_other_number(surface: str, accepted: Iterable[str], *, is_modifier: bool = False) -> bool:
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
    is_modifier : bool, optional
        Whether a noun follows that the words belong to.

    Examples
    --------
    >>> has_other_number("punitive damage", ["punitive damages"])
    True
    >>> has_other_number("patent pools", ["patent pool"])
    False
    >>> has_other_number("fund", ["funds"]), has_other_number("fund", ["funds"], is_modifier=True)
    (True, False)
    """
    met = WORD.findall(surface)
    if is_modifier and met and american(met[-1].lower()) in _SAME_AS_MODIFIER:
        return False
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


def _is_another(met: str, listed: str) -> bool:
    """Whether a word stands in a number in which it is not the one listed."""
    if met in ANOTHER_IN_PLURAL and listed == plural_of(met):
        return True
    return listed in _ANOTHER_IN_SINGULAR and met == plural_of(listed)


def plural_of(word: str) -> str:
    """The regular plural of a noun."""
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


def is_before_noun(text: EnglishText, at: int) -> bool:
    """Whether another word follows that may be the noun to which this one belongs."""
    if at + 1 >= len(text.keys) or text.keys[at + 1] in FUNCTION_WORDS:
        return False
    return not text.text[text.spans[at][1] : text.spans[at + 1][0]].strip(" -")
