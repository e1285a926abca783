import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import InternalError, PairingError
from aligner.lexicon import shipped_table
from aligner.pairing import LadderEvidence, Pairing, PairingInput, pair_documents, pair_signature
from aligner.pairing.pair import match_copies
from aligner.pairing.profiles import profile_documents, sketch_document
from aligner.pairing.vectors import VectorStore
from aligner.values import Alignment, Bead, Block, BlockKind, Document, Relation

DAY = date(2022, 3, 1)
CITIES = (
    "长沙 Changsha",
    "沈阳 Shenyang",
    "成都 Chengdu",
    "杭州 Hangzhou",
    "武汉 Wuhan",
    "青岛 Qingdao",
)
NAMES = (
    "甘霖 Gan Lin",
    "陈明 Chen Ming",
    "李敏 Li Min",
    "周洋 Zhou Yang",
    "何涛 He Tao",
    "郑凯 Zheng Kai",
)


def make(
    name: str,
    lines: Sequence[str],
    *,
    language: str,
    topic: int | None = None,
    published: date | None = None,
) -> PairingInput:
    """A document; those of one topic have like vectors in both languages."""
    blocks, position = [], 0
    for index, line in enumerate(lines):
        kind = BlockKind.TITLE if index == 0 else BlockKind.PARAGRAPH
        blocks.append(Block(kind, line, position, position + len(line)))
        position += len(line) + 1
    document = Document(name, language, tuple(blocks), "d", published=published)
    generator = np.random.default_rng(7 if topic is None else 1000 + topic)
    vectors = generator.normal(size=(len(lines), 512)).astype(np.float32)
    if language == "en":
        # Translations are about as near as this, not equal.
        vectors += 1.2 * np.random.default_rng(2000 + len(name)).normal(size=vectors.shape)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return PairingInput(document, vectors)


def release(number: int, *, language: str, days: int = 0) -> PairingInput:
    """Release number 0 to 5 in one of the languages."""
    city, place = CITIES[number].split(" ")
    han, _, latin = NAMES[number].partition(" ")
    count = 1234 + 567 * number
    if language == "zh-Hans":
        lines = (
            f"{city}培训班开班",
            f"3月{number + 2}日，培训班在{city}开班。",
            f"{han}出席。",
            f"共{count}人参加。",
        )
    else:
        lines = (
            f"Training Course Opens in {place}",
            f"A training course opened in {place} on March {number + 2}.",
            f"{latin} was present.",
            f"A total of {count:,} people took part.",
        )
    published = DAY + timedelta(days=7 * number + days)
    prefix = "s" if language == "zh-Hans" else "t"
    return make(f"{prefix}{number}", lines, language=language, topic=number, published=published)


def chinese(*numbers: int) -> list[PairingInput]:
    return [release(number, language="zh-Hans") for number in numbers]


def english(*numbers: int) -> list[PairingInput]:
    return [release(number, language="en", days=3) for number in numbers]


def found(pairing: Pairing) -> set[tuple[str, str]]:
    return {(pair.source, pair.target) for pair in pairing.pairs}


def test_translations_are_found_with_reasons() -> None:
    pairing = pair_documents(chinese(0, 1, 2, 3), english(3, 2, 1, 0))
    assert found(pairing) == {("s0", "t0"), ("s1", "t1"), ("s2", "t2"), ("s3", "t3")}
    assert pairing.unpaired_sources == pairing.unpaired_targets == ()
    words = "\n".join(pairing.pairs[0].reasons)
    for reason in (
        "both name 3月2日 / March 2",
        "Gan Lin",
        "1 of 1 numbers agree (1234)",
        "3 days later",
    ):
        assert reason in words
    assert all(pair.probability > 0.9 for pair in pairing.pairs)


def test_a_document_without_partner_says_why() -> None:
    pairing = pair_documents(chinese(0, 1, 2), english(0, 1, 4))
    assert found(pairing) == {("s0", "t0"), ("s1", "t1")}
    (left,) = pairing.unpaired_sources
    assert left.document == "s2"
    assert left.reason.startswith("nearest: t")
    assert left.best is not None
    assert left.best.source == "s2"
    assert left.best.probability < 0.5
    (right,) = pairing.unpaired_targets
    assert right.best is not None
    assert right.best.target == "t4"


def test_the_direction_does_not_matter() -> None:
    forward = pair_documents(chinese(0, 1, 2), english(0, 1, 5))
    swapped = pair_documents(english(0, 1, 5), chinese(0, 1, 2))
    assert found(swapped) == {(target, source) for source, target in found(forward)}
    assert [p.probability for p in swapped.pairs] == pytest.approx(
        [p.probability for p in forward.pairs], abs=1e-6
    )


