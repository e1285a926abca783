"""Sums of small regression trees over evidence by name."""

from collections.abc import Iterable, Mapping
from typing import Final

# A leaf is its value; a branch is a name of evidence, a limit, and what follows
# if the evidence is at most the limit, and if it is more.
Tree = float | tuple[str, float, "Tree", "Tree"]
_LEAF: Final = (float, int)


def sum_of_trees(trees: Iterable[Tree], values: Mapping[str, float]) -> float:
    """The log odds that the trees give together.

    Examples
    --------
    >>> sum_of_trees([("a", 0.5, -1.0, 2.0), 0.25], {"a": 1.0})
    2.25
    """
    return sum(_value(tree, values) for tree in trees)


def _value(tree: Tree, values: Mapping[str, float]) -> float:
    while not isinstance(tree, _LEAF):
        name, limit, low, high = tree
        tree = low if values[name] <= limit else high
    return tree
