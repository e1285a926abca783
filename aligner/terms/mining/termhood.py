"""The features of the termhood of candidates.

The features are the frequency of a run and the variety of its neighbours (branching
entropy), how often it is only part of a longer run (C-value), how much more frequent
its words are here than in general Chinese (weirdness; general frequencies are those of
rjieba's dictionary), the parts of speech at its edges, title marks and quotes around
it, and its head.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import exp, log

from aligner.languages import word_frequency
from aligner.terms.mining.candidates import (
    CLOSED,
    MARK,
    NOUNS,
    OPEN,
    QUOTES,
    SHORTEST,
    VAGUE_FIRST,
    VAGUE_LAST,
    Occurrence,
    ReadPair,
    is_torn,
    tags_beside,
    words_of,
)

_MODIFIERS = NOUNS | {"a", "b", "v"}
_TIMES = frozenset({"m", "t"})
# Added to general frequencies: a word that the dictionary lacks is rare, not impossible.
_FLOOR = 1e-6
# Characters to either side of a term in which its title marks are sought.
_NEAR = 30
# A text so short is a heading, a caption or a cell.
_SHORT_TEXT = 30
_BRACKETS = {"（": "）", "(": ")"}
_LISTED = "、"
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
            "two characters": len(term) == SHORTEST,
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
            "vague last": words[-1] in VAGUE_LAST,
            "vague first": words[0] in VAGUE_FIRST,
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
            left, right = tags_beside(pair, place)
            tags["left"][left] += 1
            tags["right"][right] += 1
            # Each beginning and end of a text counts as a neighbour of its own.
            at_end = place.last == len(pair.words)
            torn += bool(place.first) and is_torn(pair, place.first - 1)
            torn += not at_end and is_torn(pair, place.last)
            words["left"][pair.words[place.first - 1] if place.first else f"\n{place.unit}"] += 1
            words["right"][f"\n{place.unit}" if at_end else pair.words[place.last]] += 1
        n = len(places)
        return {
            "branching": min(entropy(words["left"]), entropy(words["right"])),
            "modifier before": sum(tags["left"][tag] for tag in _MODIFIERS) / n,
            "noun behind": sum(tags["right"][tag] for tag in NOUNS | {"q"}) / n,
            "verb before": tags["left"]["v"] / n,
            "mark before": tags["left"][MARK] / n,
            "particle before": tags["left"]["uj"] / n,
            "particle behind": tags["right"]["uj"] / n,
            "verb behind": tags["right"]["v"] / n,
            "mark behind": tags["right"][MARK] / n,
            "torn word beside": torn / n,
        }

    def _marks(self, term: str) -> dict[str, float]:
        """Marks around a term, and headings that consist of it."""
        counts: dict[str, int] = defaultdict(int)
        places = self._candidates[term]
        for place in places:
            pair = self._pairs[place.unit]
            text, (start, stop) = pair.chinese.original, pair.span(place)
            own, before, after = text[start:stop], text[start - 1 : start], text[stop : stop + 1]
            counts["short text"] += len(text.strip("# ")) < _SHORT_TEXT
            counts["defined"] += _opens_bracket(text, stop)
            counts["bracketed"] += bool(before) and _BRACKETS.get(before) == after
            counts["enumerated"] += _LISTED in {before, after}
            near_left, near_right = text[max(0, start - _NEAR) : start], text[stop : stop + _NEAR]
            is_title = own.startswith(OPEN) and own.endswith(CLOSED)
            counts["title"] += is_title or (before == OPEN and after == CLOSED)
            # A single phrase in quotes is as often a figure of speech as a name.
            is_quoted = bool(before) and QUOTES.get(before) == after
            counts["quoted"] += is_quoted and len(places) > 1
            counts["heading"] += (
                not re.sub(r"[#\-\s]", "", text[:start]) and not text[stop:].strip()
            )
            counts["broken title"] += (OPEN in own) != (CLOSED in own)
            is_behind = near_left.count(OPEN) > near_left.count(CLOSED) and before != OPEN
            is_ahead = near_right.count(CLOSED) > near_right.count(OPEN) and after != CLOSED
            counts["in title"] += is_behind or is_ahead
        return {name: count / len(places) for name, count in counts.items()}


def _opens_bracket(text: str, stop: int) -> bool:
    """Whether a bracket follows, as it does where a short name is introduced."""
    behind = text[stop : stop + 2]
    return behind[:1] in _BRACKETS or (behind[:1] in QUOTES.values() and behind[1:] in _BRACKETS)


def _is_named_head(word: str) -> bool:
    """Whether a word is or ends with a typical head of names and concepts."""
    is_long = len(word) > SHORTEST
    return word in _NAMED_HEADS or (is_long and any(word.endswith(h) for h in _NAMED_HEADS))


def entropy(counts: Mapping[str, int]) -> float:
    """Variety of counted words, in nats."""
    total = sum(counts.values())
    return -sum(n / total * log(n / total) for n in counts.values())
