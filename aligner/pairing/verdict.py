"""What an alignment says about a pair, as numbers."""

from math import log, log1p

from aligner.pairing.figures import FigureMatch
from aligner.pairing.ladder import LadderEvidence

LADDER_FEATURES = (
    "cover.probability",
    "cover.most",
    "cover.least",
    "cover.matched",
    "cover.gap",
    "cover.unevenness",
    "numbers.answered",
    "numbers.opposed",
    "dates.answered",
    "dates.opposed",
)

_SUREST = 0.99


def ladder_features(ladder: LadderEvidence) -> list[float]:
    """Values of `LADDER_FEATURES`."""
    covers = [side.cover for side in ladder.sides]
    return [
        _log_odds(ladder.probability),
        max(covers),
        min(covers),
        log1p(ladder.matched),
        min(side.gap for side in ladder.sides),
        ladder.unevenness,
        *_figures(ladder.numbers),
        *_figures(ladder.dates),
    ]


def _figures(match: FigureMatch) -> tuple[float, float]:
    """Log of what agrees; root of what contradicts, times its share."""
    bound = match.shared + match.opposed
    return log1p(match.shared), match.opposed**1.5 / bound if bound else 0.0


def _log_odds(probability: float) -> float:
    """Log odds of a probability, limited."""
    limited = min(max(probability, 1 - _SUREST), _SUREST)
    return log(limited / (1 - limited))
