"""Chinese persons and places in English text, found again in Chinese text by pinyin.

English text says which words look like pinyin; Chinese text is then searched
for characters that read so.  A name is evidence only as far as it is rare.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["PinyinIndex", "latin_persons", "latin_pinyin_words"]

_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:iang|iong|uang|ang|eng|ian|iao|ing|ong|uai|uan"
    r"|ai|an|ao|ei|en|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)|ang|eng|ai|an|ao|ei|en|er|ou|a|e|o)"
)
_SYLLABLES = re.compile(rf"{_SYLLABLE}{{1,4}}")
_TWO_SYLLABLES = re.compile(rf"{_SYLLABLE}{{2,4}}")
_GIVEN = re.compile(rf"{_SYLLABLE}{{1,2}}")
_WORD = re.compile(r"[A-Z][a-zü]+(?:['’-][a-zü]+)?|[A-Z]{2,}")
_TWO_WORDS = re.compile(rf"(?=\b({_WORD.pattern})\s({_WORD.pattern})\b)")
_TITLED = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr|Prof|Professor|Commissioner|Minister|Director|President|Chairman)\.?\s"
    rf"({_WORD.pattern})\b",
)
# The series of a document number: Guo Zhi Fa Bao Zi [2023] No. 12.
_SERIES = re.compile(r"(?:[A-Z][a-z]+\s){2,}(?=[〔\[(]\s?(?:19|20)\d\d)")
_LONGEST_HAN = 4
_HAN = re.compile("[\u4e00-\u9fff]+")


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


@dataclass(frozen=True, slots=True)
class PinyinIndex:
    """Finds in Chinese text what reads like one of the given pinyin words.

    Parameters
    ----------
    persons : frozenset of str
        Keys as `latin_persons` gives them.
    words : frozenset of str
        Keys as `latin_pinyin_words` gives them.
    prefixes : frozenset of str
        All beginnings of all keys, without space.
    """

    persons: Mapping[str, str]
    words: frozenset[str]
    prefixes: frozenset[str]

    @classmethod
    def of(cls, persons: Iterable[str], words: Iterable[str]) -> "PinyinIndex":
        """Index of the names of a pile."""
        by_reading = {key.replace(" ", ""): key for key in persons}
        word_set = frozenset(words)
        prefixes = {
            word[:stop] for word in (*by_reading, *word_set) for stop in range(1, len(word) + 1)
        }
        return cls(by_reading, word_set, frozenset(prefixes))

    def find(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        """Persons and words that the Chinese text may name.

        A person must begin with a surname, read as surnames are: 单 is Shan.
        """
        persons: set[str] = set()
        words: set[str] = set()
        surnames = _surnames()
        for run in _HAN.findall(text):
            for start in range(len(run)):
                for reading in self._readings(run, start, surnames.get(run[start], ())):
                    if reading in self.persons:
                        persons.add(self.persons[reading])
                for reading in self._readings(run, start, _readings(run[start])):
                    if reading in self.words:
                        words.add(reading)
        return frozenset(persons), frozenset(words)

    def _readings(self, run: str, start: int, first: tuple[str, ...]) -> Iterator[str]:
        """Readings of the characters from `start` that begin some key."""
        open_readings = [reading for reading in first if reading in self.prefixes]
        yield from open_readings
        for character in run[start + 1 : start + _LONGEST_HAN]:
            if not open_readings:
                return
            open_readings = [
                longer
                for reading in open_readings
                for syllable in _readings(character)
                if (longer := reading + syllable) in self.prefixes
            ]
            yield from open_readings


@cache
def _readings(character: str) -> tuple[str, ...]:
    """All readings of a character without tones; ü is written v, u or yu."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 - loads a dictionary, which few commands need

    readings = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    spelled = [reading.replace("ü", "v") for reading in readings]
    other = [reading.replace("v", u) for reading in spelled if "v" in reading for u in ("u", "yu")]
    return tuple(dict.fromkeys((*spelled, *other)))


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    """Surnames with the readings they have as surnames.

    Of a surname of two characters only the first stands here: the rest is read
    as part of the given name.
    """
    lines = files("aligner.pairing").joinpath("data/surnames.txt").read_text("utf-8").splitlines()
    surnames: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if not line.startswith("#"):
            characters, _, reading = line.partition(" ")
            for character in characters if not reading else characters[0]:
                known = surnames.get(character, ())
                new = (reading.split("'")[0],) if reading else _readings(character)[:1]
                surnames[character] = tuple(dict.fromkeys((*known, *new)))
    return surnames


@cache
def _surname_readings() -> frozenset[str]:
    """Readings of all surnames, of two syllables for surnames of two characters."""
    lines = files("aligner.pairing").joinpath("data/surnames.txt").read_text("utf-8").splitlines()
    double = {
        line.partition(" ")[2].replace("'", "") for line in lines if "'" in line and line[0] != "#"
    }
    return frozenset({r for readings in _surnames().values() for r in readings} | double)


def _plain(word: str) -> str:
    """A word of pinyin in lower case without marks."""
    return re.sub("['’-]", "", word.lower().replace("ü", "v"))
