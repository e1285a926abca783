"""What is in memory of a long page does not grow with it."""

import pytest

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.pipeline import hear_headway
from aligner.pipeline.tasks import CheckTask, Failure, check_terms
from aligner.terms.matching import unit as matching
from aligner.values import ConceptEntry, Term, TranslationUnit

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
