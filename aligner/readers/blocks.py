"""Blocks from traced text, with trailing attributions split off as blocks of their own."""

import re

from aligner.offsets import Traced
from aligner.values import Block, BlockKind


def traced_block(kind: BlockKind, text: Traced) -> Block:
    """Make a block that records its span in the source, with an offset map if the text differs.

    Parameters
    ----------
    kind : BlockKind
    text : Traced
        Not empty.
    """
    offsets = text.offsets()
    return Block(kind, text.text, *text.span, None if offsets.is_plain else offsets)


_CREDITS = (
    r"Translated\b|Translation\b|Source\s*:|Editors?\s*:|Edited by|Reporters?\s*:|"
    r"Correspondents?\s*:|Translators?\s*:|Authors?\s*:|Reported by|Excerpted from|Reprinted from"
    "|来源[:：]|來源[:：]|责任编辑|責任編輯|责编|编辑[:：]"
    "|记者[:： ]|(?:本[报刊]|新华社|中新社)记者|通讯员|作者[:：]|供稿"
    "|转自|转载自|摘自|原载|编译自|译自|译者[:：]|翻译[:：]"
)
_TRAILING = re.compile(
    r"(?<=[。！？.!?”\"’])\s*"
    rf"(?P<credit>[(（\[【]\s*(?:{_CREDITS})[^()（）]{{0,120}}[)）\]】]\s*[.。]?)$",
    re.IGNORECASE,
)
# Longest credit searched for; bounds the cost of the search.
_LONGEST = 140


def part_attribution(text: Traced) -> list[Traced]:
    """Split off the attribution at the end of a paragraph, if there is one.

    Examples
    --------
    >>> text = Traced.of("The rules took effect. (Translated from Chinese Version)")
    >>> [part.text for part in part_attribution(text)]
    ['The rules took effect.', '(Translated from Chinese Version)']
    """
    if text.text[-1:] not in ")）]】.。":
        return [text]
    reach = max(0, len(text.text) - _LONGEST)
    match = _TRAILING.search(text.text, reach)
    if match is None:
        return [text]
    return [text[: match.start()], text[match.start("credit") :]]
