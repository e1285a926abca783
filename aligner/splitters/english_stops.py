"""Whether a full stop ends an English sentence: by the word before it and what follows it."""

import re

from aligner.languages import MONTHS
from aligner.patterns import lazy_pattern
from aligner.splitters import abbreviations as short
from aligner.splitters import english_cut_off as cut_off
from aligner.splitters import english_initials as initials
from aligner.splitters import english_taxa as taxa
from aligner.splitters.english_common import is_known, without_accents
from aligner.splitters.english_items import (
    BETWEEN_ITEMS,
    begins_item,
    is_item,
    is_label,
    numbers_move,
)
from aligner.splitters.english_marks import is_reporting
from aligner.splitters.english_small import ends_before_small, is_listed, is_per_cent, is_unit
from aligner.splitters.english_words import (
    BEGINS,
    CAPITAL,
    DIGIT,
    FINITE,
    LOWER,
    NAMED,
    NUMBER,
    ONE_WORD,
    STARTER,
    VERB,
    VERB_BEHIND,
    begins,
    begins_ordinary,
)

# Characters before and behind a full stop that the rules look at.
_REACH = 60

_WORD = lazy_pattern(r"[\w@.’'&°%-]*$")
_SPACED = lazy_pattern(r"(?<![A-Z])[ap]\. m$", re.IGNORECASE)
_DAY_OR_ZONE = lazy_pattern(
    rf"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:{short.MONTH})\b|"
    rf"(?:{short.WEEKDAY})\.|(?:Beijing|Hong Kong|Eastern|Central|Mountain|Pacific|Greenwich|"
    r"Local|London|Tokyo|New York|Singapore|GMT|UTC|[ECMP]T|[ECMP][SD]T|A[EW][SD]T|CES?T|EES?T|"
    r"HKT|SGT|JST|KST|IST|BST)\b|\([A-Z]{2,4}\))"
)
_DAY_AND_YEAR = lazy_pattern(r"\s\d{1,2}, \d{4}\b")
_DATE_GOES_ON = lazy_pattern(rf"\s*(?:\d|(?:{short.MONTH}|{short.WEEKDAY})\b)")
_CONTACT_GOES_ON = lazy_pattern(
    r"\s*(?:[+(#]?\d|Nos?\b|[A-Z]\b|[A-Z][\w-]*(?:,|\s+(?:\d|[A-Z])|[.,:]|$))"
)
_ADDRESS_NEXT = lazy_pattern(r"\s*(?:Web(?:site)?|Tel|Fax|Phone|E-?mail|Mob(?:ile)?|Ext|QQ)\b")


