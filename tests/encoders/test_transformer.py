"""The sentence-transformers family: names, places, errors, and a tiny model."""

import shutil
import socket
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn, cast

import numpy as np
import pytest

from aligner.encoders import encoder_name, load_encoder
from aligner.encoders.transformer import LoadedModel, SentenceTransformersEncoder
from aligner.errors import ConfigError, FormatError, MissingExtraError, UnknownNameError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

TEXTS = ("the first text.", "a second, longer text!", "why?")
quiet = pytest.mark.filterwarnings("ignore")


class FakeModel:
    """Stands in for the package's model."""

    def encode(self, texts: Sequence[str], *, show_progress_bar: bool) -> object:
        assert not show_progress_bar
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float64)


def test_vectors_are_single_precision_and_any_string_will_do() -> None:
    model = LoadedModel(cast("SentenceTransformer", FakeModel()))
    vectors = model.vectors(["\ud800", "ab"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (2, 2)


@pytest.fixture
def without_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)


@pytest.fixture
def with_package(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A package of that name whose models cannot be loaded."""

    def refuse(place: str, **_options: object) -> NoReturn:
        message = f"cannot load {place}\nand a long story"
        raise OSError(message)

    package = ModuleType("sentence_transformers")
    package.__spec__ = ModuleSpec("sentence_transformers", None)
    package.SentenceTransformer = refuse  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", package)
    return package


@pytest.mark.usefixtures("without_package")
def test_a_missing_extra_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingExtraError, match=r"aligner\[sentence-transformers\]"):
        load_encoder(f"sentence-transformers:{tmp_path}")


@pytest.mark.parametrize("place", ["/no/such/model", "./model", "~/no-such-model", "a/b/c", "a b"])
def test_a_missing_folder_is_named(place: str) -> None:
    with pytest.raises(FormatError, match="no such folder"):
        SentenceTransformersEncoder(place)


def test_what_stands_in_a_folder_is_not_looked_for_on_the_hub(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "models").mkdir()
    with pytest.raises(FormatError, match="models/LaBSE"):
        SentenceTransformersEncoder("models/LaBSE")


def test_a_name_that_weights_give_asks_for_the_folder() -> None:
    with pytest.raises(ConfigError, match="--encoder sentence-transformers:FOLDER"):
        load_encoder("sentence-transformers:LaBSE@0123456789abcdef")


@pytest.mark.usefixtures("with_package")
def test_a_folder_that_holds_no_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no model", encoding="utf-8")
    encoder = SentenceTransformersEncoder(str(tmp_path))
    with pytest.raises(FormatError, match=r"OSError: cannot load .*[^y]$") as caught:
        encoder.encode_spans(TEXTS, language="en", max_run=1)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.usefixtures("with_package")
def test_a_hub_out_of_reach_is_told_with_the_name() -> None:
    encoder = SentenceTransformersEncoder("owner/no-such-model")
    assert encoder.name == "sentence-transformers:owner/no-such-model"
    with pytest.raises(ConfigError, match=r"owner/no-such-model.*hub"):
        encoder.encode_spans(TEXTS, language="en", max_run=1)


@pytest.mark.usefixtures("with_package")
def test_a_folder_is_known_by_its_name_and_its_files_wherever_it_is(tmp_path: Path) -> None:
    names = []
    for place in ("here", "there"):
        folder = tmp_path / place / "my model"
        folder.mkdir(parents=True)
        (folder / "weights").write_bytes(b"12345")
        names.append(encoder_name(f"sentence-transformers:{folder}"))
    (tmp_path / "there" / "my model" / ".cache").write_bytes(b"hidden files do not count")
    names.append(SentenceTransformersEncoder(str(tmp_path / "there" / "my model")).name)
    assert len(set(names)) == 1
    assert names[0].startswith("sentence-transformers:my_model@")
    (tmp_path / "there" / "my model" / "weights").write_bytes(b"54321")
    assert SentenceTransformersEncoder(str(tmp_path / "there" / "my model")).name != names[0]


@pytest.mark.usefixtures("with_package")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("custom.py", "print('run')"),
        ("1_Dense/custom.py", "print('run')"),
        ("pytorch_model.bin", "a pickle"),
        ("2_Dense/pytorch_model.bin", "a pickle"),
        ("model.pt", "a pickle"),
        ("modules.json", '[{"type": "custom.Model", "path": ""}]'),
        ("modules.json", '[{"type": "os.system"}]'),
        ("modules.json", '[{"type": "sentence_transformers.models.Dense", "path": "../../x"}]'),
        ("modules.json", '{"type": 1}'),
        ("modules.json", "[" * 100_000),
    ],
)
def test_a_model_with_code_or_pickles_is_not_loaded(
    tmp_path: Path, name: str, content: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError, match=path.name):
        load_encoder(f"sentence-transformers:{tmp_path}")


@pytest.mark.usefixtures("with_package")
def test_a_pickle_beside_the_same_parameters_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").touch()
    (tmp_path / "model.safetensors").touch()
    modules = '[{"type": "sentence_transformers.models.Transformer", "path": ""}]'
    (tmp_path / "modules.json").write_text(modules, encoding="utf-8")
    assert load_encoder(f"sentence-transformers:{tmp_path}").name


def test_models_are_loaded_offline_without_code_and_pickles(
    with_package: ModuleType, tmp_path: Path
) -> None:
    asked: list[tuple[str, dict[str, object]]] = []

    def note(place: str, **options: object) -> NoReturn:
        asked.append((place, options))
        raise OSError

    with_package.SentenceTransformer = note  # type: ignore[attr-defined]
    (tmp_path / "model.safetensors").touch()
    with pytest.raises(FormatError):
        SentenceTransformersEncoder(str(tmp_path)).encode_spans(TEXTS, language="en", max_run=1)
    assert asked == [
        (
            str(tmp_path),
            {
                "local_files_only": True,
                "trust_remote_code": False,
                "model_kwargs": {"use_safetensors": True},
            },
        )
    ]


@pytest.mark.parametrize("name", ["sentence-transformers", "sentence-transformers:", "labse:x"])
def test_names_without_a_model_are_answered_with_the_known_ones(name: str) -> None:
    with pytest.raises(UnknownNameError, match=r"use\.v1, sentence-transformers:\.\.\."):
        load_encoder(name)


@quiet
def test_a_folder_is_loaded_without_the_network(
    tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    encoder = SentenceTransformersEncoder(str(tiny_model))
    assert encoder.encode_spans(TEXTS, language="en", max_run=2).runs.shape == (2, 3, 32)


@quiet
def test_a_moved_model_gives_the_same_vectors(tiny_model: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(tiny_model, tmp_path / tiny_model.name)
    first, second = (
        SentenceTransformersEncoder(str(folder)).encode_spans(TEXTS, language="en", max_run=3)
        for folder in (tiny_model, moved)
    )
    assert first.encoder == second.encoder
    assert first.runs.tobytes() == second.runs.tobytes()


@quiet
def test_vectors_are_those_of_the_package(tiny_model: Path) -> None:
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - not everywhere

    model = SentenceTransformer(str(tiny_model), local_files_only=True)
    encoder = SentenceTransformersEncoder(str(tiny_model))
    clause = "nobody saw him."
    texts = (*TEXTS, f"when the rain stopped, {clause}")
    vectors = encoder.encode_spans(texts, language="en", max_run=2)
    joined = [f"{TEXTS[0]} {TEXTS[1]}", f"{TEXTS[1]} {TEXTS[2]}"]
    expected = model.encode(joined, normalize_embeddings=True)
    np.testing.assert_allclose(vectors.runs[1, :2], expected, atol=1e-5)
    expected = model.encode([clause], normalize_embeddings=True)
    np.testing.assert_allclose(vectors.clauses[-1:], expected, atol=1e-5)


@quiet
def test_a_folder_of_something_else_is_refused(tiny_model: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(tiny_model, tmp_path / "broken"))
    (broken / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(FormatError, match="broken"):
        SentenceTransformersEncoder(str(broken)).encode_spans(TEXTS, language="en", max_run=1)
