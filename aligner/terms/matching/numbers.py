"""Grammatical number where it makes another word, or another name."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from aligner.languages import FUNCTION_WORDS, EnglishText, american, fold_word
from aligner.terms.matching.capitals import WORD

# Words whose plural does not mean several of them: a custom, the customs; good, goods.
# Where the plural is listed, the singular is another word, or none.
ANOTHER_IN_PLURAL = frozenset(
    [
        "affair", "arm", "belonging", "credential", "custom", "damage", "due", "earning", "fund",
        "future", "good", "headquarter", "humanity", "mean", "minute", "moral", "odd", "outskirt",
        "particular", "premise", "proceed", "remain", "saving", "security", "spirit",
        "surrounding", "talk", "thank", "valuable",
    ]
)  # fmt: skip
# Words that are counted as well: "an asset" is one of the assets listed, "total asset" is wrong.
_ALSO_COUNTED = frozenset(
    ["asset", "content", "cost", "force", "liability", "receipt", "relation", "work"]
)
# With "the", these are not counted either: bear the costs, list the contents.
_RARELY_COUNTED = frozenset({"content", "cost"})
# Where the singular is listed, the plural is another word: security (safety), damage (harm).
_ANOTHER_IN_SINGULAR = frozenset({"damage", "future", "good", "security"})
# A science or its business, and the adjective: economics, economic.
_SCIENCE = "ics"
# Before a noun the singular stands for both: fund management, a savings or saving rate.
_SAME_AS_MODIFIER = frozenset({"fund", "saving", *_ALSO_COUNTED})
_HINGES = frozenset({"of", "for", "on", "in", "to"})
_COUNTING = re.compile(
    r"\b(?:an?|one|each|every|any|another|no|either|neither|this|that|which|per)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\b(?:the|its|their|our|his|her|such)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)

_NAMING = re.compile(r"\b(?:the|this|such|said)\s+$")


class Around(NamedTuple):
    """What stands around the words of a form.

    Parameters
    ----------
    before : str
        The text before them.
    is_modifier : bool
        Whether a noun follows that the words belong to.
    """

    before: str = ""
    is_modifier: bool = False


_NOTHING = Around()


def has_other_number(surface: str, accepted: Iterable[str], around: Around = _NOTHING) -> bool:
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
    around : Around, optional

    Examples
    --------
    >>> has_other_number("punitive damage", ["punitive damages"])
    True
    >>> has_other_number("patent pools", ["patent pool"])
    False
    >>> modifier = Around(is_modifier=True)
    >>> has_other_number("fund", ["funds"]), has_other_number("fund", ["funds"], modifier)
    (True, False)
    >>> has_other_number("asset", ["assets"]), has_other_number("asset", ["assets"], Around("an "))
    (True, False)
    """
    met = WORD.findall(surface)
    if len(met) == 1 and met[0].istitle() and _NAMING.search(around.before):
        # A short name that the text gave to something: "the Fund".
        return False
    listed = [WORD.findall(form) for form in accepted]
    if met in listed:
        return False
    changes = [_changed(met, words, around) for words in listed]
    # Words in another order, or of a variant, are not compared.
    compared = [change for change in changes if change is not None]
    return bool(compared) and all(compared)


def _changed(met: list[str], words: list[str], around: Around) -> bool | None:
    """Whether a number that matters differs; None if these are not the same words."""
    if [fold_word(w) for w in met] != [fold_word(w) for w in words]:
        return None
    is_name = len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
    head = next((i for i, w in enumerate(words) if w in _HINGES), len(words)) - 1
    for i, (a, b) in enumerate(zip(met, words, strict=True)):
        if american(a.lower()) == american(b.lower()):
            continue
        is_last = i == len(words) - 1
        is_modifier = around.is_modifier if is_last else words[i + 1] not in _HINGES
        before = around.before + " ".join([*met[:i], ""])
        is_set = is_name and i != head
        is_set |= head < len(words) - 1 and not is_modifier and _is_cut_short(a, b, before)
        if is_set or _is_another(a.lower(), b.lower(), before, is_modifier):
            return True
    return False


def _is_cut_short(met: str, listed: str, before: str) -> bool:
    """Whether a plural of a fixed phrase is a bare singular: term of trade, balance of payment."""
    return listed.lower() == plural_of(met.lower()) and not _COUNTING.search(before)


def _is_another(met: str, listed: str, before: str, is_modifier: bool) -> bool:  # noqa: FBT001
    """Whether a word stands in a number in which it is not the one listed."""
    if listed == plural_of(met):
        if is_modifier and met in _SAME_AS_MODIFIER:
            return False
        if met in _ALSO_COUNTED:
            is_counted = _COUNTING.search(before) or (
                met not in _RARELY_COUNTED and _POINTING.search(before)
            )
            return not is_counted
        return met in ANOTHER_IN_PLURAL or (listed.endswith(_SCIENCE) and not is_modifier)
    return listed in _ANOTHER_IN_SINGULAR and met == plural_of(listed)


def differs_in_number(met: str, listed: str) -> bool:
    """Whether a key is that of a listed word in a number in which it is another word.

    Examples
    --------
    >>> differs_in_number("good", "goods"), differs_in_number("customs", "custom")
    (True, False)
    """
    return listed == met + "s" or (met == listed + "s" and listed in _ANOTHER_IN_SINGULAR)


def plural_of(word: str) -> str:
    """The regular plural of a noun."""
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


def is_before_noun(text: EnglishText, at: int) -> bool:
    """Whether another word follows that may be the noun to which this one belongs."""
    if at + 1 >= len(text.keys) or text.keys[at + 1] in FUNCTION_WORDS:
        return False
    return not text.text[text.spans[at][1] : text.spans[at + 1][0]].strip(" -")
