#!/usr/bin/env python3
"""How well the term check does: seeded errors, harmless changes, human text, peers.

    scripts/bench_terms.py --reports hkma/2018.jsonl --reports hkma/2020.jsonl --sample corpora

Every error and every harmless change is put alone into a whole document, and
what a checker says of it is compared with what it said before.  Give reports of
years that nothing was chosen on: 2015 to 2017 were for choosing.
"""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from terms_controls import CONTROLS
from terms_data import Text, content_words, load_reports, load_sample
from terms_drift import chosen_histories, drift_outcome
from terms_errors import MORE_ERRORS
from terms_harmless import MORE_CONTROLS
from terms_peers import CHECKERS, Flag, count_occurrences
from terms_seeds import ERRORS, Maker, Site, Trial, sites_of
from terms_spans import gold_spans, known_spans, lexicon_of, measure_spans
from threadpoolctl import threadpool_limits

from aligner.lexicon.model import LexicalModel
from aligner.terms.checking.scores import wilson_interval
from aligner.values import FindingCode

_LOST = (FindingCode.OMITTED, FindingCode.OTHER_RENDERING, FindingCode.OTHER_CONCEPT)
_COLUMN = 30
_EVERY = 2
EVERY_ERROR = {**ERRORS, **MORE_ERRORS}
EVERY_CONTROL = {**CONTROLS, **MORE_CONTROLS}
PARTS = ("human", "spans", "seeds", "drift")


def draw(sites: Sequence[Site], make: Maker, most: int, name: str, seed: int) -> list[Trial]:
    """Up to so many trials of one kind, drawn at random."""
    chance = random.Random(f"{name}{seed}")  # noqa: S311 - a draw, no secret
    words = sorted({w.lower() for s in sites[:2000] for w in content_words(s.target)})
    order = list(sites)
    chance.shuffle(order)
    trials: list[Trial] = []
    for site in order:
        trial = make(site, chance, words)
        if trial is not None and not trial.is_surplus():
            trials.append(trial)
        if len(trials) == most:
            break
    return trials


def is_caught(trial: Trial, new: set[Flag], *, plain: bool) -> bool:
    """Whether the error is reported: at its unit, and of its kind if the checker has kinds.

    A wrong pair, or two renderings exchanged, are caught by any finding that sends a
    person to the unit: the one that blames the alignment, or one on any of its terms.
    """
    unit = trial.after.units[trial.unit].id
    if FindingCode.SUSPECT_ALIGNMENT in trial.codes:
        return any(flag[0] == unit and (plain or flag[2] in trial.codes) for flag in new)
    return any(
        flag[0] == unit and flag[1] == trial.concept and (plain or flag[2] in trial.codes)
        for flag in new
    )


def share(part: int, whole: int) -> str:
    """A share with its interval."""
    if not whole:
        return "-"
    low, high = wilson_interval(part, whole)
    return f"{part / whole:.3f} ({low:.2f}-{high:.2f})"


def measure_seeds(
    sites: Sequence[Site], checkers: Sequence[str], most: int, *, seed: int, verbose: bool
) -> None:
    """Print recall for each class of errors, and new findings for each harmless change."""
    for title, kinds in (("recall", EVERY_ERROR), ("new findings per control", EVERY_CONTROL)):
        print(f"\n{title:{_COLUMN}} {'n':>5}  " + "  ".join(f"{c:19}" for c in checkers))
        totals: Counter[str] = Counter()
        for name, make in kinds.items():
            trials = draw(sites, make, most, name, seed)
            row = []
            for checker in checkers:
                before = lru_cache(maxsize=512)(CHECKERS[checker])
                count = 0
                for trial in trials:
                    new = CHECKERS[checker](trial.after) - before(trial.before)
                    if kinds is EVERY_ERROR:
                        hit = is_caught(trial, new, plain=checker != "ours")
                        count += hit
                        if verbose and not hit and checker == "ours":
                            _show(name, trial, new)
                    else:
                        count += len(new)
                        if verbose and new and checker == "ours":
                            _show(name, trial, new)
                row.append(share(min(count, len(trials)), len(trials)))
                totals[checker] += count
            totals["n"] += len(trials)
            print(
                f"{name:{_COLUMN}} {len(trials):5}  " + "  ".join(f"{c:19}" for c in row),
                flush=True,
            )
        row = [f"{totals[c] / max(1, totals['n']):.3f}" for c in checkers]
        print(f"{'all':{_COLUMN}} {totals['n']:5}  " + "  ".join(f"{c:19}" for c in row))


