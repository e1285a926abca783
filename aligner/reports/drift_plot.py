"""The shares of a term's renderings over time, as inline SVG."""

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

# More would be hard to tell apart; the others share one grey segment.
_MOST_SERIES = 4
_OTHERS = "other renderings"
_WIDTH, _HEIGHT, _FLOOR = 480, 120, 100
_WIDEST_BAR = 36.0
_MOST_LABELS = 8

Periods = Sequence[tuple[str, Mapping[str, int]]]


def bar(share: float, is_accepted: bool = True) -> Markup:  # noqa: FBT001, FBT002 - a template's call
    """A bar for a share; the number beside it serves screen readers."""
    kind = "yes" if is_accepted else "no"
    return Markup(
        '<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="{}" width="{:.1f}" height="8" rx="1"/></svg>'
    ).format(kind, max(100 * share, 0.8))


def drift_plot(periods: Periods, anchor: str, change: str = "") -> Markup:
    """A stacked bar for each period, with a legend and the same data as a table.

    Parameters
    ----------
    periods : sequence of (str, mapping of str to int)
    anchor : str
        Prefix of the ids in the figure.
    change : str
        What the plot shows, for its caption.

    Returns
    -------
    figure : Markup
        Empty for fewer than two periods, which show no change.
    """
    filled = [(name, counts) for name, counts in periods if sum(counts.values())]
    minimum = 2
    if len(filled) < minimum:
        return Markup("")
    totals: Counter[str] = Counter()
    for _, counts in filled:
        totals.update(counts)
    ordered = sorted(totals, key=lambda label: (-totals[label], label))
    names = ordered[:_MOST_SERIES]
    if len(ordered) > len(names):
        names.append(_OTHERS)
    table = [(name, _series(counts, ordered)) for name, counts in filled]
    return Markup(
        '<figure><figcaption id="{}-caption">Share of each rendering by period{}</figcaption>'
        "{}{}{}</figure>"
    ).format(
        anchor,
        f": {change}" if change else "",
        _legend(names),
        _bars(table, names, anchor),
        _as_table(table, names),
    )


def _series(counts: Mapping[str, int], ordered: Sequence[str]) -> list[int]:
    """Counts of the named renderings, then the count of all others."""
    named = [counts.get(label, 0) for label in ordered[:_MOST_SERIES]]
    rest = sum(counts.values()) - sum(named)
    return [*named, rest] if len(ordered) > _MOST_SERIES else named


def _legend(names: Sequence[str]) -> Markup:
    item = Markup(
        '<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="c{}" width="10" '
        'height="10" rx="2"/></svg><bdi lang="en">{}</bdi></li>'
    )
    items = (item.format(number, name or "not found") for number, name in enumerate(names))
    return Markup('<ul class="legend">{}</ul>').format(Markup("").join(items))


def _bars(table: Sequence[tuple[str, list[int]]], names: Sequence[str], anchor: str) -> Markup:
    """The chart, with a description in words."""
    step = min(_WIDTH / len(table), _WIDEST_BAR * 2)
    width = step * 0.72
    every = -(-len(table) // _MOST_LABELS)
    rect = Markup('<rect class="c{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>')
    label = Markup('<text x="{:.1f}" y="{}" text-anchor="{}">{}</text>')
    parts: list[Markup] = []
    for place, (period, counts) in enumerate(table):
        left, top = place * step, float(_FLOOR)
        for series, count in enumerate(counts):
            height = _FLOOR * count / sum(counts)
            top -= height
            if count:
                parts.append(rect.format(series, left, top, width, height))
        if place % every == 0:
            middle = left + width / 2
            # A centred label of the first bar would be cut off at the edge.
            anchors = ("start", left) if place == 0 else ("middle", middle)
            parts.append(label.format(anchors[1], _HEIGHT - 4, anchors[0], period))
    text = _in_words(table, names)
    return Markup(
        '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-caption {}-words">'
        '<desc id="{}-words">{}</desc>{}</svg>'
    ).format(_WIDTH + 16, _HEIGHT, anchor, anchor, anchor, text, Markup("").join(parts))


def _in_words(table: Sequence[tuple[str, list[int]]], names: Sequence[str]) -> str:
    """The most frequent rendering of the first and of the last period."""

    def leading(place: int) -> str:
        period, counts = table[place]
        best = max(range(len(counts)), key=lambda i: counts[i])
        name = names[best] or "not found"
        return f"{period}: {name}, {counts[best]} of {sum(counts)}"

    return f"{len(table)} periods. First, {leading(0)}. Last, {leading(-1)}."


def _as_table(table: Sequence[tuple[str, list[int]]], names: Sequence[str]) -> Markup:
    head = Markup('<th scope="col" class="number"><bdi lang="en">{}</bdi></th>')
    cell = Markup('<td class="number">{}</td>')
    line = Markup('<tr><th scope="row">{}</th>{}</tr>')
    heads = Markup("").join(head.format(name or "not found") for name in names)
    lines = Markup("").join(
        line.format(period, Markup("").join(cell.format(count) for count in counts))
        for period, counts in table
    )
    return Markup(
        '<details><summary class="soft">Show as a table</summary><div class="scroll" '
        'tabindex="0" role="region" aria-label="Renderings by period">'
        '<table><caption class="unseen">Renderings by period'
        '</caption><thead><tr><th scope="col">Period</th>{}</tr></thead><tbody>{}</tbody></table>'
        "</div></details>"
    ).format(heads, lines)
