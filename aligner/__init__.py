"""Chinese-English translation alignment: pair, align, check terms, export."""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("aligner")
