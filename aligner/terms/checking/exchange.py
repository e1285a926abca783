"""Two renderings that stand in each other's place.

Every form is there, and each where another is expected: by the alignment of the words
around the two terms, the English would be right if the two were exchanged.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import exp, log

from aligner.lexicon import LexicalModel, expected_places
from aligner.terms.checking.confidence import exchange_weights
from aligner.terms.matching.unit import ReadUnit

# In longer texts the places of terms are too uncertain.
_LONGEST = 200
# A gain of fewer words says nothing.
_LEAST_GAIN = 2.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two occurrences of a unit whose renderings may have been exchanged.

    Parameters
    ----------
    first, second : int
        Numbers of the occurrences.
    values : mapping of str to float
        The evidence.
    """

    first: int
    second: int
    values: Mapping[str, float]

    @property
    def probability(self) -> float:
        """Probability, 0 to 1, that they have been exchanged."""
        weights = exchange_weights()
        log_odds = sum(weight * self.values[name] for name, weight in weights.items())
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, log_odds))))


def find_exchange(read: ReadUnit, model: LexicalModel) -> Exchange | None:
    """The pair of occurrences of different concepts that would gain most by an exchange."""
    concepts = {read.occurrences[i].concepts for i in read.renderings}
    if len(concepts) < 2 or len(read.target.keys) > _LONGEST:  # noqa: PLR2004 - a pair
        return None
    found = [e for e in _exchanges(read, model) if e.values["gain"] >= _LEAST_GAIN]
    return max(found, key=lambda e: (e.values["gain"], -e.first, -e.second), default=None)


def _exchanges(read: ReadUnit, model: LexicalModel) -> Iterator[Exchange]:
    spans = [(o.start, o.stop) for o in read.occurrences]
    places = expected_places(read.source, read.target, model, spans, {})
    n = len(read.target.keys)
    here = {i: (m.first + m.last) / 2 for i, m in read.renderings.items()}
    for i, j in combinations(sorted(here), 2):
        if read.occurrences[i].concepts == read.occurrences[j].concepts:
            continue
        want_i, want_j = places[i] * n, places[j] * n
        now = abs(want_i - here[i]) + abs(want_j - here[j])
        then = abs(want_i - here[j]) + abs(want_j - here[i])
        distance = abs(here[i] - here[j])
        values = {
            "constant": 1.0,
            "gain": min(30.0, now - then),
            "share of gain": (now - then) / (2 * distance + 1e-9),
            "shift left": min(30.0, then),
            "distance": log(distance + 1),
            "length": log(n),
            "terms": log(len(here)),
        }
        yield Exchange(i, j, values)
