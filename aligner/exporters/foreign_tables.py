"""Translation units from tables that other programs wrote: CSV, TSV, TXT, Word."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from aligner.errors import FormatError
from aligner.exporters.choosing import Notice, Untranslated, ignore
from aligner.languages import detect_language, is_language_tag
from aligner.signature import digest_values
from aligner.tables import (
    WORD,
    OfficeFile,
    Quotes,
    Row,
    checked_probability,
    header_delimiter,
    numbered_lines,
    sound_rows,
    split_rows,
    word_tables,
)
from aligner.text import base_language
from aligner.values import TranslationUnit

_HEAD = 100
# Of a cell in CSV; a quote that is open for longer was never closed.
_MOST_LINES = 1000
_LONGEST_NAME = 40
# Rows named in one message.
_SHOWN = 5
_LANGUAGES = (
    ("zh-Hant", re.compile(r"繁[体體]|traditional chinese|\bzh[-_](?:tw|hk|hant)", re.IGNORECASE)),
    (
        "zh",
        re.compile(
            r"中文|汉语|漢語|中方|\bchinese\b|(?<![a-z])(?:zh|zho|chi|chs|cn)(?![a-z])"
            r"|(?<![a-z])zh[-_]\w+",
            re.IGNORECASE,
        ),
    ),
    ("en", re.compile(r"英文|英语|英語|\benglish\b|(?<![a-z])(?:en|eng)(?![a-z])", re.IGNORECASE)),
)
_SOURCE = re.compile(r"原文|源文|源语|\bsource\b|(?<![a-z])src(?![a-z])", re.IGNORECASE)
_TARGET = re.compile(
    r"译文|譯文|目标|\btarget\b|(?<![a-z])(?:tgt|trg)(?![a-z])|\btranslation\b", re.IGNORECASE
)
_NO_ROWS = "holds no rows of text: save it with the texts in the columns of a table"
_NO_COLUMNS = (
    "no two columns that hold a text and its translation: name them in the first row, "
    "for instance zh and en"
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds what; languages, and names of all columns if there is a header."""

    source: int
    target: int
    source_language: str
    target_language: str
    names: tuple[str, ...] = ()


def units_from_rows(rows: Iterable[Row], path: Path, notice: Notice) -> Iterator[TranslationUnit]:
    """Units of one table, as of `units_from_tables`."""
    yield from units_from_tables([rows], path, notice)


def units_from_tables(
    tables: Iterable[Iterable[Row]], path: Path, notice: Notice
) -> Iterator[TranslationUnit]:
    """Units of the tables that have a text and its translation side by side.

    The two columns are found by the names in the first row (languages, or
    source and target), or by what they hold: one Chinese, one another script.
    The left one is the source unless the names say otherwise.  Tables without
    such columns are skipped.

    Parameters
    ----------
    tables : iterable of iterable of Row
        Rows are consumed one by one after the first hundred.
    path : Path
        For messages.
    notice : callable
        Told in the end how many rows have one text only, and which have more cells than
        the others, as a separator makes that is not quoted.

    Yields
    ------
    unit : TranslationUnit
        A row that lacks one of the texts gives none.  Other columns that are
        not empty become properties; one named ``probability`` the
        probability, one named ``id`` the id.

    Raises
    ------
    FormatError
        If no table has such columns, with the row where the last one begins;
        or with the row whose probability is invalid.
    """
    found, last = False, None
    untranslated, surplus = Untranslated(), _Surplus()
    for table, rows in enumerate(tables):
        remaining = (row for row in rows if not row.is_blank)
        head = list(islice(remaining, _HEAD))
        columns = (_named_columns(head) or _columns_by_content(head)) if head else None
        if columns is None:
            last = head[0].line if head else last
            continue
        found = True
        width = len(columns.names) or _usual_width(head)
        for row in chain(head[bool(columns.names) :], remaining):
            surplus.look_at(row, width)
            source, target = (_cell(row, n) for n in (columns.source, columns.target))
            if source and target:
                yield _unit(columns, row, path, table)
            elif source or target:
                untranslated.pass_over(f"row {row.line}")
    untranslated.tell(notice)
    surplus.tell(notice)
    if not found:
        raise FormatError(_NO_ROWS if last is None else _NO_COLUMNS, str(path), last)


