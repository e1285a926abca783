"""Candidate terms: runs of Chinese words that begin and end like a term, where they occur."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.languages import ChineseText, EnglishText, read_chinese, read_english
from aligner.lexicon import Repeats
from aligner.text import is_han
from aligner.values import TranslationUnit


def words_of(text: str) -> frozenset[str]:
    """The words of a text, separated by spaces."""
    return frozenset(text.split())


# Parts of speech, by the tags of the dictionary, that a term may begin or end with.
_FIRST = words_of("n v ns vn nt a j nz nr eng b s an h vg ng nrt g m t zg d f l q i z ad vd")
_LAST = words_of("n v vn nt nr nz j eng a ns q an ng s l nrt vg g b m k t i zg")
# Pronouns that begin no term, not even within a word: 我局.
_PRONOUNS = frozenset("我该此某")
_NUMBER, _MEASURE = "m", "q"
# Pronouns to the dictionary, yet common at the beginning of terms.
_FIRST_WORDS = words_of("本地 本港 多边")
NOUNS = words_of("n vn ns nt nz nr j eng an ng")
# A run that occurs once must not be part of a longer nominal run.
_NOMINAL = words_of("n v vn ns nt nz nr j eng a b m an g ng q h vg")
# Parts of speech that pieces of torn words are given.
_PIECES = words_of("n ng j g nr nrt zg h k")
# The part of speech of marks, and of the ends of a text.
MARK = "x"
# No term goes over a mark, or over what belongs to clauses: 采取|了|措施.
_BARS = words_of("x ul uz y")
# Verbs of reports and headlines, of which terms are never made: 会同|教育部.
_CLAUSE_VERBS = words_of(
    "与会 严厉打击 会同 会晤 会见 出席 印发 召开 围绕 宣布 崇尚 强调 指出 来自 表示 贯彻 "
    "贯彻落实 赴 举行"
)
# Parts of speech of words that are usually one character.
_SMALL = words_of("p c uj ul uv uz ud ug u d r f m q y v x")
# Words of a term at the most; characters of it at the most and at the least.
_LONGEST_WORDS, _LONGEST, SHORTEST = 9, 26, 2
_MOST_CANDIDATES = 30_000
# A word so frequent is known well enough by its other neighbours.
_OFTEN = 3
QUOTES = {"「": "」", "“": "”", "『": "』"}
OPEN, CLOSED = "《", "》"
# Words that seldom end a term.
VAGUE_LAST = words_of(
    "主要 之间 事务 人员 以上 以下 以来 任务 优势 传媒 作用 信心 先生 公众 关注 内容 冲击 "
    "判断 前景 力度 动力 努力 博士 压力 同志 员工 因素 国家 地区 基础 女士 小姐 工作 "
    "工作者 年 影响 必要 态度 总额 情况 意见 意识 成效 成果 挑战 支持 数量 方向 方面 日 时 "
    "时间 月 期间 本 机会 机遇 条 概览 步伐 水平 波动 活动 特点 状况 环境 理念 由 目标 章 "
    "等 经验 继续 能力 致力 规模 议题 贡献 资料 趋势 过程 运作 进展 透明度 部分 重点 "
    "重要性 问题 需求 需要 领域"
)
# Words that seldom begin a term.
VAGUE_FIRST = words_of(
    "一些 不 不同 与 为 主要 之 于 今年 从 以 任何 会 促进 全部 全面 其 其他 其它 具体 "
    "减少 加强 加快 包括 去年 及 可 各 各个 和 因 图 在 增加 多个 多项 大幅 大量 如 完善 "
    "实施 实现 对 将 工作 已 平均 广泛 应 开展 必要 或 所有 扩大 把 按 按照 推出 推动 推进 "
    "提供 提升 提高 整体 新 於 日益 显著 更 曾 最新 有关 有助 未 本 根据 此 每 深入 港 "
    "现有 由 的 目前 相关 确保 积极 第 经 继续 维持 能 良好 表 被 该 近期 这 进一步 进行 "
    "通过 那 部分 重大 重要 须"
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Words ``first .. last - 1`` of the source of a unit."""

    unit: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ReadPair:
    """A unit read for mining.

    Parameters
    ----------
    unit : TranslationUnit
    chinese : ChineseText
    english : EnglishText
    words, tags : tuple of str
        Words of the folded source, and their parts of speech.
    starts : tuple of int, length ``len(words) + 1``
        Their offsets in the folded source, then its length.
    """

    unit: TranslationUnit
    chinese: ChineseText
    english: EnglishText
    words: tuple[str, ...]
    tags: tuple[str, ...]
    starts: tuple[int, ...]

    def run(self, first: int, last: int) -> str:
        """The words ``first .. last - 1`` of the source, folded."""
        return self.chinese.folded[self.starts[first] : self.starts[last]]

    def span(self, place: Occurrence) -> tuple[int, int]:
        """Position of a run in the original source."""
        return self.chinese.span(self.starts[place.first], self.starts[place.last])


