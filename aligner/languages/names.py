"""Chinese persons and places in English text, found again in Chinese text by pinyin.

English text says which words look like pinyin; Chinese text is then searched
for characters that read so.  A name is evidence only as far as it is rare.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

from aligner.patterns import lazy_pattern
from aligner.text import HAN, is_han

_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:iang|iong|uang|ang|eng|ian|iao|ing|ong|uai|uan"
    r"|ai|an|ao|ei|en|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)|ang|eng|ai|an|ao|ei|en|er|ou|a|e|o)"
)
_TWO_SYLLABLES = lazy_pattern(rf"{_SYLLABLE}{{2,4}}")
_GIVEN = lazy_pattern(rf"{_SYLLABLE}{{1,2}}")
_WORD = lazy_pattern(r"[A-Z][a-zü]+(?:['’-][a-zü]+)?|[A-Z]{2,}")
_TWO_WORDS = lazy_pattern(rf"(?=\b({_WORD.pattern})\s({_WORD.pattern})\b)")
_TITLED = lazy_pattern(
    r"\b(?:Mr|Ms|Mrs|Dr|Prof|Professor|Commissioner|Minister|Director|President|Chairman)\.?\s"
    rf"({_WORD.pattern})\b",
)
# The series of a document number: Guo Zhi Fa Bao Zi [2023] No. 12.
_SERIES = lazy_pattern(r"(?:[A-Z][a-z]+\s){2,12}(?=[〔\[(]\s?(?:19|20)\d\d)")
_LONGEST_HAN = 4
# Characters that are often read otherwise in a name than by themselves.
_NAME_READINGS = {
    "长": ("chang", "zhang"),
    "重": ("chong", "zhong"),
    "朝": ("chao", "zhao"),
    "行": ("xing", "hang"),
    "乐": ("le", "yue"),
    "曾": ("zeng", "ceng"),
    "单": ("shan", "dan"),
    "解": ("xie", "jie"),
    "仇": ("qiu", "chou"),
    "朴": ("piao", "pu"),
    "翟": ("zhai", "di"),
    "盖": ("ge", "gai"),
    "尉": ("wei", "yu"),
    "晟": ("sheng", "cheng"),
}
# Strings whose readings are remembered: some 100 MB.
_MOST_KNOWN = 500_000
_HAN_RUN = lazy_pattern(f"[{HAN}]+")


def latin_persons(text: str) -> tuple[str, ...]:
    """Keys of Chinese persons in an English text, surname first, each once.

    Finds ``Gan Lin``, ``GAN Lin`` and ``Lin Gan``; a surname behind a title
    (``Mr. Gan``) that is not part of a full name found in the text gives the
    surname alone.

    Examples
    --------
    >>> latin_persons("SHEN Changyu met Mr. Gan")
    ('shen changyu', 'gan')
    """
    readings = _surname_readings()
    keys = []
    text = _SERIES.sub(" ", text)
    for match in _TWO_WORDS.finditer(text):
        first, second = (_plain(word) for word in match.groups())
        if first in readings and _GIVEN.fullmatch(second):
            keys.append(f"{first} {second}")
        elif second in readings and _TWO_SYLLABLES.fullmatch(first):
            keys.append(f"{second} {first}")
    known = {key.partition(" ")[0] for key in keys}
    titled = (_plain(match.group(1)) for match in _TITLED.finditer(text))
    keys.extend(word for word in titled if word in readings and word not in known)
    return tuple(dict.fromkeys(keys))


def latin_pinyin_words(text: str) -> tuple[str, ...]:
    """Capitalised words of an English text that read as two syllables of pinyin or more.

    Examples
    --------
    >>> latin_pinyin_words("The fair in Changsha, Hunan")
    ('changsha', 'hunan')
    """
    words = (_plain(match.group()) for match in _WORD.finditer(text))
    return tuple(dict.fromkeys(word for word in words if _TWO_SYLLABLES.fullmatch(word)))


class _Reader:
    """Finds the keys that Chinese text reads like.

    Parameters
    ----------
    keys : mapping of str to str
        Keys by their readings.
    first : callable
        Readings of a character that stands first.
    """

    def __init__(self, keys: Mapping[str, str], first: Callable[[str], tuple[str, ...]]) -> None:
        self._keys = keys
        self._first = first
        self._beginnings = {key[:stop] for key in keys for stop in range(1, len(key) + 1)}
        self._known: dict[str, tuple[str, ...]] = {}

    def find(self, run: str, start: int, found: set[str]) -> None:
        """Add the keys that the characters from `start` read like."""
        for stop in range(start + 1, min(start + _LONGEST_HAN, len(run)) + 1):
            readings = self._readings(run[start:stop])
            if not readings:
                return
            found.update(self._keys[reading] for reading in readings if reading in self._keys)

    def _readings(self, text: str) -> tuple[str, ...]:
        """Readings of all the characters that begin some key; those seen before are known."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            if len(text) == 1:
                readings = self._first(text)
            else:
                pairs = product(self._readings(text[:-1]), pinyin_readings(text[-1]))
                readings = tuple(reading + syllable for reading, syllable in pairs)
            known = tuple(reading for reading in readings if reading in self._beginnings)
            self._known[text] = known
        return known


