"""Faces list what is public, all of it is documented, and what is registered loads."""

import importlib
import inspect
import pickle
from pathlib import Path

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
REGISTRIES = (
    parts.readers,
    parts.splitters,
    parts.encoders,
    parts.token_encoders,
    parts.exporters,
)
ERRORS = [getattr(errors, name) for name in vars(errors) if isinstance(getattr(errors, name), type)]
ARGUMENTS: dict[type[errors.AlignerError], tuple[object, ...]] = {
    errors.UnknownNameError: ("encoder", "a.v1", ("b.v1",)),
    errors.MissingExtraError: ("encoder b.v1", "b"),
    errors.FormatError: ("no title", "page.html", 3),
}


def test_faces_list_names_that_exist() -> None:
    wrong = []
    for face in map(importlib.import_module, PACKAGES):
        names = getattr(face, "__all__", [])
        wrong += [f"{face.__name__}.{name}" for name in names if not hasattr(face, name)]
        wrong += [f"{face.__name__}: {name} twice" for name in {*names} if names.count(name) > 1]
        wrong += [] if names else [f"{face.__name__} lists nothing"]
    assert not wrong


def test_lazy_faces_list_no_name_of_a_module_of_theirs() -> None:
    """They would give one or the other, by what was loaded before."""
    shared = []
    for face in map(importlib.import_module, PACKAGES):
        if "__getattr__" not in vars(face):
            continue
        folder = ROOT / face.__name__.partition(".")[2]
        modules = {path.stem for path in folder.iterdir()}
        shared += [f"{face.__name__}.{name}" for name in modules & {*face.__all__}]
    assert not shared


def test_faces_refuse_names_that_do_not_exist() -> None:
    for face in map(importlib.import_module, PACKAGES):
        assert not hasattr(face, "no_such_name")
        assert not hasattr(face, "_private")


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


def test_registered_names_load_and_carry_a_version() -> None:
    wrong = [
        f"{type(registry.get(name)).__name__} {name}"
        for registry in REGISTRIES
        for name in registry
        if not callable(registry.get(name)) or not name.rpartition(".v")[2].isdigit()
    ]
    assert not wrong


def test_errors_pickle_whole() -> None:
    wrong = []
    for kind in ERRORS:
        error = kind(*ARGUMENTS.get(kind, ("what happened",)))
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
        same = (type(copy), str(copy), copy.args, copy.exit_code, vars(copy)) == (
            kind,
            str(error),
            error.args,
            error.exit_code,
            vars(error),
        )
        wrong += [] if same else [kind.__name__]
    assert not wrong