@settings(max_examples=10)
@given(st.permutations(range(5)), st.permutations(range(1, 6)))
def test_the_order_of_the_input_does_not_matter(left: list[int], right: list[int]) -> None:
    expected = pair_documents(chinese(*range(5)), english(*range(1, 6)))
    assert pair_documents(chinese(*left), english(*right)) == expected


def test_every_document_comes_out_once() -> None:
    pairing = pair_documents(chinese(0, 1, 2, 5), english(1, 3, 4))
    sources = [p.source for p in pairing.pairs] + [u.document for u in pairing.unpaired_sources]
    targets = [p.target for p in pairing.pairs] + [u.document for u in pairing.unpaired_targets]
    assert sorted(sources) == ["s0", "s1", "s2", "s5"]
    assert sorted(targets) == ["t1", "t3", "t4"]


def test_a_higher_threshold_abstains() -> None:
    assert found(pair_documents(chinese(0), english(0), threshold=0.5)) == {("s0", "t0")}
    pairing = pair_documents(chinese(0), english(0), threshold=1.0)
    assert pairing.pairs == ()
    assert "t0" in pairing.unpaired_sources[0].reason


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_two_piles_in_one_language_are_refused(language: str) -> None:
    pile = [release(number, language=language) for number in (0, 1)]
    with pytest.raises(PairingError, match="both piles are in"):
        pair_documents(pile, pile)


def test_a_page_in_the_wrong_pile_is_named() -> None:
    stray = release(4, language="zh-Hans")
    pairing = pair_documents(chinese(0, 1, 2), [*english(0, 1, 2), stray])
    assert len(pairing.pairs) == 3
    assert "language of the other pile" in pairing.unpaired_targets[0].reason


def test_an_id_stands_once_in_a_pile() -> None:
    with pytest.raises(PairingError, match="s0"):
        pair_documents(chinese(0, 0), english(0))


def test_vectors_must_be_a_matrix() -> None:
    with pytest.raises(PairingError, match="one row a segment"):
        PairingInput(release(0, language="en").document, np.zeros(512, dtype=np.float32))


def test_empty_piles_and_documents() -> None:
    empty = make("e", (), language="en")
    assert pair_documents([], []) == Pairing((), (), ())
    assert (
        pair_documents(chinese(0), []).unpaired_sources[0].reason.startswith("nothing to compare")
    )
    assert pair_documents([], english(0)).unpaired_targets[0].document == "t0"
    assert pair_documents(chinese(0), [empty]).unpaired_targets[0].reason == "no text to compare"
    pairing = pair_documents(chinese(0, 1), [empty, *english(0)])
    assert found(pairing) == {("s0", "t0")}
    assert [left.document for left in pairing.unpaired_targets] == ["e"]


def test_copies_are_paired_copy_by_copy() -> None:
    def copy(item: PairingInput, folder: str) -> PairingInput:
        old = item.document
        document = Document(
            f"{folder}/{old.id}", old.language, old.blocks, old.digest, published=old.published
        )
        return PairingInput(document, item.vectors)

    sources = [copy(item, folder) for item in chinese(0, 1, 2) for folder in ("a", "b", "c")]
    targets = [copy(item, folder) for item in english(0, 1, 2) for folder in ("c", "b")]
    pairing = pair_documents(sources, targets)
    assert found(pairing) == {(f"{f}/s{n}", f"{f}/t{n}") for n in range(3) for f in "bc"}
    assert [left.document for left in pairing.unpaired_sources] == ["a/s0", "a/s1", "a/s2"]
    assert "same text as b/s0" in pairing.unpaired_sources[0].reason


def test_file_names_are_believed_when_the_texts_bear_them_out() -> None:
    def named(item: PairingInput, name: str) -> PairingInput:
        old = item.document
        return PairingInput(
            Document(name, old.language, old.blocks, old.digest, published=old.published),
            item.vectors,
        )

    sources = [named(item, f"page-{n}.zh.html") for n, item in enumerate(chinese(*range(5)))]
    targets = [named(item, f"page-{n}.en.html") for n, item in enumerate(english(*range(5)))]
    agreeing = pair_documents(sources, targets)
    assert "the file names agree (page-0)" in agreeing.pairs[0].reasons
    shifted = [
        named(item, f"page-{(n + 1) % 5}.en.html") for n, item in enumerate(english(*range(5)))
    ]
    pairing = pair_documents(sources, shifted)
    assert found(pairing) == {
        (f"page-{n}.zh.html", f"page-{(n + 1) % 5}.en.html") for n in range(5)
    }


