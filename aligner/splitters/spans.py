"""Turn cuts into spans: the last step of every splitter."""

import re
from collections.abc import Iterable

# Closing marks that may follow the end mark of a sentence and belong to it.
CLOSERS = "”’」』》〉】〕］）)]}﹂﹄〞»"

# A face of letters, as in a chat, with white space before it.
EMOTICON = r"(?<=\s)(?:[:;=]['’]?-?[)(DP]+|<3+|[xX]D+)"
# The characters of pictures (emoji); no stars, arrows, ticks or circled
# numbers, which begin items.
_PICTURE = (
    "\u2600-\u2604\u260e\u2614\u2615\u2639\u263a\u26a0-\u26ff\u2708-\u270d\u2728\u2763\u2764"
    "\u2b50\ufe0f\u200d\U0001f300-\U0001faff"
)
# A face in brackets: "(^_^)", "(╯°□°)╯︵ ┻━┻"; neither words nor a formula.
FACE = (
    r"(?:[(（](?=[^()（）]{3,12}[)）])(?=[^()（）]*[\^_▽≧≦ω⌒°□╯╰⊙◡￣益ಠ∀･・`´′＿╥﹏])"
    r"[^()（）\u3400-\u9fffA-NPR-SWYZa-np-uwyz1-9]+[)）](?:[╯ノﾉ]?︵ ?┻━┻|[ノﾉ]+|[zZ]{2,3})?|"
    r"(?<![A-Za-z])(?:T[_.]T|Q[Aω]Q|TAT|\^[_o]\^|>_<|-_-)(?![A-Za-z]))"
)
# Pictures, faces and tags that stand behind a sentence belong to it, as its closing marks do.
_PICTURES = re.compile(
    rf"(?:\s?[{_PICTURE}])+|(?:\s{EMOTICON}(?=\s|$))+|\s?{FACE}|(?:\s#[A-Za-z]\w*)+(?=\s+[A-Z][a-z’]|\s*$)"
)
# What a piece must hold to be one: a word, or a quotation of marks alone, an answer as any other.
_CONTENT = re.compile(r"\w|“[…—.。！？!?]+”|「[…—。！？]+」")


def behind_pictures(text: str, end: int) -> int:
    """The end of a sentence moved behind the pictures, faces and tags that stand there."""
    pictures = _PICTURES.match(text, end)
    return end if pictures is None else pictures.end()


def spans_between(text: str, cuts: Iterable[int]) -> list[tuple[int, int]]:
    """Spans between sorted cuts, trimmed; pieces without a word are joined to a neighbour.

    A piece that is only punctuation (a lone closing quote, an ellipsis) joins the piece
    before it, or, at the beginning, the piece after it.

    Parameters
    ----------
    text : str
    cuts : iterable of int
        Sorted offsets; 0 and ``len(text)`` may be left out.
    """
    spans: list[tuple[int, int]] = []
    pending: int | None = None
    previous = 0
    for cut in (*cuts, len(text)):
        start, stop = _trimmed(text, previous, cut)
        previous = max(previous, cut)
        if start >= stop:
            continue
        if _CONTENT.search(text, start, stop):
            spans.append((start if pending is None else pending, stop))
            pending = None
        elif spans:
            spans[-1] = (spans[-1][0], stop)
        elif pending is None:
            pending = start
    if pending is not None:
        spans.append(_trimmed(text, pending, len(text)))
    return spans


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop
