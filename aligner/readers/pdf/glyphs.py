"""Lines of a PDF's pages with their places, found in a process of its own.

PDFium is a large C++ program that reads whatever it is given: run as a module,
this reads a PDF from standard input and writes one JSON object a page to
standard output, so that a file that hangs, crashes or bloats it costs a
message and nothing else.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from aligner.readers.pdf.runs import SLANTED, runs_of, turned

MOST_PAGES = 3000
_MOST_CHARACTERS = 20_000_000
_MEMORY, _SECONDS = 3 << 30, 90
_PASSWORD_ERROR = 4


def page_lines(raw: Any, page: Any, box: tuple[float, ...]) -> dict[str, Any]:  # noqa: ANN401
    """One page as it is handed over.

    Parameters
    ----------
    raw : module
        PDFium's C interface.
    page : text page
    box : tuple of float
        Left, bottom, right and top of the page, in points.

    Returns
    -------
    page : dict
        ``width`` and ``height`` in points, ``bad``: how many characters have
        no meaning, and ``lines``: text, left, right, distance of the base line
        from the top, height, and whether it runs in another direction than
        most of the page, each in the order of the file.
    """
    runs, bad = runs_of(raw, page)
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
            place = [0, 0, 0] if is_turned else [start - x_least, stop - x_least, y_most - run.base]
            size = max(run.sizes, key=lambda size: (run.sizes[size], size))
            lines.append([text, *(round(v, 2) for v in (*place, size)), is_turned])
    width, height = max(x for x, _ in corners) - x_least, y_most - min(y for _, y in corners)
    return {"width": width, "height": height, "bad": bad, "lines": lines}


def _pages(data: bytes) -> Iterator[dict[str, Any]]:
    """Pages of a PDF, or what is wrong with it."""
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
            # A document must not lose a page without a word.
            yield {"error": "page", "number": number + 1}
            return
        found = page_lines(raw, text.raw, page.get_cropbox())
        characters += sum(len(line[0]) for line in found["lines"])
        if characters > _MOST_CHARACTERS:
            yield {"error": "characters"}
            return
        yield found
        text.close()
        page.close()
    metadata = {}
    for name in ("Title", "CreationDate"):
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
    """Standard input to standard output."""
    _limit()
    for page in _pages(sys.stdin.buffer.read()):
        sys.stdout.write(json.dumps(page) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
