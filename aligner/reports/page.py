"""Pages made from templates that open offline: everything of a page is in its one file."""

from functools import cache
from importlib import resources

import jinja2
from markupsafe import Markup


@cache
def page_template(name: str) -> jinja2.Template:
    """A template of the templates folder, with autoescaping."""
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(asset(name))


@cache
def asset(name: str) -> Markup:
    """A file of the templates folder; it is trusted and not escaped."""
    folder = resources.files("aligner.reports").joinpath("templates")
    return Markup(folder.joinpath(name).read_text("utf-8").rstrip())  # noqa: S704 - our own file
