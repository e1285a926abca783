"""How a term may stand in a Chinese text other than by a listed form."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from aligner.languages import (
    ChineseText,
    fold_chinese,
    read_chinese,
    read_english,
    simplify,
    word_spans,
)
from aligner.offsets import Span, is_free
from aligner.terms.checking.likeness import OPPOSITE
from aligner.terms.matching.english_source import EnglishSource
from aligner.terms.matching.forms import is_short_word
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.values import Term, TranslationUnit

_PRONOUN = re.compile(
    "(?:[他她它您你我](?:们)?|其|该|此|这|那|前者|后者|对方|本人|自己|自身|双方|之)+(?:的|自己|本人)?"
)
# Before a noun, 该 and 此 stand for nothing.
_STANDS_ALONE = re.compile("[他她它您你我](?:们)?|其|前者|后者|对方|本人|自己|双方")
_POINTING = re.compile("该|此|这[个家项种类]?|那[个家项]?|上述|前述")
_POINTED = re.compile("(?:该|此|这[个家项种类]?|那[个家项]?|上述|前述)$")
# Of two characters, one in another's place makes any word.
_SHORTEST_REPLACED = 3
# Longer names are not looked for in part: time grows with their square.
_LONGEST = 40
# Of a run that shares nothing with the term, more words than these may be anything.
_MOST_WORDS = 2
_SMALL_WORDS = frozenset(
    "时后前中内外等的了着过地得被将把由对向为与和及或在于以因从至到则即就都也又还不未"
)
_VERBS = "可以|应当|必须|不得|已经|有权|提交|予以|进行|发布|公布|修改|受到?|将|被|已|应|可"
_VERBS_AHEAD, _VERBS_BEHIND = re.compile(f"(?:{_VERBS})+"), re.compile(f"[》”」]?(?:{_VERBS})+$")
_BEHIND = re.compile(r"[”》」』\s]*[（(]([^（）()]{2,80})[）)]")
_BEFORE = re.compile(r"([A-Za-z][A-Za-z0-9&.-]*)\s*[（(][“《「『\s]*$")
# Before a noun; 不 and 未 may negate the verb, and 而非 says "rather than".
_NEGATION = re.compile("(?<![而并绝决若除莫])[非反]$")
_NEGATED = re.compile(
    r"\b(?:non|not|no|anti|against|counter|other than)\b\W*(?:an?\s+|the\s+)?$", re.IGNORECASE
)
_GIVEN = re.compile(r"\s*[(（]\s*([A-Za-z][A-Za-z0-9&.-]*)\s*[)）]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.-]*")
_CALLED = re.compile("^(?:以下|下)?(?:统称|简称|称)(?:为)?[:：]?")


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
    # 该系统 for 快速支付系统“转数快”.
    end = re.compile(rf"(?<=.){re.escape(head)}(?!\w)")
    return bool(head) and any(end.search(simplify(term.text)) for term in terms)


def find_reference(text: ChineseText, terms: Sequence[Term], used: Sequence[Span]) -> Span | None:
    """Where a pointing word stands before the last characters of a form: 该局 for 商标局.

    Examples
    --------
    >>> find_reference(read_chinese("该局于5月驳回。"), [Term("商标局", "zh")], [])
    (0, 2)
    >>> find_reference(read_chinese("该部分已驳回。"), [Term("商务部", "zh")], [])
    """
    edges = {edge for span in word_spans(text.folded) for edge in span}
    forms = [fold_chinese(term.text) for term in terms]
    for lead in _POINTING.finditer(text.folded):
        for size in range(1, max(map(len, forms), default=0)):
            stop = lead.end() + size
            head = text.folded[lead.end() : stop]
            if len(head) == size and stop in edges and any(f.endswith(head) for f in forms):
                span = text.span(lead.start(), stop)
                if is_free(span, used):
                    return span
    return None


def find_shortened(text: ChineseText, terms: Sequence[Term], used: Sequence[Span]) -> Span | None:
    """Where the beginning or the end of a name is left of it: 最高法, 总署 for 海关总署.

    Examples
    --------
    >>> find_shortened(read_chinese("可以请求总署裁定。"), [Term("海关总署", "zh")], [])
    (4, 6)
    >>> find_shortened(read_chinese("最高法共收到千份。"), [Term("最高人民法院", "zh")], [])
    (0, 3)
    """
    folded = text.folded
    edges = {edge for span in word_spans(folded) for edge in span}
    for form in (fold_chinese(term.text) for term in terms if len(term.text) <= _LONGEST):
        for size in range(len(form) - 1, 1, -1):
            for start in range(len(folded) - size + 1):
                run, stop = folded[start : start + size], start + size
                if run[0] != form[0] and run[-1] != form[-1]:
                    continue
                letters = iter(form)
                # Of two characters, words must begin and end there.
                is_word = size > 2 or {start, stop} <= edges  # noqa: PLR2004 - as it says
                span = text.span(start, stop)
                if is_word and all(c in letters for c in run) and is_free(span, used):
                    return span
    return None


def find_replaced(
    form: str, text: ChineseText, used: Sequence[Span], is_other: Callable[[Span], bool]
) -> Span | None:
    """Where words stand that are a form but for one part of it: 检查员 for 审查员.

    At least half of the characters are in their places, the others are next to each other,
    and dictionary words end where the run begins and ends.

    Parameters
    ----------
    form : str
    text : ChineseText
    used : sequence of tuple of int
        What renders other terms.
    is_other : callable
        Whether the words in a place render something else: of 金融监管, 监管 renders
        "regulators" in "financial services regulators".

    Examples
    --------
    >>> find_replaced("逆回购", read_chinese("央行开展正回购操作。"), [], lambda span: False)
    (4, 7)
    """
    folded, size = text.folded, len(fold_chinese(form))
    wanted = fold_chinese(form)
    if size < _SHORTEST_REPLACED:
        return None
    edges = {edge for span in word_spans(folded) for edge in span}
    edges |= {edge for i, c in enumerate(folded) if c in _SMALL_WORDS for edge in (i, i + 1)}
    for start in range(len(folded) - size + 1):
        run = folded[start : start + size]
        other = [i for i in range(size) if run[i] != wanted[i]]
        if not other or 2 * len(other) > size or other[-1] - other[0] >= len(other):
            continue
        changed = run[other[0] : other[-1] + 1]
        if not _SMALL_WORDS.isdisjoint(changed) or not run.isalnum() or run.isascii():
            continue
        span = text.span(start, start + size)
        if not is_free(span, used) or not {start, start + size} <= edges:
            continue
        if not is_other(text.span(start + other[0], start + other[-1] + 1)):
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


def find_nested(form: str, read: EnglishSource) -> Span | None:
    """Where a form stands as words of its own in a longer term that renders nothing.

    贸易融资 in 贸易融资平台, but not 专利申请 in 专利申请人: one character more makes another word.
    """
    text, original = read.chinese, read.unit.target_text
    for match in re.finditer(re.escape(fold_chinese(form)), text.folded):
        start, stop = text.span(*match.span())
        for longer in read.free:
            ends = original[longer.start : start].strip(), original[stop : longer.stop].strip()
            is_inside = longer.start <= start and stop <= longer.stop and any(ends)
            if is_inside and 1 not in map(len, ends) and is_free((start, stop), read.used):
                return start, stop
    return None


def find_opposite(form: str, read: EnglishSource) -> Span | None:
    """Where a form stands without the character that makes it the opposite: 正当竞争."""
    wanted, text = fold_chinese(form), read.chinese
    if len(wanted) <= _SHORTEST_REPLACED or wanted[0] not in OPPOSITE:
        return None
    pattern = rf"(?<![{OPPOSITE}没]){re.escape(wanted[1:])}"
    places = (text.span(*match.span()) for match in re.finditer(pattern, text.folded))
    return next((span for span in places if is_free(span, read.used)), None)


def is_negated(unit: TranslationUnit, english: Span, chinese: Span) -> bool:
    """Whether a character before a Chinese term makes it the opposite of the English one.

    Parameters
    ----------
    unit : TranslationUnit
        With an English source.
    english, chinese : tuple of int
        Where the terms stand.
    """
    before = unit.target_text[: chinese[0]]
    return _NEGATION.search(before) is not None and not _NEGATED.search(
        unit.source_text[: english[0]]
    )


def is_part(words: str, terms: Sequence[Term]) -> bool:
    """Whether some words are a part of a term: 设计 of 外观设计."""
    part = fold_chinese(words)
    forms = [fold_chinese(term.text) for term in terms]
    return len(part) > 1 and any(part != form and part in form for form in forms)


def is_content(words: str) -> bool:
    """Whether some words may render a term: 的 and 和 do not, nor do numbers and signs."""
    return words.isalpha() and not _SMALL_WORDS.issuperset(words)


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


class Alias(NamedTuple):
    """A name in brackets: where it stands, and the concepts that it names, if any."""

    span: Span
    owners: frozenset[int]


def find_wrong_alias(
    index: TermIndex, concept: int, unit: TranslationUnit, match: SourceMatch, stop: int
) -> Alias | None:
    """The name of another concept in the brackets behind a name: 国际劳工组织（IMO）.

    It is none if the source has it, too, or if it may be made of the name: 国资委.  Without
    owners it is an abbreviation other than the one that the source gives.

    Parameters
    ----------
    index : TermIndex
    concept : int
        Of the name.
    unit : TranslationUnit
        With an English source.
    match : SourceMatch
        The name in the target.
    stop : int
        Where the name ends in the source.
    """
    behind = _BEHIND.match(unit.target_text, match.stop)
    if behind is None:
        return None
    name = _CALLED.sub("", behind[1]).strip('“”"「」 ')
    letters = iter(unit.target_text[match.start : match.stop])
    if name in unit.source_text or all(c in letters for c in name):
        return None
    chinese, english = read_chinese(name), read_english(name)
    owners = {
        owner
        for found in index.find_source(chinese)
        if (found.start, found.stop) == (0, len(name))
        for owner in found.concepts
    } | {
        found.form.concept
        for found in index.find_target(english)
        if (found.first, found.last) == (0, len(english.keys)) and is_short_word(name)
    }
    given = _GIVEN.match(unit.source_text, stop)
    is_other = given is not None and is_short_word(given[1]) and is_short_word(name)
    if concept in owners or not (owners or is_other):
        return None
    start = behind.start(1) + behind[1].index(name)
    return Alias((start, start + len(name)), frozenset(owners))
