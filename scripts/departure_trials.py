"""What the term check sees of errors, of harmless changes, and of human text, for fitting."""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from terms_controls import CONTROLS
from terms_data import Text, content_words
from terms_errors import MORE_ERRORS
from terms_harmless import MORE_CONTROLS
from terms_seeds import ERRORS, Maker, Trial, sites_of

from aligner.lexicon import LexicalModel
from aligner.terms.checking.evidence import Evidence
from aligner.terms.checking.exchange import find_exchange
from aligner.terms.checking.judge import Judge
from aligner.terms.checking.verdict import TermVerdict
from aligner.terms.matching.index import index_of
from aligner.terms.matching.unit import read_document
from aligner.values import LIKELY

__all__ = ["HUMAN", "KINDS", "Reading", "Values", "exchanges", "gather", "human"]

Values = dict[str, float]

HUMAN = "human text"
# These are no errors of a single occurrence that has lost its form.
_ELSEWHERE = {"case", "forbidden in its dates", "one wrong of k", "wrong pair"}
KINDS: dict[str, tuple[Maker, bool]] = {
    **{name: (make, True) for name, make in {**ERRORS, **MORE_ERRORS}.items()
       if name not in _ELSEWHERE},
    **{name: (make, False) for name, make in {**CONTROLS, **MORE_CONTROLS}.items()},
}  # fmt: skip
# Of a document, so many units around a trial are read.
_BEFORE, _BEHIND = 12, 4


@dataclass(frozen=True, slots=True)
class Reading:
    """What the check makes of one trial.

    Parameters
    ----------
    kind : str
    register : str
    is_error : bool
    confidence : float or None
        Where a rule decides; 0 where nothing is found.
    values : dict of str to float
        The evidence, where the model decides.
    bounds : tuple of float
        What rules leave of the probability, where the model decides: the least, the most
        and the share that stays.
    code : str
        The class of what is found.
    """

    kind: str
    register: str
    is_error: bool
    confidence: float | None
    values: Values
    bounds: tuple[float, float, float] = (0.0, 1.0, 1.0)
    code: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the evidence decides, and no rule has excused it."""
        _, most, share = self.bounds
        return self.confidence is None and most >= LIKELY and share == 1


def verdicts_of(trial: Trial, first: str) -> Iterator[TermVerdict]:
    """What the check makes of the occurrences of a trial's concept in its unit.

    Of a long document only the units around the trial are read, and the first one
    that has the term, which may define a short name.
    """
    text, number, concept = trial.after, trial.unit, trial.concept
    index = index_of(text.glossary)
    model = text.lexicon or LexicalModel.base()
    low = max(0, number - _BEFORE)
    before = [unit for unit in text.units[:low] if unit.id == first]
    units = (*before, *text.units[low : number + _BEHIND])
    reads, _ = read_document(units, index, text.day, model)
    judge = Judge(index, reads, text.day, Evidence(index, reads, model))
    for verdict in judge.judge(number - low + len(before)):
        is_own = index.entries[verdict.concept].id == concept
        # An exchange is told of the first of the two.
        if verdict.exchanged_with or (is_own and verdict.code is not None):
            yield verdict


def reading_of(verdict: TermVerdict | None, kind: str, register: str, *, is_error: bool) -> Reading:
    """What a verdict says, or that there is none."""
    if verdict is None:
        return Reading(kind, register, is_error, 0.0, {})
    return Reading(
        kind,
        register,
        is_error,
        None if verdict.values else verdict.confidence,
        dict(verdict.values),
        (verdict.bounds.least, verdict.bounds.most, verdict.bounds.share),
        verdict.code.value if verdict.code else "",
    )


def gather(register: str, texts: Sequence[Text], trials: int) -> Iterator[Reading]:
    """Readings of human text, and of so many trials of each kind."""
    sites = [site for text in texts for site in sites_of(text)]
    words = sorted({w.lower() for s in sites[:2000] for w in content_words(s.target)})
    for name, (make, is_error) in KINDS.items():
        chance = random.Random(f"{name} {register}")  # noqa: S311 - a draw, no secret
        order = list(sites)
        chance.shuffle(order)
        n = 0
        for site in order:
            trial = make(site, chance, words)
            if trial is None or trial.is_surplus():
                continue
            found = [None, *verdicts_of(trial, site.family[0].unit)]
            # What was open before the change says nothing of it.
            yield reading_of(found[-1], name, register, is_error=is_error)
            n += 1
            if n == trials:
                break
        sys.stderr.write(f"{register}: {name}: {n}\n")


def human(register: str, texts: Sequence[Text]) -> Iterator[Reading]:
    """Readings of the occurrences that human translations leave without a known form."""
    for text in texts:
        index = index_of(text.glossary)
        model = text.lexicon or LexicalModel.base()
        reads, _ = read_document(text.units, index, text.day, model)
        judge = Judge(index, reads, text.day, Evidence(index, reads, model))
        for number in range(len(reads)):
            for verdict in judge.judge(number):
                if verdict.values:
                    yield reading_of(verdict, HUMAN, register, is_error=False)


def exchanges(texts: Sequence[Text], trials: int) -> list[tuple[bool, Values]]:
    """Evidence of exchanges in human texts, and in so many with two renderings exchanged."""
    model = LexicalModel.base()
    found: list[tuple[bool, Values]] = []

    def look(text: Text, *, is_error: bool) -> None:
        index = index_of(text.glossary)
        reads, _ = read_document(text.units, index, text.day, model)
        made = (find_exchange(read, index, model) for read in reads)
        found.extend((is_error, dict(e.values)) for e in made if e is not None)

    for text in texts:
        look(text, is_error=False)
    sites = [site for text in texts for site in sites_of(text)]
    chance = random.Random(1)  # noqa: S311 - a draw, no secret
    chance.shuffle(sites)
    made = (MORE_ERRORS["exchanged"](site, chance, ()) for site in sites)
    for trial in islice((t for t in made if t is not None), trials):
        look(replace(trial.after, units=(trial.after.units[trial.unit],)), is_error=True)
    return found
