"""The time of a meeting, which is text, told from the date of publication above a text."""

from collections.abc import Iterator, Sequence

from aligner.patterns import lazy_pattern
from aligner.readers import wording
from aligner.values import BlockKind

_OPEN = r"[【\[（(]?\s*"
_TIME = lazy_pattern(
    rf"{_OPEN}(?i:[时時][间間]|日期|Time|Date(?: and time)?)\s*[:：]\s*(?P<value>.*)"
)
_EVENT = (
    "(?:[会會][议議]|[开開][会會]|[举舉][办辦]|活[动動])?(?:地[点點址]|[议議][题題程])|主持(?:人|[单單]位)?|主席|"
    "出席(?:人[员員]|者)?|列席(?:人[员員]|者)?|[缺请請]席?(?:假|席)(?:人[员員]|者)?|[参參](?:加|[会會])(?:人[员員]|者)?|"
    "[与與][会會](?:人[员員]|者|[单單]位)?|[记記紀][录錄](?:人[员員]?)?|嘉[宾賓]|"
    "(?:Meeting )?(?:Venue|Place|Location)|Chair(?:ed by|man|woman|person)?|Moderat(?:or|ed by)|"
    "Host(?:ed by)?|Presid(?:ed by|ing)|Attend(?:ees|ance|ed by)|In attendance|Present|Absent|"
    "Apologies|Participants|Recorder|Recorded by|Minutes(?: taken)? by|Agenda(?: items?)?|"
    "Guests?|Speakers?"
)
_EVENT_FIELD = lazy_pattern(rf"{_OPEN}(?i:{_EVENT})\s*[:：]")
_EVENT_INSIDE = lazy_pattern(rf"[\s,，;；|](?i:{_EVENT})\s*[:：]")
_FIELD = lazy_pattern(rf"{_OPEN}[^:：。！？]{{1,20}}[:：]")
# Times of the day as pages of news do not stamp them.
_SESSION = lazy_pattern(
    r".*(?:[上下中]午|早上|晚上?|\d\s*[时時点點](?!\d)|\d\s?(?i:[ap]\.?m\b)|\d[:：]\d\d\s*(?:[-–—~～至到]|to\b))"
)
_TIME_OF_DAY = lazy_pattern(rf"{_OPEN}(?i:[时時][间間]|Time|Date and time)\s*[:：]")
_FARTHEST = 4


def event_times(texts: Sequence[str], kinds: Sequence[BlockKind | None]) -> Iterator[int]:
    """Indices of the lines that tell when a meeting is, though worded like bylines.

    They say the hours, or stand beside its place, its chair or those present.

    Parameters
    ----------
    texts : sequence of str
    kinds : sequence of BlockKind or None
        Kind of each text by its wording.

    Examples
    --------
    >>> byline = BlockKind.BYLINE
    >>> list(event_times(["日期：2024年5月8日", "地点：图书馆"], [byline, None]))
    [0]
    >>> list(event_times(["日期：2024年5月8日", "来源：晨报"], [byline, byline]))
    []
    """
    for index, text in enumerate(texts):
        match = _TIME.match(text) if kinds[index] is BlockKind.BYLINE else None
        if match is None or not _is_of_event(texts, kinds, index, match["value"]):
            continue
        yield index
        is_label = not match["value"].strip() and index + 1 < len(texts)
        if is_label and kinds[index + 1] is BlockKind.DATELINE:
            yield index + 1


def _is_of_event(
    texts: Sequence[str], kinds: Sequence[BlockKind | None], index: int, value: str
) -> bool:
    """Whether a field with a date belongs to an event."""
    if _EVENT_INSIDE.search(value):
        return True
    if wording.FIELD_INSIDE.search(value):
        return False
    if _SESSION.match(value) and _TIME_OF_DAY.match(texts[index]):
        return True
    return any(
        _EVENT_FIELD.match(texts[other])
        for step in (-1, 1)
        for other in _beside(texts, kinds, index, step)
    )


def _beside(
    texts: Sequence[str], kinds: Sequence[BlockKind | None], index: int, step: int
) -> Iterator[int]:
    """The fields next to a line on one side, up to what is surely said of the page."""
    for other in range(index + step, index + step * (_FARTHEST + 1), step):
        if not 0 <= other < len(texts):
            return
        is_value = other > 0 and wording.LABEL.fullmatch(texts[other - 1]) is not None
        is_of_page = kinds[other] is BlockKind.BYLINE and not _TIME.match(texts[other])
        if is_of_page or not (is_value or _FIELD.match(texts[other])):
            return
        yield other