_MISTER = lazy_pattern(r"\s+(?:Mrs?|Ms|Miss)\b")
# Not British Columbia, nor a district: "in 500 B.C. Greek settlers came".
_ERA = lazy_pattern(r"(?:\d|\bcentury) (?:B\.C|A\.D|C\.E|B\.C\.E)$")
_TITLE = lazy_pattern(
    r"\s+(?:Supervisor|Candidate|Student|Tutor|Program(?:me)?|Degree|Thesis|Advis[eo]r|Holder|"
    r"Graduate|Fellow|Scholar|Honou?r|Course|Class|Exam|Office|Physics|Chemistry|Mathematics|"
    r"Economics|English|History|Law|Music|Nursing)s?\b"
)
# Before the word, rather than the short one for a number: "He said no. 4 others agreed."
_SAID = lazy_pattern(
    r"\b(?:sa(?:id|ys?|ying)|answer(?:ed)?(?: is| was)?|repl(?:y|ied)(?: is| was)?|vote[ds]?|meant|"
    r"a|flat|firm|clear) $"
)
# Of a street, not a saint: "lives at 221B Baker St. Mrs. Hudson", "on E. 9th St. Parking is".
_NAMED_STREET = lazy_pattern(r"(?:[A-Z][a-z]+|\d(?:st|nd|rd|th)) $")
_NO_BEGINNING = lazy_pattern(rf"(?!{BEGINS.pattern})")
# A chemical formula: NaOH, H2SO4.
_FORMULA = r"\s(?:[A-Z][a-z]?\d*){2,}\b"
# What a word before a full stop is, and with what behind it the sentence goes on.
_GOES_ON = tuple(
    (lazy_pattern(words), tail)
    for words, tail in (
        (rf"{short.ADDRESSES}|{short.ADDRESSED}|{short.NEVER_LAST}", lazy_pattern(r"\s")),
        (
            short.TITLES,
            lazy_pattern(rf"(?!{STARTER.pattern}){CAPITAL.pattern}|\s\d{{1,2}}(?:st|nd|rd|th)\b"),
        ),
        (rf"(?i:{short.REFERENCES})|{short.CAPITAL_REFERENCES}", NUMBER),
        (short.BRACKETED_REFERENCES, lazy_pattern(r"\s\(\w{1,4}\)")),
        (short.NUMBERED, lazy_pattern(rf"\s(?:{short.NUMBERED}|App)\.|{NUMBER.pattern}")),
        (short.LETTER_REFERENCES, lazy_pattern(r"\s*\d|\s[A-Z]-\d")),
        ("[Vv]its?|[Hh]ep|[Gg]rp", lazy_pattern(r"\s[A-Z]\d{0,2}\b")),
        ("suff|pref", lazy_pattern(r"\s-\w")),
        ("m", lazy_pattern(r"\s\(\d\) [A-Z][a-z]+ [A-Z]")),
        ("b?cc", lazy_pattern(r"\s[A-Z]")),
        (short.DISSOLVED, lazy_pattern(rf"{_FORMULA}|{_NO_BEGINNING.pattern}")),
        ("[Ll]at|[Ll]ong", lazy_pattern(r"\s\d{1,3}(?:°|[.\d]*\s?[NSEW]\b)")),
        (
            "lat|alt|elev|wt|qty|amt|diam|cert|dec|inc|cal",
            lazy_pattern(r"\s[+−-]?\d|\s(?:denied|granted)"),
        ),
        ("apps?|tabs?|caps?", lazy_pattern(r"\s[B-HJ-Z]\b")),
        (rf"{short.WEEKDAY}|(?:{short.MONTH})", _DATE_GOES_ON),
        ("Bros", lazy_pattern(rf"(?!{STARTER.pattern}|{VERB.pattern}){CAPITAL.pattern}")),
        (short.FIRMS, lazy_pattern(rf",?\s+(?:\(|(?:{short.FIRM_GOES_ON})\b)")),
        (
            short.DEGREES,
            lazy_pattern(rf"(?!{BEGINS.pattern}|{VERB.pattern})|{_TITLE.pattern}"),
        ),
        (
            short.ACRONYMS,
            lazy_pattern(
                rf"(?!{STARTER.pattern})(?:\s+(?:{short.INSTITUTIONS})\b|(?!{VERB.pattern}))"
            ),
        ),
        (r"(?i:[ap]\.m)", _DAY_OR_ZONE),
        (rf"(?i:{short.WITHIN})|{short.JOURNALS}|{short.STATES}", _NO_BEGINNING),
        (short.CONTACTS, lazy_pattern(rf"{_NO_BEGINNING.pattern}{_CONTACT_GOES_ON.pattern}")),
        (r"\S+@\S+|[\d-]{6,}", _ADDRESS_NEXT),
    )
)
# Any of those words, to find out soon that most are none.
_CLASSED = lazy_pattern("|".join(f"(?:{words.pattern})" for words, _ in _GOES_ON))
# The name of a firm that begins a sentence: no word in it is a verb, so the sentence goes on.
_FIRM = lazy_pattern(short.FIRMS)
_ONLY_NAMES = lazy_pattern(r"[\s“\"‘'(]*(?:(?:[A-Z][\w.,'’-]*|&|and|of) )+")
# The chapter and verse of a book: "Gen. 1:3".
_BOOK = lazy_pattern("[A-Z][a-z]{1,4}")
_VERSE = lazy_pattern(r"\s\d{1,3}:\d{1,3}\b(?! ?[ap]\.?m)")
# As it is written in England, and in its books only: "Gen. 22.1–14".
_POINTED_VERSE = lazy_pattern(
    r"\s\d{1,3}\.\d{1,3}\b(?!%| ?(?:[mb]illion|per|hours|times|k?m|k?g|[a-z]+s)\b)"
)
_SCRIPTURE = lazy_pattern(
    "Gen|Josh|Sam|Ezr|Ps|Song|Dan|Joel|Am|Jon|Nah|Mk|Jas|Pet|Jude|Rev|Col|Tim|Phil|Tit"
)
# What party or country somebody is of: "Mr. Dale (Con.) spoke".
_LETTERS_CLOSED = lazy_pattern(r"\([A-Z][A-Za-z]{0,5}\.\)$")
# A sentence that is only a time so far: "At 8 p.m. Father came home."
_ONLY_TIME = lazy_pattern(
    r"[\s“\"‘'(]*(?:At|By|Around|About|Until|Before|After|Since|From)(?: [a-z]+){0,2} [\d:.]+ ?"
)
# An initial of two letters behind a title: "Dr. Ph. Lang".
_TITLED = lazy_pattern(
    rf"\b(?:{short.ADDRESSES})\. (?:(?:{short.FACULTIES})\. ){{0,3}}$|\bDipl\.-$"
)
_DIGRAPH = lazy_pattern(r"[A-Z][b-df-hj-np-tv-xz]{1,2}")
# What somebody is a doctor of, in German: "Dr. med. Eva Brandt".
_FACULTY = lazy_pattern(short.FACULTIES)
# No word, so that it is no sentence by itself: "Fed. Reserve holds".
_OPENING = lazy_pattern(
    "Ed|Ext|Fed|Intl?|Int|Natl?|Dept|Govt?|Univ|Inst|Assoc|Assn|Acad|Bd|Comm|Dist|Min|Mun|Prov|Soc|Tech|Sec"
)
# At the beginning of a sentence, one before a letter: "Fig. A shows", unlike "in the fig. A man".
_REFERENCE = lazy_pattern(rf"(?!Nos?$)(?i:{short.REFERENCES})|{short.CAPITAL_REFERENCES}")
_LETTERED = lazy_pattern(r"\s(?!I\b)[A-Z]\b")
# An abbreviation that opens a bracket, or stands before a number in one: "(pop. 4,200; alt. 30 m)".
_BRACKETED = lazy_pattern(r"[(\[](?:[^()\[\]]{1,40}[,;] )?$")
_CLOSES = lazy_pattern(r"[^().?!]{1,40}[)\]]")
_SHORT_WORD = lazy_pattern(r"[a-z]{1,9}|(?:Ger|Fr|Lat|Gr|It|Sp|Chin?|Jap|Russ?|Eng|Skt|Port)")
# An abbreviation before a number: "Cat. No. 4".
_MAY_BE_NUMBERED = lazy_pattern("[A-Z][a-z]{1,3}")
_NUMBERED = lazy_pattern(r"\sNos?\. ?\d")
# Behind an amount, what it holds is no longer told: "£312 excl. Tax is added".
_AMOUNT = lazy_pattern(r"\d $")
# A title that stands for its holder: "the office of the Adm. Parcels will be".
_RANK = lazy_pattern(rf"(?!Hon|Rt|Ven|St)(?:{short.TITLES}|Prof|Dr|Rev)")
_AS_NOUN = lazy_pattern(r"\b(?:the|an?|his|her|our|their|my|As(?:soc|st)\.) $")
_VOLUME = lazy_pattern(r"(?<![\d,.-])\d{1,3} (?:[A-Z][\w’']*\. ){0,2}$")
_PAGE = lazy_pattern(r"\s\d{1,4}\b")
# Behind a number, what it counts, not what another number follows: "of 48 pp. No. 7 was".
_PIECES = lazy_pattern("pp|pgs|vols|cols|figs|pls|eps")
# The year of a report of cases, with which no sentence begins: "Hunt v. Dean Ltd. [1990]".
_REPORTED = lazy_pattern(r"\s\[(?:1[6-9]|20)\d\d\]")
# What is rather part of a name than the end of a sentence, except behind "the".
_COUNTRIES = frozenset({"U.S", "U.K", "U.N", "E.U"})
# Where somebody is or goes, so that a name with a verb of its own begins anew: "He left the U.S.
# Customs officers found nothing."
_TO_COUNTRY = lazy_pattern(
    r"\w+ (?:to|in|into|from|for|across|within|throughout|le(?:ft|aves?|aving)|"
    r"enter(?:ed|ing)?|visit(?:ed|ing)?|reach(?:ed|ing)?) the $"
)
_MONTHS_IN_FULL = frozenset(MONTHS)
_SHOUTED = lazy_pattern(r"\s+(?:[A-Z]{2,}\b|\d[\d:]* [AP]\.?M|\d)")
_SMALL = lazy_pattern("[a-z]")
# Who speaks, in capitals: "CAPT. ROWE: Hold your fire."
_CAPITALS = lazy_pattern(r"\s+[A-Z]{2,}(?: [A-Z]{2,})?(?::| \()")
_TITLED_WORD = lazy_pattern(rf"{short.TITLES}|{short.ADDRESSES}")
_NEAR = 20
_LINKING = lazy_pattern(
    r"\b(?:And|Or|For|To|At|From|With|In|On|Of|By|Thru|Until|Till|Except|"
    r"Did|Does|Is|Are|Was|Were|Has|Have|Had|Will|Would|Can|Could|May|Must|Shall|Should)\b"
)
_INSTITUTION = lazy_pattern(rf"\s+(?:{short.INSTITUTIONS})\b")
# Behind pounds: "£4. 10s. for it".
_SHILLINGS = lazy_pattern(r"\s\d{1,2}s\b")
_DEGREES = lazy_pattern(r"\d*°[CF]|\d+[CF]")
_MEASURED = lazy_pattern(r"(?:[\d½¼¾]|\b(?:sq|cu|fl)\.)[\s-]?$|\bper\s$")
# Behind these no name follows within a sentence, but perhaps a title: "Ph.D. Supervisor Ann Bell".
_BEFORE_NO_NAME = lazy_pattern(rf"etc|al|seq|{short.DEGREES}")
# No ordinary word with a capital tells a beginning behind these: "Mt. Pleasant has"; firms and
# degrees tell by words of their own what goes on.
_NEVER_ENDS = lazy_pattern(
    rf"{short.ADDRESSES}|{short.ADDRESSED}|{short.NEVER_LAST}|{short.TITLES}|{short.FIRMS}|"
    rf"{short.DEGREES}|b?cc"
)


