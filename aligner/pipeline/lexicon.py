"""Words learned from a workspace's pairs, and from translation memories."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

import numpy as np

from aligner.exporters import Notice, ignore, read_units, units_from_bitext
from aligner.glossary import Glossary
from aligner.lexicon import (
    BilingualTable,
    LexicalModel,
    ParallelWords,
    evenly,
    merge_tables,
    shipped_table,
)
from aligner.pipeline.job import Job
from aligner.signature import digest_values
from aligner.terms import learn_lexicon, term_signature
from aligner.text import base_language
from aligner.values import DocumentPair, TranslationUnit
from aligner.workspace import Workspace

# More teach little, and cost a minute for every few thousand.
_MOST_UNITS = 20_000
# Up to so many pairs words are learned anew with every change.
_SMALL = 100
# Beyond, a lexicon serves until the pairs are twice as many, or half as many.
_CHANGE = 2
# A translation memory is cut into pieces of so many units, which count as documents.
_PIECE = 50


def lexicon_of_workspace(job: Job, glossary: Glossary) -> bytes:
    """The lexicon of a workspace, learned now if there is none that serves.

    That of a small workspace depends on nothing but its pairs and the glossary.
    In a large one, a few new releases shall cost no more than themselves: words
    are learned anew only when the workspace has doubled, or the glossary
    changed.  Each check names the lexicon it was made with.
    """
    workspace = job.workspace
    keys = [key for pair in workspace.pairs() if (key := workspace.alignment_key(pair))]
    texts = sorted(keys) if len(keys) <= _SMALL else None
    stage_key = digest_values("lexicon", glossary.digest, term_signature(), texts)
    known = workspace.lexicon()
    serves = (
        known is not None
        and known[2] == stage_key
        and known[1] / _CHANGE < max(1, len(keys)) < known[1] * _CHANGE
    )
    found = [known[0]] if known is not None and serves else []

    def learn() -> None:
        found.append(learn_lexicon(sample_units(workspace), glossary).to_bytes())
        workspace.put_lexicon(found[0], pairs=max(1, len(keys)), stage_key=stage_key)

    job.whole("learn words", learn, unchanged=serves)
    return found[0]


def sample_units(workspace: Workspace, most: int = _MOST_UNITS) -> list[TranslationUnit]:
    """Units of whole documents spread evenly over the pairs, up to a number.

    A pair that has more than the number by itself gives units spread evenly over it.
    """
    pairs = [pair for pair in workspace.pairs() if workspace.alignment_key(pair) is not None]
    step = 1
    while True:
        units = chain.from_iterable(_units_of_pair(workspace, p, most) for p in pairs[::step])
        sample = list(islice(units, most + 1))
        if len(sample) <= most:
            return sample
        # Every second pair is as even a choice as every pair.
        step *= 2


def _units_of_pair(
    workspace: Workspace, pair: DocumentPair, most: int
) -> Sequence[TranslationUnit]:
    """The units of a pair; of one with too many, so few that they leave room for others."""
    units = tuple(units_from_bitext(workspace.bitext(pair)))
    return units if len(units) <= most else evenly(units, most // 2)


@lru_cache(maxsize=2)
def lexicon_of_bytes(data: bytes) -> LexicalModel:
    """The lexicon of some bytes, read once in each process."""
    return LexicalModel.from_bytes(data)


def table_of_memories(
    paths: Sequence[Path], *, name: str, notice: Notice = ignore
) -> tuple[bytes, int, int]:
    """A bilingual lexicon learned from translation memories, merged with the shipped one.

    Parameters
    ----------
    paths : sequence of Path
    name : str
        What the lexicon calls itself.
    notice : callable
        Told what was passed over in a file.

    Returns
    -------
    table : bytes
        The lexicon as a file.
    n_units : int
        Different units it was learned from: those in Chinese and English.
    n_read : int
        All units of the files.

    Raises
    ------
    InputError
        If the units are too few to learn from, or a file cannot be read.
    """
    words = ParallelWords()
    n_read = sum(_add_memory(words, path, notice) for path in paths)
    learned = words.learn().to_bytes({})
    own, base = BilingualTable(np.frombuffer(learned, np.uint8)), shipped_table()
    header = {
        "name": name,
        "base": base.digest,
        "own": own.digest,
        "files": [path.name for path in paths],
        "pairs": len(words),
    }
    return merge_tables(own, base).to_bytes(header), len(words), n_read


def _add_memory(words: ParallelWords, path: Path, notice: Notice) -> int:
    """Add the units of a memory to the words; returns how many it has in any language."""
    number = n_foreign = 0
    for number, unit in enumerate(read_units(path, notice=notice), 1):
        texts = {
            base_language(unit.source_language): unit.source_text,
            base_language(unit.target_language): unit.target_text,
        }
        if texts.keys() == {"zh", "en"}:
            piece = f"{path}#{(number - 1) // _PIECE}"
            words.add(texts["zh"], texts["en"], document=piece, register=str(path))
        else:
            n_foreign += 1
    if n_foreign:
        n = "1 unit is" if n_foreign == 1 else f"{n_foreign} units are"
        notice(f"{path}: {n} passed over, because not in Chinese and English")
    return number
