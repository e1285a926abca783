"""Documents split by the splitter of their language."""

import pytest

from aligner import parts
from aligner.signature import Signature
from aligner.splitters import split_document, split_signature, splitter_for
from aligner.values import Block, BlockKind, Document


def _document(language: str, *blocks: tuple[BlockKind, str]) -> Document:
    made = tuple(
        Block(kind, text, 100 * index, 100 * index + max(len(text), 1))
        for index, (kind, text) in enumerate(blocks)
    )
    return Document("d", language, made, "0")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("zh-Hans", "zh.v1"),
        ("zh_TW", "zh.v1"),
        ("EN", "en.v1"),
        ("fr", "generic.v1"),
        ("und", "generic.v1"),
    ],
)
def test_the_primary_language_chooses_the_splitter(language: str, name: str) -> None:
    assert splitter_for(language).name == name


def test_splitters_are_registered_under_their_names() -> None:
    assert all(parts.splitters.get(name)().name == name for name in parts.splitters)


def test_only_content_blocks_are_split() -> None:
    document = _document(
        "zh-Hans",
        (BlockKind.TITLE, "怎样维权？专家解答"),
        (BlockKind.BYLINE, "来源：某报。"),
        (BlockKind.PARAGRAPH, "会议召开。代表参加。"),
        (BlockKind.BOILERPLATE, "版权所有。"),
    )
    segmented = split_document(document)
    assert segmented.texts == ("怎样维权？专家解答", "会议召开。", "代表参加。")
    assert [segment.block for segment in segmented.segments] == [0, 2, 2]


def test_a_paragraph_marked_as_headline_is_split() -> None:
    long_text = "The office held a meeting. " * 10
    segmented = split_document(_document("en", (BlockKind.TITLE, long_text)))
    assert len(segmented.segments) == 10


def test_blank_blocks_have_no_segments() -> None:
    block = Block(BlockKind.PARAGRAPH, "", 0, 0)
    assert split_document(Document("d", "en", (block,), "0")).segments == ()


def test_the_signature_names_every_splitter_and_fits_a_field() -> None:
    signature = split_signature()
    assert all(name in signature for name in parts.splitters.names())
    assert str(Signature.parse(f"split:{signature}")) == f"split:{signature}"