def stop_ends(plain: str, start: int, stop: int, end: int) -> bool:
    """Whether the full stop at `stop` ends the sentence from `start`.

    Parameters
    ----------
    plain : str
    start : int
    stop : int
    end : int
        Behind the closing marks and note marks that follow the full stop.
    """
    tail = plain[end : end + _REACH]
    closed = end != stop + 1
    if not tail.strip() or (not closed and is_label(plain, start, end)):
        return not tail.strip()
    # Blanks before it are there where a text was read by a machine: "Mr . Hale".
    head = plain[max(start, stop - _REACH) : stop].rstrip()
    spelled = _word(head)
    word = without_accents(spelled)
    before = plain[max(start, stop - BETWEEN_ITEMS) : stop].rstrip().removesuffix(spelled)
    if word.isupper() and _SHOUTED.match(tail) and not _SMALL.search(before + tail[:_NEAR]):
        is_name = word.isalpha() and word != "CENT"
        word, tail = word.capitalize() if is_name else word, _softened(tail)
    elif _CAPITALS.match(tail) and _TITLED_WORD.fullmatch(word.capitalize()):
        return False
    if LOWER.match(tail):
        is_aside = closed and _is_aside(plain, start, end, tail)
        within = is_aside or _is_bracketed(word, before, tail) or taxa.is_author(word, before)
        return not within and ends_before_small(plain, word, before, tail)
    ends = begins_item(plain, start, tail)
    if ends is None and closed:
        ends = (
            plain[stop + 1] != ")"
            or bool(STARTER.match(tail))
            or not (is_listed(word) or taxa.closes_authors(before, tail))
        )
    return not _goes_on(word, before, tail) if ends is None else ends


