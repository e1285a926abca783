"""Whether two concepts are things of one kind: parties, bodies, dates, marks."""

from aligner.languages import FUNCTION_WORDS
from aligner.terms.matching.forms import is_short_term
from aligner.terms.matching.index import TermIndex
from aligner.terms.matching.variants import Words

# What Chinese names of one kind end in; other names are of one kind if their last
# characters are equal.
_BODY = "局厅部署院司处所庭社织盟委行"
# Of what ends in 会, these are bodies; others are meetings.
_COUNCILS = (
    "委员会",
    "协会",
    "学会",
    "商会",
    "工会",
    "联合会",
    "理事会",
    "董事会",
    "监事会",
    "基金会",
)
_ENDINGS = (_BODY, "人者员师方告长官", "书件证表函单", "日期年", "金费税款")
_KIND = {ending: kind[0] for kind in _ENDINGS for ending in kind}
_SHORTEST = 2
# Before a term, these make it the opposite: the other party, what is not of the kind.
OPPOSITE = "被非反未不无"


def are_alike(index: TermIndex, left: int, right: int) -> bool:
    """Whether two concepts are things of one kind, and neither is a kind of the other.

    Two such terms can be taken for each other: plaintiff and defendant, filing date
    and priority date, one ministry and another.
    """
    ours, theirs = index.chinese_names(left), index.chinese_names(right)
    if any(is_kind_of(a, b) or is_kind_of(b, a) for a in ours for b in theirs):
        return False
    if not _kinds(ours).isdisjoint(_kinds(theirs)):
        return True
    return not _heads(index, left).isdisjoint(_heads(index, right))


def is_kind_of(name: str, other: str) -> bool:
    """Whether a Chinese term has another in it, and is not its opposite.

    Examples
    --------
    >>> is_kind_of("驰名商标", "商标"), is_kind_of("被上诉人", "上诉人")
    (True, False)
    """
    place = name.find(other)
    # II期 is in III期 as letters are in words.
    is_cut = place > 0 and name[place - 1 : place + 1].isascii()
    return place >= 0 and not is_cut and not (name[:1] in OPPOSITE and name[1:] == other)


def are_opposites(index: TermIndex, left: int, right: int) -> bool:
    """Whether one character makes one concept the other's opposite: 处方药, 非处方药."""
    ours, theirs = index.chinese_names(left), index.chinese_names(right)
    longer = {f"{character}{name}" for name in (*ours, *theirs) for character in OPPOSITE}
    return not longer.isdisjoint(ours) or not longer.isdisjoint(theirs)


def is_body(index: TermIndex, concept: int) -> bool:
    """Whether a concept is a body with a name in capitals: an office, a court, a bank."""
    is_name = any(form.term.text[:1].isupper() for form in index.forms_by_concept.get(concept, ()))
    return is_name and _BODY[0] in _kinds(index.chinese_names(concept))


def are_initials(letters: str, form: Words) -> bool:
    """Whether a short word may be made of a form: of the initials of its words, in order.

    Small words give a letter only where every word gives one.

    Examples
    --------
    >>> are_initials("MoU", ("memorandum", "of", "understanding"))
    True
    >>> are_initials("NIPO", ("national", "intellectual", "property", "authority", "of", "peru"))
    False
    """
    wanted = letters.lower()
    if wanted == "".join(word[0] for word in form):
        return True
    rest = iter([word[0] for word in form if word not in FUNCTION_WORDS])
    return all(letter in rest for letter in wanted)


def _kinds(names: tuple[str, ...]) -> set[str]:
    return {
        _BODY[0] if name.endswith(_COUNCILS) else _KIND.get(name[-1], name[-1])
        for name in names
        if len(name) >= _SHORTEST
    }


def _heads(index: TermIndex, concept: int) -> set[str]:
    """Last words of the full forms of several words."""
    forms = index.forms_by_concept.get(concept, ())
    return {f.words[-1] for f in forms if len(f.words) > 1 and not is_short_term(f.term)}
