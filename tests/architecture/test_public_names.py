"""Faces list what is public, all of it is documented, and what is registered loads."""

import importlib
import inspect
import pickle
from pathlib import Path

import pytest

import aligner
from aligner import errors, parts

ROOT = Path(aligner.__file__).parent
NAMES = sorted(
    ".".join(["aligner", *path.relative_to(ROOT).with_suffix("").parts]).removesuffix(".__init__")
    for path in ROOT.rglob("*.py")
    if path.parent.name != "data"
)
PACKAGES = sorted(
    f"aligner.{path.parent.name}"
    for path in ROOT.glob("*/__init__.py")
    if path.parent.name != "cli"
)
REGISTERED = [
    (registry, name)
    for registry in (parts.readers, parts.splitters, parts.encoders, parts.exporters)
    for name in registry
]
ERRORS = [getattr(errors, name) for name in vars(errors) if isinstance(getattr(errors, name), type)]


def test_faces_list_names_that_exist() -> None:
    wrong = []
    for face in map(importlib.import_module, PACKAGES):
        names = getattr(face, "__all__", [])
        wrong += [f"{face.__name__}.{name}" for name in names if not hasattr(face, name)]
        wrong += [f"{face.__name__}: {name} twice" for name in {*names} if names.count(name) > 1]
        wrong += [] if names else [f"{face.__name__} lists nothing"]
    assert not wrong


def test_public_names_are_documented() -> None:
    silent = []
    for name in NAMES:
        module = importlib.import_module(name)
        silent += [] if module.__doc__ else [name]
        silent += [
            f"{name}.{attribute}"
            for attribute, value in vars(module).items()
            if not attribute.startswith("_")
            and (inspect.isclass(value) or inspect.isfunction(value))
            and value.__module__ == name
            and not inspect.getdoc(value)
        ]
    assert not silent


@pytest.mark.parametrize(("registry", "name"), REGISTERED, ids=lambda value: str(value)[:20])
def test_registered_names_load(registry: "parts.Registry[object]", name: str) -> None:
    assert callable(registry.get(name))
    assert name.rpartition(".v")[2].isdigit(), "names carry a version"


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_errors_pickle_whole(kind: type[errors.AlignerError]) -> None:
    arguments: tuple[object, ...] = {
        errors.UnknownNameError: ("encoder", "a.v1", ("b.v1",)),
        errors.MissingExtraError: ("encoder b.v1", "b"),
        errors.FormatError: ("no title", "page.html", 3),
    }.get(kind, ("what happened",))
    error = kind(*arguments)
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(copy) is kind
    assert (str(copy), copy.args, copy.exit_code) == (str(error), error.args, error.exit_code)
    assert vars(copy) == vars(error)
