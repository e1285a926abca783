"""Two files to a bitext, and what is written of it."""

import io
import json
from pathlib import Path

import pytest

from aligner.errors import FormatError, PairingError
from aligner.pipeline import BitextForm, RunOptions, align_files, write_bitext

SOURCE = ["会议昨天在北京召开。", "局长出席并讲话。", "", "会议强调保护知识产权。"]
TARGET = [
    "The meeting was held in Beijing yesterday, and the commissioner spoke.",
    "",
    "The meeting stressed the protection of intellectual property.",
]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "a.zh", tmp_path / "a.en"
    for path, lines in zip(paths, (SOURCE, TARGET), strict=True):
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return paths


def written(bitext_files: tuple[Path, Path], format_name: str) -> str:
    stream = io.BytesIO()
    bitext = align_files(*bitext_files, segmented=True)
    write_bitext(bitext, stream, BitextForm(format_name))
    return stream.getvalue().decode()


def test_segments_are_the_lines(files: tuple[Path, Path]) -> None:
    bitext = align_files(*files, segmented=True)
    assert list(bitext.source.texts) == SOURCE
    assert list(bitext.target.texts) == TARGET
    assert "weights" in bitext.signature or "align:" in bitext.signature


def test_a_ladder_names_every_line_once(files: tuple[Path, Path]) -> None:
    source: list[int] = []
    target: list[int] = []
    for line in written(files, "ladder").splitlines():
        left, right, probability = line.split(":")
        source += json.loads(left)
        target += json.loads(right)
        assert 0.0 <= float(probability) <= 1.0
    assert (source, target) == ([0, 1, 2, 3], [0, 1, 2])


def test_translations_end_up_together(files: tuple[Path, Path]) -> None:
    rungs = [line.rsplit(":", 1)[0] for line in written(files, "ladder").splitlines()]
    assert any(rung.startswith("[3]") and "2" in rung.split(":")[1] for rung in rungs)


@pytest.mark.parametrize("format_name", ["tsv", "jsonl"])
def test_tables_hold_both_texts(files: tuple[Path, Path], format_name: str) -> None:
    text = written(files, format_name)
    assert all(line in text for line in [*SOURCE, *TARGET])


def test_pages_in_one_language_are_refused(files: tuple[Path, Path]) -> None:
    with pytest.raises(PairingError, match="language"):
        align_files(files[0], files[0], segmented=True)


@pytest.mark.parametrize("segmented", [True, False])
def test_an_empty_file_is_named(files: tuple[Path, Path], tmp_path: Path, segmented: bool) -> None:  # noqa: FBT001
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    with pytest.raises(FormatError, match=r"empty\.txt"):
        align_files(files[0], empty, segmented=segmented)


def test_rules_edited_in_between_are_read_anew(tmp_path: Path) -> None:
    pages = tmp_path / "a.txt", tmp_path / "b.txt"
    pages[0].write_text("第一案见附件。第二案不予受理。", encoding="utf-8")
    pages[1].write_text("See encl. Two for the first. The second is refused.", encoding="utf-8")
    rules = tmp_path / "abbreviations.txt"
    counts, signatures = [], set()
    for line in ("misc.\n", "encl.\nmisc.\n"):
        rules.write_text(line, encoding="utf-8")
        bitext = align_files(*pages, options=RunOptions(abbreviations=rules))
        counts.append(len(bitext.target.texts))
        signatures.add(bitext.signature)
    assert counts == [3, 2]
    assert len(signatures) == 2
