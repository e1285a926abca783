"""Search finds words of both languages and marks them in the texts as published."""

import signal
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspace_samples import document, put

from aligner.errors import ConfigError
from aligner.values import Alignment, Bead, DocumentPair
from aligner.workspace import Hit, Workspace
from aligner.workspace.index import folded_words, words_with_spans
from aligner.workspace.matching import PatientPattern

# Source date, source sentences, target sentences.
PAGES = {
    "b": (
        date(2023, 5, 1),
        ("国家专利局发布公告。", "局长会见来宾。", "ＰＣＴ申请量增长１２％。"),
        ("The patent office issued a notice.", "Guests came.", "PCT filings grew by 12%."),
    ),
    "a": (
        date(2024, 1, 9),
        ("专门机构有利于发展。", "“专利”，权利之一种。", "𠮷野家商标案"),
        ("An agency helps.", "A Patent right is a right; patent law.", "The Café “Zoë” case"),
    ),
    "d": (
        date(2025, 2, 2),
        ("專門機構發布公報。", "皇后大道後面的里弄裡，頭髮店關門了。"),
        ("A gazette.", "A barber closed."),
    ),
    "c": (None, ("专利权人会议",), ("Meeting of patentees: the office's patent-right rules",)),
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with Workspace.open(tmp_path_factory.mktemp("search"), create=True) as opened:
        for name, (published, sources, targets) in PAGES.items():
            put(opened, "source", document(name, "zh-Hans", sources, published=published))
            put(opened, "target", document(f"{name}.en", "en", targets))
            beads = tuple(Bead(n, n + 1, n, n + 1, 0.5) for n in range(len(sources)))
            aligned = Alignment(beads, len(sources), len(targets))
            opened.put_alignment(DocumentPair(name, f"{name}.en", 1.0), aligned, "k")
        yield opened


def marked(hit: Hit) -> tuple[list[str], list[str]]:
    return (
        [hit.source_text[start:stop] for start, stop in hit.source_spans],
        [hit.target_text[start:stop] for start, stop in hit.target_spans],
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # One and two characters; 专…利 apart in one sentence is no match.
        ("专利", [("b", ["专利"], []), ("a", ["专利"], []), ("c", ["专利"], [])]),
        ("局", [("b", ["局"], []), ("b", ["局"], [])]),
        ("𠮷", [("a", ["𠮷"], [])]),
        ("商标", [("a", ["商标"], [])]),
        # English words are whole words, whatever their case.
        ("OFFICE", [("b", [], ["office"]), ("c", [], ["office"])]),
        (
            "patent",
            [("b", [], ["patent"]), ("a", [], ["Patent", "patent"]), ("c", [], ["patent"])],
        ),
        ("patents", []),
        # Words anywhere, phrases in order and over a hyphen.
        (
            "right patent",
            [("a", [], ["Patent", "right", "right", "patent"]), ("c", [], ["patent", "right"])],
        ),
        ('"patent right"', [("a", [], ["Patent right"]), ("c", [], ["patent-right"])]),
        ("“patent right”", [("a", [], ["Patent right"]), ("c", [], ["patent-right"])]),
        ('"right patent"', [("a", [], ["right; patent"])]),
        # Signs alone are passed over.
        ("{公告} & : notice", [("b", ["公告"], ["notice"])]),
        # Both sides at once.
        ("专利 office", [("b", ["专利"], ["office"]), ("c", ["专利"], ["office"])]),
        (
            'source:专利 target:"patent right"',
            [
                ("a", ["专利"], ["Patent right"]),
                ("c", ["专利"], ["patent-right"]),
            ],
        ),
        ("target:专利", []),
        ("source： 专利权", [("a", ["专利”，权"], []), ("c", ["专利权"], [])]),
        # Width and accents make no difference; the original is marked.
        ("pct申请", [("b", ["ＰＣＴ申请"], [])]),
        ("pct 12", [("b", ["ＰＣＴ", "１２"], ["PCT", "12"])]),
        ("cafe zoe", [("a", [], ["Café", "Zoë"])]),
        ("不存在的词", []),
        # Simplified words find traditional text, and the other way round.
        ("专门机构", [("a", ["专门机构"], []), ("d", ["專門機構"], [])]),
        ("專門機構", [("a", ["专门机构"], []), ("d", ["專門機構"], [])]),
        ("source:公报 target:gazette", [("d", ["公報"], ["gazette"])]),
        ("后", [("d", ["后", "後"], [])]),
        ("里", [("d", ["里", "裡"], [])]),
        ("头发店关门", [("d", ["頭髮店關門"], [])]),
        ("target:頭髮", []),
    ],
)
def test_what_is_found_and_marked(
    workspace: Workspace, query: str, expected: list[tuple[str, list[str], list[str]]]
) -> None:
    hits = workspace.search(query)
    assert [(hit.source_document, *marked(hit)) for hit in hits] == expected


