"""The only place where rooms meet: from two piles to an aligned, checked corpus.

Stages: read and split, encode, pair, align, check terms.
"""

from aligner.pipeline.checking import check_file
from aligner.pipeline.options import Mapper, Progress, RunOptions, map_here
from aligner.pipeline.run import check_workspace, pair_pages, run
from aligner.pipeline.single import align_files, write_bitext, write_pairs
from aligner.pipeline.summary import RunSummary

__all__ = [
    "Mapper",
    "Progress",
    "RunOptions",
    "RunSummary",
    "align_files",
    "check_file",
    "check_workspace",
    "map_here",
    "pair_pages",
    "run",
    "write_bitext",
    "write_pairs",
]
