"""What makes pairing hard: free and abridged translations, and texts that are nearly a pair."""

import random
import re
from collections import Counter
from collections.abc import Sequence

from parallel_texts import Parallel, Side
from pypinyin import lazy_pinyin

__all__ = ["can_miss", "disturbed", "marked", "near_miss"]

_NUMBER = re.compile(r"\d+")
_FEWEST_BLOCKS, _FEWEST_FIGURES = 5, 3
# Fewer other figures leave a text a translation, with slips.
_LEAST_CHANGED, _LATEST_DAY = 5, 28
_MONTHS = (  # noqa: SIM905 - words read better than a column of strings
    "January February March April May June July August September October November December"
).split()
_FIGURE = re.compile(r"\d{2,}|" + "|".join(_MONTHS))
# Characters of invented names.
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐韩冯邓曹彭"
_GIVEN = list("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红娥玲芬燕彬凤洁梅琳云松")


def disturbed(side: Side, others: Sequence[Parallel], chance: random.Random) -> Side:
    """The side, sometimes abridged, sometimes with a foreign paragraph, never quite as near."""
    count = len(side.blocks)
    if chance.random() < 0.3:  # noqa: PLR2004
        share = chance.uniform(0.4, 0.9)
        side = side.take([i for i in range(count) if i == 0 or chance.random() < share])
    if chance.random() < 0.15:  # noqa: PLR2004
        other = chance.choice(others).target
        extra = chance.randrange(len(other.blocks))
        side = side.with_block(other.blocks[extra][1])
    # Free translations lie farther apart than those of annual reports.
    return side.blurred(chance.uniform(0.0, 0.06), chance)


def can_miss(text: Parallel) -> bool:
    """Whether a text is long enough, and has enough figures, to make a near miss of it."""
    figures = _NUMBER.findall(" ".join(words for _, words in text.target.blocks))
    return len(text.source.blocks) > _FEWEST_BLOCKS and len(set(figures)) > _FEWEST_FIGURES


def near_miss(text: Parallel, chance: random.Random) -> tuple[Side, Side]:
    """Two sides that are no translations of each other: half of one event each, or two periods.

    Where few figures would change, the texts would still translate each other;
    those become halves.
    """
    count = len(text.source.blocks)
    if chance.random() >= 0.4:  # noqa: PLR2004
        kept = [i for i in range(count) if i == 0 or chance.random() < 0.8]  # noqa: PLR2004
        target = text.target.take(kept)
        other = target.rewritten(lambda words: _other_period(words, chance))
        if _n_changed(target, other) >= _LEAST_CHANGED:
            return text.source, other.blurred(chance.uniform(0.0, 0.06), chance)
    halves = [0, *range(1, count, 2)], [0, *range(2, count, 2)]
    return text.source.take(halves[0]), text.target.take(halves[1])


def _n_changed(side: Side, other: Side) -> int:
    """Figures of two digits or more, and months, that differ between two versions of a text."""
    counts = [
        Counter(_FIGURE.findall(" ".join(words for _, words in version.blocks)))
        for version in (side, other)
    ]
    return (counts[0] - counts[1]).total()


def _other_period(text: str, chance: random.Random) -> str:
    """An English text with other figures and other months."""

    def figure(match: re.Match[str]) -> str:
        digits = match.group()
        if chance.random() < 0.15:  # noqa: PLR2004 - some figures stay
            return digits
        if re.fullmatch(r"20\d\d", digits):
            return str(int(digits) + 1)
        if int(digits) <= _LATEST_DAY:
            # It may be the day of a date.
            return str(chance.randrange(1, _LATEST_DAY))
        rest = "".join(str(chance.randrange(10)) for _ in digits[1:])
        return str(chance.randrange(1, 10)) + rest

    def month(match: re.Match[str]) -> str:
        return chance.choice(_MONTHS) if chance.random() < 0.7 else match.group()  # noqa: PLR2004

    return re.sub("|".join(_MONTHS), month, _NUMBER.sub(figure, text))


def marked(
    source: Side,
    target: Side,
    *,
    paired: bool,
    chance: random.Random,
) -> tuple[Side, Side]:
    """The two sides with a document number and persons now and then, the same ones if paired."""
    if chance.random() < 0.3:  # noqa: PLR2004
        marks = [_person(chance) for _ in range(2)]
        # One person in seven is left out of the translation.
        shown = marks[0] if paired and chance.random() < 0.85 else marks[1]  # noqa: PLR2004
        source = source.with_block(marks[0][0])
        target = target.with_block(shown[1])
    if chance.random() < 0.15:  # noqa: PLR2004
        numbers = [(chance.randrange(2015, 2025), chance.randrange(1, 700)) for _ in range(2)]
        year, number = numbers[0]
        source = source.with_block(f"〔{year}〕{number}号")
        year, number = numbers[0] if paired and chance.random() < 0.95 else numbers[1]  # noqa: PLR2004
        target = target.with_block(f"No. {number} [{year}]")
    return source, target


def _person(chance: random.Random) -> tuple[str, str]:
    """An invented person in Chinese and in English."""
    surname, given = chance.choice(_SURNAMES), chance.sample(_GIVEN, k=chance.choice((1, 2, 2, 2)))
    read = "".join(lazy_pinyin(given)).capitalize()
    return (
        f"{surname}{''.join(given)}出席。",
        f"{lazy_pinyin(surname)[0].capitalize()} {read} attended.",
    )
