"""Vectors of the segments of one document, and of the tokens in them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.values.invariants import require

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class SpanVectors:
    """Vectors of every run of 1 to `max_run` neighbouring segments of one document.

    Parameters
    ----------
    runs : ndarray of shape (max_run, n_segments, dim), float32
        ``runs[k - 1, i]`` is the unit vector of segments ``i .. i + k - 1``
        joined; zeros where the run would pass the end.
    encoder : str
        Versioned name of the encoder.
    clauses, clauses_in_context : ndarray of shape (n_clauses, dim), float32
        Unit vectors of the clauses of the segments, encoded alone and as parts
        of the running text; the same array if the encoder does not use context.
    clause_offsets : ndarray of shape (n_segments + 1,), int64
        Clauses of segment `i` are ``clause_offsets[i] .. clause_offsets[i + 1]``,
        at least one.
    """

    runs: "NDArray[np.float32]"
    encoder: str
    clauses: "NDArray[np.float32]"
    clauses_in_context: "NDArray[np.float32]"
    clause_offsets: "NDArray[np.int64]"

    def __post_init__(self) -> None:
        require(self.runs.ndim == 3, "runs have three axes")  # noqa: PLR2004
        offsets = self.clause_offsets
        require(len(offsets) == self.runs.shape[1] + 1, "every segment has its clauses")
        require(int(offsets[-1]) == len(self.clauses), "every clause has its segment")
        require(self.clauses.shape == self.clauses_in_context.shape, "both kinds of clauses agree")

    @property
    def max_run(self) -> int:
        """Longest run, in segments."""
        return int(self.runs.shape[0])

    @property
    def singles(self) -> "NDArray[np.float32]":
        """Vectors of the single segments, shape (n_segments, dim)."""
        single: NDArray[np.float32] = self.runs[0]
        return single

    def part(self, start: int, stop: int) -> "SpanVectors":
        """Vectors of neighbouring segments, as they are in the whole document."""
        runs = self.runs[:, start:stop].copy()
        for size in range(1, self.max_run):
            runs[size, max(0, stop - start - size) :] = 0.0
        first, last = (int(self.clause_offsets[i]) for i in (start, stop))
        return SpanVectors(
            runs,
            self.encoder,
            self.clauses[first:last],
            self.clauses_in_context[first:last],
            self.clause_offsets[start : stop + 1] - first,
        )


@dataclass(frozen=True, slots=True)
class TokenStates:
    """Contextual vectors of the tokens of several texts, for word alignment.

    Parameters
    ----------
    vectors : ndarray of shape (n_tokens, dim), float32
        Unit vectors, text by text; zero where centring leaves nothing, as with a
        single token.
    offsets : ndarray of shape (n_texts + 1,), int64
        Tokens of text `i` are ``offsets[i] .. offsets[i + 1]``; there may be none.
    spans : ndarray of shape (n_tokens, 2), int32
        The characters of its text that each token covers, in code points; at
        least one.  Two tokens may cover the same character (㈱).
    encoder : str
        Versioned name of the encoder.
    """

    vectors: "NDArray[np.float32]"
    offsets: "NDArray[np.int64]"
    spans: "NDArray[np.int32]"
    encoder: str

    def __post_init__(self) -> None:
        require(self.vectors.ndim == 2, "every token has a vector")  # noqa: PLR2004
        require(self.spans.shape == (len(self.vectors), 2), "every token has a span")
        require(int(self.offsets[-1]) == len(self.vectors), "every token has its text")


@dataclass(frozen=True, slots=True)
class EncodedText:
    """The segments of one document as input of the aligner: texts, language, vectors.

    Parameters
    ----------
    texts : tuple of str
    language : str
        BCP 47 tag.
    vectors : SpanVectors
        Of these texts, in the same order.
    numbers : tuple of int
        Segment numbers used in messages; by default their positions.
    kinds : tuple of int
        Segments are aligned only with segments of the same kind; by default all are
        of one kind.
    anchors : tuple of frozenset of str
        Keys that a segment is likely to share with its counterpart, such as the
        concepts of a glossary in it; by default there are none.
    """

    texts: tuple[str, ...]
    language: str
    vectors: SpanVectors
    numbers: tuple[int, ...] = ()
    kinds: tuple[int, ...] = ()
    anchors: tuple[frozenset[str], ...] = ()

    def __post_init__(self) -> None:
        require(len(self.texts) == self.vectors.runs.shape[1], "every segment has its vectors")
        require(len(self.numbers) in {0, len(self.texts)}, "every segment has its number")
        require(len(self.kinds) in {0, len(self.texts)}, "every segment has its kind")
        require(len(self.anchors) in {0, len(self.texts)}, "every segment has its anchors")

    def part(self, start: int, stop: int) -> "EncodedText":
        """Neighbouring segments, with the vectors that they have in the whole document."""
        return EncodedText(
            self.texts[start:stop],
            self.language,
            self.vectors.part(start, stop),
            self.numbers[start:stop],
            self.kinds[start:stop],
            self.anchors[start:stop],
        )
