"""What a model's folder may hold: parameters and settings, and nothing that would be run."""

import json
from pathlib import Path
from typing import Any

from aligner.errors import FormatError
from aligner.inputs import open_input

# Classes that a folder may ask for.
_PACKAGE = "sentence_transformers."
_MODULES = "modules.json"
_PARAMETERS = ("model.safetensors", "model.safetensors.index.json")
# Endings of files that are pickles, or programs as pickles may be.
_PICKLES = frozenset({".bin", ".ckpt", ".joblib", ".pickle", ".pkl", ".pt", ".pth"})
# Bytes of a list of modules, which are a handful.
_LONGEST_LIST = 1_000_000


def require_harmless(folder: Path) -> None:
    """Refuse a model with code of its own, or with parameters only as pickles.

    Raises
    ------
    FormatError
        With the file.
    """
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".py":
            raise FormatError("this model has code of its own, which is not run", str(path))
        if path.suffix in _PICKLES and not any((path.parent / n).exists() for n in _PARAMETERS):
            raise FormatError(
                "the parameters of this model are a pickle, which is not loaded; "
                "convert them to model.safetensors",
                str(path),
            )
    _check_modules(folder / _MODULES, folder.resolve())


def _check_modules(path: Path, folder: Path) -> None:
    """Refuse classes from elsewhere, and places outside the folder."""
    if not path.exists():
        return
    for module in _modules(path):
        if not str(module.get("type", "")).startswith(_PACKAGE):
            raise FormatError(f"module {module.get('type')!r} is not of the package", str(path))
        if not (folder / str(module.get("path", ""))).resolve().is_relative_to(folder):
            raise FormatError("this names a place outside the model's folder", str(path))


def _modules(path: Path) -> list[dict[str, Any]]:
    """The modules that a model lists."""
    try:
        with open_input(path, takes_pipes=False) as stream:
            modules = json.loads(stream.read(_LONGEST_LIST))
    except (OSError, ValueError, RecursionError) as error:
        raise FormatError(f"no list of modules: {error}", str(path)) from error
    if not isinstance(modules, list) or not all(isinstance(m, dict) for m in modules):
        raise FormatError("no list of modules", str(path))
    return modules
