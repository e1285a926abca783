"""Filters that leave units out of an exported corpus, and count them with examples."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from aligner.corpus.likeness import key_of, near_key
from aligner.exporters import Standing, standing
from aligner.languages import detect_language
from aligner.text import base_language, has_han, is_copy, is_han
from aligner.values import Bitext, TranslationUnit

_N_EXAMPLES = 2
# A Chinese character takes up what three letters do.
_LETTERS_PER_HAN = 3
# What these are is told by their script, and words of one are usual in the other.
_OWN_LANGUAGES = frozenset({"zh", "en", "und"})
# Below this many letters a name or an abbreviation in the other script is usual.
_FEW_LETTERS = 12

# Stands for the surest unit of a group that is in the corpus already: no other is surer.
_TAKEN = (True, 2.0, 0)

Test = Callable[[TranslationUnit, Bitext], bool]


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """Which units to export.

    Parameters
    ----------
    length_ratio : float or None
        Most times that one side may be longer than the other, in letters; a
        Chinese character counts three.
    check_languages : bool
        Leave out units a side of which is not in its language's script, or in a third
        language.
    duplicates : str
        ``"keep"``, ``"exact"`` or ``"near"`` (the same but for numbers, case
        and punctuation).  Of each group the surest is kept: what a reviewer confirmed,
        then the most probable, then the first.
    kinds : frozenset of str
        Kinds of block to keep, all if empty.
    since, until : date or None
        First and last day of the source page, of the target page if that has
        none; a unit without a date is left out where one is asked for, and counted
        apart.
    found : frozenset of str
        Ids of units with open findings.
    others : frozenset of int
        Keys of units of other corpora, as `duplicate_key` gives them for `duplicates`.
    moved : str
        ``"keep"`` or ``"drop"``: what becomes of text that stands elsewhere in the
        other document.
    """

    length_ratio: float | None = None
    check_languages: bool = False
    duplicates: str = "keep"
    kinds: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    found: frozenset[str] = frozenset()
    moved: str = "keep"
    others: frozenset[int] = frozenset()


@dataclass(slots=True)
class Dropped:
    """How many units a filter left out, and the first of them."""

    count: int = 0
    examples: list[TranslationUnit] = field(default_factory=list)

    def add(self, unit: TranslationUnit) -> None:
        """Count a unit that is left out."""
        self.count += 1
        if len(self.examples) < _N_EXAMPLES:
            self.examples.append(unit)


class ExportFilters:
    """Filters of a corpus; ``dropped`` says by name what each left out.

    A unit is counted by the first filter that it does not pass.  Where duplicates are
    looked for, memory holds some numbers a unit, and all units are to be shown to
    `survey` before; otherwise the first of each group counts as the surest.
    """

    def __init__(self, options: FilterOptions) -> None:
        self._options = options
        # For each group of duplicates how sure the surest is, and which unit it is.
        self._surest: dict[int, tuple[bool, float, int]] = {}
        tests: dict[str, tuple[bool, Test]] = {
            "copies": (True, lambda unit, _: not _is_copied(unit)),
            "moved": (options.moved == "drop", lambda unit, _: not _is_moved(unit)),
            "kinds": (bool(options.kinds), self._kind_is_wanted),
            "undated": (bool(options.since or options.until), lambda _, bitext: bool(_day(bitext))),
            "dates": (bool(options.since or options.until), self._is_in_time),
            "findings": (bool(options.found), lambda unit, _: unit.id not in options.found),
            "length-ratio": (options.length_ratio is not None, self._lengths_agree),
            "languages": (options.check_languages, _is_in_its_languages),
            "without": (bool(options.others), self._is_in_no_other),
            # Last: a unit that is left out anyway must not hide its duplicate.
            "duplicates": (self.has_survey, self._is_surest),
        }
        self._tests = {name: test for name, (wanted, test) in tests.items() if wanted}
        self.dropped = {name: Dropped() for name in self._tests}

    @property
    def has_survey(self) -> bool:
        """Whether all units should be shown to `survey` first."""
        return self._options.duplicates != "keep"

    def survey(self, units: Iterator[TranslationUnit], bitext: Bitext) -> None:
        """Note which of the units of a bitext are the surest of their groups."""
        tests = [test for name, test in self._tests.items() if name != "duplicates"]
        for unit in units:
            if all(test(unit, bitext) for test in tests):
                self._note(unit)

    def kept(self, units: Iterator[TranslationUnit], bitext: Bitext) -> Iterator[TranslationUnit]:
        """The units of a bitext that pass all filters."""
        for unit in units:
            name = next((n for n, test in self._tests.items() if not test(unit, bitext)), None)
            if name is None:
                yield unit
                continue
            self.dropped[name].add(unit)

    def _kind_is_wanted(self, unit: TranslationUnit, bitext: Bitext) -> bool:
        span = dict(unit.properties).get("source-span", "")
        block = span.partition(":")[0]
        return block != "" and bitext.source.document.blocks[int(block)].kind in self._options.kinds

    def _is_in_time(self, _: TranslationUnit, bitext: Bitext) -> bool:
        day = _day(bitext)
        since, until = self._options.since or date.min, self._options.until or date.max
        return day is not None and since <= day <= until

    def _lengths_agree(self, unit: TranslationUnit, _: Bitext) -> bool:
        least, most = sorted((_width(unit.source_text), _width(unit.target_text)))
        return most <= (self._options.length_ratio or 1.0) * least

    def _is_in_no_other(self, unit: TranslationUnit, _: Bitext) -> bool:
        return duplicate_key(unit, self._options.duplicates) not in self._options.others

    def _note(self, unit: TranslationUnit) -> int:
        """The group of a unit, after noting whether it is the surest of it so far."""
        group = duplicate_key(unit, self._options.duplicates)
        mine = (standing(unit) is Standing.CONFIRMED, unit.probability, key_of(unit.id))
        known = self._surest.get(group)
        if known is None or mine[:2] > known[:2]:
            self._surest[group] = mine
        return group

    def _is_surest(self, unit: TranslationUnit, _: Bitext) -> bool:
        group = self._note(unit)
        is_it = self._surest[group][-1] == key_of(unit.id)
        if is_it:
            self._surest[group] = _TAKEN
        return is_it


def duplicate_key(unit: TranslationUnit, duplicates: str) -> int:
    """A number that duplicates share, near ones or (for all other values) exact ones."""
    key_of_texts = near_key if duplicates == "near" else _exact_key
    return key_of_texts(unit.source_text, unit.target_text)


def _day(bitext: Bitext) -> date | None:
    """The day of the source page, of the target page if that has none."""
    return bitext.source.document.published or bitext.target.document.published


def _is_copied(unit: TranslationUnit) -> bool:
    """Whether both sides are the same text, and nobody has confirmed that this is right."""
    is_confirmed = standing(unit) is Standing.CONFIRMED
    return not is_confirmed and is_copy(unit.source_text, unit.target_text)


def _is_moved(unit: TranslationUnit) -> bool:
    return "moved" in dict(unit.properties)


def _is_in_its_languages(unit: TranslationUnit, _: Bitext) -> bool:
    """Whether Chinese sides hold Chinese, others mostly do not, and none is in a third language."""
    sides = (unit.source_language, unit.source_text), (unit.target_language, unit.target_text)
    return all(_fits(text, base_language(language)) for language, text in sides)


def _fits(text: str, language: str) -> bool:
    """Whether a text may be in a language; short names may be in any."""
    found = base_language(detect_language(text))
    if found not in {language, *_OWN_LANGUAGES}:
        return False
    letters = sum(map(str.isalpha, text))
    if language == "zh":
        return has_han(text) or letters < _FEW_LETTERS
    if language == "en":
        return 2 * sum(map(is_han, text)) <= letters
    return True


def _width(text: str) -> int:
    """Length in letters, at least 1."""
    return max(1, sum(_LETTERS_PER_HAN if is_han(c) else 1 for c in text if c.isalnum()))


def _exact_key(source: str, target: str) -> int:
    """64 bits of both texts; white space and width do not matter."""
    texts = [" ".join(unicodedata.normalize("NFKC", text).split()) for text in (source, target)]
    data = "\0".join(texts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")
