"""The options of a review in the browser, and its end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from aligner.cli import options
from aligner.cli.console import remark

if TYPE_CHECKING:
    from aligner.review import Review


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a review: who works on it, and how it is served."""

    author: str
    port: int | None
    no_browser: bool
    language: str | None


_port_option = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=None,
    help="Port of the review; 0 takes any.  [default: always the same for a workspace, if it is "
    "free]",
)
_no_browser_option = click.option(
    "--no-browser", is_flag=True, help="Print the address without opening a browser."
)
_language_option = click.option(
    "--language",
    type=click.Choice(["en", "zh"]),
    default=None,
    help="Language of the page.  [default: that of the browser]",
)
page_options = options.gathered(
    "page", Page, options.author_option, _port_option, _no_browser_option, _language_option
)


def serve_until_stopped(
    review: "Review", told: Callable[[str], None], *, open_browser: bool
) -> None:
    """Serve a review until Ctrl-C; another one while alignments are written is an interruption."""
    from aligner.review import serve  # noqa: PLC0415 - slow to load, and seldom asked for

    remark("press Ctrl-C to stop")
    serve(review, told, open_browser=open_browser)
