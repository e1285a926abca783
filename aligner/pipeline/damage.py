"""Copies of gold documents in which translations are missing, to train on.

Published gold is mostly of complete translations; releases are often abridged,
pages lose paragraphs, and print leaves its page heads in the text.  What is
lost or added depends on the name of the document only.
"""

from collections.abc import Iterable, Sequence

from aligner.core import TrainingDocument
from aligner.parts import Encoder
from aligner.signature import digest_values
from aligner.text import base_language, clause_spans
from aligner.values import Alignment, Bead, EncodedText

# Of the 1-1 beads, one in so many loses its source segment, and one its target segment.
_OMIT_ONE_IN = 20
# Whole beads between two gaps, at least and at most, and within one.
_APART = (60, 120)
_GAP = (1, 8)
# Segments on a page, and what stands at its head.
_PAGE = 20
# One in so many beads gets a fragment before it that the other side lacks, or has the
# short lead of one side made a segment of its own.
_FRAGMENT_ONE_IN = 14
# Longest lead ("The chairman said:"), in characters.
_LEAD = {"zh": 14}
_LONGEST_LEAD = 45
_HEADS = {"zh": "海州月刊　第{}页", "en": "Haizhou Monthly    page {}"}


def damaged_copies(document: TrainingDocument, encoder: Encoder) -> tuple[TrainingDocument, ...]:
    """A copy for each of the `DAMAGES`."""
    return tuple(damage(document, encoder) for damage in DAMAGES)


def with_omissions(document: TrainingDocument, encoder: Encoder) -> TrainingDocument:
    """The document with single segments left out."""
    return _without(document, "omissions", *_omitted(document), encoder)


def with_gaps(document: TrainingDocument, encoder: Encoder) -> TrainingDocument:
    """The document with stretches left out."""
    return _without(document, "gaps", *_gaps(document), encoder)


def _omitted(document: TrainingDocument) -> tuple[set[int], set[int]]:
    """Source and target segments that lose their counterparts one by one."""
    source, target = set(), set()
    for index, bead in enumerate(document.gold):
        draw = _draw(document, "omission", index, _OMIT_ONE_IN)
        if bead.kind == "1-1" and draw == 0:
            source.add(bead.source_start)
        elif bead.kind == "1-1" and draw == 1:
            target.add(bead.target_start)
    return source, target


def _gaps(document: TrainingDocument) -> tuple[set[int], set[int]]:
    """Source and target segments lost in stretches, of one side each."""
    lost: tuple[set[int], set[int]] = set(), set()
    beads = document.gold.beads
    at = _APART[0] // 4
    while at < len(beads) - _APART[0] // 4:
        side = _draw(document, "side", at, 2)
        size = _GAP[0] + _draw(document, "size", at, _GAP[1] - _GAP[0] + 1)
        for bead in beads[at : at + size]:
            runs = (bead.source_start, bead.source_stop), (bead.target_start, bead.target_stop)
            lost[side].update(range(*runs[side]))
        at += _APART[0] + _draw(document, "apart", at, _APART[1] - _APART[0])
    return lost