def test_a_hit_says_where_it_stands(workspace: Workspace) -> None:
    (hit,) = workspace.search("来宾")
    assert hit == Hit(
        source_text="局长会见来宾。",
        target_text="Guests came.",
        source_document="b",
        target_document="b.en",
        published=date(2023, 5, 1),
        probability=0.5,
        source_spans=((4, 6),),
        target_spans=(),
    )


def test_the_limit_keeps_the_first_hits(workspace: Workspace) -> None:
    every = workspace.search("the")
    assert len(every) == 3
    assert workspace.search("the", limit=2) == every[:2]


def test_expressions_run_over_the_texts_as_published(workspace: Workspace) -> None:
    hits = workspace.search(r"专.{1,4}利|[Rr]ight\b", regex=True)
    assert [(hit.source_document, *marked(hit)) for hit in hits] == [
        ("a", ["专门机构有利"], []),
        ("a", ["专利”，权利"], ["right", "right"]),
        ("c", [], ["right"]),
    ]
    assert workspace.search(r"专.{1,4}利|[Rr]ight\b", regex=True, limit=1) == hits[:1]
    assert workspace.search("x*", regex=True) == []


@pytest.mark.parametrize(
    ("query", "message"),
    [("", "no word"), ("  ", "no word"), ("， :", "no word"), ('""', "no word")],
)
def test_queries_without_words_are_refused(workspace: Workspace, query: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        workspace.search(query)


def test_wrong_expressions_and_limits_are_refused(workspace: Workspace) -> None:
    with pytest.raises(ConfigError, match=r"not a regular expression: '\(': .*position 0"):
        workspace.search("(", regex=True)
    with pytest.raises(ConfigError, match="limit of 0"):
        workspace.search("x", limit=0)


def test_an_expression_that_goes_round_in_circles_ends(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aligner.workspace.matching._MOST", 0.05)
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(ConfigError, match="takes too long"):
        workspace.search(r"(.*.*)*x{5}$", regex=True)
    assert signal.getsignal(signal.SIGVTALRM) is before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_texts_on_which_an_expression_is_slow_count_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("aligner.workspace.matching._MOST", 0.2)
    expression = PatientPattern(r"(a|a)*b")
    with pytest.raises(ConfigError, match="make it simpler"):
        all(expression.spans("a" * 20) == () for _ in range(1000))


@pytest.mark.parametrize("query", ["NEAR(专利, 3)", "a OR b", "^x", "source:x*", "{a} : b", 'x" y'])
def test_signs_of_the_index_language_are_only_signs(workspace: Workspace, query: str) -> None:
    assert isinstance(workspace.search(query), list)


@given(text=st.text())
def test_words_stand_where_they_are_said_to(text: str) -> None:
    words = words_with_spans(text)
    assert [word.folded for word in words] == folded_words(text)
    assert all(0 <= word.start < word.stop <= len(text) for word in words)
    for word in words:
        assert word.folded in "".join(folded_words(text[word.start : word.stop]))


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_text_is_found_by_its_own_words(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    sentence = f"x{text.strip()}x"
    with Workspace.open(tmp_path_factory.getbasetemp() / "own", create=True) as opened:
        put(opened, "source", document("s", "zh-Hans", (sentence,)))
        put(opened, "target", document("t", "en", ("other",)))
        opened.put_alignment(DocumentPair("s", "t", 1.0), Alignment((Bead(0, 1, 0, 1),), 1, 1), "k")
        query = " ".join(folded_words(sentence))
        (hit,) = opened.search(f'"{query}"')
        assert hit.source_text == sentence
        assert hit.source_spans[0] == (0, len(sentence))
        assert opened.search("other")[0].target_spans == ((0, 5),)
