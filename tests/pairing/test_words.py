"""Words of documents: what the lexicon finds of them in documents of the other pile."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.lexicon import BilingualTable, TableContent, shipped_table
from aligner.pairing import PairingInput, pair_documents
from aligner.pairing.likeness import Likeness
from aligner.pairing.renderings import Renderings
from aligner.pairing.words import DocumentWords
from aligner.values import Block, BlockKind, Document

# Plain words that any bilingual lexicon has.
WORDS = {
    "医院": "hospital",
    "护士": "nurse",
    "学校": "school",
    "教师": "teacher",
    "银行": "bank",
    "贷款": "loan",
    "农民": "farmer",
    "小麦": "wheat",
    "铁路": "railway",
    "车站": "station",
    "森林": "forest",
    "老虎": "tiger",
    "音乐": "music",
    "钢琴": "piano",
    "法官": "judge",
    "监狱": "prison",
}
some_words = st.lists(st.sampled_from(list(WORDS)), min_size=1, max_size=8, unique=True)


def words(text: str, script: str) -> DocumentWords:
    return DocumentWords.of(text, script, shipped_table())


def chinese(names: list[str]) -> DocumentWords:
    return words("，".join(names), "han")


def english(names: list[str]) -> DocumentWords:
    return words(" ".join(WORDS[name] for name in names), "en")


def test_words_are_folded_and_counted_once() -> None:
    assert np.array_equal(words("醫院。醫院", "han").numbers, words("医院", "han").numbers)
    assert np.array_equal(
        words("Hospitals hospital", "en").numbers, words("hospital", "en").numbers
    )
    assert len(words("医院", "han").numbers) == 1


def test_a_compound_counts_as_its_known_parts() -> None:
    table = shipped_table()
    compound = "铁路银行学校"
    assert compound not in table.sources
    assert len(words(compound, "han").numbers) > 0


def test_other_languages_have_no_words() -> None:
    assert len(words("Das Krankenhaus", "de").numbers) == 0
    assert Renderings.of(shipped_table(), []).vector(words("Das", "de")).cosine(
        Renderings.of(shipped_table(), []).vector(english(["医院"]))
    ) == pytest.approx(0.0)


@given(names=some_words)
def test_a_translation_is_found_and_another_text_is_not(names: list[str]) -> None:
    renderings = Renderings.of(shipped_table(), [])
    others = [name for name in WORDS if name not in names]
    found = renderings.shares(chinese(names).numbers, english(names).numbers)
    assert min(found) > 0.5
    if others:
        missed = renderings.shares(chinese(names).numbers, english(others).numbers)
        assert max(missed) < min(found)


@given(names=some_words, more=some_words)
def test_an_abridged_translation_is_found_wholly_the_source_in_part(
    names: list[str], more: list[str]
) -> None:
    renderings = Renderings.of(shipped_table(), [])
    source = chinese([*names, *(name for name in more if name not in names)])
    of_source, of_target = renderings.shares(source.numbers, english(names).numbers)
    whole, target_of_whole = renderings.shares(chinese(names).numbers, english(names).numbers)
    assert of_source <= whole + 1e-6
    assert of_target >= target_of_whole - 1e-6


def test_nothing_is_found_without_words() -> None:
    renderings = Renderings.of(shipped_table(), [])
    nothing = words("", "han").numbers
    assert renderings.shares(nothing, english(["医院"]).numbers) == (0.0, 0.0)
    assert renderings.shares(chinese(["医院"]).numbers, nothing) == (0.0, 0.0)


def test_what_all_documents_hold_tells_little() -> None:
    pile = [english(["医院", name]) for name in WORDS for _ in range(20)]
    renderings = Renderings.of(shipped_table(), pile)
    hospital, nurse = (shipped_table().targets[word] for word in ("hospital", "nurse"))
    assert renderings.latin_nats[hospital] < renderings.latin_nats[nurse] / 3


@given(one=some_words, other=some_words)
def test_short_vectors_are_about_as_near_as_whole_ones(one: list[str], other: list[str]) -> None:
    renderings = Renderings.of(shipped_table(), [])
    documents = [chinese(one), english(other)]
    whole = renderings.vector(documents[0]).cosine(renderings.vector(documents[1]))
    left, right = renderings.short_vectors(documents)
    assert float(left @ right) == pytest.approx(whole, abs=0.25)
    assert np.linalg.norm(left) == pytest.approx(1.0, abs=1e-3)


def _stories(count: int) -> list[list[str]]:
    chance = random.Random(3)  # noqa: S311
    return [chance.sample(list(WORDS), 5) for _ in range(count)]


def test_a_translation_is_near_by_its_words_where_vectors_say_nothing() -> None:
    stories = _stories(60)
    sides = [chinese(s) for s in stories], [english(s) for s in stories]
    vectors = np.random.default_rng(5).normal(size=(2, 60, 512)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=2, keepdims=True)
    renderings = Renderings.of(shipped_table(), [*sides[0], *sides[1]])
    found = Likeness.of((vectors[0], vectors[1]), sides, renderings, 8)
    for neighbours in found.bodies:
        near = [index in row for index, row in enumerate(neighbours.rows.tolist())]
        assert sum(near) >= 55
    for bodies, in_words in zip(found.bodies, found.words, strict=True):
        assert np.array_equal(bodies.rows, in_words.rows)


def test_the_nearest_do_not_depend_on_which_pile_comes_first() -> None:
    stories = _stories(30)
    sides = [chinese(s) for s in stories], [english(s) for s in stories[:20]]
    vectors = [np.eye(64, dtype=np.float32)[:30], np.eye(64, dtype=np.float32)[:20]]
    renderings = Renderings.of(shipped_table(), [*sides[0], *sides[1]])
    found = Likeness.of((vectors[0], vectors[1]), sides, renderings, 4)
    turned = Likeness.of((vectors[1], vectors[0]), sides[::-1], renderings, 4)
    assert np.array_equal(found.bodies[0].rows, turned.bodies[1].rows)
    assert np.allclose(found.words[1].cosines, turned.words[0].cosines, atol=1e-6)
    assert found.word_margin(3, 3) == pytest.approx(turned.word_margin(3, 3), abs=1e-6)


def _document(name: str, language: str, lines: list[str], vectors_of: int) -> PairingInput:
    blocks, place = [], 0
    for line in lines:
        blocks.append(Block(BlockKind.PARAGRAPH, line, place, place + len(line)))
        place += len(line) + 1
    vectors = np.random.default_rng(vectors_of).normal(size=(len(lines), 512)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return PairingInput(Document(name, language, tuple(blocks), "d"), vectors)


def _own_table(renderings: dict[str, str]) -> BilingualTable:
    sources, targets = sorted(renderings), sorted(renderings.values())
    content = TableContent(
        sources,
        targets,
        np.full(len(sources), 7.0),
        np.full(len(targets), 7.0),
        np.arange(len(sources) + 1),
        np.array([targets.index(renderings[word]) for word in sources]),
        np.full(len(sources), 0.9),
        np.full(len(targets), 0.9),
    )
    return BilingualTable(np.frombuffer(content.to_bytes({"name": "own"}), np.uint8))


def test_words_tell_two_stories_apart_that_vectors_hold_for_one() -> None:
    """The vectors of all documents are alike; only a lexicon of one's own knows the words."""
    made = {"森林": "zorp", "老虎": "quim", "钢琴": "blip", "监狱": "drax"}
    pairs = list(made.items())
    sources = [
        _document(f"s{n}", "zh", [f"他们提到了{zh}。"] * 3, 9) for n, (zh, _) in enumerate(pairs)
    ]
    targets = [
        _document(f"t{n}", "en", [f"They mentioned the {en}."] * 3, 9)
        for n, (_, en) in enumerate(pairs)
    ]
    own = pair_documents(sources, targets, lexicon=_own_table(made), threshold=0.0)
    assert {(p.source, p.target) for p in own.pairs} == {(f"s{n}", f"t{n}") for n in range(4)}
