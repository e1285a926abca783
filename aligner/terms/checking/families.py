"""Families of English words: protect and protection, apply and application."""

import re
from functools import lru_cache

from aligner.languages import NOT_PLURAL

# Families that are not to be told by their letters.
_FAMILIES = frozenset(
    map(
        frozenset,
        (
            ("prove", "proof"), ("proven", "proof"), ("sell", "sale"), ("sold", "sale"),
            ("grow", "growth"), ("pay", "payment"), ("paid", "payment"), ("use", "usage"),
            ("lose", "loss"), ("long", "length"), ("buy", "purchase"), ("give", "gift"),
            ("fly", "flight"), ("tax", "taxation"), ("win", "winning"), ("choose", "choice"),
            ("live", "life"), ("acquire", "acquisition"), ("require", "requisition"),
            ("destroy", "destruction"), ("explain", "explanation"), ("maintain", "maintenance"),
            ("pronounce", "pronunciation"), ("hear", "hearing"), ("try", "trial"),
            ("publish", "publication"),
            ("adjudge", "judgment"), ("adjudge", "judgement"), ("adjudicate", "judgment"),
            ("refuse", "refusal"), ("deny", "denial"), ("bear", "burden"), ("sue", "suit"),
        ),
    )
)  # fmt: skip
_IRREGULAR = frozenset(word for family in _FAMILIES for word in family)
_AGENT = re.compile(r"(?:er|or|ee|ist)$")
# Verbs that end like names of persons.
_VERBS = frozenset(
    [
        "administer", "agree", "alter", "answer", "assist", "bolster", "consider", "consist",
        "cover", "decree", "deliver", "differ", "discover", "empower", "encounter", "enlist",
        "enter", "exist", "favor", "filter", "foster", "free", "gather", "guarantee", "hinder",
        "honor", "infer", "insist", "labor", "lower", "monitor", "murder", "offer", "order",
        "oversee", "persist", "prefer", "proffer", "recover", "refer", "register", "remember",
        "render", "resist", "shelter", "suffer", "surrender", "tamper", "tender", "transfer",
        "trigger", "uncover", "utter",
    ]
)  # fmt: skip
_SHORTEST_STEM = 4
_LONGEST_ENDING = 6
# Endings of one verb and of the nouns made of it, and the shortest stem they are taken from.
_INFLECTIONS = ("ied", "ies", "ing", "ed", "es", "y", "d", "e", "s", "")
_DERIVATIONS = (*_INFLECTIONS, "ication", "ation", "ition", "ion", "ment", "ance", "ence", "al")
_SHORTEST_VERB, _SHORTEST_DERIVED = 3, 4


@lru_cache(maxsize=1 << 16)
def is_akin(key: str, word: str) -> bool:
    """Whether two words are of one family (protect, protection), except for agents.

    Examples
    --------
    >>> is_akin("applied", "application"), is_akin("ruled", "ruling")
    (True, True)
    >>> is_akin("patentee", "patent")
    False
    """
    if key == word or not NOT_PLURAL.isdisjoint((key, word)):
        # Goods are nothing good.
        return key == word
    if _is_family(key, word):
        return True
    if key[:_SHORTEST_VERB] != word[:_SHORTEST_VERB]:
        # Nothing below finds such words akin.
        return False
    if _inflects(key, word) or _inflects(word, key):
        return True
    # An insurer is not insurance, and a patentee is not a patent.
    is_agent, of_agent = map(_is_agent, (key, word))
    return is_agent == of_agent and (_share_letters(key, word) or _share_stem(key, word))


def _is_agent(word: str) -> bool:
    """Whether a word ends like the name of a person who does something."""
    return word not in _VERBS and _AGENT.search(word) is not None


def _inflects(inflected: str, word: str) -> bool:
    """Whether a word is a regular form of another, whatever that ends in: guarantee, tender."""
    doubled = word + word[-1:]
    return len(word) > _SHORTEST_VERB and inflected in {
        *(word + ending for ending in ("s", "d", "ed", "ing")),
        *(doubled + ending for ending in ("ed", "ing")),
    }


def does(verb: str, agent: str) -> bool:
    """Whether a word is a form of the verb of which another names the agent.

    Examples
    --------
    >>> does("holds", "holder"), does("holdings", "holder")
    (True, False)
    """
    stem = agent.removesuffix("er").removesuffix("or")
    if stem == agent or len(stem) < _SHORTEST_VERB:
        return False
    return not _stems(verb, _INFLECTIONS, _SHORTEST_VERB).isdisjoint({stem, f"{stem}e"})


def _is_family(key: str, word: str) -> bool:
    left = _irregular(key)[0]
    return bool(left) and any(
        frozenset((a, b)) in _FAMILIES for a in left for b in _irregular(word)[1]
    )


@lru_cache(maxsize=1 << 16)
def _irregular(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words not to be told by their letters of which a word may be a form, or which it may be."""
    stems = _stems(word, _INFLECTIONS, _SHORTEST_VERB - 1)
    inflected = _IRREGULAR.intersection((*stems, *(f"{stem}e" for stem in stems)))
    return inflected, _IRREGULAR.intersection((*stems, word))


def _share_letters(key: str, word: str) -> bool:
    """Whether two words begin alike for at least half of the longer one."""
    common = 0
    for left, right in zip(key, word, strict=False):
        if left != right:
            break
        common += 1
    endings = key[common:], word[common:]
    if common < _SHORTEST_STEM or max(map(len, endings)) > _LONGEST_ENDING:
        return False
    return common >= max(len(key), len(word)) / 2


def _share_stem(key: str, word: str) -> bool:
    """Whether two words are forms of one verb, or of a noun made of it."""
    for endings, shortest in (
        (_INFLECTIONS, _SHORTEST_VERB),
        (_DERIVATIONS, _SHORTEST_DERIVED),
    ):
        if not _stems(key, endings, shortest).isdisjoint(_stems(word, endings, shortest)):
            return True
    return False


@lru_cache(maxsize=1 << 16)
def _stems(word: str, endings: tuple[str, ...], shortest: int) -> frozenset[str]:
    return frozenset(
        word.removesuffix(ending)
        for ending in endings
        if word.endswith(ending) and len(word) - len(ending) >= shortest
    )
