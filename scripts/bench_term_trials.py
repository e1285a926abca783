#!/usr/bin/env python3
"""How well the term check does on trials that someone wrote who has not read the code.

    scripts/bench_term_trials.py --half odd --show
    scripts/bench_term_trials.py --trials tests/data/terms/trials_unseen

Each trial is a small document of its own with one error of some kind, or with one
harmless change.  An error is found if the default view has a finding on its concept in
its unit; any finding there is an alarm if the change is harmless.  Trials whose sources
are English are checked with Chinese targets.  The human documents
have no errors beyond those they name.  The odd half was looked at while the check was
made; figures to quote are those of the even half, or of the trials of the later authors,
which were each scored before anything was mended by them.
"""

import argparse
import json
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.glossary import Glossary, read_glossary
from aligner.pipeline import ReportOptions, report_on_units
from aligner.text import is_han
from aligner.values import Finding, TranslationUnit

_DATA = Path(__file__).resolve().parent.parent / "tests" / "data" / "terms"
TRIALS, UNSEEN = _DATA / "trials", _DATA / "trials_unseen"
THIRD, FOURTH = _DATA / "trials_third", _DATA / "trials_fourth"
REVERSE, REVERSE_SECOND = _DATA / "trials_reverse", _DATA / "trials_reverse_second"
HALVES = ("odd", "even", "all")
# Every unit was aligned by hand.
_PROBABILITY = 0.999
_STEPS = 10


@dataclass(frozen=True)
class Trial:
    """A document with one error or one harmless change; without a kind, a human one.

    Parameters
    ----------
    name : str
        Its id; the number behind the last hyphen says which half it belongs to.
    kind : str
    is_error : bool
    term : str
        The Chinese term that the change is about, whichever side is the source.
    unit : int
        Number of the unit that was changed.
    units : tuple of TranslationUnit
    """

    name: str
    kind: str
    is_error: bool
    term: str
    unit: int
    units: tuple[TranslationUnit, ...]

    @property
    def number(self) -> int:
        """Its number within its kind."""
        return int(self.name.rpartition("-")[2])


@dataclass(frozen=True)
class Outcome:
    """What the check says of one trial.

    Parameters
    ----------
    trial : Trial
    shown : tuple of Finding
        In the default view, on the term of the trial in its unit.
    confidences : tuple of float
        Of all findings on the term in the unit, shown or not.
    """

    trial: Trial
    shown: tuple[Finding, ...]
    confidences: tuple[float, ...]


@dataclass(frozen=True)
class HumanFigures:
    """Findings of the default view on text without errors."""

    findings: tuple[Finding, ...]
    occurrences: int

    @property
    def per_hundred(self) -> float:
        """Findings per 100 occurrences of terms."""
        return 100 * len(self.findings) / max(1, self.occurrences)


def load_trials(name: str, half: str = "all", folder: Path = TRIALS) -> list[Trial]:
    """The trials of a file, or of the odd or even half of them."""
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    trials = [_trial(json.loads(line)) for line in lines if line.strip()]
    return [t for t in trials if half == "all" or t.number % 2 == (half == "odd")]


def _trial(row: Mapping[str, object]) -> Trial:
    name, day = str(row["id"]), str(row.get("date") or "2023-01-01")
    tags = (
        ("source-document", name), ("target-document", f"{name}.en"),
        ("source-date", day), ("target-date", day),
    )  # fmt: skip
    pairs = row["units"]
    if not isinstance(pairs, list):
        message = f"{name}: its units are no list"
        raise TypeError(message)
    ways = ("zh", "en") if any(map(is_han, pairs[0][0])) else ("en", "zh")
    units = tuple(
        TranslationUnit(f"{name}/{i}", *ways, source, target, _PROBABILITY, tags)
        for i, (source, target) in enumerate(pairs)
    )
    return Trial(
        name,
        str(row.get("kind", "")),
        bool(row.get("error")),
        str(row.get("source_term", "")),
        int(str(row.get("unit", 0))),
        units,
    )


