"""Regular expressions that are compiled when they are first asked something.

To compile the hundreds of a toolkit takes a fifth of the time of a short command, which
then uses half of them.
"""

import re
from functools import partial
from typing import cast

# What is taken over from the compiled expression, so that later calls are as fast as its own.
_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


class _Uncompiled:
    """Stands for a `re.Pattern`, which it makes when one of its attributes is needed."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._compile = partial(re.compile, pattern, flags)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # asked for by copying, before there is anything to compile
            raise AttributeError(name)
        compiled = self._compile()
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def lazy_pattern(pattern: str, flags: int = 0) -> "re.Pattern[str]":
    """A regular expression that is compiled when it is first used.

    It has the attributes and methods of the compiled one; the functions of `re` do not
    take it, and it is not the ``re`` of a match, which is told by its ``pattern``.

    Raises
    ------
    re.error
        At the first use, if the pattern is not a regular expression.
    """
    return cast("re.Pattern[str]", _Uncompiled(pattern, flags))
