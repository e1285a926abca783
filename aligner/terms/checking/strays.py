"""Forms that stand in a target where they do not belong: foreign ones and half ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.languages import FUNCTION_WORDS
from aligner.lexicon import WordAlignment
from aligner.terms.checking.scene import Scene
from aligner.terms.matching.index import TermIndex


@dataclass(frozen=True, slots=True)
class Stray:
    """Words ``first .. last - 1``, and how little the source accounts for them, 0 to 1."""

    first: int
    last: int
    strangeness: float


def find_foreign(scene: Scene, index: TermIndex) -> Stray | None:
    """The form, of a concept that the source does not name, that is least accounted for."""
    wanted = {concept for o in scene.read.occurrences for concept in o.concepts}
    found = [
        Stray(m.first, m.last, _strangeness(scene.links, range(m.first, m.last)))
        for m in scene.read.open_matches()
        if m.form.concept not in wanted and not index.entries[m.form.concept].weak
    ]
    return max(found, key=lambda s: (s.strangeness, -s.first), default=None)


def find_half(scene: Scene) -> Stray | None:
    """The run with half or more of a full form, and other words in the place of the rest.

    Of several the one whose other words are least accounted for.
    """
    found = [stray for form in scene.forms if len(form) > 1 for stray in _halves(scene, form)]
    return max(found, key=lambda s: (s.strangeness, -s.first), default=None)


def _halves(scene: Scene, form: tuple[str, ...]) -> Iterator[Stray]:
    """Runs as long as a form that have half or more of its words in their places."""
    keys = scene.links.target.keys
    wanted = set(form)
    for first in range(len(keys) - len(form) + 1):
        window = range(first, first + len(form))
        if not wanted.intersection(keys[first : first + len(form)]):
            continue
        if scene.used.intersection(window):
            continue
        wrong = [i for i, word in zip(window, form, strict=True) if keys[i] != word]
        is_half = 0 < 2 * len(wrong) <= len(form)
        # A small word or a number stands for no word of a name.
        if is_half and not any(keys[i] in FUNCTION_WORDS or keys[i].isdigit() for i in wrong):
            yield Stray(first, first + len(form), _strangeness(scene.links, wrong))


def _strangeness(links: WordAlignment, words: Sequence[int]) -> float:
    """How little the source accounts for some words, small words apart."""
    own = [j for j in words if links.target.keys[j] not in FUNCTION_WORDS]
    gaps = [max(0.0, 1.0 - float(links.explained[j])) for j in own]
    return sum(gaps) / len(gaps) if gaps else 0.0
