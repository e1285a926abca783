"""Hits as a person and as a program read them."""

import json
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from aligner.cli.main import cli
from aligner.cli.search import _line, _plain, _width
from aligner.values import (
    Alignment,
    Bead,
    Block,
    BlockKind,
    Document,
    DocumentPair,
    Segment,
    SegmentedDocument,
)
from aligner.workspace import Side, Workspace


def put(workspace: Workspace, side: Side, name: str, texts: tuple[str, ...]) -> None:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text, 0, len(text)) for text in texts)
    language, day = ("zh-Hans", date(2024, 2, 1)) if side == "source" else ("en", None)
    head = Document(name, language, blocks, "d", published=day)
    segments = tuple(Segment(n, 0, len(text), text) for n, text in enumerate(texts))
    workspace.put_document(side, head, SegmentedDocument(head, segments), stage_key="k")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "w"
    with Workspace.open(place, create=True) as workspace:
        sources = ("国家知识产权局发布关于专利的公告。", "专利\t权\x1b[31m", "局")
        targets = ("The office issued a notice on patents.", "Patent\u202e right", "An office")
        put(workspace, "source", "s.html", sources)
        put(workspace, "target", "t.html", targets)
        aligned = Alignment(tuple(Bead(n, n + 1, n, n + 1, 0.5) for n in range(3)), 3, 3)
        workspace.put_alignment(DocumentPair("s.html", "t.html", 1.0), aligned, "k")
    return place


def searched(folder: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["search", "-w", str(folder), *arguments])
    assert result.exit_code == 0, result.stderr
    return result


def test_finds_stand_one_below_the_other(folder: Path) -> None:
    result = searched(folder, "专利")
    head, *lines = result.stdout.splitlines()
    assert head == "2024-02-01  s.html - t.html"
    assert "[专利]" in lines[0]
    assert "[专利]" in lines[1]
    assert len({_width(line[: line.index("[")]) for line in lines}) == 1
    assert "The office issued" in lines[0]
    assert result.stderr == "2 of 2\n"


def test_the_total_is_told(folder: Path) -> None:
    assert searched(folder, "局", "--limit", "1").stderr == "1 of 2\n"
    assert searched(folder, "--regex", "局|right", "--limit", "1").stderr == "1 of 1 or more\n"
    assert searched(folder, "不在").stderr == "nothing found\n"


def test_nothing_harmful_reaches_a_terminal(folder: Path) -> None:
    for form in ("table", "tsv"):
        text = searched(folder, "patent", "--format", form).stdout
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_spans_of_the_table_count_in_the_texts_of_the_table(folder: Path) -> None:
    head, *rows = searched(folder, "专利 right", "--format", "tsv").stdout.splitlines()
    (row,) = (dict(zip(head.split("\t"), row.split("\t"), strict=True)) for row in rows)
    for side, found in (("source", ["专利"]), ("target", ["right"])):
        spans = [tuple(map(int, span.split("-"))) for span in row[f"{side}_spans"].split()]
        assert [row[f"{side}_text"][a:b] for a, b in spans] == found
    assert row["published"] == "2024-02-01"
    assert (row["source_document"], row["target_document"]) == ("s.html", "t.html")


@pytest.mark.parametrize("option", [["--json"], ["--format", "json"]])
def test_objects_hold_everything(folder: Path, option: list[str]) -> None:
    (line,) = searched(folder, 'source:专利 target:"a notice"', *option).stdout.splitlines()
    hit = json.loads(line)
    assert hit["source_text"] == "国家知识产权局发布关于专利的公告。"
    assert hit["source_spans"] == [[11, 13]]
    assert hit["target_text"][slice(*hit["target_spans"][0])] == "a notice"
    assert hit["published"] == "2024-02-01"


def test_a_query_without_words_is_refused(folder: Path) -> None:
    result = CliRunner().invoke(cli, ["search", "-w", str(folder), "，"])
    assert result.exit_code == 2
    assert "no word to search for" in result.stderr


TEXT = st.text(
    st.one_of(st.sampled_from("专利局ＰＣＴ ab\u0301e\u200b[]…"), st.characters(codec="utf-8"))
)


@given(text=TEXT, data=st.data(), width=st.integers(12, 80))
def test_a_line_fills_its_columns_and_shows_the_first_find(
    text: str, data: st.DataObject, width: int
) -> None:
    spans = []
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        spans = [(start, data.draw(st.integers(start + 1, len(text))))]
    line = _line(text, spans, width)
    assert _width(line) == width
    assert not {unicodedata.category(c) for c in line} & {"Cc", "Cs", "Zl", "Zp"}
    if spans:
        # The bracket opens a third of the way in, whatever stands before it.
        columns = 0
        places = []
        for character in line:
            if character == "[":
                places.append(columns)
            columns += _width(character)
        assert width // 3 in places


@given(text=TEXT)
def test_a_plain_text_has_the_same_offsets(text: str) -> None:
    assert len(_plain(text)) == len(text)
    assert len(_plain(text).splitlines()) <= 1


def test_columns_are_those_of_the_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout.__class__, "isatty", lambda _: True, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    lines = searched(folder, "专利").stdout.splitlines()
    assert max(map(_width, lines)) <= 120
