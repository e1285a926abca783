"""The figures of the alignment bench as one HTML page that needs nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
from bench_ablation import Ablation
from bench_figures import KINDS, TARGET, Figures

from aligner.evaluation.calibration import CurvePoint, ReliabilityBin
from aligner.terms.checking.scores import wilson_interval
from aligner.text import strip_controls

__all__ = ["reliability_page"]

_TEMPLATE = Path(__file__).with_suffix(".html")
# More points make a curve no smoother.
_MOST_POINTS = 300
# Where precision begins in the curves, at the highest, and the steps it may begin at.
_HIGHEST_FLOOR = 0.9
_FLOOR_STEP = 0.1


@dataclass(frozen=True, slots=True)
class _Plot:
    """A square of the page that stands for ranges of two numbers.

    Parameters
    ----------
    x_low, x_high, y_low, y_high : float
        Bounds of the numbers.
    left, top, size : float
        Of the square, in units of the drawing.
    """

    x_low: float = 0.0
    x_high: float = 1.0
    y_low: float = 0.0
    y_high: float = 1.0
    left: float = 44.0
    top: float = 12.0
    size: float = 300.0

    def x(self, value: float) -> float:
        """Where a number lies from left to right."""
        share = (value - self.x_low) / (self.x_high - self.x_low)
        return round(self.left + self.size * share, 1)

    def y(self, value: float) -> float:
        """Where a number lies from top to bottom."""
        share = (value - self.y_low) / (self.y_high - self.y_low)
        return round(self.top + self.size * (1 - share), 1)

    def path(self, points: Sequence[tuple[float, float]]) -> str:
        """A line through points, those below the floor being drawn on it."""
        places = (f"{self.x(x)},{self.y(max(y, self.y_low))}" for x, y in points)
        return " ".join(places)

    @property
    def x_ticks(self) -> tuple[float, ...]:
        """Numbers to stand at the lower edge."""
        return _ticks(self.x_low, self.x_high)

    @property
    def y_ticks(self) -> tuple[float, ...]:
        """Numbers to stand at the left edge."""
        return _ticks(self.y_low, self.y_high)


def _ticks(low: float, high: float) -> tuple[float, ...]:
    return tuple(round(low + (high - low) * k / 5, 3) for k in range(6))


def reliability_page(
    figures: Sequence[Figures], ablation: Sequence[Ablation], signature: str
) -> str:
    """A page of tables and diagrams.

    Parameters
    ----------
    figures : sequence of Figures
        Those of several folders are followed by those of all together.
    ablation : sequence of Ablation
        Empty when none was made.
    signature : str
    """
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["share"] = _share
    environment.filters["change"] = _change
    page = environment.from_string(_TEMPLATE.read_text("utf-8")).render(
        figures=figures,
        panels=[_panel(group) for group in figures],
        kinds=KINDS,
        target=TARGET,
        ablation=ablation,
        signature=signature,
    )
    return strip_controls(page)


def _share(value: float | None, digits: int = 3) -> str:
    """A share with some places, a dash for none."""
    return "\u2013" if value is None else f"{value:.{digits}f}"


def _change(value: float) -> str:
    """A difference with its sign, a true minus."""
    return f"{value:+.4f}".replace("-", "\u2212")


def _panel(figures: Figures) -> dict[str, object]:
    """The diagrams of one folder as the template wants them."""
    square = _Plot()
    curve = _thinned(figures.curve)
    floor = _Plot(y_low=_floor(curve))
    return {
        "name": figures.name,
        "seen": figures.seen,
        "error": figures.calibration_error,
        "beads": sum(b.count for b in figures.bins),
        "square": square,
        "bars": [_bar(b, square) for b in figures.bins],
        "plot": floor,
        "delivered": floor.path([(p.kept, p.precision) for p in curve]),
        "expected": floor.path([(p.kept, p.expected) for p in curve]),
        "promise": figures.promises[TARGET],
        "promises": list(figures.promises.values()),
    }


def _bar(found: ReliabilityBin, plot: _Plot) -> dict[str, object]:
    """One bin as drawn: its bar, the mark of its mean probability, what chance allows."""
    right = round(found.share_right * found.count)
    low, high = wilson_interval(right, found.count) if found.count else (0.0, 0.0)
    top = plot.y(found.share_right)
    return {
        "bin": found,
        "x": plot.x(found.low),
        "middle": plot.x((found.low + found.high) / 2),
        "width": round(plot.size * (found.high - found.low), 1),
        "top": top,
        "height": round(plot.y(0.0) - top, 1),
        "mean_x": plot.x(found.mean_probability),
        "mean_y": plot.y(found.mean_probability),
        "low": plot.y(low),
        "high": plot.y(high),
        "interval": (low, high),
    }


def _thinned(curve: Sequence[CurvePoint]) -> list[CurvePoint]:
    """So many points as can be told apart, the last one among them."""
    step = max(1, len(curve) // _MOST_POINTS)
    return [*curve[:-1:step], *curve[-1:]]


def _floor(curve: Sequence[CurvePoint]) -> float:
    """A round number that most of a curve lies above: its first points jump about."""
    ends = [min(p.precision, p.expected) for p in curve[len(curve) // 20 :]]
    lowest = min(ends, default=0.0)
    return max(0.0, min(_HIGHEST_FLOOR, int(lowest / _FLOOR_STEP) * _FLOOR_STEP))