def with_page_heads(document: TrainingDocument, encoder: Encoder) -> TrainingDocument:
    """The document with a running head on one side, about every `_PAGE` segments."""
    of_source = _draw(document, "head", 0, 2) == 0
    lines: list[str] = []
    beads: list[Bead] = []
    text = document.source if of_source else document.target
    head = _HEADS.get(base_language(text.language), _HEADS["en"])
    own = other = written = 0
    for bead in document.gold:
        seen = bead if of_source else bead.swapped()
        if len(lines) - written >= _PAGE:
            lines.append(head.format(len(lines) // _PAGE + 1))
            written = len(lines)
            beads.append(Bead(own, own + 1, other, other))
            own += 1
        lines += text.texts[seen.source_start : seen.source_stop]
        beads.append(Bead(own, own + seen.n_source, other, other + seen.n_target))
        own, other = own + seen.n_source, other + seen.n_target
    changed = _encoded(tuple(lines), text, encoder)
    gold = Alignment(tuple(beads), own, other)
    name = f"{document.name}-heads"
    if of_source:
        return TrainingDocument(name, changed, document.target, gold)
    return TrainingDocument(name, document.source, changed, gold.swapped())


def with_fragments(document: TrainingDocument, encoder: Encoder) -> TrainingDocument:
    """The document with short leads cut off, and with fragments that have no counterpart."""
    texts = document.source, document.target
    leads = [_leads(text) for text in texts]
    lines: tuple[list[str], list[str]] = ([], [])
    beads: list[Bead] = []
    for index, bead in enumerate(document.gold):
        draw = _draw(document, "fragment", index, _FRAGMENT_ONE_IN)
        side, kind = draw % 2, draw // 2
        runs = [
            list(texts[0].texts[bead.source_start : bead.source_stop]),
            list(texts[1].texts[bead.target_start : bead.target_stop]),
        ]
        if kind == 0 and leads[side]:
            pick = _draw(document, "lead", index, len(leads[side]))
            beads.append(_appended(lines, [[leads[side][pick]], []][:: 1 - 2 * side]))
        elif kind in {1, 2, 3} and bead.kind == "1-1":
            runs[side] = _cut_off_lead(runs[side][0], texts[side].language)
        beads.append(_appended(lines, runs))
    source, target = (_encoded(tuple(ls), t, encoder) for ls, t in zip(lines, texts, strict=True))
    gold = Alignment(tuple(beads), len(lines[0]), len(lines[1]))
    return TrainingDocument(f"{document.name}-fragments", source, target, gold)


def _appended(lines: tuple[list[str], list[str]], runs: Sequence[Sequence[str]]) -> Bead:
    """Append a bead's segments to the lines of both sides."""
    start = len(lines[0]), len(lines[1])
    for side, run in zip(lines, runs, strict=True):
        side.extend(run)
    return Bead(start[0], len(lines[0]), start[1], len(lines[1]))


def _leads(text: EncodedText) -> list[str]:
    """The short leads of the segments of a text."""
    cut = (_cut_off_lead(line, text.language) for line in text.texts)
    return [parts[0].rstrip("，,、；; ") for parts in cut if len(parts) > 1]


def _cut_off_lead(line: str, language: str) -> list[str]:
    """A segment in two, its first clause apart if it is short and not all of it."""
    stop = clause_spans(line)[0][1]
    if stop > _LEAD.get(base_language(language), _LONGEST_LEAD) or not line[stop:].strip():
        return [line]
    return [line[:stop], line[stop:].lstrip()]


def _draw(document: TrainingDocument, purpose: str, index: int, sides: int) -> int:
    """A die thrown for one place of a document, always with the same result."""
    return int(digest_values(document.name, purpose, index), 16) % sides


def _without(
    document: TrainingDocument,
    damage: str,
    lost_source: set[int],
    lost_target: set[int],
    encoder: Encoder,
) -> TrainingDocument:
    """The document without some segments."""
    return TrainingDocument(
        f"{document.name}-{damage}",
        _shortened(document.source, lost_source, encoder),
        _shortened(document.target, lost_target, encoder),
        _renumbered(document.gold, lost_source, lost_target),
    )


def _shortened(text: EncodedText, lost: set[int], encoder: Encoder) -> EncodedText:
    lines = tuple(line for index, line in enumerate(text.texts) if index not in lost)
    return _encoded(lines, text, encoder)


def _encoded(lines: tuple[str, ...], text: EncodedText, encoder: Encoder) -> EncodedText:
    """Other lines in the language of a text, with vectors of as long runs."""
    max_run = text.vectors.max_run
    vectors = encoder.encode_spans(lines, language=text.language, max_run=max_run)
    return EncodedText(lines, text.language, vectors)


def _renumbered(gold: Alignment, lost_source: set[int], lost_target: set[int]) -> Alignment:
    """The ladder over the segments that are left; what has lost its counterpart stands alone."""
    beads: list[Bead] = []
    i = j = 0
    for bead in gold:
        kept_source = len(set(range(bead.source_start, bead.source_stop)) - lost_source)
        kept_target = len(set(range(bead.target_start, bead.target_stop)) - lost_target)
        if kept_source and kept_target:
            beads.append(Bead(i, i + kept_source, j, j + kept_target))
        else:
            beads += _nulls(i, i + kept_source, j, j + kept_target)
        i, j = i + kept_source, j + kept_target
    return Alignment(tuple(beads), i, j)


def _nulls(i: int, next_i: int, j: int, next_j: int) -> Iterable[Bead]:
    """One null bead for each segment of a run without counterpart."""
    yield from (Bead(k, k + 1, j, j) for k in range(i, next_i))
    yield from (Bead(next_i, next_i, k, k + 1) for k in range(j, next_j))


DAMAGES = (with_omissions, with_gaps, with_page_heads, with_fragments)
