"""Bilingual sentences composed for what is learned, in the style of a patent office."""

from itertools import product

import pytest

from aligner.terms import Glossary, LexicalModel
from aligner.values import ConceptEntry, Term, TranslationUnit

_SUBJECTS = (("审查员", "The examiner"), ("申请人", "The applicant"), ("代理师", "The attorney"))
_ACTIONS = (("提交了", "filed"), ("修改了", "amended"), ("审阅了", "reviewed"))
_OBJECTS = (
    ("权利要求书", "the claims"),
    ("说明书", "the description"),
    ("复审请求", "the reexamination request"),
    ("优先权文件", "the priority documents"),
)


@pytest.fixture(scope="session")
def composed() -> list[TranslationUnit]:
    """36 short sentences in which every word has one rendering."""
    parts = product(_SUBJECTS, _ACTIONS, _OBJECTS)
    return [
        TranslationUnit(f"u{i}", "zh-Hans", "en", f"{s}{a}{o}。", f"{es} {ea} {eo}.", 1.0)
        for i, ((s, es), (a, ea), (o, eo)) in enumerate(parts)
    ]


@pytest.fixture(scope="session")
def objects() -> Glossary:
    """The terms in them."""
    pairs = [(zh, en.removeprefix("the ")) for zh, en in _OBJECTS]
    return Glossary(tuple(ConceptEntry(zh, (Term(zh, "zh"), Term(en, "en"))) for zh, en in pairs))


@pytest.fixture(scope="session")
def learned(composed: list[TranslationUnit], objects: Glossary) -> LexicalModel:
    """What is learned from the sentences alone."""
    return LexicalModel.learn(composed, objects, base=False)
