"""Term checks of files that do not fit into memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.pipeline import ReportOptions, report_on_units
from aligner.pipeline.checking import checkable_units, checked_units, texts_of_units
from aligner.pipeline.stored_units import StoredUnits, store_units
from aligner.pipeline.term_report import ReportBuilder
from aligner.reports import FindingStore, TermReport, term_report_json, term_report_text
from aligner.reports.term_html import term_report_html
from aligner.values import ConceptEntry, Term, TermStatus, TranslationUnit

GLOSSARY = Glossary(
    (
        ConceptEntry("pond", (Term("鱼塘", "zh"), Term("fish pond", "en"))),
        ConceptEntry(
            "mill",
            (
                Term("水磨", "zh"),
                Term("water mill", "en"),
                Term("aqua mill", "en", TermStatus.DEPRECATED),
            ),
        ),
    )
)
PAIRS = (
    ("村里新修了鱼塘。", "The village built a new fish pond."),
    ("村里新修了鱼塘。", "The village built a new puddle."),
    ("水磨今年停用。", "The aqua mill is out of use this year."),
    ("水磨今年停用。", "The water mill is out of use this year."),
    ("鱼塘和水磨相邻。", "The pool lies beside the water mill."),
    ("天气很好。", "The weather is fine."),
)
TEXTS = st.text(max_size=5)
UNITS = st.builds(
    TranslationUnit, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, st.floats(0, 1),
    st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple),
)  # fmt: skip


def units(n: int, documents: int = 0) -> Iterator[TranslationUnit]:
    """Units of interleaved documents, or of none."""
    for i in range(n):
        source, target = PAIRS[i * 7 % len(PAIRS)]
        place = i % documents if documents else 0
        names = (("source-document", f"{place}.zh"), ("target-document", f"{place}.en"))
        yield TranslationUnit(
            f"u{i}", "zh", "en", f"{i}：{source}", f"{i}: {target}", 0.3 if i % 11 == 0 else 1.0,
            names if documents else (),
        )  # fmt: skip


@given(st.lists(UNITS))
def test_stored_units_are_the_units(made: list[TranslationUnit]) -> None:
    stored = store_units(iter(made), in_memory=0)
    assert list(stored) == made
    assert [stored[i] for i in range(len(stored))] == made
    assert list(stored[1:3]) == made[1:3]
    if made:
        assert stored[-1] == made[-1]


def test_few_units_stay_in_memory() -> None:
    assert store_units(units(3), in_memory=3) == tuple(units(3))
    assert isinstance(store_units(units(4), in_memory=3), StoredUnits)


def small_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be kept in memory."""
    monkeypatch.setattr("aligner.pipeline.checking.store_units", partial(store_units, in_memory=2))
    monkeypatch.setattr("aligner.pipeline.reporting.store_units", partial(store_units, in_memory=2))
    monkeypatch.setattr("aligner.pipeline.term_report.FindingStore", partial(FindingStore, 2))


def everything(report: TermReport) -> tuple[str, ...]:
    """The report in all forms."""
    return (
        term_report_json(report),
        term_report_html(report),
        term_report_text(report),
        term_report_text(report, show_all=True),
    )


@pytest.mark.parametrize("documents", [0, 5])
def test_a_report_from_temporary_files_is_the_same(
    documents: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ReportOptions(GLOSSARY)
    small = report_on_units(units(80, documents), options)
    assert small.findings
    assert small.doubtful
    small_memory(monkeypatch)
    large = report_on_units(units(80, documents), options)
    assert not isinstance(large.findings, tuple)
    assert everything(large) == everything(small)
    assert list(large.findings) == list(small.findings)


def report_of(windows: Callable[[], Iterable[object]]) -> TermReport:
    builder = ReportBuilder(GLOSSARY)
    for text in windows():
        builder.add(text)  # type: ignore[arg-type]
    return builder.build(glossary="", signature="")


@pytest.mark.parametrize("documents", [0, 3])
def test_windows_of_a_text_count_as_one_document(documents: int) -> None:
    made: Sequence[TranslationUnit] = tuple(units(60, documents))
    checked = partial(checked_units, made, GLOSSARY, LexicalModel.base())
    whole, parts = report_of(checked), report_of(partial(checked, window=7))
    assert parts.n_documents == whole.n_documents == (documents or 1)
    assert [(r.name, r.n) for r in parts.by_document] == [(r.name, r.n) for r in whole.by_document]
    assert [f.unit for f in parts.findings if f.code.value == "forbidden"] == [
        f.unit for f in whole.findings if f.code.value == "forbidden"
    ]


def test_an_example_is_of_its_own_unit_whatever_ids_the_file_has() -> None:
    one_id = tuple(replace(unit, id="1") for unit in units(8))
    report = report_of(partial(checked_units, one_id, GLOSSARY, LexicalModel.base()))
    contexts = [c for page in report.terms for use in page.renderings for c in use.contexts]
    assert {c.source_text[slice(*c.source_span)] for c in contexts} == {"鱼塘", "水磨"}


def test_a_mixed_memory_is_turned_out_of_memory_too(monkeypatch: pytest.MonkeyPatch) -> None:
    small_memory(monkeypatch)
    turned = [
        TranslationUnit(u.id, "en", "zh", u.target_text, u.source_text, u.probability)
        for u in units(3)
    ]
    foreign = [TranslationUnit(f"f{i}", "de", "fr", "a", "b", 1.0) for i in range(5)]
    told: list[str] = []
    made = checkable_units([*foreign, *turned, *units(4)], told.append)
    assert [u.source_language for u in made] == ["zh"] * 7
    assert made[0].source_text == turned[0].target_text
    assert told == [
        "5 units are not checked, because not in Chinese and English (f0, f1, f2 and 2 more)",
        "7 units are checked as translated from Chinese into English",
        "3 units are checked as if translated from Chinese into English, as the memory is mixed",
    ]


def test_texts_are_grouped_whatever_lies_between_them() -> None:
    places = texts_of_units(tuple(units(7, 3)))
    assert {names: list(found) for names, found in places.items()} == {
        ("0.zh", "0.en"): [0, 3, 6],
        ("1.zh", "1.en"): [1, 4],
        ("2.zh", "2.en"): [2, 5],
    }


def test_examples_have_an_end_and_counts_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.pipeline.term_pages._MOST_CONTEXTS", 2)
    checked = partial(checked_units, tuple(units(60)), GLOSSARY, LexicalModel.base())
    uses = [use for page in report_of(checked).terms for use in page.renderings]
    assert sum(len(use.contexts) for use in uses) == 2
    assert sum(use.count for use in uses) == 60


def test_words_are_learned_from_units_spread_over_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("aligner.pipeline.reporting._MOST_SAMPLED", 5)
    seen: list[str] = []

    def learn(sample: Sequence[TranslationUnit], _glossary: Glossary | None) -> LexicalModel:
        seen.extend(unit.id for unit in sample)
        return LexicalModel.base()

    monkeypatch.setattr("aligner.pipeline.reporting.learn_lexicon", learn)
    report_on_units(units(50), ReportOptions(GLOSSARY))
    assert seen == ["u0", "u10", "u20", "u30", "u40"]
