"""Pages that a pile names more than once: by two addresses, or in two rows of a table."""

from collections.abc import Hashable, Iterable
from dataclasses import fields, replace

from aligner.readers.piles.locations import PageFacts, PageLocation

_SECURE = "https://"


def one_of_each(pages: Iterable[PageLocation]) -> list[PageLocation]:
    """The pages, those that are the same one joined.

    Pages are the same if they lie in the same place, or if their addresses differ in
    nothing but http and https.  Of several captures the last counts, then that by https,
    then the first; it has the addresses of all.
    """
    found: list[list[PageLocation]] = []
    at: dict[Hashable, list[PageLocation]] = {}
    for page in pages:
        keys = list(_keys(page))
        group = next((at[key] for key in keys if key in at), None)
        if group is None or _is_other(page, group):
            group = []
            found.append(group)
        group.append(page)
        at.update(dict.fromkeys(keys, group))
    return [_joined(group) for group in found]


def _is_other(page: PageLocation, group: list[PageLocation]) -> bool:
    """Whether pages of one address lie in files of their own, so that the address is too wide.

    The rows of a table may all give the address of the site.
    """
    return not page.captured and any(
        page.facts.url == other.facts.url and _place(page) != _place(other) for other in group
    )


def _place(page: PageLocation) -> Hashable:
    return page.path.absolute(), page.member, page.offset


def _keys(page: PageLocation) -> Iterable[Hashable]:
    """What a page shares with itself under another name."""
    if page.is_out_of_reach or page.refusal:
        return
    yield _place(page)
    for address in page.facts.url.split():
        scheme, mark, rest = address.partition("://")
        yield rest if mark and scheme.lower() in {"http", "https"} else address


def _joined(group: list[PageLocation]) -> PageLocation:
    """One page in place of several."""
    if len(group) == 1:
        return group[0]
    best = max(group, key=lambda page: (page.captured, page.facts.url.lower().startswith(_SECURE)))
    others = [best, *(page for page in group if page is not best)]
    told = {
        field.name: next(filter(None, (getattr(page.facts, field.name) for page in others)), None)
        for field in fields(PageFacts)
    }
    addresses = dict.fromkeys(a for page in others for a in page.facts.url.split())
    known = {name: value for name, value in told.items() if value}
    return replace(best, facts=PageFacts(**{**known, "url": " ".join(addresses)}))
