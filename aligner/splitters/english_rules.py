"""Corrections to the library's English sentence ends."""

import re
from collections.abc import Iterator

from aligner.languages import MONTHS
from aligner.splitters.spans import CLOSERS

# Characters of context that the rules look at.
_REACH = 60

# Words that start a sentence and do not follow an abbreviation within one.
STARTERS = (
    "A|According|After|All|Although|An|And|Another|As|At|Both|But|By|Despite|During|Each|Every|"
    "Following|For|From|Furthermore|He|Her|His|How|However|I|If|In|It|Its|Last|Many|Meanwhile|"
    "Moreover|Most|Next|No|Now|On|One|Our|Over|Participants|She|Since|So|Some|Such|That|The|Their|"
    "Then|There|These|They|This|Those|Through|Thus|To|Today|Under|We|What|When|Where|While|Who|Why|"
    "With|You"
)
_STARTER = re.compile(rf"\s+[\"“‘'(]?(?:{STARTERS})\b")
# Abbreviations of parts of a text, which a number follows, as alternatives of an expression.
REFERENCES = (
    "paras?|subparas?|iss|arts?|sect?|secs|chs?|chap|cls?|regs?|exh?|figs?|tab|app|pts?|pp?|vols?|"
    "nos?|ser|sched|subsec|annex|r|rr|ann"
)
_REFERENCE = re.compile(rf"(?:^|[\s(“\"‘'\[])(?:{REFERENCES})\.$", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(?:\d|[IVXL]+\b|\(\w{1,4}\))")
# Abbreviations that do not end a sentence where small letters follow.
_WITHIN = re.compile(
    r"(?:^|[\s(“\"‘'])(?:ibid|op\. cit|loc\. cit|cit|eds?|approx|ca|cf|viz|incl|excl|max|min|avg|"
    r"est|orig|rev|trans|resp|Co|Cos|Ltd|Inc|Corp|Bros|Pte|Pty|Jr|Sr|Ph|vs|p\.\s?c|dept|univ|"
    r"govt?|intl|assoc|tel|mln|bn|mn)\.$",
    re.IGNORECASE,
)
# Abbreviations that end no sentence.
_NEVER = re.compile(
    r"(?:^|[\s(“\"‘'])(?:approx|ca|cf|viz|incl|excl|e\.g|i\.e|deg|resp|Gen|Col|Lt|Capt)\.$"
)
# A degree or another abbreviation of several parts: "an M.Sc. in".
_DOTTED = re.compile(r"\b(?:[A-Z][a-z]{0,3}\.\s?){1,3}[A-Z][a-z]{0,4}\.$")
_FIRM = re.compile(r"\b(?:Co|Cos|Pte|Pty|Bros|Sdn|Corp)\.$")
_FIRM_KIND = re.compile(r",?\s+(?:Ltd|Limited|Inc|LLC|LLP|KG|Bhd|Pte|Pty)\b")
# What is called by its number or name: a line of an address, a way to reach somebody.
_CONTACT = re.compile(
    r"\b(?:Tel|Fax|Ext|Attn|Add|Rm|Bldg|Fl|Rd|St|Ave|Blvd|Dist|Prov|Mob|Dept|E-?mail)\.$",
    re.IGNORECASE,
)
_CONTACT_GOES_ON = re.compile(r"\s*(?:[+(]?\d|[A-Z][\w-]*(?:,|\s+(?:\d|[A-Z])|[.,:]))")
_ADDRESSED = re.compile(
    r"\b(?:Add(?:ress)?|Tel|Attn|Contact|No|P\.O|Fax)\b\.?[:,]?\s", re.IGNORECASE
)
_ADDRESS_END = re.compile(r"@[\w.-]+\.$")
_ADDRESS_NEXT = re.compile(r"\s*(?:Web(?:site)?|Tel|Fax|Phone|E-?mail|Mob(?:ile)?|Ext|QQ)\b")
# The mark of a list item at the very beginning: "a.", "iv.".
_ITEM = re.compile(r"\s*(?:[A-Za-z]|[ivxl]{1,6}|[IVXL]{1,6}|\d{1,3}(?:\.\d{1,3})*)\.\s*")
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){1,4}$")
_TIME = re.compile(r"\b[ap]\.\s?m\.$", re.IGNORECASE)
_DAY_OR_ZONE = re.compile(
    rf"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{'|'.join(MONTHS)}|"
    r"Beijing|Eastern|Central|Pacific|Greenwich|Local)\b",
)
_REPORTING = re.compile(
    r"\s*(?:(?:[A-Z][\w.’'-]*|the|an?|of|his|her|their|our|my|[a-z]+)\s+){1,6}?"
    r"(?:said|says|asked|asks|replied|answered|added|cried|shouted|wondered|exclaimed|inquired)\b",
)
_LABEL = re.compile(
    r"(?:^|[.!?][”\"]? )(?:(?:Figure|Table|Fig\.|Chapter|Section|Part|Article|Appendix) )?"
    r"(?:\d+(?:\.\d+)*|[IVX]{1,5})\.$",
)
_TITLED_NAME = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Amb|Gov|President|Minister|Commissioner|Director)\.? "
    rf"(?:[A-Z][a-z]+ )?[A-Z][a-z]+\.[{re.escape(CLOSERS)}\"']*(?=\s)",
)
_GLUED = re.compile(
    r"(?:(?<=[\s(“\"‘'-])|(?<=^))(?:[a-z]{2,}|(?:19|20)\d\d|\d+%)[)”\"]?[.?][”\"]?"
    r"(?=([A-Z][a-z]*)[ ,’'-])",
)
_ADDRESS_ENDING = re.compile(
    "Asp|Com|Cn|Csv|Doc|Docx|Exe|Gov|Htm|Html|Js|Json|Md|Net|Org|Pdf|Php|Py|Txt|Xls|Xlsx|Xml|Zip",
)


