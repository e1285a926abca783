"""Encoders by the sentence-transformers package: LaBSE, bge-m3, a folder of one's own.

The package and what it needs (PyTorch) are heavy and optional; they are loaded
when the first text is encoded.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np

from aligner.errors import ConfigError, FormatError, MissingExtraError
from aligner.signature import digest_values
from aligner.text import clause_spans, join_segments
from aligner.values import SpanVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer


_FAMILY = "sentence-transformers"
_PACKAGE = "sentence_transformers"
_HUB_NAME = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)?", re.ASCII)
_NAME_WITH_DIGEST = re.compile(r"[^/]+@[0-9a-f]{16}")


class TextModel(Protocol):
    """What a model must be able to do to become an encoder."""

    def vectors(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Vectors of at least one text, shape (n_texts, dim), of any length."""
        ...


class SentenceTransformersEncoder:
    """A model of the sentence-transformers package; every run is encoded anew.

    Parameters
    ----------
    model : str
        Folder of a model, or the name of one on the Hugging Face hub, as in
        ``BAAI/bge-m3``.  What begins like a path (``/``, ``./``, ``~``), or
        stands in a folder that exists, is a folder: the hub is then never asked.

    Raises
    ------
    FormatError
        If the folder does not exist.
    ConfigError
        If the package is not installed, or `model` is the name of a folder's
        model and not its place.

    Notes
    -----
    The encoder's name, in signatures and in weights, says what the model is and
    not where it is: for a folder, its own name and the digest of its files, as
    in ``sentence-transformers:LaBSE@0123456789abcdef``.  Weights trained with
    it therefore fit wherever the folder is moved; since they do not know the
    place, it is given along with them (``--encoder``).  A folder that is renamed
    counts as another model.  A model on the hub goes by its name there, and
    its weights find it on their own; whoever needs the same model for ever
    keeps it in a folder.

    Models cut texts that are too long for them (``max_seq_length`` of the
    model), which the longest runs may be.  The number of threads and the device
    are PyTorch's to choose, and the last digits of a result depend on them.
    """

    def __init__(self, model: str) -> None:
        self._place = model
        self._folder = _folder(model)
        if find_spec(_PACKAGE) is None:
            raise MissingExtraError(f"encoder {_FAMILY}:{model}", _FAMILY)
        known_as = model if self._folder is None else _name_with_digest(self._folder)
        self.name = f"{_FAMILY}:{known_as}"

    def encode_spans(
        self,
        texts: Sequence[str],
        *,
        language: str,
        max_run: int,
    ) -> SpanVectors:
        """Unit vectors of the runs of 1 to `max_run` segments of one document.

        Parameters
        ----------
        texts : sequence of str, length n
        language : str
            Decides what joins two segments: nothing for Chinese, else a space.
        max_run : int
            At least 1.

        Returns
        -------
        vectors : SpanVectors
            ``runs`` has shape (max_run, n, dim).  Clauses are encoded alone
            only: ``clauses_in_context`` is the same array.

        Raises
        ------
        FormatError, ConfigError
            If the model cannot be loaded, from its folder or from the hub.
        """
        return encode_runs(
            self._model, texts, language=language, max_run=max_run, encoder=self.name
        )

    @cached_property
    def _model(self) -> TextModel:
        """The model, loaded on first use."""
        try:
            # Loads slowly, and is not installed everywhere.
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415

            if self._folder is None:
                return LoadedModel(SentenceTransformer(self._place))
            return LoadedModel(SentenceTransformer(str(self._folder), local_files_only=True))
        except Exception as error:  # whatever goes wrong in there, it is about this model
            reason = f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}"
            if self._folder is not None:
                message = f"sentence-transformers cannot load this model: {reason}"
                raise FormatError(message, str(self._folder)) from error
            message = f"no folder {self._place!r} here, and no such model from the hub: {reason}"
            raise ConfigError(message) from error


class LoadedModel:
    """A model of the package as an encoder needs it.

    Parameters
    ----------
    model : SentenceTransformer
    """

    def __init__(self, model: "SentenceTransformer") -> None:
        self._model = model

    def vectors(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Vectors of the texts, shape (n_texts, dim)."""
        vectors = self._model.encode(_encodable(texts), show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def _encodable(texts: Sequence[str]) -> list[str]:
    """The texts without lone surrogates, which tokenizers refuse."""
    return [text.encode("utf-8", "replace").decode() for text in texts]


def _folder(model: str) -> Path | None:
    """Folder of a model that is given by its path; None for the name of one on the hub."""
    path = Path(model).expanduser()
    if path.is_dir():
        return path
    in_a_folder = path.parent != Path() and path.parent.is_dir()
    if _HUB_NAME.fullmatch(model) and not in_a_folder and not path.exists():
        return None
    if _NAME_WITH_DIGEST.fullmatch(model):
        message = (
            f"{_FAMILY}:{model} is a model in a folder, and only its name is known: "
            f"say where it is with --encoder {_FAMILY}:FOLDER"
        )
        raise ConfigError(message)
    raise FormatError("no such folder of a model", str(path))


def _name_with_digest(folder: Path) -> str:
    """Name of a folder, fit for signatures, with the digest of its files."""
    name = re.sub(r"[^\w.-]+", "_", folder.resolve().name)
    return f"{name}@{_digest_files(folder)}"


def _digest_files(folder: Path) -> str:
    """Digest of the names and contents of all files below a folder but hidden ones."""
    paths = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    visible = sorted(p for p in paths if not any(part.startswith(".") for part in p.parts))
    return digest_values([[p.as_posix(), _digest_file(folder / p)] for p in visible])


def _digest_file(path: Path) -> str:
    """SHA-256 of a file of any size."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def encode_runs(
    model: TextModel,
    texts: Sequence[str],
    *,
    language: str,
    max_run: int,
    encoder: str,
) -> SpanVectors:
    """Unit vectors of the runs of 1 to `max_run` segments of one document.

    Parameters
    ----------
    model : TextModel
    texts : sequence of str, length n
    language : str
        Decides what joins two segments.
    max_run : int
        At least 1.
    encoder : str
        Name of the encoder, for the result.

    Returns
    -------
    vectors : SpanVectors
        ``runs`` has shape (max_run, n, dim).  The model knows no context:
        ``clauses`` and ``clauses_in_context`` are the same array.

    Notes
    -----
    The model sees each distinct string once, in the order of first appearance
    by length of the run, then the clauses, so that the same document makes the
    same batches.
    """
    n = len(texts)
    joined = [
        [join_segments(tuple(texts[i : i + size]), language) for i in range(n - size + 1)]
        for size in range(1, max_run + 1)
    ]
    cut = [[text[start:stop] for start, stop in clause_spans(text)] for text in texts]
    strings = dict.fromkeys(chain(*joined, *cut))
    rows = {string: row for row, string in enumerate(strings)}
    # Even an empty document has vectors of a certain width: any text tells it.
    vectors = _units(model.vectors(list(rows) or [""]))
    runs = np.zeros((max_run, n, vectors.shape[1]), dtype=np.float32)
    for level, run_strings in enumerate(joined):
        runs[level, : len(run_strings)] = vectors[[rows[string] for string in run_strings]]
    order = np.array([rows[string] for string in chain(*cut)], dtype=np.int64)
    clauses = vectors[order]
    offsets = np.cumsum([0, *map(len, cut)], dtype=np.int64)
    return SpanVectors(runs, encoder, clauses, clauses, offsets)


def _units(vectors: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Rows of length one; a row of zeros stays one."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return cast("NDArray[np.float32]", (vectors / np.maximum(norms, 1e-12)).astype(np.float32))
