r"""Text that Word writes as an equation field: with its reading above it, or in a circle.

Such a field has no result; what it shows stands in its code, as in ``EQ \o\ad(\s\up 11(han),汉)``.
"""

import re

_EQUATION = re.compile(r"\s*EQ\s", re.IGNORECASE)
# Signs written over one another: the last is the text, before it are its reading or its circle.
_OVER = re.compile(r"\\o(?:\\a[lcrd])*\s*\(", re.IGNORECASE)
_RAISED = re.compile(r"\\s\\(?:up|do)\s*\d*\s*\((.*)\)", re.IGNORECASE | re.DOTALL)
_SEPARATORS = ",;"
# Of the code of a sign, however it is set.
_LONGEST = 1000


def equation_text(code: str) -> str:
    r"""The text in the code of an equation field, ``""`` for formulas and other fields.

    Parameters
    ----------
    code : str

    Examples
    --------
    >>> equation_text(r" EQ \* jc0 \* hps12 \o\ad(\s\up 11(han),汉)")
    '汉'
    """
    is_equation = len(code) <= _LONGEST and _EQUATION.match(code)
    return _shown(code) if is_equation else ""


def _shown(code: str) -> str:
    """The texts of all signs written over one another."""
    shown = []
    place = 0
    while match := _OVER.search(code, place):
        argument, place = _last_argument(code, match.end())
        shown.append(_shown(argument) if _OVER.search(argument) else argument)
    return "".join(shown)


def _last_argument(code: str, begin: int) -> tuple[str, int]:
    """The last of the arguments that begin at a place, and where the bracket ends them."""
    depth = 0
    start = begin
    for place, sign in enumerate(code[begin:], begin):
        if sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif sign == ")":
            argument = code[start:place].strip()
            raised = _RAISED.fullmatch(argument)
            return raised[1] if raised else argument, place
        elif sign in _SEPARATORS and not depth:
            start = place + 1
    return "", len(code)
