"""Every module says what is public, packages say little, and what is registered loads."""

import importlib
import inspect
import pickle
from pathlib import Path
from types import ModuleType

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
ERRORS = [getattr(errors, name) for name in errors.__all__]
MOST_PUBLIC_NAMES = 12


@pytest.fixture(params=NAMES)
def module(request: pytest.FixtureRequest) -> ModuleType:
    return importlib.import_module(request.param)


def test_public_names_are_listed_and_exist(module: ModuleType) -> None:
    assert isinstance(module.__all__, list)
    assert len(set(module.__all__)) == len(module.__all__)
    for name in module.__all__:
        assert hasattr(module, name), f"{module.__name__} lists {name} and lacks it"


def test_public_names_are_documented(module: ModuleType) -> None:
    assert module.__doc__
    for name in module.__all__:
        value = getattr(module, name)
        if (inspect.isclass(value) or inspect.isfunction(value)) and (
            value.__module__ == module.__name__
        ):
            assert inspect.getdoc(value), f"{module.__name__}.{name} needs a docstring"


# The values are the language all packages speak; the limit is for the speakers.
@pytest.mark.parametrize("name", [n for n in PACKAGES if n != "aligner.values"])
def test_packages_offer_few_names(name: str) -> None:
    assert 1 <= len(importlib.import_module(name).__all__) <= MOST_PUBLIC_NAMES


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