def _show(name: str, trial: Trial, new: set[Flag]) -> None:
    """What went wrong in one trial."""
    unit = trial.after.units[trial.unit]
    print(f"  {name} {unit.id} {trial.concept} {[(f[2].value, f[3]) for f in new]}")
    print("   ", unit.source_text[:300])
    print("   ", unit.target_text[:600])


def measure_renderings(texts: Sequence[Text], corpora: Path | None, *, verbose: bool) -> None:
    """Print how well renderings are found with hidden forms, by what was learned."""
    gold = {"known renderings": list(known_spans(texts))[::_EVERY]}
    if corpora is not None:
        gold = {"marked by hand": list(gold_spans(texts, corpora / "gold" / "terms"))}
    models = {
        "base": LexicalModel.base(),
        "learned": lexicon_of(texts, base=False),
        "both": lexicon_of(texts),
    }
    print()
    for name, spans in gold.items():
        for learned, model in models.items():
            measure_spans(f"{name}, {learned}", spans, model, verbose=verbose)


def measure_drift(texts: Sequence[Text], most: int, seed: int) -> None:
    """Print how often a change of habit is reported, and one where there is none."""
    outcomes = [drift_outcome(history) for history in chosen_histories(texts, most, seed)]
    n = len(outcomes)
    found, exact, false = (
        (sum(column) for column in zip(*outcomes, strict=True)) if n else (0, 0, 0)
    )
    print(f"\ndrift, {n} terms: reported {share(found, n)}, on the very day {share(exact, n)}, "
          f"without any change {share(false, n)}")  # fmt: skip


def measure_human(texts: Sequence[Text], checkers: Sequence[str]) -> None:
    """Print how many findings the human translations give, by class."""
    n = sum(map(count_occurrences, texts))
    print(f"\nfindings on human text, {n} occurrences")
    for checker in checkers:
        counts = Counter(flag[2] for text in texts for flag in CHECKERS[checker](text))
        lost = sum(counts[code] for code in _LOST)
        listed = ", ".join(f"{count} {code.value}" for code, count in counts.most_common())
        print(f"{checker:{_COLUMN}} all {counts.total() / n:.3f}, "
              f"omitted or other rendering {lost / n:.3f}  ({listed})", flush=True)  # fmt: skip


def main() -> None:
    """Measure whatever is given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", action="append", default=[], type=Path, metavar="JSONL")
    parser.add_argument("--sample", type=Path, metavar="CORPORA")
    parser.add_argument("--trials", type=int, default=100, help="of each class")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--only", default=",".join(PARTS), help="parts, with commas: " + ", ".join(PARTS)
    )
    parser.add_argument("--rules", action="store_true", help="without a learned lexicon")
    parser.add_argument("--peers", action="store_true", help="the peers too, which are slow")
    parser.add_argument("--verbose", action="store_true", help="show what went wrong")
    options = parser.parse_args()
    threadpool_limits(1)
    checkers = list(CHECKERS) if options.peers else ["ours"]
    sets = {"reports": [text for path in options.reports for text in load_reports(path)]}
    if options.sample is not None:
        sets["sample corpus"] = load_sample(options.sample)
    for name, bare in sets.items():
        if not bare:
            continue
        lexicon = None if options.rules else lexicon_of(bare)
        texts = [replace(text, lexicon=lexicon) for text in bare]
        print(f"\n== {name}: {len(texts)} documents, {sum(len(t.units) for t in texts)} units")
        for part in options.only.split(","):
            measure(part, texts, checkers, options, has_gold=name == "sample corpus")


def measure(
    part: str,
    texts: Sequence[Text],
    checkers: Sequence[str],
    options: argparse.Namespace,
    *,
    has_gold: bool,
) -> None:
    """Print one part for one set of texts."""
    if part == "human":
        measure_human(texts, checkers)
    elif part == "spans":
        corpora = options.sample if has_gold else None
        measure_renderings(texts, corpora, verbose=options.verbose)
    elif part == "drift":
        measure_drift(texts, options.trials, options.seed)
    else:
        sites = [site for text in texts for site in sites_of(text)]
        measure_seeds(
            sites, checkers, options.trials, seed=options.seed, verbose=options.verbose
        )  # fmt: skip


if __name__ == "__main__":
    main()