def _is_aside(plain: str, start: int, end: int, tail: str) -> bool:
    """Whether what closes before a small letter is a bracket within the sentence, or is told.

    As in ``Her reply ("Not yet.") was``, or ``"Good." said Tom``.
    """
    start = max(start, end - BETWEEN_ITEMS)
    if _LETTERS_CLOSED.search(plain, start, end):
        return True
    if plain[end - 1] not in ")]":
        return plain[end - 1] in '”"' and is_reporting(tail)
    opening = max(plain.rfind("(", start, end), plain.rfind("[", start, end))
    # Unlike that of a call in a program: print("Done.").
    return plain[start : max(opening, start)].strip() != "" and plain[opening - 1] == " "


def _word(head: str) -> str:
    """The word at the end."""
    spaced = _SPACED.search(head)
    if spaced:
        return "a.m"
    found = _WORD.search(head)
    return "" if found is None else found.group().lstrip("-.'’").rpartition("-")[2]


def _softened(tail: str) -> str:
    """Text in capitals throughout as it would be written else."""
    return _LINKING.sub(lambda match: match.group().lower(), tail.title())


def _goes_on(word: str, before: str, tail: str) -> bool:
    """Whether the sentence continues behind a word with a full stop, before no small letter."""
    in_pounds = before.endswith("£") and _SHILLINGS.match(tail) is not None
    is_within = is_item(word, before, tail) or _is_bracketed(word, before, tail)
    if in_pounds or is_within or numbers_move(before + word, tail):
        return True
    if word in _MONTHS_IN_FULL:
        return _DAY_AND_YEAR.match(tail) is not None
    if is_unit(word, before):
        return (
            not (begins(tail) or ONE_WORD.match(tail) or NAMED.match(tail))
            or DIGIT.match(tail) is not None
        )
    if word in _COUNTRIES and not before.endswith(" the "):
        return not STARTER.match(tail)
    if word in _COUNTRIES and begins(tail):
        is_place = _TO_COUNTRY.search(before) and FINITE.search(before) and VERB_BEHIND.match(tail)
        return _INSTITUTION.match(tail) is not None and is_place is None
    is_number = word.isdigit() or _DEGREES.fullmatch(word) is not None
    return not is_number and _is_abbreviated(word, before, tail)


