"""The review as one HTML file to read and to send: no server, nothing from outside."""

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Iterator
from importlib import resources

from aligner.review.views import BeadView, ReviewSheet, SegmentView
from aligner.values import DOUBTFUL_BELOW

_POOR = 0.6
# As reasons name sentences: source 3, target 5-7.
_PLACE = re.compile(r"\b(?:source|target) \d+(?:-\d+)?")
_SIGNS = {"confirmed": "✓", "not-a-translation": "≠", "deleted": "✕"}


def render_sheets(sheets: Iterable[ReviewSheet], title: str) -> Iterator[str]:
    """Parts of an HTML page that shows pairs of documents, in their order.

    Parameters
    ----------
    sheets : iterable of ReviewSheet
        Consumed one by one.
    title : str
    """
    style, script = _read("sheet.css") + _read("offline.css"), _read("offline.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<header><h1>{html.escape(title)}</h1>"
        '<div class="controls" hidden><label><input type="checkbox" id="only"> doubtful pairs only'
        '</label> <label>Text <input type="search" id="words"></label></div></header>\n<main>\n'
    )
    for sheet in sheets:
        yield from _section(sheet)
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n"


def _section(sheet: ReviewSheet) -> Iterator[str]:
    """One pair of documents."""
    title = sheet.target_title or sheet.target
    facts = [
        sheet.source_title,
        sheet.published,
        f"{sheet.source} – {sheet.target}",
        f"{sheet.decided} of {len(sheet.beads)} pairs decided",
        f"about {sheet.errors:.1f} wrong pairs left",
    ]
    listed = html.escape(" · ".join(filter(None, facts)))
    yield (
        f'<section>\n<h2>{html.escape(title)}</h2>\n<p class="soft">{listed}</p>\n'
        '<ol class="beads">\n'
    )
    for bead in sheet.beads:
        yield _bead(sheet, bead)
    yield "</ol>\n</section>\n"


def _bead(sheet: ReviewSheet, bead: BeadView) -> str:
    """One pair of sentences."""
    is_doubtful = not bead.ruling and (bead.probability < DOUBTFUL_BELOW or bead.alarm)
    classes = f"bead {_look(bead)}{' alarm' if bead.alarm else ''}"
    source = sheet.source_segments[bead.source_start : bead.source_stop]
    target = sheet.target_segments[bead.target_start : bead.target_stop]
    return (
        f'<li class="{classes}"{" data-doubtful=1" if is_doubtful else ""}>'
        f"{_side('source', sheet.source_language, source, bead.source_start)}"
        f'<div class="between">{_ladder(len(source), len(target))}'
        f'<span class="chip">{len(source)}–{len(target)} {_sign(bead)}</span></div>'
        f"{_side('target', sheet.target_language, target, bead.target_start)}"
        f'<div class="notes">{"".join(_notes(sheet, bead))}</div></li>\n'
    )


def _look(bead: BeadView) -> str:
    """How a bead looks: by its ruling, or else by its probability."""
    if bead.ruling:
        return "confirmed" if bead.ruling == "confirmed" else "rejected"
    if bead.probability < DOUBTFUL_BELOW:
        return "poor" if bead.probability < _POOR else "fair"
    is_null = bead.source_start == bead.source_stop or bead.target_start == bead.target_stop
    return "null" if is_null else "sure"


def _sign(bead: BeadView) -> str:
    return _SIGNS.get(bead.ruling, f"{int(bead.probability * 100)}%")


def _side(name: str, language: str, segments: tuple[SegmentView, ...], first: int) -> str:
    """The sentences of one side, with their numbers."""
    texts = "".join(
        f'<div class="line"><span class="number">{number}</span>'
        f'<p class="segment{" mended" if s.text != s.original else ""}"'
        f"{_title(s)}>{html.escape(s.text)}</p></div>"
        for number, s in enumerate(segments, start=first + 1)
    )
    nothing = '<p class="nothing" lang="en">no counterpart</p>'
    return f'<div class="side {name}" lang="{html.escape(language)}">{texts or nothing}</div>'


def _title(segment: SegmentView) -> str:
    if segment.text == segment.original:
        return ""
    return f' title="{html.escape("on the page: " + segment.original)}"'


def _ladder(n: int, m: int) -> str:
    """Which sentence goes with which."""
    if not n or not m:
        return ""
    most = max(n, m)
    lines = "".join(
        f'<line x1="0" x2="100" y1="{(k * n // most + 0.5) / n * 100:.1f}" '
        f'y2="{(k * m // most + 0.5) / m * 100:.1f}"/>'
        for k in range(most)
    )
    band = '<path d="M0 4C40 4 60 4 100 4V96C60 96 40 96 0 96Z"/>'
    return (
        '<svg class="ladder" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">'
        f"{band}{lines}</svg>"
    )


def _notes(sheet: ReviewSheet, bead: BeadView) -> Iterator[str]:
    if bead.example:
        yield '<span class="example">★ good example</span>'
    if bead.alarm:
        yield '<span class="warned">⚠ damaged stretch</span>'
    for link in bead.moved:
        found = "" if link.linked else f" ({int(link.probability * 100)}%)"
        other = next(other for other in sheet.beads if other.id == link.bead)
        yield f'<span class="moved">⇅ moved: counterpart at {_place(other)}{found}</span>'
    if bead.comment:
        yield f'<span class="comment">{html.escape(bead.comment)}</span>'
    if bead.ruling:
        yield f'<span class="soft">{html.escape(f"{bead.ruling} by {bead.author}")}</span>'
    elif bead.reasons:
        reasons = _PLACE.sub(_as_shown, "; ".join(bead.reasons))
        yield f'<span class="soft">doubtful: {html.escape(reasons)}</span>'


def _place(bead: BeadView) -> str:
    """The sentences of a bead, or of the side that it has."""
    side, start, stop = "source", bead.source_start, bead.source_stop
    if start == stop:
        side, start, stop = "target", bead.target_start, bead.target_stop
    return f"{side} {start + 1}" if stop == start + 1 else f"{side} {start + 1}–{stop}"


def _as_shown(place: re.Match[str]) -> str:
    """A place that reasons count from 0, by the numbers that are shown."""
    return re.sub(r"\d+", lambda number: str(int(number[0]) + 1), place[0])


def _read(name: str) -> str:
    return (resources.files("aligner.review") / "static" / name).read_text("utf-8")


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"sha256-{digest}"
