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
from aligner.readers.row_margins import row_margins
from aligner.readers.script_change import HAN_LETTER, LETTER, ScriptChange, script_change, turns
from aligner.text import base_language
from aligner.values import Block, BlockKind, Document

_KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
# Letters of a translation to one Han character.
_LETTERS_PER_HAN = 3.5
# The lesser language has at least this share of the text where the two take turns, and where
# each is in one place: a Chinese text may quote English, and may end with an English summary.
_TAKING_TURNS, _IN_ONE_PLACE = 0.15, 0.3
# How many changes of language, to the most there could be, are taking turns.
_MOST_TURNS = 0.5
# A translation within the line that shows by itself has at least so many letters.
_SHORTEST = 12
# What share of the lines in Chinese hold a translation, and how many at least, where that is how
# the page is written; and where the page is known to be of two languages.
_MOST_BY_LINE, _SOME_BY_LINE, _LEAST_BY_LINE = 0.5, 0.25, 2
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class _Part:
    """A block, or a stretch of one; `is_han` is None if it has no letters."""

    block: Block
    is_han: bool | None


def split_languages(
    document: Document, other: str | None = None
) -> tuple[Document, Document] | None:
    """The two sides of a document of two languages, the one that begins first.

    Parameters
    ----------
    document : Document
    other : str or None
        What is not Chinese is in this language, where its words do not tell.

    Returns
    -------
    sides : (Document, Document) or None
        Both have the id and the metadata of the document; its blocks are distributed over
        them, and their `doubts` say so.  None for a document of one language, and for one of
        two languages of which none is Chinese.
    """
    parts = _divided([piece for block in document.blocks for piece in _pairs(block)])
    parts, left_out = _without_margins(parts)
    if not _are_two(parts):
        return None
    sides: dict[bool, list[Block]] = {}
    here = next(part.is_han for part in parts if part.is_han is not None and _counts(part))
    sides[bool(here)], sides[not here] = [], []
    for part in parts:
        here = here if part.is_han is None else part.is_han
        sides[bool(here)].append(part.block)
    tags = {is_han: _language(blocks) for is_han, blocks in sides.items()}
    if tags[False] == "und" and other:
        tags[False] = other
    if base_language(tags[True]) != "zh" or tags[False] == "und":
        return None
    first, second = (_side(document, blocks, tags[is_han]) for is_han, blocks in sides.items())
    if left_out:
        cells = (
            "1 cell that only numbers or marks a row is"
            if left_out == 1
            else (f"{left_out} cells that only number or mark rows are")
        )
        first = replace(first, doubts=(*first.doubts, f"{cells} left out"))
    return first, second


def _without_margins(parts: Sequence[_Part]) -> tuple[list[_Part], int]:
    """The parts, with numbers of rows and remarks as boilerplate, and how many these are."""
    content = [place for place, part in enumerate(parts) if _counts(part)]
    found = row_margins([(parts[place].block.text, parts[place].is_han) for place in content])
    kept = list(parts)
    for place in map(content.__getitem__, found):
        block = replace(kept[place].block, kind=BlockKind.BOILERPLATE)
        kept[place] = _Part(block, None)
    return kept, len(found)


def _pairs(block: Block) -> list[Block]:
    """The block; one that holds several texts and their translations in turn, pair by pair."""
    spans = turns(block.text)
    return [_slice(block, *span) for span in spans] if len(spans) > 1 else [block]


def _divided(blocks: Sequence[Block]) -> list[_Part]:
    """The blocks; those that hold a text and its translation as two parts.

    A long line shows by itself that it does.  Of a short one its neighbours tell: where many
    lines hold both languages, all do that can; elsewhere one that stands between whole pairs.
    """
    changes = [script_change(block.text) for block in blocks]
    sure = [change if change and _is_sure(change) else None for change in changes]
    parts = _parts(blocks, sure)
    if _are_by_line(blocks, changes, is_of_two=_are_two(parts)):
        return _parts(blocks, changes)
    return _parts(blocks, _between_pairs(blocks, changes, sure)) if _are_two(parts) else parts


def _is_sure(change: ScriptChange) -> bool:
    """Whether a line alone shows that its second half translates the first."""
    is_weighty = change.han * _LETTERS_PER_HAN >= change.foreign
    return change.is_apart and change.is_fitting and is_weighty and change.letters >= _SHORTEST


def _are_by_line(
    blocks: Sequence[Block], changes: Sequence[ScriptChange | None], *, is_of_two: bool
) -> bool:
    """Whether the lines of a document hold both languages each."""
    places = [place for place, block in enumerate(blocks) if block.kind.is_content]
    chinese = sum(HAN_LETTER.search(blocks[place].text) is not None for place in places)
    found = [changes[place] for place in places]
    both = sum(change is not None and change.is_fitting for change in found)
    least = _SOME_BY_LINE if is_of_two else _MOST_BY_LINE
    return both >= _LEAST_BY_LINE and both >= least * chinese


def _between_pairs(
    blocks: Sequence[Block],
    changes: Sequence[ScriptChange | None],
    sure: Sequence[ScriptChange | None],
) -> list[ScriptChange | None]:
    """Where to divide, with lines that stand behind the end of a pair and before another."""
    found = list(sure)
    telling = [
        place
        for place, block in enumerate(blocks)
        if block.kind.is_content and _is_han(block.text) is not None
    ]
    for before, place, behind in zip([None, *telling], telling, [*telling[1:], None], strict=False):
        change = changes[place]
        if change is None or not change.is_fitting or not change.is_apart:
            continue
        ends = None if before is None else _ends_chinese(blocks[before], found[before])
        begins = None if behind is None else _begins_chinese(blocks[behind], changes[behind])
        first = change.is_chinese_first
        if ends is not first and begins in {None, first}:
            found[place] = change
    return found


def _ends_chinese(block: Block, change: ScriptChange | None) -> bool | None:
    return not change.is_chinese_first if change else _is_han(block.text)


def _begins_chinese(block: Block, change: ScriptChange | None) -> bool | None:
    return change.is_chinese_first if change else _is_han(block.text)


def _parts(blocks: Sequence[Block], changes: Sequence[ScriptChange | None]) -> list[_Part]:
    """The blocks, divided where there is a change."""
    parts = []
    for block, change in zip(blocks, changes, strict=True):
        if change is None:
            parts.append(_Part(block, _is_han(block.text)))
            continue
        parts.append(_Part(_slice(block, *change.first), change.is_chinese_first))
        parts.append(_Part(_slice(block, *change.second), not change.is_chinese_first))
    return parts


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
    han = len(HAN_LETTER.findall(text))
    return han * _LETTERS_PER_HAN, len(LETTER.findall(text)) - han


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
    content = sum(block.kind.is_content for block in blocks)
    if ends_sentence(blocks[first].text) or 2 * cells > content:
        return blocks
    return [
        *blocks[:first],
        replace(blocks[first], kind=BlockKind.TITLE),
        *blocks[first + 1 :],
    ]
