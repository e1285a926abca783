"""The gold of the sample corpus: pairs, ladders and term renderings."""

from collections.abc import Iterable, Sequence

from sample_corpus.compositions import Composition, Side
from sample_corpus.terms import LocatedTerm, has_term_gold, locate_terms

__all__ = ["gold_files"]

# A translation that leaves out a fifth of the sentences is called abridged, one
# with a tenth of its sentences added is called expanded.
_ABRIDGED = 0.2
_EXPANDED = 0.1

# Readers give digits, Latin letters and the decimal point of full width as plain ones.
_PLAIN = {ord("．"): "."} | {
    code: chr(code - 0xFEE0)
    for first, last in ("０９", "ＡＺ", "ａｚ")
    for code in range(ord(first), ord(last) + 1)
}

_TERM_COLUMNS = (
    "bead",
    "source_start",
    "source_stop",
    "source_term",
    "target_start",
    "target_stop",
    "rendering",
)


def gold_files(compositions: Sequence[Composition]) -> dict[str, str]:
    """Path under ``gold/`` and text of each gold file."""
    pairs = [c for c in compositions if c.is_pair]
    files = {"pairs.tsv": _pairs(pairs)}
    for pair in pairs:
        stem = f"alignments/{pair.name}"
        files[f"{stem}.zh"] = _lines(s.text.translate(_PLAIN) for s in pair.sentences(Side.SOURCE))
        files[f"{stem}.en"] = _lines(s.text for s in pair.sentences(Side.TARGET))
        files[f"{stem}.gold"] = _lines(_ladder(pair))
        if has_term_gold(pair):
            files[f"terms/{pair.name}.tsv"] = _terms(pair)
    return files


def _pairs(pairs: Sequence[Composition]) -> str:
    """The table of pairs, in order of source file."""
    rows = sorted((*(p.header(side, "file") for side in Side), _kind(p), p.name) for p in pairs)
    return _table(("source", "target", "kind", "name"), rows)


def _kind(pair: Composition) -> str:
    """How the target renders the source as a whole."""
    lost = sum(len(b.source) for b in pair.beads if not b.target)
    added = sum(len(b.target) for b in pair.beads if not b.source)
    if lost >= _ABRIDGED * len(pair.sentences(Side.SOURCE)):
        return "abridged"
    if added >= _EXPANDED * len(pair.sentences(Side.TARGET)):
        return "expanded"
    return "translated"


def _ladder(pair: Composition) -> list[str]:
    """One line a bead: ``[0]:[0, 1]``."""
    lines = []
    starts = dict.fromkeys(Side, 0)
    for bead in pair.beads:
        runs = []
        for side in Side:
            stop = starts[side] + len(bead.sentences(side))
            runs.append(str(list(range(starts[side], stop))))
            starts[side] = stop
        lines.append(":".join(runs))
    return lines


def _terms(pair: Composition) -> str:
    """The table of term renderings; spans count inside the bead's joined text."""
    rows = [
        (str(index), *_term_row(term))
        for index, bead in enumerate(pair.beads)
        for term in locate_terms(bead, str(pair.path))
    ]
    return _table(_TERM_COLUMNS, rows)


def _term_row(term: LocatedTerm) -> tuple[str, ...]:
    """Cells of one occurrence; empty where the target has no rendering."""
    target = ("", "") if term.target_span is None else tuple(map(str, term.target_span))
    return (*map(str, term.source_span), term.source_term, *target, term.rendering)


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Tab-separated values with a heading line."""
    return _lines("\t".join(row) for row in [columns, *rows])


def _lines(lines: Iterable[str]) -> str:
    """The lines, each ended."""
    return "".join(f"{line}\n" for line in lines)
