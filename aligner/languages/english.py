"""English words folded so that inflection and spelling habits do not count.

Two words have the same key when they differ only in noun number, possessive,
case, diacritics or British and American spelling.  Derivation is kept:
``insurance`` and ``insurers`` are different words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, count
from typing import TypeVar

from aligner.languages.narrow import NarrowTable, narrow
from aligner.languages.spelling import american
from aligner.offsets import Span
from aligner.text import normalize_nfkc

_TABLE = NarrowTable({})
_MOST_TOKENS = 1 << 16
# Texts kept with their words: each is asked for by the learning of words, by the
# glossary and by the check, a few times each; some 10 MB.
_MOST_TEXTS = 1 << 12
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_])"  # U.S., P.R.C.
    r"|[^\W_]+(?:['’ʼ][sS](?![^\W_]))?"  # a word with its possessive
    r"|&",
)
_POSSESSIVE = re.compile(r"['’ʼ][sS]?$")
# A short name in brackets behind a word: "geographical indication (GI) products".
# It defines and does not name, and must not part the words of a term.
_ASIDE = re.compile(r"(?<=\w)\s*\(\s*[\"“‘']?(?=\w*[A-Z]\w*[A-Z])[\w&-]{2,10}[\"”’']?\s*\)")
# Other endings are folded alike in words and in abbreviations (SEPS).
_SHOUTED_PLURAL = re.compile("[A-Z]{1,2}[IU]S")
_SHORT_WORDS = frozenset({"AXIS", "BUS", "HIS", "ONUS", "OPUS", "PLUS", "THIS", "THUS"})
# "A" in capitals may be a letter (class A), so only the small one is an article.
_ARTICLES = frozenset({"the", "The", "THE", "a", "an", "An", "AN"})

# Prepositions, conjunctions, and all words that carry no meaning of their own.
JOINING_WORDS = frozenset(
    (  # noqa: SIM905 - words read better than a column of strings
        "of for and or on in to with by at from under between among into as"
    ).split()
)
FUNCTION_WORDS = JOINING_WORDS | frozenset(
    (  # noqa: SIM905
        "is are be been being was were has have had will would can could may this that these "
        "those it its their his her our we which who not also such other"
    ).split()
)

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
NOT_PLURAL = frozenset(
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


class EnglishText:
    """The words of an English text with their keys.

    Articles are left out, and short names in brackets behind their full names.

    Parameters
    ----------
    text : str
        The text as read.
    keys : tuple of str
        Folded words.
    spans : sequence of (int, int), optional
        Where each word stands in `text`, made when first asked for if not given.
    plain : str, optional
        The text of which `keys` are, as long as `text`; needed without `spans`.
    """

    __slots__ = ("_plain", "_spans", "_starts", "_stops", "_surfaces", "joined", "keys", "text")

    def __init__(
        self, text: str, keys: tuple[str, ...], spans: Sequence[Span] | None = None, plain: str = ""
    ) -> None:
        self.text = text
        self.keys = keys
        # All keys written together, which makes hyphens, spaces and solid
        # writing alike (trade mark, trade-mark, trademark).
        self.joined = "".join(keys)
        self._plain = plain
        self._spans = None if spans is None else tuple(spans)
        self._surfaces: tuple[str, ...] | None = None
        self._starts: dict[int, int] | None = None
        self._stops: dict[int, int] | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where each word stands in `text`."""
        if self._spans is None:
            self._spans = tuple(_spans_of(self._plain))
        return self._spans

    @property
    def starts(self) -> dict[int, int]:
        """Offset in `joined` to the index of the word that starts there."""
        if self._starts is None:
            self._starts = dict(
                zip(accumulate(map(len, self.keys), initial=0), count(), strict=False)
            )
            self._starts.pop(len(self.joined), None)
        return self._starts

    @property
    def stops(self) -> dict[int, int]:
        """Offset in `joined` to the index behind the word that stops there."""
        if self._stops is None:
            self._stops = dict(zip(accumulate(map(len, self.keys)), count(1), strict=False))
        return self._stops

    def word(self, index: int) -> str:
        """One word as it stands, without its possessive."""
        if self._spans is not None:
            start, stop = self._spans[index]
            return self.text[start:stop]
        if self._surfaces is None:
            pieces = map(_SURFACES.__getitem__, self._plain.split())
            self._surfaces = tuple(chain.from_iterable(pieces))
        return self._surfaces[index]

    def surface(self, first: int, last: int) -> str:
        """The text of the words ``first .. last - 1`` as it stands."""
        start, stop = self.span(first, last)
        return self.text[start:stop]

    def span(self, first: int, last: int) -> Span:
        """Where the words ``first .. last - 1`` stand in the text, ``first < last``."""
        start, stop = self.spans[first][0], self.spans[last - 1][1]
        if self.text[stop : stop + 1] != ")":
            return start, stop
        # A name that ends with a bracket, "Outline (2021-2035)", keeps it.
        inside = self.text[start:stop]
        return start, stop + (inside.count("(") > inside.count(")"))


