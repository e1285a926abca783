"""The sentence of a term, and the sentences that render it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aligner.languages.chinese import read_chinese
from aligner.languages.english import read_english
from aligner.lexicon import LexicalModel
from aligner.lexicon.word_alignment import align_words
from aligner.terms.checking.scene import source_sentence, target_region

SOURCES = st.text(alphabet="审查员修改说明书。；！?", min_size=1, max_size=30)
TARGETS = st.text(alphabet="The examiner. Filed; claims! 3", max_size=60)


@given(SOURCES, TARGETS, st.data())
def test_both_lie_in_their_texts(source: str, target: str, data: st.DataObject) -> None:
    model = LexicalModel({"审查员": {"examiner": 9}, "说明书": {"claim": 4}})
    alignment = align_words(read_chinese(source), read_english(target), model)
    if not alignment.tokens:
        return
    row = data.draw(st.integers(0, len(alignment.tokens) - 1))
    start, stop = source_sentence(alignment, [row])
    first, last = alignment.tokens[row]
    assert 0 <= start <= first < last <= stop <= len(alignment.source.folded)
    region = target_region(alignment, [row])
    assert all(0 <= a < b <= len(target) for a, b in region)
    assert all(left[1] <= right[0] for left, right in pairwise(region))
    assert bool(region) == bool(target)


def test_the_sentence_with_the_words_around_the_term_is_taken(learned: LexicalModel) -> None:
    source = "申请人修改了权利要求书。审查员审阅了说明书。"
    target = "The applicant amended the claims. The examiner reviewed it."
    span = (source.index("说明书"), source.index("说明书") + 3)
    alignment = align_words(read_chinese(source), read_english(target), learned, [span])
    rows = alignment.rows(*span)
    assert source[slice(*source_sentence(alignment, rows))] == "审查员审阅了说明书。"
    assert [target[a:b] for a, b in target_region(alignment, rows)] == ["The examiner reviewed it."]


def test_a_text_of_one_sentence_is_all_there_is(learned: LexicalModel) -> None:
    target = "The examiner reviewed it"
    alignment = align_words(read_chinese("审查员审阅了说明书"), read_english(target), learned)
    assert target_region(alignment, [0]) == [(0, len(target))]
    assert source_sentence(alignment, [0]) == (0, 9)
