"""What a document shows about the occurrences that have no known form."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from aligner.languages import FUNCTION_WORDS, fold_chinese
from aligner.lexicon import LexicalModel, WordAlignment, align_words
from aligner.terms.checking.exchange import Exchange, find_exchange
from aligner.terms.checking.scene import Scene, Stray, find_half, source_sentence, target_region
from aligner.terms.lexicon.renderings import Rendering, find_rendering
from aligner.terms.matching.forms import is_short_term
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.terms.matching.unit import ReadUnit
from aligner.values import LIKELY, TermStatus

# A pronoun refers to what was named in so many units before.
_NEAR_UNITS = 2


class Evidence:
    """The word alignments of one document.

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
        self._base = LexicalModel.base()

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

    def scene(self, number: int, occurrence: SourceMatch) -> Scene:
        """What the clues about an occurrence are computed from; its target has words."""
        read, alignment = self._units[number], self._alignments(number)
        rows = alignment.rows(occurrence.start, occurrence.stop) or [0]
        start, stop = source_sentence(alignment, rows)
        forms = [
            form
            for form in self._index.forms_by_concept.get(occurrence.concepts[0], ())
            # A regular expression has no words to compare with.
            if form.words
            and not is_short_term(form.term)
            and form.term.status is not TermStatus.DEPRECATED
        ]
        return Scene(
            source_sentence=alignment.source.folded[start:stop],
            read=read,
            alignment=alignment,
            occurrence=occurrence,
            rows=rows,
            forms=[form.words for form in forms],
            written=[form.term.text for form in forms],
            used=read.used_words(),
            region=target_region(alignment, rows),
            place=float(alignment.places[rows].mean()),
        )

    def is_in_neighbour(self, number: int, occurrence: SourceMatch) -> bool:
        """Whether a unit beside has a form of the concept to spare: a clause was moved."""
        beside = (*self._units[max(0, number - 1) : number], *self._units[number + 1 : number + 2])
        wanted = set(occurrence.concepts)
        return any(
            match.form.concept in wanted and match.form.term.status is not TermStatus.DEPRECATED
            for unit in beside
            for match in unit.open_matches()
        )

    def is_named_just_before(self, number: int, occurrence: SourceMatch) -> bool:
        """Whether a known form of the concept stands before it, no more than two units back."""
        wanted = set(occurrence.concepts)
        return any(
            not wanted.isdisjoint(read.occurrences[i].concepts)
            and (read is not self._units[number] or read.occurrences[i].start < occurrence.start)
            for read in self._units[max(0, number - _NEAR_UNITS) : number + 1]
            for i in read.renderings
        )

    def rendering(self, scene: Scene) -> Rendering | None:
        """The run of words that best accounts for the term."""
        span = scene.occurrence.start, scene.occurrence.stop
        term = fold_chinese(scene.read.unit.source_text[slice(*span)])
        return find_rendering(scene.alignment, span, self._model.phrases.get(term, {}), scene.used)

    def half(self, number: int, scene: Scene) -> Stray | None:
        """Half of a form with other words, as strange as they are to general language.

        Where a text says "filing date" throughout, what is learned from it takes that for right.
        """
        half = find_half(scene)
        if half is None:
            return None
        keys, first, last = scene.alignment.target.keys, half.first, half.last
        forms = [form for form in scene.forms if len(form) == last - first]
        if not any(form[-1] == keys[last - 1] and form[:-1] != keys[first : last - 1]
                   for form in forms):  # fmt: skip
            return half
        read = self._units[number]
        plain = align_words(read.source, read.target, self._base, [], {})
        known = {word for form in forms for word in form}
        wrong = [j for j in range(first, last) if keys[j] not in known]
        gaps = [max(0.0, 1.0 - float(plain.explained[j])) for j in wrong]
        general = sum(gaps) / len(gaps) if gaps else 0.0
        return replace(half, strangeness=max(half.strangeness, general))

    def exchange(self, number: int) -> Exchange | None:
        """Two renderings of a unit that are likely to stand in each other's place."""
        return find_exchange(self._units[number], self._index, self._model, LIKELY)

    def plain(self, number: int) -> WordAlignment:
        """The word alignment of a unit by the shipped lexicon alone."""
        return self._align(number, self._base)

    def _align(self, number: int, model: LexicalModel | None = None) -> WordAlignment:
        read = self._units[number]
        spans = [(o.start, o.stop) for o in read.occurrences]
        anchors = {spans[i]: (m.first, m.last) for i, m in read.renderings.items()}
        return align_words(read.source, read.target, model or self._model, spans, anchors)
