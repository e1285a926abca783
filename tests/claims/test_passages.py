"""Places in documents are found again whatever the segments are."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from aligner.claims.passages import RunningText, recut
from aligner.values import Block, BlockKind, Document, Passage, Segment, SegmentedDocument

WORDS = ("局长出席。", "会议召开。", "The office", "said so.", "a b", "x")


@st.composite
def documents(draw: st.DrawFn) -> SegmentedDocument:
    """A document of some paragraphs, cut anywhere."""
    paragraphs = draw(
        st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), max_size=4)
    )
    blocks, segments, start = [], [], 0
    for number, words in enumerate(paragraphs):
        text = " ".join(words)
        blocks.append(Block(BlockKind.PARAGRAPH, text, start, start + len(text)))
        start += len(text) + 1
        edges = sorted(draw(st.sets(st.integers(1, len(text)))) | {len(text)})
        begin = 0
        for edge in edges:
            while begin < edge and text[begin].isspace():
                begin += 1
            piece = text[begin:edge].rstrip()
            if piece:
                segments.append(Segment(number, begin, begin + len(piece), piece))
            begin = edge
    return SegmentedDocument(Document("d", "en", tuple(blocks), "x"), tuple(segments))


@given(documents(), st.data())
def test_a_run_of_segments_is_found_again(document: SegmentedDocument, data: st.DataObject) -> None:
    assume(document.segments)
    n = len(document.segments)
    start = data.draw(st.integers(0, n - 1))
    stop = data.draw(st.integers(start + 1, n))
    text = RunningText(document)
    found = text.find(text.passage(start, stop))
    assert found is not None
    assert text.segments(*found) == (start, stop)


@given(documents(), st.data())
def test_recut_documents_have_edges_where_they_were_asked_for(
    document: SegmentedDocument, data: st.DataObject
) -> None:
    assume(document.segments)
    size = len("".join("".join(s.text.split()) for s in document.segments))
    cuts = data.draw(st.dictionaries(st.integers(1, size - 1), st.booleans())) if size > 1 else {}
    made = recut(document, cuts)
    before, after = RunningText(document), RunningText(made)
    ends = {before.edges[i] for i in range(len(document.segments) + 1)}
    blocks = {
        before.edges[i]
        for i, segment in enumerate(document.segments)
        if not i or segment.block != document.segments[i - 1].block
    }
    wanted = {at for at, is_cut in cuts.items() if is_cut}
    joined = {at for at, is_cut in cuts.items() if not is_cut} - blocks
    assert {after.edges[i] for i in range(len(made.segments) + 1)} == (ends | wanted) - joined
    texts = ["".join(d.document.blocks[0].text.split()) for d in (document, made)]
    assert texts[0] == texts[1]
    assert recut(made, cuts) == made


@given(documents(), st.data())
def test_passages_hold_over_other_cuts(document: SegmentedDocument, data: st.DataObject) -> None:
    assume(document.segments)
    text = RunningText(document)
    passage = text.passage(0, len(document.segments))
    size = text.edges[-1]
    cuts = data.draw(st.dictionaries(st.integers(1, max(1, size - 1)), st.booleans()))
    found = RunningText(recut(document, cuts)).find(passage)
    assert found == (0, size)


def text_of(*texts: str) -> RunningText:
    return RunningText(SegmentedDocument.from_lines("d", "en", texts))


def test_of_equal_places_the_one_with_the_same_neighbours_counts() -> None:
    passage = text_of("First it rained.", "Again.", "Then it snowed.", "Again.").passage(3, 4)
    changed = text_of("New.", "First it rained.", "Again.", "Then it snowed.", "Again.")
    assert changed.find(passage) == (changed.edges[4], changed.edges[5])


def test_what_is_gone_is_not_found() -> None:
    passage = text_of("First it rained.", "Again.").passage(0, 1)
    assert text_of("First it snowed.", "Again.").find(passage) is None


def test_a_short_text_is_not_taken_for_another_of_the_same_words() -> None:
    text = text_of("Opening of the meeting in May.", "Yes.", "Closing words of the chair.")
    other = text_of("A wholly different page.", "Yes.", "Nothing else is here.")
    assert other.find(text.passage(1, 2)) is None


def test_a_place_between_words_is_found_by_what_stands_around() -> None:
    text = text_of("The office spoke. It was late.")
    place = text.place(0, len("The office spoke."))
    assert place.text == ""
    other = text_of("It rained.", "The office spoke.", "It was late.")
    assert other.find(place) == (other.edges[2], other.edges[2])
    assert text_of("Nothing of the kind.").find(place) is None


def test_blank_segments_stay_outside_a_run() -> None:
    text = text_of("", "One.", "", "Two.", "")
    assert text.segments(0, len("One.")) == (1, 2)
    assert text.segments(len("One."), len("One.Two.")) == (3, 4)
    assert text.segments(1, 3) is None


def test_an_offset_out_of_reach_is_no_error() -> None:
    text = text_of("One.")
    assert text.find(replace(text.passage(0, 1), offset=900)) == (0, 4)
    assert text.find(Passage("", "", "", 0)) == (0, 0)


def test_the_end_of_the_text_comes_behind_the_last_segment() -> None:
    text = RunningText(SegmentedDocument.from_lines("a", "en", ("One.", "", "Two.")))
    assert text.segments(0, 0) == (0, 0)
    assert text.segments(len("One."), len("One.")) == (2, 2)
    assert text.segments(len("One.Two."), len("One.Two.")) == (3, 3)
