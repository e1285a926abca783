"""English words folded so that inflection and spelling habits do not count.

Two words have the same key when they differ only in noun number, possessive,
case, diacritics or British and American spelling.  Derivation is kept:
``insurance`` and ``insurers`` are different words.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from aligner.text import normalize_nfkc

__all__ = ["EnglishText", "fold_word", "read_english"]

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_])"  # U.S., P.R.C.
    r"|[^\W_]+(?:['’ʼ][sS](?![^\W_]))?"  # a word with its possessive
    r"|&",
)
_POSSESSIVE = re.compile(r"['’ʼ][sS]?$")
# "A" in capitals may be a letter (class A), so only the small one is an article.
# A short name in brackets behind a word: "geographical indication (GI) products".
# It defines and does not name, and must not part the words of a term.
_ASIDE = re.compile(r"(?<=\w)\s*\(\s*[\"“‘']?(?=\w*[A-Z]\w*[A-Z])[\w&-]{2,10}[\"”’']?\s*\)")
_ARTICLES = frozenset({"the", "The", "THE", "a", "an", "An", "AN"})

_IRREGULAR = {
    "addenda": "addendum",
    "analyses": "analysis",
    "appendices": "appendix",
    "bonuses": "bonus",
    "buses": "bus",
    "campuses": "campus",
    "censuses": "census",
    "children": "child",
    "crises": "crisis",
    "criteria": "criterion",
    "curricula": "curriculum",
    "diagnoses": "diagnosis",
    "emphases": "emphasis",
    "feet": "foot",
    "gases": "gas",
    "halves": "half",
    "hypotheses": "hypothesis",
    "indices": "index",
    "knives": "knife",
    "leaves": "leaf",
    "lives": "life",
    "matrices": "matrix",
    "memoranda": "memorandum",
    "phenomena": "phenomenon",
    "selves": "self",
    "shelves": "shelf",
    "statuses": "status",
    "surpluses": "surplus",
    "synopses": "synopsis",
    "syntheses": "synthesis",
    "theses": "thesis",
    "viruses": "virus",
}
# Words that end like a plural, or whose singular is another word.
_NOT_PLURAL = frozenset(
    [
        "alias",
        "atlas",
        "bias",
        "canvas",
        "customs",
        "goods",
        "lens",
        "means",
        "news",
        "series",
        "species",
        "whereas",
        "always",
    ],
)
_NOT_MEN = frozenset(["abdomen", "acumen", "omen", "regimen", "specimen"])

_SPELLINGS = {
    "acknowledgement": "acknowledgment",
    "ageing": "aging",
    "aluminium": "aluminum",
    "cheque": "check",
    "defence": "defense",
    "enrol": "enroll",
    "enrolment": "enrollment",
    "fulfil": "fulfill",
    "fulfilment": "fulfillment",
    "grey": "gray",
    "instalment": "installment",
    "judgement": "judgment",
    "licence": "license",
    "licenced": "licensed",
    "mould": "mold",
    "offence": "offense",
    "practise": "practice",
    "practised": "practiced",
    "practising": "practicing",
    "pretence": "pretense",
    "programme": "program",
    "sceptical": "skeptical",
    "skilful": "skillful",
    "storey": "story",
    "tonne": "ton",
    "tyre": "tire",
    "wilful": "willful",
}
# British on the left.  A rule may make a non-word of a word that is spelt alike
# on both sides of the ocean ("enterprize"): that is harmless, since the key is
# made the same way in the glossary and in the text, and never shown.
_RULES = (
    (re.compile(r"is(ation|ational|e|ed|er|ing)$"), r"iz\1"),
    (re.compile(r"ys(e|ed|er|ing)$"), r"yz\1"),
    (re.compile(r"(?<=...)our(ed|ing|able|al|ite|hood|)$"), r"or\1"),
    (re.compile(r"(?<=[bt])re(d?)$"), r"er\1"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"(?<=[aeu])ll(ed|ing|er|or)$"), r"l\1"),
)


@dataclass(frozen=True, slots=True)
class EnglishText:
    """The words of an English text with their keys.

    Articles are left out, and short names in brackets behind their full names.

    Parameters
    ----------
    text : str
        The text as read.
    keys : tuple of str
        Folded words.
    spans : tuple of (int, int)
        Where each word stands in `text`.
    joined : str
        All keys written together, which makes hyphens, spaces and solid
        writing alike (trade mark, trade-mark, trademark).
    starts, stops : dict of int to int
        Offset in `joined` to the index of the word that starts there, and to
        the index behind the word that stops there.
    """

    text: str
    keys: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    joined: str
    starts: dict[int, int]
    stops: dict[int, int]

    def surface(self, first: int, last: int) -> str:
        """The text of the words ``first .. last - 1`` as it stands."""
        start, stop = self.span(first, last)
        return self.text[start:stop]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words ``first .. last - 1`` stand in the text, ``first < last``."""
        start, stop = self.spans[first][0], self.spans[last - 1][1]
        # A name that ends with a bracket, "Outline (2021-2035)", keeps it.
        inside = self.text[start:stop]
        is_open = inside.count("(") > inside.count(")") and self.text[stop : stop + 1] == ")"
        return start, stop + is_open


def read_english(text: str) -> EnglishText:
    """The words of a text with keys and places."""
    normalized = None if text.isascii() else normalize_nfkc(text)
    keys: list[str] = []
    spans: list[tuple[int, int]] = []
    starts: dict[int, int] = {}
    stops: dict[int, int] = {}
    offset = 0
    plain = text if normalized is None else normalized.text
    asides = [match.span() for match in _ASIDE.finditer(plain)]
    for match in _WORD.finditer(plain):
        word = match.group()
        if word in _ARTICLES or any(start < match.start() < stop for start, stop in asides):
            continue
        key = fold_word(word)
        starts[offset] = len(keys)
        offset += len(key)
        keys.append(key)
        stops[offset] = len(keys)
        span = (match.start(), match.start() + len(_POSSESSIVE.sub("", word)))
        spans.append(span if normalized is None else normalized.original_span(*span))
    return EnglishText(text, tuple(keys), tuple(spans), "".join(keys), starts, stops)


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """Key of one word: equal for its number, possessive, case and spelling variants.

    Examples
    --------
    >>> fold_word("Organisations'"), fold_word("organization")
    ('organization', 'organization')
    >>> fold_word("SEPs"), fold_word("Office's"), fold_word("insurers")
    ('sep', 'office', 'insurer')
    """
    if word == "&":
        return "and"
    bare = _POSSESSIVE.sub("", word).replace(".", "")
    plural_of_capitals = re.fullmatch(r"([A-Z]{2,})s", bare)
    if plural_of_capitals:
        # LERSs and LERS agree, whatever the folding makes of the last S.
        return _singular(plural_of_capitals.group(1).lower())
    decomposed = unicodedata.normalize("NFKD", bare.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _american(_singular(plain)) or word


def _singular(word: str) -> str:
    """Singular of a noun; a word that is no plural comes back as it is."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men") and len(word) > len("omen") and word not in _NOT_MEN:
        return word[:-2] + "an"
    is_short = len(word) <= len("gas") or not word.endswith("s")
    if is_short or word in _NOT_PLURAL or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def _american(word: str) -> str:
    """American spelling of a word, as a key."""
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    for pattern, replacement in _RULES:
        folded = pattern.sub(replacement, word)
        if folded != word:
            return folded
    return word