def test_traditional_characters_give_the_same_evidence() -> None:
    simple = make("a", ("增长1亿元", "韩国与新加坡"), language="zh-Hans")
    traditional = make("b", ("增長1億元", "韓國與新加坡"), language="zh-Hant")
    with VectorStore() as store:
        sketches = [sketch_document(item, store, shipped_table()) for item in (simple, traditional)]
        first, second = profile_documents(sketches)
    assert first.keys == second.keys
    assert first.keys["numbers"] == {"100000000"}


def test_names_that_could_not_be_sought_are_told_of_those_left_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def find(_index: object, _text: str) -> tuple[frozenset[str], frozenset[str]]:
        raise RecursionError("too deep")

    sources, targets = chinese(0, 1, 2), english(0, 1, 4)
    (whole,) = pair_documents(sources, targets).unpaired_sources
    assert "without the names" not in whole.reason
    monkeypatch.setattr("aligner.languages.PinyinIndex.find", find)
    part = pair_documents(sources, targets)
    assert part.unpaired_sources
    for left in part.unpaired_sources:
        assert left.reason.endswith("; compared without the names in it: RecursionError: too deep")
    assert all("without the names" not in left.reason for left in part.unpaired_targets)


def test_the_signature_names_the_weights() -> None:
    name, _, digest = pair_signature().partition("-")
    assert name == "pairing.v3"
    assert len(digest) == 16


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


def test_what_a_person_set_is_a_pair() -> None:
    pairing = pair_documents(chinese(0, 1, 2), english(0, 1, 2), forced=[("s0", "t1")])
    assert found(pairing) == {("s0", "t1"), ("s2", "t2")}
    assert pairing.pairs[0].probability == 1.0
    assert pairing.pairs[0].reasons[0] == "set by a person"
    (left,) = pairing.unpaired_sources
    assert left.document == "s1"


def test_what_a_person_ruled_out_is_none() -> None:
    pairing = pair_documents(chinese(0, 1, 2), english(0, 1, 2), forbidden=[("s0", "t0")])
    assert found(pairing) == {("s1", "t1"), ("s2", "t2")}
    assert pairing.unpaired_sources[0].reason == "ruled out by a person: t0"
    assert pairing.unpaired_targets[0].reason == "ruled out by a person: s0"
    assert pairing.unpaired_sources[0].best is not None
    assert pairing.unpaired_sources[0].best.probability == 0.0


def test_ruling_out_what_would_not_be_chosen_changes_nothing() -> None:
    pairing = pair_documents(chinese(0, 1, 2), english(0, 1, 3), forbidden=[("s2", "t3")])
    assert "ruled out" not in pairing.unpaired_sources[0].reason


def test_what_a_person_set_needs_no_text() -> None:
    empty = make("e", (), language="en")
    pairing = pair_documents(chinese(0, 1), [empty, *english(1)], forced=[("s0", "e")])
    assert found(pairing) == {("s0", "e"), ("s1", "t1")}
    only = pair_documents(chinese(0), [empty], forced=[("s0", "e")])
    assert [pair.reasons for pair in only.pairs] == [("set by a person",)]
    assert only.unpaired_sources == only.unpaired_targets == ()


def test_one_of_two_copies_can_be_set() -> None:
    def named(item: PairingInput, name: str) -> PairingInput:
        return PairingInput(replace(item.document, id=name), item.vectors)

    twins = [named(chinese(0)[0], name) for name in ("a", "b")]
    pairing = pair_documents([*twins, *chinese(1)], english(0, 1), forced=[("b", "t0")])
    assert found(pairing) == {("b", "t0"), ("s1", "t1")}


@pytest.mark.parametrize("forced", [[("nobody", "t0")], [("s0", "t0"), ("s0", "t1")]])
def test_decisions_that_do_not_fit_are_refused(forced: list[tuple[str, str]]) -> None:
    with pytest.raises(PairingError, match=forced[-1][0]):
        pair_documents(chinese(0, 1), english(0, 1), forced=forced)


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


def test_thousands_of_copies_are_not_compared_each_with_each() -> None:
    names = [[f"{side}/{n:05}.html" for n in range(3000)] for side in ("zh", "en")]
    tracemalloc.start()
    pairs = match_copies(names[0], names[1][:2000])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert pairs == [*zip(names[0], names[1][:2000], strict=False)]
    assert peak < 5_000_000
