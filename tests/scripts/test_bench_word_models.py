"""How word models are compared: samples, and what counts as found."""

import numpy as np
import pytest
from bench_lexicon import recall_of_words
from bench_word_models import MODELS, sample, table_of
from hypothesis import given
from hypothesis import strategies as st

from aligner.lexicon import ParallelText, ParallelWords

NOUNS = {"专利": "patent", "商标": "trademark", "法律": "law", "标准": "standard"}
VERBS = {"保护": "protect", "申请": "request", "管理": "manage"}


def texts_of(size: int) -> list[ParallelText]:
    return [ParallelText(f"甲{i}", f"A {i}", "d", None) for i in range(size)]


@given(st.lists(st.integers(0, 60), min_size=1, max_size=6), st.integers(1, 200))
def test_small_files_are_whole_and_large_ones_equal(sizes: list[int], most: int) -> None:
    taken = [len(own) for own in sample([texts_of(size) for size in sizes], most)]
    assert sum(taken) <= max(most, 0)
    assert sum(taken) > min(most, sum(sizes)) - len(sizes)
    shortened = {n for n, size in zip(taken, sizes, strict=True) if n < size}
    assert len(shortened) <= 1
    assert all(n >= max(taken) for n in shortened)


def test_words_found_where_a_twentieth_is_found_beside() -> None:
    worth = np.ones(100)
    here = np.repeat([0.9, 0.5, 0.0], [60, 20, 20])
    beside = np.repeat([0.9, 0.5, 0.0], [5, 45, 50])
    assert recall_of_words(here, beside, worth) == pytest.approx(0.6)
    assert recall_of_words(beside, beside, worth) == pytest.approx(0.05)


@pytest.mark.parametrize("model", MODELS)
def test_every_model_finds_plain_renderings(model: str) -> None:
    words = ParallelWords()
    for number in range(4):
        for noun, english_noun in NOUNS.items():
            for verb, english_verb in VERBS.items():
                words.add(
                    f"我们{verb}{noun}{number}。",
                    f"We {english_verb} the {english_noun} {number}.",
                    document=f"document {number}",
                    register="invented",
                )
    texts = words.texts()
    table = table_of(texts, MODELS[model](texts))
    found = [
        target == max(table.row(source).items(), key=lambda pair: pair[1])[0]
        for source, target in (NOUNS | VERBS).items()
    ]
    assert np.mean(found) >= 5 / 7