@dataclass(frozen=True, slots=True)
class PinyinIndex:
    """Finds in Chinese text what reads like one of the given pinyin words.

    Parameters
    ----------
    persons, words : _Reader
    """

    persons: _Reader
    words: _Reader

    @classmethod
    def of(cls, persons: Iterable[str], words: Iterable[str]) -> "PinyinIndex":
        """Index of the names of a pile.

        Parameters
        ----------
        persons : iterable of str
            Keys as `latin_persons` gives them.
        words : iterable of str
            Keys as `latin_pinyin_words` gives them.
        """
        surnames = _surnames()
        return cls(
            _Reader(
                {key.replace(" ", ""): key for key in sorted(persons)},
                lambda character: surnames.get(character, ()),
            ),
            _Reader({word: word for word in words}, pinyin_readings),
        )

    def find(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        """Persons and words that the Chinese text may name.

        A person must begin with a surname, read as surnames are: 单 is Shan.
        """
        persons: set[str] = set()
        words: set[str] = set()
        for run in _HAN_RUN.findall(text):
            for start in range(len(run)):
                self.persons.find(run, start, persons)
                self.words.find(run, start, words)
        return frozenset(persons), frozenset(words)


@cache
def pinyin_readings(character: str) -> tuple[str, ...]:
    """All readings of a character without tones; ü is written v, u or yu."""
    readings = _readings().get(character, (character,))
    spelled = [reading.replace("ü", "v") for reading in readings]
    other = [reading.replace("v", u) for reading in spelled if "v" in reading for u in ("u", "yu")]
    return tuple(dict.fromkeys((*spelled, *other)))


@cache
def name_readings(character: str) -> tuple[str, ...]:
    """Readings without tone, the one for names too where it differs; ü as in passports.

    Of anything but a Chinese character, none.
    """
    if not is_han(character):
        return ()
    usual = _readings().get(character, (character,))[0].replace("v", "u")
    return (usual, *(r for r in _NAME_READINGS.get(character, ()) if r != usual))


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """Readings of every character, without tone and with v for ü; written by a script."""
    lines = files("aligner.languages").joinpath("data/readings.txt").read_text("utf-8").splitlines()
    known = {}
    for line in lines:
        readings, _, characters = line.partition("\t")
        known.update(dict.fromkeys(characters, tuple(readings.split(" "))))
    return known


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    """Surnames with the readings they have as surnames.

    Of a surname of two characters only the first stands here: the rest is read
    as part of the given name.
    """
    lines = files("aligner.languages").joinpath("data/surnames.txt").read_text("utf-8").splitlines()
    surnames: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if not line.startswith("#"):
            characters, _, reading = line.partition(" ")
            for character in characters if not reading else characters[0]:
                known = surnames.get(character, ())
                new = (reading.split("'")[0],) if reading else pinyin_readings(character)[:1]
                surnames[character] = tuple(dict.fromkeys((*known, *new)))
    return surnames


@cache
def _surname_readings() -> frozenset[str]:
    """Readings of all surnames, of two syllables for surnames of two characters."""
    lines = files("aligner.languages").joinpath("data/surnames.txt").read_text("utf-8").splitlines()
    double = {
        line.partition(" ")[2].replace("'", "") for line in lines if "'" in line and line[0] != "#"
    }
    return frozenset({r for readings in _surnames().values() for r in readings} | double)


def _plain(word: str) -> str:
    """A word of pinyin in lower case without marks."""
    return re.sub("['’-]", "", word.lower().replace("ü", "v"))
