"""Chinese-English translation alignment: pair, align, check terms, export.

Two lists of sentences take one call:

>>> import aligner
>>> bitext = aligner.align(
...     ["国家知识产权局今天发布公告。", "公告自发布之日起施行。"],
...     ["The CNIPA issued an announcement today.", "It takes effect on the day of issue."],
... )
>>> for bead in bitext.alignment:
...     print(bead.kind, bitext.source_text(bead), bitext.target_text(bead))
1-1 国家知识产权局今天发布公告。 The CNIPA issued an announcement today.
1-1 公告自发布之日起施行。 It takes effect on the day of issue.

What is listed here is loaded when it is first used, so importing costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.api import (
        Workspace,
        align,
        align_files,
        check_terms,
        pair,
        read_glossary,
        run,
    )

    __version__: str

__all__ = [
    "Workspace",
    "__version__",
    "align",
    "align_files",
    "check_terms",
    "pair",
    "read_glossary",
    "run",
]


if not TYPE_CHECKING:  # a type checker would take every name for one of ours

    def __getattr__(name: str) -> object:
        """A public name, loaded at its first use."""
        if name == "__version__":
            value: object = import_module("importlib.metadata").version("aligner")
        elif name in __all__:
            value = getattr(import_module("aligner.api"), name)
        else:
            raise AttributeError(f"module 'aligner' has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
