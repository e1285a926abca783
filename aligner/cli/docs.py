"""``aligner docs``: the documentation in the browser, offline."""

import webbrowser
from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import remark, show
from aligner.cli.outputs import OutputPath, WritingCommand
from aligner.docs import NAVIGATION, write_site
from aligner.files import cache_folder

_PAGES = tuple(name for _, names in NAVIGATION for name in names)


@click.command(
    cls=WritingCommand,
    epilog=options.example(
        "aligner docs",
        "aligner docs commands",
        "aligner docs --output site",
    ),
)
@click.argument("page", type=click.Choice(_PAGES), default="index", metavar="[PAGE]")
@click.option("--no-browser", is_flag=True, help="Print the path of the page; do not open it.")
@click.option(
    "--output",
    "-o",
    type=OutputPath(path_type=Path, file_okay=False),
    help="Folder to write the site to, instead of opening it.",
)
def docs(*, page: str, no_browser: bool, output: Path | None) -> None:
    """Read the documentation in the browser.

    Works offline: the pages come with the program. They are written to a cache
    folder, whose path is printed. PAGE is the name of a page, such as
    translator, commands or formats.
    """
    first = write_site(output or cache_folder() / "docs")
    wanted = first.with_name(f"{page}.html")
    show(str(wanted))
    if output or no_browser:
        return
    if not webbrowser.open(wanted.resolve().as_uri()):
        remark("no browser was found: open the file above yourself")
