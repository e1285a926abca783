import pytest

from aligner.errors import PairingError
from aligner.pairing.decisions import Decisions

KNOWN = ({"a", "b"}, {"x", "y"})


def test_decisions_that_fit() -> None:
    found = Decisions.of([("a", "x")], [("b", "x"), ("gone", "y")], KNOWN)
    assert found.named(0) == {"a", "b", "gone"}
    numbers = {"a": 0, "b": 1}, {"x": 0, "y": 1}
    assert found.numbered(numbers) == (frozenset({(0, 0)}), frozenset({(1, 0)}))


@pytest.mark.parametrize(
    ("forced", "forbidden", "message"),
    [
        ([("c", "x")], [], "c: set as a pair, but no source has this id"),
        ([("a", "z")], [], "z: set as a pair, but no target has this id"),
        ([("a", "x"), ("a", "y")], [], "a: set as a pair with both x and y"),
        ([("a", "x"), ("b", "x")], [], "x: set as a pair with both a and b"),
        ([("a", "x")], [("a", "x")], "a - x: both set as a pair and ruled out"),
    ],
)
def test_decisions_that_do_not(
    forced: list[tuple[str, str]], forbidden: list[tuple[str, str]], message: str
) -> None:
    with pytest.raises(PairingError, match=message):
        Decisions.of(forced, forbidden, KNOWN)


def test_the_same_decision_twice_is_one() -> None:
    assert Decisions.of([("a", "x"), ("a", "x")], [], KNOWN).forced == {("a", "x")}
