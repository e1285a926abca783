"""Language of a column of texts, as far as one can tell without a model."""

import re

FEW_WORDS = 12
_SAMPLE = 20_000
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]")
_KANA_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|on|for|with|by|at|from|is|was|are|were|that|this|has|have|will|its)\b",
    re.IGNORECASE,
)
_LEAST_ENGLISH = 0.08
# A Han character says as much as four letters.
_LETTERS_PER_HAN = 4
# Two-letter codes that are no English words or abbreviations of other things.
_CODES = (
    "ar|bg|bn|cs|da|de|el|en|es|et|fa|fi|fr|he|hi|hr|hu|it|ja|ka|kk|km|ko|lo|lt|lv|mn|ms|my|nl|"
    "pl|pt|ro|ru|sk|sl|sr|sv|sw|ta|th|tr|uk|ur|uz|vi|zh"
)
_TAG = re.compile(rf"(?:{_CODES})(?:[-_](?:[a-z]{{4}}|[a-z]{{2}}|\d{{3}})){{0,2}}", re.IGNORECASE)


def is_language_tag(text: str) -> bool:
    """Whether a text is a BCP 47 tag of a language that is often translated."""
    return _TAG.fullmatch(text.strip()) is not None


def text_language(text: str) -> str:
    """``"zh"``, ``"en"``, or ``"und"`` if it is neither for sure.

    Parameters
    ----------
    text : str
        Only the first 20,000 characters are looked at.
    """
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    han = len(_HAN.findall(sample))
    if letters and _KANA_HANGUL.search(sample) is None and han * (_LETTERS_PER_HAN + 1) > letters:
        return "zh"
    words = _WORD.findall(sample)
    return "en" if len(_ENGLISH.findall(sample)) > _LEAST_ENGLISH * len(words) else "und"
