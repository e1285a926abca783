"""The lexicon: what is learned, kept and looked up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.lexicon.counting import evenly
from aligner.lexicon.model import letters
from aligner.terms.lexicon.learning import learn_lexicon
from aligner.values import TranslationUnit

WORDS = st.text(alphabet="专利申请权", min_size=1, max_size=3)
KEYS = st.sampled_from(["patent", "application", "right", "claim"])
COUNTS = st.dictionaries(WORDS, st.dictionaries(KEYS, st.integers(1, 50), min_size=1), max_size=6)


Units = list[TranslationUnit]


def test_learning_is_repeatable(composed: Units, objects: Glossary, learned: LexicalModel) -> None:
    again = learn_lexicon(composed, objects, base=False)
    assert again.to_bytes() == learned.to_bytes()
    assert again.digest() == learned.digest()


def test_words_go_with_their_renderings(learned: LexicalModel) -> None:
    assert learned.weight("说明书", "description") > 0.5
    assert learned.weight("说明书", "priority") < 0.1
    assert learned.weight("说明书", "telescope") == 0.0


def test_the_runs_of_a_term_are_learned(learned: LexicalModel) -> None:
    phrases = learned.phrases["复审请求"]
    assert max(phrases, key=lambda run: (phrases[run], len(run))) == "reexamination request"


def test_the_shipped_table_knows_common_words() -> None:
    base = LexicalModel.base()
    assert base.weight("政府", "government") > 0.3
    assert base.weight("政府", "patent") < 0.1
    assert LexicalModel().weight("政府", "government") == 0.0
    assert base.phrases == {}


def test_what_is_learned_outweighs_the_shipped_table() -> None:
    counts = {"政府": {"cabinet": 40}}
    model = LexicalModel(counts, has_base=True)
    assert model.weight("政府", "cabinet") > model.weight("政府", "government") > 0.0


def test_a_few_units_are_chosen_evenly(composed: Units) -> None:
    assert evenly(composed, 100) is composed
    assert [u.id for u in evenly(composed, 4)] == ["u0", "u9", "u18", "u27"]


def test_units_left_out_are_not_learned_from(composed: Units, objects: Glossary) -> None:
    few = learn_lexicon(composed, objects, base=False, most=6)
    same = learn_lexicon(evenly(composed, 6), objects, base=False)
    assert few.to_bytes() == same.to_bytes()


def test_the_direction_of_a_translation_is_nothing_to_the_lexicon(
    composed: Units, objects: Glossary, learned: LexicalModel
) -> None:
    turned = [
        replace(
            unit,
            source_language=unit.target_language,
            target_language=unit.source_language,
            source_text=unit.target_text,
            target_text=unit.source_text,
        )
        for unit in composed
    ]
    assert learn_lexicon(turned, objects, base=False).to_bytes() == learned.to_bytes()


def test_nothing_gives_an_empty_model() -> None:
    empty = learn_lexicon([], base=False)
    assert empty.counts == {}
    assert empty.weight("专利", "patent") == 0.0


@given(COUNTS, st.booleans())
def test_bytes_come_back_as_the_same_model(counts: dict[str, dict[str, int]], base: bool) -> None:  # noqa: FBT001
    model = LexicalModel(counts, {"专利": {"patent": 0.5}}, has_base=base)
    again = LexicalModel.from_bytes(model.to_bytes())
    assert again.to_bytes() == model.to_bytes()
    assert (again.counts, again.phrases) == (counts, model.phrases)
    assert again.has_base == base


@given(COUNTS, WORDS, KEYS, st.booleans())
def test_weights_are_shares(
    counts: dict[str, dict[str, int]],
    source: str,
    target: str,
    base: bool,  # noqa: FBT001
) -> None:
    assert 0.0 <= LexicalModel(counts, has_base=base).weight(source, target) <= 1.0


@pytest.mark.parametrize("data", [b"", b"no lexicon", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        LexicalModel.from_bytes(data)


def test_numbers_latin_and_pinyin_go_together() -> None:
    assert letters("PCT")["pct"] == letters("2024")["2024"] == 1.0
    assert letters("海淀")["haidian"] > 0.5
    assert "beijing" not in letters("海淀")