def read_pair(unit: TranslationUnit) -> ReadPair:
    """A unit with its words and their parts of speech."""
    import rjieba  # noqa: PLC0415 - loads a dictionary that few commands need

    chinese = read_chinese(unit.source_text)
    tagged = rjieba.tag(chinese.folded, False)  # noqa: FBT003 - takes no name
    starts = [0]
    for word, _ in tagged:
        starts.append(starts[-1] + len(word))
    words, tags = tuple(w for w, _ in tagged), tuple(t for _, t in tagged)
    return ReadPair(unit, chinese, read_english(unit.target_text), words, tags, tuple(starts))


def find_candidates(pairs: Sequence[ReadPair], least: int = 1) -> dict[str, list[Occurrence]]:
    """Runs of words that may be terms, with all their occurrences.

    A run that occurs once counts only if it is in title marks or quotes, or if nothing
    speaks for a longer term: no nominal word stands beside it, or one that is found
    elsewhere without it.  If there are very many, the most frequent are kept.

    Parameters
    ----------
    pairs : sequence of ReadPair
    least : int
        Runs that occur less often are left out; nine in ten occur once.
    """
    places = _places(pairs, least)
    edges = _Edges(pairs) if least == 1 else None
    kept = {
        term: found
        for term, found in places.items()
        if len(found) >= least
        and not _is_clipped(pairs, found)
        and (
            len(found) > 1
            or _stands_alone(pairs[found[0].unit], found[0])
            or (edges is not None and edges.are_free(pairs[found[0].unit], found[0]))
        )
    }
    order = sorted(kept, key=lambda term: (-len(kept[term]), term))[:_MOST_CANDIDATES]
    return {term: kept[term] for term in order}


def _places(pairs: Sequence[ReadPair], least: int) -> dict[str, list[Occurrence]]:
    """Where each run stands; if single ones are not wanted, they are hardly kept."""
    repeats = None
    if least > 1:
        repeats = Repeats((pair.run(*run) for run in _runs(pair)) for pair in pairs)
    places: dict[str, list[Occurrence]] = {}
    for number, pair in enumerate(pairs):
        for first, last in _runs(pair):
            run = pair.run(first, last)
            if repeats is None or run in repeats:
                places.setdefault(run, []).append(Occurrence(number, first, last))
    return places


def _runs(pair: ReadPair) -> Iterable[tuple[int, int]]:
    """Runs within a clause that begin and end like a term."""
    n = len(pair.words)
    for first in range(n):
        if not _may_begin(pair, first):
            continue
        for last in range(first + 1, min(n, first + _LONGEST_WORDS) + 1):
            if pair.tags[last - 1] in _BARS or pair.words[last - 1] in _CLAUSE_VERBS:
                break
            length = pair.starts[last] - pair.starts[first]
            if pair.tags[last - 1] in _LAST and SHORTEST <= length <= _LONGEST:
                yield first, last


def _may_begin(pair: ReadPair, word: int) -> bool:
    """Whether a term may begin with a word."""
    if pair.words[word][0] in _PRONOUNS:
        return False
    if word and (pair.tags[word - 1], pair.tags[word]) == (_NUMBER, _MEASURE):
        return False
    if pair.tags[word] in _FIRST or pair.words[word] in _FIRST_WORDS:
        return True
    # Single characters in a row may be a name that the dictionary does not know: 按|证.
    behind = word + 1
    return _is_character(pair.words[word]) and behind < len(pair.words) and is_torn(pair, behind)


