"""The words of a term in another order, parted, or shared with another term, in Chinese."""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from aligner.languages import ChineseText, fold_chinese, read_chinese, word_spans
from aligner.offsets import Span, is_free

# Between two words of a term that are parted: 宣告该外观设计无效.
_FARTHEST = 12
_BREAKS = re.compile("[，。；：！？、,.;:!?()（）]")
_AND = "(?:、|和|与|及|或|以及|或者)"
# What is left out stands so near: 专利和商标申请, 最高人民法院、检察院.
_NEAR = "[^，。；：！？,.;:!?()（）]{1,8}?"
# A word of a term has two characters; of more words than these, the order is free.
_WORD, _MOST_WORDS = 2, 4
# English heads that name an action: its Chinese word is a verb that may stand before its object.
_ACTION = re.compile(
    r"(?:[ts]ion|ment|al|ance|ence|ing|ure|age|ery|review|grant|use|transfer|recall|export|import"
    r"|refund|relief|research|trade|search|licen[cs]e|appeal|award|arrest|release|change|practice"
    r"|remedy|remedies|lease|control|protest|test|check|audit|assay|loan|purchase|sale)s?",
    re.IGNORECASE,
)
_HINGE = re.compile(r"\s+(?:of|for|on|to|in|against|by)\s+")
# Of longer terms than this, two may be joined without a word between: 进出口许可证.
_SHORTEST_JOINED = 4
# A term of fewer characters is found in any words; of more, time grows with their square.
_SHORTEST_REGROUPED, _LONGEST = 4, 40


def is_action(english: str) -> bool:
    """Whether the head of an English term names an action, so that its Chinese may be a verb.

    Examples
    --------
    >>> is_action("trademark registration"), is_action("burden of proof")
    (True, False)
    """
    head = _HINGE.split(english)[0].split()[-1:]
    return any(re.fullmatch(rf"[\w'’-]*?{_ACTION.pattern}", word, re.IGNORECASE) for word in head)


def find_turned(
    form: str, text: ChineseText, used: Sequence[Span], *, is_verb: bool
) -> Span | None:
    """Where the two words of a form stand around others, or the verb before its object.

    Parameters
    ----------
    form : str
    text : ChineseText
    used : sequence of tuple of int
        What renders other terms.
    is_verb : bool
        Whether the second word may be a verb: 宣告该专利无效 for 无效宣告.  Of 认证机构, 机构认证
        is something else.

    Examples
    --------
    >>> find_turned("无效宣告", read_chinese("请求宣告该专利无效。"), [], is_verb=True)
    (2, 9)
    >>> find_turned("商标注册", read_chinese("该商标于去年注册。"), [], is_verb=True)
    (1, 8)
    """
    words = _words(read_chinese(form).folded)
    if len(words) != 2:  # noqa: PLR2004 - a verb and its object
        return None
    first, second = words
    turned = _find_parted(second, first, text, used) if is_verb else None
    return turned or _find_parted(first, second, text, used)


def find_misordered(
    form: str, text: ChineseText, used: Sequence[Span], *, is_verb: bool
) -> Span | None:
    """Where the words of a form stand together in an order that says something else.

    Examples
    --------
    >>> find_misordered("举证责任", read_chinese("责任举证在于原告。"), [], is_verb=False)
    (0, 4)
    """
    whole = read_chinese(form).folded
    for words in (_words(whole), _pairs(whole)):
        if not 1 < len(words) <= _MOST_WORDS:
            continue
        kept = {tuple(words), *([(words[-1], *words[:-1])] if is_verb else [])}
        for order in (order for order in permutations(words) if order not in kept):
            for match in re.finditer(re.escape("".join(order)), text.folded):
                if is_free(span := text.span(*match.span()), used):
                    return span
    return None


def find_shared(form: str, text: ChineseText, used: Sequence[Span]) -> Span | None:
    """Where a form shares its last words with one beside it, or its first.

    Examples
    --------
    >>> find_shared("专利申请", read_chinese("专利和商标申请可以提交。"), [(3, 7)])
    (0, 7)
    >>> find_shared("一审", read_chinese("一、二审均胜诉。"), [(2, 4)])
    (0, 4)
    >>> find_shared("最高人民检察院", read_chinese("最高人民法院、检察院发布。"), [(0, 6)])
    (0, 10)
    """
    whole = fold_chinese(form)
    if len(whole) > _LONGEST:
        return None
    for cut in range(len(whole) - 1, 0, -1):
        early, late = re.escape(whole[:cut]), re.escape(whole[cut:])
        # One character is shared only with one beside it: 一、二审, 进出口许可证.
        is_single = min(cut, len(whole) - cut) < _WORD
        near = r"[^\W\d_]" if is_single else _NEAR
        joined = f"{_AND}?" if is_single and len(whole) > _SHORTEST_JOINED else _AND
        for own, pattern in (
            (1, f"({early}){joined}{near}({late})"),
            (2, f"({early}){near}{joined}({late})"),
        ):
            match = re.search(pattern, text.folded)
            if match and is_free(text.span(*match.span(own)), used):
                return text.span(*match.span())
    return None


def find_regrouped(form: str, text: ChineseText, used: Sequence[Span]) -> Span | None:
    """Where all characters of a form stand close together in another order.

    Examples
    --------
    >>> find_regrouped("专利侵权", read_chinese("被认定侵犯专利权。"), [])
    (3, 8)
    """
    whole = fold_chinese(form)
    if not _SHORTEST_REGROUPED <= len(whole) <= _LONGEST:
        return None
    for size in (len(whole), len(whole) + 1, len(whole) + 2):
        for start in range(len(text.folded) - size + 1):
            window = text.folded[start : start + size]
            if window[0] not in whole or window[-1] not in whole or _BREAKS.search(window):
                continue
            span = text.span(start, start + size)
            if all(window.count(c) >= whole.count(c) for c in set(whole)) and is_free(span, used):
                return span
    return None


def _words(whole: str) -> list[str]:
    """The dictionary words of a form, all of two characters and more; none otherwise."""
    words = [whole[start:stop] for start, stop in word_spans(whole)]
    if len(words) == 1 and len(whole) == 2 * _WORD:
        return _pairs(whole)
    return words if all(len(word) >= _WORD for word in words) else []


def _pairs(whole: str) -> list[str]:
    """A form of words of two characters each; none otherwise."""
    if len(whole) % _WORD:
        return []
    return [whole[i : i + _WORD] for i in range(0, len(whole), _WORD)]


def _find_parted(early: str, late: str, text: ChineseText, used: Sequence[Span]) -> Span | None:
    """Where one word stands before another, near it and in one clause."""
    for first, second in _places(early, late, text):
        if is_free(first, used) and is_free(second, used):
            return first[0], second[1]
    return None


def _places(early: str, late: str, text: ChineseText) -> Iterator[tuple[Span, Span]]:
    """Where one word is followed by another."""
    for match in re.finditer(re.escape(early), text.folded):
        place = text.folded.find(late, match.end(), match.end() + _FARTHEST + len(late))
        if place >= 0 and not _BREAKS.search(text.folded[match.end() : place]):
            yield text.span(*match.span()), text.span(place, place + len(late))
