"""Turn the lines of plain text and e-mail into paragraphs, unwrapping hard-wrapped lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from aligner.offsets import Traced
from aligner.readers.marks import ends_sentence, line_kind
from aligner.readers.text.breaks import run_on
from aligner.readers.text.wrapped import Line, columns, joined, rewrapped
from aligner.text import has_han

_LINE = re.compile(r"[^\r\n\f\x0b\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\f]")
_QUOTE = re.compile(r"(?:[ \t]?>)+")
# Hard-wrapped lines end near one width; a shorter line ends its paragraph.
_WRAPPED_SHARE = 0.75
_NARROWEST, _WIDEST = 20, 160
_HEADLINE_SHARE, _MOST_WIDER = 1.1, 0.1
_LEAST_WRAPPED = 0.5
_BLANK_GAP = 2.0
_WIDE = 2
_FEWEST_QUOTED = 2


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A paragraph of a plain text.

    Parameters
    ----------
    text : Traced
        Joined lines without quotation marks (``>``); not yet cleaned.
    depth : int
        Quotation depth: the number of ``>`` before its lines.
    """

    text: Traced
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A line with its quotation depth, and the same line with every character full-width."""

    line: Line
    depth: int
    counted: Line


def text_paragraphs(source: str) -> list[TextParagraph]:
    """Paragraphs of a plain text in order.

    Blank lines, indents and changes of quotation depth separate paragraphs; lines wrapped
    at a common width are joined; otherwise each line is a paragraph.

    Parameters
    ----------
    source : str
    """
    found: list[TextParagraph] = []
    items = list(_lines(source))
    margins = {
        depth: _margin([item for item in items if item.depth == depth])
        for depth in {item.depth for item in items}
    }
    runs: list[list[Line]] = []
    depths: list[int] = []
    for depth, group in groupby(items, key=lambda item: item.depth):
        edge, counts = margins[depth]
        lines = [item.counted if counts else item.line for item in group]
        own = [[line] for line in lines]
        if edge is not None:
            own = rewrapped([replace(line, edge=edge) for line in lines])
        runs += own
        depths += [depth] * len(own)
    found += [TextParagraph(text, d) for text, d in zip(joined(runs), depths, strict=True)]
    return found


def _lines(source: str) -> Iterator[_Quoted]:
    """Lines that are not blank."""
    quotes = _quotes(source)
    blank = False
    end_of_last = 0
    for match in _LINE.finditer(source):
        mark = _QUOTE.match(match.group()) if quotes else None
        start = match.start() + (mark.end() if mark else 0)
        text = Traced.of(source, start, match.end()).strip()
        blank = blank or len(_BREAK.findall(source, end_of_last, match.start())) > 1
        end_of_last = match.end()
        if not text.text:
            blank = True
            continue
        before = source[start : text.span[0]].expandtabs()
        gap = _BLANK_GAP if blank else 1.0
        line, counted = (
            Line(text, left, left + width, 0.0, 0.0, gap=gap)
            for left, width in (
                (columns(before), columns(text.text)),
                (_WIDE * len(before), _WIDE * len(text.text)),
            )
        )
        yield _Quoted(line, mark.group().count(">") if mark else 0, counted)
        blank = False


def _quotes(source: str) -> bool:
    """Whether ``>`` at the start of a line marks quotation in this text."""
    marked = sum(_QUOTE.match(match.group()) is not None for match in _LINE.finditer(source))
    return marked >= _FEWEST_QUOTED


def _margin(items: Sequence[_Quoted]) -> tuple[float | None, bool]:
    """Column at which lines were hard-wrapped, None if they were not; whether by characters.

    Some programs count the characters of a line, and not the room they take.
    """
    ways = [[item.line for item in items], [item.counted for item in items]]
    broken = [_broken(lines) for lines in ways]
    counts = any(has_han(item.line.text.text) for item in items) and (
        _evenness(broken[True]) > _evenness(broken[False])
    )
    return _wrap_edge(ways[counts], broken[counts]), counts


def _broken(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Lines that end in mid-sentence, each with the next."""
    return [
        (line, following)
        for line, following in pairwise(lines)
        if not (ends_sentence(line.text.text) or following.gap > 1.0 or line_kind(line.text.text))
    ]


def _evenness(broken: Sequence[tuple[Line, Line]]) -> float:
    """Share of the lines that end within two full-width characters of the widest."""
    edge = max((line.right for line, _ in broken), default=0.0)
    full = sum(line.right >= edge - 2 * _WIDE for line, _ in broken)
    return full / len(broken) if broken else 0.0


def _wrap_edge(lines: Sequence[Line], broken: Sequence[tuple[Line, Line]]) -> float | None:
    """Column at which the lines were hard-wrapped, None if they were not.

    Lines that end in mid-sentence are taken as wrapped if most of them are about as wide as
    the widest, hardly any line is wider, and most go on with the next.
    """
    if not broken:
        return None
    edge = max(line.right for line, _ in broken)
    near = sum(line.right >= _WRAPPED_SHARE * edge for line, _ in broken)
    wider = sum(line.right > _HEADLINE_SHARE * edge for line in lines[1:])
    is_wrapped = near >= _LEAST_WRAPPED * len(broken) and wider <= _MOST_WIDER * len(lines)
    is_text = _NARROWEST <= edge <= _WIDEST and run_on(broken, edge)
    return edge if is_wrapped and is_text else None