def _stands_alone(pair: ReadPair, place: Occurrence) -> bool:
    """Whether a run is marked as a name, or has no nominal word beside it."""
    start, stop = pair.span(place)
    text = pair.chinese.original
    before, after = text[start - 1 : start], text[stop : stop + 1]
    if text[start] == OPEN or (before == OPEN and after == CLOSED):
        return True
    if before in QUOTES and QUOTES[before] == after:
        return True
    left, right = tags_beside(pair, place)
    return (left not in _NOMINAL or left == "v") and right not in _NOMINAL


def _is_clipped(pairs: Sequence[ReadPair], places: Sequence[Occurrence]) -> bool:
    """Whether a piece of a word is always beside a run: 按|证保险公司.

    The dictionary tears names that it does not know into single characters.  A small
    word, found once, may as well be what it looks like: 与|版协.
    """
    place = places[0]
    pair = pairs[place.unit]
    for outer, inner in ((place.first - 1, place.first), (place.last, place.last - 1)):
        # Hardly any run has such a piece beside it, so that few are looked for everywhere.
        if not 0 <= outer < len(pair.words) or not _is_piece(pair, outer, inner):
            continue
        is_sure = len(places) > 1 or pair.tags[outer] not in _SMALL - {"v"}
        if is_sure and _is_always_beside(pair.words[outer], pairs, places, before=outer < inner):
            return True
    return False


def _is_always_beside(
    word: str, pairs: Sequence[ReadPair], places: Sequence[Occurrence], *, before: bool
) -> bool:
    """Whether a word stands right before a run, or right behind it, wherever that is."""
    for place in places:
        words = pairs[place.unit].words
        beside = place.first - 1 if before else place.last
        if not 0 <= beside < len(words) or words[beside] != word:
            return False
    return True


def _is_piece(pair: ReadPair, outer: int, inner: int) -> bool:
    """Whether a word looks like a piece of the word beside it."""
    if not _is_character(pair.words[outer]):
        return False
    return _is_character(pair.words[inner]) or pair.tags[outer] in _PIECES


def _is_character(word: str) -> bool:
    return len(word) == 1 and is_han(word)


class _Edges:
    """Where a term may begin and end among nominal words, as far as the texts show.

    Parameters
    ----------
    pairs : sequence of ReadPair
    """

    def __init__(self, pairs: Sequence[ReadPair]) -> None:
        self._words = Counter(word for pair in pairs for word in pair.words)
        self._couples = Counter(couple for pair in pairs for couple in pairwise(pair.words))

    def are_free(self, pair: ReadPair, place: Occurrence) -> bool:
        """Whether a run that ends like a term goes with neither word beside it."""
        first, last = place.first, place.last
        head = pair.words[last - 1]
        is_phrase = last - first > 1 and pair.tags[last - 1] in NOUNS
        if not is_phrase or head in VAGUE_LAST or pair.words[first] in VAGUE_FIRST:
            return False
        left, right = tags_beside(pair, place)
        return (left not in _NOMINAL or left == "v" or self._is_free(pair, first, first - 1)) and (
            right not in _NOMINAL or self._is_free(pair, last, last)
        )

    def _is_free(self, pair: ReadPair, gap: int, word: int) -> bool:
        """Whether the word beside a gap is found elsewhere, but never with its neighbour."""
        couple = pair.words[gap - 1], pair.words[gap]
        return self._couples[couple] == 1 and self._words[pair.words[word]] >= _OFTEN


def tags_beside(pair: ReadPair, place: Occurrence) -> tuple[str, str]:
    """Parts of speech of the words before and behind a run; ``MARK`` at the ends of a text."""
    left = pair.tags[place.first - 1] if place.first else MARK
    right = pair.tags[place.last] if place.last < len(pair.tags) else MARK
    return left, right


def is_torn(pair: ReadPair, word: int) -> bool:
    """Whether a word, an odd single character, may be part of a name not in the dictionary."""
    return _is_character(pair.words[word]) and pair.tags[word] not in _SMALL
