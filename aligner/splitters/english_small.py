"""Whether a full stop before a small letter ends an English sentence."""

import re

from aligner.patterns import lazy_pattern
from aligner.splitters import abbreviations as short
from aligner.splitters.english_common import is_abbreviation, is_known
from aligner.splitters.english_items import is_item
from aligner.splitters.english_words import CAMEL, VERBS

# A short line that begins with a small letter, up to a number: "see you at 5. bring a bag".
_CHATTING = lazy_pattern(
    r"\s*[a-z][^.:;]{0,60}\b(?:at|by|for|until|till|around|about|is|was|to|on|from|room|line|bus) "
)
# A sentence behind a number that begins with a bracket or a variable: "in table 1. (for details,".
_ASIDE = lazy_pattern(r"\s(?:\([a-z]+ [a-z]+[ ,]|[a-z] (?:is|was|denotes|[=<>≤≥]) )")
# A sentence that begins with the letter of something measured: "rose to 0.4. k is the rate".
_VARIABLE = lazy_pattern(
    r"\s[b-hj-z] (?:(?:is|was|are|were|values?|can|has|had|must|may|then|[a-z]{3,}s|denoted)\b|"
    r"[=<>≤≥∈] )"
)
_ROMAN = lazy_pattern(r"[ivx]+")
# As it used to be written: "Louis XVI. and his queen".
_KING = lazy_pattern("[IVXL]+")
_SMALL_LETTERS = lazy_pattern(r"(?:[a-z]\.)+[a-z]")
_NEVER_LAST = lazy_pattern(short.NEVER_LAST)
# As it was written before it became one word: "2 per cent. of".
_PER_CENT = lazy_pattern(r"\bper $", re.IGNORECASE)
_LISTED = lazy_pattern(rf"(?i:{short.ALL})")
_UNIT = lazy_pattern(short.UNITS)
_MEASURED = lazy_pattern(r"(?:[\d½¼¾]|\b(?:sq|cu|fl)\.)[\s-]?$|\bper\s$")
# Words of chats, which look cut off.
_CHATTED = lazy_pattern(
    r"brb|btw|gg|hm+|idk|jk|lmk|mhm|ngl|np|nvm|omw|pls|plz|ps+t|rn|sh+|smh|tbh|thx|ty|yw|zz+"
)
# A word that can be said; of names, one of three letters at least.
_PLAIN = lazy_pattern(r"[a-z’'-]*[aeiouy][a-z’'-]*|(?=.{3})[A-Za-z’'-]*[AEIOUYaeiouy][A-Za-z’'-]*")
# How sentences begin where capitals are used carelessly.
_FIRST = lazy_pattern(
    r"\s(?:i|you|u|he|she|it|we|they|the|an?|this|that|these|those|there|here|what|who|why|how|"
    r"when|where|if|but|so|then|now|please|pls|let|my|your|his|her|our|their|its|no|yes|ok|just|"
    r"also|maybe|everyone|everybody|nobody|some|all|most|many|can|could|do|does|did|"
    r"(?:do|does|did|is|ca|wo)n['’]?t)\b"
)
# What no sentence begins with, not even one that begins with a brand or "von Hassel".
_NO_SUBJECT = lazy_pattern(rf"\s(?:and|or|nor|in|on|at|to|for|by|with|from|as|do|{VERBS})\b")
# A word that begins no sentence in small letters, where others do not: "the Lower Cret. beds".
_KNOWN_NEXT = lazy_pattern(r"\s([a-z]{4,})\b")
_PRONOUN = lazy_pattern(r"\s(?:i|you|he|she|it|we|they)\b")
_SMALL_I = lazy_pattern(r"(?:^|[\s“\"‘'(])i(?:['’]m)?(?: |$)")
_LABEL = lazy_pattern(short.LABELS)
_LANGUAGE = lazy_pattern(short.LANGUAGES)
# Characters of a text that tell how it is written.
_REACH = 300
# Longer words that are not known are rather names, or terms, than cut off.
_LONGEST = 6
# One in small letters that ends with a vowel may be the name of a thing: "sigma".
_LONGEST_SMALL = 4
# The words that are known are no shorter.
_SHORTEST = 3
# Words that begin one sentence in hundreds of theirs, by count.
_SELDOM_FIRST = lazy_pattern(
    r"\s(?:of|than|into|been|be|them|him|me|or|who|which|up|out|was|were|is|had|has|have|will|must|shall|may|nos?(?=\.))\b"
)
_YEAR = lazy_pattern(r"(?:1[5-9]|20)\d\ds?")
# The chapter and verse of a work: "Aen. vi. 126", "Haml. III. i. has".
_CANTO = lazy_pattern(r"\s[ivxlc]{1,7}(?:\. ?\d|\.,? \(?[a-z\d])")


