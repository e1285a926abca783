"""Texts that are nearly the same share a key or a band, others do not, in every run."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.corpus.likeness import are_alike, bands, folded, key_of, near_key

words = st.text("甲乙丙丁Ab 项目", max_size=9)
# As many words of six letters as a small vocabulary has.
LATIN = [f"{a}{b}{a}{c}{b}a" for a in "bcdfgklmnprst" for b in "aeiou" for c in "bdgklmnprst"]


@given(words, words, st.integers(0, 999), st.integers(0, 999))
def test_near_keys_forget_numbers_case_and_punctuation(a: str, b: str, m: int, n: int) -> None:
    assert near_key(f"{a}{m}。", f"{b} {m}") == near_key(f"{a.upper()}{n}", f"{b}{n}!")


@given(words, words)
def test_near_keys_tell_other_texts_apart(a: str, b: str) -> None:
    same = "".join(a.split()).lower() == "".join(b.split()).lower()
    assert (near_key(a, "x") == near_key(b, "x")) == same
    assert (near_key("x", a) == near_key("x", b)) == same


def test_keys_and_bands_are_the_same_on_every_machine() -> None:
    assert key_of("专利") == -4011168108208299255
    assert bands("专利", "patent")[:2] == [5994586488366097283, -6650965002759121266]


@pytest.mark.parametrize("text", ["", "甲", "ab", "abc", "abcd", "abcde", "\ud800", "𠮷"])
def test_short_texts_have_bands_too(text: str) -> None:
    found = bands(text, "")
    assert len(set(found)) == len(found) == len(bands("x", "y"))
    assert all(-(2**63) <= band < 2**63 for band in found)


def sentence(made: random.Random) -> tuple[str, str]:
    """Both sides of a unit, of usual length."""
    han = "".join(chr(made.randrange(0x4E00, 0x5200)) for _ in range(30))
    return han, "".join(made.choice(LATIN) for _ in range(14))


def edited(made: random.Random, texts: tuple[str, str]) -> tuple[str, str]:
    """One word of either side is another."""
    source, target = texts
    at, to = made.randrange(28), made.randrange(60)
    return (
        f"{source[:at]}{chr(made.randrange(0x6000, 0x9000))}{source[at + 1 :]}",
        f"{target[:to]}{made.choice(LATIN)}{target[to + 6 :]}",
    )


def test_nearly_all_units_with_a_changed_word_are_found() -> None:
    made = random.Random(7)  # noqa: S311 - no secret
    found = alike = 0
    for _ in range(300):
        texts = sentence(made)
        like = edited(made, texts)
        if are_alike(texts, like):
            alike += 1
            found += bool({*bands(*texts)} & {*bands(*like)})
    assert alike > 250
    assert found >= 0.98 * alike


def test_other_units_are_hardly_ever_looked_at() -> None:
    made = random.Random(7)  # noqa: S311 - no secret
    marks = [{*bands(*sentence(made))} for _ in range(150)]
    met = sum(bool(a & b) for n, a in enumerate(marks) for b in marks[:n])
    assert met < 0.01 * 150 * 149 / 2


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("专利审查", "patent examination"), ("专利审查", "patent examination"), True),
        (("专利审查", "patent examination"), ("专利审查", "patent examinations"), True),
        (("专利审查", "patent examination"), ("商标审查", "trademark examination"), False),
        (("", ""), ("", ""), True),
    ],
)
def test_nine_tenths_of_the_letters_are_alike(
    one: tuple[str, str], other: tuple[str, str], *, alike: bool
) -> None:
    assert are_alike(one, other) == alike


def test_folding_keeps_the_letters() -> None:
    assert folded("ＩＰ　2023年 5月４日, “Patents”！") == "ip0年0月0日patents"
