"""Entries of a list of works, which are never cut: author, year, title, place."""

from aligner.languages import MONTHS
from aligner.patterns import lazy_pattern

_MARK = r"\s*(?:\[\d+\]|［\d+］|\d{1,3}[.．)、])?\s*"
_LONGEST = 600

_SURNAME = r"(?:(?:van|von|de|der|la|le|du) ){0,2}[A-Z][\w'’-]+"
_INITIALS = r"(?:[A-Z]\.[ -]?){0,3}[A-Z]\."
_GIVEN = r"[A-Z][a-z]+(?: [A-Z]\.)?"
_GIVEN_FIRST = rf"{_INITIALS} {_SURNAME}"
_AUTHOR = rf"(?:{_SURNAME}, {_INITIALS}|{_GIVEN_FIRST})"
_AUTHORS = rf"{_SURNAME}, {_INITIALS}(?:(?:,? (?:and |& )?|; ){_AUTHOR}){{0,12}}(?:,? et al\.)?"
_EDITORS = r"(?:\(?[Ee]ds?\.\)?[.,]? )?"
_DOTTED = rf"{_SURNAME} (?:[A-Z]\.){{1,2}}"
_DATE = r"(?:(?:1[5-9]|20)\d\d[a-z]?|n\.d\.)"
_YEAR = rf"\(?{_DATE}\)?"
_PLACE = (
    r"(?:\d+(?:\s?[–-]\s?\d+)?(?: ?(?:pp?|pages|vols)\b)?|\((?:1[5-9]|20)\d\d\)|: [A-Z][\w &'’.-]{2,40}|https?://\S+|doi\S+|Press|"
    r"[, ](?:1[5-9]|20)\d\d(?:\. (?:Print|Web|Film|Video|Television|Radio|DVD|CD|E-book))?)\.?\s*"
)
_ENGLISH = lazy_pattern(
    rf"{_MARK}(?:{_AUTHORS},? {_EDITORS}{_YEAR}(?:[.,:]| [A-Z“\"‘])|"
    # As in Eastern Europe, with its pages at the end.
    rf"{_SURNAME} (?:[A-Z]\. ?){{2}} ?[A-Z]"
    r"(?=.*(?:1[5-9]|20)\d\d\. (?:\d+ p\.|.*[Pp]\. ?\d+[–-]\d+\.)\s*$)|"
    rf"{_AUTHORS}[.,]? {_EDITORS}[A-Z“\"‘]|{_DOTTED}(?:, {_DOTTED}){{1,12}} [A-Z]|"
    rf"\s*\[\d+\] {_GIVEN_FIRST}(?:(?:,? and |, ){_GIVEN_FIRST}){{0,12}}(?: et al\.)?, |"
    rf"{_GIVEN_FIRST}(?:(?:,? and |, ){_GIVEN_FIRST}){{0,12}}, “|"
    rf"{_SURNAME}, {_GIVEN}(?:,? (?:and |& )?{_GIVEN} {_SURNAME}){{0,6}}\. |"
    rf"(?:[A-Z][\w’'-]+ (?:of |for |and |the |on )?){{2,8}}\({_YEAR}\)\. [A-Z]|"
    rf"{_SURNAME} [A-Z]{{1,3}}(?:, {_SURNAME} [A-Z]{{1,3}}){{0,12}}(?:, et al|,? \(eds?\))?\. "
    # Unlike "Robert E. Lee surrendered. He died in 1870."
    r"(?=.*(?:[:;(] ?\d|: [A-Z][^.;:]*[,;] \d|https?:|doi|pp?\. ?\d|\d p\.)))"
)
# What begins like this is an entry however it ends: "Baker, T. (2015). How bridges fail."
_WORDS = r"(?:[A-Z][\w’'-]+ (?:(?:of|for|and|the|on) ){0,2}){1,7}"
_DATED = lazy_pattern(
    rf"{_MARK}(?:{_AUTHORS},? {_EDITORS}{_DATE}\. [A-Z“\"‘]|"
    rf"(?:{_AUTHORS},? {_EDITORS}|{_WORDS}[A-Z][\w’'-]+\. )"
    rf"\({_DATE}(?:, [A-Z][a-z]+ \d{{1,2}})?\)\. [A-Z“\"‘]|"
    # An institution, the year, the title, and the publisher with the place.
    rf"{_WORDS}\({_DATE}\) [A-Z][^.?!]{{2,80}}\. [A-Z][\w ]{{2,20}}: [A-Z][^.?!]{{2,60}}\.\s*$)"
)
# Nothing else ends with a publisher and a year behind a semicolon, whoever the author is.
_ENDS_WITH_PUBLISHER = lazy_pattern(
    rf"\. [A-Z][\w ,.’'-]{{1,40}}: [A-Z][^:;.]{{1,60}}; {_YEAR}\.?\s*$"
)
# Capitals throughout, and a place with a year at the end: "Ministry of Ports. Atlas. Ellis, 2001."
_SMALL = "of|the|and|in|on|for|to|an?|from|with|by|at|&|ed"
_TITLED = lazy_pattern(
    rf"{_MARK}(?:(?:[A-Z\d][\w.’'–-]*+|{_SMALL})[.,:]{{0,2}} ){{1,40}}{_YEAR}\.?\s*"
)
# Without an author: “Ferry Sinks off Cape.” Harbour Times, 4 May 1931, p. 3.
_MONTH = "|".join(MONTHS)
_UNSIGNED = lazy_pattern(
    r"[^“”.?!]{0,80}\.?\s?“[^“”]{3,120}[.?!]” "
    r"[A-Z][\w’'-]*+(?: (?:[A-Z][\w’'-]*+|of|the|and|for)){0,9}"
    rf"(?:[ ,]+(?:\(?\d[\d–:()/-]*|no\.|vol\.|pp?\.|{_MONTH}))+\.?\s*"
)
# Several of them, or notes: "1. Harte, p. 12. 2. Ibid."
_NEXT_ENTRY = lazy_pattern(r"^\s*\[?1[\].] .*[.\]] \[?2[\].] [A-Z]")
_TITLE_ENDS = lazy_pattern(r"[a-z]{2}\. [A-Z].*\. [A-Z]")
_ENDS_WITH_PLACE = lazy_pattern(rf"{_PLACE}$")

