"""Pairs of the sample corpus, whose distractors are near in topic and date: no figure may fall."""

from pathlib import Path

import pytest
from pairing_judge import AligningJudge, Memory
from pairing_piles import Hidden, Piles, load_releases, thin_out

from aligner.pairing import Pairing, pair_documents
from aligner.values import DocumentPair, Relation

CORPORA = Path(__file__).parents[2] / "corpora"
BODY_ONLY = Hidden(dates=True, titles=True, metadata=True)


@pytest.fixture(scope="module")
def releases() -> Piles:
    return load_releases(CORPORA)


@pytest.fixture(scope="module")
def judged(releases: Piles) -> Pairing:
    judge = AligningJudge(releases.sources, releases.targets, Memory())
    return pair_documents(releases.sources, releases.targets, judge=judge)


def f1(pairing: Pairing, piles: Piles) -> float:
    found = {(pair.source, pair.target) for pair in pairing.pairs}
    return 2 * len(found & piles.gold) / (len(found) + len(piles.gold))


@pytest.mark.parametrize("hidden", [Hidden(), Hidden(dates=True), BODY_ONLY], ids=str)
@pytest.mark.parametrize("alone", [0.0, 0.9])
def test_without_judge(releases: Piles, hidden: Hidden, alone: float) -> None:
    piles = thin_out(releases, alone=alone, hidden=hidden, seed=1)
    assert f1(pair_documents(piles.sources, piles.targets), piles) == 1.0


def test_with_judge(releases: Piles, judged: Pairing) -> None:
    assert f1(judged, releases) == 1.0
    assert min(pair.probability for pair in judged.pairs) > 0.9


def test_relations(judged: Pairing) -> None:
    rows = (CORPORA / "gold" / "pairs.tsv").read_text("utf-8").splitlines()[1:]
    said = {(pair.source, pair.target): pair for pair in judged.pairs}
    right = [_agree(said[row[0], row[1]], row[2]) for row in (line.split("\t") for line in rows)]
    assert sum(right) >= 24


def _agree(pair: DocumentPair, kind: str) -> bool:
    expected = {
        "translated": {Relation.TRANSLATION},
        "abridged": {Relation.ABRIDGED, Relation.PARTIAL},
        "expanded": {Relation.EXPANDED},
    }
    return pair.relation in expected[kind]