class _Surplus:
    """Rows with more cells than columns: counted, and told of in the end."""

    def __init__(self) -> None:
        self._count = 0
        self._first: list[str] = []

    def look_at(self, row: Row, width: int) -> None:
        """Count a row if anything stands beyond its last column."""
        if any(cell.strip() for cell in row.cells[width:]):
            self._count += 1
            if len(self._first) < _SHOWN:
                self._first.append(str(row.line))

    def tell(self, notice: Notice) -> None:
        """Tell which rows there were, if any."""
        if self._count:
            more = f" and {self._count - _SHOWN} more" if self._count > _SHOWN else ""
            rows = "row" if self._count == 1 else "rows"
            notice(
                f"more cells than columns in {rows} {', '.join(self._first)}{more}: a text with a "
                "separator in it may be cut, put it in quotes"
            )


def _usual_width(head: Sequence[Row]) -> int:
    """How many columns most rows of a table without headings fill."""
    widths = Counter(
        max((place for place, cell in enumerate(row.cells, start=1) if cell.strip()), default=0)
        for row in head
    )
    return max(widths, key=lambda width: (widths[width], width))


def _cell(row: Row, index: int) -> str:
    """Text of a cell, empty where the row ends before it."""
    return row.cells[index].strip() if index < len(row.cells) else ""


def _unit(columns: _Columns, row: Row, path: Path, table: int) -> TranslationUnit:
    """One row that has both texts as a unit."""
    cells = row.cells
    source, target = cells[columns.source].strip(), cells[columns.target].strip()
    identifier, probability = "", 1.0
    properties = []
    for index, cell in enumerate(cells):
        value = cell.strip()
        if index in {columns.source, columns.target} or not value:
            continue
        name = columns.names[index] if index < len(columns.names) else ""
        if name.lower() == "probability":
            probability = checked_probability(value, path, row.line)
        elif name.lower() in {"id", "tuid"}:
            identifier = value
        else:
            properties.append((name or f"column-{index + 1}", value))
    return TranslationUnit(
        identifier or digest_values(table, row.line, source, target),
        columns.source_language,
        columns.target_language,
        source,
        target,
        probability,
        tuple(properties),
    )


def _named_columns(head: list[Row]) -> _Columns | None:
    """Columns by the names in the first row, None if it does not name them."""
    names = tuple(cell.strip() for cell in head[0].cells)
    if any(len(name) > _LONGEST_NAME for name in names):
        return None
    languages = {index: tag for index, name in enumerate(names) if (tag := _language(name))}
    sources = [index for index, name in enumerate(names) if _SOURCE.search(name)]
    targets = [index for index, name in enumerate(names) if _TARGET.search(name)]
    sources = [index for index in sources if _holds_text(head, index)]
    targets = [index for index in targets if _holds_text(head, index) and index not in sources]
    if len(sources) == len(targets) == 1:
        first, second = sources[0], targets[0]
    else:
        texts = _chosen([index for index in languages if _holds_text(head, index)], languages)
        if len(texts) != 2 or languages[texts[0]] == languages[texts[1]]:  # noqa: PLR2004
            return None
        first, second = texts
    tags = [languages.get(i) or _content_language(head[1:], i) for i in (first, second)]
    return _Columns(first, second, tags[0], tags[1], names)


def _chosen(columns: list[int], languages: Mapping[int, str]) -> list[int]:
    """Of columns in more than two languages, those in Chinese and English if there is one each."""
    if len(columns) <= 2:  # noqa: PLR2004 - a text and its translation
        return columns
    both = [index for index in columns if base_language(languages[index]) in {"zh", "en"}]
    return both if len(both) == 2 else columns  # noqa: PLR2004


