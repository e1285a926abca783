"""Pairs weighed by a judge, who aligns candidates: relations, reasons, and who is no partner."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import InternalError
from aligner.pairing import LadderEvidence, PairingInput, pair_documents
from aligner.values import Alignment, Bead, Relation
from tests.pairing.made_releases import DAY, chinese, english, found, make


def ladder(text: str, probability: float = 0.97) -> LadderEvidence:
    """Of an alignment written as = for 1-1, < for 1-0, > for 0-1 beads."""
    beads, i, j = [], 0, 0
    for character in text:
        n, m = int(character in "=<"), int(character in "=>")
        beads.append(Bead(i, i + n, j, j + m, probability))
        i, j = i + n, j + m
    return LadderEvidence.of(Alignment(tuple(beads), i, j), [10] * i, [30] * j)


class FakeJudge:
    """Says what it was told to say, and remembers what it was asked."""

    def __init__(
        self, known: dict[tuple[str, str], LadderEvidence], default: str = "<<<>>>"
    ) -> None:
        self.known, self.default = known, ladder(default)
        self.asked: list[tuple[str, str]] = []

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[LadderEvidence | None]:
        self.asked.extend(pairs)
        return [self.known.get(pair, self.default) for pair in pairs]


def test_the_judge_is_asked_once_about_each_of_few_candidates() -> None:
    judge = FakeJudge({(f"s{n}", f"t{n}"): ladder("====") for n in range(6)})
    pairing = pair_documents(chinese(*range(6)), english(*range(6)), judge=judge)
    assert found(pairing) == {(f"s{n}", f"t{n}") for n in range(6)}
    assert len(set(judge.asked)) == len(judge.asked) <= 3 * 12
    assert {(f"s{n}", f"t{n}") for n in range(6)} <= set(judge.asked)


def sentence_by_sentence(source: PairingInput, target: PairingInput) -> LadderEvidence:
    """Of an alignment of documents with as many sentences."""
    texts = [[block.text for block in item.document.blocks] for item in (source, target)]
    beads = tuple(Bead(i, i + 1, i, i + 1, 0.98) for i in range(len(texts[0])))
    lengths = [[len(text) for text in side] for side in texts]
    alignment = Alignment(beads, len(beads), len(beads))
    return LadderEvidence.of(alignment, *lengths, texts=(texts[0], texts[1]))


def test_the_same_text_with_other_figures_is_no_partner() -> None:
    lines = (
        "Training Course Opens in Changsha",
        "A training course opened in Changsha on June 9.",
        "Zheng Kai was present.",
        "A total of 9,876 people took part.",
    )
    other = make("t9", lines, language="en", topic=0, published=DAY + timedelta(days=20))
    sources, targets = chinese(0, 1, 2), [*english(1, 2), other]
    partners = [targets[2], *targets[:2]]
    judge = FakeJudge(
        {
            (source.document.id, target.document.id): sentence_by_sentence(source, target)
            for source, target in zip(sources, partners, strict=True)
        }
    )
    pairing = pair_documents(sources, targets, judge=judge)
    assert found(pairing) == {("s1", "t1"), ("s2", "t2")}
    (left,) = pairing.unpaired_sources
    assert left.best is not None
    assert left.best.probability < pair_documents(sources, targets).pairs[0].probability
    assert "but 0 of 1 numbers agree sentence by sentence" in left.best.reasons


def test_what_tells_of_one_event_is_called_so() -> None:
    lines = (
        "Training Course in Changsha Opens",
        "On March 2, a training course opened in Changsha.",
        "Gan Lin was present, too.",
        "A total of 1,234 people took part in it.",
    )
    other = make("t9", lines, language="en", topic=0, published=DAY + timedelta(days=1))
    judge = FakeJudge({(f"s{n}", f"t{n}"): ladder("====") for n in (1, 2)}, "<<<>>>")
    pairing = pair_documents(chinese(0, 1, 2), [*english(1, 2), other], judge=judge)
    assert found(pairing) == {("s1", "t1"), ("s2", "t2")}
    (left,) = pairing.unpaired_sources
    assert left.reason.startswith("same event, not a translation: t9 (both name ")
    assert "only 0% of the sentences correspond)" in left.reason


def test_what_could_not_be_aligned_is_judged_without() -> None:
    pairing = pair_documents(chinese(0, 1), english(0, 1), judge=lambda pairs: [None] * len(pairs))
    assert pairing == pair_documents(chinese(0, 1), english(0, 1))


def test_a_judge_that_skips_a_pair_is_an_error() -> None:
    with pytest.raises(InternalError, match="0 came back"):
        pair_documents(chinese(0), english(0), judge=lambda _: [])


@pytest.mark.parametrize(
    ("text", "relation", "words"),
    [
        ("========", Relation.TRANSLATION, "have a counterpart"),
        ("=<==<=<==", Relation.ABRIDGED, "abridged translation: 33% of the source"),
        ("=====<<<<", Relation.PARTIAL, "translation of a part: the source from 0% to 56%"),
        ("==>==>==>", Relation.EXPANDED, "translation with additions: 33% of the target"),
    ],
)
def test_pairs_say_their_relation(text: str, relation: Relation, words: str) -> None:
    judge = FakeJudge({("s0", "t0"): ladder(text), ("s1", "t1"): ladder("====")})
    pairing = pair_documents(chinese(0, 1), english(0, 1), judge=judge)
    assert pairing.pairs[0].relation is relation
    assert words in "\n".join(pairing.pairs[0].reasons)


@pytest.mark.parametrize(
    ("text", "probability", "words"),
    [
        ("==========", 0.95, "95% of the sentences have a counterpart, 0.95 sure on average"),
        # The lower share stands alone while the two are close.
        ("=========<", 0.95, "86% of the sentences have a counterpart, 0.95 sure on average"),
        ("=====<====<===<===<", 0.9, "71% of the sentences have a counterpart, 0.90 sure"),
        ("=====<<<===<==<=<<", 0.95, "58% of one and 95% of the other have a counterpart, 0.95"),
        (">>>>>>>==============", 0.95, "63% of one and 95% of the other have a counterpart, 0.95"),
    ],
)
def test_reasons_state_the_share_with_a_counterpart(
    text: str, probability: float, words: str
) -> None:
    judge = FakeJudge({("s0", "t0"): ladder(text, probability), ("s1", "t1"): ladder("====")})
    pairing = pair_documents(chinese(0, 1), english(0, 1), judge=judge)
    (share,) = [r for r in pairing.pairs[0].reasons if "have a counterpart" in r]
    assert share.removeprefix("but ").startswith(words)


def test_one_english_for_two_chinese() -> None:
    second = make(
        "s0b", ("培训班在长沙开班后续", "3月2日在长沙。", "甘霖出席。"), language="zh-Hans", topic=0
    )
    judge = FakeJudge(
        {
            ("s0", "t0"): ladder("=====>>>"),
            ("s0b", "t0"): ladder(">>>>>==="),
            ("s1", "t1"): ladder("===="),
        }
    )
    pairing = pair_documents([*chinese(0, 1), second], english(0, 1), judge=judge)
    assert found(pairing) == {("s0", "t0"), ("s1", "t1")}
    (left,) = pairing.unpaired_sources
    expected = (
        "one English for two Chinese: its text is part of t0, which already has the partner s0"
    )
    assert left.reason == expected
    assert left.best is not None
    assert left.best.relation is Relation.SHARED


def test_a_second_version_of_a_text_is_part_of_the_pair() -> None:
    first = chinese(0)[0]
    lines = [*(block.text for block in first.document.blocks[:3]), "共1234人参加学习。"]
    published = first.document.published
    second = make("s9", lines, language="zh-Hans", topic=0, published=published)
    known = {("s0", "t0"): ladder("====", 0.99), ("s9", "t0"): ladder("===", 0.75)}
    pairing = pair_documents([first, second], english(0), judge=FakeJudge(known))
    assert found(pairing) == {("s0", "t0")}
    (left,) = pairing.unpaired_sources
    assert left.reason == "its text is part of t0, which already has the partner s0"


IDS = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda n: (f"s{n[0]}", f"t{n[1]}"))


@settings(max_examples=15, deadline=None)
@given(
    st.permutations(range(4)),
    st.permutations(range(4)),
    st.lists(IDS, max_size=3, unique_by=(lambda pair: pair[0], lambda pair: pair[1])),
    st.sets(IDS, max_size=4),
    st.dictionaries(IDS, st.sampled_from(["====", "==<<", "<<>>", "=>=>"])),
)
def test_pairings_are_one_to_one_and_keep_to_decisions(
    left: list[int],
    right: list[int],
    forced: list[tuple[str, str]],
    forbidden: set[tuple[str, str]],
    known: dict[tuple[str, str], str],
) -> None:
    judge = FakeJudge({pair: ladder(text) for pair, text in known.items()})
    forbidden -= set(forced)
    pairing = pair_documents(
        (item for item in chinese(*left)),
        (item for item in english(*right)),
        judge=judge,
        forced=forced,
        forbidden=forbidden,
    )
    pairs = found(pairing)
    assert set(forced) <= pairs
    assert not pairs & forbidden
    sources = [source for source, _ in pairs] + [u.document for u in pairing.unpaired_sources]
    targets = [target for _, target in pairs] + [u.document for u in pairing.unpaired_targets]
    assert sorted(sources) == ["s0", "s1", "s2", "s3"]
    assert sorted(targets) == ["t0", "t1", "t2", "t3"]
    again = pair_documents(
        chinese(*range(4)), english(*range(4)), judge=judge, forced=forced, forbidden=forbidden
    )
    assert again == pairing
