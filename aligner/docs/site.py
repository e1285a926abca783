"""The documentation as a folder of HTML pages that need nothing else."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import jinja2
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from aligner.errors import ConfigError, not_written
from aligner.inputs import open_input

# Sections of the navigation with the names of their pages, in reading order.
NAVIGATION: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("index",)),
    ("Tutorials", ("translator", "terminologist", "corpus-builder")),
    ("Reference", ("commands", "python", "formats")),
    ("Background", ("how-it-works", "quality", "adapting", "security")),
    ("Project", ("architecture", "changes")),
)
_GENERATOR = "aligner documentation"
_IMAGES = (".png", ".svg")
_RESOURCES = resources.files("aligner.docs")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a page, which links may point to.

    Parameters
    ----------
    level : int
        2 for a section, 3 for one inside it.
    anchor, title : str
        Its address within the page, and its text.
    """

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page, rendered.

    Parameters
    ----------
    name, title : str
        Its file name without suffix, and its first heading.
    headings : tuple of Heading
        Its sections, without the title.
    body : str
        HTML of its text.
    """

    name: str
    title: str
    headings: tuple[Heading, ...]
    body: str


def write_site(folder: Path) -> Path:
    """Write every page, and the images they show, into a folder.

    Parameters
    ----------
    folder : Path
        Made if missing. Pages of an earlier documentation are overwritten.

    Returns
    -------
    Path
        The page to open first.

    Raises
    ------
    ConfigError
        If the folder holds another site, or cannot be written.
    """
    first = folder / "index.html"
    try:
        if first.exists() and _GENERATOR not in _content(first):
            raise ConfigError(f"{folder}: holds another site; name an empty folder")
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in _site():
            (folder / name).write_bytes(text)
    except OSError as error:
        raise not_written(folder, error) from error
    return first


def _site() -> Iterator[tuple[str, bytes]]:
    """Name and content of each file."""
    sections = [
        (title, [_page(name, _source(name)) for name in names]) for title, names in NAVIGATION
    ]
    pages = [page for _, members in sections for page in members]
    for at, page in enumerate(pages):
        yield (
            f"{page.name}.html",
            _template()
            .render(
                page=page,
                body=Markup(page.body),  # noqa: S704 - rendered from our own pages, without raw HTML
                sections=sections,
                before=pages[at - 1] if at else None,
                after=pages[at + 1] if at + 1 < len(pages) else None,
                version=version("aligner"),
                generator=_GENERATOR,
            )
            .encode(),
        )
    for entry in _RESOURCES.iterdir():
        if entry.name.endswith(_IMAGES):
            yield entry.name, entry.read_bytes()


def _content(page: Path) -> str:
    """The text of a page that is there already, which might be anybody's."""
    with open_input(page, takes_pipes=False) as stream:
        return stream.read().decode("utf-8", "replace")


def _source(name: str) -> str:
    return (_RESOURCES / f"{name}.md").read_text("utf-8")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string((_RESOURCES / "page.html.jinja").read_text("utf-8"))


def _page(name: str, text: str) -> Page:
    """Render the Markdown text of a page."""
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    tokens = parser.parse(text)
    headings = _name_headings(tokens)
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs["href"] = _site_address(str(child.attrs["href"]))
    body = parser.renderer.render(tokens, parser.options, {})
    return Page(name, headings[0].title, tuple(headings[1:]), body)


def _name_headings(tokens: Sequence[Token]) -> list[Heading]:
    """Give each heading the anchor that GitHub gives it, and list them."""
    headings: list[Heading] = []
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        title = "".join(child.content for child in inline.children or ())
        anchor = _anchor(title, {heading.anchor for heading in headings})
        opening.attrs["id"] = anchor
        headings.append(Heading(int(opening.tag[1]), anchor, title))
    return headings


def _anchor(title: str, taken: set[str]) -> str:
    wanted = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
    anchor, number = wanted, 0
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    return anchor


def _site_address(address: str) -> str:
    """Where a link between Markdown pages points to on the site."""
    return re.sub(r"^([\w-]+)\.md(?=#|$)", r"\1.html", address)


class _Renderer(RendererHTML):
    """HTML whose tables and examples scroll by themselves on a narrow screen."""

    def table_open(
        self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Open a table inside a box of its own."""
        return '<div class="wide" role="group" tabindex="0" aria-label="Table">' + self.renderToken(
            tokens, at, options, env
        )

    def table_close(
        self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Close the table and its box."""
        return self.renderToken(tokens, at, options, env) + "</div>\n"

    def fence(self, tokens: Sequence[Token], at: int, _options: OptionsDict, _env: EnvType) -> str:
        """A block of code; in a console session, typed input stands out."""
        text = html.escape(tokens[at].content, quote=False)
        if tokens[at].info == "console":
            text = re.sub(r"^\$ .*(?:(?<=\\)\n.*)*", r"<b>\g<0></b>", text, flags=re.MULTILINE)
        return f'<pre tabindex="0"><code>{text}</code></pre>\n'