def _language(name: str) -> str:
    """Language that the name of a column speaks of, ``""`` if none."""
    if is_language_tag(name):
        return name.replace("_", "-")
    return next((tag for tag, pattern in _LANGUAGES if pattern.search(name)), "")


def _holds_text(head: list[Row], index: int) -> bool:
    """Whether a column has letters under its name, or nothing stands under any name."""
    cells = _cells(head[1:], index)
    return len(head) == 1 or any(
        not cell.strip().isascii() or " " in cell or any(map(str.isalpha, cell)) for cell in cells
    )


def _columns_by_content(head: list[Row]) -> _Columns | None:
    """Columns by what they hold: the longest of Chinese and the longest of another language."""
    width = max(len(row.cells) for row in head)
    found: dict[bool, tuple[int, int, str]] = {}
    for index in range(width):
        filled = len([cell for cell in _cells(head, index) if cell.strip()])
        tag = _content_language(head, index)
        if 2 * filled < len(head) or tag == "und":
            continue
        best = (_n_letters(_content(head, index)), -index, tag)
        found[tag == "zh"] = max(found.get(tag == "zh", best), best)
    if len(found) != 2:  # noqa: PLR2004 - a text and its translation
        return None
    (first, first_tag), (second, second_tag) = sorted((-i, tag) for _, i, tag in found.values())
    return _Columns(first, second, first_tag, second_tag)


def _cells(head: Sequence[Row], index: int) -> list[str]:
    """The cells of a column."""
    return [row.cells[index] for row in head if index < len(row.cells)]


def _content(head: Sequence[Row], index: int) -> str:
    """All that a column holds."""
    return "\n".join(_cells(head, index))


def _n_letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _content_language(head: Sequence[Row], index: int) -> str:
    """Language of what a column holds."""
    text = _content(head, index)
    tag = base_language(detect_language(text))
    # Codes and figures ("A-17") look like English, but most of them is not letters.
    is_code = tag == "en" and 2 * _n_letters(text) <= len("".join(text.split()))
    return "und" if is_code else tag


def read_tabbed(path: Path, notice: Notice = ignore) -> Iterator[TranslationUnit]:
    """Units of a file of tab-separated columns, streamed; see `units_from_rows`.

    A header is not needed; LF Aligner's third column becomes a property.

    Raises
    ------
    FormatError
        With file and line.
    """
    lines = (line for _, line in numbered_lines(path))
    yield from units_from_rows(split_rows(lines, "\t", quotes=Quotes.LINE), path, notice)


def read_csv(path: Path, notice: Notice = ignore) -> Iterator[TranslationUnit]:
    """Units of a CSV file (RFC 4180), streamed; see `units_from_rows`.

    Cells are separated by whichever of comma, semicolon, tab and bar is most frequent in
    the first line.

    Raises
    ------
    FormatError
        With file and line.
    """
    lines = (line for _, line in numbered_lines(path))
    header = next(lines, "")
    delimiter = header_delimiter(header, str(path))
    rows = split_rows(chain([header], lines), delimiter, most_lines=_MOST_LINES)
    yield from units_from_rows(
        sound_rows(rows, str(path), "not CSV, save it again as CSV"), path, notice
    )


def read_docx(path: Path, notice: Notice = ignore) -> Iterator[TranslationUnit]:
    """Units of the side-by-side tables of a Word document, see `units_from_tables`.

    Tables that hold no text with its translation are skipped.  The
    document is in memory while it is read (at most 64 MiB of XML).

    Raises
    ------
    FormatError
        With the file: not a Word document, or none of its tables will do.
    """
    with OfficeFile(path, str(path), WORD) as file:
        root = file.root(file.main)
    if root is not None:
        yield from units_from_tables(map(_word_rows, word_tables(root)), path, notice)


def _word_rows(table: Iterable[Sequence[str]]) -> Iterator[Row]:
    return (Row(number, tuple(cells)) for number, cells in enumerate(table, start=1))
