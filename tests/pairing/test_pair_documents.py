"""Pairs of documents by what the documents show, and by what a person decided."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import PairingError
from aligner.lexicon import shipped_table
from aligner.pairing import Pairing, PairingInput, pair_documents, pair_signature
from aligner.pairing.pair import match_copies
from aligner.pairing.profiles import profile_documents, sketch_document
from aligner.pairing.vectors import VectorStore
from aligner.values import Document
from tests.pairing.made_releases import chinese, english, found, make, release


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
    with pytest.raises(PairingError, match="both sets of pages are in"):
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
    assert name == "pairing.v4"
    assert len(digest) == 16


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


def test_thousands_of_copies_are_not_compared_each_with_each() -> None:
    names = [[f"{side}/{n:05}.html" for n in range(3000)] for side in ("zh", "en")]
    tracemalloc.start()
    pairs = match_copies(names[0], names[1][:2000])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert pairs == [*zip(names[0], names[1][:2000], strict=False)]
    assert peak < 5_000_000