def is_listed(word: str) -> bool:
    """Whether a word is one of the abbreviations that are known, in any letters."""
    return _LISTED.fullmatch(word) is not None


def is_unit(word: str, before: str) -> bool:
    """Whether a word is the unit of the number before it."""
    return _UNIT.fullmatch(word) is not None and _MEASURED.search(before) is not None


def is_per_cent(word: str, before: str) -> bool:
    """Whether a word is the second one of ``per cent.``."""
    return word.lower() == "cent" and _PER_CENT.search(before) is not None


def ends_before_small(plain: str, word: str, before: str, tail: str) -> bool:
    """Whether a sentence ends before a small letter: behind an ordinary word, if at all.

    Parameters
    ----------
    plain : str
        The whole text, which tells how carefully it is written.
    word : str
        Before the full stop.
    before : str
        What stands before the word.
    tail : str
        What stands behind the full stop.
    """
    is_never_last = _NEVER_LAST.fullmatch(word) is not None
    if _VARIABLE.match(tail) and not is_never_last and not is_item(word, before, ""):
        return True
    is_letter = len(word) == 1 and not word.isdigit()
    if is_letter or is_never_last or _ROMAN.fullmatch(word) or _SMALL_LETTERS.fullmatch(word):
        return False
    if CAMEL.match(tail) or not word or (word.isdigit() and _ASIDE.match(tail)):
        return True
    # Who begins with a small letter does so again: "see you at 5. bring a bag".
    begins_small = word.isdigit() and _CHATTING.fullmatch(before) is not None
    if begins_small or word.endswith("%") or _YEAR.fullmatch(word):
        return True
    is_king = _KING.fullmatch(word) and _NO_SUBJECT.match(tail)
    if _SELDOM_FIRST.match(tail) or _CANTO.match(tail) or is_king:
        return False
    return _is_whole(plain, word, before, tail)


def _is_whole(plain: str, word: str, before: str, tail: str) -> bool:
    """Whether a word before a small letter has its full stop for no reason of its own."""
    is_denial = word == "no" and _PRONOUN.match(tail) is not None
    if is_unit(word, before) or is_per_cent(word, before):
        return False
    if is_listed(word) and not is_denial:
        return False
    if _CHATTED.fullmatch(word):
        return True
    if _PLAIN.fullmatch(word) is None:
        return False
    if _is_careless(plain):
        is_name = not word.islower() and before.strip() != ""
        return is_name or not is_abbreviation(word.lower()) or _PRONOUN.match(tail) is not None
    return not _is_cut_off(word, before, tail)


def _is_careless(plain: str) -> bool:
    """Whether a text is written without capitals, as in a chat."""
    start = plain[:_REACH]
    return start.lstrip()[:1].islower() or _SMALL_I.search(start) is not None


def _is_cut_off(word: str, before: str, tail: str) -> bool:
    """Whether a word is rather cut off than whole, in a text that is written with care."""
    if word.islower():
        if is_abbreviation(word) or _LABEL.fullmatch(word):
            return _PRONOUN.match(tail) is None
        is_short = _SHORTEST <= len(word) <= _LONGEST_SMALL
        return is_short and not is_known(word) and _FIRST.match(tail) is None
    if not word.istitle() or _FIRST.match(tail):
        return False
    is_cut = is_abbreviation(word.lower())
    following = _KNOWN_NEXT.match(tail)
    is_within = is_cut and following is not None and is_known(following[1])
    if is_within or _LANGUAGE.fullmatch(word):
        return True
    if before.strip() == "":
        return len(word) <= _LONGEST and is_cut
    is_unknown = _SHORTEST <= len(word) <= _LONGEST and not is_known(word.lower())
    return is_unknown and _NO_SUBJECT.match(tail) is not None
