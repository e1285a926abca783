"""What the command line says of documents that may have been read wrongly."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli

SOURCE = "专利局今日发布公告，自五月起施行。".encode("gb18030") + b"\xff\n"
TARGET = "The Patent Office published an announcement today, in force from May.\n"


def aligner(*arguments: object) -> Result:
    result = CliRunner().invoke(cli, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result


@pytest.mark.parametrize("options", [[], ["--segmented"]])
def test_align_warns_of_the_file_and_explains_the_bead(tmp_path: Path, options: list[str]) -> None:
    source, target = tmp_path / "zh.txt", tmp_path / "en.txt"
    source.write_bytes(SOURCE)
    target.write_text(TARGET, encoding="utf-8")
    result = aligner("align", source, target, "--explain", *options)
    warnings = [line for line in result.stderr.splitlines() if line.startswith("warning: ")]
    assert f"warning: {source}: 1 character could not be read as gb18030" in warnings[0]
    assert not any(str(target) in line for line in warnings)
    (bead,) = result.stdout.splitlines()
    assert float(bead.split(":")[-1]) <= 0.5
    assert "the source was read with doubt: 1 character could" in result.stderr


def test_a_run_counts_and_names_the_documents_read_with_doubt(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    assert "read with doubt" not in aligner("run", source_pile, target_pile, "-w", work).stdout
    (source_pile / "notice.txt").write_bytes(SOURCE)
    text = aligner("run", source_pile, target_pile, "-w", work).stdout
    (row,) = (line for line in text.splitlines() if line.startswith("read with doubt "))
    assert row.split()[-2:] == ["1", "0"]
    assert "read with doubt:\n  source notice.txt: 1 character could not be read" in text
    found = json.loads(aligner("run", source_pile, target_pile, "-w", work, "--json").stdout)
    (page,) = found["doubtful_readings"]
    assert (page["side"], page["document"]) == ("source", "notice.txt")
    assert "gb18030" in page["message"]
