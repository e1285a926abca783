"""A run reads, decodes, encodes and tokenises each thing once, and a second run none of it."""

import os
from collections import Counter, OrderedDict
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from aligner.encoders import load_encoder
from aligner.encoders.use_document import DocumentEncoder
from aligner.languages import read_english
from aligner.pipeline import RunSummary, run, tasks
from aligner.readers import PageLocation
from aligner.workspace import documents

if TYPE_CHECKING:
    from collections.abc import Callable

# Two piles of four pages, of which three make pairs.
N_PAGES, N_PAIRS = 8, 3
LONG_AGO = 1_500_000_000


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each of the costly things is done, counted where it is done."""
    counted: Counter[str] = Counter()

    def count(owner: type | ModuleType, name: str, what: str) -> None:
        original: Callable[..., object] = getattr(owner, name)

        @wraps(original)
        def counting(*args: object, **kwargs: object) -> object:
            counted[what] += 1
            return original(*args, **kwargs)

        monkeypatch.setattr(owner, name, counting)

    count(PageLocation, "load", "page reads")
    count(tasks, "split_document", "splits")
    count(documents, "_decode_document", "document decodes")
    count(DocumentEncoder, "__init__", "texts encoded")
    count(tasks, "align_texts", "alignments")
    # Other tests in this process may have used both.
    monkeypatch.setattr(load_encoder("use.v1"), "_kept", OrderedDict())
    read_english.cache_clear()
    return counted


@pytest.fixture
def piles(source_pile: Path, target_pile: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """Two piles whose files have not been touched for a long time, and a workspace."""
    for page in (*source_pile.iterdir(), *target_pile.iterdir()):
        os.utime(page, (LONG_AGO, LONG_AGO))
    return source_pile, target_pile, tmp_path / "work"


def test_a_first_run_does_each_thing_once(
    piles: tuple[Path, Path, Path], small_glossary: Path, calls: Counter[str]
) -> None:
    run(*piles, glossary=small_glossary)
    assert calls == {
        "page reads": N_PAGES,
        "splits": N_PAGES,
        "texts encoded": N_PAGES,
        "alignments": N_PAIRS,
    }
    tokenised = read_english.cache_info()
    assert tokenised.misses == tokenised.currsize < tokenised.hits


def test_a_second_run_opens_no_page_and_decodes_no_document(
    piles: tuple[Path, Path, Path], small_glossary: Path, calls: Counter[str]
) -> None:
    run(*piles, glossary=small_glossary)
    calls.clear()
    summary = run(*piles, glossary=small_glossary)
    assert calls == Counter()
    assert {stage.done for stage in summary.stages} == {0}


def test_of_a_page_with_a_new_time_of_change_the_content_decides(
    piles: tuple[Path, Path, Path], calls: Counter[str]
) -> None:
    run(*piles)
    calls.clear()
    same, other = piles[0] / "talks.html", piles[1] / "en-figures.txt"
    os.utime(same, (LONG_AGO + 60, LONG_AGO + 60))
    other.write_text(other.read_text("utf-8").replace("2021", "2020"), "utf-8")
    os.utime(other, (LONG_AGO + 60, LONG_AGO + 60))
    assert reading(run(*piles)) == (1, N_PAGES - 1)
    assert (calls["page reads"], calls["splits"]) == (2, 1)
    calls.clear()
    assert reading(run(*piles)) == (0, N_PAGES)
    assert calls["page reads"] == 0


def test_a_page_written_a_moment_ago_is_looked_at_again(
    piles: tuple[Path, Path, Path], calls: Counter[str]
) -> None:
    page = piles[0] / "talks.html"
    os.utime(page)
    run(*piles)
    calls.clear()
    assert reading(run(*piles)) == (0, N_PAGES)
    assert (calls["page reads"], calls["splits"]) == (1, 0)


def reading(summary: RunSummary) -> tuple[int, int]:
    """How many pages were read anew, and how many were found unchanged."""
    (stage,) = (stage for stage in summary.stages if stage.stage == "read and split")
    return stage.done, stage.unchanged
