"""Whether a term without a known form was left out, mistranslated, or rendered freely.

Two logistic regressions on the clues of the unit, one for terms that are not rendered
anywhere in it, and one for terms that have a rendering beside this occurrence.  They
were fitted on official reports (``scripts/train_omission.py``): human translations
against the same with one rendering deleted, replaced or altered, with equal weight.
Errors are far rarer than free renderings: a second fit, of two numbers, calibrates
the probability for texts in which one occurrence in a hundred is mistranslated or left
out.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from math import exp

import numpy as np

from aligner.languages import FUNCTION_WORDS, fold_chinese
from aligner.lexicon import LexicalModel, WordAlignment, align_words
from aligner.terms.checking.clues import (
    form_clues,
    gap_clues,
    join_clues,
    pronoun_clues,
    rendering_clues,
)
from aligner.terms.checking.scene import (
    Scene,
    Stray,
    find_foreign,
    find_half,
    source_sentence,
    target_region,
)
from aligner.terms.checking.traces import Trace, find_trace
from aligner.terms.lexicon.renderings import Rendering, find_rendering
from aligner.terms.matching.forms import is_short_term
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.terms.matching.unit import ReadUnit, read_document
from aligner.values import TranslationUnit

_DATA = "data/omission.v1.json"
# A run of words that covers less of the term is not shown as its rendering.
_LEAST_COVER, _LEAST_SHARE = 0.4, 0.3
# A form is stray if the source accounts for less than half of it.
_STRAY = 0.5


@dataclass(frozen=True, slots=True)
class OmissionModel:
    """Weights of one regression, and the least probability that is reported.

    Parameters
    ----------
    weights : mapping of str to float
        Weights by clue; other clues have weight zero.
    least : float
    slope, shift : float
        The line that maps its log odds to calibrated ones (Platt scaling [1]_).

    References
    ----------
    .. [1] J. Platt (1999). Probabilistic Outputs for Support Vector Machines.
       Advances in Large Margin Classifiers.
    """

    weights: Mapping[str, float]
    least: float
    slope: float = 1.0
    shift: float = 0.0

    def probability(self, values: Mapping[str, float]) -> float:
        """Probability, 0 to 1, of an error, if errors were as frequent as free renderings."""
        return _logistic(self.log_odds(values))

    def confidence(self, values: Mapping[str, float]) -> float:
        """Probability, 0 to 1, of an error, if errors are as rare as in published texts."""
        return _logistic(self.slope * self.log_odds(values) + self.shift)

    def log_odds(self, values: Mapping[str, float]) -> float:
        """Log odds of an error, if errors were as frequent as free renderings."""
        return sum(weight * values[name] for name, weight in self.weights.items())


def _logistic(log_odds: float) -> float:
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, log_odds))))


@cache
def default_model(name: str) -> OmissionModel:
    """A model shipped with the package: ``alone`` or ``beside``."""
    content = json.loads(files("aligner.terms").joinpath(_DATA).read_bytes())
    return OmissionModel(**content[name])


@dataclass(frozen=True, slots=True)
class UnmatchedReading:
    """What a unit shows about one occurrence without a known form.

    Parameters
    ----------
    rendering : Rendering or None
        The run of words that best accounts for the term.
    trace : Trace or None
    stray : Stray or None
        Words in the place of a rendering that are not one.
    is_beside : bool
        Whether the term is rendered elsewhere in the unit.
    values : mapping of str to float
        The clues by name.
    """

    rendering: Rendering | None
    trace: Trace | None
    stray: Stray | None
    is_beside: bool
    values: Mapping[str, float]

    @property
    def model(self) -> OmissionModel:
        """The regression that judges it."""
        return default_model("beside" if self.is_beside else "alone")

    @property
    def probability(self) -> float:
        """Probability, 0 to 1, of an error, if errors were as frequent as free renderings."""
        return self.model.probability(self.values)

    @property
    def confidence(self) -> float:
        """Probability, 0 to 1, that the occurrence is an error of the translation."""
        return self.model.confidence(self.values)

    @property
    def is_error(self) -> bool:
        """Whether an error is probable enough to be reported."""
        return self.probability >= self.model.least

    @property
    def is_rendered(self) -> bool:
        """Whether some words account for the term well enough to be shown as its rendering."""
        cover, share = self.values["cover"], self.values["share"]
        return cover >= _LEAST_COVER and share >= _LEAST_SHARE


class Clues:
    """The clues of one document.

    Parameters
    ----------
    index : TermIndex
    units : sequence of ReadUnit
        Units of the document, with their renderings.
    model : LexicalModel
    """

    def __init__(self, index: TermIndex, units: Sequence[ReadUnit], model: LexicalModel) -> None:
        self._index, self._units, self._model = index, units, model
        self._alignments = lru_cache(maxsize=4)(self._align)

    def cover(self, number: int, blamed: Sequence[tuple[int, int]] = ()) -> float:
        """Share of the content words of the target that the source accounts for, 0 to 1.

        Words already reported, given by their spans, do not count: a wrong term in a
        short sentence does not make a wrong sentence.
        """
        alignment = self._alignments(number)
        own = [
            j
            for j, (key, (start, stop)) in enumerate(
                zip(alignment.target.keys, alignment.target.spans, strict=True)
            )
            if key not in FUNCTION_WORDS and all(stop <= a or b <= start for a, b in blamed)
        ]
        return float(np.minimum(1.0, alignment.explained[own]).mean()) if own else 1.0

    def read(self, number: int, occurrence: SourceMatch, *, named: bool) -> UnmatchedReading:
        """What the unit shows about an occurrence without a known form.

        Parameters
        ----------
        number : int
            Number of the unit in the document; its target has words.
        occurrence : SourceMatch
        named : bool
            Whether the concept was rendered in an earlier unit.
        """
        scene = self._scene(number, occurrence)
        span = occurrence.start, occurrence.stop
        term = fold_chinese(scene.read.unit.source_text[slice(*span)])
        phrases = self._model.phrases.get(term, {})
        rendering = find_rendering(scene.alignment, span, phrases, scene.used)
        trace = find_trace(scene.read.target, scene.forms, scene.used)
        foreign, half = find_foreign(scene, self._index), find_half(scene)
        values = {
            "constant": 1.0,
            "named before": float(named),
            **rendering_clues(scene, rendering),
            **form_clues(scene, trace),
            **join_clues(scene),
            **pronoun_clues(scene),
            **gap_clues(scene),
            "foreign form": foreign.strangeness if foreign else 0.0,
            "half form": half.strangeness if half else 0.0,
        }
        strays = [s for s in (half, foreign) if s is not None and s.strangeness >= _STRAY]
        wanted = set(occurrence.concepts)
        is_beside = any(m.form.concept in wanted for m in scene.read.renderings.values())
        return UnmatchedReading(rendering, trace, strays[0] if strays else None, is_beside, values)

    def _align(self, number: int) -> WordAlignment:
        read = self._units[number]
        spans = [(o.start, o.stop) for o in read.occurrences]
        anchors = {spans[i]: (m.first, m.last) for i, m in read.renderings.items()}
        return align_words(read.source, read.target, self._model, spans, anchors)

    def _scene(self, number: int, occurrence: SourceMatch) -> Scene:
        read, alignment = self._units[number], self._alignments(number)
        rows = alignment.rows(occurrence.start, occurrence.stop) or [0]
        start, stop = source_sentence(alignment, rows)
        return Scene(
            source_sentence=alignment.source.folded[start:stop],
            read=read,
            alignment=alignment,
            occurrence=occurrence,
            rows=rows,
            forms=_full_forms(self._index, occurrence.concepts[0]),
            used=read.used_words(),
            region=target_region(alignment, rows),
            place=float(alignment.places[rows].mean()),
            joins=self._model.joins,
        )


def _full_forms(index: TermIndex, concept: int) -> list[tuple[str, ...]]:
    """Words of the accepted full forms of a concept."""
    forms = index.forms_by_concept.get(concept, ())
    return [f.words for f in forms if not is_short_term(f.term)]


def survey(
    units: Sequence[TranslationUnit], index: TermIndex, model: LexicalModel, day: date | None
) -> Iterator[tuple[int, SourceMatch, UnmatchedReading]]:
    """Occurrences of strict terms without a known form, with what their units show."""
    reads, _ = read_document(units, index, day, model)
    clues = Clues(index, reads, model)
    named: set[int] = set()
    for number, read in enumerate(reads):
        for i, occurrence in enumerate(read.occurrences):
            if i in read.renderings or not read.target.keys:
                continue
            if not index.entries[occurrence.concepts[0]].weak:
                is_named = occurrence.concepts[0] in named
                yield number, occurrence, clues.read(number, occurrence, named=is_named)
        named |= {m.form.concept for m in read.renderings.values()}
