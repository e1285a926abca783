"""The benchmark of the splitters counts traps that are split wrongly."""

from pathlib import Path

import pytest
from bench_splitting import main, read_traps

HEAD = "language\tkind\ttext\n"
RIGHT = "en\tplain\tIt rained.‖ He left.\n# a remark\nzh\tplain\t下雨了。‖他走了。\n"


def test_wrong_traps_are_counted_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "traps.tsv"
    path.write_text(HEAD + RIGHT + "en\todd\tIt ‖rained.\n", encoding="utf-8")
    main([str(path), "--repeat", "1", "--floor", "0.4"])
    lines = capsys.readouterr().out.splitlines()
    assert any(line.split()[:4] == ["en", "aligner", "2", "50.00%"] for line in lines)
    assert any(line.split()[:4] == ["zh", "aligner", "1", "0.00%"] for line in lines)
    assert lines[-1] == "en  odd\tIt ‖ rained."
    with pytest.raises(SystemExit, match="1 of 3 wrong"):
        main([str(path), "--repeat", "1", "--floor", "0.3"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("en\ttext\n", ":1: the columns are"),
        (HEAD + "en\tone cell too few\n", ":2: a trap is"),
        (HEAD + RIGHT + "fr\tx\ty\n", ":5: a trap is"),
    ],
)
def test_lines_that_are_no_traps_are_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "traps.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match=message):
        list(read_traps(path))
