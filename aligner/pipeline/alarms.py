"""Alarms of aligned pairs as readable text."""

from collections.abc import Iterator
from dataclasses import replace

from aligner.core import look_over
from aligner.pipeline.summary import PairAlarms
from aligner.text import one_line
from aligner.values import Alarm, Bitext, SegmentedDocument

# Characters shown of the text at an alarm.
_SHOWN = 30


def pair_alarms(bitext: Bitext) -> PairAlarms:
    """The alarms of one pair; of one that is no translation, that alone."""
    sides = (bitext.source, bitext.target)
    lengths = [[len(text.strip()) for text in side.texts] for side in sides]
    verdict, alarms = look_over(bitext.alignment, *lengths)
    known = tuple(_with_moves(alarm, bitext) for alarm in alarms)
    return PairAlarms(bitext.source.document.id, bitext.target.document.id, verdict, known)


def _with_moves(alarm: Alarm, bitext: Bitext) -> Alarm:
    """The alarm, saying where the counterparts of its text stand if they were found."""
    places = []
    for link in bitext.moved:
        if alarm.source_start <= link.source_start < alarm.source_stop:
            run = link.target_start, link.target_stop
            places.append(_place("target", *run, bitext.target))
        elif alarm.target_start <= link.target_start < alarm.target_stop:
            run = link.source_start, link.source_stop
            places.append(_place("source", *run, bitext.source))
    if not places:
        return alarm
    return replace(alarm, reason=f"{alarm.reason}; moved: found at {', '.join(places)}")


def moved_lines(bitext: Bitext) -> Iterator[str]:
    """Text that stands elsewhere in the other document, one link a line."""
    for link in bitext.moved:
        source = _place("source", link.source_start, link.source_stop, bitext.source)
        target = _place("target", link.target_start, link.target_stop, bitext.target)
        yield f"moved ({link.probability:.2f}): {source} is {target}"


def alarm_line(alarm: Alarm, bitext: Bitext) -> str:
    """An alarm on one line: its place, the reason, and the first words there."""
    source = _place("source", alarm.source_start, alarm.source_stop, bitext.source)
    target = _place("target", alarm.target_start, alarm.target_stop, bitext.target)
    if alarm.n_source >= alarm.n_target:
        first = bitext.source.texts[alarm.source_start]
    else:
        first = bitext.target.texts[alarm.target_start]
    words = one_line(first)
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    return f"{source}, {target}: {alarm.reason}: “{shown}”"


def doubt_lines(bitext: Bitext) -> Iterator[str]:
    """The doubtful beads with the reasons, one a line, the most doubtful first."""
    doubtful = (bead for bead in bitext.alignment if bead.reasons)
    for bead in sorted(doubtful, key=lambda bead: bead.probability):
        source = _place("source", bead.source_start, bead.source_stop, bitext.source)
        target = _place("target", bead.target_start, bead.target_stop, bitext.target)
        reasons = "; ".join(bead.reasons)
        yield f"doubtful ({bead.probability:.2f}): {source}, {target}: {reasons}"


def _place(side: str, start: int, stop: int, document: SegmentedDocument) -> str:
    """``source 3-7``; of an empty run, what it stands beside: ``before source 3``."""
    if start == stop:
        is_end = start == len(document.segments)
        return f"after {side} {start - 1}" if is_end and start else f"before {side} {start}"
    return f"{side} {start}" if stop == start + 1 else f"{side} {start}-{stop - 1}"
