"""Reasons why a bead is doubtful, from what its features contribute to its score.

A doubtful bead is compared with the certain beads of the same two documents: for
each feature group, the score is computed again with the features that are typical
of those.  The groups with the greatest gain are what speaks against the bead, and
each is put into words with the facts behind it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from aligner.core.differing_numbers import number_difference
from aligner.core.windows import RunPairs
from aligner.languages import FUNCTION_WORDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.cover import Cover
    from aligner.core.lattice import Lattice
    from aligner.core.scoring import Scorer
    from aligner.core.view import PairView
    from aligner.core.words import SegmentWords


# Beads below this probability are explained.
DOUBTFUL = 0.9
# Beads above this probability show what is typical.
_SURE = 0.95
# A group is mentioned if it costs at least this much of the score, in nats.
_NOTABLE = 0.5
# At most this many reasons per bead, including the rival.
_MOST = 3
# A rival bead is mentioned from this probability on.
_RIVAL = 0.05
# Probabilities that agree to so many digits are the same.
_DIGITS = 6
# A side is called too long from this multiple of the usual length on.
_TOO_LONG = 1.4
# A clause counts as missing here below the first belief, and as found there above the second.
_LOST = 0.25
_FOUND = 0.4
_SHOWN_KEYS = 3
# Share of a side's content words found opposite from which on nothing is said of it.
_WELL_COVERED = 0.5
# A word is named from this worth on, in nats of its inverse document frequency.
_WEIGHTY = 2.0
# A word of fewer characters is a measure word, a letter or a syllable.
_SHORTEST_WORD = 2
# Stands for the worth of a run without words.
_NO_WORDS = 1e-9
_SIDES = ("source", "target")
# Source segments around a bead within which its rivals start: more than a bead can hold.
_NEAR = 12


@dataclass(frozen=True)
class UsualBeads:
    """Typical features of the certain beads of two documents.

    Parameters
    ----------
    null : ndarray of shape (n_beads,), bool
        Which beads of the lattice have one empty side.
    features : ndarray of shape (n_beads, n_features)
    probabilities : ndarray of shape (n_beads,)
    """

    null: "NDArray[np.bool_]"
    features: "NDArray[np.float32]"
    probabilities: "NDArray[np.float64]"

    @cached_property
    def medians(self) -> "dict[bool, NDArray[np.float32]]":
        """Median features of the certain beads, shape (n_features,), by whether they are null."""
        medians = {}
        for kind in (False, True):
            sure = (self.null == kind) & (self.probabilities > _SURE)
            if sure.any():
                medians[kind] = np.median(self.features[sure], axis=0)
        return medians


@dataclass(frozen=True, slots=True)
class ScoredBeads:
    """All beads of a lattice as the aligner has scored them.

    Parameters
    ----------
    view : PairView
    scorer : Scorer
    groups : tuple of str
        Feature groups of the scorer.
    features : ndarray of shape (n_beads, n_features)
    probabilities : ndarray of shape (n_beads,)
    usual : UsualBeads
        What doubtful beads are compared with.
    """

    view: "PairView"
    scorer: "Scorer"
    groups: tuple[str, ...]
    features: "NDArray[np.float32]"
    probabilities: "NDArray[np.float64]"
    usual: UsualBeads


def bead_reasons(scored: ScoredBeads, path: "NDArray[np.int64]") -> dict[int, tuple[str, ...]]:
    """Reasons for the doubt about the beads of a ladder, by bead of the lattice.

    Parameters
    ----------
    scored : ScoredBeads
    path : ndarray of shape (n_path,)
        Beads of the ladder.
    """
    doubtful = path[scored.probabilities[path] < DOUBTFUL]
    if not len(doubtful):
        return {}
    view, reasons = scored.view, {}
    rivals = _Rivals(view.lattice)
    for bead, loss in zip(doubtful.tolist(), _losses(scored, doubtful), strict=True):
        said = [*rivals.words(view, bead, scored.probabilities)]
        if difference := number_difference(view, bead):
            said.append(f"the numbers differ: {difference}")
        for group in sorted(loss, key=lambda name: -loss[name]):
            if loss[group] >= _NOTABLE and group in _WORDS:
                said += _WORDS[group](view, view.pairs.only(np.array([bead])))
        reasons[bead] = tuple(dict.fromkeys(said))[:_MOST]
    return reasons


def _losses(scored: ScoredBeads, doubtful: "NDArray[np.int64]") -> list[dict[str, float]]:
    """What each group costs each doubtful bead compared with typical features, in nats."""
    scorer, features = scored.scorer, scored.features
    actual = scorer.scores(features[doubtful])
    losses: list[dict[str, float]] = [{} for _ in doubtful]
    usual = _usual(scored, doubtful)
    for group in scored.groups:
        held = np.array([name.startswith(f"{group}.") for name in scorer.names])
        changed = np.where(held, usual, features[doubtful])
        gains = scorer.scores(changed) - actual
        for loss, gain in zip(losses, gains.tolist(), strict=True):
            loss[group] = gain
    return losses


def _usual(scored: ScoredBeads, doubtful: "NDArray[np.int64]") -> "NDArray[np.float32]":
    """For each doubtful bead the median features of the certain beads of its sort, null or not."""
    usual = scored.features[doubtful]
    null = scored.view.lattice.null[doubtful]
    for kind, median in scored.usual.medians.items():
        usual[null == kind] = median
    return usual


class _Rivals:
    """Beads that share a segment with a given one."""

    def __init__(self, lattice: "Lattice") -> None:
        starts, stops = lattice.source_start, lattice.source_stop
        self._order = np.argsort(starts, kind="stable")
        self._sorted = starts[self._order]
        self._source = starts, stops
        self._target = lattice.target_start, lattice.target_stop
        self._null = lattice.null

    def best(self, bead: int, probabilities: "NDArray[np.float64]") -> int | None:
        """The most probable bead that shares a segment with the given one; None if none does."""
        low, high = (ends[bead] for ends in self._source)
        first, last = np.searchsorted(self._sorted, (low - _NEAR, high + _NEAR))
        near = self._order[first:last]
        # A null bead elsewhere in the ladder would say the same of its segment.
        near = near[~(self._null[near] & self._null[bead]) & (near != bead)]
        shared = np.zeros(len(near), dtype=bool)
        for starts, stops in (self._source, self._target):
            shared |= (starts[near] < stops[bead]) & (stops[near] > starts[bead])
        rivals = near[shared]
        if not len(rivals):
            return None
        # Two rivals of one ladder are equally likely, but for rounding errors.
        return int(rivals[np.argmax(probabilities[rivals].round(_DIGITS))])

    def words(
        self,
        view: "PairView",
        bead: int,
        probabilities: "NDArray[np.float64]",
    ) -> Iterator[str]:
        """The bead that could stand here instead."""
        best = self.best(bead, probabilities)
        if best is not None and probabilities[best] >= _RIVAL:
            source = _named(view, "source", *(int(ends[best]) for ends in self._source))
            target = _named(view, "target", *(int(ends[best]) for ends in self._target))
            yield f"{source} with {target} is possible too ({probabilities[best]:.2f})"


def _named(view: "PairView", side: str, start: int, stop: int) -> str:
    """``source 3-5``; of an empty run, ``no source``."""
    if stop == start:
        return f"no {side}"
    numbers = (view.source if side == "source" else view.target).numbers
    first, last = numbers[start], numbers[stop - 1]
    return f"{side} {first}" if first == last else f"{side} {first}-{last}"


def _length_words(view: "PairView", pairs: RunPairs) -> Iterator[str]:
    lengths = view.source.surface.lengths, view.target.surface.lengths
    source = lengths[0][_run(pairs)].sum() * view.ratio + 3.0
    target = lengths[1][_run(pairs.swapped())].sum() + 3.0
    for name, ratio in (("target", target / source), ("source", source / target)):
        if ratio >= _TOO_LONG:
            yield f"the {name} is {ratio:.1f} times as long as usual for its counterpart"


def _cosine_words(view: "PairView", pairs: RunPairs) -> Iterator[str]:
    yield f"the meanings are not close (cosine {view.cosine(pairs)[0]:.2f})"


def _edge_words(view: "PairView", pairs: RunPairs) -> Iterator[str]:
    """Which segment at an end had better be left out or added."""
    cosine = view.cosine(pairs)[0]
    ends = (
        ("source", int(pairs.own_start[0]), int(pairs.own_size[0]), "own"),
        ("target", int(pairs.other_start[0]), int(pairs.other_size[0]), "other"),
    )
    for side, start, size, part in ends:
        changes = (
            ("without", start, {part: 1, f"{part}_more": -1}),
            ("without", start + size - 1, {f"{part}_more": -1}),
            ("with", start - 1, {part: -1, f"{part}_more": 1}),
            ("with", start + size, {f"{part}_more": 1}),
        )
        for word, segment, change in changes:
            if view.cosine(pairs.moved(**change))[0] > cosine:
                also = " as well" if word == "with" else ""
                yield f"closer {word} {_named(view, side, segment, segment + 1)}{also}"


def _key_words(view: "PairView", pairs: RunPairs) -> Iterator[str]:
    """Numbers, names and Latin words of one side that are missing on the other."""
    for number, (side, seen) in enumerate((("source", pairs), ("target", pairs.swapped()))):
        own = set().union(*(view.keys[number][i] for i in _run(seen)))
        other = set().union(*(view.keys[1 - number][j] for j in _run(seen.swapped())))
        lacking = sorted((own - other) & view.shared_keys)
        numbers = [key.removeprefix("#") for key in lacking if key.startswith("#")]
        bare = (key.removeprefix("^") for key in lacking if not key.startswith("#"))
        words = [word for word in bare if _is_telling(word)]
        for kind, found in (("number", numbers), ("name", words)):
            if found:
                shown = ", ".join(found[:_SHOWN_KEYS])
                yield f"{kind} {shown} stands on the {side} side only"


def _lexicon_words(view: "PairView", pairs: RunPairs) -> Iterator[str]:
    """How many words lack their rendering, and which of them is rendered in another segment."""
    if view.word_covers is None:
        return
    names = {"zh": "Chinese", "en": "English"}
    sides = (view.source.words, view.target.words)
    for number, (side, seen) in enumerate(zip(_SIDES, (pairs, pairs.swapped()), strict=True)):
        cover, own, opposite = view.word_covers[number], sides[number], _SIDES[1 - number]
        share = cover.found(seen)[0] / max(cover.mass_of(seen)[0], _NO_WORDS)
        if share < _WELL_COVERED:
            language = names[own.language]
            yield f"{share:.0%} of the {language} content words of the {side} are found opposite"
        stray = _stray_word(cover, seen, own)
        if stray is not None:
            unit, place = stray
            word = own.vocabulary[own.units[unit]]
            yield f"{word} seems to be rendered in {_named(view, opposite, place, place + 1)}"


def _stray_word(cover: "Cover", pairs: RunPairs, own: "SegmentWords") -> tuple[int, int] | None:
    """The weightiest word not found in the counterpart but in a segment near it, and where."""
    windows, values = cover.windows, cover.values
    vocabulary = own.vocabulary
    best: tuple[float, int, int] | None = None
    inside = range(int(pairs.other_start[0]), int(pairs.other_start[0] + pairs.other_size[0]))
    _, units = windows.units_of(pairs.own_start, pairs.own_size)
    for unit in units.tolist():
        if not _is_telling(vocabulary[own.units[unit]]):
            continue
        low = int(windows.bounds[windows.segment[unit], 0])
        near = values[windows.offsets[unit] : windows.offsets[unit + 1]]
        if not len(near):
            continue
        held = [place - low for place in inside if 0 <= place - low < len(near)]
        here = max((float(near[place]) for place in held), default=0.0)
        place = low + int(np.argmax(near))
        gain = float(near.max()) - here
        if here < _LOST * near.max() and (best is None or gain > best[0]):
            best = gain, unit, place
    return best[1:] if best and best[0] > _WEIGHTY else None


def _is_telling(word: str) -> bool:
    """Whether a word says something when it stands alone; figures are compared elsewhere."""
    return (
        len(word) >= _SHORTEST_WORD
        and not any(map(str.isdigit, word))
        and word not in FUNCTION_WORDS
    )


def _clause_words(view: "PairView", pairs: RunPairs) -> Iterator[str]:
    """Clauses whose counterpart seems to be in another segment."""
    sides = zip(("source", "target"), ("target", "source"), (pairs, pairs.swapped()), strict=True)
    for match, (side, opposite, seen) in zip(view.clause_matches, sides, strict=True):
        run, units = match.windows.units_of(seen.own_start, seen.own_size)
        inside = match.in_run(units, seen.other_start[run], seen.other_size[run])
        for unit, belief in zip(units.tolist(), inside.tolist(), strict=True):
            segment, place, most = match.best_of(unit)
            if belief < _LOST and most > _FOUND:
                here = _named(view, side, segment, segment + 1)
                yield f"part of {here} seems to be in {_named(view, opposite, place, place + 1)}"


def _mark_words(view: "PairView", pairs: RunPairs) -> Iterator[str]:
    source, target = view.source.surface, view.target.surface
    last_source = pairs.own_start + pairs.own_size - 1
    last_target = pairs.other_start + pairs.other_size - 1
    if source.end_class[last_source] != target.end_class[last_target]:
        yield "the two sides end with different marks"
    elif source.opens_quote[pairs.own_start] != target.opens_quote[pairs.other_start]:
        yield "only one side begins with a quotation mark or bracket"
    elif source.closes_quote[last_source] != target.closes_quote[last_target]:
        yield "only one side ends with a quotation mark or bracket"
    else:
        yield "punctuation inside differs"


def _null_words(view: "PairView", pairs: RunPairs) -> Iterator[str]:
    """Where the counterpart of a null bead may be hidden."""
    for match, opposite, seen in zip(
        view.clause_matches, ("target", "source"), (pairs, pairs.swapped()), strict=True
    ):
        if seen.own_size[0]:
            _, units = match.windows.units_of(seen.own_start, seen.own_size)
            beliefs = [match.best_of(unit) for unit in units.tolist()]
            _, place, most = max(beliefs, key=lambda found: found[2])
            if most > _FOUND:
                yield f"its counterpart may be in {_named(view, opposite, place, place + 1)}"


def _run(pairs: RunPairs) -> "NDArray[np.int64]":
    """Segments of the first pair's own run."""
    return np.arange(pairs.own_start[0], pairs.own_start[0] + pairs.own_size[0])


_WORDS: "dict[str, Callable[[PairView, RunPairs], Iterator[str]]]" = {
    "length": _length_words,
    "cosine": _cosine_words,
    "margin": _cosine_words,
    "edge": _edge_words,
    "key": _key_words,
    "word": _lexicon_words,
    "clause": _clause_words,
    "context": _clause_words,
    "mark": _mark_words,
    "null": _null_words,
}
