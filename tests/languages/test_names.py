"""Readings of characters."""

from importlib.resources import files

import pytest
from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.pinyin_dict import pinyin_dict

from aligner.languages import name_readings, pinyin_readings
from aligner.text import is_han


def test_the_table_says_what_the_package_says() -> None:
    text = files("aligner.languages").joinpath("data/readings.txt").read_text("utf-8")
    lines = [line.partition("\t") for line in text.splitlines()]
    table = {character: heads.split(" ") for heads, _, tails in lines for character in tails}
    assert table == {
        character: pinyin(character, style=Style.NORMAL, heteronym=True)[0]
        for character in map(chr, pinyin_dict)
    }


def test_the_usual_reading_comes_first() -> None:
    for character in map(chr, range(0x4E00, 0x9FFF)):
        usual = lazy_pinyin(character, style=Style.NORMAL, v_to_u=False)[0].replace("v", "u")
        assert name_readings(character)[0] == usual


@pytest.mark.parametrize(
    ("character", "readings", "in_names"),
    [
        ("中", ("zhong",), ("zhong",)),
        ("单", ("dan", "chan", "shan"), ("dan", "shan")),
        ("吕", ("lv", "lu", "lyu"), ("lu",)),
        ("\U000323af", ("\U000323af",), ("\U000323af",)),
        ("，", ("，",), ()),
    ],
)
def test_readings(character: str, readings: tuple[str, ...], in_names: tuple[str, ...]) -> None:
    assert pinyin_readings(character) == readings
    assert name_readings(character) == (in_names if is_han(character) else ())
