"""Whether an English sentence goes on behind an initial, or an abbreviation of letters."""

from aligner.patterns import lazy_pattern
from aligner.splitters import abbreviations as short
from aligner.splitters.english_items import LETTERED_THINGS, next_is_lettered
from aligner.splitters.english_words import CAPITAL, DIGIT, STARTER, begins, starts

# "Grades A, B and C. Grade C is".
_LETTERS = lazy_pattern(r"\b[A-Z](?:, [A-Z])*,? (?:and|or|to) $")
_COUNTED = lazy_pattern(
    rf"(?:[\d°§]|\b(?:{short.PARTS}|an?|the|one|letter|rated)\.?|"
    rf"(?i:\b(?:{short.REFERENCES})\.|\b(?:{short.PARTS}|{LETTERED_THINGS})))\s?$"
)
# The pronoun, not an initial: "taller than I.".
_BEFORE_I = lazy_pattern(r"\b(?:am|than|as|did|do|may|shall|will|can|could|should|had|have) $")
# Before a letter that may end a sentence: "marked T. E. H.", "from A to B."; unlike the mark of
# an item, "as follows: A. Ordinary waste"; also that of a judge: "Opinion by Orme, J. Affirmed".
_MAY_STAND_LAST = lazy_pattern(r"(?:[\w.’'-]|\b[A-Z][a-z]+,) ?$")
# A name with where or when it is, behind an acronym: "R.M.S. Tay in 1891".
_PLACED = lazy_pattern(
    r"\s+[A-Z][\w’'-]* (?:in|on|at|off|from|to|by|with|near|under|over|of|for|and)\b"
)
# Of a code: "art. L. 121-1".
_HYPHENED_NUMBER = lazy_pattern(r"\s\d+-\d")
# A party that is named by its initial: "In re B. (A Minor)".
_PARTY = lazy_pattern(r"\b(?:[Rr]e|v\.?) $")
_ASIDE = lazy_pattern(r"\s[(\[]")
# Who judged, and who else: "heard by Hale, L.J. Dean, L.J., dissented".
_JUDGE = lazy_pattern(r"(?:[A-Z]\.){0,2}J")
_JUDGE_NEXT = lazy_pattern(r"\s[A-Z][\w’'-]+, (?:[A-Z]\.){0,2}J\b")
# Behind one who reigned, or a war, a number: "crowned as Elizabeth I. England rejoiced."
_REGNAL = lazy_pattern(
    r"\b(?:World War|(?:King|Queen|Emperor|Empress|Tsar|Czar|Pope|Sultan|Shah|of|under|crowned|as) "
    r"(?:Elizabeth|Charles|James|George|Henry|William|Edward|Louis|Napoleon|Francis|Frederick|"
    r"Nicholas|Philip|Peter|Ferdinand|Leo|Pius|Paul|Alexander|Ivan|Otto|Richard|Mary)) $"
)
_INITIALS = lazy_pattern(r"(?:[A-Z]\.)*[A-Z]|(?:[A-Z]\.)?[A-Z][a-z]\.[A-Z]")
_DOTTED = lazy_pattern(r"(?:[A-Za-z]{1,3}\.)+[A-Za-z]{1,4}")
# Unlike the name of a file: "Open log.txt. Search for it".
_FILE = lazy_pattern(
    r"(?i:\.(?:bat|cfg|com|csv|dll|docx?|exe|gif|html?|ini|jpe?g|json|log|md|mp[34]|net|org|pdf|php|"
    r"png|pptx?|py|rtf|sh|sql|svg|txt|xlsx?|xml|ya?ml|zip))$"
)
# How far a line runs in a direction: "N. 42° E. 310 ft.".
_MEASURED_NEXT = lazy_pattern(
    r"\s[\d.,]+ ?(?:ft|feet|m|met|yds?|yards|rods?|poles?|perches|chains?|links|miles?|mi|km)\b"
)
# Before the letter of a latitude: "51° 30' N. Longitude 0°".
_DEGREE = lazy_pattern(r"\d ?[°'’′″] ?$")


def goes_on(word: str, before: str, tail: str) -> bool:
    """Whether a word is the initial of a name, or an abbreviation of letters, that goes on."""
    if not _INITIALS.fullmatch(word):
        is_dotted = _DOTTED.fullmatch(word) is not None and not _FILE.search(word)
        return is_dotted and not begins(tail)
    is_pronoun = _BEFORE_I.search(before) or (before.endswith(" and ") and begins(tail))
    is_direction = word in "NSEW" and _DEGREE.search(before)
    is_regnal = word in {"I", "V", "X"} and _REGNAL.search(before) and begins(tail)
    is_judge = _JUDGE.fullmatch(word) and _JUDGE_NEXT.match(tail)
    is_numbered = DIGIT.match(tail) is not None
    if before.endswith(" ex ") or (is_direction and is_numbered and _MEASURED_NEXT.match(tail)):
        return True
    is_last = (
        (word == "I" and is_pronoun)
        or is_direction
        or is_judge
        or is_regnal
        or before.endswith("/")
    )
    if is_last or next_is_lettered(before, tail):
        return False
    is_numbered = is_numbered and (len(word) > 1 or word in "NSEW")
    if is_numbered or (_PARTY.search(before) and _ASIDE.match(tail)):
        return True
    if _COUNTED.search(before):
        is_part = _HYPHENED_NUMBER.match(tail) is not None
        return is_part or (CAPITAL.match(tail) is not None and not _begins(word, tail))
    may_end = _MAY_STAND_LAST.search(before) if len(word) == 1 else not _PLACED.match(tail)
    begins_anew = begins if _LETTERS.search(before) else starts if may_end else STARTER.match
    return not begins_anew(tail)


def _begins(word: str, tail: str) -> bool:
    """Whether a sentence begins behind a letter or an acronym: not "the R.M.S. Tay in 1891"."""
    is_named = len(word) > 1 and _PLACED.match(tail) is not None and not STARTER.match(tail)
    return begins(tail) and not is_named
