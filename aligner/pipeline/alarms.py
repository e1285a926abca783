"""Alarms of aligned pairs as readable text."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from aligner.core import look_over
from aligner.languages import detect_language
from aligner.pipeline.page_languages import language_name
from aligner.pipeline.summary import PairAlarms
from aligner.text import base_language, one_line
from aligner.values import Alarm, Bitext, SegmentedDocument

# Characters shown of the text at an alarm.
_SHOWN = 30
_KNOWN = {"zh", "en", "und"}
# Runs of segments that a line names at most.
_MOST_RUNS = 12


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


def language_lines(bitext: Bitext, *, foreign: bool = False) -> Iterator[str]:
    """Which of the texts looks like another language than it is taken for.

    Parameters
    ----------
    bitext : Bitext
    foreign : bool
        Name those in other languages than Chinese and English, too.
    """
    for text in (bitext.source, bitext.target):
        place, taken = text.document.id, base_language(text.document.language)
        seems = base_language(detect_language("\n".join(text.texts)))
        if seems not in {taken, "und"}:
            names = language_name(taken), language_name(seems)
            yield f"{place} is taken for {names[0]}, but looks like {names[1]}"
        elif foreign and seems not in _KNOWN:
            yield f"{place} is in {language_name(seems)}"


def unpaired_lines(bitext: Bitext) -> Iterator[str]:
    """How many segments of either side have no counterpart, and which; none of moved text."""
    alone = [bead for bead in bitext.alignment if bead.is_null]
    source = {n for bead in alone for n in range(bead.source_start, bead.source_stop)}
    target = {n for bead in alone for n in range(bead.target_start, bead.target_stop)}
    for link in bitext.moved:
        source.difference_update(range(link.source_start, link.source_stop))
        target.difference_update(range(link.target_start, link.target_stop))
    for side, alone_there, of in (
        ("source", source, bitext.source),
        ("target", target, bitext.target),
    ):
        numbers = [number for number in alone_there if of.texts[number].strip()]
        if numbers:
            count = f"{len(numbers)} of {len(of.segments)}"
            yield f"{side} segments without counterpart, {count}: {_runs(numbers)}"


def _runs(numbers: Iterable[int]) -> str:
    """``3, 5-7``: numbers in order, those in a row as one run; of many runs, the first."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs[:_MOST_RUNS]]
    more = len(runs) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


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
