"""Lines that say what they are only together: a label and its value, 字号 大 中 小."""

from collections.abc import Sequence

from aligner.readers import wording
from aligner.readers.marks import ends_sentence, is_prose, line_kind
from aligner.values import BlockKind

_LONGEST_VALUE = 40
_LONGEST_RUN = 5
_LONGEST_CHOICE = 12


def kinds_in_runs(texts: Sequence[str]) -> list[BlockKind | None]:
    """What `line_kind` says of each line, and of lines whose neighbours give them away.

    Parameters
    ----------
    texts : sequence of str
        Of the whole page, in order.

    Examples
    --------
    >>> [str(kind) for kind in kinds_in_runs(["来源：", "某报", "字号", "大", "中", "小"])]
    ['byline', 'byline', 'boilerplate', 'boilerplate', 'boilerplate', 'boilerplate']
    """
    kinds = [line_kind(text) for text in texts]
    first_prose = next((index for index, text in enumerate(texts) if is_prose(text)), len(texts))
    for index, text in enumerate(texts):
        if kinds[index] is BlockKind.BYLINE and _is_label(text, above=index < first_prose):
            _mark_value(texts, kinds, index + 1)
        elif len(text) <= _LONGEST_CHOICE and _opens_sizes(text):
            for other in range(index, _end_of_sizes(texts, index)):
                kinds[other] = BlockKind.BOILERPLATE
    return kinds


def _is_label(text: str, *, above: bool) -> bool:
    """Whether a line is the name of a field of a byline and nothing else.

    Below the text 时间： is that of the event, and its value belongs to the text.
    """
    if not wording.LABEL.fullmatch(text):
        return False
    return above or wording.AMBIGUOUS.match(text) is None


def _mark_value(texts: Sequence[str], kinds: list[BlockKind | None], index: int) -> None:
    """Make the line behind a label a byline too, if it is a value."""
    if index >= len(texts) or kinds[index] not in {None, BlockKind.DATELINE}:
        return
    if len(texts[index]) <= _LONGEST_VALUE and not ends_sentence(texts[index]):
        kinds[index] = BlockKind.BYLINE


def _opens_sizes(text: str) -> bool:
    """Whether a line begins the choice of sizes of letters."""
    return (
        wording.SIZE_LABEL.fullmatch(text) is not None or wording.SIZES.fullmatch(text) is not None
    )


def _end_of_sizes(texts: Sequence[str], start: int) -> int:
    """Behind the last line of a choice of sizes; `start` where it is none."""
    stop = start + 1
    while stop < min(len(texts), start + _LONGEST_RUN) and wording.SIZES.fullmatch(texts[stop]):
        stop += 1
    return stop if stop - start > 1 else start
