"""Releases as sheets, slides and books, laid out by their number."""

import html
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from reading_releases import Part, Release

__all__ = ["sheet_source", "write_book", "write_deck"]

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table")
)
_HEADS = frozenset({"title", "head"})
_LAYOUTS = ("Title and Content", "Title Only")
# Paragraphs on a slide, by the number of the release.
_ON_A_SLIDE = (1, 2, 3)


def sheet_source(release: Release, language: str) -> str:
    """The release as a flat OpenDocument spreadsheet; each third has a sheet for its table."""
    text: list[tuple[str, ...]] = []
    tables: list[tuple[str, ...]] = []
    for part in release.parts[language]:
        rows = _rows(part.cells, part.columns) if part.cells else [(part.text,)]
        apart = part.cells and release.number % len(_ON_A_SLIDE) == 0
        (tables if apart else text).extend(rows)
    sheets = [rows for rows in (text, tables) if rows]
    body = "".join(
        f'<table:table table:name="Sheet{number}">{"".join(map(_sheet_row, rows))}</table:table>'
        for number, rows in enumerate(sheets, start=1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body>'
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document>"
    )


def _rows(cells: Sequence[str], columns: int) -> list[tuple[str, ...]]:
    return [tuple(cells[start : start + columns]) for start in range(0, len(cells), columns)]


def _sheet_row(cells: Sequence[str]) -> str:
    return f"<table:table-row>{''.join(map(_cell, cells))}</table:table-row>"


def _cell(text: str) -> str:
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{html.escape(text)}</text:p></table:table-cell>"
    )


def write_deck(release: Release, language: str, path: Path) -> None:
    """Write the release as slides with python-pptx; its note is one to the last slide."""
    deck = import_module("pptx").Presentation()
    layouts = {name: deck.slide_layouts.get_by_name(name) for name in _LAYOUTS}
    for layout in list(deck.slide_layouts):
        # The template has nine more, which would only take room.
        if layout not in layouts.values():
            deck.slide_layouts.remove(layout)
    parts = release.parts[language]
    shown = [part for part in parts if part.kind != "note"]
    for slide in _slides(shown, _ON_A_SLIDE[release.number % len(_ON_A_SLIDE)]):
        _add_slide(deck, layouts, slide)
    notes = [part.text for part in parts if part.kind == "note"]
    if notes:
        deck.slides[len(deck.slides) - 1].notes_slide.notes_text_frame.text = "\n".join(notes)
    deck.save(path)


def _slides(parts: Sequence[Part], most: int) -> Iterator[list[Part]]:
    """The parts of each slide: a title or head opens one, a table has its own."""
    slide: list[Part] = []
    for part in parts:
        is_full = sum(one.kind not in _HEADS for one in slide) >= most
        if slide and (is_full or part.kind in {*_HEADS, "table"}):
            yield slide
            slide = []
        slide.append(part)
    yield slide


def _add_slide(deck: Any, layouts: dict[str, Any], parts: Sequence[Part]) -> None:  # noqa: ANN401 - untyped
    """Append a slide with its title, text and table."""
    texts = [part.text for part in parts if part.kind not in _HEADS and not part.cells]
    slide = deck.slides.add_slide(layouts[_LAYOUTS[0] if texts else _LAYOUTS[1]])
    for part in parts:
        if part.kind in _HEADS:
            slide.shapes.title.text = part.text
        elif part.cells:
            _add_table(slide, part)
    if texts:
        slide.placeholders[1].text = "\n".join(texts)


def _add_table(slide: Any, part: Part) -> None:  # noqa: ANN401 - untyped
    rows = _rows(part.cells, part.columns)
    inch = 914_400
    shape = slide.shapes.add_table(len(rows), part.columns, inch // 2, 2 * inch, 9 * inch, 4 * inch)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            shape.table.cell(number, column).text = text


def write_book(release: Release, language: str, path: Path) -> None:
    """Write the release as a book with EbookLib; each head opens a chapter, with its contents."""
    epub = import_module("ebooklib.epub")
    book = epub.EpubBook()
    title = next(part.text for part in release.parts[language] if part.kind == "title")
    book.set_identifier(f"{release.name}.{language}")
    book.set_title(title)
    book.set_language(language)
    chapters = []
    for number, parts in enumerate(_chapters(release.parts[language]), start=1):
        name = next((part.text for part in parts if part.kind in _HEADS), title)
        chapter = epub.EpubHtml(title=name, file_name=f"{number}.xhtml", lang=language)
        chapter.content = "".join(map(_markup, parts))
        book.add_item(chapter)
        chapters.append(chapter)
    book.toc = chapters
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    book.spine = ["nav", *chapters]
    epub.write_epub(path, book)


def _chapters(parts: Sequence[Part]) -> Iterator[list[Part]]:
    chapter: list[Part] = []
    for part in parts:
        if part.kind == "head" and chapter:
            yield chapter
            chapter = []
        chapter.append(part)
    yield chapter


def _markup(part: Part) -> str:
    if part.cells:
        rows = (
            "".join(f"<td>{html.escape(cell)}</td>" for cell in row)
            for row in _rows(part.cells, part.columns)
        )
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    text = html.escape(part.text)
    if part.kind == "note":
        back = '<a epub:type="backlink" href="1.xhtml#m1">1</a>'
        return f'<aside epub:type="footnote" id="n1"><p>{back} {text}</p></aside>'
    if part.noted:
        text += '<a epub:type="noteref" id="m1" href="#n1"><sup>1</sup></a>'
    mark = {"title": "h1", "head": "h2", "item": "li"}.get(part.kind, "p")
    return f"<ul><li>{text}</li></ul>" if mark == "li" else f"<{mark}>{text}</{mark}>"
