"""Which way a unit was translated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.values import (
    Direction,
    TranslationUnit,
    chinese_first,
    direction_of,
    unit_direction,
)


@pytest.mark.parametrize(
    ("source", "target", "direction"),
    [
        ("zh-Hant-HK", "en", Direction.INTO_ENGLISH),
        ("zh", "und", Direction.INTO_ENGLISH),
        ("und", "und", Direction.INTO_ENGLISH),
        ("EN_us", "ZH", Direction.INTO_CHINESE),
        ("und", "zh", Direction.INTO_CHINESE),
        ("en", "und", Direction.INTO_CHINESE),
        ("zh", "zh", None),
        ("de", "en", None),
        ("und", "fr", None),
    ],
)
def test_the_tags_tell_the_direction(source: str, target: str, direction: Direction | None) -> None:
    assert direction_of(source, target) is direction


TAGS = st.sampled_from(["zh-Hans", "en", "und", "de"])


@given(TAGS, TAGS)
def test_a_unit_is_turned_once(source: str, target: str) -> None:
    unit = TranslationUnit("u", source, target, "one", "other", 0.5, (("kind", "title"),))
    turned = chinese_first(unit)
    assert chinese_first(turned) == turned
    assert (turned != unit) == (unit_direction(unit) is Direction.INTO_CHINESE)
    assert {
        (turned.source_language, turned.source_text),
        (turned.target_language, turned.target_text),
    } == {
        (source, "one"),
        (target, "other"),
    }
    assert (turned.id, turned.probability, turned.properties) == ("u", 0.5, (("kind", "title"),))
