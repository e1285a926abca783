"""Tables learned from parallel texts."""

import json
import lzma
from pathlib import Path

import numpy as np
import pytest

from aligner.errors import FormatError, InputError
from aligner.lexicon import BilingualTable, ParallelWords, read_parallel

NOUNS = {"专利": "patent", "商标": "trademark", "法律": "law", "标准": "standard", "市场": "market"}
VERBS = {"保护": "protect", "申请": "request", "管理": "manage", "检查": "inspect"}


def sample_words(n_documents: int = 5) -> ParallelWords:
    words = ParallelWords()
    for number in range(n_documents):
        for noun, english_noun in NOUNS.items():
            for verb, english_verb in VERBS.items():
                words.add(
                    f"我们{verb}{noun}{number}。",
                    f"We {english_verb} the {english_noun} {number}.",
                    document=f"document {number}",
                    register="invented",
                )
    return words


def table_of(words: ParallelWords) -> BilingualTable:
    return BilingualTable(np.frombuffer(words.learn().to_bytes({}), np.uint8))


def test_words_that_render_each_other_are_found() -> None:
    table = table_of(sample_words())
    for source, target in (NOUNS | VERBS).items():
        row = table.row(source)
        assert max(row, key=row.__getitem__) == target
        assert row[target] > 0.5


def test_the_same_texts_give_the_same_table() -> None:
    assert sample_words().learn().to_bytes({}) == sample_words().learn().to_bytes({})


def test_what_fewer_than_three_documents_hold_is_left_out() -> None:
    words = sample_words()
    for number in range(20):
        words.add(f"海关{number}号", f"customs {number}", document=f"d{number % 2}", register="r")
    table = table_of(words)
    assert "海关" not in table.sources
    assert "customs" not in table.targets
    assert set(table.targets) >= {"patent", "law"}
    with pytest.raises(InputError, match="3 documents"):
        sample_words(2).learn()


def test_nothing_gives_no_table() -> None:
    with pytest.raises(InputError, match="no text pairs"):
        ParallelWords().learn()


def test_a_text_pair_counts_once() -> None:
    words = sample_words()
    n_before = len(words)
    words.add("我们保护专利0。", "We protect the patent 0.", document="another", register="r")
    assert len(words) == n_before


def test_rows_of_a_file_name_their_documents_and_gold_sets(tmp_path: Path) -> None:
    path = tmp_path / "laws.tsv.xz"
    lines = ["甲\tA\tact#1\tSL\t-", "乙\tB\tact#2\tSL\tlaws_1"]
    lines += [f"丙{i}\tC{i}\tother\t\t-" for i in range(300)]
    path.write_bytes(lzma.compress("\n".join(lines).encode()))
    texts = list(read_parallel(path))
    assert [t.gold_set for t in texts[:2]] == [None, "laws_1"]
    assert texts[0].document == texts[1].document
    # A long collection counts as several documents.
    assert len({t.document for t in texts[2:]}) == 2


def test_documents_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text(json.dumps({"id": "1", "zh": "甲\n\n乙", "en": "A\n\nB"}), "utf-8")
    assert [(t.source, t.target) for t in read_parallel(path)] == [("甲", "A"), ("乙", "B")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tsv", "甲\tA\n"),
        ("a.jsonl", '{"id": "1", "zh": "甲"}\n'),
        ("a.jsonl", '{"id": "1", "zh": "甲", "en": "A\\nB"}\n'),
    ],
)
def test_a_line_that_is_no_pair_is_named(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    with pytest.raises(FormatError, match=rf"{name}:1"):
        list(read_parallel(path))
