"""Candidate terms: runs of Chinese words, with the features of their termhood.

The features are the frequency of a run and the variety of its neighbours (branching
entropy), how often it is only part of a longer run (C-value), how much more frequent
its words are here than in general Chinese (weirdness; general frequencies are those of
rjieba's dictionary), the parts of speech at its edges, title marks and quotes around
it, and its head.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log

from aligner.languages import ChineseText, EnglishText, read_chinese, read_english, word_frequency
from aligner.lexicon import Repeats
from aligner.text import is_han
from aligner.values import TranslationUnit


def words_of(text: str) -> frozenset[str]:
    """The words of a text, separated by spaces."""
    return frozenset(text.split())


# Parts of speech, by the tags of the dictionary, that a term may begin or end with.
_FIRST = words_of("n v ns vn nt a j nz nr eng b s an h vg ng nrt g m t zg d f l q i z ad vd")
_LAST = words_of("n v vn nt nr nz j eng a ns q an ng s l nrt vg g b m k t i zg")
# Pronouns to the dictionary, yet common at the beginning of terms.
_FIRST_WORDS = words_of("本地 本港 多边")
_NOUNS = words_of("n vn ns nt nz nr j eng an ng")
_MODIFIERS = _NOUNS | {"a", "b", "v"}
# A run that occurs once must not be part of a longer nominal run.
_NOMINAL = words_of("n v vn ns nt nz nr j eng a b m an g ng q h vg")
# Parts of speech that pieces of torn words are given.
_PIECES = words_of("n ng j g nr nrt zg h k")
_TIMES = frozenset({"m", "t"})
_MARK = "x"
# No term goes over a mark, or over what belongs to clauses: 采取|了|措施.
_BARS = words_of("x ul uz y")
# Parts of speech of words that are usually one character.
_SMALL = words_of("p c uj ul uv uz ud ug u d r f m q y v x")
_LONGEST_WORDS, _LONGEST, _SHORTEST = 9, 26, 2
_MOST_CANDIDATES = 30_000
# A word so frequent is known well enough by its other neighbours.
_OFTEN = 3
_FLOOR, _NEAR = 1e-6, 30
_QUOTES = {"「": "」", "“": "”", "『": "』"}
_OPEN, _CLOSED = "《", "》"


# Heads of names and concepts: bodies, instruments, schemes, measures.
_NAMED_HEADS = words_of(
    "专利 专责小组 中心 交易所 人 体系 保险 债券 公会 公司 公报 公约 准则 利率 制度 办公室 "
    "办法 协会 协定 协议 厅 原则 司 商会 商标 基金 处 大学 委员会 学会 守则 小组 局 工作组 "
    "工具 工程 市场 平台 年报 当局 手册 指南 指引 指数 措施 数据库 方案 有限公司 服务 机制 "
    "机构 权 权利 条例 条约 标准 框架 比例 比率 法 法庭 法案 法院 测试 率 登记册 白皮书 "
    "目录 程序 税 管理 管理局 系统 纲要 组合 组织 细则 署 联盟 融资 行动 规例 规划 规则 "
    "规定 规章 计划 议定书 许可 论坛 证书 证券 证明书 评级 货币 费 通告 部 银行 限额 院 "
    "集团"
)
# Words that seldom end a term.
_VAGUE_LAST = words_of(
    "主要 之间 事务 人员 以上 以下 以来 任务 优势 传媒 作用 信心 先生 公众 关注 内容 冲击 "
    "判断 前景 力度 动力 努力 博士 压力 同志 员工 因素 国家 地区 基础 女士 小姐 工作 "
    "工作者 年 影响 必要 态度 总额 情况 意见 意识 成效 成果 挑战 支持 数量 方向 方面 日 时 "
    "时间 月 期间 本 机会 机遇 条 概览 步伐 水平 波动 活动 特点 状况 环境 理念 由 目标 章 "
    "等 经验 继续 能力 致力 规模 议题 贡献 资料 趋势 过程 运作 进展 透明度 部分 重点 "
    "重要性 问题 需求 需要 领域"
)
# Words that seldom begin a term.
_VAGUE_FIRST = words_of(
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
            if pair.tags[last - 1] in _BARS:
                break
            length = pair.starts[last] - pair.starts[first]
            if pair.tags[last - 1] in _LAST and _SHORTEST <= length <= _LONGEST:
                yield first, last


def _may_begin(pair: ReadPair, word: int) -> bool:
    """Whether a term may begin with a word."""
    if pair.tags[word] in _FIRST or pair.words[word] in _FIRST_WORDS:
        return True
    # Single characters in a row may be a name that the dictionary does not know: 按|证.
    behind = word + 1
    return _is_character(pair.words[word]) and behind < len(pair.words) and _is_torn(pair, behind)


def _stands_alone(pair: ReadPair, place: Occurrence) -> bool:
    """Whether a run is marked as a name, or has no nominal word beside it."""
    start, stop = pair.span(place)
    text = pair.chinese.original
    before, after = text[start - 1 : start], text[stop : stop + 1]
    if text[start] == _OPEN or (before == _OPEN and after == _CLOSED):
        return True
    if before in _QUOTES and _QUOTES[before] == after:
        return True
    left, right = _tags_beside(pair, place)
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
        is_phrase = last - first > 1 and pair.tags[last - 1] in _NOUNS
        if not is_phrase or head in _VAGUE_LAST or pair.words[first] in _VAGUE_FIRST:
            return False
        left, right = _tags_beside(pair, place)
        return (left not in _NOMINAL or left == "v" or self._is_free(pair, first, first - 1)) and (
            right not in _NOMINAL or self._is_free(pair, last, last)
        )

    def _is_free(self, pair: ReadPair, gap: int, word: int) -> bool:
        """Whether the word beside a gap is found elsewhere, but never with its neighbour."""
        couple = pair.words[gap - 1], pair.words[gap]
        return self._couples[couple] == 1 and self._words[pair.words[word]] >= _OFTEN


def _tags_beside(pair: ReadPair, place: Occurrence) -> tuple[str, str]:
    left = pair.tags[place.first - 1] if place.first else _MARK
    right = pair.tags[place.last] if place.last < len(pair.tags) else _MARK
    return left, right


class Termhood:
    """The features of Chinese candidates.

    Parameters
    ----------
    pairs : sequence of ReadPair
    candidates : mapping of str to list of Occurrence
    """

    def __init__(
        self, pairs: Sequence[ReadPair], candidates: Mapping[str, Sequence[Occurrence]]
    ) -> None:
        self._pairs, self._candidates = pairs, candidates
        self._words = Counter(word for pair in pairs for word in pair.words)
        self._n_words = max(1, sum(self._words.values()))
        self._containers = self._find_containers()

    def features(self, term: str) -> dict[str, float]:
        """Features of a candidate by name."""
        places = self._candidates[term]
        pair, place = self._pairs[places[0].unit], places[0]
        words = pair.words[place.first : place.last]
        tags = pair.tags[place.first : place.last]
        inside = self._containers.get(term, 0)
        n = len(places)
        weird = [self._weirdness(word, self._words[word]) for word in words]
        return {
            "log count": log(n),
            "once": n == 1,
            "two characters": len(term) == _SHORTEST,
            "one word": len(words) == 1,
            "words beyond four": max(0, len(words) - 4),
            "weirdness": self._weirdness(term, n),
            "least weirdness": min(weird),
            "weirdness of head": weird[-1],
            "contained": min(1.0, inside / n),
            "always contained": inside >= n,
            "log own": log(1 + max(0, n - inside)),
            "head elsewhere": log(self._words[words[-1]] / n) if len(words) > 1 else 0.0,
            "first number": tags[0] in _TIMES,
            "last number": tags[-1] in _TIMES,
            "first verb": tags[0] in {"v", "vg"},
            "last noun": tags[-1] in {"n", "nz", "ng", "an"},
            "last verbal noun": tags[-1] == "vn",
            "last verb": tags[-1] in {"v", "vg"},
            "last adjective": tags[-1] in {"a", "b"},
            "verb inside": "v" in tags[1:-1],
            "adverb inside": "d" in tags,
            "particle inside": "uj" in tags,
            "conjunction inside": "c" in tags[1:-1],
            "preposition inside": "p" in tags[1:-1],
            "digit": any(char.isdigit() for char in term),
            "named head": _is_named_head(words[-1]),
            "vague last": words[-1] in _VAGUE_LAST,
            "vague first": words[0] in _VAGUE_FIRST,
            **self._sides(term),
            **self._marks(term),
        }

    def keyness(self, term: str) -> float:
        """How many times as frequent the words of a candidate are here as in general.

        The geometric mean over its words.
        """
        place = self._candidates[term][0]
        words = self._pairs[place.unit].words[place.first : place.last]
        nats = [self._weirdness(word, self._words[word]) for word in words]
        return exp(sum(nats) / len(nats))

    def _weirdness(self, word: str, count: int) -> float:
        """How much more frequent a word is here than in general, in nats."""
        return log((count + 0.5) / self._n_words) - log(word_frequency(word) + _FLOOR)

    def _find_containers(self) -> dict[str, int]:
        """For each run inside longer candidates, the count of the most frequent of them."""
        most: dict[str, int] = {}
        for places in self._candidates.values():
            n = len(places)
            if n == 1:
                continue
            pair, a, b = self._pairs[places[0].unit], places[0].first, places[0].last
            for first in range(a, b):
                for last in range(first + 1, b + 1 if first > a else b):
                    part = pair.run(first, last)
                    if most.get(part, 0) < n:
                        most[part] = n
        return most

    def _sides(self, term: str) -> dict[str, float]:
        """The words to the left and right of a term."""
        places = self._candidates[term]
        tags: dict[str, Counter[str]] = {"left": Counter(), "right": Counter()}
        words: dict[str, Counter[str]] = {"left": Counter(), "right": Counter()}
        torn = 0
        for place in places:
            pair = self._pairs[place.unit]
            left, right = _tags_beside(pair, place)
            tags["left"][left] += 1
            tags["right"][right] += 1
            # Each beginning and end of a text counts as a neighbour of its own.
            at_end = place.last == len(pair.words)
            torn += bool(place.first) and _is_torn(pair, place.first - 1)
            torn += not at_end and _is_torn(pair, place.last)
            words["left"][pair.words[place.first - 1] if place.first else f"\n{place.unit}"] += 1
            words["right"][f"\n{place.unit}" if at_end else pair.words[place.last]] += 1
        n = len(places)
        return {
            "branching": min(entropy(words["left"]), entropy(words["right"])),
            "modifier before": sum(tags["left"][tag] for tag in _MODIFIERS) / n,
            "noun behind": sum(tags["right"][tag] for tag in _NOUNS | {"q"}) / n,
            "verb before": tags["left"]["v"] / n,
            "mark before": tags["left"][_MARK] / n,
            "particle before": tags["left"]["uj"] / n,
            "particle behind": tags["right"]["uj"] / n,
            "verb behind": tags["right"]["v"] / n,
            "mark behind": tags["right"][_MARK] / n,
            "torn word beside": torn / n,
        }

    def _marks(self, term: str) -> dict[str, float]:
        """Title marks and quotes around a term, and headings that consist of it."""
        counts: dict[str, int] = defaultdict(int)
        places = self._candidates[term]
        for place in places:
            pair = self._pairs[place.unit]
            text, (start, stop) = pair.chinese.original, pair.span(place)
            own, before, after = text[start:stop], text[start - 1 : start], text[stop : stop + 1]
            near_left, near_right = text[max(0, start - _NEAR) : start], text[stop : stop + _NEAR]
            is_title = own.startswith(_OPEN) and own.endswith(_CLOSED)
            counts["title"] += is_title or (before == _OPEN and after == _CLOSED)
            # A single phrase in quotes is as often a figure of speech as a name.
            is_quoted = bool(before) and _QUOTES.get(before) == after
            counts["quoted"] += is_quoted and len(places) > 1
            counts["heading"] += (
                not re.sub(r"[#\-\s]", "", text[:start]) and not text[stop:].strip()
            )
            counts["broken title"] += (_OPEN in own) != (_CLOSED in own)
            is_behind = near_left.count(_OPEN) > near_left.count(_CLOSED) and before != _OPEN
            is_ahead = near_right.count(_CLOSED) > near_right.count(_OPEN) and after != _CLOSED
            counts["in title"] += is_behind or is_ahead
        return {name: count / len(places) for name, count in counts.items()}


def _is_torn(pair: ReadPair, word: int) -> bool:
    """Whether a word, an odd single character, may be part of a name not in the dictionary."""
    return _is_character(pair.words[word]) and pair.tags[word] not in _SMALL


def _is_named_head(word: str) -> bool:
    """Whether a word is or ends with a typical head of names and concepts."""
    is_long = len(word) > _SHORTEST
    return word in _NAMED_HEADS or (is_long and any(word.endswith(h) for h in _NAMED_HEADS))


def entropy(counts: Mapping[str, int]) -> float:
    """Variety of counted words, in nats."""
    total = sum(counts.values())
    return -sum(n / total * log(n / total) for n in counts.values())
