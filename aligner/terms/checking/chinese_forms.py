"""How a term may stand in a Chinese text other than by a listed form."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

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
# Between two words of a term that are parted: 宣告该外观设计无效.
_FARTHEST = 12
_BREAKS = re.compile("[，。；：！？、,.;:!?()（）]")
# Of a run that shares nothing with the term, more words than these may be anything.
_MOST_WORDS = 2
_SMALL_WORDS = frozenset("的了着过地得被将把由对向为与和及或在于以因从至到则即就都也又还不未")
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
    """Where the two words of a form stand in the other order, together or around others.

    Examples
    --------
    >>> find_turned("无效宣告", read_chinese("请求宣告该专利无效。"), [])
    (2, 9)
    """
    whole = read_chinese(form).folded
    spans = word_spans(whole)
    if len(spans) != 2 or any(stop - start < 2 for start, stop in spans):  # noqa: PLR2004 - words
        return None
    first, second = (whole[start:stop] for start, stop in spans)
    for match in re.finditer(re.escape(second), text.folded):
        place = text.folded.find(first, match.end(), match.end() + _FARTHEST + len(first))
        if place < 0 or _BREAKS.search(text.folded[match.end() : place]):
            continue
        pieces = text.span(*match.span()), text.span(place, place + len(first))
        if all(b <= c or d <= a for a, b in pieces for c, d in used):
            return pieces[0][0], pieces[1][1]
    return None


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


def find_introduced(index: TermIndex, texts: Iterable[str]) -> dict[int, set[str]]:
    """Abbreviations in Latin letters that Chinese texts give beside the terms they stand for.

    ``欧洲专利局（EPO）``, ``欧洲专利局（以下简称“EPO”）`` and ``EPO（欧洲专利局）``.

    Returns
    -------
    dict of int to set of str
        By concept.
    """
    found: dict[int, set[str]] = {}
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
