"""What an occurrence without a known form has become: its class, its place, its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import log

from aligner.lexicon import shipped_table
from aligner.offsets import Span
from aligner.terms.checking.clues import (
    PRONOUN_CLUES,
    form_clues,
    gap_clues,
    join_clues,
    mass_clues,
    pronoun_clues,
    rendering_clues,
)
from aligner.terms.checking.confidence import UNBOUND, Bounds, shipped_model
from aligner.terms.checking.evidence import Evidence
from aligner.terms.checking.excuses import (
    has_head_named,
    is_agent_understood,
    is_application,
    is_body_of_officer,
    is_done,
    is_in_topic,
    is_left_out,
    is_merged,
    is_rendered_here,
)
from aligner.terms.checking.likeness import are_initials
from aligner.terms.checking.scene import (
    Scene,
    Stray,
    find_foreign,
    find_gap,
    find_half,
    find_short_word,
)
from aligner.terms.checking.standins import StandIn, find_stand_in
from aligner.terms.checking.substitutes import (
    find_name_in_place,
    find_other_name,
    find_substitute,
)
from aligner.terms.checking.titles import is_shortened_name, is_shortened_title
from aligner.terms.checking.traces import Trace, TraceKind, find_trace
from aligner.terms.checking.untranslated import find_in_pinyin
from aligner.terms.checking.uses import Uses
from aligner.terms.checking.verdict import CERTAIN, EXCUSED
from aligner.terms.checking.wording import name_wording
from aligner.terms.lexicon.renderings import Rendering
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.values import LIKELY, FindingCode, OccurrenceStatus

S = OccurrenceStatus

# A form is stray if the source accounts for less than half of it.
_STRAY = 0.5
# A run of words that covers less of the term is not shown as its rendering.
_LEAST_COVER, _LEAST_SHARE = 0.4, 0.3
_SURE_COVER = 0.8
_BY_TRACE = {
    TraceKind.SPELLING: S.SPELLING,
    TraceKind.NUMBER: S.ALTERED,
    TraceKind.ORDER: S.ALTERED,
    TraceKind.NAME: S.ALTERED,
    TraceKind.OTHER_NAME: S.OTHER_RENDERING,
}
_CERTAIN_TRACE = 0.9
# Titles are shortened: of what their texts have, they name half.
_IN_TITLE = 0.5
# How often a term is missing for which a pronoun stands, or which its sentence has once.
_UNDERSTOOD = 0.2
# How often it is one of terminology that a clause was left out as a whole.
_UNSAID = 0.3
# How often all words of a form in other grammar are a problem: of 71 trials with them, in 2.
_REWORDED = 0.3
# How often the head of a name that stood in full before is a problem: of 200 trials, in 24.
_SHORTENED = 0.2
# The name of a body that is in no list may be another name of the same.
_OTHER_BODY = 0.8
# Another compound with the head of the term names another thing, whatever a text teaches: of
# such findings that the evidence calls less likely, three of four are right.
_OTHER_COMPOUND = 0.75
# Words of more than one text in some six hundred are no names of anything.
_LEAST_IDF = 6.5


@dataclass(frozen=True, slots=True)
class Departure:
    """What stands in the place of a term.

    Parameters
    ----------
    status : OccurrenceStatus
    span : tuple of int or None
        The words in its place.
    confidence : float
        Probability, 0 to 1, that it is a problem.
    values : mapping of str to float
        The evidence; empty where a rule decides.
    bounds : Bounds
        What rules have made of the probability that the evidence gives.
    """

    status: OccurrenceStatus
    span: Span | None
    confidence: float
    values: Mapping[str, float]
    bounds: Bounds = UNBOUND


def find_departure(
    evidence: Evidence, index: TermIndex, number: int, occurrence: SourceMatch, uses: Uses
) -> Departure:
    """What an occurrence without a known form has become.

    Parameters
    ----------
    evidence : Evidence
    index : TermIndex
    number : int
        Number of the unit in the document; its target has words.
    occurrence : SourceMatch
    uses : Uses
        How the concept is rendered in the document.
    """
    scene = evidence.scene(number, occurrence)
    spelt = find_in_pinyin(scene)
    if spelt is not None:
        return Departure(S.TRANSLITERATED, spelt, CERTAIN[FindingCode.TRANSLITERATED], {})
    trace = find_trace(scene.read.target, scene.forms, scene.written, scene.used)
    certain = _by_rule(evidence, index, number, scene, trace)
    if certain is not None:
        return certain
    gap = find_gap(scene)
    signs = _Signs(
        evidence.rendering(scene),
        trace,
        find_foreign(scene, index),
        evidence.half(number, scene),
        find_short_word(scene),
        gap,
        find_name_in_place(scene, index, gap),
    )
    is_named = uses.first is not None and uses.first < number
    values = {
        **signs.values(scene),
        "named before": float(is_named),
        "kept elsewhere": log(1 + uses.kept),
        "departed elsewhere": log(max(1, uses.departed)),
    }
    stand_in = find_stand_in(scene)
    if stand_in is StandIn.PRONOUN:
        values |= dict.fromkeys(PRONOUN_CLUES, 0.0)
    probability = shipped_model().probability(values)
    bounds = Bounds(least=_OTHER_COMPOUND if signs.is_other_compound(scene) else 0.0)
    is_referred = stand_in is StandIn.TERM and (
        evidence.is_named_just_before(number, occurrence) or has_head_named(scene)
    )
    status, span = signs.reading(scene, is_problem=bounds.of(probability) >= LIKELY)
    is_gone = status is not S.OTHER_RENDERING
    is_shown = bounds.of(probability) >= LIKELY
    if span is not None and is_shown and trace is None and status is S.OTHER_RENDERING:
        # Without any, the judge says that none was found.
        span = name_wording(scene, evidence.plain(number), span)
    excuse = _excuse(scene, index, signs, values, is_referred=is_referred, is_gone=is_gone)
    if excuse is not None:
        status, most = excuse
        span, bounds = None, replace(bounds, most=most)
    elif signs.is_other_grammar(values):
        bounds = replace(bounds, most=_REWORDED)
    elif is_shortened_name(status, values):
        bounds = replace(bounds, most=_SHORTENED)
    elif is_shortened_title(scene, status, span, values):
        status = S.IMPLIED if status is S.OMITTED else S.SHORT_FORM
        bounds = replace(bounds, share=_IN_TITLE)
    return Departure(status, span, bounds.of(probability), values, bounds)


def _excuse(  # noqa: PLR0913 - all that is known of the occurrence, the last two by name
    scene: Scene,
    index: TermIndex,
    signs: "_Signs",
    values: Mapping[str, float],
    *,
    is_referred: bool,
    is_gone: bool,
) -> tuple[OccurrenceStatus, float] | None:
    """Why nothing is wrong although the term is not there: its class, and how likely it is at most.

    None if there is no reason.
    """
    if signs.trace is None and signs.half is None and is_left_out(scene):
        return S.OMITTED, _UNSAID
    if values["torn in region"] or values["hole near"]:
        return (S.IMPLIED, _UNDERSTOOD) if is_referred and signs.is_open(scene) else None
    if is_in_topic(scene) or is_application(scene):
        return S.SHORT_FORM, _UNDERSTOOD
    is_understood = is_gone and signs.is_open(scene) and _is_repeated(scene, index, values)
    if (
        (is_referred and signs.is_open(scene))
        or is_understood
        or signs.is_known(scene, index, values)
    ):
        return S.IMPLIED, _UNDERSTOOD
    return None


def _is_repeated(scene: Scene, index: TermIndex, values: Mapping[str, float]) -> bool:
    """Whether the term is rendered once in its sentence.

    Chinese repeats a term where English has it once: "The wage is set and adjusted".
    """
    if not values["beside"]:
        return False
    if is_merged(scene):
        return True
    names = (n for c in scene.occurrence.concepts for n in index.chinese_names(c))
    return any(scene.source_sentence.count(name) > 1 for name in names)


def _by_rule(
    evidence: Evidence, index: TermIndex, number: int, scene: Scene, trace: Trace | None
) -> Departure | None:
    """What needs no weighing: an altered form, a moved clause, the name of another thing."""
    target = scene.read.target
    listed, half = find_substitute(scene, index), find_half(scene)
    name = find_other_name(scene, index)
    if (
        listed is not None
        and half is not None
        and half.last - half.first > listed.last - listed.first
    ):
        # More of the term is there than of the other one.
        listed = None
    if trace is not None and trace.kind in _BY_TRACE:
        if trace.kind is not TraceKind.OTHER_NAME or listed is None:
            words = target.span(trace.first, trace.last)
            return Departure(_BY_TRACE[trace.kind], words, _CERTAIN_TRACE, {})
    elif (
        name is None
        and evidence.is_in_neighbour(number, scene.occurrence)
        and not is_rendered_here(scene, index, half, evidence.rendering(scene))
    ):
        return Departure(S.IMPLIED, None, EXCUSED, {})
    elif trace is not None and trace.kind is TraceKind.SHORT_FORM:
        return None
    if listed is not None:
        words = target.span(listed.first, listed.last)
        return Departure(S.OTHER_CONCEPT, words, _CERTAIN_TRACE, {})
    if name is None:
        return None
    return Departure(S.OTHER_RENDERING, target.span(name.first, name.last), _OTHER_BODY, {})


@dataclass(frozen=True, slots=True)
class _Signs:
    """What may stand for the term, by each way of searching."""

    rendering: Rendering | None
    trace: Trace | None
    foreign: Stray | None
    half: Stray | None
    short: Stray | None
    gap: Stray | None
    name: Stray | None

    def values(self, scene: Scene) -> dict[str, float]:
        """All evidence, as numbers by name."""
        wanted = set(scene.occurrence.concepts)
        kind = self.trace.kind if self.trace else None
        strays = {"foreign form": self.foreign, "half form": self.half, "gap": self.gap}
        return {
            "beside": float(any(m.form.concept in wanted for m in scene.read.renderings.values())),
            "length of term": float(scene.occurrence.stop - scene.occurrence.start),
            "reworded": float(kind is TraceKind.REWORDED),
            "short-form": float(kind is TraceKind.SHORT_FORM),
            "short word": float(self.short is not None),
            "initials": float(self.short is not None and _are_initials(scene, self.short)),
            **{name: stray.strangeness if stray else 0.0 for name, stray in strays.items()},
            **rendering_clues(scene, self.rendering),
            **form_clues(scene),
            **mass_clues(scene),
            **join_clues(scene),
            **pronoun_clues(scene),
            **gap_clues(scene),
        }

    def is_open(self, scene: Scene) -> bool:
        """Whether nothing stands for the term, and no other words stand there."""
        return self.trace is None and not self.is_strange(scene)

    def is_known(self, scene: Scene, index: TermIndex, values: Mapping[str, float]) -> bool:
        """Whether the term is a body named elsewhere, and who acts here goes without saying."""
        if self.trace is not None or self.half is not None or self.short is not None:
            return False
        if values["named before"] and is_agent_understood(scene, index, self.gap):
            return True
        return bool(values["kept elsewhere"]) and is_body_of_officer(scene, self.gap)

    def is_other_grammar(self, values: Mapping[str, float]) -> bool:
        """Whether every word of a form is there in some part of speech, each near the others."""
        is_whole = not values["absent, shared counted"]
        return is_whole and self.trace is not None and self.trace.kind is TraceKind.REWORDED

    def is_other_compound(self, scene: Scene) -> bool:
        """Whether the head of a form has another word before it: "filing date"."""
        half, rendering = self.half, self.rendering
        if half is None or rendering is None or half.strangeness < _STRAY:
            return False
        keys = scene.read.target.keys[half.first : half.last]
        is_head = any(form[-1] == keys[-1] for form in scene.forms if len(form) == len(keys))
        return is_head and rendering.span == scene.read.target.span(half.first, half.last)

    def is_strange(self, scene: Scene) -> bool:
        """Whether several words in a row stand there that nothing accounts for."""
        gap = self.gap
        return gap is not None and gap.last - gap.first > 1 and _is_telling(scene, gap)

    def _is_elsewhere(self, scene: Scene) -> bool:
        """Whether words that account for all of the term stand apart from half of its form."""
        if self.half is None or self.rendering is None:
            return False
        start, stop = scene.read.target.span(self.half.first, self.half.last)
        is_apart = self.rendering.span[1] <= start or stop <= self.rendering.span[0]
        return is_apart and rendering_clues(scene, self.rendering)["least cover"] >= _SURE_COVER

    def _named(self, scene: Scene, span: Span) -> Span:
        """The name in place of the name of a body, of words that hold more than that."""
        if self.name is None:
            return span
        start, stop = scene.read.target.span(self.name.first, self.name.last)
        return (start, stop) if span[0] <= start and stop <= span[1] else span

    def reading(self, scene: Scene, *, is_problem: bool) -> tuple[OccurrenceStatus, Span | None]:
        """The class of the departure, and the words that stand for the term."""
        target = scene.read.target
        half = None if self._is_elsewhere(scene) else self.half
        strays = [s for s in (half, self.foreign) if s and s.strangeness >= _STRAY]
        if strays and is_problem:
            # Of words that are half of the form and a form of another term, the more count.
            longest = max(strays, key=lambda s: s.last - s.first)
            status = S.OTHER_RENDERING if longest is self.half else S.OTHER_CONCEPT
            return status, target.span(longest.first, longest.last)
        if self.trace is not None:
            is_short = self.trace.kind is TraceKind.SHORT_FORM
            status = S.SHORT_FORM if is_short else S.OTHER_RENDERING
            return status, target.span(self.trace.first, self.trace.last)
        if self.rendering is not None and _accounts(scene, self.rendering):
            return S.OTHER_RENDERING, self._named(scene, self.rendering.span)
        wanted = set(scene.occurrence.concepts)
        is_beside = any(m.form.concept in wanted for m in scene.read.renderings.values())
        gap = None if self.gap is not None and is_done(scene, self.gap) else self.gap
        stray = None if is_beside else self.short or self.name or gap
        is_name = stray is not None and stray == self.name
        if stray is not None and is_problem and (is_name or _is_telling(scene, stray)):
            return S.OTHER_RENDERING, target.span(stray.first, stray.last)
        return (S.OMITTED if is_problem else S.IMPLIED), None


def _accounts(scene: Scene, rendering: Rendering) -> bool:
    """Whether words account for the term well enough to be shown as its rendering."""
    clues = rendering_clues(scene, rendering)
    return clues["cover"] >= _LEAST_COVER and clues["share"] >= _LEAST_SHARE


def _is_telling(scene: Scene, stray: Stray) -> bool:
    """Whether words are rare enough to be the rendering of a term."""
    keys = scene.read.target.keys[stray.first : stray.last]
    return float(shipped_table().target_idf(keys).max()) >= _LEAST_IDF


def _are_initials(scene: Scene, short: Stray) -> bool:
    """Whether the letters of a short word begin the words of a form, in order."""
    letters = scene.read.target.word(short.first)
    return any(are_initials(letters, form) for form in scene.forms)
