"""What ``aligner read`` and ``aligner align`` do with files of translation units."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli
from aligner.exporters import export_units, read_units
from aligner.values import TranslationUnit

UNITS = tuple(
    TranslationUnit(str(n), zh, en, "zh", "en", 0.97)
    for n, (zh, en) in enumerate(
        (
            ("港口今天开放。", "The port opened today."),
            ("灯塔没有损坏。", "The lighthouse was not damaged."),
        )
    )
)
TEXTS = [(unit.source_text, unit.target_text) for unit in UNITS]
TABLE = "".join(f"{zh},{en}\n" for zh, en in (("中文", "English"), *TEXTS))


def command(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def written(folder: Path, name: str, format_name: str) -> Path:
    path = folder / name
    export_units(UNITS, folder / "made", format_name=format_name)
    return (folder / "made").rename(path)


@pytest.mark.parametrize("format_name", ["tmx", "xliff", "xliff12"])
@pytest.mark.parametrize("name", ["memory.xml", "memory.txt", "memory"])
@pytest.mark.parametrize("options", [(), ("--bitext",)])
def test_memories_are_known_by_what_they_hold(
    tmp_path: Path, format_name: str, name: str, options: tuple[str, ...]
) -> None:
    result = command("read", *options, written(tmp_path, name, format_name))
    assert result.exit_code == 0, result.stderr
    for source, target in TEXTS:
        assert source in result.stdout
        assert target in result.stdout


def test_a_memory_in_utf_16_is_known_too(tmp_path: Path) -> None:
    path = written(tmp_path, "memory.xml", "tmx")
    text = path.read_text("utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"')
    path.write_text(text, "utf-16")
    assert [(unit.source_text, unit.target_text) for unit in read_units(path)] == TEXTS


def test_a_table_of_units_needs_no_option(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE, "utf-8")
    for path in (table, written(tmp_path, "units.tsv", "tsv")):
        result = command("read", path)
        assert result.exit_code == 0, result.stderr
        assert TEXTS[1][1] in result.stdout


def test_a_table_that_lists_documents_lists_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS[0][0], "utf-8")
    (tmp_path / "b.txt").write_text(TEXTS[1][0], "utf-8")
    table = tmp_path / "pages.csv"
    rows = (
        f"path,title,note\na.txt,{TEXTS[0][0]},{TEXTS[0][1]}\nb.txt,{TEXTS[1][0]},{TEXTS[1][1]}\n"
    )
    table.write_text(rows, "utf-8")
    assert command("read", table).stdout.splitlines() == ["a.txt", "b.txt"]


def test_a_table_of_neither_says_what_a_list_needs(tmp_path: Path) -> None:
    table = tmp_path / "sums.csv"
    table.write_text("month,sum\nMay,12\nJune,14\n", "utf-8")
    result = command("read", table)
    assert result.exit_code == 3
    assert "no column path in the first line" in result.stderr


@pytest.mark.parametrize("name", ["memory.tmx", "memory.xlf", "memory.jsonl.gz", "memory.xlsx"])
def test_a_table_is_converted(tmp_path: Path, name: str) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE, "utf-8")
    result = command("read", "--bitext", table, "-o", tmp_path / name)
    assert result.exit_code == 0, result.stderr
    assert result.stderr == f"{tmp_path / name}: 2 translation units\n"
    units = read_units(tmp_path / name)
    assert [(unit.source_text, unit.target_text) for unit in units] == TEXTS


def test_a_suffix_that_is_not_written_is_refused(tmp_path: Path) -> None:
    result = command("read", written(tmp_path, "memory.tmx", "tmx"), "-o", tmp_path / "a.docx")
    assert result.exit_code == 2
    assert "no format of translation units" in result.stderr
    assert not (tmp_path / "a.docx").exists()


def test_align_names_the_command_that_reads_units(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE, "utf-8")
    for path in (table, written(tmp_path, "old.tmx", "tmx")):
        result = command("align", path)
        assert result.exit_code == 3
        assert "`aligner read --bitext` shows and converts it" in result.stderr


def test_a_memory_is_not_written_over_by_itself(tmp_path: Path) -> None:
    path = written(tmp_path, "memory.tmx", "tmx")
    before = path.read_bytes()
    result = command("read", path, "-o", path)
    assert result.exit_code == 2
    assert path.read_bytes() == before
