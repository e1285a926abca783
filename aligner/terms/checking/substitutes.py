"""Names of other things in the place of a term.

The defendant where the Chinese has the plaintiff, the World Bank where it has the
Monetary Fund: a form of another concept of the same kind, or another body's name,
which no other word of the source calls for.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.languages import FUNCTION_WORDS
from aligner.offsets import Span
from aligner.terms.checking.families import is_akin
from aligner.terms.checking.likeness import are_alike, are_initials, is_body
from aligner.terms.checking.scene import Scene, Stray
from aligner.terms.matching.capitals import is_heading
from aligner.terms.matching.forms import is_short_word
from aligner.terms.matching.index import TermIndex
from aligner.terms.matching.searching import TargetMatch

# Words from the expected place, and the share of a word that other terms may account for.
_NEAR, _ELSEWHERE = 8.0, 0.5
# The same for things of another kind.
_EXACTLY, _NOWHERE = 4.0, 0.15
# What the names of bodies have at their head.
_HEADS = frozenset(
    [
        "academy", "administration", "agency", "alliance", "association", "authority", "bank",
        "board", "bureau", "center", "commission", "committee", "congress", "corporation",
        "council", "court", "department", "federation", "foundation", "fund", "institute",
        "ministry", "minister", "office", "organization", "organisation", "procuratorate",
        "programme", "program", "secretariat", "society", "tribunal", "union", "university",
    ]
)  # fmt: skip
_JOINS_NAME = frozenset({"of", "for", "and", "on"})
_BETWEEN_NAME = re.compile(r"[\s\-]+(?:the\s+)?")
_SHORTEST_ABBREVIATION = 3
# By so many words a name may be longer than the forms of the term in whose place it stands.
_LONGER = 1


def find_substitute(scene: Scene, index: TermIndex) -> Stray | None:
    """A form of another concept of which the source has no term.

    It is of the same kind, or a name of several words exactly in place of the term.
    """
    wanted = {concept for o in scene.read.occurrences for concept in o.concepts}
    here, folded = scene.occurrence.concepts[0], scene.read.source.folded
    found = [
        Stray(match.first, match.last, 1.0)
        for match in scene.read.open_matches()
        if match.form.concept not in wanted and not index.entries[match.form.concept].weak
        if not any(name in folded for name in index.chinese_names(match.form.concept))
        if not _is_part(scene, match)
        if _is_in_its_place(
            scene,
            range(match.first, match.last),
            is_alike=are_alike(index, here, match.form.concept),
        )
    ]
    return max(found, key=lambda s: (s.last - s.first, -s.first), default=None)


def _is_part(scene: Scene, match: TargetMatch) -> bool:
    """Whether a form of another concept is a short form of the term itself."""
    words = set(scene.read.target.keys[match.first : match.last])
    return any(words <= set(form) for form in scene.forms)


def find_other_name(scene: Scene, index: TermIndex) -> Stray | None:
    """The name of another body, in no list, in the place of the name of a body."""
    if not is_body(index, scene.occurrence.concepts[0]):
        return None
    own = {word for form in scene.forms for word in form} - FUNCTION_WORDS - _HEADS
    target = scene.read.target
    for first, last in _names(scene):
        inside = range(first, last)
        is_own = any(is_akin(target.keys[i], word) for i in inside for word in own)
        if not is_own and not _abbreviates(scene, inside) and _is_in_its_place(scene, inside):
            return Stray(first, last, 1.0)
    return None


def find_name_in_place(scene: Scene, index: TermIndex, gap: Stray | None = None) -> Stray | None:
    """A name of several words in the place of the name of a body, which it may be like.

    If there is none, the one in a gap, whose other words are no part of it.
    """
    if not is_body(index, scene.occurrence.concepts[0]):
        return None
    names = [Stray(first, last, 1.0) for first, last in _names(scene) if last - first > 1]
    for name in names:
        if _is_in_its_place(scene, range(name.first, name.last)):
            return name
    if gap is None:
        return None
    return next((n for n in names if gap.first <= n.first and n.last <= gap.last), None)


def _names(scene: Scene) -> Iterator[tuple[int, int]]:
    """Runs of words that name a body: in capitals throughout, or with its head among them."""
    target, first = scene.read.target, 0
    while first < len(target.keys):
        last = first
        while last < len(target.keys) and _goes_on(scene, first, last):
            last += 1
        while last > first and target.keys[last - 1] in _JOINS_NAME:
            last -= 1
        words = [target.word(i) for i in range(first, last)]
        if len(words) > 1 and any(word.lower() in _HEADS for word in words):
            yield from _names_within(scene, first, last)
        else:
            # In a title all words have capitals: "NASA Signs Treaty".
            yield from ((i, i + 1) for i, word in enumerate(words, first) if _is_abbreviation(word))
        first = max(last, first + 1)


def _names_within(scene: Scene, first: int, last: int) -> Iterator[Span]:
    """The run as it is; in a title, where verbs have capitals, too, the names in it."""
    longest = max(map(len, scene.forms), default=0) + _LONGER
    if last - first <= longest and not is_heading(scene.text):
        yield first, last
        return
    keys, start = scene.read.target.keys, first
    heads = [i for i in range(first, last) if scene.read.target.word(i).lower() in _HEADS]
    for head in heads:
        # Of "Council Office", the last is the head; what follows a name is no part of it.
        if head < start or head + 1 in heads:
            continue
        joins = (i + 1 for i in range(start, head) if keys[i] in _JOINS_NAME)
        begin = max(start, head + 1 - longest, *joins)
        stop = head + 1
        if stop < last and keys[stop] in _JOINS_NAME - {"and"}:
            stop = _end_of_name(scene, stop, min(last, begin + longest))
        start = stop
        if stop - begin > 1:
            yield begin, stop


def _end_of_name(scene: Scene, first: int, last: int) -> int:
    """Where a name ends that goes on with "of": before a word that other source words call for."""
    keys, elsewhere = scene.read.target.keys, _elsewhere(scene)
    stop = first
    while stop < last and (keys[stop] in _JOINS_NAME or elsewhere[stop] < _ELSEWHERE):
        stop += 1
    while keys[stop - 1] in _JOINS_NAME:
        stop -= 1
    return stop


def _goes_on(scene: Scene, first: int, at: int) -> bool:
    target = scene.read.target
    if at in scene.used:
        return False
    if at > first:
        between = target.text[target.spans[at - 1][1] : target.spans[at][0]]
        if not _BETWEEN_NAME.fullmatch(between):
            return False
    is_capital = target.word(at)[0].isupper()
    return is_capital or (at > first and target.keys[at] in _JOINS_NAME)


def _is_abbreviation(word: str) -> bool:
    return len(word) >= _SHORTEST_ABBREVIATION and is_short_word(word) and word.isupper()


def _abbreviates(scene: Scene, words: Sequence[int]) -> bool:
    """Whether a word has the initials of a form, in order, or stands in the source."""
    if len(words) > 1:
        return False
    letters = scene.read.target.word(words[0])
    if letters in scene.read.unit.source_text:
        return True
    return any(are_initials(letters, form) for form in scene.forms)


def _is_in_its_place(scene: Scene, words: range, *, is_alike: bool = True) -> bool:
    """Whether words stand where the term is expected, and nothing else accounts for them."""
    alignment = scene.alignment
    if not scene.is_in_region(scene.read.target.spans[words[0]][0]):
        return False
    distance = abs((words[0] + words[-1] + 1) / 2 - scene.place * len(alignment.target.keys))
    elsewhere = _elsewhere(scene)
    own = [j for j in words if alignment.target.keys[j] not in FUNCTION_WORDS]
    share = sum(min(1.0, max(0.0, float(elsewhere[j]))) for j in own) / max(1, len(own))
    if is_alike:
        return distance <= _NEAR and share < _ELSEWHERE
    return len(own) > 1 and distance <= _EXACTLY and share < _NOWHERE


def _elsewhere(scene: Scene) -> NDArray[np.float64]:
    """Of each target word, the share that other words of the source account for."""
    alignment = scene.alignment
    elsewhere: NDArray[np.float64] = alignment.explained - alignment.shares[scene.rows].sum(axis=0)
    return elsewhere
