"""Folders of gold alignments to training documents, weights and scores."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from aligner.core import Recipe, TrainingDocument, Weights, align, train_weights
from aligner.encoders import load_encoder, load_token_encoder
from aligner.errors import FormatError, InputError
from aligner.evaluation import AlignmentScore, read_ladder, score_alignments, to_alignment
from aligner.parts import DEFAULT_ENCODER, Encoder
from aligner.pipeline.damage import DAMAGES, damaged_copies
from aligner.readers import read_lines
from aligner.signature import digest_bytes, digest_values
from aligner.values import Alignment, Bead, EncodedText

# Gold beads up to which every document is learned from in all its damaged copies.
_FEW_BEADS = 10_000
# Parts that are held out in turn when weights are adapted.
_FOLDS = 4


def read_gold(
    folder: Path, *, max_run: int, encoder: str = DEFAULT_ENCODER, most: int | None = None
) -> list[TrainingDocument]:
    """Gold documents of a folder, encoded: ``NAME.zh``, ``NAME.en``, ``NAME.gold``.

    The ending of a text is its language.  Of two texts beside a ladder, the
    Chinese one is the source; without Chinese, the first in alphabetical order.
    Only the first `most` documents are read if a number is given.

    Raises
    ------
    FormatError
        If the folder holds no gold, a text is missing, or a ladder does not fit.
    """
    ladders = sorted(folder.glob("*.gold"))
    if not ladders:
        raise FormatError("no gold here: files NAME.zh, NAME.en and NAME.gold", str(folder))
    return [_read_document(path, max_run, load_encoder(encoder)) for path in ladders[:most]]


def _read_document(path: Path, max_run: int, encoder: Encoder) -> TrainingDocument:
    texts = sorted(
        (p for p in path.parent.iterdir() if p.stem == path.stem and p.suffix != path.suffix),
        key=lambda p: (p.suffix != ".zh", p.suffix),
    )
    if len(texts) != 2:  # noqa: PLR2004 - a bitext has two sides
        raise FormatError(f"a ladder needs two texts beside it, not {len(texts)}", str(path))
    for part in (path, *texts):
        # A pipe that lies in a folder has no writer who knows of this command.
        if part.exists() and not part.is_file():
            raise FormatError("this is not a file; put gold in its place", str(part))
    source, target = (_encoded(text, max_run, encoder) for text in texts)
    beads = read_ladder(path)
    gold = to_alignment(beads, len(source.texts), len(target.texts), str(path))
    return TrainingDocument(f"{path.parent.name}/{path.stem}", source, target, gold)


def _encoded(path: Path, max_run: int, encoder: Encoder) -> EncodedText:
    lines = read_lines(path)
    language = path.suffix.removeprefix(".")
    vectors = encoder.encode_spans(lines, language=language, max_run=max_run)
    return EncodedText(lines, language, vectors)


def train_on(
    documents: Sequence[TrainingDocument],
    *,
    name: str,
    base: Weights | None = None,
    encoder: str = DEFAULT_ENCODER,
    tokens: bool = False,
) -> Weights:
    """Weights trained on gold documents, their digests in the header.

    Parameters
    ----------
    documents : sequence of TrainingDocument
    name : str
        As it will stand in signatures.
    base : Weights or None
        Weights to adapt.
    encoder : str
        The one that the documents were read with; it encodes the copies.
    tokens : bool
        Whether to train for a second look with the states of tokens as well.

    Raises
    ------
    MissingExtraError
        If the package of the token encoder is not installed.
    """
    states = load_token_encoder() if tokens else None
    header = {"documents": {d.name: _digest(d) for d in documents}}
    damaged = damaged_documents(documents, encoder)
    return train_weights(
        documents, damaged=damaged, name=name, base=base, header=header, tokens=states
    )


def damaged_documents(
    documents: Sequence[TrainingDocument], encoder: str = DEFAULT_ENCODER
) -> list[TrainingDocument]:
    """Damaged copies: all kinds of each document, or of many documents one kind each in turn."""
    total = sum(len(document.gold) for document in documents)
    copies = DAMAGES if total <= _FEW_BEADS else None
    return [
        damage(document, load_encoder(encoder))
        for number, document in enumerate(documents)
        for damage in copies or (DAMAGES[number % len(DAMAGES)],)
    ]


def adaptation_gain(
    documents: Sequence[TrainingDocument],
    base: Weights,
    *,
    encoder: str = DEFAULT_ENCODER,
) -> tuple[AlignmentScore, AlignmentScore]:
    """Scores of the base weights and of adapted ones on documents held out in turn.

    The documents are dealt out to `_FOLDS` folds; of fewer documents,
    stretches are held out instead of whole ones.

    Parameters
    ----------
    documents : sequence of TrainingDocument
    base : Weights
        What is adapted, on all folds but one.
    encoder : str
        That with which the documents were encoded.

    Returns
    -------
    before, after : AlignmentScore
        Both over all beads that were held out.

    Raises
    ------
    InputError
        If there is too little gold to hold some of it out.
    """
    parts = list(documents)
    if len(parts) < _FOLDS:
        count = -(-_FOLDS // len(parts))
        parts = [piece for d in documents for piece in _pieces(d, count, load_encoder(encoder))]
    before, after = [], []
    for fold in range(_FOLDS):
        held_out = parts[fold::_FOLDS]
        others = [part for number, part in enumerate(parts) if number % _FOLDS != fold]
        if held_out and others:
            adapted = train_on(others, name="adapted", base=base, encoder=encoder)
            before += [(d.gold, align_gold(d, base)) for d in held_out]
            after += [(d.gold, align_gold(d, adapted)) for d in held_out]
    if not after:
        raise InputError("too little gold to hold some of it out")
    return score_alignments(before), score_alignments(after)


def _pieces(document: TrainingDocument, count: int, encoder: Encoder) -> list[TrainingDocument]:
    """A document cut into stretches of about as many beads each."""
    beads = document.gold.beads
    bounds = [len(beads) * k // count for k in range(count + 1)]
    pieces = []
    for number, (low, high) in enumerate(pairwise(bounds)):
        if low == high:
            continue
        first, last = beads[low], beads[high - 1]
        source = _cut(document.source, first.source_start, last.source_stop, encoder)
        target = _cut(document.target, first.target_start, last.target_stop, encoder)
        i, j = first.source_start, first.target_start
        moved = tuple(
            Bead(b.source_start - i, b.source_stop - i, b.target_start - j, b.target_stop - j)
            for b in beads[low:high]
        )
        gold = Alignment(moved, len(source.texts), len(target.texts))
        pieces.append(TrainingDocument(f"{document.name}-{number}", source, target, gold))
    return pieces


def _cut(text: EncodedText, start: int, stop: int, encoder: Encoder) -> EncodedText:
    lines, max_run = text.texts[start:stop], text.vectors.max_run
    vectors = encoder.encode_spans(lines, language=text.language, max_run=max_run)
    return EncodedText(lines, text.language, vectors)


def _digest(document: TrainingDocument) -> str:
    beads = [[b.kind for b in document.gold]]
    return digest_values(list(document.source.texts), list(document.target.texts), beads)


def align_gold(document: TrainingDocument, weights: Weights) -> Alignment:
    """The aligner's own ladder for a gold document."""
    return align(document.source, document.target, weights=weights)


def leave_one_out(
    documents: Sequence[TrainingDocument],
    *,
    others: Sequence[TrainingDocument] = (),
    recipe: Recipe | None = None,
) -> list[tuple[Alignment, Alignment]]:
    """Gold and automatic ladder of each document, by weights trained on all the others.

    Parameters
    ----------
    documents : sequence of TrainingDocument
        Each is held out in turn.
    others : sequence of TrainingDocument
        Trained on as well, never held out.
    recipe : Recipe or None
    """
    encoder = load_encoder(DEFAULT_ENCODER)
    copies = {d.name: damaged_copies(d, encoder) for d in (*documents, *others)}
    results = []
    for held_out in documents:
        seen = [d for d in (*documents, *others) if d is not held_out]
        damaged = [copy for d in seen for copy in copies[d.name]]
        weights = train_weights(seen, damaged=damaged, name="leave-one-out", recipe=recipe)
        results.append((held_out.gold, align_gold(held_out, weights)))
    return results


def gold_digest(folder: Path) -> str:
    """Digest of all files of a gold folder, to stand in signatures."""
    names = sorted(p for p in folder.iterdir() if p.is_file())
    return digest_values([[p.name, digest_bytes(p.read_bytes())] for p in names])
