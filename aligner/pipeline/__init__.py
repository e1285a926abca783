"""The only place where rooms meet: from two piles to an aligned, checked corpus.

Stages: read and split, encode, pair, align, check terms.
"""

from typing import TYPE_CHECKING

from aligner.faces import lazy_face

if TYPE_CHECKING:
    from aligner.pipeline.alarms import (
        alarm_line,
        doubt_lines,
        language_lines,
        moved_lines,
        pair_alarms,
        unpaired_lines,
    )
    from aligner.pipeline.alignment_task import align_task
    from aligner.pipeline.checking import Names, day_of, names_of, texts_of_units
    from aligner.pipeline.differing import differing_line
    from aligner.pipeline.headway import Hearer, hear_headway, tell_headway
    from aligner.pipeline.keys import StageKeys
    from aligner.pipeline.lexicon import lexicon_of_bytes, table_of_memories
    from aligner.pipeline.mining import mine_file, mine_workspace
    from aligner.pipeline.options import (
        Evidence,
        Mapper,
        Progress,
        RunOptions,
        map_here,
        options_note,
    )
    from aligner.pipeline.outcome import denied_note, unfinished_note
    from aligner.pipeline.precision import (
        bitext_threshold,
        threshold_note,
        workspace_threshold,
    )
    from aligner.pipeline.realign import PairAligner, align_texts, require_room
    from aligner.pipeline.reporting import (
        ReportOptions,
        known_findings,
        report_on_file,
        report_on_units,
        report_on_workspace,
    )
    from aligner.pipeline.running import PairedPiles, pair_pages, run
    from aligner.pipeline.single import align_files, align_sentences
    from aligner.pipeline.summary import DoubtfulReading, FailedItem, LeftOver, RunSummary
    from aligner.pipeline.tasks import Failure
    from aligner.pipeline.term_report import View
    from aligner.pipeline.training import adaptation_gain, read_gold, train_on
    from aligner.pipeline.writing import BitextForm, write_bitext, write_pairs, written_at
else:
    __getattr__ = lazy_face(__name__)

__all__ = [
    "BitextForm",
    "DoubtfulReading",
    "Evidence",
    "FailedItem",
    "Failure",
    "Hearer",
    "LeftOver",
    "Mapper",
    "Names",
    "PairAligner",
    "PairedPiles",
    "Progress",
    "ReportOptions",
    "RunOptions",
    "RunSummary",
    "StageKeys",
    "View",
    "adaptation_gain",
    "alarm_line",
    "align_files",
    "align_sentences",
    "align_task",
    "align_texts",
    "bitext_threshold",
    "day_of",
    "denied_note",
    "differing_line",
    "doubt_lines",
    "hear_headway",
    "known_findings",
    "language_lines",
    "lexicon_of_bytes",
    "map_here",
    "mine_file",
    "mine_workspace",
    "moved_lines",
    "names_of",
    "options_note",
    "pair_alarms",
    "pair_pages",
    "read_gold",
    "report_on_file",
    "report_on_units",
    "report_on_workspace",
    "require_room",
    "run",
    "table_of_memories",
    "tell_headway",
    "texts_of_units",
    "threshold_note",
    "train_on",
    "unfinished_note",
    "unpaired_lines",
    "workspace_threshold",
    "write_bitext",
    "write_pairs",
    "written_at",
]
