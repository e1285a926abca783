"""The summary of a run as plain text."""

from collections import Counter
from collections.abc import Iterator, Sequence

from aligner.pipeline import DoubtfulReading, FailedItem, LeftOver, RunSummary
from aligner.values import Relation

# Items of each list that are shown; the rest are counted.
_SHOWN = 5


def summary_text(summary: RunSummary) -> str:
    """The summary as lines: counts by side, findings, time, and what wants a look."""
    return "\n".join(_lines(summary))


def _lines(summary: RunSummary) -> Iterator[str]:
    yield f"{'':16}{'source':>9}{'target':>9}"
    yield _row("documents", summary.source.documents, summary.target.documents)
    yield _row("segments", summary.source.segments, summary.target.segments)
    yield _row("unpaired", *_by_side(summary.left_over))
    yield _row("unreadable", *_by_side(summary.unreadable))
    if summary.doubtful_readings:
        yield _row("read with doubt", *_by_side(summary.doubtful_readings))
    yield ""
    yield f"{'pairs':16}{_pairs(summary)}"
    if summary.failed_pairs:
        yield f"{'pairs that failed':17}{len(summary.failed_pairs):8}"
    yield f"{'beads':16}{summary.beads:9}"
    share = f"{100 * summary.doubtful_share:.1f} %"
    yield f"{'below 0.9':16}{summary.doubtful_beads:9}{share:>9}"
    yield f"{'with alarms':16}{_alarms(summary)}"
    yield f"{'not translations':16}{len(_denied(summary)):9}"
    yield f"{'term findings':16}{_findings(summary):>9}"
    yield ""
    yield f"{'stage':16}{'done':>9}{'kept':>9}{'seconds':>9}"
    for stage in summary.stages:
        yield f"{stage.stage:16}{stage.done:9}{stage.unchanged:9}{stage.seconds:9.1f}"
    yield from _list(
        "unreadable", [f"{f.side} {f.document}: {f.message}" for f in summary.unreadable]
    )
    yield from _list(
        "pairs that could not be aligned or checked",
        [_failed_pair(pair) for pair in summary.failed_pairs],
    )
    yield from _list(
        "read with doubt",
        [f"{page.side} {page.document}: {page.message}" for page in summary.doubtful_readings],
    )
    yield from _list(
        "unpaired",
        [f"{left.side} {left.document}: {left.reason}" for left in summary.left_over],
    )
    yield from _list("probably not translations of each other", _denied(summary))
    yield from _list("alarms", _places(summary))
    for notice in summary.notices:
        yield from ("", f"note: {notice}")


def _failed_pair(pair: FailedItem) -> str:
    """The names of a pair, and what went wrong; some messages name it themselves."""
    names = f"{pair.document}: "
    return names + pair.message.removeprefix(names)


def _row(label: str, source: int, target: int) -> str:
    return f"{label:16}{source:9}{target:9}"


def _by_side(items: Sequence[FailedItem | DoubtfulReading | LeftOver]) -> tuple[int, int]:
    sides = [item.side for item in items]
    return sides.count("source"), sides.count("target")


def _pairs(summary: RunSummary) -> str:
    """Number of pairs, with those that are not plain translations."""
    odd = [f"{n} {name}" for name, n in summary.relations if name != Relation.TRANSLATION]
    return f"{summary.pairs:9}" + (f"  ({', '.join(odd)})" if odd else "")


def _alarms(summary: RunSummary) -> str:
    """Number of pairs with alarms, and the alarms by kind."""
    kinds = Counter(alarm.kind.value for pair in summary.alarms for alarm in pair.alarms)
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    pairs = sum(1 for pair in summary.alarms if pair.alarms)
    return f"{pairs:9}" + (f"  ({counts})" if counts else "")


def _denied(summary: RunSummary) -> list[str]:
    return [
        f"{pair.source} - {pair.target}: {pair.verdict.reason}"
        for pair in summary.alarms
        if not pair.verdict.is_translation
    ]


def _places(summary: RunSummary) -> list[str]:
    return [
        f"{pair.source} - {pair.target}: from source {alarm.source_start}, "
        f"target {alarm.target_start}: {alarm.reason}"
        for pair in summary.alarms
        for alarm in pair.alarms
    ]


def _findings(summary: RunSummary) -> str:
    """Number of findings and their classes, or that they were not looked for."""
    if summary.findings is None:
        return "not checked"
    total = sum(count for _, count in summary.findings)
    classes = ", ".join(f"{count} {code}" for code, count in summary.findings)
    return f"{total:9}" + (f"  ({classes})" if classes else "")


def _list(title: str, items: list[str]) -> Iterator[str]:
    if items:
        yield from ("", f"{title}:")
        yield from (f"  {item}" for item in items[:_SHOWN])
    if len(items) > _SHOWN:
        yield f"  and {len(items) - _SHOWN} more; --json lists them all"
