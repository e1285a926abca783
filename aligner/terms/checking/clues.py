"""The evidence that a unit gives about a term without a known form, as numbers by name."""

import re
from math import log

import numpy as np

from aligner.languages import FUNCTION_WORDS
from aligner.lexicon import kinds_of, strangeness
from aligner.terms.checking.scene import Scene
from aligner.terms.checking.traces import Trace, TraceKind
from aligner.terms.lexicon.renderings import Rendering

Values = dict[str, float]

_FIRST = frozenset({"we", "our", "us"})
_THIRD = frozenset({"it", "its", "they", "their", "them", "itself"})
_PRONOUNS = re.compile("[其它他她該该此我]")
_WORDS_NEAR = 7
# Distance from the expected place in characters, and as a share of the text.
_LETTERS_NEAR, _SHARE_NEAR = 45, 0.1
# A word beside the term counts as aligned from this share on.
_ALIGNED = 0.4
_REACH = 3
_CLOSE, _APART = 2, 6
# A preposition or article with nothing after it: "on , administrative".
_DANGLING = (
    r"\b(?:of|to|by|with|from|for|into|between|among|under|on|the|an?|and|or|its|their|our|as)"
    r"\s*[,.;:)](?!\d)"
)
# Something that needs a noun, followed by another word: "of is", "the and".
_UNFILLED = (
    r"\b(?:of|by|with|from|between|among|under|into|the|an?|its|their|our)\s+"
    r"(?:of|is|are|was|were|has|have|had|will|may|can|should|would|and|or|by|from|with|in|on|to|for|at|"
    r"as|also|under|between)\b"
)
# A sentence that starts with its verb, perhaps after an opening phrase.
_HEADLESS = (
    r"(?:^|(?<=[.!?]\s))(?:[A-Z][^,.;:]{2,80},\s)?(?:[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Hh]as|[Ww]ill)\b"
)
# "Designates the Office as ...": a verb that has lost its subject.
_BEHEADED = (
    r"(?:^|(?<=[.!?]\s))(?!(?:As|Besides|Towards|Its|This|Whereas|Perhaps|Sometimes|Always)\b)"
    r"[A-Z][a-z]+(?<!s)s\s(?:the|an?|its|their|primarily|mainly|also)\b"
)
_EMPTY = r"[(（]\s*[\"“”'‘’]*\s*[)）]|“\s*”|,\s*,|,\s*\.|\b(?:and|or)\s+(?:and|or)\b"
# Beyond doubt: a word that must have a noun, followed by a mark or a verb.
# A lower-case "a" in brackets or before a full stop may number a paragraph.
_TORN = re.compile(
    r"(?<![(\w])(?:of|among|between|from|into|through|the|an?|its|their|our)\s*[,;:)](?!\d)"
    r"|(?<![(\w])(?:of|among|between|into|through|the|an|its|their|our)\s*\.(?=\s|$)"
    r"|\b(?:of|by|with|from|between|among|under|into|to|for|through|the|its|their|our)\s+"
    r"(?:is|are|was|were|has)\b"
    r"|\b(?:of|among|between|into|from|the|an|its|their|our)\s+"
    r"(?:of|by|and|or|with|to|in|on|for|at|under|into|during|than|while|when|if|but|so|before|"
    r"after|through|upon|since|until|because|although|includes?|comprises?|consists?|had|will|"
    r"would|may|can|should|have)\b(?![-\u2010\u2011])"
    # A possessive without what is possessed.
    r"|(?<!['‘])\b\w+s['’]\s+(?:of|is|are|was|were|has|have|to|by|and|in|for)\b"
)
_HOLES = re.compile(f"{_DANGLING}|{_UNFILLED}|{_HEADLESS}|{_BEHEADED}|{_EMPTY}")


def rendering_clues(scene: Scene, rendering: Rendering | None) -> Values:
    """How well the best run of words accounts for the term."""
    if rendering is None:
        return dict.fromkeys(("cover", "least cover", "share"), 0.0)
    start, stop = rendering.span
    spans = scene.read.target.spans
    inside = [i for i, (a, b) in enumerate(spans) if a < stop and start < b]
    shares = scene.alignment.shares[np.ix_(scene.rows, inside)]
    covers = np.minimum(1.0, shares.sum(axis=1))
    return {
        "cover": float(covers.mean()),
        "least cover": float(covers.min()),
        "share": float(shares.sum()) / max(1, len(inside)),
    }


def form_clues(scene: Scene, trace: Trace | None) -> Values:
    """How much of the accepted forms is present."""
    free = {k for i, k in enumerate(scene.read.target.keys) if i not in scene.used}
    shares = [
        sum(w in free for w in form if w not in FUNCTION_WORDS) / len(form)
        for form in scene.forms
        if len(form) > 1
    ]
    kind = trace.kind if trace else None
    return {
        "reworded": float(kind is TraceKind.REWORDED),
        "short-form": float(kind is TraceKind.SHORT_FORM),
        "words of form": max(shares, default=0.0),
    }


