"""Which evidence is used, and what is said when it is not the one asked for."""

from pathlib import Path

import numpy as np
import pytest

from aligner.encoders import load_token_encoder
from aligner.errors import InputError, MissingExtraError
from aligner.lexicon.table import TableContent
from aligner.pipeline import RunOptions, align_files, options_note
from aligner.pipeline import options as options_module
from aligner.pipeline.keys import StageKeys
from aligner.pipeline.options import chosen_tokens
from aligner.values import Bitext

CHINESE = "专利申请量增长。\n海州市召开会议。\n会议讨论了商标保护。\n"
ENGLISH = "Patent filings grew.\nHaizhou held a meeting.\nThe meeting discussed trademarks.\n"


def unavailable() -> None:
    raise MissingExtraError("token encoder e5-tokens.v1", "tokens")


def test_the_fast_evidence_loads_no_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options_module, "load_token_encoder", unavailable)
    assert chosen_tokens(RunOptions()) is None
    assert options_note(RunOptions()) == ""
    assert "evidence" not in str(StageKeys(RunOptions()).signature())


def test_a_missing_package_is_said_and_the_fast_evidence_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(options_module, "load_token_encoder", unavailable)
    best = RunOptions(evidence="best")
    assert "aligner[tokens]" in options_note(best)
    assert "fast evidence is used" in options_note(best)
    files = tmp_path / "a.txt", tmp_path / "b.txt"
    for path, text in zip(files, (CHINESE, ENGLISH), strict=True):
        path.write_text(text, encoding="utf-8")
    bitexts = [
        align_files(*files, segmented=True, options=options) for options in (best, RunOptions())
    ]
    assert bitexts[0] == bitexts[1]


def test_weights_that_know_no_second_look_are_said() -> None:
    note = options_note(RunOptions(weights="mixed.v2", evidence="best"))
    assert "mixed.v2 know no second look" in note


def test_the_signature_names_the_tokens() -> None:
    try:
        load_token_encoder()
    except MissingExtraError:
        pytest.skip("the token encoder is not installed")
    assert "e5-tokens.v1" in str(StageKeys(RunOptions(evidence="best")).signature())


def test_terms_of_a_glossary_are_anchors(tmp_path: Path) -> None:
    """Two lines that only the glossary connects are surer with it."""
    chinese = "他说起海东青。\n他说起灰背隼。\n他说起红脚隼。\n"
    english = "He spoke of gerfalcons.\nHe spoke of merlins.\nHe spoke of vespers.\n"
    files = tmp_path / "a.txt", tmp_path / "b.txt"
    for path, text in zip(files, (chinese, english), strict=True):
        path.write_text(text, encoding="utf-8")
    glossary = tmp_path / "birds.tsv"
    rows = "zh\ten\n海东青\tgerfalcon\n灰背隼\tmerlin\n红脚隼\tvesper\n"
    glossary.write_text(rows, encoding="utf-8")
    without = align_files(*files, segmented=True)
    beside = align_files(*files, segmented=True, glossary=glossary)

    def sureness(bitext: Bitext) -> float:
        return sum(b.probability for b in bitext.alignment if b.kind == "1-1")

    assert sureness(beside) > sureness(without)
    assert "glossary" in beside.signature
    assert "glossary" not in without.signature


def test_a_lexicon_of_ones_own_is_used_and_named(tmp_path: Path) -> None:
    """Three lines in another order each time: only the words tell which is which."""
    chinese = "他们提到了鲸鱼。\n他们提到了灯塔。\n他们提到了沙丘。\n"
    english = "They mentioned the zorp.\nThey mentioned the quim.\nThey mentioned the blip.\n"
    files = tmp_path / "a.txt", tmp_path / "b.txt"
    for path, text in zip(files, (chinese, english), strict=True):
        path.write_text(text, encoding="utf-8")
    sources, targets = sorted(("鲸鱼", "灯塔", "沙丘")), sorted(("zorp", "quim", "blip"))
    renderings = {"鲸鱼": "zorp", "灯塔": "quim", "沙丘": "blip"}
    content = TableContent(
        sources,
        targets,
        np.full(3, 6.0),
        np.full(3, 6.0),
        np.arange(4),
        np.array([targets.index(renderings[word]) for word in sources]),
        np.full(3, 0.9),
        np.full(3, 0.9),
    )
    lexicon = tmp_path / "words.bin"
    lexicon.write_bytes(content.to_bytes({"name": "birds"}))
    options = RunOptions(lexicon=str(lexicon))
    own, shipped = (
        align_files(*files, segmented=True, options=choice) for choice in (options, RunOptions())
    )
    assert [bead.kind for bead in own.alignment] == ["1-1"] * 3
    least = [min(bead.probability for bead in b.alignment) for b in (own, shipped)]
    assert least[0] > least[1]
    assert "birds-" in own.signature


def test_a_lexicon_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "words.bin"
    path.write_bytes(b"no lexicon")
    with pytest.raises(InputError, match=r"words\.bin"):
        StageKeys(RunOptions(lexicon=str(path))).signature()
