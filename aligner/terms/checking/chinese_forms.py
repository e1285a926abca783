"""How a term may stand in a Chinese text other than by a listed form."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from aligner.languages import (
    ChineseText,
    fold_chinese,
    read_chinese,
    simplify,
    word_odds,
    word_spans,
)
from aligner.offsets import Span
from aligner.terms.matching.forms import is_short_word
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.values import Term

# The term is expected, so that it counts as there where words as likely as it cross its edge:
# 最高法 in 最高法院 is -1.3; 资金流 in 资金流入, which may be meant, is -0.3.
_LEAST_ODDS = -0.5
_PRONOUN = re.compile(
    "(?:[他她它您你我](?:们)?|其|该|此|这|那|前者|后者|对方|本人|自己|自身|双方|之)+(?:的|自己|本人)?"
)
# Before a noun, 该 and 此 stand for nothing.
_STANDS_ALONE = re.compile("[他她它您你我](?:们)?|其|前者|后者|对方|本人|自己|双方")
_POINTING = re.compile("该|此|这[个家项种类]?|那[个家项]?|上述|前述")
_POINTED = re.compile("(?:该|此|这[个家项种类]?|那[个家项]?|上述|前述)$")
# Of two characters, one in another's place makes any word.
_SHORTEST_REPLACED = 3
# Between two words of a term that are parted: 宣告该外观设计无效.
_FARTHEST = 12
_BREAKS = re.compile("[，。；：！？、,.;:!?()（）]")
# Of a run that shares nothing with the term, more words than these may be anything.
_MOST_WORDS = 2
_SMALL_WORDS = frozenset(
    "时后前中内外等的了着过地得被将把由对向为与和及或在于以因从至到则即就都也又还不未"
)
_VERBS = "可以|应当|必须|不得|已经|有权|提交|予以|进行|发布|公布|修改|受到?|将|被|已|应|可"
_VERBS_AHEAD, _VERBS_BEHIND = re.compile(f"(?:{_VERBS})+"), re.compile(f"[》”」]?(?:{_VERBS})+$")
_BEHIND = re.compile(r"[”》」』\s]*[（(]([^（）()]{2,80})[）)]")
_BEFORE = re.compile(r"([A-Za-z][A-Za-z0-9&.-]*)\s*[（(][“《「『\s]*$")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.-]*")


def without_cut_words(text: ChineseText, found: Iterable[SourceMatch]) -> list[SourceMatch]:
    """Terms in a text without those that cut a longer word in two: 最高法 in 最高法院."""
    return [match for match in found if not (match.is_doubtful and _cuts_word(text, match))]


def _cuts_word(text: ChineseText, match: SourceMatch) -> bool:
    """Whether the characters of a match more likely belong to other words."""
    start, stop = (bisect_left(text.offsets, place) for place in (match.start, match.stop))
    return word_odds(text.folded, start, stop) < _LEAST_ODDS


def is_referred(text: str, span: Span | None, terms: Sequence[Term]) -> bool:
    """Whether the words in the place of a term only refer to it: 他, 其, 该局 for 商标局."""
    if span is None:
        return False
    start, stop = span
    words = text[start:stop]
    if _PRONOUN.fullmatch(words):
        return True
    # The word that points may belong to the words found, or stand before them.
    lead = _POINTING.match(words)
    if lead is None and not _POINTED.search(text[:start]):
        return False
    head = words[lead.end() :] if lead else words
    return bool(head) and any(
        len(head) < len(term.text) and simplify(term.text).endswith(head) for term in terms
    )


def find_turned(form: str, text: ChineseText, used: Sequence[Span]) -> Span | None:
    """Where the two words of a form stand in the other order, or around others.

    Examples
    --------
    >>> find_turned("无效宣告", read_chinese("请求宣告该专利无效。"), [])
    (2, 9)
    >>> find_turned("商标注册", read_chinese("该商标于去年注册。"), [])
    (1, 8)
    """
    whole = read_chinese(form).folded
    spans = word_spans(whole)
    if len(spans) == 1 and len(whole) == 4:  # noqa: PLR2004 - two words of two characters
        spans = (0, 2), (2, 4)
    if len(spans) != 2 or any(stop - start < 2 for start, stop in spans):  # noqa: PLR2004 - words
        return None
    first, second = (whole[start:stop] for start, stop in spans)
    return _find_parted(second, first, text, used) or _find_parted(first, second, text, used)


def _find_parted(early: str, late: str, text: ChineseText, used: Sequence[Span]) -> Span | None:
    """Where one word stands before another, near it and in one clause."""
    for match in re.finditer(re.escape(early), text.folded):
        place = text.folded.find(late, match.end(), match.end() + _FARTHEST + len(late))
        if place < 0 or _BREAKS.search(text.folded[match.end() : place]):
            continue
        pieces = text.span(*match.span()), text.span(place, place + len(late))
        if all(b <= c or d <= a for a, b in pieces for c, d in used):
            return pieces[0][0], pieces[1][1]
    return None


def find_replaced(form: str, text: ChineseText, used: Sequence[Span]) -> Span | None:
    """Where words stand that are a form but for one part of it: 检查员 for 审查员.

    At least half of the characters are in their places, the others are next to each other,
    and dictionary words end where the run begins and ends.

    Examples
    --------
    >>> find_replaced("逆回购", read_chinese("央行开展正回购操作。"), [])
    (4, 7)
    """
    folded, size = text.folded, len(fold_chinese(form))
    wanted = fold_chinese(form)
    if size < _SHORTEST_REPLACED:
        return None
    edges = {edge for span in word_spans(folded) for edge in span}
    for start in range(len(folded) - size + 1):
        run = folded[start : start + size]
        other = [i for i in range(size) if run[i] != wanted[i]]
        if not other or 2 * len(other) > size or other[-1] - other[0] >= len(other):
            continue
        if not _SMALL_WORDS.isdisjoint(run) or not run.isalnum() or run.isascii():
            continue
        span = text.span(start, start + size)
        is_free = all(stop <= span[0] or span[1] <= first for first, stop in used)
        if is_free and {start, start + size} <= edges:
            # 专利申请|人 for 专利权人: the last character stands behind the run.
            is_longer = run[-1] != wanted[-1] == folded[start + size : start + size + 1]
            return text.span(start, start + size + is_longer)
    return None


def without_verbs(text: str, span: Span) -> Span | None:
    """Some words without the modal and empty verbs at their ends; None if nothing is left.

    Examples
    --------
    >>> without_verbs("申请人可以提交外观设计", (3, 7)), without_verbs("申请人应当缴费", (0, 5))
    (None, (0, 3))
    """
    lead = _VERBS_AHEAD.match(text, *span)
    start = lead.end() if lead else span[0]
    tail = _VERBS_BEHIND.search(text[start : span[1]])
    stop = start + tail.start() if tail else span[1]
    return (start, stop) if start < stop else None


def is_part(words: str, terms: Sequence[Term]) -> bool:
    """Whether some words are the beginning or the end of a term: 设计 of 外观设计."""
    part = fold_chinese(words)
    forms = [fold_chinese(term.text) for term in terms]
    return len(part) > 1 and any(
        part != form and (form.startswith(part) or form.endswith(part)) for form in forms
    )


def find_idle(text: str, idle: Sequence[Span], terms: Sequence[str]) -> Span | None:
    """Of words that nothing accounts for, those that stand for a term.

    Those that share a character with a form of it: 禁止令 for 禁令; or else a pronoun, or the
    only ones.

    Parameters
    ----------
    text : str
    idle : sequence of tuple of int
        The words, in order.
    terms : sequence of str
        The folded forms.
    """
    runs: list[tuple[Span, int]] = []
    pronouns = [(a, b) for a, b in idle if _STANDS_ALONE.fullmatch(text[a:b])]
    for start, stop in idle:
        if not text[start].isalnum() or text[start:stop] in _SMALL_WORDS:
            continue
        if runs and runs[-1][0][1] == start:
            runs[-1] = (runs[-1][0][0], stop), runs[-1][1] + 1
        else:
            runs.append(((start, stop), 1))
    shared = [(_shared(text[slice(*span)], terms), span) for span, _ in runs]
    most = max((count for count, _ in shared), default=0)
    if most:
        return next(span for count, span in shared if count == most)
    if pronouns:
        return pronouns[0]
    if len(runs) == 1 and runs[0][1] <= _MOST_WORDS:
        return runs[0][0]
    return None


def _shared(words: str, terms: Sequence[str]) -> int:
    """How many characters some words share with one of the terms."""
    folded = set(fold_chinese(words))
    return max((len(folded.intersection(term)) for term in terms), default=0)


def find_introduced(
    index: TermIndex, texts: Iterable[str], known: Mapping[int, AbstractSet[str]]
) -> dict[int, set[str]]:
    """Abbreviations in Latin letters that Chinese texts give beside the terms they stand for.

    ``欧洲专利局（EPO）``, ``欧洲专利局（以下简称“EPO”）`` and ``EPO（欧洲专利局）``.

    Parameters
    ----------
    index : TermIndex
    texts : iterable of str
    known : mapping of int to set of str
        Those that earlier texts of the document give, as returned.

    Returns
    -------
    dict of int to set of str
        By concept.
    """
    found = {concept: set(names) for concept, names in known.items()}
    for text in texts:
        if "(" not in text and "（" not in text:
            continue
        for match in index.find_source(read_chinese(text)):
            behind = _BEHIND.match(text, match.stop)
            names = _LATIN.findall(behind[1]) if behind else []
            before = _BEFORE.search(text[: match.start])
            names += [before[1]] if before else []
            for concept in match.concepts:
                found.setdefault(concept, set()).update(filter(is_short_word, names))
    return found