def join_clues(scene: Scene) -> Values:
    """Whether the English reads as if something were missing."""
    text = scene.text
    at = scene.place * len(text)
    reach = max(_LETTERS_NEAR, _SHARE_NEAR * len(text))
    scored = strangeness(scene.joins, text)
    strange = sorted((s for o, s in scored if scene.is_in_region(o)), reverse=True)
    strange += [0.0, 0.0]
    holes, torn = find_holes(text), find_torn(text)
    return {
        "strangest join": strange[0],
        "second strangest": strange[1],
        "very strange near": max(
            (max(0.0, s - 5.0) for o, s in scored if abs(o - at) <= reach), default=0.0
        ),
        "strange close": max((s * _closeness(o, at) for o, s in scored), default=0.0),
        "hole close": max((_closeness(hole, at) for hole in holes), default=0.0),
        "hole in region": float(any(map(scene.is_in_region, holes))),
        "hole near": float(any(abs(hole - at) <= reach for hole in holes)),
        "torn in region": float(any(map(scene.is_in_region, torn))),
        "torn close": max((_closeness(hole, at) for hole in torn), default=0.0),
    }


def pronoun_clues(scene: Scene) -> Values:
    """Whether a pronoun may stand for the term."""
    found = kinds_of(scene.text)
    at = scene.place * len(scene.text)
    third = [offset for offset, kind in found if kind in _THIRD]
    in_region = [o for o in third if scene.is_in_region(o)]
    called = len(_PRONOUNS.findall(scene.source_sentence))
    close = {kind for offset, kind in found if scene.is_in_region(offset)}
    everything = [kind for _, kind in found]
    said = sum(kind in _THIRD | _FIRST for kind in everything)
    return {
        "pronoun near": float(bool(close & _THIRD)),
        "pronouns": log(1 + sum(kind in _THIRD for kind in everything)),
        "pronoun close": max((_closeness(o, at) for o in in_region), default=0.0),
        "pronouns to spare": float(min(2, max(0, len(in_region) - called))),
        "excess of pronouns": float(said > len(_PRONOUNS.findall(scene.read.unit.source_text))),
    }


def gap_clues(scene: Scene) -> Values:
    """The words where the rendering is expected, and between the renderings of its neighbours."""
    alignment, keys = scene.alignment, scene.read.target.keys
    n = len(keys)
    near = [
        1.0 - min(1.0, float(alignment.explained[j]))
        for j in range(n)
        if abs((j + 0.5) / n - scene.place) * n <= _WORDS_NEAR
        and j not in scene.used
        and keys[j] not in FUNCTION_WORDS
    ]
    before, behind = (_neighbour(scene, step) for step in (-1, 1))
    values = {
        "unexplained near": sum(near),
        "neighbours explained": _around(scene),
        "neighbours touch": 0.0,
        "neighbours near": 0.0,
        "pronoun between": 0.0,
    }
    if before is None or behind is None:
        return values
    distance = behind - before
    between = range(before + 1, behind)
    said = {keys[j] for j in between} & (_THIRD | _FIRST)
    return values | {
        "neighbours touch": float(0 <= distance <= _CLOSE),
        "neighbours near": float(_CLOSE < distance <= _APART),
        "pronoun between": float(bool(said) and len(between) <= _APART),
    }


def _closeness(offset: int, at: float) -> float:
    """1 at the place itself, falling with the distance in characters."""
    return float(np.exp(-abs(offset - at) / _LETTERS_NEAR))


def _neighbour(scene: Scene, step: int) -> int | None:
    """The target word of the nearest aligned source word on one side of the term."""
    alignment, edge = scene.alignment, scene.rows[0] if step < 0 else scene.rows[-1]
    for distance in range(1, _REACH + 1):
        i = edge + step * distance
        if 0 <= i < len(alignment.tokens) and alignment.shares[i].max() > _ALIGNED:
            return int(alignment.shares[i].argmax())
    return None


def _around(scene: Scene) -> float:
    """How well the source words around the term are aligned."""
    shares = scene.alignment.shares
    around = range(max(0, scene.rows[0] - _REACH), min(len(shares), scene.rows[-1] + _REACH + 1))
    best = [float(shares[i].max()) for i in around if i not in scene.rows]
    return sum(best) / len(best) if best else 0.0


def find_holes(text: str) -> list[int]:
    """Offsets right after the places where a word or more seems to be missing.

    Examples
    --------
    >>> find_holes("Advice on , and the use of is given.")
    [11, 29]
    """
    return [match.end() for match in _HOLES.finditer(text)]


def find_torn(text: str) -> list[int]:
    """Offsets right after holes that no correct sentence has.

    Examples
    --------
    >>> find_torn("Meetings among , banks were held, and reports to are published.")
    [16, 52]
    """
    return [match.end() for match in _TORN.finditer(text)]