def goes_on_behind_abbreviation(plain: str, end: int) -> bool:
    """Whether the sentence continues after initials, a time of day, or a ``Table 1.2.`` label."""
    head, tail = plain[max(0, end - _REACH) : end], plain[end : end + _REACH]
    if _LABEL.search(head) or _ITEM.fullmatch(plain, 0, end):
        return True
    if head.endswith(".") and (tail[:1] in {":", ",", ";"} or _is_abbreviated(head, tail)):
        return True
    if _INITIALS.search(head):
        return bool(tail.strip()) and not _STARTER.match(tail)
    return bool(_TIME.search(head) and _DAY_OR_ZONE.match(tail))


def _is_abbreviated(head: str, tail: str) -> bool:
    """Whether a full stop is that of a reference, a firm or an address that goes on."""
    is_lower = tail.lstrip()[:1].islower()
    return bool(
        (_NEVER.search(head) and tail.strip())
        or (_REFERENCE.search(head) and _NUMBER.match(tail))
        or (is_lower and (_WITHIN.search(head) or _DOTTED.search(head)))
        or (_FIRM.search(head) and _FIRM_KIND.match(tail))
        or (_ADDRESS_END.search(head) and _ADDRESS_NEXT.match(tail))
        or _is_within_contact(head, tail)
    )


def _is_within_contact(head: str, tail: str) -> bool:
    """Whether a full stop is that of a label or a street in a line that tells an address."""
    if not _CONTACT.search(head) or _STARTER.match(tail):
        return False
    is_line = _ADDRESSED.search(head) or tail.lstrip()[:1] in set("+(0123456789")
    return bool(head == "Attn." or (is_line and _CONTACT_GOES_ON.match(tail)))


def goes_on_behind_quotation(plain: str, end: int, *, opening: int | None) -> bool:
    """Whether the sentence continues after a closing quotation mark.

    It does before a lower-case letter, and where a question or exclamation at the start of
    a sentence is followed by a reporting clause ("Who?" he asked).
    """
    tail = plain[end : end + 2 * _REACH]
    if tail.lstrip()[:1].islower():
        return True
    if opening is None or plain[end - 2] not in "?!":
        return False
    before = plain[max(0, opening - 3) : opening].rstrip()[-1:]
    return (not before or before in '.?!”"') and bool(_REPORTING.match(tail))


def glued_ends(plain: str) -> Iterator[int]:
    """Sentence ends without white space after them: ``will come.Jinan is``.

    The left word is in lower case and not part of an address; the right one is not a file
    extension or top-level domain.
    """
    for match in _GLUED.finditer(plain):
        if not _ADDRESS_ENDING.fullmatch(match.group(1)):
            yield match.end()


def titled_name_ends(plain: str) -> Iterator[int]:
    """Sentence ends after a surname that looks like an abbreviation: ``Ms. No. She``."""
    for match in _TITLED_NAME.finditer(plain):
        if _STARTER.match(plain, match.end()):
            yield match.end()
