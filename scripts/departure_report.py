"""What the confidence of departures is worth: how it ranks, and how often it is right."""

from collections.abc import Iterator, Sequence

import numpy as np
from departure_trials import HUMAN, Reading
from numpy.typing import NDArray

from aligner.values import LIKELY

__all__ = [
    "HUMAN_SHARE",
    "area_of_kinds",
    "auc",
    "population",
    "reliability",
    "report",
    "report_registers",
]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# Of the harmless, human text counts this share; what it leaves open are often departures
# from the list in earnest.
HUMAN_SHARE = 0.2
_STEPS = 10
_WORST = 4


def population(readings: Sequence[Reading], human_share: float = HUMAN_SHARE) -> Floats:
    """What each reading counts in a text with as many errors as harmless departures.

    Kinds of errors count alike, and kinds of harmless changes; human text has its share
    of the harmless.
    """
    kinds = np.array([r.kind for r in readings])
    errors = np.array([r.is_error for r in readings])
    humans = kinds == HUMAN
    sizes = {str(kind): int((kinds == kind).sum()) for kind in set(kinds)}
    own = np.array([1.0 / sizes[r.kind] for r in readings])
    parts = ((errors, 1.0), (humans, human_share), (~errors & ~humans, 1 - human_share))
    for mask, share in parts:
        if mask.any():
            own[mask] *= share / own[mask].sum() / 2
    return own


def auc(scores: Floats, truth: Bools, weights: Floats) -> float:
    """Chance that an error has a higher score than a harmless change."""
    order = np.argsort(scores, kind="stable")
    s, t, w = scores[order], truth[order], weights[order]
    below = np.concatenate([[0.0], np.cumsum(np.where(t, 0.0, w))])
    first, last = np.searchsorted(s, s, "left"), np.searchsorted(s, s, "right")
    wins = (below[first] + below[last]) / 2
    return float((wins[t] * w[t]).sum() / (w[t].sum() * below[-1]))


def area_of_kinds(chance: Floats, readings: Sequence[Reading]) -> dict[str, float]:
    """The area of each kind of errors against all made harmless changes, and the reverse."""
    truth = np.array([r.is_error for r in readings])
    kinds = np.array([r.kind for r in readings])
    weights = population(readings)
    areas = {}
    for kind in sorted({r.kind for r in readings}):
        own = kinds == kind
        against = own | ((truth != truth[own][0]) & (kinds != HUMAN))
        areas[kind] = auc(chance[against], truth[against], weights[against])
    return areas


def reliability(
    chance: Floats, readings: Sequence[Reading], weights: Floats
) -> Iterator[tuple[float, float, float]]:
    """Of each tenth to which confidences are rounded: what is said, how much is right, its share.

    Trials of which nothing is said are left out.
    """
    truth = np.array([r.is_error for r in readings])
    steps = np.round(chance * _STEPS).astype(int)
    for step in range(_STEPS + 1):
        inside = (steps == step) & (chance > 0) & (weights > 0)
        if inside.any():
            own = weights[inside]
            said = float(np.average(chance[inside], weights=own))
            yield said, float(np.average(truth[inside], weights=own)), float(own.sum())


def report(chance: Floats, readings: Sequence[Reading]) -> None:
    """Print how each kind is ranked, all of them, and how often is right what is said."""
    truth = np.array([r.is_error for r in readings])
    kinds = np.array([r.kind for r in readings])
    areas = area_of_kinds(chance, readings)
    print(f"{'kind':28} {'n':>5} {'shown':>6} {'auc':>6}")
    for kind in sorted(areas, key=lambda k: (not truth[kinds == k][0], k)):
        own = kinds == kind
        shown = (chance[own] >= LIKELY).mean()
        print(f"{kind:28} {own.sum():5} {shown:6.3f} {areas[kind]:6.3f}")
    made = {kind: area for kind, area in areas.items() if kind != HUMAN}
    worst = ", ".join(
        f"{kind} {made[kind]:.3f}" for kind in sorted(made, key=made.__getitem__)[:_WORST]
    )
    print(f"mean of kinds: auc {sum(made.values()) / len(made):.3f}; worst: {worst}")
    _report_all(chance, readings)
    for name, share in (("changes alone", 0.0), ("with human departures", HUMAN_SHARE)):
        print(f"reliability, {name}: said, right, share")
        for row in reliability(chance, readings, population(readings, share)):
            print("  {:.2f} {:.2f} {:.3f}".format(*row))


def _report_all(chance: Floats, readings: Sequence[Reading]) -> None:
    truth = np.array([r.is_error for r in readings])
    made = np.array([r.kind != HUMAN for r in readings])
    is_open = np.array([r.is_open for r in readings])
    weights = population(readings)
    for name, mask in (("all trials", made), ("where evidence decides", made & is_open)):
        found, alarms = (
            np.average(chance[part] >= LIKELY, weights=weights[part])
            for part in (mask & truth, mask & ~truth)
        )
        area = f"{auc(chance[mask], truth[mask], weights[mask]):.3f}"
        print(f"{name}: auc {area}, found {found:.3f}, alarms {alarms:.3f}")


def report_registers(chance: Floats, readings: Sequence[Reading]) -> None:
    """Print how each register is ranked, and how often is right what is said in it."""
    registers = np.array([r.register for r in readings])
    for register in sorted({r.register for r in readings}):
        inside = [r for r in readings if r.register == register]
        _report_register(register, chance[registers == register], inside)
    _report_register("all registers", chance, readings)


def _report_register(name: str, chance: Floats, readings: Sequence[Reading]) -> None:
    truth = np.array([r.is_error for r in readings])
    made = np.array([r.kind != HUMAN for r in readings])
    weights = population(readings)
    area = auc(chance[made], truth[made], weights[made])
    rows = reliability(chance, readings, weights)
    said = ", ".join(f"{said:.2f} {right:.2f}" for said, right, _ in rows if said >= LIKELY)
    print(f"{name}: auc {area:.3f}; said, right: {said}")
