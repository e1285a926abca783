#!/usr/bin/env python3
"""How many numbers of true pairs are found on both sides, and how many changed ones are noticed.

    scripts/bench_quantities.py parallel/gov.tsv.xz ... [--half first] [--show 20] [--limit 2000]

Each file holds a Chinese and an English text a line, behind each other and a tab
between them.  A strong disagreement in a pair as it stands is nearly always a false alarm; in a
pair in which one number was changed it ought to be there.  Small counts and ordinals are
changed in any pair, whether or not the other text has them, too.
"""

import argparse
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from aligner.languages import compare_quantities, differing_quantities, read_quantities

_DIGIT = re.compile(r"\d")
_DAMAGES = ("digit", "scale", "percent", "count", "ordinal", "period")
_UNITS = {"万": "亿", "亿": "万", "萬": "億", "億": "萬"}
_PERCENT = re.compile(r"(?<![\d.])(\d+)((?:\.\d+)?\s?(?:%|％|个?百分点))")
_SCALED = re.compile(r"(?<=\d)[万亿萬億]|(?<=[十百千])[万亿萬億]")

# Small numbers beside what they count or number, and what may stand for parts of periods.
_SMALL = {
    "count": re.compile(
        r"(?<![\d第零一二两三四五六七八九十百千万亿几数分周期每前])[两三四五六七八九]"
        r"(?=[个大位名项种类批篇份套台艘辆座间所户只头匹张块层级届家段组轮场门封棵国省市县州次]|部门)"
    ),
    "ordinal": re.compile(r"(?<=第)[二三四五六七八九](?=[届轮批章条款项代卷类])"),
    "period": re.compile(
        r"(?<=[^一二两三四五六七八九十]周)[一二三四五六日]|(?<=星期)[一二三四五六日]|[上下](?=半年)"
        r"|(?<=第)[一二三四](?=季)|(?<=年)[初底](?!一)|[上下](?=旬)"
    ),
}
_OTHERS = ("一二三四五六日", "上下", "初底")
_NUMERALS = "三四五六七八九"


def read_pairs(path: Path, half: str, limit: int) -> list[tuple[str, str]]:
    """Pairs of texts, from one half of the file or evenly from all of it."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        pairs = [tuple(line.split("\t")[:2]) for line in lines]
    middle = len(pairs) // 2
    pairs = {"first": pairs[:middle], "second": pairs[middle:], "all": pairs}[half]
    step = max(1, len(pairs) // limit)
    return [(source, target) for source, target in pairs[::step][:limit]]


def damaged(text: str, damage: str, chance: random.Random) -> str | None:
    """The Chinese text with one number changed, None if it has none of the sort."""
    if damage == "scale":
        found = list(_SCALED.finditer(text))
        if not found:
            return None
        match = chance.choice(found)
        return text[: match.start()] + _UNITS[match.group()] + text[match.end() :]
    if damage == "percent":
        found = list(_PERCENT.finditer(text))
        if not found:
            return None
        match = chance.choice(found)
        changed = str(int(match[1]) + chance.choice((1, 2, 10)))
        return text[: match.start()] + changed + match[2] + text[match.end() :]
    found = [
        match for match in _DIGIT.finditer(text)
        if not re.search(r"[A-Za-z][-\w]*$", text[: match.start()])
    ]  # fmt: skip
    if not found:
        return None
    match = chance.choice(found)
    digit = chance.choice([other for other in "123456789" if other != match.group()])
    return text[: match.start()] + digit + text[match.end() :]


def altered(text: str, damage: str, chance: random.Random) -> str | None:
    """The Chinese text with one thing changed, None if it has none of the sort."""
    if damage in _SMALL:
        return _other_small(text, _SMALL[damage], chance)
    return damaged(text, damage, chance)


def _other_small(text: str, pattern: re.Pattern[str], chance: random.Random) -> str | None:
    """The text with another small number or part of a period in one place."""
    found = list(pattern.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    is_period = pattern is _SMALL["period"]
    known = _OTHERS if is_period else (_NUMERALS + "二两",)
    series = next(own for own in known if match.group() in own).removesuffix("二两")
    if text[match.end() : match.end() + 1] == "季":
        series = "一二三四"
    other = chance.choice([one for one in series if one != match.group()])
    return text[: match.start()] + other + text[match.end() :]


def reads(source: str, target: str) -> Iterator[str]:
    """The strong disagreements of a pair, in words."""
    yield from map(str, differing_quantities(source, "zh", target, "en"))


def measure(path: Path, half: str, limit: int, show: int) -> str:
    """Lines of the table for one file."""
    chance, seen, kept = random.Random(7), Counter[str](), Counter[str]()  # noqa: S311 - repeatable
    tried, noticed = Counter[str](), Counter[str]()
    alarms, with_numbers = [], 0
    pairs = read_pairs(path, half, limit)
    for source, target in pairs:
        own = read_quantities(source, "zh")
        match = compare_quantities(own, read_quantities(target, "en"))
        matched = {id(one) for one, _ in match.matched}
        firm = [one for one in own if one.firmness >= 0.5]  # noqa: PLR2004 - surer than not
        with_numbers += bool(firm)
        seen.update(one.kind.value for one in firm)
        kept.update(one.kind.value for one in firm if id(one) in matched)
        strong = "; ".join(reads(source, target))
        if strong:
            alarms.append((source, target, strong))
            continue
        for damage in _DAMAGES:
            changed = altered(source, damage, chance)
            if changed is not None:
                tried[damage] += 1
                noticed[damage] += any(reads(changed, target))
                if show < 0 and not any(reads(changed, target)):
                    print(damage, changed, target, sep="\n  ")
    chance.shuffle(alarms)
    for source, target, words in alarms[: max(show, 0)]:
        print(words, source, target, sep="\n  ")
    share = len(alarms) / max(1, len(pairs))
    lines = [
        (
            f"{path.name}: {len(pairs)} pairs, {with_numbers} with numbers; "
            f"false alarms {len(alarms)} ({share:.2%} of all, "
            f"{len(alarms) / max(1, with_numbers):.2%} of those with numbers)"
        )
    ]
    lines.append(
        "  found in the partner: "
        + ", ".join(
            f"{kind} {kept[kind] / seen[kind]:.1%} of {seen[kind]}" for kind in sorted(seen)
        )
    )
    lines.append(
        "  changes noticed: "
        + ", ".join(f"{kind} {noticed[kind] / tried[kind]:.1%} of {tried[kind]}" for kind in tried)
    )
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--half", choices=("first", "second", "all"), default="all")
    parser.add_argument("--limit", type=int, default=2000)
    parser.add_argument("--show", type=int, default=0, help="false alarms shown; -1: misses")
    options = parser.parse_args()
    for path in options.files:
        print(measure(path, options.half, options.limit, options.show))


if __name__ == "__main__":
    main()
