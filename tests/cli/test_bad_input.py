"""Bad input through the command line: one line that names the place, the right status."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli
from aligner.workspace import Workspace

HEADER = "zh\ten_preferred\ten_forbidden\tforbidden_from"


def aligner(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments])


def complaint(result: Result) -> str:
    """The one line on stderr that says what is wrong."""
    assert result.stdout == ""
    lines = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert len(lines) == 1, result.stderr
    return lines[0]


@pytest.fixture
def chinese(source_pile: Path) -> Path:
    return source_pile / "centre.html"


@pytest.fixture
def english(target_pile: Path) -> Path:
    return target_pile / "en-centre.html"


def bad_file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.html", b""),
        ("blank.txt", b" \n\n\t\n"),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
        ("tags.html", b"<html><body><script>var a = 1;</script></body></html>"),
    ],
)
def test_files_without_text_are_named(
    chinese: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    result = aligner("align", chinese, bad_file(tmp_path, name, content))
    assert name in complaint(result)
    assert result.exit_code == 3


def test_a_missing_file_is_named(chinese: Path, tmp_path: Path) -> None:
    result = aligner("align", chinese, tmp_path / "none.html")
    assert "none.html" in complaint(result)
    assert result.exit_code == 3


def test_a_folder_is_not_a_file(chinese: Path, tmp_path: Path) -> None:
    result = aligner("align", chinese, tmp_path)
    assert str(tmp_path) in complaint(result)
    assert result.exit_code == 3


def test_two_files_in_one_language_are_refused(english: Path) -> None:
    result = aligner("align", english, english)
    assert "language" in complaint(result)
    assert result.exit_code == 3


def test_the_output_folder_must_exist(chinese: Path, english: Path, tmp_path: Path) -> None:
    result = aligner("align", chinese, english, "-o", tmp_path / "no" / "ladder.txt")
    assert "ladder.txt: cannot be written" in complaint(result)
    assert result.exit_code == 2


def test_an_output_that_fails_leaves_the_old_file(
    chinese: Path, tmp_path: Path, source_pile: Path
) -> None:
    old = bad_file(tmp_path, "old.txt", b"kept")
    result = aligner("align", chinese, source_pile / "fair.txt", "-o", old)
    assert result.exit_code == 3
    assert old.read_bytes() == b"kept"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_missing_folder_is_named(target_pile: Path, tmp_path: Path) -> None:
    result = aligner("run", tmp_path / "nowhere", target_pile, "-w", tmp_path / "w")
    assert "nowhere" in complaint(result)
    assert result.exit_code == 3


def test_a_workspace_is_a_folder(source_pile: Path, target_pile: Path, tmp_path: Path) -> None:
    file = bad_file(tmp_path, "work", b"")
    result = aligner("run", source_pile, target_pile, "-w", file / "inside")
    assert "work" in complaint(result)
    assert result.exit_code == 3


def test_a_workspace_in_use_is_told(source_pile: Path, target_pile: Path, tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w", create=True):
        result = aligner("run", source_pile, target_pile, "-w", tmp_path / "w")
    assert str(tmp_path / "w") in complaint(result)
    assert result.exit_code == 3


@pytest.mark.parametrize("command", ["export --format tsv", "search 专利"])
def test_a_missing_workspace_is_told(tmp_path: Path, command: str) -> None:
    result = aligner(*command.split(), "--workspace", tmp_path / "none")
    assert "aligner run" in complaint(result)
    assert result.exit_code == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bad.tsv", f"{HEADER}\n\n商标\ttrademark\tbrand\tsoon\n"),
        ("bad.tbx", "<tbx>\n<text>\n<body></tbx>"),
    ],
)
def test_a_broken_glossary_is_named_with_the_line(tmp_path: Path, name: str, content: str) -> None:
    glossary = bad_file(tmp_path, name, content.encode())
    result = aligner("run", "source", "target", "-w", tmp_path / "w", "-g", glossary)
    assert f"{name}:3: " in complaint(result)
    assert result.exit_code == 3


def test_two_folders_in_one_language_are_refused(target_pile: Path, tmp_path: Path) -> None:
    result = aligner("run", target_pile, target_pile, "-w", tmp_path / "w")
    assert "English" in complaint(result)
    assert result.exit_code == 3


def test_swapped_folders_are_noticed(source_pile: Path, target_pile: Path, tmp_path: Path) -> None:
    result = aligner("run", target_pile, source_pile, "-w", tmp_path / "w")
    assert result.exit_code == 0
    assert "swapped" in result.stderr
    assert "swapped" in result.stdout


def test_a_broken_page_is_listed(source_pile: Path, target_pile: Path, tmp_path: Path) -> None:
    bad_file(source_pile, "broken.html", b"")
    result = aligner("run", source_pile, target_pile, "-w", tmp_path / "w")
    assert result.exit_code == 0
    assert "broken.html" in result.stdout


@pytest.mark.parametrize(
    "arguments", [["align"], ["run", "a", "b"], ["export", "-w", "x", "--format", "doc"], ["nope"]]
)
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    result = aligner(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
