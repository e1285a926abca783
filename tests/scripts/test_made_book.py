"""A long text for measurements has the same paragraphs on both sides."""

from pathlib import Path

import pytest
from made_book import main


def test_a_book_is_as_long_as_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(tmp_path), "--megabytes", "0.02"])
    source, target = ((tmp_path / f"book.{language}.txt").read_bytes() for language in ("zh", "en"))
    assert 20_000 <= len(target) < 30_000
    assert source.count(b"\n\n") == target.count(b"\n\n") > 100
    releases = int(capsys.readouterr().out.split()[0])
    assert source.decode().count("名来宾。") == releases
