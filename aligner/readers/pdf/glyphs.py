"""Extract positioned lines from a PDF, in a process of its own.

PDFium is a large C++ library fed with untrusted files. Run as a module, this reads a PDF
from standard input and writes one JSON object per page to standard output, so that a file
that makes PDFium hang, crash or exhaust memory only causes an error message.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from ctypes import addressof, byref, c_double
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from aligner.readers.pdf.drawing import Box, Walls, links_of, rules_of

# Text that is not at a right angle.
SLANTED = 4
_WIDE = 0x2E7F
# PDFium's replacement for a line-final hyphen; it then joins the lines.
_LINE_HYPHEN = 2
_LINE_ENDS = frozenset({0x0A, 0x0D})
# A gap this wide, relative to the font size, separates table cells.
_CELL_GAP = 2.5
_OTHER_LINE = 0.6
# Least gap that counts as a space, relative to the font size: between two narrow characters
# (always, if PDFium says so), between a wide and a narrow one, between two wide ones.
_WIDE_GAPS = (-99.0, 0.4, 0.6)
_UNKNOWN = 0xFFFD
_MEANINGLESS = frozenset({0xFFFE, 0xFFFF})
_SPACE = 0x20
_PRIVATE = range(0xE000, 0xF900)
# Marks of notes are smaller than the text and raised, relative to its size.
_SMALLER, _RAISED = 0.85, 0.15
RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
# A gap that may lie between two columns.
_COLUMN_GAP = 0.7

Glyph = tuple[str, float, float, float, float]


@dataclass(slots=True)
class Run:
    """Characters of one line in the order of the file.

    Parameters
    ----------
    glyphs : list of (str, float, float, float, float)
        With left and right end, base line and size; a space inserted by PDFium has no
        character and no width.
    """

    base: float
    size: float
    turn: int
    glyphs: list[Glyph] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)

    def main_size(self) -> float:
        """The size of most of its characters."""
        return max(self.sizes, key=lambda size: (self.sizes[size], size))

    def main_base(self) -> float:
        """The base line of the characters of its main size."""
        size = self.main_size()
        return next(glyph[3] for glyph in self.glyphs if glyph[0] and glyph[4] == size)

    def gaps(self) -> list[tuple[float, float]]:
        """Left and right end of its wide gaps."""
        wide = _COLUMN_GAP * self.main_size()
        shown = [glyph for glyph in self.glyphs if glyph[0].strip()]
        return [
            (round(before[2], 1), round(after[1], 1))
            for before, after in pairwise(shown)
            if after[1] - before[2] >= wide
        ]

    def text(self) -> str:
        """The characters, with spaces where the gap is wide enough."""
        pieces: list[str] = []
        size, base = self.main_size(), self.main_base()
        for index, (character, _, right, own_base, own_size) in enumerate(self.glyphs):
            if character:
                is_raised = own_size <= _SMALLER * size and own_base - base >= _RAISED * size
                pieces.append(RAISED.get(character, character) if is_raised else character)
                continue
            rest = self.glyphs[index + 1 : index + 2]
            if not rest or not pieces or not rest[0][0]:
                continue
            wide = (ord(pieces[-1]) > _WIDE) + (ord(rest[0][0]) > _WIDE)
            if rest[0][1] - right >= _WIDE_GAPS[wide] * self.size:
                pieces.append(" ")
        text = "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return " ".join(text.split())


class _Sizes:
    """Font size and direction of characters, cached per text object."""

    def __init__(self, raw: Any, page: Any) -> None:  # noqa: ANN401 - untyped C bindings
        self._raw, self._page = raw, page
        self._known: dict[object, tuple[float, int]] = {}

    def of(self, index: int) -> tuple[float, int]:
        """Height in points and quarter turns (4 for a slanted line) of one character."""
        handle = self._raw.FPDFText_GetTextObject(self._page, index)
        key = addressof(handle.contents) if handle else None
        if key not in self._known:
            matrix = self._raw.FS_MATRIX()
            self._raw.FPDFText_GetMatrix(self._page, index, byref(matrix))
            scale = math.hypot(matrix.c, matrix.d) or 1.0
            size = abs(self._raw.FPDFText_GetFontSize(self._page, index)) * scale
            quarter = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
            turn = round(quarter) % 4 if abs(quarter - round(quarter)) < 0.05 else SLANTED  # noqa: PLR2004
            found = (size or 1.0, turn)
            if key is None:
                return found
            self._known[key] = found
        return self._known[key]


def turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """Rotate a point so that text in the given direction runs to the right."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn % 4]


def runs_of(raw: Any, page: Any, walls: Walls | None = None) -> tuple[list[Run], int]:  # noqa: ANN401
    """Lines of a page, and how many characters have no Unicode value.

    Parameters
    ----------
    raw : module
        PDFium's C interface.
    page : text page
    walls : Walls or None
        Vertical rules, which no line crosses.
    """
    sizes = _Sizes(raw, page)
    runs: list[Run] = []
    run: Run | None = None
    bad = 0
    x, y, rect = c_double(), c_double(), raw.FS_RECTF()
    for index in range(raw.FPDFText_CountChars(page)):
        code = raw.FPDFText_GetUnicode(page, index)
        if code in _LINE_ENDS:
            run = None
            continue
        is_generated = raw.FPDFText_IsGenerated(page, index) == 1
        if is_generated and code != _LINE_HYPHEN:
            if run is not None and run.glyphs:
                right = run.glyphs[-1][2]
                run.glyphs.append(("", right, right, run.base, run.size))
            continue
        if code in _MEANINGLESS or (code < _SPACE and code != _LINE_HYPHEN):
            code = _UNKNOWN
        bad += code == _UNKNOWN or code in _PRIVATE
        raw.FPDFText_GetCharOrigin(page, index, byref(x), byref(y))
        raw.FPDFText_GetLooseCharBox(page, index, byref(rect))
        size, turn = sizes.of(index)
        base, left, right = _place(x.value, y.value, rect, turn)
        is_walled = walls is not None and run is not None and turn == 0
        if is_walled and walls and run and walls.part(run.glyphs[-1][2], left, base):
            run = None
        if run is None or _is_apart(run, base, left, size, turn):
            run = Run(base, size, turn)
            runs.append(run)
        character = "-" if code == _LINE_HYPHEN else chr(code)
        run.glyphs.append((character, left, max(left, right), base, size))
        run.sizes[size] += 1
        if code == _LINE_HYPHEN:
            run = None
    return runs, bad


