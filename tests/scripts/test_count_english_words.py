"""The script that counts ordinary English words writes words, not text."""

import lzma
from pathlib import Path

import count_english_words
import pytest

LINE = "风停了。\tthe wind fell over a wall and men of grey stone came to prelim. talks\n"


def test_words_of_several_files_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / "a.tsv.xz", tmp_path / "b.tsv.xz"]
    for number, path in enumerate(paths):
        lines = (LINE.replace("风", f"风{number}{i}").replace("men", f"men {i}") for i in range(3))
        path.write_bytes(lzma.compress("".join(lines).encode()))
    surnames = tmp_path / "surnames"
    surnames.write_text("STONE 0.059 1 1\nWALL 0.0001 2 2\n", encoding="utf-8")
    listed = tmp_path / "words.txt"
    monkeypatch.setattr(count_english_words, "_PATH", listed)
    count_english_words.main([*map(str, paths), "--surnames", str(surnames)])
    words = listed.read_text(encoding="utf-8").split()
    # A surname is written as one; what is written with a full stop inside a sentence is left out.
    assert {"wind", "wall", "Stone", "talks"} <= set(words)
    assert not {"prelim", "stone", "the wind"} & set(words)
    assert capsys.readouterr().out == f"{len(words)} words\n"