def _is_abbreviated(word: str, before: str, tail: str) -> bool:
    """Whether a word is an abbreviation, or an initial, that goes on."""
    is_cent = word == "CENT" and is_per_cent(word, before)
    if is_cent or (_FIRM.fullmatch(word) and _ONLY_NAMES.fullmatch(before)):
        return not STARTER.match(tail)
    if _is_placed(word, before, tail):
        return True
    if _NUMBERED.match(tail) and _PIECES.fullmatch(word) and _MEASURED.search(before):
        return False
    if _CLASSED.fullmatch(word):
        classes = [goes_on for words, goes_on in _GOES_ON if words.fullmatch(word)]
        return not _begins_behind(word, before, tail) and any(
            goes_on.match(tail) for goes_on in classes
        )
    return initials.goes_on(word, before, tail)


def _begins_behind(word: str, before: str, tail: str) -> bool:
    """Whether a sentence begins behind an abbreviation, by the words with capitals there."""
    if word == "St" and _NAMED_STREET.search(before):
        return begins_ordinary(tail) or _MISTER.match(tail) is not None
    if word.lower() == "no" and (_NUMBERED.match(tail) or _SAID.search(before)):
        return _NUMBERED.match(tail) is not None or cut_off.counts(tail)
    if _stands_alone(word, before):
        # A name, but no other word, may follow a title.
        begins_anew = begins_ordinary if word[0].isupper() else begins
        return begins_anew(tail) or STARTER.match(tail) is not None
    if (begins_ordinary(tail) or _MISTER.match(tail)) and not _NEVER_ENDS.fullmatch(word):
        return True
    if _ERA.search(before + word):
        return BEGINS.match(tail) is not None
    is_named = NAMED.match(tail) is not None and _TITLE.match(tail) is None
    return is_named and _BEFORE_NO_NAME.fullmatch(word) is not None


def _stands_alone(word: str, before: str) -> bool:
    """Whether a word needs nothing behind it: ``£312 excl.``, ``the office of the Adm.``."""
    if word in {"incl", "excl"}:
        return _AMOUNT.search(before) is not None
    if word in {"Jr", "Sr"}:
        return before.endswith(", ")
    return _RANK.fullmatch(word) is not None and _AS_NOUN.search(before) is not None


def _is_placed(word: str, before: str, tail: str) -> bool:
    """Whether what stands around a word makes it an abbreviation that goes on."""
    if (
        _is_reporter(word, before, tail)
        or (_BOOK.fullmatch(word) and _VERSE.match(tail))
        or (_SCRIPTURE.fullmatch(word) and _POINTED_VERSE.match(tail))
        or (_MAY_BE_NUMBERED.fullmatch(word) and word != "No" and _NUMBERED.match(tail))
        or (_REPORTED.match(tail) and is_listed(word))
        or cut_off.goes_on(word, before, tail)
        or cut_off.is_set_aside(word, tail)
        or taxa.goes_on(word, before, tail)
    ):
        return True
    if _ONLY_TIME.fullmatch(before):
        return word.lower() in {"a.m", "p.m"}
    if _TITLED.search(before):
        is_title = _DIGRAPH.fullmatch(word) or _FACULTY.fullmatch(word)
        return is_title is not None and not STARTER.match(tail)
    if before.strip():
        return False
    if _REFERENCE.fullmatch(word) and _LETTERED.match(tail):
        return True
    return _OPENING.fullmatch(word) is not None and not STARTER.match(tail)


def _is_reporter(word: str, before: str, tail: str) -> bool:
    """Whether a word is the name of law reports, between a volume and a page: 7 Ld. Raym. 1029."""
    return (
        _PAGE.match(tail) is not None
        and _VOLUME.search(before) is not None
        and word.istitle()
        and not is_known(word.lower())
    )


def _is_bracketed(word: str, before: str, tail: str) -> bool:
    """Whether a word is an abbreviation in a bracket that is open: ``(pop. 4,200)``."""
    if not _SHORT_WORD.fullmatch(word) or not _BRACKETED.search(before):
        return False
    if word[0].isupper():
        return True
    if DIGIT.match(tail) or (before[-1] in "([" and not STARTER.match(tail)):
        return True
    return _CLOSES.match(tail) is not None and not STARTER.match(tail)
