"""Headers, footers and page numbers of a PDF."""

import re
from collections.abc import Sequence
from statistics import median

from aligner.readers.pdf.pages import PdfLine, PdfPage

# Headers and footers stand in such a share of the page at its top and bottom.
_ZONE = 0.15
_SAME_PLACE = 4.0
_LEAST_SHARE = 0.3
_NUMBER = r"(?:\d{1,4}|[ivxlcIVXLC]{1,7}|[一二三四五六七八九十百]{1,5})"
_PAGE_NUMBER = re.compile(
    rf"[-–—·•~|/\s]*(?:(?:Page|P\.|第)\s*)?{_NUMBER}\s*页?(?:\s*(?:of|/|,|，|共|总)+\s*(?:共)?"
    rf"\s*{_NUMBER}\s*页?)?[-–—·•~|/\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def split_furniture(
    pages: Sequence[PdfPage],
) -> list[tuple[list[PdfLine], list[PdfLine]]]:
    """Body lines and furniture of each page, both in the order of the file.

    Furniture are lines near the top or bottom that other pages show at the
    same place with the same words (numbers may differ), page numbers outside
    all other lines, and lines that run across the page.
    """
    places: dict[str, list[tuple[int, float]]] = {}
    for number, page in enumerate(pages):
        for line in page.lines:
            if _is_near_edge(line, page):
                places.setdefault(_key(line), []).append((number, line.top))
    return [_split(page, places, len(pages)) for page in pages]


def _split(
    page: PdfPage, places: dict[str, list[tuple[int, float]]], n_pages: int
) -> tuple[list[PdfLine], list[PdfLine]]:
    """One page's body lines and furniture."""
    furniture = {
        index
        for index, line in enumerate(page.lines)
        if line.is_turned
        or (_is_near_edge(line, page) and _is_repeated(places[_key(line)], line, n_pages))
    }
    furniture |= _page_numbers(page, furniture)
    # A page must not vanish as a whole.
    if len(furniture) == len(page.lines) and n_pages == 1:
        furniture = set()
    body = [line for index, line in enumerate(page.lines) if index not in furniture]
    return body, [page.lines[index] for index in sorted(furniture)]


def _is_near_edge(line: PdfLine, page: PdfPage) -> bool:
    """Whether a line stands where headers and footers do."""
    share = line.top / page.height if page.height else 0.5
    return not line.is_turned and not _ZONE < share < 1 - _ZONE


def _key(line: PdfLine) -> str:
    """Words of a line, whatever its numbers."""
    return _DIGITS.sub("#", "".join(line.text.split())).casefold()


def _is_repeated(places: list[tuple[int, float]], line: PdfLine, n_pages: int) -> bool:
    """Whether enough pages show a line at the same place."""
    same = {number for number, top in places if abs(top - line.top) <= _SAME_PLACE}
    return len(same) > 1 and len(same) >= _LEAST_SHARE * min(n_pages, 10)


def _page_numbers(page: PdfPage, furniture: set[int]) -> set[int]:
    """Indices of the page numbers: outermost lines of the body that are numbers alone."""
    rest = [index for index in range(len(page.lines)) if index not in furniture]
    if not rest:
        return set()
    tops = [page.lines[index].top for index in rest]
    middle = median(tops)
    found = set()
    for index in rest:
        line = page.lines[index]
        is_outermost = line.top >= max(tops) - 1 or line.top <= min(tops) + 1
        alone = sum(abs(top - line.top) <= 1 for top in tops) == 1
        near = _is_near_edge(line, page) and abs(line.top - middle) > line.size
        if is_outermost and alone and near and _PAGE_NUMBER.fullmatch(line.text):
            found.add(index)
    return found
