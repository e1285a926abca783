"""The learned weights of the aligner: a small, versioned file of named numbers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from aligner.core.features import FEATURE_GROUPS
from aligner.core.lattice import BeadKind, bead_kinds
from aligner.errors import FormatError
from aligner.signature import digest_values

__all__ = ["Weights", "load_weights", "save_weights"]

_SHIPPED = "aligner.core.data"
_FORMAT = "aligner-weights-1"


@dataclass(frozen=True, slots=True)
class Weights:
    """What the scorer needs: feature groups, kinds of beads, one number a feature.

    Parameters
    ----------
    name : str
        Versioned name, as it stands in signatures.
    encoder : str
        Encoder whose vectors these weights were trained on.
    groups : tuple of str
        Feature groups.
    max_side, max_total : int
        Longest run of a bead, and most segments in both runs together.
    values : mapping of str to float
        Weight by feature name, in nats per unit of the feature.
    header : mapping of str to object
        How they were made: recipe and digests of the data.
    """

    name: str
    encoder: str
    groups: tuple[str, ...]
    max_side: int
    max_total: int
    values: Mapping[str, float]
    header: Mapping[str, object]

    def __post_init__(self) -> None:
        unknown = sorted(set(self.groups) - set(FEATURE_GROUPS))
        if unknown:
            raise FormatError(f"weights ask for unknown feature groups: {', '.join(unknown)}")

    @property
    def kinds(self) -> tuple[BeadKind, ...]:
        """Kinds of beads the aligner may use."""
        return bead_kinds(self.max_side, self.max_total)

    @property
    def max_run(self) -> int:
        """Longest run that vectors are needed for: one more than a bead can hold."""
        return self.max_side + 1

    def digest(self) -> str:
        """Digest of everything that can change a result."""
        return digest_values(
            [self.encoder, list(self.groups), self.max_side, self.max_total, dict(self.values)],
        )


def load_weights(name_or_path: str = "mixed.v1") -> Weights:
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
    if shipped.is_file():
        return _parse(shipped.read_text(encoding="utf-8"), name_or_path)
    try:
        text = Path(name_or_path).read_text(encoding="utf-8")
    except FileNotFoundError:
        known = ", ".join(
            sorted(p.name[:-5] for p in files(_SHIPPED).iterdir() if p.name.endswith(".json"))
        )
        message = f"no such weights: give the path of a file or one of: {known}"
        raise FormatError(message, name_or_path) from None
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"cannot read the weights: {error}", name_or_path) from error
    return _parse(text, name_or_path)


def _parse(text: str, path: str) -> Weights:
    try:
        data = json.loads(text)
        if data["format"] != _FORMAT:
            raise FormatError(f"weights of another format: {data['format']!r}", path)
        return Weights(
            name=str(data["name"]),
            encoder=str(data["encoder"]),
            groups=tuple(map(str, data["groups"])),
            max_side=int(data["max_side"]),
            max_total=int(data["max_total"]),
            values={str(k): float(v) for k, v in data["values"].items()},
            header=dict(data["header"]),
        )
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        message = f"not a file of weights ({error}); make one with: aligner train"
        raise FormatError(message, path) from error


def save_weights(weights: Weights) -> str:
    """The text of a weights file: JSON, one number a line, the same bytes every time."""
    data = {
        "format": _FORMAT,
        "name": weights.name,
        "header": dict(weights.header),
        "encoder": weights.encoder,
        "groups": list(weights.groups),
        "max_side": weights.max_side,
        "max_total": weights.max_total,
        "values": {name: round(value, 6) for name, value in sorted(weights.values.items())},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
