"""The learned weights of the aligner: a small, versioned file of named numbers."""

import json
import operator
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from aligner.core.features import (
    FEATURE_GROUPS,
    PRUNING_GROUPS,
    TOKEN_GROUPS,
    WORD_GROUPS,
    feature_names,
)
from aligner.core.lattice import BeadKind, bead_kinds
from aligner.core.scoring import Network, Scorer, Trees
from aligner.errors import FormatError
from aligner.inputs import read_plain_file
from aligner.parts import DEFAULT_WEIGHTS
from aligner.signature import digest_values

if TYPE_CHECKING:
    from numpy.typing import NDArray


_SHIPPED = "aligner.core.data"
_VERSIONED = re.compile(r"[a-z]+\.v\d+")
_FORMAT = "aligner-weights-3"
# Written before there were trees; otherwise the same.
_EARLIER_FORMAT = "aligner-weights-2"
# Significant digits kept: far more than make a difference.
_DIGITS = 6
# Limits of what is read: of a file in bytes, of the kinds of beads in segments, of networks and
# their hidden units, of trees and their levels. Far above what training makes, and small enough
# to do no harm.
_LARGEST_FILE = 50_000_000
_LARGEST_KINDS = 40
_MOST_NETWORKS = 64
_MOST_UNITS = 1_000
_MOST_TREES = 10_000
_MOST_LEVELS = 8


class SecondScorers(NamedTuple):
    """Score beads by the features of the first look and those of tokens.

    Parameters
    ----------
    faithful, abridged : Scorer
        For complete translations, and for abridged ones.
    """

    faithful: Scorer
    abridged: Scorer


