"""``--target-precision``: as many beads as leave the wanted share right."""

from pathlib import Path

from click.testing import CliRunner, Result

from aligner.cli.main import cli

SOURCE = "今天天气很好。\n我们去了图书馆。\n他借了三本书。\n晚饭吃了面条。"
TARGET = (
    "The weather is fine today.\nWe went to the library.\n"
    "He borrowed three books.\nNoodles were served for dinner."
)


def aligned(folder: Path, *options: str) -> Result:
    source, target = folder / "a.txt", folder / "b.txt"
    source.write_text(SOURCE, encoding="utf-8")
    target.write_text(TARGET, encoding="utf-8")
    return CliRunner().invoke(cli, ["align", str(source), str(target), "--segmented", *options])


def probabilities(result: Result) -> list[float]:
    return [float(line.rpartition(":")[2]) for line in result.stdout.splitlines()]


def test_everything_is_kept_for_a_precision_of_nothing(tmp_path: Path) -> None:
    assert aligned(tmp_path, "--target-precision", "0").stdout == aligned(tmp_path).stdout


def test_the_kept_beads_are_sure_enough_together(tmp_path: Path) -> None:
    everything = probabilities(aligned(tmp_path))
    wanted = sum(everything) / len(everything) + 0.0005
    kept = probabilities(aligned(tmp_path, "--target-precision", str(wanted)))
    assert len(kept) < len(everything)
    assert not kept or sum(kept) / len(kept) >= wanted - 0.001


def test_what_was_kept_is_said(tmp_path: Path) -> None:
    result = aligned(tmp_path, "--target-precision", "0.5")
    assert "kept: beads of probability" in result.stderr
    everything, kept = probabilities(aligned(tmp_path)), probabilities(result)
    assert f"; left out: {len(everything) - len(kept)} of {len(everything)}" in result.stderr


def test_that_nothing_is_sure_enough_is_said(tmp_path: Path) -> None:
    result = aligned(tmp_path, "--target-precision", "1")
    assert result.exit_code == 0
    assert result.stdout == "" or set(probabilities(result)) == {1.0}
