"""Hidden Markov models of words, against all ways of linking a short text."""

from itertools import product

import numpy as np
import pytest
from hidden_markov import batches, markov_counts, posteriors
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from aligner.lexicon import BilingualTable, ParallelWords, WordTexts
from aligner.lexicon.agreement import agreed_counts

OF_NONE = 0.2
NOUNS = {"专利": "patent", "商标": "trademark", "法律": "law", "标准": "standard"}
VERBS = {"保护": "protect", "申请": "request", "管理": "manage"}


def every_way(
    made: NDArray[np.floating], by_none: NDArray[np.floating], jumps: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Probabilities of the links of one text, summed over all ways of linking its words."""
    n_made, n_given = made.shape
    links, total = np.zeros(made.shape), 0.0
    for way in product(product(range(n_given), (False, True)), repeat=n_made):
        chance, last = 1.0, -1
        for j, (place, is_skipped) in enumerate(way):
            if is_skipped:
                stays = 1 / n_given if j == 0 else float(place == last)
                chance *= OF_NONE * stays * by_none[j]
            else:
                step = 1 / n_given if j == 0 else jumps[last, place]
                chance *= (1 - OF_NONE) * step * made[j, place]
            last = place
        total += chance
        for j, (place, is_skipped) in enumerate(way):
            links[j, place] += chance * (not is_skipped)
    return links / total


@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.integers(1, 3))
def test_the_links_are_those_of_all_ways(seed: int, n_made: int, n_given: int) -> None:
    chance = np.random.default_rng(seed)
    made = chance.uniform(0.01, 1, (n_made, 2, n_given)).astype(np.float32)
    by_none = chance.uniform(0.01, 1, (n_made, 2)).astype(np.float32)
    jumps = chance.dirichlet(np.ones(n_given), n_given).astype(np.float32)
    links, seen = posteriors(made, by_none, jumps)
    for text in range(2):
        wanted = every_way(made[:, text], by_none[:, text], jumps)
        assert links[:, text] == pytest.approx(wanted, abs=1e-4)
    assert seen.sum() <= 2 * (n_made - 1) + 1e-3


def sample_texts() -> WordTexts:
    words = ParallelWords()
    for number in range(4):
        for (noun, english_noun), (verb, english_verb) in product(NOUNS.items(), VERBS.items()):
            words.add(
                f"我们{verb}{noun}{number}。",
                f"We {english_verb} the {english_noun} {number}.",
                document=f"document {number}",
                register="invented",
            )
    return words.texts()


def test_batches_hold_every_text_once() -> None:
    texts = sample_texts()
    rows = np.concatenate([batch.rows for batch in batches(texts)])
    assert sorted(rows.tolist()) == list(range(len(texts.weights)))
    for batch in batches(texts):
        shape = batch.sources.shape + batch.targets.shape[1:]
        assert batch.pairs.shape == shape
        known = batch.pairs < len(texts.cells.sources)
        row, place, _ = np.nonzero(known)
        assert (texts.cells.sources[batch.pairs[known]] == batch.sources[row, place]).all()


def test_words_that_render_each_other_are_linked() -> None:
    texts = sample_texts()
    start = agreed_counts(texts.source, texts.target, texts.cells, texts.weights)
    counts = markov_counts(texts, start, 2)
    table = BilingualTable(np.frombuffer(texts.table(counts).to_bytes({}), np.uint8))
    for source, target in (NOUNS | VERBS).items():
        row = table.row(source)
        assert max(row, key=row.__getitem__) == target
