"""Faces of rooms whose modules are loaded at the first use of a name.

A command uses a few names of each room; to load all that a room has would take most of the
time of a short one.  The face says where its names are in imports that only type checkers
execute, and `lazy_face` reads them from there::

    if TYPE_CHECKING:
        from aligner.glossary.lint import lint_glossary
    else:
        __getattr__ = lazy_face(__name__)
"""

import ast
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from inspect import getsource


def lazy_face(room: str) -> Callable[[str], object]:
    """The ``__getattr__`` of a room's ``__init__``.

    Parameters
    ----------
    room : str
        Name of the package.  No public name may be that of one of its modules: which of
        the two is found would depend on what was loaded before.
    """

    @cache
    def places() -> dict[str, str]:
        tree = ast.parse(getsource(sys.modules[room]))
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        return {name.name: str(node.module) for node in imports for name in node.names}

    def load(name: str) -> object:
        if name.startswith("_") or name not in places():
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        value: object = getattr(import_module(places()[name]), name)
        setattr(sys.modules[room], name, value)
        return value

    return load
