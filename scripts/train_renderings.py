#!/usr/bin/env python3
"""Fit the weights that choose the run of words rendering a term, on known renderings.

    scripts/train_renderings.py hkma/2015.jsonl hkma/2016.jsonl hkma/2017.jsonl \
        --save aligner/terms/data/renderings.v1.json

The lexicon is learned from the same documents, as in a workspace; the glossary's
English forms serve as the truth only.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from terms_data import Text, load_reports
from terms_spans import Gold, known_spans, lexicon_of
from threadpoolctl import threadpool_limits

from aligner.languages.chinese import fold_chinese, read_chinese
from aligner.languages.english import read_english
from aligner.lexicon.word_alignment import align_words
from aligner.terms.lexicon.renderings import FEATURES, candidate_runs

_STRENGTH = 1.0
_EVERY = 2

Floats = NDArray[np.float64]
Case = tuple[Floats, int]


def cases(texts: Sequence[Text], gold: Sequence[Gold]) -> list[Case]:
    """Features of all runs of each occurrence, and the number of the right one."""
    lexicon = lexicon_of(texts)
    made = []
    for unit, source, target in gold:
        chinese, english = read_chinese(unit.source_text), read_english(unit.target_text)
        alignment = align_words(chinese, english, lexicon, [source])
        phrases = lexicon.phrases.get(fold_chinese(unit.source_text[slice(*source)]), {})
        candidates = candidate_runs(alignment, source, phrases, frozenset())
        right = [i for i, run in enumerate(candidates.runs) if english.span(*run) == target]
        if right:
            made.append((candidates.features, right[0]))
    return made


def fit(found: Sequence[Case]) -> Floats:
    """Weights of the greatest regularised likelihood."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = _STRENGTH / 2 * weights @ weights, _STRENGTH * weights
        for features, right in found:
            scores = features @ weights
            top = scores.max()
            chances = np.exp(scores - top)
            norm = chances.sum()
            total += top + np.log(norm) - scores[right]
            slope = slope + chances @ features / norm - features[right]
        return float(total), slope

    return np.asarray(minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x)


def main() -> None:
    """Print or save the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    threadpool_limits(1)
    texts = [text for path in options.reports for text in load_reports(path)]
    found = cases(texts, list(known_spans(texts))[::_EVERY])
    sys.stderr.write(f"{len(found)} renderings\n")
    weights = fit(found)
    named = {name: round(float(w), 3) for name, w in zip(FEATURES, weights, strict=True)}
    text = json.dumps(named, indent=1) + "\n"
    if options.save:
        options.save.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
