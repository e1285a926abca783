"""Abbreviations that no list holds, told by their shape and by what stands around them."""

from aligner.patterns import lazy_pattern
from aligner.splitters import abbreviations as short
from aligner.splitters.english_common import is_abbreviation, is_known
from aligner.splitters.english_small import is_listed
from aligner.splitters.english_words import CAPITAL, ONE_WORD, STARTER, begins, starts

_LONGEST = 7
# A whole word with a capital, within a sentence, is only then cut off: "Pet. App. 3a".
_SHORT = 5
# No vowel is in it, so that it is no word: "Gr. 50", "plt. 200", "Mts. Rosa".
_CONSONANTS = "[bcdfghjklmnpqrstvwxz]"
_UNSPEAKABLE = lazy_pattern(
    rf"(?!(?i:hm|[pt]s+[tk]|sh+|zz))(?:(?![AEIOUY])[A-Z]|{_CONSONANTS})(?:{_CONSONANTS}{{1,4}}|y)"
)
# Of a street, in German: "Hauptstr. 12".
_STREET = lazy_pattern("[A-Z][a-zäöüß]+str")
_TITLE_CASE = lazy_pattern("[A-Z][a-z]{1,10}")
_SMALL_LISTED = lazy_pattern(short.ALL)
# Others that are cut off, in the title of a journal: "Jahrb. Preuss. Geol. Landesanst. 30".
_CHAINED = lazy_pattern("[A-Z][a-z]*[bcdfghjklmnpqrstvwxz]")
_NO_TITLE = rf"(?!(?:{short.TITLES}|{short.ADDRESSES}|St|No)\.)"
_CUT_OFF_NEXT = lazy_pattern(rf"\s{_NO_TITLE}([A-Z][\w’']{{1,11}})\.(?:,| [A-Z][\w’']{{0,11}}\.)")
_CUT_OFF_BEFORE = lazy_pattern(rf"\b{_NO_TITLE}[A-Z][^\W\d]{{1,11}}\. $")
# A bracket within a sentence: "the seal assy. (P/N 330-17) every".
_ASIDE_NEXT = lazy_pattern(r"\s\([^()]{1,40}\)(?: [a-z]|[,;:])")
# Behind another one with a hyphen: "Dr.-Ing. Karl Hess", "Under-Sec. Hale".
_HYPHENED = lazy_pattern(r"(?:[A-Z][a-z]{1,5}\.|\b(?:Under|Vice|[Ee]x|Deputy|Sub|Attorney))-$")
# The section of a code or statute that is named: "Veh. Code § 23152", "Civ. Code art. 2315".
_SECTION_NEXT = lazy_pattern(r"\s(?:(?:[A-Z][\w’']*\.?|&|of),? ){1,6}(?:§|(?:art|ch|tit)s?\. ?\d)")
_OF_LAW = lazy_pattern(rf"{short.JOURNALS}|{short.STATES}|Cons|Haw|La|Md|Miss|Mo|Pa|Tax")
_LAW_NEXT = lazy_pattern(r"\s(?:Code|Acts?|Laws?|Stats?\.|Rul\.|Proc\.|Ann\.|Evid\.)(?=[ ,.;)])")
# Another abbreviation, and no sentence behind it: "Perm. Sec. stayed", "Cl. Ct. 4".
_SHORT_NEXT = lazy_pattern(
    rf"\s(?!(?:{short.ADDRESSES}|{short.TITLES}|{short.SHORT_MONTH}|{short.WEEKDAY})\.)"
    r"[A-Z][a-z]{1,5}\. [a-z§&(\d]"
)
_PART_NEXT = lazy_pattern(rf"\s(?:(?i:{short.REFERENCES})|{short.PARTS})\. ?\d")
_FIRM_NEXT = lazy_pattern(r"\s(?:Inc|Ltd|Corp|Bros|Co)\b(?:\.|,? [a-z])")
_NUMBER_NEXT = lazy_pattern(r"\s[+−±-]?\d|\s[IVXLC]+[:/.] ?\d")
# A number of several parts tells which one; a plain one may tell how many, and begin a sentence.
_WHICH_NEXT = lazy_pattern(r"\s(?:\d+[:/]\d|[IVXLC]+[:/] ?\d|\d+\()")
_DATE_NEXT = lazy_pattern(rf"\s\d{{1,2}} (?i:{short.MONTH})\b")
# A date within a sentence: "Anne, bapt. 3 May 1688, was".
_DATED = lazy_pattern(
    rf"\s\d{{1,2}} (?i:{short.MONTH})\.?(?: \d{{4}})?(?=[,.;:)]| (?:at|in|to|by|and)\b|$)"
)
# The number of a paper and its year: "filed as Pet. 18/77".
_FILED_NEXT = lazy_pattern(r"\s\d+/\d+\b")
_MANY_NEXT = lazy_pattern(
    r"\s\d+(?:\.\d+)?%|\s(?:1[5-9]|20)\d\d\b(?!,? [a-z]*$)|"
    r"\s[$£€]?\d[\d,.]*%? (?:(?:other |more |new |old |young |[a-z]+ed )?[a-z]{3,}s|people|men|"
    r"women|children|more|had|have|were|was|are|came|left|died|per ?cent|"
    r"of (?:them|these|those|the|us|its|our|his|her|my|whom))\b"
)
_POSTCODE = lazy_pattern(r"\s\d{5}\b(?![,.]\d)")
_STATE = lazy_pattern("[A-Z][a-z]{1,3}")
# A name or formula, rather than the first word of a sentence: "conc. HCl", "av. Foch, Paris".
_NAME_NEXT = lazy_pattern(r"\s[A-Z](?:[a-z]*[A-Z]|\.|t\.|[a-z]{1,2}\. [A-Z]|[\w’'-]+[,;)])")
_BRACKETED_LETTER = lazy_pattern(r"\s\(\w{1,4}\)[.,;:(]")
# Pence behind shillings: "£3 10s. 6d.".
_SHILLINGS = lazy_pattern(r"\d+s")
_UNIT = lazy_pattern(short.UNITS)
_LABEL = lazy_pattern(short.LABELS)
_LANGUAGE_NEXT = lazy_pattern(rf"\s(?:{short.LANGUAGES})\b")
_PENCE = lazy_pattern(r"\s\d+½?d\b")
_ROMAN = lazy_pattern("(?=.)c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
# The act and scene of a play: "Haml. III. i. has".
_SCENE = lazy_pattern(r"\s[IVX]{1,4}\. ?[ivx]{1,5}\b")
# Before a small letter that stands for a word: "Meier u. Sohn", "a. d. Oder", "c. Hall b. Lee".
_INITIAL_NEXT = lazy_pattern(r"\s[A-Z]\.")
_STANDS_FOR = lazy_pattern(r"(?:\b[A-Z][\w’'-]+|\b[a-z]\.|\b(?:ex|lbw|not out)) $")


def goes_on(word: str, before: str, tail: str) -> bool:
    """Whether a word before no small letter is cut off, so that the sentence goes on behind it."""
    if word.islower():
        return _small_goes_on(word, before, tail)
    if before.endswith("-") and _HYPHENED.search(before) and CAPITAL.match(tail):
        return not STARTER.match(tail)
    if _STREET.fullmatch(word):
        return _NUMBER_NEXT.match(tail) is not None
    if _TITLE_CASE.fullmatch(word) is None:
        return False
    is_counted = not is_listed(word) and _is_counted(word, before, tail)
    is_short = len(word) <= _LONGEST and (is_counted or _is_named(word, before, tail))
    return is_short or _is_chained(word, before, tail)


def is_set_aside(word: str, tail: str) -> bool:
    """Whether a bracket within the sentence follows what is cut off: ``assy. (P/N 3) every``."""
    if not word.isalpha() or len(word) > _LONGEST or not _ASIDE_NEXT.match(tail):
        return False
    return is_listed(word) or not is_known(word.lower())


def _is_chained(word: str, before: str, tail: str) -> bool:
    """Whether a word is cut off as others next to it are: ``Jahrb. Preuss. Geol. 30``."""
    if not _CHAINED.fullmatch(word) or is_known(word.lower()) or STARTER.match(tail):
        return False
    following = _CUT_OFF_NEXT.match(tail)
    if following and (is_listed(following[1]) or not is_known(following[1].lower())):
        return True
    return _CUT_OFF_BEFORE.search(before) is not None and _NUMBER_NEXT.match(tail) is not None


def counts(tail: str) -> bool:
    """Whether a sentence that begins with how many there are follows: ``4 others agreed``."""
    return (_MANY_NEXT.match(tail) or _DATE_NEXT.match(tail)) is not None


def _stands_for(before: str, tail: str) -> bool:
    """Whether a small letter stands for a word or name, as in ``Meier u. Sohn``."""
    if not CAPITAL.match(tail):
        return False
    is_initial = _INITIAL_NEXT.match(tail) is not None and not before.rstrip()[-1:].isdigit()
    return is_initial or (_STANDS_FOR.search(before) is not None and not starts(tail))


def _small_goes_on(word: str, before: str, tail: str) -> bool:
    """Whether a word in small letters is cut off."""
    if len(word) > _LONGEST:
        return False
    if len(word) == 1 or word == "st":
        is_verse = _ROMAN.fullmatch(word) and _NUMBER_NEXT.match(tail)
        return is_verse is not None or _stands_for(before, tail)
    if tail[1:2].isalpha():
        # Most words are whole, and most sentences begin with one: this is found out first.
        if _LANGUAGE_NEXT.match(tail) and _LABEL.fullmatch(word):
            return True
        return _NAME_NEXT.match(tail) is not None and not begins(tail) and _is_unlisted(word)
    if (_ROMAN if word[0].isalpha() else _SHILLINGS).fullmatch(word):
        return (_NUMBER_NEXT if word[0].isalpha() else _PENCE).match(tail) is not None
    return _is_numbered(tail) and _is_unlisted(word)


def _is_unlisted(word: str) -> bool:
    """Whether a word in small letters looks cut off, and is in no list of those that are."""
    is_cut = is_abbreviation(word) or _UNSPEAKABLE.fullmatch(word) is not None
    return is_cut and _SMALL_LISTED.fullmatch(word) is None and _UNIT.fullmatch(word) is None


def _is_numbered(tail: str) -> bool:
    """Whether the number or letter of what a word is short for follows."""
    if _NUMBER_NEXT.match(tail):
        return _DATED.match(tail) is not None or not counts(tail)
    return _BRACKETED_LETTER.match(tail) is not None


def _is_counted(word: str, before: str, tail: str) -> bool:
    """Whether the number of what a word is short for follows: ``Hob. XVI/50``."""
    if _SCENE.match(tail) or (_STATE.fullmatch(word) and _POSTCODE.match(tail)):
        return True
    if len(word) <= _SHORT and before.strip() and _FILED_NEXT.match(tail):
        return True
    if not (_UNSPEAKABLE.fullmatch(word) or is_abbreviation(word.lower())):
        return False
    is_one = before.strip() == "" or not counts(tail)
    is_one = is_one and _NUMBER_NEXT.match(tail) is not None
    return is_one or _WHICH_NEXT.match(tail) is not None


def _is_named(word: str, before: str, tail: str) -> bool:
    """Whether a word is cut off within a name: ``Veh. Code``, ``Perm. Sec.``, ``Ry. Co.``."""
    if STARTER.match(tail) or not CAPITAL.match(tail):
        return False
    is_first = before.strip() == ""
    if _UNSPEAKABLE.fullmatch(word) and (is_first or not (is_listed(word) or begins(tail))):
        # No word, so that it is no sentence by itself: "Ch. Baudelaire died".
        return True
    is_cut = not is_listed(word) and is_abbreviation(word.lower())
    if is_cut or _OF_LAW.fullmatch(word):
        in_law = _LAW_NEXT.match(tail) or _SECTION_NEXT.match(tail)
    else:
        in_law = None
    opens = is_first and is_cut and not begins(tail) and not ONE_WORD.match(tail)
    if in_law or opens or _FIRM_NEXT.match(tail):
        return True
    is_short = is_cut or is_first or len(word) < _SHORT or is_listed(word)
    return is_short and _SHORT_NEXT.match(tail) is not None and not _PART_NEXT.match(tail)
