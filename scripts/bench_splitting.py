#!/usr/bin/env python3
"""How often splitters fall into traps: ours, and those of others where they are installed.

    python scripts/bench_splitting.py [TRAPS.tsv ...] [--repeat N] [--floor SHARE]

A file of traps is tab-separated, with the columns ``language`` (en, zh), ``kind`` and
``text``; each text is a paragraph in which ``‖`` marks every right cut.  Lines that begin
with ``#`` are passed over.  Without files, those in ``tests/data/splitting`` are read.  A
trap is right if all its pieces are: one cut too many or too few makes it wrong.

Prints, per language and splitter, the traps, the share that is wrong (of all, of those at odd
and at even places of their file, counted from 0: mend the rules by the odd ones of a new file,
so that the even ones tell how they do with what nobody looked at), and the speed in characters
a second (the best of N passes in this run, for comparison within it only); then our own wrong
ones by kind, with their text where they are odd.  With ``--floor SHARE`` the exit status is 1
if ours has more wrong.
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from aligner.splitters import splitter_for

_TRAPS = Path(__file__).parents[1] / "tests" / "data" / "splitting"
_CUT = "‖"
_COLUMNS = ["language", "kind", "text"]
_OURS = "aligner"

Pieces = list[str]
Split = Callable[[str], Pieces]


@dataclass(frozen=True, slots=True)
class Trap:
    """A paragraph and its right pieces; `place` is among the traps of its file, from 0."""

    language: str
    kind: str
    pieces: tuple[str, ...]
    text: str
    place: int

    @property
    def is_odd(self) -> bool:
        """Whether the rules may have been mended by this trap."""
        return self.place % 2 == 1

    def is_right(self, pieces: Iterable[str]) -> bool:
        """Whether a splitter found these pieces, whatever it does with white space."""
        return tuple(filter(None, map(_bare, pieces))) == tuple(map(_bare, self.pieces))


def _bare(text: str) -> str:
    return "".join(text.split())


def read_traps(path: Path) -> Iterator[Trap]:
    """The traps of a file; a line that is none ends the program with its place."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if lines[0].split("\t") != _COLUMNS:
        sys.exit(f"{path}:1: the columns are {', '.join(_COLUMNS)}")
    place = 0
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(_COLUMNS) or cells[0] not in {"en", "zh"}:
            sys.exit(f"{path}:{number}: a trap is en or zh, a kind and a text")
        language, kind, text = cells
        pieces = tuple(piece.strip() for piece in text.split(_CUT))
        yield Trap(language, kind, pieces, text.replace(_CUT, ""), place)
        place += 1


def _ours(language: str) -> Split:
    splitter = splitter_for(language)
    return lambda text: [text[start:stop] for start, stop in splitter.split(text)]


def _pysbd(language: str) -> Split:
    segmenter = import_module("pysbd").Segmenter(language=language, clean=False)
    return lambda text: list(segmenter.segment(text))


def _sentencex(language: str) -> Split:
    segment = import_module("sentencex").segment
    return lambda text: list(segment(language, text))


def _spacy(language: str) -> Split:
    pipeline = import_module("spacy").blank(language)
    pipeline.add_pipe("sentencizer")
    return lambda text: [sentence.text for sentence in pipeline(text).sents]


def _syntok(language: str) -> Split:
    if language != "en":
        # It reads European languages only.
        raise ImportError
    analyze = import_module("syntok.segmenter").analyze
    return lambda text: [
        "".join(token.spacing + token.value for token in sentence)
        for paragraph in analyze(text)
        for sentence in paragraph
    ]


_SPLITTERS: dict[str, Callable[[str], Split]] = {
    _OURS: _ours,
    "pySBD": _pysbd,
    "sentencex": _sentencex,
    "spaCy": _spacy,
    "syntok": _syntok,
}


def _speed(split: Split, traps: list[Trap], repeat: int) -> float:
    """Characters a second, the best of several passes."""
    n_characters = sum(len(trap.text) for trap in traps)
    seconds = []
    for _ in range(repeat):
        started = time.process_time()
        for trap in traps:
            split(trap.text)
        seconds.append(time.process_time() - started)
    return n_characters / max(min(seconds), 1e-9)


def _shares(wrong: list[Trap], traps: list[Trap]) -> Iterator[float]:
    """The share of wrong traps: of all, of the odd and of the even ones."""
    for halves in ((True, False), (True,), (False,)):
        n_traps = sum(trap.is_odd in halves for trap in traps)
        yield sum(trap.is_odd in halves for trap in wrong) / max(n_traps, 1)


def _measured(language: str, traps: list[Trap], repeat: int) -> dict[str, list[Trap]]:
    """The wrong traps of each splitter that is installed; prints its line."""
    wrong: dict[str, list[Trap]] = {}
    for name, make in _SPLITTERS.items():
        try:
            split = make(language)
        except ImportError:
            continue
        wrong[name] = [trap for trap in traps if not trap.is_right(split(trap.text))]
        shares = " ".join(f"{share:8.2%}" for share in _shares(wrong[name], traps))
        speed = _speed(split, traps, repeat)
        print(f"{language}  {name:10} {len(traps):6} {shares} {speed:14,.0f}")
    return wrong


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and fail under the floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("traps", nargs="*", type=Path)
    parser.add_argument("--repeat", type=int, default=3, metavar="N")
    parser.add_argument("--floor", type=float, metavar="SHARE")
    asked = parser.parse_args(arguments)
    by_language: dict[str, list[Trap]] = defaultdict(list)
    for path in asked.traps or sorted(_TRAPS.glob("*.tsv")):
        for trap in read_traps(path):
            by_language[trap.language].append(trap)
    if not by_language:
        sys.exit(f"no traps: put files into {_TRAPS}, or name some")
    print("    splitter    traps    wrong      odd     even   characters/s")
    ours = {
        language: _measured(language, traps, asked.repeat)[_OURS]
        for language, traps in sorted(by_language.items())
    }
    for language, wrong in ours.items():
        for kind, count in sorted(Counter(trap.kind for trap in wrong).items()):
            print(f"{language}  {kind}: {count} wrong")
        for trap in filter(lambda trap: trap.is_odd, wrong):
            print(f"{language}  {trap.kind}\t{f' {_CUT} '.join(trap.pieces)}")
    n_wrong, n_traps = sum(map(len, ours.values())), sum(map(len, by_language.values()))
    if asked.floor is not None and n_wrong > asked.floor * n_traps:
        sys.exit(f"{n_wrong} of {n_traps} wrong: more than {asked.floor:.2%}")


if __name__ == "__main__":
    main()
