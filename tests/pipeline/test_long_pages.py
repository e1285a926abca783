"""What is in memory of a long page does not grow with it."""

import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.pipeline import hear_headway, tasks
from aligner.pipeline.tasks import (
    CheckTask,
    EncodeTask,
    Failure,
    ReadTask,
    check_terms,
    encode_document,
    read_and_split,
)
from aligner.readers import PageLocation
from aligner.terms.matching import unit as matching
from aligner.values import ConceptEntry, SegmentedDocument, Term, TranslationUnit
from aligner.workspace.index import POSITION_BITS

GLOSSARY = Glossary((ConceptEntry("pond", (Term("鱼塘", "zh"), Term("fish pond", "en"))),))


def task(n: int) -> CheckTask:
    units = tuple(
        TranslationUnit(
            f"u{i}", "zh", "en", f"{i}：村里有鱼塘。", f"{i}: The village has a pool.", 1.0
        )
        for i in range(n)
    )
    return CheckTask(units, GLOSSARY, LexicalModel.base().to_bytes(), None, "a", "b")


def test_the_terms_of_a_long_page_are_checked_part_by_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []
    whole = matching.read_document

    def noted(units: list[TranslationUnit], *rest: object) -> object:
        read.append(len(units))
        return whole(units, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("aligner.terms.checking.check.read_document", noted)
    monkeypatch.setattr("aligner.pipeline.tasks.CHECKED_AT_ONCE", 10)
    told: list[tuple[str, int, int]] = []
    before = hear_headway(lambda *headway: told.append(headway))
    try:
        check = check_terms(task(35))
    finally:
        hear_headway(before)
    assert not isinstance(check, Failure)
    # Each with two units of the parts beside it.
    assert read == [12, 14, 14, 7]
    assert told == [("a - b", n, 35) for n in (10, 20, 30, 35)]
    assert [occurrence.unit for occurrence in check.occurrences] == [f"u{i}" for i in range(35)]


def test_a_page_of_more_segments_than_a_workspace_can_number_is_refused_when_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every segment may be a bead of its own."""
    assert 2 * tasks._MOST_SEGMENTS <= 1 << POSITION_BITS
    path = tmp_path / "a.txt"
    path.write_text("The pond is full.\n\nThe mill stands still.\n", encoding="utf-8")
    read = ReadTask(PageLocation("a.txt", path))
    assert isinstance(read_and_split(read), SegmentedDocument)
    monkeypatch.setattr("aligner.pipeline.tasks._MOST_SEGMENTS", 1)
    refused = read_and_split(read)
    assert isinstance(refused, Failure)
    assert refused.message.endswith(
        "a.txt: more than 1 segments: split it, and its translation likewise"
    )


class Ones:
    """An encoder of no effort."""

    def encode_spans(self, texts: Sequence[str], **_: object) -> SimpleNamespace:
        return SimpleNamespace(singles=np.ones((len(texts), 256), np.float32))


def test_the_vectors_of_a_long_page_are_in_memory_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.pipeline.windows.WINDOW", 100)
    monkeypatch.setattr("aligner.pipeline.tasks.load_encoder", lambda _: Ones())
    asked = EncodeTask("a", ("The pond is full.",) * 4000, "en", "ones")
    tracemalloc.start()
    try:
        vectors = encode_document(asked)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert not isinstance(vectors, Failure)
    assert vectors.shape == (4000, 256)
    assert (vectors == 1).all()
    assert peak < 1.2 * vectors.nbytes
