"""Which concepts of a glossary show what belongs together."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.terms import concept_anchors
from aligner.values import ConceptEntry, Term

BIRDS = {"海东青": "gerfalcon", "灰背隼": "merlin", "红脚隼": "vesper"}
GLOSSARY = Glossary(
    tuple(ConceptEntry(en, (Term(zh, "zh"), Term(en, "en"))) for zh, en in BIRDS.items())
)
named = st.lists(st.lists(st.sampled_from(list(BIRDS)), max_size=3), min_size=1, max_size=40)


def anchors(
    chinese: list[list[str]], english: list[list[str]]
) -> tuple[tuple[frozenset[str], ...], tuple[frozenset[str], ...]]:
    """Anchors of segments that name some birds each, by their Chinese names."""
    source = [f"他说起{'、'.join(names)}。" for names in chinese]
    target = [f"He spoke of {' and '.join(BIRDS[n] for n in names)}." for names in english]
    return concept_anchors(GLOSSARY, (source, "zh"), (target, "en"))


def test_a_concept_named_once_in_either_text_is_an_anchor() -> None:
    found = anchors([["海东青"], ["灰背隼"]], [["灰背隼"], ["海东青"]])
    assert found[0] == found[1][::-1]
    assert all(len(keys) == 1 for side in found for keys in side)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        pytest.param([["海东青"], ["海东青"]], [["海东青"], []], id="named once more: it, there"),
        pytest.param([["海东青"]], [["灰背隼"]], id="on one side only"),
        pytest.param([["海东青"]] * 20, [["海东青"]] * 20, id="what the text is about"),
        pytest.param([[]], [[]], id="nothing"),
    ],
)
def test_what_tells_nothing_is_no_anchor(
    chinese: list[list[str]], english: list[list[str]]
) -> None:
    assert not any(keys for side in anchors(chinese, english) for keys in side)


@given(chinese=named, english=named)
def test_anchors_are_named_about_as_often_on_both_sides(
    chinese: list[list[str]], english: list[list[str]]
) -> None:
    found = anchors(chinese, english)
    assert (len(found[0]), len(found[1])) == (len(chinese), len(english))
    counts = [Counter(key for keys in side for key in keys) for side in found]
    assert counts[0].keys() == counts[1].keys()
    for key in counts[0]:
        fewer, more = sorted(count[key] for count in counts)
        assert more <= 4 / 3 * fewer
