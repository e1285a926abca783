"""Errors put into bilingual documents, one at a time."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from terms_data import Text, content_words, extended

from aligner.languages.english import read_english
from aligner.values import ConceptEntry, FindingCode, TermOccurrence, TermStatus

__all__ = ["ERRORS", "Maker", "Site", "Trial", "invented", "make_trial", "sites_of"]

F = FindingCode
_LOST = frozenset(
    {
        F.OMITTED, F.OTHER_RENDERING, F.OTHER_CONCEPT, F.FORBIDDEN, F.UNTRANSLATED, F.SHORT_FORM,
        F.SPELLING, F.ALTERED, F.TRANSLITERATED,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Site:
    """One occurrence of a term with its known rendering."""

    text: Text
    unit: int
    occurrence: TermOccurrence
    entry: ConceptEntry
    # Occurrences with a rendering in the same unit, and in the document.
    siblings: tuple[TermOccurrence, ...]
    family: tuple[TermOccurrence, ...]

    @property
    def target(self) -> str:
        """The English text of the unit."""
        return self.text.units[self.unit].target_text

    @property
    def span(self) -> tuple[int, int]:
        """Where the rendering stands."""
        return self.occurrence.target_span or (0, 0)

    def put(self, new: str, text: Text | None = None) -> Text:
        """The document with other words in the place of the rendering."""
        start, stop = self.span
        return (text or self.text).edited(self.unit, self.target[:start] + new + self.target[stop:])


@dataclass(frozen=True)
class Trial:
    """A document before and after one change; no codes are expected of a harmless one."""

    before: Text
    after: Text
    unit: int
    concept: str
    codes: frozenset[FindingCode] = frozenset()

    def is_surplus(self) -> bool:
        """Whether the unit still has a rendering for each occurrence of its term.

        English names a term more often than the Chinese now and then; taking away
        or spoiling one of those renderings is no error of terminology.
        """
        if not self.codes & _LOST or self.codes & {F.SUSPECT_ALIGNMENT}:
            return False
        counts = [
            sum(
                o.concept == self.concept and o.status.is_accepted
                for o in replace(text, units=(text.units[self.unit],)).check().occurrences
            )
            for text in (self.before, self.after)
        ]
        return counts[0] <= counts[1]


Maker = Callable[[Site, random.Random, Sequence[str]], Trial | None]


def sites_of(text: Text) -> Iterator[Site]:
    """All occurrences with a known accepted rendering."""
    check = text.check()
    entries = {entry.id: entry for entry in text.glossary.entries if not entry.weak}
    order = {unit.id: i for i, unit in enumerate(text.units)}
    rendered = [
        o
        for o in check.occurrences
        if o.status.is_accepted and o.target_span is not None and o.concept in entries
    ]
    for o in rendered:
        siblings = tuple(p for p in rendered if p.unit == o.unit and p.concept == o.concept)
        family = tuple(p for p in rendered if p.concept == o.concept)
        yield Site(text, order[o.unit], o, entries[o.concept], siblings, family)


def make_trial(site: Site, after: Text, codes: frozenset[FindingCode] = frozenset()) -> Trial:
    """A trial of one change; the text before it has the same glossary and day."""
    return Trial(replace(site.text, glossary=after.glossary, day=after.day), after, site.unit,
                 site.entry.id, codes)  # fmt: skip


def _without(site: Site) -> Text:
    """The document without the rendering, its article and its possessive."""
    start, stop = site.span
    before = re.sub(r"(?:\b(?:the|an?)\s+)?$", "", site.target[:start], flags=re.IGNORECASE)
    after = re.sub(r"^(?:['’](?:s\b|(?=\s+\w)))?\s*", "", site.target[stop:])
    if re.match(r"[,.;:!?)]", after):
        # Nothing but the words themselves shall show that something is gone.
        before = before.rstrip()
    if re.search(r"(?:^|[.!?:]\s+)[-#\s]*$", before):
        after = after[:1].upper() + after[1:]
    return site.text.edited(site.unit, before + after)


def _deletion(site: Site, *_: object) -> Trial | None:
    after = _without(site)
    # A text of nothing else is gone as a whole: a gap, and no matter of terms.
    is_gone = not content_words(after.units[site.unit].target_text)
    if len(site.siblings) > 1 or is_gone or _is_said_twice(site):
        return None
    return make_trial(site, after, _LOST)


def _is_said_twice(site: Site) -> bool:
    """Whether the rendering has its short name in brackets behind it, or is one."""
    start, stop = site.span
    before, behind = site.target[:start].rstrip("\"“'‘ "), site.target[stop:]
    return before.endswith("(") or re.match(r"\s*\(", behind) is not None


def _second_deletion(site: Site, *_: object) -> Trial | None:
    if len(site.siblings) < 2 or site.occurrence is not site.siblings[-1]:  # noqa: PLR2004
        return None
    return make_trial(site, _without(site), _LOST)


def _other_concept(site: Site, chance: random.Random, _: Sequence[str]) -> Trial | None:
    own = {w for t in site.entry.forms("en") for w in read_english(t.text).keys}
    for _attempt in range(9):
        entry = chance.choice(site.text.glossary.entries)
        form = entry.forms("en", TermStatus.PREFERRED)
        if form and not own & set(read_english(form[0].text).keys):
            return make_trial(site, site.put(form[0].text), _LOST)
    return None


def _changed_word(site: Site, chance: random.Random, vocabulary: Sequence[str]) -> Trial | None:
    rendering = site.occurrence.rendering
    words = content_words(rendering)
    own = {w for t in site.entry.forms("en") for w in read_english(t.text).keys}
    new = chance.choice(vocabulary)
    if len(words) < 2 or set(read_english(new).keys) & own:  # noqa: PLR2004
        return None
    old = chance.choice(words)
    new = new.title() if old[0].isupper() else new
    return make_trial(site, site.put(re.sub(rf"\b{old}\b", new, rendering, count=1)), _LOST)


def invented(site: Site, status: TermStatus) -> tuple[Text, str] | None:
    """The document with the longer glossary, and the invented form of a status."""
    text = replace(site.text, glossary=extended(site.text.glossary))
    entry = next(e for e in text.glossary.entries if e.id == site.entry.id)
    new = entry.forms("en", status)
    return None if len(new) == len(site.entry.forms("en", status)) else (text, new[-1].text)


def _forbidden(site: Site, *_: object) -> Trial | None:
    made = invented(site, TermStatus.DEPRECATED)
    return made and make_trial(site, site.put(made[1], made[0]), frozenset({F.FORBIDDEN}))


def _untranslated(site: Site, *_: object) -> Trial | None:
    if not re.search("[\u4e00-\u9fff]", site.occurrence.source_term):
        return None
    return make_trial(site, site.put(site.occurrence.source_term), frozenset({F.UNTRANSLATED}))


def _case(site: Site, *_: object) -> Trial | None:
    text = replace(site.text, glossary=extended(site.text.glossary))
    entry = next(e for e in text.glossary.entries if e.id == site.entry.id)
    names = {t.text for t in entry.forms("en") if t.case_sensitive}
    rendering = site.occurrence.rendering
    if rendering not in names or len(content_words(rendering)) < 2:  # noqa: PLR2004
        return None
    lowered = re.sub(r"\b[A-Z](?=[a-z])", lambda m: m.group().lower(), rendering)
    return make_trial(site, site.put(lowered, text), frozenset({F.CASE}))


def _one_of_many(site: Site, *_: object) -> Trial | None:
    made = invented(site, TermStatus.ADMITTED)
    same = [p for p in site.family if p.form == site.occurrence.form]
    if made is None or len(same) < 4 or len(same) < 0.8 * len(site.family):  # noqa: PLR2004
        return None
    return make_trial(site, site.put(made[1], made[0]), frozenset({F.INCONSISTENT}))


def _wrong_pair(site: Site, chance: random.Random, _: Sequence[str]) -> Trial | None:
    here = {o.concept for o in _rendered_in(site)}
    if len(here) < 2:  # noqa: PLR2004
        return None
    long = [u for u in site.text.units if abs(len(u.target_text) - len(site.target)) < 200]  # noqa: PLR2004
    other = chance.choice(long or list(site.text.units)).target_text
    # A unit without words is a gap in the alignment, and told as one.
    if other == site.target or not content_words(other):
        return None
    # Whatever is said of the unit sends a person there.
    codes = frozenset({F.SUSPECT_ALIGNMENT, *_LOST})
    return make_trial(site, site.text.edited(site.unit, other), codes)


def _rendered_in(site: Site) -> list[TermOccurrence]:
    return [s.occurrence for s in sites_of(replace(site.text, units=(site.text.units[site.unit],)))]


ERRORS: dict[str, Maker] = {
    "deletion": _deletion,
    "deletion of a second": _second_deletion,
    "other concept's form": _other_concept,
    "changed content word": _changed_word,
    "forbidden in its dates": _forbidden,
    "untranslated": _untranslated,
    "case": _case,
    "one wrong of k": _one_of_many,
    "wrong pair": _wrong_pair,
}
