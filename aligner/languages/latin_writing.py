"""How quantities are written in English, and what stands around them."""

import re
from collections.abc import Collection

from aligner.languages.amounts import ARABIC
from aligner.languages.dates import MONTH_NAME, MONTHS
from aligner.languages.latin_units import DAYS_OF, PERIODS
from aligner.languages.numbers import NUMBER_WORD_VALUES
from aligner.patterns import lazy_pattern

_SIGN = (
    r"(?:HK\$|US\$|NT\$|[ACS]\$|RMB|CNY|HKD|USD|EUR|GBP|JPY|NTD|TWD|AUD|CAD|SGD|CHF|INR|KRW|[$¥€£])"
)
_ONES = sorted((word for word in NUMBER_WORD_VALUES if word != "second"), key=len, reverse=True)
_CARDINAL = "|".join(
    (*_ONES, "hundred(?:th)?", "thousand(?:th)?", "million", "billion", "trillion")
)
_WORD = rf"(?:{_CARDINAL})"
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten"
_PART = "half|halves|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)s?"
ORDINAL_WORDS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?:1[5-9]|20)\d\d"
# Two hundred and fifty thousand is one number, ten thousand and fifty thousand are two.
_AND_SO_MANY = (
    rf"(?:(?:(?<=hundred)(?=[\s-]and[\s-](?!(?:{'|'.join(_ONES)})[\s-]hundred\b))"
    + "".join(
        rf"|(?<={scale})(?=[\s-]and[\s-](?!(?:(?:{_CARDINAL}|and)[\s-]){{1,6}}{scale}\b))"
        for scale in ("thousand", "million", "billion")
    )
    + r")[\s-]and[\s-]|[\s-])"
)
# Words that begin an amount: of each the first letters count.
_FIRST_WORDS = (
    *NUMBER_WORD_VALUES,
    *(month.lower() for month in MONTHS),
    *("hundred", "thousand", "million", "billion", "trillion", "dozen", "couple", "scores", "tens"),
    *(
        "half",
        "majority",
        "twenties",
        "last",
        "double",
        "triple",
        "treble",
        "quadruple",
        "quintuple",
    ),
    *("doubling", "tripling", "trebling", "quadrupling", "twice", "thrice"),
    *("figure", "table", "eq", "article", "chapter", "part", "annex", "section"),
    *("volume", "title", "phase", "basel", "schedule"),
)
_LETTERS = 3


def _beginnings(words: Collection[str], letters: int = _LETTERS) -> str:
    """A pattern of the first letters of words, small or capital."""
    if not letters or "" in words:
        return ""
    behind: dict[str, list[str]] = {}
    for word in words:
        behind.setdefault(word[0], []).append(word[1:])
    ways = (f"[{c}{c.upper()}]{_beginnings(rest, letters - 1)}" for c, rest in behind.items())
    return f"(?:{'|'.join(ways)})"


