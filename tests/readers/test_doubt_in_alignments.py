"""What was read with doubt is capped in the alignment, and `--explain` says so."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from aligner.cli.main import cli

ROWS = (
    (("渡口", "Ferry"), ("乘客人数", "Passengers")),
    (("东渡口", "East ferry"), ("12,400", "12,400")),
    (("西渡口", "West ferry"), ("8,650", "8,650")),
)
SENTENCES = (
    ("三月起渡口改用新船票。", "From March the ferries use new tickets."),
    ("每张船票可以乘坐两次。", "Each ticket is good for two crossings."),
    ("旧船票在四月底以前仍然有效。", "Old tickets remain valid until the end of April."),
)


def aligned(source: Path, target: Path) -> tuple[dict[str, float], str]:
    """Probabilities by the text of the source, and what is said on stderr."""
    command = ["align", str(source), str(target), "--format", "tsv", "--explain"]
    result = CliRunner().invoke(cli, command, catch_exceptions=False)
    assert result.exit_code == 0
    rows = csv.DictReader(io.StringIO(result.stdout), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["source_text"]: float(row["probability"]) for row in rows}, result.stderr


def drawn(language: int) -> list[tuple[str, float, float, float]]:
    """A page with a paragraph above a table without rules."""
    text = [(s[language], 72.0, 80.0 + 40 * n, 12.0) for n, s in enumerate(SENTENCES)]
    cells = [
        (cell[language], 72.0 + 200 * column, 300.0 + 30 * row, 12.0)
        for row, cells in enumerate(ROWS)
        for column, cell in enumerate(cells)
    ]
    return [*text, *cells]


@pytest.fixture
def tables(make_pdf: Callable[..., bytes], tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "zh.pdf", tmp_path / "en.pdf"
    for language, path in enumerate(paths):
        path.write_bytes(make_pdf([drawn(language)]))
    return paths


def test_cells_told_by_their_place_alone(tables: tuple[Path, Path]) -> None:
    chances, said = aligned(*tables)
    cells = {text: chances[text] for row in ROWS for text, _ in row if text in chances}
    assert len(cells) == 6
    assert max(cells.values()) == 0.85
    assert chances[SENTENCES[0][0]] > 0.95
    assert "doubtful (0.85)" in said
    assert "the source was read with doubt: 6 cells of tables without rules" in said
    assert "the target was read with doubt: 6 cells of tables without rules" in said


def book(chapters: Sequence[bytes]) -> bytes:
    names = [f"c{number}.xhtml" for number in range(len(chapters))]
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "b.opf", f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>"
        )
        for name, data in zip(names, chapters, strict=True):
            archive.writestr(name, data)
    return packed.getvalue()


def chapter(sentences: Sequence[str]) -> bytes:
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return f"<html><body>{text}</body></html>".encode()


def test_a_chapter_in_a_doubtful_charset(tmp_path: Path) -> None:
    sure = [cell for row in ROWS for cell in row] * 2
    chinese = chapter([text for text, _ in SENTENCES])
    broken = chinese.replace("船票可以".encode(), b"\xe8\x88\xff\xfe" + "票可以".encode())
    books = tmp_path / "zh.epub", tmp_path / "en.epub"
    books[0].write_bytes(book([chapter([text for text, _ in sure]), broken]))
    english = [chapter([text for _, text in sure]), chapter([text for _, text in SENTENCES])]
    books[1].write_bytes(book(english))
    chances, said = aligned(*books)
    (doubtful,) = (chance for text, chance in chances.items() if "\ufffd" in text)
    assert doubtful <= 0.5
    assert "the source was read with doubt: c1.xhtml: " in said
    assert "the target was read with doubt" not in said
    assert chances["东渡口"] > 0.95
