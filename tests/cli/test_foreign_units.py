"""Units in other languages do not stop a term check."""

from pathlib import Path

from click.testing import CliRunner

from aligner.cli.main import cli

UNITS = (
    ("zh", "驳回", "en", "refusal"),
    ("zh", "答复", "en", "reply"),
    ("de", "Gebühr", "en", "fee"),
    ("en", "refusal", "zh", "驳回"),
)


def checked(tmp_path: Path, *units: tuple[str, str, str, str]) -> tuple[str, str, int]:
    body = "".join(
        f'<tu tuid="u{n}" srclang="{a}"><tuv xml:lang="{a}"><seg>{one}</seg></tuv>'
        f'<tuv xml:lang="{b}"><seg>{other}</seg></tuv></tu>'
        for n, (a, one, b, other) in enumerate(units)
    )
    memory, glossary = tmp_path / "a.tmx", tmp_path / "g.tsv"
    memory.write_text(f'<tmx version="1.4"><header srclang="zh"/><body>{body}</body></tmx>')
    glossary.write_text("zh\ten\n驳回\trefusal\n答复\tresponse\n", encoding="utf-8")
    arguments = ["terms", "check", "--bitext", str(memory), "-g", str(glossary), "--show", "all"]
    result = CliRunner().invoke(cli, arguments)
    return result.stdout, result.stderr, result.exit_code


def test_foreign_units_are_left_out_and_told(tmp_path: Path) -> None:
    shown, told, status = checked(tmp_path, *UNITS)
    assert status in {0, 1}
    assert "答复" in shown
    assert "1 unit is not checked, because not in Chinese and English (u2)" in told
    assert "1 unit is checked as if translated from Chinese into English" in told


def test_a_memory_of_other_languages_alone_is_refused(tmp_path: Path) -> None:
    _, told, status = checked(tmp_path, UNITS[2])
    assert status == 3
    assert "reads Chinese and English" in told
