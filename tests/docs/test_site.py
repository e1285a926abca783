"""The documentation: pages are up to date, linked, and complete."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import draw_rooms
import pytest
import write_reference
from click.testing import CliRunner

import aligner.docs
from aligner.cli.main import cli
from aligner.docs import NAVIGATION, write_site
from aligner.errors import ConfigError
from aligner.exporters import format_names
from aligner.glossary import FORMATS
from aligner.values import FindingCode

ROOT = Path(__file__).parents[2]
DOCS = Path(aligner.docs.__file__).parent
PAGES = {name for _, names in NAVIGATION for name in names}
_STALE = "bring them up to date: scripts/docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("site")).parent


def test_every_page_is_in_the_navigation() -> None:
    assert {path.stem for path in DOCS.glob("*.md")} == PAGES


def test_generated_pages_are_up_to_date() -> None:
    graph = draw_rooms.rooms()
    architecture = (DOCS / "architecture.md").read_text("utf-8")
    wanted = {
        **write_reference.pages(),
        "rooms.svg": draw_rooms.drawing(graph),
        "architecture.md": draw_rooms.with_table(architecture, graph),
    }
    assert not [n for n, text in wanted.items() if (DOCS / n).read_text("utf-8") != text], _STALE


def test_links_of_the_site_lead_somewhere(site: Path) -> None:
    anchors = {path.name: anchors_of(path) for path in site.glob("*.html")}
    dead = []
    for path in site.glob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"]*)"', path.read_text("utf-8")):
            name, _, anchor = link.partition("#")
            name = name or path.name
            if not (site / name).is_file() or (anchor and unquote(anchor) not in anchors[name]):
                dead.append(f"{path.name}: {link}")
    assert not dead


def anchors_of(path: Path) -> set[str]:
    return set(re.findall(r' id="([^"]+)"', path.read_text("utf-8")))


@pytest.mark.parametrize("page", ["README.md", ".github/CONTRIBUTING.md"])
def test_links_of_pages_outside_the_site_lead_somewhere(page: str) -> None:
    path = ROOT / page
    text = path.read_text("utf-8")
    anchors = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    dead = [link for link in local_links(text) if not leads_somewhere(path, link, anchors)]
    assert not dead


def local_links(text: str) -> Iterator[str]:
    yield from (link for link in re.findall(r"\]\(([^)]*)\)", text) if "://" not in link)


def leads_somewhere(path: Path, link: str, anchors: set[str]) -> bool:
    return link[1:] in anchors if link.startswith("#") else (path.parent / link).is_file()


def test_pages_need_nothing_from_outside_and_no_scripts(site: Path) -> None:
    for path in site.glob("*.html"):
        text = path.read_text("utf-8")
        assert "<script" not in text
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text), path.name


def test_the_readme_is_short_enough_to_read() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 200


def test_names_of_formats_and_findings_are_explained() -> None:
    formats = (DOCS / "formats.md").read_text("utf-8")
    assert not [name for name in (*format_names(), *FORMATS) if f"`{name}`" not in formats]
    findings = (DOCS / "terminologist.md").read_text("utf-8")
    assert not [code.value for code in FindingCode if f"`{code.value}`" not in findings]


def test_the_site_does_not_overwrite_another(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>Ours</h1>", "utf-8")
    with pytest.raises(ConfigError, match="another site"):
        write_site(tmp_path)
    assert (tmp_path / "index.html").read_text("utf-8") == "<h1>Ours</h1>"


def test_the_command_writes_the_site_and_names_the_page(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["docs", "formats", "--output", str(tmp_path / "site")])
    assert result.output.strip() == str(tmp_path / "site" / "formats.html")
    assert "File formats" in (tmp_path / "site" / "formats.html").read_text("utf-8")
    again = CliRunner().invoke(cli, ["docs", "--output", str(tmp_path / "site")])
    assert again.exit_code == 0


def test_the_command_keeps_the_site_in_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    opened: list[str] = []

    def opens(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", opens)
    index = tmp_path / "aligner" / "docs" / "index.html"
    assert CliRunner().invoke(cli, ["docs", "--no-browser"]).output.strip() == str(index)
    assert not opened
    CliRunner().invoke(cli, ["docs"])
    assert opened == [index.as_uri()]


def test_an_unknown_page_is_answered_with_the_known_ones() -> None:
    result = CliRunner().invoke(cli, ["docs", "nothing"])
    assert result.exit_code == 2
    assert "translator" in result.output
