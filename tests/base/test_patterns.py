"""Regular expressions that are compiled when they are first used."""

import ast
import copy
import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import aligner
from aligner.patterns import lazy_pattern

TEXTS = st.text("ab1 ", max_size=12)


@given(TEXTS)
def test_it_answers_like_the_compiled_expression(text: str) -> None:
    plain, lazy = re.compile("(A+)|[0-9]", re.IGNORECASE), lazy_pattern("(A+)|[0-9]", re.IGNORECASE)
    assert lazy.sub(r"<\g<0>>", text) == plain.sub(r"<\g<0>>", text)
    assert lazy.findall(text) == plain.findall(text)
    assert [m.span(1) for m in lazy.finditer(text)] == [m.span(1) for m in plain.finditer(text)]
    assert lazy.split(text) == plain.split(text)
    assert bool(lazy.fullmatch(text, 1)) == bool(plain.fullmatch(text, 1))
    assert (lazy.pattern, lazy.flags, lazy.groups) == (plain.pattern, plain.flags, plain.groups)


def test_it_is_compiled_when_it_is_first_used() -> None:
    broken = lazy_pattern("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("x")


@pytest.mark.parametrize("used", [False, True])
def test_it_can_be_copied_and_sent_to_another_process(*, used: bool) -> None:
    pattern = lazy_pattern("a+")
    if used:
        assert pattern.search("aa")
    for again in (copy.deepcopy(pattern), pickle.loads(pickle.dumps(pattern))):  # noqa: S301 - ours
        assert again.findall("aabab") == ["aa", "a"]


def test_it_has_no_attribute_that_an_expression_lacks() -> None:
    assert not hasattr(lazy_pattern("a"), "compile")


def test_nobody_takes_it_for_the_expression_of_a_match() -> None:
    """``match.re is PATTERN`` is never true of one."""
    root = Path(aligner.__file__).parent
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                found = [x for x in sides if isinstance(x, ast.Attribute) and x.attr == "re"]
                assert not found, f"{path}:{node.lineno}"
