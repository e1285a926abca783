"""The only place where rooms meet: from two piles to an aligned, checked corpus.

Stages: read and split, encode, pair, align, check terms.
"""

from aligner.pipeline.options import Mapper, Progress, RunOptions, map_here
from aligner.pipeline.reporting import (
    report_on_file,
    report_on_workspace,
)
from aligner.pipeline.run import pair_pages, run
from aligner.pipeline.single import align_files, write_bitext, write_pairs
from aligner.pipeline.summary import RunSummary

__all__ = [
    "Mapper",
    "Progress",
    "RunOptions",
    "RunSummary",
    "align_files",
    "map_here",
    "pair_pages",
    "report_on_file",
    "report_on_workspace",
    "run",
    "write_bitext",
    "write_pairs",
]
