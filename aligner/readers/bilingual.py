"""Documents of two languages, Chinese and another: told, and split into their two sides.

The languages may take turns by paragraph, stand side by side in a table, follow one another
as two wholes, or share each paragraph.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aligner.languages import detect_language
from aligner.offsets import OffsetMap, Traced
from aligner.readers.marks import ends_sentence
from aligner.text import HAN, base_language
from aligner.values import Block, BlockKind, Document

_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile(r"[^\W\d_]")
_KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
# Letters of a translation to one Han character.
_LETTERS_PER_HAN = 3.5
# The lesser language has at least this share of the text where the two take turns, and where
# each is in one place: a Chinese text may quote English, and may end with an English summary.
_TAKING_TURNS, _IN_ONE_PLACE = 0.15, 0.3
# How many changes of language, to the most there could be, are taking turns.
_MOST_TURNS = 0.5
# A translation within the paragraph: its letters to one Han character, and its least length.
_LEAST_RATIO, _MOST_RATIO, _SHORTEST = 1.2, 9.0, 12
_FIRST_HAN = re.compile(f"[“‘《（【]*[{HAN}]")
_LAST_HAN = re.compile(f".*[{HAN}][。！？；：…”’》）】]*", re.DOTALL)
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class _Part:
    """A block, or a stretch of one; `is_han` is None if it has no letters."""

    block: Block
    is_han: bool | None


def split_languages(document: Document) -> tuple[Document, Document] | None:
    """The two sides of a document of two languages, the one that begins first.

    Parameters
    ----------
    document : Document

    Returns
    -------
    sides : (Document, Document) or None
        Both have the id and the metadata of the document; its blocks are distributed over
        them, and their `doubts` say so.  None for a document of one language, and for one of
        two languages of which none is Chinese.
    """
    parts = [part for block in document.blocks for part in _parts(block)]
    if not _are_two(parts):
        return None
    sides: dict[bool, list[Block]] = {}
    here = next(part.is_han for part in parts if part.is_han is not None and _counts(part))
    sides[bool(here)], sides[not here] = [], []
    for part in parts:
        here = here if part.is_han is None else part.is_han
        sides[bool(here)].append(part.block)
    tags = {is_han: _language(blocks) for is_han, blocks in sides.items()}
    if base_language(tags[True]) != "zh" or tags[False] == "und":
        return None
    first, second = (_side(document, blocks, tags[is_han]) for is_han, blocks in sides.items())
    return first, second


def _parts(block: Block) -> list[_Part]:
    """The block, or its two halves if the second translates the first."""
    place = _boundary(block.text)
    if place is None:
        return [_Part(block, _is_han(block.text))]
    halves = (_slice(block, 0, place), _slice(block, place, len(block.text)))
    return [_Part(half, _is_han(half.text)) for half in halves]


def _boundary(text: str) -> int | None:
    """Where the other language begins in a text that ends in it."""
    first, last = _FIRST_HAN.search(text), _LAST_HAN.match(text)
    if first is None or last is None:
        return None
    for place in (last.end(), first.start()):
        before, after = text[:place], text[place:]
        han = len(_HAN.findall(text))
        letters = len(_LETTER.findall(before if _is_han(after) else after))
        pure = _HAN.search(after) is None or _HAN.search(before) is None
        apart = bool(before) and (ends_sentence(before) or before[-1].isspace() or after[:1] == " ")
        if (
            pure
            and apart
            and letters >= _SHORTEST
            and _is_han(before) is not _is_han(after)
            and _LEAST_RATIO * han <= letters <= _MOST_RATIO * han
        ):
            return place
    return None


def _slice(block: Block, start: int, stop: int) -> Block:
    """A stretch of a block as a block."""
    offsets = block.offsets or OffsetMap(((0, block.start, block.stop),), len(block.text))
    part = Traced(block.text, offsets.runs)[start:stop].strip()
    return replace(
        block, text=part.text, start=part.span[0], stop=part.span[1], offsets=part.offsets()
    )


def _is_han(text: str) -> bool | None:
    """Whether a text is Chinese in the main; None if it has no letters."""
    han, letters = _weights(text)
    return None if han == letters == 0 else han >= letters


def _weights(text: str) -> tuple[float, float]:
    """How much of a text is Chinese, and how much is in other letters, on one scale."""
    han = len(_HAN.findall(text))
    return han * _LETTERS_PER_HAN, len(_LETTER.findall(text)) - han


def _counts(part: _Part) -> bool:
    return part.block.kind.is_content


def _are_two(parts: Sequence[_Part]) -> bool:
    """Whether both languages have their share of the text."""
    content = [part for part in parts if _counts(part) and part.is_han is not None]
    if sum(len(_KANA_OR_HANGUL.findall(part.block.text)) for part in content) > len(content):
        return False
    counts = [sum(part.is_han is side for part in content) for side in (True, False)]
    if not min(counts):
        return False
    weights = [
        sum(sum(_weights(part.block.text)) for part in content if part.is_han is side)
        for side in (True, False)
    ]
    turns = sum(before.is_han is not part.is_han for before, part in pairwise(content))
    takes_turns = turns >= _MOST_TURNS * (2 * min(counts) - 1)
    least = _TAKING_TURNS if takes_turns and max(counts) <= 2 * min(counts) else _IN_ONE_PLACE
    return min(weights) >= least * sum(weights)


def _language(blocks: Iterable[Block]) -> str:
    return detect_language("\n".join(block.text for block in blocks if block.kind.is_content))


def _side(document: Document, blocks: list[Block], language: str) -> Document:
    """One side of the document, with a headline of its own."""
    own = _titled(blocks)
    title = next((block.text for block in own if block.kind is BlockKind.TITLE), "")
    doubt = f"a text of two languages: only what is in {language} is taken"
    return replace(
        document,
        language=language,
        blocks=tuple(own),
        title=title,
        doubts=(*document.doubts, doubt),
    )


def _titled(blocks: list[Block]) -> list[Block]:
    """The blocks; the line at the head of the content is the title if there is none."""
    if any(block.kind is BlockKind.TITLE for block in blocks):
        return blocks
    first = next((index for index, block in enumerate(blocks) if block.kind.is_content), None)
    if first is None or len(blocks[first].text) > _LONGEST_TITLE:
        return blocks
    cells = sum(block.kind is BlockKind.TABLE_CELL for block in blocks)
    if ends_sentence(blocks[first].text) or 2 * cells > len(blocks):
        return blocks
    return [
        *blocks[:first],
        replace(blocks[first], kind=BlockKind.TITLE),
        *blocks[first + 1 :],
    ]
