"""The evidence that a unit gives about a term without a known form, as numbers by name."""

import re
from collections.abc import Sequence
from math import log

import numpy as np

from aligner.languages import FUNCTION_WORDS
from aligner.lexicon import kinds_of, shipped_joins, strangeness
from aligner.terms.checking.families import is_akin
from aligner.terms.checking.scene import Scene
from aligner.terms.lexicon.renderings import Rendering
from aligner.terms.matching.variants import Words

Values = dict[str, float]

_FIRST = frozenset({"we", "our", "us"})
_THIRD = frozenset({"it", "its", "they", "their", "them", "itself"})
_ASIDE = re.compile(r"\(\s*[\"“‘']?([A-Z][\w&-]{1,9})[\"”’']?\s*\)")
# The clues that only a pronoun gives.
PRONOUN_CLUES = ("pronoun near", "pronouns", "pronoun close", "pronoun between")
_PRONOUNS = re.compile("[其它他她該该此我]")
_WORDS_NEAR = 7
# Words that other grammar puts between those of a term: articles do not count.
_SLACK = 5
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


def form_clues(scene: Scene) -> Values:
    """How much of the accepted forms is there, in whatever grammar, and where."""
    keys, spans = scene.read.target.keys, scene.read.target.spans
    near = [i for i in range(len(keys)) if scene.is_in_region(spans[i][0])]
    free = [keys[i] for i in near if i not in scene.used]
    every = [keys[i] for i in near]
    # A short name in brackets behind a full one stands for a word of the form.
    asides = [name.lower() for name in _ASIDE.findall(scene.text)]
    forms = [content for form in scene.forms if (content := _content(form))]
    own = [
        (
            _absent_close(content, free, asides),
            _absent_close(content, every, asides),
            _absent(content, [*free, *asides]),
            len(content),
        )
        for content in forms
    ]
    same = [sum(word in free for word in content) / len(content) for content in forms]
    absent, unshared, anywhere, n_words = min(own, default=(1, 1, 1, 1))
    return {
        "words of form": max(same, default=0.0),
        "absent words": float(absent),
        "absent share": absent / n_words,
        # Words that another term has as well: "patent and trademark applications".
        "absent, shared counted": float(unshared),
        "absent anywhere": float(anywhere),
        "length of form": float(min(map(len, forms), default=0)),
        "name": float(any(word[:1].isupper() for word in scene.written)),
    }


def mass_clues(scene: Scene) -> Values:
    """What the term is aligned with: words of the form, or others."""
    keys, shares = scene.alignment.target.keys, scene.alignment.shares[scene.rows]
    mass = shares.sum(axis=0)
    words = {word for form in scene.forms for word in _content(form)}
    free = [j for j in range(len(keys)) if j not in scene.used and keys[j] not in FUNCTION_WORDS]
    in_form = [any(is_akin(keys[j], word) for word in words) for j in free]
    own = sum(float(mass[j]) for j, is_own in zip(free, in_form, strict=True) if is_own)
    others = [float(mass[j]) for j, is_own in zip(free, in_form, strict=True) if not is_own]
    return {
        "mass on form": own,
        "mass on others": sum(others),
        "most on another": max(others, default=0.0),
    }


def _absent_close(content: Words, keys: Sequence[str], asides: Sequence[str]) -> int:
    """How many words are absent from the run of words that has the most of them."""
    length = 2 * len(content) + _SLACK
    starts = range(max(1, len(keys) - length + 1))
    akin = [i for i, key in enumerate(keys) if any(is_akin(key, word) for word in content)]
    met = {max(0, i - length + 1) for i in akin} | {i for i in akin if i in starts}
    runs = [keys[start : start + length] for start in sorted(met)]
    return min(
        (_absent(content, [*run, *asides]) for run in runs), default=_absent(content, asides)
    )


def _content(form: Words) -> Words:
    return tuple(word for word in form if word not in FUNCTION_WORDS)


def _absent(content: Words, keys: Sequence[str]) -> int:
    """How many words have no word of their family among others, each used once."""
    left = list(keys)
    absent = 0
    for word in content:
        akin = next((key for key in left if is_akin(key, word)), None)
        if akin is None:
            absent += 1
        else:
            left.remove(akin)
    return absent


def join_clues(scene: Scene) -> Values:
    """Whether the English reads as if something were missing."""
    text = scene.text
    at = scene.place * len(text)
    reach = max(_LETTERS_NEAR, _SHARE_NEAR * len(text))
    scored = strangeness(shipped_joins(), text)
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
