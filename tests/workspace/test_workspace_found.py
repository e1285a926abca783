"""Totals, order and marks of searches, whatever the query and however many the hits."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspace_samples import document, put

from aligner.errors import ConfigError, WorkspaceError
from aligner.values import Alignment, Bead, DocumentPair
from aligner.workspace import Workspace, search
from aligner.workspace.index import folded_words, words_with_spans
from aligner.workspace.search import full_text_query, mark, parse_query, search_folder

WORDS = (
    "专利",
    "局",
    "ＰＣＴ",
    "Café",
    "patent",
    "right",
    "的",
    "office's",
    "１２",
    "𠮷",
    ";",
    "“",
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
SIGNS = st.sampled_from(
    ["source:", "target：", '"', "“", "”", "(", "OR", "NEAR", "*", "^", "-", " "]
)
QUERIES = st.lists(st.one_of(SIGNS, st.sampled_from(WORDS), st.text(max_size=3)), max_size=8).map(
    "".join
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty releases, put in another order than their dates; each has three hits for patent."""
    place = tmp_path_factory.mktemp("found")
    with Workspace.open(place, create=True) as opened:
        for n in range(30):
            day = None if n % 7 == 3 else date(2024, 1, 1) + timedelta(days=n * 11 % 30)
            sources = ("专利局公告。", f"第{n}号。", "的专利权") + (("仅此一处",) if n > 26 else ())
            targets = ("A patent notice", "Patent, no.", "patent right") + (
                ("only here",) if n > 26 else ()
            )
            put(opened, "source", document(f"s{n:02}", "zh-Hans", sources, published=day))
            put(opened, "target", document(f"t{n:02}", "en", targets))
            beads = tuple(Bead(i, i + 1, i, i + 1, 0.5) for i in range(len(sources)))
            aligned = Alignment(beads, len(sources), len(targets))
            opened.put_alignment(DocumentPair(f"s{n:02}", f"t{n:02}", 1.0), aligned, "k")
    return place


@pytest.fixture(params=[(20_000, 1_000), (5, 1_000), (0, 3)])
def strategy(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """All hits sorted; frequent ones by walking; only where they are."""
    sorted_up_to, walked = request.param
    monkeypatch.setattr(search, "_SORTED", sorted_up_to)
    monkeypatch.setattr(search, "_WALKED", walked)


@pytest.mark.usefixtures("strategy")
@pytest.mark.parametrize("query", ["patent", "专利", "only", "source:的 target:patent", "号"])
@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_every_way_gives_the_same_order(folder: Path, query: str, limit: int) -> None:
    found = search_folder(folder, query, limit=limit)
    keys = [(h.published is None, h.published or date.min, h.source_document) for h in found.hits]
    assert keys == sorted(keys)
    expected = {"patent": 90, "专利": 60, "only": 3, "source:的 target:patent": 30, "号": 30}[query]
    assert (found.total, found.is_exact) == (expected, True)
    assert len(found.hits) == min(limit, expected)
    with Workspace.open(folder) as opened:
        assert tuple(opened.search(query, limit=limit)) == found.hits


@pytest.mark.parametrize(("limit", "is_exact"), [(1, False), (3, True), (9, True)])
def test_expressions_are_counted_as_far_as_they_are_looked_for(
    folder: Path, limit: int, *, is_exact: bool
) -> None:
    found = search_folder(folder, "仅.", limit=limit, regex=True)
    assert (found.total, found.is_exact) == (min(limit, 3), is_exact)
    assert len(found.hits) == min(limit, 3)


def test_an_index_that_names_what_is_not_there_is_told(tmp_path: Path) -> None:
    place = tmp_path / "w"
    with Workspace.open(place, create=True) as opened:
        put(opened, "source", document("s", "zh-Hans", ("专利",)))
        put(opened, "target", document("t", "en", ("patent",)))
        aligned = Alignment((Bead(0, 1, 0, 1),), 1, 1)
        opened.put_alignment(DocumentPair("s", "t", 1.0), aligned, "k")
        with opened._db.writing():
            opened._db.execute("DELETE FROM beads")
    with pytest.raises(WorkspaceError, match="workspace check"):
        search_folder(place, "专利", limit=5)


@given(query=QUERIES)
def test_any_query_is_answered_or_refused(folder: Path, query: str) -> None:
    try:
        found = search_folder(folder, query, limit=3)
    except ConfigError:
        assert set(folded_words(query)) <= {"source", "target"}
    else:
        assert len(found.hits) == min(3, found.total)


@given(query=QUERIES)
def test_the_clauses_of_a_query_hold_words_only(query: str) -> None:
    try:
        clauses = parse_query(query)
    except ConfigError:
        return
    for clause in clauses:
        assert clause.side in {"", "source", "target"}
        assert clause.forms
        assert all(clause.forms)
        words = clause.forms[0]
        assert all(word.isalnum() and word == folded_words(word)[0] for word in words)
    # Written out, they are read as the same clauses.
    written = " ".join(
        (f"{c.side}:" if c.side else "") + '"' + " ".join(c.forms[0]) + '"' for c in clauses
    )
    assert parse_query(written) == clauses
    assert full_text_query(clauses).count(" AND ") == len(clauses) - 1


@given(text=TEXTS, query=TEXTS)
def test_marks_hold_what_was_looked_for_and_nothing_is_missed(text: str, query: str) -> None:
    try:
        clauses = parse_query(query)
    except ConfigError:
        return
    spans = mark(words_with_spans(text), clauses, "source")
    assert list(spans) == sorted(spans)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    words = folded_words(text)
    for clause in clauses:
        size = len(clause.forms[0])
        runs = (tuple(words[n : n + size]) for n in range(len(words)))
        is_there = any(run in clause.forms for run in runs)
        marked = any(
            tuple(folded_words(text[a:b])[n : n + size]) in clause.forms
            for a, b in spans
            for n in range(b - a)
        )
        assert is_there == marked