_KIND = r"[\[［](?:J|M|C|D|N|P|R|S|G|Z|A|DB|CP|EB|DS)(?:/OL)?[\]］]"
_CHINESE = lazy_pattern(
    rf"{_MARK}(?:[^。！？\[\]［］]{{2,200}}?{_KIND}|"
    r"[\w，,、·　 ]{2,80}[.．] ?\(?(?:19|20)\d\d[a-z]?\)?[.．]|"
    r"[^。！？]{6,200}[.．] ?[^。！？]{2,40}[,，] ?(?:19|20)\d\d[,，] ?[\d(),（） ]{1,12}[:：] ?"
    r"[\d—–－-]+[.．]?\s*$|"
    r"[^。！？]{2,200}[.．] ?[^。！？.．]{2,40}[,，] ?(?:19|20)\d\d[.．]?\s*$)"
)
# Each part with a Chinese full stop: 王大年（2008）。論潮汐。海洋季刊，4(2)，11–19。
_STOPPED = lazy_pattern(
    rf"{_MARK}[\w、，·．主編编著 ]{{2,60}}[（(](?:19|20)\d\d[a-z]?[)）]。[^！？]{{2,300}}"
    r"(?:\d\s?[–—-]\s?\d+|[社館馆局]|出版|大[學学])。\s*"
)


def is_english_entry(text: str) -> bool:
    """Whether a paragraph is an entry: it begins with authors and ends with a place."""
    if len(text) > _LONGEST or _NEXT_ENTRY.search(text):
        return False
    if _ENDS_WITH_PUBLISHER.search(text, max(0, len(text) - 130)):
        return True
    if _TITLE_ENDS.search(text) and _TITLED.fullmatch(text):
        return True
    if _UNSIGNED.fullmatch(text) or _DATED.match(text):
        return True
    if not _ENGLISH.match(text):
        return False
    return _ENDS_WITH_PLACE.search(text, max(0, len(text) - 60)) is not None


def is_stopped_entry(text: str) -> bool:
    """Whether a paragraph is an entry whose parts end with Chinese full stops."""
    return len(text) <= _LONGEST and _STOPPED.fullmatch(text) is not None


def is_chinese_entry(text: str) -> bool:
    """Whether the Latin full stops of a paragraph are those of an entry."""
    if len(text) > _LONGEST:
        return False
    return _CHINESE.match(text) is not None or is_english_entry(text)