@lru_cache(maxsize=_MOST_TEXTS)
def read_english(text: str) -> EnglishText:
    """The words of a text with keys and places."""
    plain = text if text.isascii() else narrow(text, _TABLE)
    if plain is None:
        return _read_traced(text)
    is_shouted = plain.isupper() and len(plain.split()) > 1
    if "(" in plain:
        plain = _without_asides(plain)
    if is_shouted:
        words = list(_words(plain, is_shouted=True))
        return EnglishText(text, tuple(key for key, _ in words), [span for _, span in words])
    keys = tuple(chain.from_iterable(map(_KEYS.__getitem__, plain.split())))
    return EnglishText(text, keys, None, plain)


def _read_traced(text: str) -> EnglishText:
    """The words of a text that changes its length in NFKC form."""
    normalized = normalize_nfkc(text)
    is_shouted = normalized.text.isupper() and len(normalized.text.split()) > 1
    words = list(_words(_without_asides(normalized.text), is_shouted=is_shouted))
    spans = [normalized.original_span(*span) for _, span in words]
    return EnglishText(text, tuple(key for key, _ in words), spans)


def _without_asides(text: str) -> str:
    """The text with spaces in the place of short names in brackets."""
    return _ASIDE.sub(lambda match: " " * len(match.group()), text)


def _words(text: str, *, is_shouted: bool = False) -> Iterator[tuple[str, Span]]:
    """The words of a text in NFKC form, articles apart, with their keys and places."""
    for match in _WORD.finditer(text):
        word = match.group()
        if word in _ARTICLES:
            continue
        # In a heading in capitals nothing tells the S of a plural abbreviation (GIS,
        # CPUS) from that of a word; longer words are words.
        is_plural = is_shouted and _SHOUTED_PLURAL.fullmatch(word) and word not in _SHORT_WORDS
        key = fold_word(word[:-1] + "s" if is_plural else word)
        yield key, (match.start(), match.start() + len(_POSSESSIVE.sub("", word)))


_Made = TypeVar("_Made")


class _ByToken(dict[str, _Made]):
    """What is made of the pieces of texts between two spaces, kept for the next time.

    No word reaches over white space, so that a text is read piece by piece, and
    nearly all pieces have been met before.
    """

    def __init__(self, make: Callable[[str], _Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, token: str) -> _Made:
        if len(self) >= _MOST_TOKENS:
            self.clear()
        self[token] = made = self._make(token)
        return made


_KEYS = _ByToken(lambda token: tuple(key for key, _ in _words(token)))
_SPANS = _ByToken(lambda token: tuple(span for _, span in _words(token)))
_SURFACES = _ByToken(lambda token: tuple(token[slice(*span)] for _, span in _words(token)))


def _spans_of(text: str) -> list[Span]:
    """Where the words of a text stand."""
    spans = []
    place = 0
    for token in text.split():
        place = text.index(token, place)
        for start, stop in _SPANS[token]:
            spans.append((place + start, place + stop))
        place += len(token)
    return spans


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
    bare = _bare(word)
    plural_of_capitals = re.fullmatch(r"([A-Z]{2,})s", bare)
    if plural_of_capitals:
        # LERSs and LERS agree, whatever the folding makes of the last S.
        return _singular(plural_of_capitals.group(1).lower())
    return american(_singular(plain_word(bare))) or word


def plain_word(word: str) -> str:
    """A word in small letters, without its possessive, points and diacritics."""
    bare = _bare(word)
    if bare.isascii():
        return bare.lower()
    decomposed = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _bare(word: str) -> str:
    """A word without its possessive and the points of an abbreviation."""
    return _POSSESSIVE.sub("", word).replace(".", "")


def _singular(word: str) -> str:
    """Singular of a noun; a word that is no plural comes back as it is."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men") and len(word) > len("omen") and word not in _NOT_MEN:
        return word[:-2] + "an"
    is_short = len(word) <= len("gas") or not word.endswith("s")
    if is_short or word in NOT_PLURAL or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]
