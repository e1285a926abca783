#!/usr/bin/env python3
"""What each kind of evidence is worth to the aligner, on registers that it was not trained on.

scripts/bench_evidence.py GOLD_DIR... [--together NAME,NAME] [--tested NAME,NAME] [--tokens]

Each gold set is left out in turn, and aligned by a scorer that was fitted to the others:
with all evidence of a first look, without parts of it, with boosted trees beside the
network, with token states as well (`--tokens`), and with a scorer that learned from the
first set alone.  Sets named as `--tested` are never learned from; `--together` names sets
of one register, which is left out by halves.  One network and no damaged copies: the
columns are compared with each other only.  Pruning is fitted once, to all sets, and keeps
every gold bead.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

import aligner
from aligner.core import Recipe
from aligner.core.examples import Example, GoldView
from aligner.core.features import (
    FIRST_GROUPS,
    PRUNING_GROUPS,
    WORD_GROUPS,
    feature_matrix,
    feature_names,
)
from aligner.core.features import TOKEN_GROUPS as OF_TOKENS
from aligner.core.fitting import fitted, fitted_linear
from aligner.core.inference import expected_f1_path, posterior
from aligner.core.recipe import Boosting
from aligner.core.view import PairView
from aligner.encoders import load_token_encoder
from aligner.evaluation import score_alignments
from aligner.lexicon import shipped_table
from aligner.pipeline.training import gold_digest, read_gold
from aligner.signature import Signature
from aligner.values import Alignment, Bead

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.scoring import Scorer

_RECIPE = Recipe(networks=1, boosting=None)
_KINDS = _RECIPE.kinds
_HALVES = 2
# Documents evenly out of all that pruning is fitted to.
_PRUNED_BY = 8


class Document(NamedTuple):
    """A gold document with its evidence.

    Parameters
    ----------
    gold_set : str
    gold : Alignment
    example : Example
        With the features of both looks.
    without_associations : ndarray
        The same features, words looked up in the lexicon only.
    """

    gold_set: str
    gold: Alignment
    example: Example
    without_associations: "NDArray[np.float32]"


class Variant(NamedTuple):
    """A kind of evidence to do without, or to add."""

    name: str
    groups: tuple[str, ...]
    associations: bool = True
    first_set_only: bool = False
    boosting: Boosting | None = None


def main() -> None:
    """Print strict F1 of each register and variant, and the signature of the run."""
    options = _options()
    with threadpool_limits(limits=1, user_api="blas"):
        documents = _documents(options.folders, with_tokens=options.tokens)
        variants = _variants(with_tokens=options.tokens)
        print("register        beads" + "".join(f"{v.name:>18}" for v in variants), flush=True)
        rows = []
        tested = tuple(name for name in options.tested.split(",") if name)
        for name, folds in _registers(documents, options.together.split(",")):
            scores = [_score(documents, folds, tested, variant) for variant in variants]
            beads = sum(len(d.gold.beads) for fold in folds for d in fold)
            print(f"{name:<14}{beads:>7}" + "".join(f"{s:>18.4f}" for s in scores), flush=True)
            rows.append(scores)
    for title, summary in (("mean", np.mean), ("worst", np.min)):
        figures = (summary(column) for column in zip(*rows, strict=True))
        print(f"{title:<21}" + "".join(f"{figure:>18.4f}" for figure in figures))
    print(_signature(options))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--together", default="", metavar="NAME,NAME")
    parser.add_argument("--tested", default="", metavar="NAME,NAME")
    parser.add_argument("--tokens", action="store_true", help="states of tokens as well")
    return parser.parse_args()


def _variants(*, with_tokens: bool) -> list[Variant]:
    def without(*groups: str) -> tuple[str, ...]:
        return tuple(group for group in FIRST_GROUPS if group not in groups)

    variants = [
        Variant("all of a first", FIRST_GROUPS),
        Variant("no words", without(*WORD_GROUPS)),
        Variant("no associations", FIRST_GROUPS, associations=False),
        Variant("no numbers, names", without("key")),
        Variant("no clauses", without("clause")),
        Variant("first set only", FIRST_GROUPS, first_set_only=True),
    ]
    variants.append(Variant("with trees", FIRST_GROUPS, boosting=Boosting()))
    if with_tokens:
        variants.append(Variant("with tokens", (*FIRST_GROUPS, *OF_TOKENS)))
    return variants


def _documents(folders: Sequence[Path], *, with_tokens: bool) -> list[Document]:
    """All documents with all their evidence."""
    gold = [d for folder in folders for d in read_gold(folder, max_run=_RECIPE.max_run)]
    views = [GoldView.of(document) for document in gold]
    some = [view.pruning_example(_KINDS) for view in views[::_PRUNED_BY]]
    pruning = fitted_linear(some, feature_names(PRUNING_GROUPS, _KINDS), _RECIPE)
    encoder = load_token_encoder() if with_tokens else None
    documents = []
    for document, view in zip(gold, views, strict=True):
        example = view.example(pruning, FIRST_GROUPS, _KINDS)
        plain = PairView(view.source, view.target, example.lattice)
        features = feature_matrix(plain, FIRST_GROUPS, _KINDS)
        if encoder is not None:
            example = view.with_tokens(example, document, encoder, _KINDS)
            added = example.features[:, features.shape[1] :]
            features = np.concatenate([features, added], axis=1)
        name = document.name.partition("/")[0]
        documents.append(Document(name, document.gold, example, features))
    return documents


def _registers(
    documents: Sequence[Document], together: Sequence[str]
) -> list[tuple[str, list[list[Document]]]]:
    """Each register with the lists of its documents that are left out at once."""
    names = dict.fromkeys(d.gold_set for d in documents if d.gold_set not in together)
    found = [(name, [[d for d in documents if d.gold_set == name]]) for name in names]
    joined = [d for d in documents if d.gold_set in together]
    if joined:
        found.append(("+".join(together), [joined[half::_HALVES] for half in range(_HALVES)]))
    return found


def _score(
    documents: Sequence[Document],
    folds: Sequence[Sequence[Document]],
    tested: Sequence[str],
    variant: Variant,
) -> float:
    """Strict F1 over the documents of all folds."""
    names = feature_names((*FIRST_GROUPS, *OF_TOKENS), _KINDS)
    chosen = [
        n
        for n, name in enumerate(names)
        if name.startswith("is.") or name.partition(".")[0] in variant.groups
    ]

    def seen(document: Document) -> Example:
        example = document.example
        every = example.features if variant.associations else document.without_associations
        return replace(example, features=np.ascontiguousarray(every[:, chosen]))

    ladders = []
    for fold in folds:
        left_out = {id(document) for document in fold}
        learned = [d for d in documents if id(d) not in left_out and d.gold_set not in tested]
        if variant.first_set_only:
            learned = [d for d in learned if d.gold_set == documents[0].gold_set] or learned
        recipe = replace(_RECIPE, boosting=variant.boosting)
        scorer = fitted([seen(d) for d in learned], tuple(names[n] for n in chosen), recipe)
        ladders += [(document.gold, _aligned(seen(document), scorer)) for document in fold]
    return score_alignments(ladders).strict_f1


def _aligned(example: Example, scorer: "Scorer") -> Alignment:
    """The ladder of a document by a scorer."""
    lattice = example.lattice
    path = expected_f1_path(lattice, posterior(lattice, scorer.scores(example.features)))
    spans = zip(
        lattice.source_start[path].tolist(),
        lattice.source_stop[path].tolist(),
        lattice.target_start[path].tolist(),
        lattice.target_stop[path].tolist(),
        strict=True,
    )
    ladder = tuple(Bead(*span, probability=1.0) for span in spans)
    return Alignment(ladder, lattice.n_source, lattice.n_target)


def _signature(options: argparse.Namespace) -> Signature:
    return Signature.of(
        {
            "align": "leave-one-register-out",
            "recipe": "networks-1",
            "lexicon": shipped_table().label,
            "tested": options.tested.replace(",", "+") or "each",
            "gold": "+".join(f"{f.resolve().name}-{gold_digest(f)}" for f in options.folders),
            "version": aligner.__version__,
        }
    )


if __name__ == "__main__":
    main()