# Where anything may begin at all; without looking first, most of the time goes into trying
# every way of writing at every letter.
START = (
    rf"(?:(?=[A-Za-z])(?:(?<![A-Za-z])(?=(?-i:{_beginnings(_FIRST_WORDS)}|[Aa][Nn]?[\s-])"
    rf"|[A-Za-z]++[-_]?\d|(?-i:ZL|CN)\s\d|[A-Za-z][\w.]{{0,63}}+@)|(?=https?://|{_SIGN}))"
    r"|(?=[\d_.$¥€£½⅓⅔¼¾]|^[\s(ivx]))"
)
FOUND = lazy_pattern(
    rf"{START}(?:"
    + "|".join(
        (
            (
                r"(?P<skip>https?://\S++|(?<![\w.])[\w.]{1,64}+@[\w.]++|\d{41,}+"
                r"|\b9/11\b|(?<![\d,.])\d{1,2}(?:,\d{2})+,\d{3}(?![\d,])"
                # A figure, table or equation by its number; a ratio; powers of ten as text.
                r"|\b(?:Fig(?:ure|s)?\b\.?|Tables?|Equations?|Eqs?\b\.?)\s?\(?\d{1,3}[.-]\d{1,3}(?![\d%])\)?"
                r"|(?<![\d/.])\d{1,3}/\d{1,3}(?:,\d{3})+(?!\d)|\d\.\d+\s?[x×]\s?10\^?\d{1,2}\b)"
            ),
            (
                r"\b(?P<half_of>(?P<half_part>half|(?:(?:a|one|three)[\s-])?quarters?)(?:\sof)?(?:\s(?:an?|one))?[\s-]"
                r"(?P<half_scale>hundred|thousand|million|billion|trillion)\b)"
            ),
            (
                r"(?P<hour>(?<![\d.:])\d{1,2})(?::(?P<minute>\d\d)(?::\d\d)?(?!\d)(?:\s?[ap]\.?m\b\.?)?"
                r"|\s?[ap]\.?m\b\.?|\s?o'clock)"
            ),
            (
                r"(?P<label>(?<![\d.])\d++(?:\.\d++){2,}"
                r"|^[^\S\n]*+\(?(?:\d{1,2}|[ivx]{1,4})(?:[)、]|\.(?!\d)))"
            ),
            (
                rf"(?P<code>(?<![A-Za-z])(?!{_SIGN}\s?\d|FY\d|Q\d|{MONTH_NAME}\d)"
                r"(?!to-\d)(?:(?-i:ZL|CN)\s?(?:\d{4}\s?\d\s?\d{7}|\d{7,9}(?!\d))(?:\.[\dX])?(?:(?-i:\s?[A-Z])\d?(?!\w))?(?![\w-])"
                r"|[A-Za-z]++[-_]?\d[\w.]*+(?:-\d[\w.]*+)*))"
            ),
            (
                rf"\b(?P<plan>\d{{1,2}}(?:th|st|nd|rd)|{ORDINAL_WORDS}|eleventh|twelfth|thirteenth|"
                r"fourteenth|fifteenth)[\s-]five[\s-]year(?=[\s-](?:plan|period|programme))"
            ),
            rf"(?P<iso>(?<!\d){_YEAR}(?P<cut>[-/.])\d{{1,2}}(?P=cut)\d{{1,2}}(?!\d))",
            (
                rf"(?<![\d./$-])(?P<from_year>{_YEAR})\s?(?:-|/|to\b|and\b|or\b)\s?(?P<to_year>{_YEAR}|\d\d)"
                r"(?![\d%]|-\d|[.,]\d)"
            ),
            (
                rf"\b(?P<day>{_DAY})(?:\s?(?:-|to|and)\s?(?P<last_day>{_DAY}))?(?:\sof)?[\s-]"
                rf"(?P<month_after>{MONTH_NAME})\b\.?(?:,?[\s-](?P<year_after>{_YEAR})\b)?"
            ),
            (
                rf"\b(?P<month>{MONTH_NAME})\b\.?(?:\s?(?P<day2>{_DAY})(?![\d,]\d)"
                rf"(?:\s?(?:-|to|and)\s?(?P<last_day2>{_DAY})(?!\d))?)?"
                rf"(?:,?\s(?:of\s)?(?P<year2>{_YEAR})\b)?"
            ),
            (
                r"(?P<decade>(?<!\d)(?:\d\d)?\d0'?s\b)|\b(?P<decade_word>twenties|thirties|forties|"
                r"fifties|sixties|seventies|eighties|nineties)\b"
            ),
            rf"\b(?P<century>\d{{1,2}}(?:st|nd|rd|th)|{_WORD}(?:-{_WORD})?)[\s-]centur(?:y|ies)\b",
            (
                r"\b(?P<quarter>Q[1-4]|(?:first|second|third|fourth|last|1st|2nd|3rd|4th)[\s-]quarters?)"
                r"\b(?![\s-]final)"
            ),
            (
                r"\b(?P<roman>(?:Article|Chapter|Part|Annex|Section|Volume|Title|Phase|Basel|Schedule)\s"
                r"[IVXLC]{1,7})\b"
            ),
            r"(?P<slash>(?<![\d/.])\d{1,3}/\d{1,4}(?![\d/]))",
            (
                rf"\b(?P<share>(?:(?:a|{_SMALL})[\s-](?:{_PART}))(?!ly)\b(?!\s(?:of\s)?"
                r"(?:party|parties|countr|world|time|person|year)))"
            ),
            r"\b(?P<half>half|majority|[½⅓⅔¼¾])(?!\w)|(?P<vulgar>(?:\d{1,4})?[½⅓⅔¼¾])",
            (
                r"\b(?P<times>(?:double|triple|treble|quadruple|quintuple)[sd]?|doubling|tripling|"
                r"trebling|quadrupling|twice|thrice)\b"
            ),
            rf"\b(?P<fold>{_SMALL}|\d+(?:\.\d+)?)[\s-]?fold\b",
            (
                r"\b(?P<vague>(?:tens|dozens|scores|hundreds|thousands|millions|billions)"
                r"(?:\sof\s(?:thousands|millions|billions))?)\b"
            ),
            (
                rf"(?:(?P<sign>{_SIGN})\s?|(?<![\w.]))(?P<number>{ARABIC})"
                r"(?:[\s-]?(?P<scale>(?i:hundred|thousand|million|billion|trillion|mn|bn|tn|mln|bln"
                r"|dozen|lakh|crore)|[kKMmbB](?![a-zA-Z/²³]|\s?[Ωω]))s?\b(?:\s(?P<more>million|billion|trillion)\b)?)?"
            ),
            (
                rf"\b(?P<words>(?:an?\s(?=hundred|thousand|million|billion|trillion|dozen|couple))?"
                rf"(?:dozen|couple(?=\sof\b)|{_WORD}(?:{_AND_SO_MANY}{_WORD}\b){{0,20}}))\b"
            ),
        )
    )
    + ")",
    re.MULTILINE | re.IGNORECASE | re.ASCII,
)
_TIME = rf"(?:[\s-](?:{'|'.join(PERIODS)})s?'?\b(?!-(?:on|to|end|round)\b))"
AFTER = lazy_pattern(
    r"(?P<ordinal>st|nd|rd|th)\b"
    r"|[\s-]?(?P<percent>%|per\s?cent\b|percentage[\s-]points?\b|pct\b)|\s?(?P<permille>‰)"
    r"|\s(?P<times>times\b(?!\s(?:a|per|each)\b)|-?fold\b)"
    r"|\s(?P<money>(?:(?:US|U\.S\.|Hong\sKong)\s)?dollars?|yuan|renminbi|RMB|euros?|pounds?(?!\sof)|yen|USD|HKD"
    r"|CNY|EUR)\b"
    rf"|(?P<half>\s(?:and|&)\sa\shalf\b(?:{_TIME})?)"
    rf"|(?P<period>(?:[\s-](?:{DAYS_OF}))?{_TIME})"
    # Thirty (30) days.
    rf"|(?=\)(?P<behind>(?:[\s-](?:{DAYS_OF}))?{_TIME}))"
    r"|[\s-]?(?P<measure>mu|hectares?|ha|acres?|sq(?:uare|\.)?\s(?:km|kilomet(?:re|er)s?|miles?|m|met(?:re|er)s?)|kg|kilograms?|grams?"
    r"|(?:metric\s)?ton(?:ne)?s?|pounds?|lbs?|met(?:re|er)s?|km|kilomet(?:re|er)s?|miles?|yards?|feet|foot|ft"
    r"|°\s?[CF]|degrees?(?:\s(?:Celsius|Fahrenheit))?)\b",
    re.IGNORECASE,
)
BEFORE = lazy_pattern(
    r"\b(?:(?P<over>over|more\sthan|above|at\sleast|exceed(?:s|ed|ing)?|in\sexcess\sof|greater\sthan"
    r"|upwards\sof|not?\s(?:less|fewer)\sthan)"
    r"|(?P<under>nearly|almost|close\sto|under|less\sthan|fewer\sthan|below|up\sto|at\smost"
    r"|no\smore\sthan|just\sunder|not\smore\sthan|not\sexceeding)"
    r"|(?P<about>about|around|approximately|some|roughly|circa|an?\saverage\sof))\s(?:an?\s|the\s)?$",
    re.IGNORECASE,
)
LATER = lazy_pattern(
    r"\s?(?:(?P<over>plus\b|\+|odd\b|or\smore\b|or\sabove\b)|(?P<about>or\sso\b))", re.IGNORECASE
)
# Behind the 30th of a month no name follows.
DAY_END = lazy_pattern(
    r"(?!-|\s(?!(?:of|and|to|at|in|on|by|for|when|after|with|through|that|as|but|or)\b)[A-Za-z])",
    re.IGNORECASE,
)
FACTOR = lazy_pattern(r"\bfactor\sof\s$", re.IGNORECASE)
LESS = lazy_pattern(r"\s(?:less|lower|off|below|discount|cheaper)\b", re.IGNORECASE)
COMPOUND = lazy_pattern(r"-[a-z]")
DECADES = lazy_pattern(r"[\s-]decades?\b", re.IGNORECASE)