def _place(x: float, y: float, rect: Any, turn: int) -> tuple[float, float, float]:  # noqa: ANN401
    """Baseline, left and right end of a character, along its direction."""
    if turn == SLANTED:
        return y, rect.left, rect.right
    corners = [turned(rect.left, rect.bottom, turn), turned(rect.right, rect.top, turn)]
    ends = sorted(place[0] for place in corners)
    return turned(x, y, turn)[1], ends[0], ends[1]


def _is_apart(run: Run, base: float, left: float, size: float, turn: int) -> bool:
    """Whether a character starts a new line or cell."""
    if turn != run.turn:
        return True
    if turn == SLANTED:
        return False
    gap = left - run.glyphs[-1][2]
    largest = max(size, run.size)
    return (
        abs(base - run.base) > _OTHER_LINE * largest
        or gap > _CELL_GAP * largest
        or gap < -_CELL_GAP * largest
    )


MOST_PAGES = 3000
_MOST_CHARACTERS = 20_000_000
_MEMORY, _SECONDS = 3 << 30, 90
_PASSWORD_ERROR = 4


def page_lines(
    raw: Any,  # noqa: ANN401
    page: Any,  # noqa: ANN401
    box: tuple[float, ...],
    rules: list[Box] | None = None,
    links: list[Box] | None = None,
) -> dict[str, Any]:
    """One page as a JSON-serialisable dictionary.

    Parameters
    ----------
    raw : module
        PDFium's C interface.
    page : text page
    box : tuple of float
        Left, bottom, right and top of the page, in points.
    rules, links : list of Box or None
        From `drawing`.

    Returns
    -------
    page : dict
        ``width`` and ``height`` in points, ``bad``: how many characters have
        no Unicode value, ``rules`` and ``links``, and ``lines`` in the order of the file:
        text, left, right, distance of the base line from the top, height, whether it runs
        in another direction than most of the page, and its wide gaps.
    """
    runs, bad = runs_of(raw, page, Walls(rules, box) if rules else None)
    turns = Counter[int]()
    for run in runs:
        turns[run.turn] += len(run.glyphs)
    main_turn = max(turns, key=lambda turn: (turn < SLANTED, turns[turn]), default=0) % SLANTED
    left, bottom, right, top = box
    corners = [turned(x, y, main_turn) for x in (left, right) for y in (bottom, top)]
    x_least, y_most = min(x for x, _ in corners), max(y for _, y in corners)
    lines = []
    for run in runs:
        text = run.text()
        if text:
            start, stop = min(g[1] for g in run.glyphs), max(g[2] for g in run.glyphs)
            is_turned = run.turn != main_turn
            base = run.main_base()
            place = [0, 0, 0] if is_turned else [start - x_least, stop - x_least, y_most - base]
            gaps = [] if is_turned else [(a - x_least, b - x_least) for a, b in run.gaps()]
            sizes = (*place, run.main_size())
            lines.append([text, *(round(v, 2) for v in sizes), is_turned, gaps])
    width, height = max(x for x, _ in corners) - x_least, y_most - min(y for _, y in corners)
    # Those of a turned page are of no use.
    drawn = (
        {"rules": [], "links": []} if main_turn else {"rules": rules or [], "links": links or []}
    )
    return {"width": width, "height": height, "bad": bad, "lines": lines, **drawn}


def _pages(data: bytes) -> Iterator[dict[str, Any]]:
    """Pages of a PDF, or an error record."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - this process only
    from pypdfium2 import raw  # noqa: PLC0415

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == _PASSWORD_ERROR
        yield {"error": "password" if is_locked else "damaged"}
        return
    if len(document) > MOST_PAGES:
        yield {"error": "pages", "count": len(document)}
        return
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pdfium.PdfiumError:
            # A page must not be lost silently.
            yield {"error": "page", "number": number + 1}
            return
        box = page.get_cropbox()
        drawn = rules_of(raw, page.raw, box), links_of(raw, page.raw, box)
        found = page_lines(raw, text.raw, box, *drawn)
        characters += sum(len(line[0]) for line in found["lines"])
        if characters > _MOST_CHARACTERS:
            yield {"error": "characters"}
            return
        yield found
        text.close()
        page.close()
    metadata = {}
    for name in ("Title", "CreationDate", "Creator", "Producer"):
        metadata[name] = document.get_metadata_value(name)
    yield {"metadata": metadata}


def _limit() -> None:
    """Bound memory and processor time of this process where the system can."""
    try:
        import resource  # noqa: PLC0415 - Unix only
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read a PDF from standard input, write JSON lines to standard output."""
    _limit()
    for page in _pages(sys.stdin.buffer.read()):
        sys.stdout.write(json.dumps(page) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
