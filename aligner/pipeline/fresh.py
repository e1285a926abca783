"""Which documents to pair again when most have been paired before."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aligner.values import DocumentPair, PairDecision, Ruling
from aligner.workspace import DocumentHead, Side

# Days between a release and its translation, either way, at most.
WINDOW = 180

_Heads = Mapping[Side, Sequence[DocumentHead]]


@dataclass(frozen=True, slots=True)
class Reopened:
    """The part of two piles that must be paired anew.

    Parameters
    ----------
    settled : tuple of DocumentPair
        Pairs that stay as they are.
    sources, targets : frozenset of str
        Ids of the documents to pair.
    """

    settled: tuple[DocumentPair, ...]
    sources: frozenset[str]
    targets: frozenset[str]


def reopen(
    heads: _Heads,
    pairs: Iterable[DocumentPair],
    decisions: Iterable[PairDecision],
    *,
    left_over: Mapping[Side, Collection[str]],
    set_by_person: Callable[[DocumentPair], bool],
) -> Reopened:
    """Documents that are new or lost their partner, and the candidates for them.

    A document that is new, has changed, or whose pair is gone or was ruled out,
    may belong to any document of the other pile that is without partner and was
    published within half a year, or at an unknown day.

    Parameters
    ----------
    heads : mapping of side to sequence of DocumentHead
        Documents that can have a partner.
    pairs : iterable of DocumentPair
        Those found before.
    decisions : iterable of PairDecision
        Those that stand.
    left_over : mapping of side to collection of str
        Documents that were without partner before.
    set_by_person : callable
        Whether a pair exists only because a user forced it.
    """
    fresh = {side: {h.id for h in found if h.is_fresh} for side, found in heads.items()}
    known = {side: {h.id for h in found} for side, found in heads.items()}
    rulings = {(d.source, d.target): d.ruling for d in decisions}
    forced = {names for names, ruling in rulings.items() if ruling is Ruling.FORCE}
    taken: dict[Side, set[str]] = {
        "source": {source for source, _ in forced},
        "target": {target for _, target in forced},
    }
    settled = []
    for pair in pairs:
        names = pair.source, pair.target
        is_untouched = not (pair.source in fresh["source"] or pair.target in fresh["target"])
        is_known = pair.source in known["source"] and pair.target in known["target"]
        is_free = pair.source not in taken["source"] and pair.target not in taken["target"]
        stands = rulings.get(names) is not Ruling.FORBID and (
            names in forced or (is_free and not set_by_person(pair))
        )
        if is_untouched and is_known and stands:
            settled.append(pair)
    kept = {pair.source for pair in settled}, {pair.target for pair in settled}
    for source, target in forced - {(pair.source, pair.target) for pair in settled}:
        fresh["source"].add(source)
        fresh["target"].add(target)
    fresh["source"] |= known["source"] - kept[0] - set(left_over["source"])
    fresh["target"] |= known["target"] - kept[1] - set(left_over["target"])
    open_heads: dict[Side, list[DocumentHead]] = {
        "source": [h for h in heads["source"] if h.id not in kept[0]],
        "target": [h for h in heads["target"] if h.id not in kept[1]],
    }
    return Reopened(
        tuple(settled),
        frozenset(fresh["source"] | _near(open_heads["source"], fresh["target"], heads["target"])),
        frozenset(fresh["target"] | _near(open_heads["target"], fresh["source"], heads["source"])),
    )


def _near(
    candidates: Iterable[DocumentHead], wanted: set[str], others: Iterable[DocumentHead]
) -> set[str]:
    """Candidates published near to any of the wanted documents of the other side."""
    days = [head.published for head in others if head.id in wanted]
    if not days:
        return set()
    if None in days:
        return {head.id for head in candidates}
    dated = sorted({day for day in days if day is not None})
    return {
        head.id for head in candidates if head.published is None or _is_near(head.published, dated)
    }


def _is_near(day: date, days: Sequence[date]) -> bool:
    """Whether any of the days, in order, is within the window."""
    at = bisect_left(days, day - timedelta(WINDOW))
    return at < len(days) and days[at] <= day + timedelta(WINDOW)