@dataclass(frozen=True)
class Weights:
    """What the aligner has learned: kinds of beads, feature groups and three scorers.

    Parameters
    ----------
    name : str
        Versioned name, as used in signatures.
    encoder : str
        Encoder whose vectors these weights were trained on.
    groups : tuple of str
        Feature groups of the scorer.
    max_side, max_total, max_list : int
        Bounds of the kinds of beads, see `bead_kinds`.
    pruning : Scorer
        Scores beads for pruning, over the groups `PRUNING_GROUPS`.
    faithful, abridged : Scorer
        Score the beads that pruning leaves: in a complete translation, and in one
        with sentences left out or added.
    header : mapping of str to object
        How they were made: recipe and digests of the data.
    second : SecondScorers or None
        What decides with the states of tokens beside; None if nothing was trained for it.
    """

    name: str
    encoder: str
    groups: tuple[str, ...]
    max_side: int
    max_total: int
    max_list: int
    pruning: Scorer
    faithful: Scorer
    abridged: Scorer
    header: Mapping[str, object]
    second: SecondScorers | None = None

    def __post_init__(self) -> None:
        bounds = (self.max_side, self.max_total, self.max_list)
        if not all(1 <= bound <= _LARGEST_KINDS for bound in bounds):
            raise FormatError(f"beads of up to {bounds} segments; known are 1 to {_LARGEST_KINDS}")
        unknown = sorted(set(self.groups) - set(FEATURE_GROUPS))
        if unknown:
            raise FormatError(f"weights ask for unknown feature groups: {', '.join(unknown)}")
        names = feature_names(self.groups, self.kinds)
        of_pruning = feature_names(PRUNING_GROUPS, self.kinds)
        if (self.pruning.names, self.faithful.names, self.abridged.names) != (
            of_pruning,
            names,
            names,
        ):
            raise FormatError("the features of these weights are not those of this version")
        if self.second and any(
            scorer.names != feature_names((*self.groups, *TOKEN_GROUPS), self.kinds)
            for scorer in self.second
        ):
            raise FormatError("the features of a second look are not those of this version")
        if not all(scorer.networks for scorer in _scorers(self).values()):
            raise FormatError("weights without a network")

    @property
    def kinds(self) -> tuple[BeadKind, ...]:
        """Kinds of beads the aligner may use."""
        return bead_kinds(self.max_side, self.max_total, self.max_list)

    @property
    def max_run(self) -> int:
        """Longest run that vectors are needed for."""
        return max(self.max_side, self.max_list)

    @property
    def reads_words(self) -> bool:
        """Whether results depend on the bilingual lexicon as well."""
        return any(group in WORD_GROUPS for group in self.groups)

    def digest(self) -> str:
        """Digest of everything that can change a result."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return digest_values(
            [
                self.encoder,
                list(self.groups),
                [self.max_side, self.max_total, self.max_list],
                *map(_scorer_data, _scorers(self).values()),
            ],
        )


def load_weights(name_or_path: str = DEFAULT_WEIGHTS) -> Weights:
    """Weights by the name of a shipped set, or from a file.

    Raises
    ------
    FormatError
        If the file is not one that `save_weights` wrote, with the reason.
    """
    return _load(name_or_path)


@cache
def _load(name_or_path: str) -> Weights:
    shipped = files(_SHIPPED).joinpath(f"{name_or_path}.json")
    if _VERSIONED.fullmatch(name_or_path) and shipped.is_file():
        return parse_weights(shipped.read_text(encoding="utf-8"), name_or_path)
    try:
        text = read_plain_file(Path(name_or_path), _LARGEST_FILE).decode()
    except FileNotFoundError:
        # The folder also holds the models of moved text and of partners, which have no version.
        names = (p.name.removesuffix(".json") for p in files(_SHIPPED).iterdir())
        known = ", ".join(sorted(name for name in names if _VERSIONED.fullmatch(name)))
        message = f"no such weights: give the path of a file or one of: {known}"
        raise FormatError(message, name_or_path) from None
    except OSError as error:
        raise FormatError(f"cannot read the weights: {error.strerror}", name_or_path) from error
    except UnicodeDecodeError as error:
        raise FormatError(f"cannot read the weights: {error}", name_or_path) from error
    return parse_weights(text, name_or_path)


def parse_weights(text: str, path: str) -> Weights:
    """Weights from the text of a file.

    Raises
    ------
    FormatError
        If `save_weights` did not write it; the message names the path.
    """
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
        found = data["format"]
        if found in {_FORMAT, _EARLIER_FORMAT}:
            return _parsed(data)
    except FormatError as error:
        raise FormatError(f"{error.message}; train them anew: aligner train", path) from error
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        message = f"not a file of weights ({error}); make one with: aligner train"
        raise FormatError(message, path) from error
    message = f"weights of another version ({found}); train them anew: aligner train"
    raise FormatError(message, path)


def _parsed(data: Mapping[str, Any]) -> Weights:
    return Weights(
        name=str(data["name"]),
        encoder=str(data["encoder"]),
        groups=tuple(map(str, data["groups"])),
        max_side=operator.index(data["max_side"]),
        max_total=operator.index(data["max_total"]),
        max_list=operator.index(data["max_list"]),
        pruning=_parsed_scorer(data["sieve"]),
        faithful=_parsed_scorer(data["faithful"]),
        abridged=_parsed_scorer(data["abridged"]),
        header=dict(data["header"]),
        second=_parsed_second(data),
    )


def _parsed_second(data: Mapping[str, Any]) -> SecondScorers | None:
    """The scorers of the second look, which a file may lack."""
    names = [f"second-{name}" for name in SecondScorers._fields]
    if not any(name in data for name in names):
        return None
    return SecondScorers(*(_parsed_scorer(data[name]) for name in names))


def save_weights(weights: Weights) -> str:
    """The text of a weights file: JSON, one feature a line, the same bytes every time."""
    data = {
        "format": _FORMAT,
        "name": weights.name,
        "header": dict(weights.header),
        "encoder": weights.encoder,
        "groups": list(weights.groups),
        "max_side": weights.max_side,
        "max_total": weights.max_total,
        "max_list": weights.max_list,
    }
    head = json.dumps(data, ensure_ascii=False, indent=1).removesuffix("\n}")
    scorers = [f' "{name}": {_scorer_text(s)}' for name, s in _scorers(weights).items()]
    return ",\n".join([head, *scorers]) + "\n}\n"


def _scorers(weights: Weights) -> dict[str, Scorer]:
    scorers = {
        "sieve": weights.pruning,
        "faithful": weights.faithful,
        "abridged": weights.abridged,
    }
    if weights.second:
        scorers |= {f"second-{name}": s for name, s in weights.second._asdict().items()}
    return scorers


def _scorer_text(scorer: Scorer) -> str:
    """A scorer in JSON, with one line for each feature, network and tree."""
    data = _scorer_data(scorer)
    features = ",\n".join(
        f'  "{name}": {json.dumps(row)}' for name, row in data["features"].items()
    )
    lists = [
        f' "{name}": [\n' + ",\n".join(f"  {json.dumps(row)}" for row in data[name]) + "\n ]"
        for name in ("units", "trees")
        if name in data
    ]
    return "{\n" + ",\n".join([f' "features": {{\n{features}\n }}', *lists]) + "\n }"


def _scorer_data(scorer: Scorer) -> dict[str, Any]:
    """A scorer as plain values.

    Of every feature: mean, spread, and for each network its linear weight and
    its weights into the hidden units.  Of every network: biases and outputs.  Of every
    tree: the places of the features that its levels ask for, the limits, and the leaves.
    """
    shares = [_rounded(np.column_stack([n.linear, n.hidden])) for n in scorer.networks]
    scales = _rounded(np.column_stack([scorer.mean, scorer.spread]))
    features = {
        name: [*scale, *rows]
        for name, scale, *rows in zip(scorer.names, scales, *shares, strict=True)
    }
    units = [_rounded(np.stack([n.bias, n.output])) for n in scorer.networks]
    data = {"features": features, "units": units}
    return data if scorer.trees is None else {**data, "trees": _tree_data(scorer.trees)}


def _tree_data(trees: Trees) -> list[list[list[float]]]:
    limits, values = (_rounded(part.astype(np.float64)) for part in (trees.limits, trees.values))
    return [list(tree) for tree in zip(trees.features.tolist(), limits, values, strict=True)]


def _rounded(values: "NDArray[np.float64]") -> list[list[float]]:
    """The rows of a table, all numbers shortened at once."""
    text = f"%.{_DIGITS}g " * values.size % tuple(values.ravel().tolist())
    table = np.array(text.split(), np.float64).reshape(values.shape)
    return cast("list[list[float]]", table.tolist())


def _parsed_scorer(data: Mapping[str, Any]) -> Scorer:
    features, units = dict(data["features"]), list(data["units"])
    table = list(features.values())
    if len(units) > _MOST_NETWORKS or any(len(bias) > _MOST_UNITS for bias, _ in units):
        raise ValueError("more networks or units than training makes")
    networks = []
    for k, (bias, output) in enumerate(units):
        rows = _numbers([row[2 + k] for row in table], 2)
        network = Network(rows[:, 0], rows[:, 1:], _numbers(bias, 1), _numbers(output, 1))
        if not network.hidden.shape[1] == len(network.bias) == len(network.output):
            raise ValueError("the numbers of hidden units differ")
        networks.append(network)
    mean, spread = _numbers([row[:2] for row in table], 2).T
    if not (spread > 0).all():
        raise ValueError("a feature without spread")
    trees = _parsed_trees(data["trees"], len(features)) if "trees" in data else None
    return Scorer(tuple(features), mean, spread, tuple(networks), trees)


def _parsed_trees(rows: Sequence[Sequence[object]], n_features: int) -> Trees:
    """The trees of a scorer; ValueError if they are none, or ask for unknown features."""
    if not 1 <= len(rows) <= _MOST_TREES:
        raise ValueError("no trees, or more than training makes")
    asked, limits, values = (_numbers(list(part), 2) for part in zip(*rows, strict=True))
    features = asked.astype(np.int64)
    depth = features.shape[1]
    if not 1 <= depth <= _MOST_LEVELS or limits.shape != features.shape:
        raise ValueError("the levels of the trees differ")
    if values.shape[1] != 1 << depth:
        raise ValueError("trees with too few or too many leaves")
    if (features != asked).any() or features.min() < 0 or features.max() >= n_features:
        raise ValueError("a tree asks for an unknown feature")
    return Trees(features, limits.astype(np.float32), values.astype(np.float32))


def _numbers(values: object, n_dimensions: int) -> "NDArray[np.float64]":
    """Finite numbers of the dimensions wanted; ValueError if they are something else."""
    array = np.array(values)
    if array.ndim != n_dimensions or array.dtype.kind not in "if" or not np.isfinite(array).all():
        raise ValueError("no table of finite numbers")
    return array.astype(np.float64)


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")
