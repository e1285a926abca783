from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import PairingError
from aligner.pairing import Pairing, PairingInput, pair_documents, pair_signature
from aligner.pairing.profiles import profile_documents
from aligner.values import Block, BlockKind, Document

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


def test_the_same_text_with_other_figures_is_no_partner() -> None:
    source = release(0, language="zh-Hans")
    lines = (
        "Training Course Opens",
        "A course opened on June 9.",
        "Zheng Kai was present.",
        "In all 9,876 came.",
    )
    other = make("t9", lines, language="en", topic=0, published=DAY + timedelta(days=90))
    assert (
        pair_documents([source, *chinese(1, 2)], [other, *english(1, 2)])
        .unpaired_targets[0]
        .document
        == "t9"
    )


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
    first, second = profile_documents([simple, traditional])
    assert first.keys == second.keys
    assert first.keys["numbers"] == {"100000000"}


def test_the_signature_names_the_weights() -> None:
    name, _, digest = pair_signature().partition("-")
    assert name == "pairing.v1"
    assert len(digest) == 16
