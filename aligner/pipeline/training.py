"""Folders of gold alignments to training documents, weights and scores."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from aligner.core import Recipe, TrainingDocument, Weights, align, train_weights
from aligner.encoders import load_encoder
from aligner.errors import FormatError
from aligner.evaluation import AlignmentScore, read_ladder, score_alignments, to_alignment
from aligner.readers import read_lines
from aligner.signature import digest_bytes, digest_values
from aligner.values import Alignment, Bead, EncodedText

__all__ = [
    "align_gold",
    "gold_digest",
    "leave_one_out",
    "read_gold",
    "score_gold",
    "train_on",
    "with_omissions",
]

_ENCODER = "use.v1"
# Official translations leave out about one sentence in twenty.
_OMIT_ONE_IN = 20


def read_gold(folder: Path, *, max_run: int) -> list[TrainingDocument]:
    """Gold documents of a folder, encoded: ``NAME.zh``, ``NAME.en``, ``NAME.gold``.

    The ending of a text is its language.  Of two texts beside a ladder, the
    Chinese one is the source; without Chinese, the first in alphabetical order.

    Raises
    ------
    FormatError
        If the folder holds no gold, a text is missing, or a ladder does not fit.
    """
    ladders = sorted(folder.glob("*.gold"))
    if not ladders:
        raise FormatError("no gold here: files NAME.zh, NAME.en and NAME.gold", str(folder))
    return [_read_document(path, max_run) for path in ladders]


def _read_document(path: Path, max_run: int) -> TrainingDocument:
    texts = sorted(
        (p for p in path.parent.glob(f"{path.stem}.*") if p.suffix != path.suffix),
        key=lambda p: (p.suffix != ".zh", p.suffix),
    )
    if len(texts) != 2:  # noqa: PLR2004 - a bitext has two sides
        raise FormatError(f"a ladder needs two texts beside it, not {len(texts)}", str(path))
    source, target = (_encoded(text, max_run) for text in texts)
    beads = read_ladder(path)
    gold = to_alignment(beads, len(source.texts), len(target.texts), str(path))
    return TrainingDocument(f"{path.parent.name}/{path.stem}", source, target, gold)


def _encoded(path: Path, max_run: int) -> EncodedText:
    lines = read_lines(path)
    language = path.suffix.removeprefix(".")
    vectors = load_encoder(_ENCODER).encode_spans(lines, language=language, max_run=max_run)
    return EncodedText(lines, language, vectors)


def train_on(
    documents: Sequence[TrainingDocument],
    *,
    name: str,
    omissions: bool = False,
) -> Weights:
    """Weights trained on gold documents, their digests in the header.

    Parameters
    ----------
    documents : sequence of TrainingDocument
    name : str
        As it will stand in signatures.
    omissions : bool, default=False
        Whether to train on a copy of each document with segments left out as
        well, for texts whose translations leave out and add.
    """
    header = {"omissions": omissions, "documents": {d.name: _digest(d) for d in documents}}
    copies = [with_omissions(d) for d in documents] if omissions else []
    return train_weights([*documents, *copies], name=name, header=header)


def with_omissions(document: TrainingDocument) -> TrainingDocument:
    """A copy in which some segments have lost their translation.

    Of every `_OMIT_ONE_IN` beads 1-1, about one loses its source segment and one
    its target segment; which ones depends on the name of the document only.
    """
    lost: dict[str, set[int]] = {"source": set(), "target": set()}
    for index, bead in enumerate(document.gold):
        draw = int(digest_values(document.name, index), 16) % _OMIT_ONE_IN
        if bead.kind == "1-1" and draw == 0:
            lost["source"].add(bead.source_start)
        elif bead.kind == "1-1" and draw == 1:
            lost["target"].add(bead.target_start)
    source = _without(document.source, lost["source"])
    target = _without(document.target, lost["target"])
    gold = _renumbered(document.gold, lost["source"], lost["target"])
    return TrainingDocument(f"{document.name}-omissions", source, target, gold)


def _without(text: EncodedText, lost: set[int]) -> EncodedText:
    lines = tuple(line for index, line in enumerate(text.texts) if index not in lost)
    max_run = text.vectors.max_run
    encoder = load_encoder(text.vectors.encoder)
    vectors = encoder.encode_spans(lines, language=text.language, max_run=max_run)
    return EncodedText(lines, text.language, vectors)


def _renumbered(gold: Alignment, lost_source: set[int], lost_target: set[int]) -> Alignment:
    """The ladder over the segments that are left; a bead left empty is dropped."""
    beads = []
    i = j = 0
    for bead in gold:
        kept_source = len(set(range(bead.source_start, bead.source_stop)) - lost_source)
        kept_target = len(set(range(bead.target_start, bead.target_stop)) - lost_target)
        if kept_source + kept_target:
            beads.append(Bead(i, i + kept_source, j, j + kept_target))
        i, j = i + kept_source, j + kept_target
    return Alignment(tuple(beads), i, j)


def _digest(document: TrainingDocument) -> str:
    beads = [[b.kind for b in document.gold]]
    return digest_values(list(document.source.texts), list(document.target.texts), beads)


def align_gold(document: TrainingDocument, weights: Weights) -> Alignment:
    """The aligner's own ladder for a gold document."""
    return align(document.source, document.target, weights=weights)


def score_gold(documents: Iterable[TrainingDocument], weights: Weights) -> AlignmentScore:
    """Score of the aligner on gold documents that the weights have not seen."""
    return score_alignments((d.gold, align_gold(d, weights)) for d in documents)


def leave_one_out(documents: Sequence[TrainingDocument]) -> list[tuple[Alignment, Alignment]]:
    """Gold and automatic ladder of each document, by weights trained on all the others."""
    results = []
    for held_out in documents:
        others = [d for d in documents if d is not held_out]
        weights = train_weights(others, name="leave-one-out", recipe=Recipe())
        results.append((held_out.gold, align_gold(held_out, weights)))
    return results


def gold_digest(folder: Path) -> str:
    """Digest of all files of a gold folder, to stand in signatures."""
    names = sorted(p for p in folder.iterdir() if p.is_file())
    return digest_values([[p.name, digest_bytes(p.read_bytes())] for p in names])
