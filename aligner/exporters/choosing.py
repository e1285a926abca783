"""Which two texts of a unit in several languages are its source and its target."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from aligner.languages import profile_tag
from aligner.text import base_language
from aligner.values import TranslationUnit

Variant = tuple[str, str]
Pair = tuple[Variant, Variant]
Notice = Callable[[str], None]

_TWO = 2
_UNKNOWN = "und"


def ignore(_message: str) -> None:
    """Take no notice."""


class Untranslated:
    """What has a text on one side only: counted, and told of in the end."""

    def __init__(self) -> None:
        self._count = 0
        self._first = ""

    def pass_over(self, place: str) -> None:
        """Count one, at a place such as ``line 3``."""
        self._first = self._first or place
        self._count += 1

    def tell(self, notice: Notice) -> None:
        """Tell how many there were, if any."""
        if self._count:
            are = "is" if self._count == 1 else "are"
            notice(
                f"{_units(self._count)} without a translation {are} passed over "
                f"(the first at {self._first})"
            )


class Chooser:
    """Chooses two languages of each unit of a file, and tells in the end what it left out.

    Parameters
    ----------
    languages : (str, str) or None
        Tags of source and target.  Without them a unit of two languages is taken as it
        is, and of one of more, the Chinese and English texts.
    """

    def __init__(self, languages: tuple[str, str] | None) -> None:
        self._languages = languages
        self._passed_over: Counter[str] = Counter()
        self._first: dict[str, str] = {}
        self._tags: Counter[tuple[str, str]] = Counter()
        self._ambiguous: Counter[str] = Counter()
        self._first_ambiguous: dict[str, str] = {}

    def pairs(self, variants: Sequence[Variant], source_language: str, place: str) -> list[Pair]:
        """Source and target of a unit: none, one, or one for each variety of Chinese.

        Parameters
        ----------
        variants : sequence of (str, str)
            Tags and texts, in the order of the file.
        source_language : str
            Tag of the source, as the file says.
        place : str
            For the message about what is passed over.
        """
        if self._languages is not None:
            found = _of_languages(variants, self._languages)
        elif len(variants) == _TWO:
            found = [_source_first(variants[0], variants[1], source_language)]
        else:
            found = _chinese_and_english(variants)
        if not found:
            tags = ", ".join(dict.fromkeys(tag for tag, _ in variants)) or "no language"
            self._first.setdefault(tags, place)
            self._passed_over[tags] += 1
        self._tags.update((source[0], target[0]) for source, target in found)
        self._count_choices(found, variants, place)
        return found

    def _count_choices(self, found: list[Pair], variants: Sequence[Variant], place: str) -> None:
        """Count a unit of which other texts would have done as well as those taken."""
        if len(variants) == _TWO:
            return
        for side in (0, 1) if self._languages else (1,):
            for chosen in {pair[side] for pair in found}:
                wanted = self._languages[side] if self._languages else ""
                if others := _others(chosen, variants, wanted):
                    tags = ", ".join(sorted({chosen[0], *others}))
                    self._first_ambiguous.setdefault(tags, place)
                    self._ambiguous[tags] += 1

    def notices(self) -> list[str]:
        """What was passed over or chosen, and whether varieties of one language are mixed."""
        wanted = " and ".join(self._languages or ("two languages to choose",))
        told = [
            f"{_units(count)} in {tags} {'is' if count == 1 else 'are'} passed over: without "
            f"{wanted} (the first at {self._first[tags]})"
            for tags, count in sorted(self._passed_over.items())
        ]
        told += [
            f"{_units(count)} with several texts in one language ({tags}): the one that stands "
            f"first is taken (the first at {self._first_ambiguous[tags]}); --languages chooses one"
            for tags, count in sorted(self._ambiguous.items())
        ]
        scripts = {profile_tag(tag, "script") for pair in self._tags for tag in pair}
        if {"zh-Hans", "zh-Hant"} <= scripts:
            tags = sorted({t for pair in self._tags for t in pair if base_language(t) == "zh"})
            told.append(
                f"holds simplified and traditional Chinese ({', '.join(tags)}), each under its own "
                "tag; --languages chooses one"
            )
        return told


def units_in(
    languages: tuple[str, str], units: Iterable[TranslationUnit], path: Path, notice: Notice
) -> Iterator[TranslationUnit]:
    """The units that are in two languages, turned to have the source first.

    Parameters
    ----------
    languages : (str, str)
        Tags of source and target.  A unit of which a language is not known is taken as it is.
    units : iterable of TranslationUnit
    path : Path
        For messages.
    notice : callable
        Told in the end how many others were passed over.
    """
    chooser = Chooser(languages)
    for unit in units:
        variants = (
            (unit.source_language, unit.source_text),
            (unit.target_language, unit.target_text),
        )
        if _UNKNOWN in {base_language(tag) for tag, _ in variants}:
            yield unit
            continue
        for (source, text), (target, translation) in chooser.pairs(variants, "", f"unit {unit.id}"):
            yield replace(
                unit,
                source_language=source,
                target_language=target,
                source_text=text,
                target_text=translation,
            )
    for message in chooser.notices():
        notice(f"{path}: {message}")


def _units(count: int) -> str:
    return "1 unit" if count == 1 else f"{count} units"


def _of_languages(variants: Sequence[Variant], languages: tuple[str, str]) -> list[Pair]:
    """The pair of two tags; a tag that is not there is that of its language."""
    source, target = (_of_tag(variants, tag) for tag in languages)
    return [(source, target)] if source and target and source is not target else []


def _of_tag(variants: Sequence[Variant], tag: str) -> Variant | None:
    wanted = _form(tag)
    exact = (variant for variant in variants if _form(variant[0]) == wanted)
    if found := next(exact, None):
        return found
    return next((variant for variant in variants if _fits(variant[0], tag)), None)


def _fits(tag: str, wanted: str) -> bool:
    """Whether a text may stand for a tag that is not there.

    "zh" takes any Chinese, and "zh-Hans" also "zh-CN", but never "zh-TW".
    """
    is_plain = base_language(wanted) == _form(wanted)
    return base_language(tag) == base_language(wanted) and (
        is_plain or profile_tag(tag, "script") == profile_tag(wanted, "script")
    )


def _others(chosen: Variant, variants: Sequence[Variant], wanted: str) -> list[str]:
    """Tags of other texts that a wanted tag could mean; ``""`` wants any of the language."""
    if _form(chosen[0]) == _form(wanted):
        return []
    tag = wanted or base_language(chosen[0])
    return [other for other, text in variants if text != chosen[1] and _fits(other, tag)]


def _form(tag: str) -> str:
    return tag.casefold().replace("_", "-")


def _chinese_and_english(variants: Sequence[Variant]) -> list[Pair]:
    """Each variety of Chinese with the first English; nobody knows which was the original."""
    english = next((v for v in variants if base_language(v[0]) == "en"), None)
    if english is None:
        return []
    chinese = {_form(v[0]): v for v in reversed(variants) if base_language(v[0]) == "zh"}
    return [(variant, english) for variant in variants if variant in chinese.values()]


def _source_first(first: Variant, second: Variant, language: str) -> Pair:
    """Two variants, that of the source language first (in file order if neither is)."""
    for form in (str.casefold, base_language):
        if form(first[0]) == form(language):
            break
        if form(second[0]) == form(language):
            return second, first
    return first, second
