"""Why two renderings may stand in another order than their terms, and what numbers say of it."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import permutations

from aligner.languages import Quantity, fold_chinese, read_quantities
from aligner.offsets import Span
from aligner.terms.matching.unit import ReadUnit

# Before the later rendering these turn the order round: "is sued by the buyer".
_ARTICLE = r"\s+(?:(?:an?|the|its|their|both|all)\s+)?$"
_THAN, _FROM = (re.compile(rf"\b{word}{_ARTICLE}", re.IGNORECASE) for word in ("than", "from"))
# A passive, or a participle behind its noun: "is sued by", "the report issued by"; but not
# "rejects the protest lodged by".
_BY = re.compile(
    rf"(?:\b(?:is|are|was|were|be|been|being)\b[^.;]*|^\s*(?:[\w-]+\s+){{0,3}})\bby{_ARTICLE}",
    re.IGNORECASE,
)
_OF = re.compile(rf"\bof{_ARTICLE}", re.IGNORECASE)
_TO = re.compile(rf"\bto{_ARTICLE}", re.IGNORECASE)
_SUBORDINATE = (
    r"\b(?:after|when|where|if|before|once|unless|until|because|since|although|according to)\b"
)
_TURNS_BETWEEN = re.compile(_SUBORDINATE, re.IGNORECASE)
_OPENS_CLAUSE = re.compile(rf"{_SUBORDINATE}[^,.;]*$", re.IGNORECASE)
_JOINS = re.compile(r"[\s,]*(?:and|or|as well as)?[\s,]*(?:an?|the)?\s*", re.IGNORECASE)
# Not what another clause begins with: 由甲主办，数据由乙.
_CHINESE_TURNS = re.compile("^[，,]?[^，,；;。]*(?:由|被|受|据|经|比)$")
_CHINESE_SUBORDINATE = re.compile(
    "因为|由于|如果|如|若|当|除非|一旦|直到|直至|自从|虽然|尽管|根据|按照|依照"
)
_CHINESE_FROM = re.compile("(?:自|从|由|向)$")
_CHINESE_TO = re.compile("(?:对|向|给)$")
_CHINESE_JOINS = re.compile("[、和与及或跟同以]+")
_CHINESE_CLAUSE = re.compile("(?:后|时|前|的|如|若)[，,]?")
# A clause that stands before its noun, in English behind it: "the report attached to the claim".
_CHINESE_BEFORE_NOUN = re.compile(
    r"(?:的|辖下|[属内]下|下[属设辖]|内设|旗下|所属)[“「《〈（(\s\d年]*$"
)
_BEHIND_NOUN = re.compile(
    r"^[^.;]*\b(?:by|under|within|of|from|to|on|in|at|for|that|which|whom)\b[^.;]*$", re.IGNORECASE
)
_CHINESE_EACH, _EACH = re.compile("分别|依次"), re.compile(r"\brespectively\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_CLAUSE_END = re.compile("[，,；;。.](?![0-9])")
# Characters that the end of a clause between a term and a number counts for, and by how
# many one pairing of numbers must be closer than the other.
_FAR, _MARGIN = 30, 6
# Numbers farther from their two terms, both together, belong to something else.
_FARTHEST = 80
# Of numbers below this firmness there may be more in one language.
_FIRM = 0.6


class NumberOrder(StrEnum):
    """Whether each of two terms keeps the number beside it."""

    NONE = "none"
    KEPT = "kept"
    CROSSED = "crossed"


def is_excused(read: ReadUnit, i: int, j: int) -> bool:
    """Whether two renderings are in the order of their terms, or in another for a reason.

    Reasons are a passive or possessive ("by the buyer", "of the court"), a clause that
    comes first in one language and last in the other, or before its noun and behind it,
    and plain coordination.

    Parameters
    ----------
    read : ReadUnit
    i, j : int
        Numbers of two occurrences, in the order of the source.
    """
    source, target = read.unit.source_text, read.unit.target_text
    early, late = (
        read.target.span(m.first, m.last) for m in (read.renderings[i], read.renderings[j])
    )
    if early <= late:
        return True
    before, between = target[: late[0]], target[late[1] : early[0]]
    here = fold_chinese(source[read.occurrences[i].stop : read.occurrences[j].start])
    opens = _OPENS_CLAUSE.search(before) is not None and not _CHINESE_CLAUSE.search(here)
    return opens or _is_turned(here, between) or _is_attached(here, between)


def _is_turned(here: str, between: str) -> bool:
    """Whether a passive, a comparison or a clause that comes first turns two terms round."""
    is_from = _FROM.search(between) and not _CHINESE_FROM.search(here)
    if is_from or _THAN.search(between) or _BY.search(between) or _CHINESE_TURNS.search(here):
        return True
    if _CHINESE_TO.search(here) and not _TO.search(between):
        return True
    # A clause that stands behind in both languages turns nothing: 具备甲，因为…，但不具备乙.
    return _TURNS_BETWEEN.search(between) is not None and not _CHINESE_SUBORDINATE.search(here)


def _is_attached(here: str, between: str) -> bool:
    """Whether two terms are joined, or one is an attribute of the other."""
    if _CHINESE_BEFORE_NOUN.search(here) and _BEHIND_NOUN.search(between):
        return True
    is_joined = _CHINESE_JOINS.fullmatch(here) is not None
    if is_joined and _JOINS.fullmatch(between):
        return True
    return bool(_OF.search(between)) and (is_joined or not here or here.startswith("的"))


def number_order(read: ReadUnit, i: int, j: int) -> NumberOrder:
    """Whether two terms keep their numbers, of those that both texts state.

    Parameters
    ----------
    read : ReadUnit
    i, j : int
        Numbers of two occurrences.
    """
    source, target = read.unit.source_text, read.unit.target_text
    ours, theirs = _numbers(source, "zh"), _numbers(target, "en")
    shared = [(ours[key], theirs[key]) for key in ours if key in theirs]
    terms = [(read.occurrences[k].start, read.occurrences[k].stop) for k in (i, j)]
    forms = [read.target.span(m.first, m.last) for m in (read.renderings[i], read.renderings[j])]
    left = _pairing(source, terms, [number for number, _ in shared])
    right = _pairing(target, forms, [number for _, number in shared])
    if left is None or right is None:
        return NumberOrder.NONE
    if left == right:
        return NumberOrder.KEPT
    return NumberOrder.CROSSED if left == right[::-1] else NumberOrder.NONE


def list_order(read: ReadUnit, i: int, j: int) -> NumberOrder:
    """Whether two neighbours in a list keep their numbers in another list: "respectively".

    Parameters
    ----------
    read : ReadUnit
    i, j : int
        Numbers of two occurrences, in the order of the source.
    """
    source, target = read.unit.source_text, read.unit.target_text
    if not _CHINESE_EACH.search(source) or not _EACH.search(target):
        return NumberOrder.NONE
    forms = [read.target.span(m.first, m.last) for m in (read.renderings[i], read.renderings[j])]
    early, late = sorted(forms)
    here = fold_chinese(source[read.occurrences[i].stop : read.occurrences[j].start])
    if not _CHINESE_JOINS.fullmatch(here) or not _JOINS.fullmatch(target[early[1] : late[0]]):
        return NumberOrder.NONE
    # "Grew by 5, 6 and 7 percent": figures, whatever they count.
    ours, theirs = _DIGITS.findall(source), _DIGITS.findall(target)
    if len(ours) < 2 or len({*ours}) < len(ours) or ours != theirs:  # noqa: PLR2004 - a pair
        return NumberOrder.NONE
    return NumberOrder.KEPT if forms[0] == early else NumberOrder.CROSSED


@lru_cache(maxsize=4)
def _numbers(text: str, language: str) -> Mapping[object, Span]:
    """Where each number stands that the text states once."""
    found: dict[object, list[Quantity]] = {}
    for quantity in read_quantities(text, language):
        if quantity.firmness >= _FIRM:
            found.setdefault((quantity.value, quantity.parts), []).append(quantity)
    return {key: (qs[0].start, qs[0].stop) for key, qs in found.items() if len(qs) == 1}


def _pairing(text: str, terms: Sequence[Span], numbers: Sequence[Span]) -> tuple[int, int] | None:
    """The numbers that belong to two terms: those nearest to both; None if that is not clear."""
    ways = sorted(
        (_apart(text, terms[0], numbers[a]) + _apart(text, terms[1], numbers[b]), a, b)
        for a, b in permutations(range(len(numbers)), 2)
    )
    if not ways:
        return None
    best = ways[0]
    turned = next(cost for cost, a, b in ways if (a, b) == (best[2], best[1]))
    is_clear = best[0] <= _FARTHEST and turned - best[0] >= _MARGIN
    return (best[1], best[2]) if is_clear else None


def _apart(text: str, one: Span, other: Span) -> int:
    """Distance of two spans in characters; the end of a clause counts for many."""
    start, stop = min(one[1], other[1]), max(one[0], other[0])
    between = text[start:stop]
    return len(between) + _FAR * len(_CLAUSE_END.findall(between))
