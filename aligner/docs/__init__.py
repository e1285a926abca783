"""The documentation: Markdown pages, and the site they become."""

from aligner.docs.site import NAVIGATION, write_site

__all__ = ["NAVIGATION", "write_site"]
