#!/usr/bin/env python3
"""Any number of invented releases: sentences of the sample corpus, varied by number.

    scripts/made_releases.py OUT --sources 10000 --first 0

A release is a story with a day, a place, a person and figures of its own, and a
dozen beads drawn from the gold alignments of the sample corpus.  The same number
always gives the same pages, so a folder grows by giving the next numbers, and
what it grows by is of later days, as at an office.  One source in `ratio` has a
translation; four targets in five are one.
"""

import argparse
import html
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

__all__ = ["Counts", "texts_of_release", "write_releases"]

_GOLD = Path(__file__).resolve().parents[1] / "corpora" / "gold" / "alignments"
_RUN = re.compile(r"\[([^\]]*)\]")
_FIGURE = re.compile(r"(?<![\d.,])\d{2,3}(?![\d.,年月日%])")
_BEADS = 12
_CITIES = ("长沙 Changsha", "沈阳 Shenyang", "成都 Chengdu", "杭州 Hangzhou", "武汉 Wuhan")
_SURNAMES = ("王 Wang", "李 Li", "张 Zhang", "陈 Chen", "赵 Zhao", "周 Zhou", "吴 Wu", "郑 Zheng")
_GIVEN = ("伟 wei", "芳 fang", "敏 min", "静 jing", "强 qiang", "磊 lei", "洋 yang", "艳 yan")
# So many releases appear each day; after 5000 days the calendar begins again.
_EPOCH, _DAYS, _PER_DAY = date(2010, 1, 4), 5000, 20
_PAGE = (
    '<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="PubDate" content="{day}"><title>{title}</title></head>'
    "<body><h1>{title}</h1>{body}</body></html>\n"
)

Bead = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Counts:
    """How many releases to make, from which number on.

    Parameters
    ----------
    sources : int
    ratio : int
        Sources to one target.
    first : int
        Number of the first source.
    """

    sources: int
    ratio: int = 5
    first: int = 0


@dataclass(frozen=True)
class Story:
    """What happens in one release."""

    day: date
    city: Sequence[str]
    person: tuple[str, str]
    figure: int
    beads: tuple[Bead, ...]


def write_releases(folder: Path, counts: Counts) -> None:
    """Write pages into ``source`` and ``target`` under a folder, a thousand to a folder."""
    for number in range(counts.first, counts.first + counts.sources):
        story = _story(number)
        _write(folder / "source", number, "zh", _source_page(story))
        if number % counts.ratio == 0:
            # Every fifth target tells of something that no source tells.
            alone = number % (5 * counts.ratio) == 0
            told = _story(number + 10**9) if alone else story
            _write(folder / "target", number, "en", _target_page(told))


def _write(folder: Path, number: int, suffix: str, page: str) -> None:
    path = folder / f"{number // 1000:05}" / f"{number:08}.{suffix}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")


def _story(number: int) -> Story:
    chance = random.Random(number)  # noqa: S311 - experiments, not secrets
    surname, given = (chance.choice(words).split() for words in (_SURNAMES, _GIVEN))
    return Story(
        _EPOCH + timedelta(days=number // _PER_DAY % _DAYS),
        chance.choice(_CITIES).split(),
        (surname[0] + given[0], f"{surname[1]} {given[1].capitalize()}"),
        chance.randrange(100, 100_000),
        tuple(_varied(bead, chance) for bead in chance.choices(_beads(), k=_BEADS)),
    )


def texts_of_release(number: int) -> tuple[list[str], list[str]]:
    """The paragraphs of a release and of its translation, headlines first."""
    story = _story(number)
    return _source_texts(story), _target_texts(story)


def _source_page(story: Story) -> str:
    title, *paragraphs = _source_texts(story)
    return _page("zh-CN", story.day, title, paragraphs)


def _source_texts(story: Story) -> list[str]:
    day = f"{story.day.month}月{story.day.day}日"
    title = f"{story.person[0]}在{story.city[0]}会见{story.figure}名来宾"
    lead = f"{day}，会议在{story.city[0]}召开，{story.person[0]}出席并会见{story.figure}名来宾。"
    return [title, lead, *("".join(source) for source, _ in story.beads)]


def _target_page(story: Story) -> str:
    title, *paragraphs = _target_texts(story)
    return _page("en", story.day + timedelta(days=3), title, paragraphs)


def _target_texts(story: Story) -> list[str]:
    title = f"{story.person[1]} Meets {story.figure:,} Guests in {story.city[1]}"
    lead = (
        f"A meeting was held in {story.city[1]} on {story.day:%B} {story.day.day}, where "
        f"{story.person[1]} met {story.figure:,} guests."
    )
    return [title, lead, *(" ".join(target) for _, target in story.beads)]


def _page(language: str, day: date, title: str, paragraphs: Iterable[str]) -> str:
    body = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    return _PAGE.format(language=language, day=day, title=html.escape(title), body=body)


def _varied(bead: Bead, chance: random.Random) -> Bead:
    """The bead with other figures, the same on both sides."""
    figures = set(_FIGURE.findall(" ".join(bead[0]))) & set(_FIGURE.findall(" ".join(bead[1])))
    new = {old: str(chance.randrange(10, 1000)) for old in sorted(figures)}

    def change(text: str) -> str:
        return _FIGURE.sub(lambda match: new.get(match.group(), match.group()), text)

    return tuple(map(change, bead[0])), tuple(map(change, bead[1]))


@cache
def _beads() -> tuple[Bead, ...]:
    """Beads of the sample corpus with text on both sides."""
    return tuple(_read_beads())


def _read_beads() -> Iterator[Bead]:
    for ladder in sorted(_GOLD.glob("*.gold")):
        source, target = (
            ladder.with_suffix(suffix).read_text("utf-8").splitlines() for suffix in (".zh", ".en")
        )
        for line in ladder.read_text("utf-8").splitlines():
            left, right = ([int(i) for i in run.split(",") if i] for run in _RUN.findall(line)[:2])
            if left and right:
                yield tuple(source[i] for i in left), tuple(target[i] for i in right)


def main() -> None:
    """Write releases."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sources", type=int, required=True)
    parser.add_argument("--ratio", type=int, default=5, help="sources to one target")
    parser.add_argument("--first", type=int, default=0, help="number of the first source")
    options = parser.parse_args()
    write_releases(options.folder, Counts(options.sources, options.ratio, options.first))


if __name__ == "__main__":
    main()
