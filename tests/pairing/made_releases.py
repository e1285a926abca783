"""Six releases and their translations, with vectors that are as near as those of translations."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from aligner.pairing import Pairing, PairingInput
from aligner.values import Block, BlockKind, Document

DAY = date(2022, 3, 1)


CITIES = (
    "长沙 Changsha",
    "沈阳 Shenyang",
    "成都 Chengdu",
    "杭州 Hangzhou",
    "武汉 Wuhan",
    "青岛 Qingdao",
)


NAMES = (
    "甘霖 Gan Lin",
    "陈明 Chen Ming",
    "李敏 Li Min",
    "周洋 Zhou Yang",
    "何涛 He Tao",
    "郑凯 Zheng Kai",
)


def make(
    name: str,
    lines: Sequence[str],
    *,
    language: str,
    topic: int | None = None,
    published: date | None = None,
) -> PairingInput:
    """A document; those of one topic have like vectors in both languages."""
    blocks, position = [], 0
    for index, line in enumerate(lines):
        kind = BlockKind.TITLE if index == 0 else BlockKind.PARAGRAPH
        blocks.append(Block(kind, line, position, position + len(line)))
        position += len(line) + 1
    document = Document(name, language, tuple(blocks), "d", published=published)
    generator = np.random.default_rng(7 if topic is None else 1000 + topic)
    vectors = generator.normal(size=(len(lines), 512)).astype(np.float32)
    if language == "en":
        # Translations are about as near as this, not equal.
        vectors += 1.2 * np.random.default_rng(2000 + len(name)).normal(size=vectors.shape)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return PairingInput(document, vectors)


def release(number: int, *, language: str, days: int = 0) -> PairingInput:
    """Release number 0 to 5 in one of the languages."""
    city, place = CITIES[number].split(" ")
    han, _, latin = NAMES[number].partition(" ")
    count = 1234 + 567 * number
    if language == "zh-Hans":
        lines = (
            f"{city}培训班开班",
            f"3月{number + 2}日，培训班在{city}开班。",
            f"{han}出席。",
            f"共{count}人参加。",
        )
    else:
        lines = (
            f"Training Course Opens in {place}",
            f"A training course opened in {place} on March {number + 2}.",
            f"{latin} was present.",
            f"A total of {count:,} people took part.",
        )
    published = DAY + timedelta(days=7 * number + days)
    prefix = "s" if language == "zh-Hans" else "t"
    return make(f"{prefix}{number}", lines, language=language, topic=number, published=published)


def chinese(*numbers: int) -> list[PairingInput]:
    return [release(number, language="zh-Hans") for number in numbers]


def english(*numbers: int) -> list[PairingInput]:
    return [release(number, language="en", days=3) for number in numbers]


def found(pairing: Pairing) -> set[tuple[str, str]]:
    return {(pair.source, pair.target) for pair in pairing.pairs}
