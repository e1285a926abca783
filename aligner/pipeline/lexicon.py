"""The word alignment learned from a workspace's pairs, and when to learn it anew."""

from functools import lru_cache
from itertools import islice

from aligner.exporters import units_from_bitext
from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.pipeline.job import Job
from aligner.signature import digest_values
from aligner.terms import learn_lexicon, term_signature
from aligner.values import TranslationUnit
from aligner.workspace import Workspace

# More teach little, and cost a minute for every few thousand.
_MOST_UNITS = 20_000
# Up to so many pairs words are learned anew with every change.
_SMALL = 100
# Beyond, a lexicon serves until the pairs are twice as many, or half as many.
_CHANGE = 2


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
    """Units of whole documents spread evenly over the pairs, up to a number."""
    pairs = [pair for pair in workspace.pairs() if workspace.alignment_key(pair) is not None]
    step = 1
    while True:
        chosen = pairs[::step]
        units = (unit for pair in chosen for unit in units_from_bitext(workspace.bitext(pair)))
        sample = list(islice(units, most + 1))
        if len(sample) <= most:
            return sample
        # Every second pair is as even a choice as every pair.
        step *= 2


@lru_cache(maxsize=2)
def lexicon_of_bytes(data: bytes) -> LexicalModel:
    """The lexicon of some bytes, read once in each process."""
    return LexicalModel.from_bytes(data)
