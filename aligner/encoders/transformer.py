"""Encoders from the sentence-transformers package: LaBSE, bge-m3, or a local folder.

The package and its dependency PyTorch are large and optional; they are loaded when the
first text is encoded.
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

from aligner.encoders.model_folder import require_harmless
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
    """The interface of a model that an encoder is made from."""

    def vectors(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Vectors of at least one text, shape (n_texts, dim), of any length."""
        ...


class SentenceTransformersEncoder:
    """A model of the sentence-transformers package; every run is encoded separately.

    Parameters
    ----------
    model : str
        Folder of a model, or the name of one on the Hugging Face hub, as in
        ``BAAI/bge-m3``, that was downloaded before: nothing is fetched.  A name that
        begins like a path (``/``, ``./``, ``~``) or is inside an existing folder is taken
        as a folder.

    Raises
    ------
    FormatError
        If the folder does not exist, or the model has code or pickles in it.
    ConfigError
        If the package is not installed, or `model` is the name of a model in a
        folder, but not its path.

    Notes
    -----
    The name of the encoder in signatures and weights identifies the model and not its
    path: for a folder, it is the folder's name with the digest of its files, as in
    ``sentence-transformers:LaBSE@0123456789abcdef``.  Weights trained with it remain
    usable when the folder is moved, but the path has to be given with them
    (``--encoder``).  A renamed folder counts as another model.  A model on the hub is
    identified by its name there; to make sure that a model never changes, keep it in a
    folder.

    Models truncate texts that are too long for them (``max_seq_length``), which may
    affect the longest runs.  PyTorch chooses the device and the number of threads,
    and the last digits of the results depend on them.
    """

    def __init__(self, model: str) -> None:
        self._place = model
        self._folder = _folder(model)
        if find_spec(_PACKAGE) is None:
            raise MissingExtraError(f"encoder {_FAMILY}:{model}", _FAMILY)
        if self._folder is not None:
            require_harmless(self._folder)
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
            # Slow to import, and not installed everywhere.
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415

            folder = _downloaded(self._place) if self._folder is None else self._folder
            require_harmless(folder)
            model = SentenceTransformer(
                str(folder),
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
            return LoadedModel(model)
        except FormatError:
            raise
        except Exception as error:  # any failure concerns this model
            reason = f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}"
            if self._folder is not None:
                message = f"sentence-transformers cannot load this model: {reason}"
                raise FormatError(message, str(self._folder)) from error
            message = (
                f"no folder {self._place!r} here, and no such model of the hub was downloaded "
                f"before; `hf download {self._place}` does that: {reason}"
            )
            raise ConfigError(message) from error


class LoadedModel:
    """A model of the package as a `TextModel`.

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
    """The folder of a model given by its path; None for the name of a model on the hub."""
    path = Path(model).expanduser()
    if path.is_dir():
        return path
    in_a_folder = path.parent != Path() and path.parent.is_dir()
    if _HUB_NAME.fullmatch(model) and not in_a_folder and not path.exists():
        return None
    if _NAME_WITH_DIGEST.fullmatch(model):
        message = (
            f"{_FAMILY}:{model} is the name of a model in a folder; "
            f"give its path with --encoder {_FAMILY}:FOLDER"
        )
        raise ConfigError(message)
    raise FormatError("no such folder", str(path))


def _downloaded(name: str) -> Path:
    """Where a model of the hub lies on this machine; nothing is fetched."""
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - comes with the package

    owned = name if "/" in name else f"{_FAMILY}/{name}"
    return Path(snapshot_download(owned, local_files_only=True))


def _name_with_digest(folder: Path) -> str:
    """Name of a folder, valid in signatures, with the digest of its files."""
    name = re.sub(r"[^\w.-]+", "_", folder.resolve().name)
    return f"{name}@{_digest_files(folder)}"


def _digest_files(folder: Path) -> str:
    """Digest of the names and contents of all files in a folder, except hidden ones."""
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
        ``runs`` has shape (max_run, n, dim).  The model does not use context:
        ``clauses`` and ``clauses_in_context`` are the same array.

    Notes
    -----
    The model gets each distinct string once, ordered by run length and first
    appearance, then the clauses, so that the same document makes the same batches.
    """
    n = len(texts)
    joined = [
        [join_segments(tuple(texts[i : i + size]), language) for i in range(n - size + 1)]
        for size in range(1, max_run + 1)
    ]
    cut = [[text[start:stop] for start, stop in clause_spans(text)] for text in texts]
    strings = dict.fromkeys(chain(*joined, *cut))
    rows = {string: row for row, string in enumerate(strings)}
    # An empty document has vectors of the same width: encode any text to find it.
    vectors = _units(model.vectors(list(rows) or [""]))
    runs = np.zeros((max_run, n, vectors.shape[1]), dtype=np.float32)
    for level, run_strings in enumerate(joined):
        runs[level, : len(run_strings)] = vectors[[rows[string] for string in run_strings]]
    order = np.array([rows[string] for string in chain(*cut)], dtype=np.int64)
    clauses = vectors[order]
    offsets = np.cumsum([0, *map(len, cut)], dtype=np.int64)
    return SpanVectors(runs, encoder, clauses, clauses, offsets)


def _units(vectors: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Rows scaled to length one; zero rows stay zero."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return cast("NDArray[np.float32]", (vectors / np.maximum(norms, 1e-12)).astype(np.float32))
