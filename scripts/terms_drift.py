"""A change of habit seeded into several documents: one name until a day, another since."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from terms_data import Text
from terms_seeds import Site, sites_of

from aligner.glossary import Glossary
from aligner.terms.checking.drift import Drift, find_drift
from aligner.terms.matching.forms import is_short_word
from aligner.values import Term, TermStatus

__all__ = ["History", "chosen_histories", "drift_outcome"]

_START, _STEP = date(2012, 1, 1), timedelta(days=30)
_LEAST_ON_A_SIDE = 5
_NEW = "meridian bureau"


@dataclass(frozen=True)
class History:
    """The occurrences of one term, by document in the order of days, and where the habit changes.

    Parameters
    ----------
    concept : str
    sites : tuple of tuples of Site
        One tuple for each document.
    cut : int
        The first document of the new habit.
    """

    concept: str
    sites: tuple[tuple[Site, ...], ...]
    cut: int


def chosen_histories(texts: Sequence[Text], most: int, seed: int) -> list[History]:
    """Terms and days with enough renderings before and since, drawn at random."""
    groups: dict[str, dict[str, list[Site]]] = defaultdict(lambda: defaultdict(list))
    for text in texts:
        for site in sites_of(text):
            # A concept of short forms only would count them as short for the new name.
            if all(is_short_word(t.text) for t in site.entry.forms("en")):
                continue
            # A name that did change drifts without any help.
            if any(t.valid_from for t in site.entry.forms("en", TermStatus.DEPRECATED)):
                continue
            groups[site.entry.id][text.name].append(site)
    found = []
    for concept, by_text in sorted(groups.items()):
        sites = tuple(map(tuple, by_text.values()))
        sizes = [len(s) for s in sites]
        found += [
            History(concept, sites, cut)
            for cut in range(1, len(sizes))
            if min(sum(sizes[:cut]), sum(sizes[cut:])) >= _LEAST_ON_A_SIDE
        ]
    random.Random(seed).shuffle(found)  # noqa: S311 - a draw, no secret
    return found[:most]


def drift_outcome(history: History) -> tuple[bool, bool, bool]:
    """Whether the change is reported, on its very day; and whether one is without any."""
    drift, none = _drift(history, is_changed=True), _drift(history, is_changed=False)
    if drift is None or drift.since != _NEW:
        return False, False, none is not None
    return True, drift.first_since == _START + history.cut * _STEP, none is not None


def _drift(history: History, *, is_changed: bool) -> Drift | None:
    """What is reported, with or without the new name."""
    return find_drift(
        (_START + i * _STEP, form)
        for i, sites in enumerate(history.sites)
        for form in _forms(history.concept, sites, is_new=is_changed and i >= history.cut)
    )


def _forms(concept: str, sites: Sequence[Site], *, is_new: bool) -> Iterator[str]:
    """Forms that the check finds for the term in one document."""
    text = replace(sites[0].text, glossary=_renamed(sites[0].text.glossary, concept))
    for site in sorted(sites, key=lambda s: (s.unit, s.span), reverse=True) if is_new else ():
        (start, stop), target = site.span, text.units[site.unit].target_text
        text = text.edited(site.unit, target[:start] + _NEW + target[stop:])
    units = tuple(text.units[i] for i in sorted({site.unit for site in sites}))
    for occurrence in replace(text, units=units).check().occurrences:
        if occurrence.concept == concept and occurrence.status.is_accepted:
            yield occurrence.form


@lru_cache(maxsize=2)
def _renamed(glossary: Glossary, concept: str) -> Glossary:
    """The glossary with the new name among the allowed ones of a concept."""
    new = Term(_NEW, "en", TermStatus.ADMITTED)
    return Glossary(
        tuple(
            replace(entry, terms=(*entry.terms, new)) if entry.id == concept else entry
            for entry in glossary.entries
        )
    )