def run(trials: Sequence[Trial], glossary: Glossary) -> list[Outcome]:
    """Check all trials, each as a document of its own."""
    units = [unit for trial in trials for unit in trial.units]
    report = report_on_units(units, ReportOptions(glossary))
    shown = _by_unit(report.findings)
    others = _by_unit((*report.further, *report.doubtful))
    concepts: dict[str, set[str]] = {}
    for entry in glossary.entries:
        for term in entry.forms("zh"):
            concepts.setdefault(term.text, set()).add(entry.id)
    return [_outcome(trial, concepts.get(trial.term, set()), shown, others) for trial in trials]


def _by_unit(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    by_unit: dict[str, list[Finding]] = {}
    for finding in findings:
        by_unit.setdefault(finding.unit, []).append(finding)
    return by_unit


def _outcome(
    trial: Trial,
    concepts: Container[str],
    shown: Mapping[str, list[Finding]],
    others: Mapping[str, list[Finding]],
) -> Outcome:
    unit = f"{trial.name}/{trial.unit}"
    # Of two renderings exchanged, a finding on either sends the reader there.
    is_either = trial.kind == "exchanged"
    own = [f for f in shown.get(unit, ()) if is_either or f.concept in concepts]
    more = [f for f in others.get(unit, ()) if f.concept in concepts]
    return Outcome(trial, tuple(own), tuple(f.confidence for f in (*own, *more)))


def run_human(trials: Sequence[Trial], glossary: Glossary) -> HumanFigures:
    """Check the human documents."""
    units = [unit for trial in trials for unit in trial.units]
    report = report_on_units(units, ReportOptions(glossary))
    return HumanFigures(tuple(report.findings), report.overall.n if report.overall else 0)


def shares(outcomes: Iterable[Outcome], *, is_error: bool) -> dict[str, tuple[int, int]]:
    """How many trials of each kind have a finding, and of how many; the last is all."""
    found: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for outcome in outcomes:
        if outcome.trial.is_error == is_error:
            for kind in (outcome.trial.kind, "all"):
                totals[kind] += 1
                found[kind] += bool(outcome.shown)
    kinds = sorted(totals, key=lambda kind: (kind == "all", kind))
    return {kind: (found[kind], totals[kind]) for kind in kinds}


def reliability(outcomes: Iterable[Outcome]) -> dict[float, tuple[int, int]]:
    """How many findings were errors, and of how many, by confidence from 0 to 0.9."""
    bins: dict[float, tuple[int, int]] = {}
    for outcome in outcomes:
        for confidence in outcome.confidences:
            step = min(_STEPS - 1, int(confidence * _STEPS)) / _STEPS
            right, n = bins.get(step, (0, 0))
            bins[step] = right + outcome.trial.is_error, n + 1
    return dict(sorted(bins.items()))


def _print_missed(outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        trial = outcome.trial
        if bool(outcome.shown) != trial.is_error:
            unit = trial.units[trial.unit]
            said = [f"{f.code.value} {f.confidence:.2f} {f.found!r}" for f in outcome.shown]
            print("missed" if trial.is_error else "alarm ", trial.name, trial.term, *said)
            print("   ", unit.source_text)
            print("   ", unit.target_text)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--half", choices=HALVES, default="all")
    parser.add_argument("--show", action="store_true", help="what was missed, and the alarms")
    parser.add_argument("--trials", type=Path, default=TRIALS, metavar="FOLDER")
    options = parser.parse_args()
    glossary = read_glossary(options.trials / "glossary.tsv")
    outcomes = run(load_trials("trials.jsonl", options.half, options.trials), glossary)
    if options.show:
        _print_missed(outcomes)
    for title, is_error in (("found", True), ("alarms", False)):
        print(title)
        for kind, (n, total) in shares(outcomes, is_error=is_error).items():
            print(f"  {kind:32} {n:4} of {total:4}  {n / total:.3f}")
    print("right, by confidence")
    for step, (right, n) in reliability(outcomes).items():
        print(f"  {step:.1f} {right:4} of {n:4}  {right / n:.2f}")
    human = run_human(load_trials("human.jsonl", options.half, options.trials), glossary)
    print(f"human text: {len(human.findings)} findings in {human.occurrences} occurrences, "
          f"{human.per_hundred:.1f} per 100")  # fmt: skip
    for finding in human.findings if options.show else ():
        print(f"  {finding.code.value} {finding.confidence:.2f} {finding.source_term}")
        print("   ", finding.source_text)
        print("   ", finding.target_text)


if __name__ == "__main__":
    main()
