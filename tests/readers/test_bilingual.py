"""Documents of two languages: told from those of one, and split."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.readers import split_languages
from aligner.readers.html import HtmlReader
from aligner.values import Block, BlockKind, Document

CHINESE = [
    "市图书馆自五月十日起每周五开放夜场，时间为十八时至二十二时。",
    "读者可以凭借阅证免费入场，无需预约。",
    "二楼阅览室和儿童馆同时开放，自习室除外。",
]
ENGLISH = [
    "From May 10 the city library will stay open every Friday evening from 6 to 10 p.m.",
    "Readers may enter free of charge with a library card. No booking is needed.",
    "The reading room and the children's library are open as well, but not the study rooms.",
]
HEADS = ("图书馆开放夜场", "Evening Hours of the Library")


def page(body: str) -> Document:
    return HtmlReader().read(f"<html><body>{body}</body></html>".encode(), document_id="p.html")


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def taking_turns() -> str:
    pairs = zip([HEADS[0], *CHINESE], [HEADS[1], *ENGLISH], strict=True)
    return paragraphs([text for pair in pairs for text in pair])


def rows() -> str:
    pairs = zip([HEADS[0], *CHINESE], [HEADS[1], *ENGLISH], strict=True)
    return "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in pairs) + "</table>"


def columns() -> str:
    left, right = (paragraphs([h, *t]) for h, t in zip(HEADS, (CHINESE, ENGLISH), strict=True))
    return f"<table><tr><td>{left}</td><td>{right}</td></tr></table>"


def one_after_the_other() -> str:
    return paragraphs([HEADS[0], *CHINESE]) + "<hr>" + paragraphs([HEADS[1], *ENGLISH])


def within_paragraphs() -> str:
    pairs = zip(CHINESE, ENGLISH, strict=True)
    return f"<h1>{' '.join(HEADS)}</h1>" + "".join(f"<p>{a}<br>{b}</p>" for a, b in pairs)


def runs_on() -> str:
    pairs = zip(CHINESE, ENGLISH, strict=True)
    return f"<h1>{' '.join(HEADS)}</h1>" + "".join(f"<p>{a}{b}</p>" for a, b in pairs)


LAYOUTS = [taking_turns, rows, columns, one_after_the_other, within_paragraphs, runs_on]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_each_side_has_the_text_of_its_language(layout: Callable[[], str]) -> None:
    document = page(layout())
    sides = split_languages(document)
    assert sides is not None
    chinese, english = sides
    assert (chinese.language, english.language) == ("zh-Hans", "en")
    for side, head, texts in ((chinese, HEADS[0], CHINESE), (english, HEADS[1], ENGLISH)):
        assert [block.text for block in side.blocks] == [head, *texts]
        assert "two languages" in side.doubts[0]
        assert side.language in side.doubts[0]
        assert side.id == document.id
    source = f"<html><body>{layout()}</body></html>"
    for block in (*chinese.blocks, *english.blocks):
        assert source[slice(*block.source_span(0, len(block.text)))] == block.text


def test_the_language_that_begins_comes_first_and_both_have_a_title() -> None:
    texts = [t for pair in zip(ENGLISH, CHINESE, strict=True) for t in pair]
    sides = split_languages(page(f"<h1>{HEADS[1]}</h1><h2>{HEADS[0]}</h2>{paragraphs(texts)}"))
    assert sides is not None
    assert [side.language for side in sides] == ["en", "zh-Hans"]
    assert [side.title for side in sides] == [HEADS[1], HEADS[0]]


ONE_LANGUAGE = {
    "chinese": paragraphs(CHINESE),
    "english": paragraphs(ENGLISH),
    "names in latin letters": paragraphs(
        [*CHINESE, "项目英文名为 Friday Evening at the City Library of New Harbour。"]
    ),
    "an english summary": paragraphs([*CHINESE * 3, ENGLISH[1]]),
    "a chinese quotation": paragraphs([*ENGLISH * 2, CHINESE[1]]),
    "english menus": '<div class="nav">' + "<a href=x>Home of the library</a>" * 9 + "</div>"
    + paragraphs(CHINESE),
    "japanese": paragraphs(["図書館は毎週金曜日の夜に開館します。", *ENGLISH]),
    "chinese quoted in brackets": paragraphs([f"{text} (图书馆)" for text in ENGLISH]),
}  # fmt: skip


@pytest.mark.parametrize("body", ONE_LANGUAGE.values(), ids=ONE_LANGUAGE)
def test_a_text_of_one_language_is_not_split(body: str) -> None:
    assert split_languages(page(body)) is None


TEXTS = st.lists(
    st.sampled_from([*CHINESE, *ENGLISH, *HEADS, "2024", "—", f"{CHINESE[0]} {ENGLISH[0]}"]),
    min_size=1,
    max_size=12,
)


@given(TEXTS, st.sampled_from([BlockKind.PARAGRAPH, BlockKind.TABLE_CELL, BlockKind.BOILERPLATE]))
def test_no_text_is_lost_or_doubled(texts: list[str], kind: BlockKind) -> None:
    place = 0
    blocks = []
    for text in texts:
        blocks.append(Block(kind, text, place, place + len(text)))
        place += len(text) + 1
    source = "\n".join(texts)
    sides = split_languages(Document("d", "und", tuple(blocks), "digest"))
    if sides is None:
        return
    both = sorted((b for side in sides for b in side.blocks), key=lambda block: block.start)
    assert [source[b.start : b.stop] for b in both] == [b.text for b in both]
    assert "".join(b.text for b in both).replace(" ", "") == source.replace("\n", "").replace(
        " ", ""
    )
