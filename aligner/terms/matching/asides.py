"""Accepted forms that stand where words are not searched: in brackets, or as a sign of money."""

import re
from collections.abc import Iterable

from aligner.languages import fold_chinese
from aligner.offsets import Span, is_free

_IN_BRACKETS = re.compile(
    r"[(（]\s*(?:the\s+)?[\"“‘']?(?:the\s+)?([^()（）\"”’]{2,80}?)[\"”’']?\s*[)）]"
)
# Signs of money that say what the Chinese says in words.  Letters before one that are not
# listed make it that of another country: C$ is no US dollar, E£ no pound sterling.
_SIGNS = {
    ("港元", "港币", "港圆"): r"HKD?\$|HKD",
    ("美元", "美金"): r"(?:USD?)?\$|USD",
    ("人民币",): r"(?:(?:RMB|CNY?)\s?)?[¥￥]|RMB|CNY",
    ("新台币",): r"NTD?\$|TWD|NTD",
    ("欧元",): r"(?:EUR?)?€|EUR",
    ("英镑",): r"(?:GBP?|UK)?£|GBP",
    ("日元", "日圆"): r"(?:JPY?)?[¥￥]|JPY",
}
_PATTERNS = {
    name: re.compile(rf"(?<![A-Za-z])(?:{signs})(?=\s?\d)")
    for names, signs in _SIGNS.items()
    for name in names
}


def find_in_brackets(text: str, forms: Iterable[str], taken: Iterable[Span]) -> Span | None:
    """Where a form stands alone in brackets, which the search for words leaves out.

    Parameters
    ----------
    text : str
    forms : iterable of str
        Accepted forms as written.
    taken : iterable of (int, int)
        Spans that render other occurrences.
    """
    wanted = {form.casefold() for form in forms}
    used = list(taken)
    for match in _IN_BRACKETS.finditer(text):
        span = match.span(1)
        if match[1].strip().casefold() in wanted and is_free(span, used):
            return span
    return None


def find_currency_sign(source_term: str, text: str, taken: Iterable[Span]) -> Span | None:
    """The sign of money that renders the name of a currency before an amount.

    Examples
    --------
    >>> find_currency_sign("港元", "a loss of HK$3 million", [])
    (10, 13)
    """
    pattern = _PATTERNS.get(fold_chinese(source_term))
    if pattern is None:
        return None
    used = list(taken)
    return next((m.span() for m in pattern.finditer(text) if is_free(m.span(), used)), None)
