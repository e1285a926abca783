"""Traced texts against a slow model in which each character carries its own span."""

import re
from collections.abc import Callable
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.offsets import OffsetMap, Traced

_Span = tuple[int, int]
_Model = list[tuple[str, _Span]]
_Step = Callable[[Traced, _Model], tuple[Traced, _Model]]

_SOURCES = st.text(alphabet="ab &;\n中", max_size=20)
_PLACES = st.integers(0, 24)


def _model_of(source: str) -> _Model:
    return [(character, (index, index + 1)) for index, character in enumerate(source)]


def _union(model: _Model, start: int, stop: int) -> _Span:
    """Span of a stretch; where it is empty, that of the character before or the first one."""
    if start == stop:
        start, stop = max(start - 1, 0), max(start, 1)
    return (model[start][1][0], model[stop - 1][1][1]) if model else (0, 0)


def _new(text: str, span: _Span) -> _Model:
    if len(text) != span[1] - span[0]:
        return [(character, span) for character in text]
    return [(character, (span[0] + i, span[0] + i + 1)) for i, character in enumerate(text)]


def _edited(model: _Model, edits: list[tuple[int, int, str]]) -> _Model:
    result, position = [], 0
    for start, stop, new in edits:
        result += model[position:start] + _new(new, _union(model, start, stop))
        position = stop
    return result + model[position:]


def _slice(start: int, stop: int) -> _Step:
    return lambda text, model: (text[start:stop], model[start:stop])


def _strip(text: Traced, model: _Model) -> tuple[Traced, _Model]:
    plain = "".join(character for character, _ in model)
    start = len(plain) - len(plain.lstrip())
    return text.strip(), model[start : len(plain.rstrip())] if plain.strip() else []


def _sub(pattern: str, replacement: str) -> _Step:
    def step(text: Traced, model: _Model) -> tuple[Traced, _Model]:
        matches = re.compile(pattern).finditer(text.text)
        edits = [(*m.span(), replacement) for m in matches if m.group() != replacement]
        return text.sub(re.compile(pattern), replacement), _edited(model, edits)

    return step


def _edit(places: list[int], texts: list[str]) -> _Step:
    def step(text: Traced, model: _Model) -> tuple[Traced, _Model]:
        bounds = sorted(min(place, len(model)) for place in places)
        edits = list(zip(bounds[::2], bounds[1::2], texts, strict=False)) if model else []
        return text.edited(edits), _edited(model, edits)

    return step


def _join(start: int) -> _Step:
    return lambda text, model: (
        Traced.joined([text[:start], Traced(""), text[start:], text]),
        model[:start] + model[start:] + model,
    )


_STEPS = st.one_of(
    st.builds(_slice, _PLACES, _PLACES),
    st.just(_strip),
    st.builds(_sub, st.sampled_from(["a+", r"\s+", "b|中", "^"]), st.sampled_from(["", "x", "yz"])),
    st.builds(
        _edit, st.lists(_PLACES, max_size=6), st.lists(st.text("xyz", max_size=5), max_size=3)
    ),
    st.builds(_join, _PLACES),
)  # fmt: skip


@settings(max_examples=1000)
@given(source=_SOURCES, steps=st.lists(_STEPS, max_size=5))
def test_every_change_keeps_each_characters_way_back(source: str, steps: list[_Step]) -> None:
    text, model = Traced.of(source), _model_of(source)
    for step in steps:
        text, model = step(text, model)
    assert text.text == "".join(character for character, _ in model)
    offsets = text.offsets()
    assert [offsets.span(i, i + 1) for i in range(len(model))] == [span for _, span in model]
    for start, stop in pairwise(range(0, len(model), 3)):
        assert offsets.span(start, stop) == _union(model, start, stop)
    if model:
        assert text.span == _union(model, 0, len(model))


@given(source=_SOURCES, start=_PLACES, stop=_PLACES)
def test_a_stretch_of_a_source_is_plain(source: str, start: int, stop: int) -> None:
    start, stop = min(start, len(source)), min(stop, len(source))
    text = Traced.of(source, start, stop)
    assert text.text == source[start:stop]
    assert text.offsets().is_plain == bool(text.text)
    assert len(text.runs) <= 1


def test_plain_stretches_that_meet_again_are_one_run() -> None:
    text = Traced.of("one two three")
    assert Traced.joined([text[:4], text[4:8], text[8:]]).runs == ((0, 0, 13),)


def test_a_part_of_what_was_expanded_leads_back_to_all_of_its_source() -> None:
    text = Traced.of("a—b").replace("—", " -- ").sub(re.compile(" (?=-)"), "")
    assert (text.text, text.offsets().span(1, 2)) == ("a-- b", (1, 2))
    two = Traced("long", ((0, 5, 7),))[:2]
    assert [two.offsets().span(i, i + 1) for i in range(2)] == [(5, 7), (5, 7)]


def test_what_was_left_out_between_two_runs_is_inside_their_span() -> None:
    text = Traced.of("知識(shí)產權").replace("(shí)", "")
    assert text.offsets() == OffsetMap(((0, 0, 2), (2, 7, 9)), 4)
    assert text.offsets().span(1, 3) == (1, 8)


def test_replacing_what_is_not_there_changes_nothing() -> None:
    text = Traced.of("abc")
    assert text.replace("x", "y") is text
    assert text.sub(re.compile("[a-c]"), lambda match: match.group()) is text
