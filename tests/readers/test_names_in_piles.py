"""Names that cost their own page at most, and files that are passed over by name."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from aligner.errors import FormatError, OutOfReachError
from aligner.readers import PageLocation, list_pages, passed_over_note, read_page


def page(text: str) -> str:
    return f"<html><meta charset='utf-8'><body><p>{text}</p></body></html>"


def refusals(pages: tuple[PageLocation, ...]) -> dict[str, str]:
    return {page.id: page.refusal for page in pages if page.refusal}


@pytest.mark.parametrize(
    "names",
    [
        (b"a\nb.html", b"a\\nb.html"),
        (b"c\xff.html", b"c\\xff.html"),
        ("\u202elmth.html".encode(), b"\\u202elmth.html"),
    ],
)
def test_two_names_of_one_id_cost_one_page(tmp_path: Path, names: tuple[bytes, bytes]) -> None:
    for name in (*names, b"d.html"):
        Path(tmp_path, name.decode("utf-8", "surrogateescape")).write_text(page("桥修好了。"))
    pages = list_pages(tmp_path)
    same = names[1].decode()
    assert [one.id for one in pages if not one.refusal] == [same, "d.html"]
    (lost,) = (one for one in pages if one.refusal)
    assert lost.id == f"{same} (2)"
    with pytest.raises(FormatError, match="rename one of them") as caught:
        lost.load()
    assert "\n" not in str(caught.value)
    assert list_pages(tmp_path) == pages


@pytest.mark.parametrize("other", ["./a.html", "/a.html", "a//../a.html", "../a.html"])
def test_every_member_of_an_archive_is_listed(tmp_path: Path, other: str) -> None:
    path = tmp_path / "pages.zip"
    with ZipFile(path, "w") as archive:
        for name in (other, "a.html", "b.html"):
            archive.writestr(name, page("桥修好了。"))
    pages = list_pages(path)
    assert [one.id for one in pages if not one.refusal] == ["a.html", "b.html"]
    (reason,) = refusals(pages).values()
    assert ("rename" in reason) != (".." in other)


def test_a_member_behind_a_step_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("./pages/./a.html", page("桥修好了。"))
    (only,) = list_pages(path)
    assert only.id == "pages/a.html"
    assert read_page(only).blocks[0].text == "桥修好了。"


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["tea\0.html", "\0", "t" * 5000])
def test_a_path_in_a_table_that_is_no_name_costs_its_row(
    tmp_path: Path, charset: str, name: str
) -> None:
    (tmp_path / "bridge.html").write_text(page("桥修好了。"), encoding="utf-8")
    table = tmp_path / "pages.csv"
    table.write_text(f"path\nbridge.html\n{name}\n", encoding=charset)
    good, bad = sorted(list_pages(table), key=lambda one: one.id != "bridge.html")
    assert read_page(good).blocks[0].text == "桥修好了。"
    assert bad.stamp() is None
    with pytest.raises(FormatError):
        bad.load()


def test_a_folder_that_cannot_be_entered_costs_its_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.html", "sub/b.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(page("桥修好了。"), encoding="utf-8")
    real = Path.stat

    def stat(self: Path, *, follow_symlinks: bool = True) -> object:
        if self.parent.name == "sub":
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", stat)
    for pile in (tmp_path, tmp_path / "**/*.html"):
        pages = list_pages(pile)
        assert [one.id for one in pages] == ["a.html", "sub/b.html"]
        assert pages[1].is_out_of_reach
        assert pages[1].stamp() is None
        with pytest.raises(OutOfReachError, match="permission denied"):
            pages[1].load()


@pytest.fixture(params=["folder", "archive"])
def mixed(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A pile of a page and much beside it, as a folder or an archive."""
    names = ("a.html", "a.json", "a_files/b.png", "a_files/c.png", "d.html~", "e.tmp", ".f.html")
    folder = tmp_path / "pile"
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(page("桥修好了。"), encoding="utf-8")
    if request.param == "folder":
        yield folder
        return
    with ZipFile(tmp_path / "pile.zip", "w") as archive:
        for name in names:
            archive.write(folder / name, name)
    yield tmp_path / "pile.zip"


def test_what_is_passed_over_is_counted(mixed: Path) -> None:
    counted: Counter[str] = Counter()
    assert [one.id for one in list_pages(mixed, passed_over=counted)] == ["a.html"]
    assert counted == {".json": 1, ".png": 2, ".html~": 1, ".tmp": 1}
    assert passed_over_note(counted).startswith("5 files that are parts of web pages or traces")
    assert "(2 .png, " in passed_over_note(counted)
    assert passed_over_note(Counter({".js": 1})).startswith("1 file that is")
