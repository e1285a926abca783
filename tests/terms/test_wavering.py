"""Terms whose English wavers, without any glossary; those that only look so are left alone."""

import pytest

from aligner.terms import find_wavering
from aligner.terms.lexical import LexicalModel
from aligner.terms.wavering import _abbreviates, _is_akin
from aligner.values import TranslationUnit

FRAMES = (
    ("审查员修改{}清单。", "The examiner amended the list of {}."),
    ("{}由申请人提交。", "{} were filed by the applicant."),
    ("代理师谈到{}费用。", "The attorney discussed the fees for {}."),
    ("今年的{}有所增加。", "This year {} increased."),
    ("专家介绍{}情况。", "The expert presented the state of {}."),
    ("代表们研究了{}问题。", "The delegates studied the question of {}."),
)


def units(term: str, *renderings: str) -> list[TranslationUnit]:
    made = []
    for number, rendering in enumerate(renderings):
        source, target = FRAMES[number % len(FRAMES)]
        made.append((source.format(term), target.format(rendering)))
    made += [(s.format("商标"), t.format("trademarks")) for s, t in FRAMES]
    return [
        TranslationUnit(f"u{n}", "zh-Hans", "en", source, target, 1.0)
        for n, (source, target) in enumerate(made)
    ]


def wavering(term: str, *renderings: str) -> dict[str, tuple[tuple[str, int], ...]]:
    found = units(term, *renderings)
    return {w.term: w.renderings for w in find_wavering(found, LexicalModel.learn(found, None))}


def test_two_settled_renderings_waver() -> None:
    found = wavering("外观专利权", *["design patents", "model rights"] * 6)
    assert [n for _, n in found["外观专利权"]] == [6, 6]


def test_one_rendering_does_not() -> None:
    assert "外观专利权" not in wavering("外观专利权", *["design patents"] * 12)


def test_a_rendering_met_once_is_no_habit() -> None:
    names = ["design patents"] * 11
    assert "外观专利权" not in wavering("外观专利权", *names, "model rights")


@pytest.mark.parametrize(
    ("one", "other", "is_akin"),
    [
        ("ip system", "intellectual property system", True),
        ("patent law", "law patent", True),
        ("patent", "patent law", True),
        ("ipo", "intellectual property office", True),
        ("patent law", "trademark law", False),
        ("review petition", "reexamination request", False),
    ],
)
def test_shortened_renderings_are_one(one: str, other: str, is_akin: bool) -> None:  # noqa: FBT001 - a column of the table
    assert _is_akin(one.split(), other.split()) is is_akin
    assert _is_akin(other.split(), one.split()) is is_akin


def test_initials_stand_for_as_many_words() -> None:
    assert _abbreviates(["pct", "system"], ["patent", "cooperation", "treaty", "system"])
    assert not _abbreviates(["pct"], ["patent", "cooperation"])
    assert not _abbreviates(["p"], ["patent"])
