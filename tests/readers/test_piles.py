"""Piles: files, folders, patterns, archives and tables of pages."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from aligner.errors import FormatError, InputError, OutOfReachError
from aligner.readers import PageFacts, PageLocation, list_pages, read_page
from tests.closed_folders import closed_folders

PAGE = "<!DOCTYPE html><html><body><p>专利审查会议在北京召开。</p></body></html>".encode()


def ids(where: Path) -> list[str]:
    return [page.id for page in list_pages(where)]


def fill(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PAGE)
    return folder


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    with ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_folder_is_searched_to_its_depth_without_hidden_files(tmp_path: Path) -> None:
    fill(tmp_path, "b/2.html", "b/1.TXT", "a.htm", ".hidden.txt", ".git/x.html", "c.pdf")
    fill(tmp_path, "b-1/z.docx", "e.tmx", "f.doc", "g")
    assert ids(tmp_path) == [
        *("a.htm", "b-1/z.docx", "b/1.TXT", "b/2.html", "c.pdf", "e.tmx", "f.doc", "g"),
    ]


def test_traces_of_programs_are_passed_over(tmp_path: Path) -> None:
    fill(tmp_path, "a.docx", "~$a.docx", "Thumbs.db", "desktop.ini", "~WRL0003.tmp", "b.crdownload")
    fill(tmp_path, "c.txt~", ".~lock.a.docx#")
    assert ids(tmp_path) == ["a.docx"]


def test_parts_of_web_pages_are_passed_over_only_beside_pages(tmp_path: Path) -> None:
    fill(tmp_path, "scan.jpg", "a.docx")
    assert ids(tmp_path) == ["a.docx", "scan.jpg"]
    fill(tmp_path, "page.html", "page_files/style.css", "page_files/logo.png")
    assert ids(tmp_path) == ["a.docx", "page.html"]


def test_a_file_is_a_pile_of_one_whatever_its_suffix(tmp_path: Path) -> None:
    fill(tmp_path, "page.aspx")
    (page,) = list_pages(tmp_path / "page.aspx")
    assert page.id == "page.aspx"
    assert [block.text for block in read_page(page).blocks] == ["专利审查会议在北京召开。"]


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere: no such file or folder"):
        list_pages(tmp_path / "nowhere")


def test_a_pattern_finds_files_below_its_fixed_part(tmp_path: Path) -> None:
    fill(tmp_path, "zh/2019/a.html", "zh/2020/b.html", "zh/2020/c.txt", "en/2020/b.html")
    assert ids(tmp_path / "zh" / "*" / "*.html") == ["2019/a.html", "2020/b.html"]
    assert ids(tmp_path / "**" / "[bc].*") == ["en/2020/b.html", "zh/2020/b.html", "zh/2020/c.txt"]
    assert ids(tmp_path / "zh" / "*.html") == []


def test_a_zip_archive_is_a_pile_and_part_of_one(tmp_path: Path) -> None:
    members = {"2019/a.html": PAGE, ".x/b.html": PAGE, "__MACOSX/a.html": PAGE, "c.png": b"x"}
    path = zipped(tmp_path / "pages.zip", members)
    assert ids(path) == ["2019/a.html"]
    fill(tmp_path, "d.html")
    assert ids(tmp_path) == ["d.html", "pages.zip/2019/a.html"]
    (page,) = list_pages(path)
    document = read_page(page)
    assert document.id == "2019/a.html"
    assert document.language == "zh-Hans"


def test_names_of_old_chinese_archives_are_read(tmp_path: Path) -> None:
    info = ZipInfo("x" * len("公告.html".encode("gb18030")))
    path = tmp_path / "old.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr(info, PAGE)
    raw = path.read_bytes().replace(info.filename.encode(), "公告.html".encode("gb18030"))
    path.write_bytes(raw)
    assert ids(path) == ["公告.html"]
    assert read_page(list_pages(path)[0]).blocks


def test_the_later_of_two_members_of_one_name_counts(tmp_path: Path) -> None:
    path = tmp_path / "twice.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "旧的通知已经废止。")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", "新的通知已经发布。")
    page, lost = list_pages(path)
    assert read_page(page).blocks[0].text == "新的通知已经发布。"
    assert (lost.id, "later file of the same name" in lost.refusal) == ("a.txt (2)", True)


def test_damaged_archives_are_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "pages.zip", {"a.html": PAGE * 50})
    whole = path.read_bytes()
    (page,) = list_pages(path)
    path.write_bytes(whole[:40] + b"\xff" * 8 + whole[48:])
    with pytest.raises(FormatError, match=r"pages\.zip/a\.html: damaged in the archive"):
        page.load()
    path.write_bytes(whole[:100])
    with pytest.raises(FormatError, match=r"pages\.zip: damaged, or not a zip archive"):
        list_pages(path)


def test_encrypted_members_are_refused_with_a_way_out(tmp_path: Path) -> None:
    path = zipped(tmp_path / "pages.zip", {"a.html": PAGE})
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    (page,) = list_pages(path)
    with pytest.raises(FormatError, match=r"encrypted.*unpack"):
        page.load()


def test_a_page_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "bomb.zip", {"a.html": b" " * 5_000_000})
    fill(tmp_path, "big.html").joinpath("big.html").write_bytes(b" " * 5_000_000)
    monkeypatch.setattr("aligner.readers.piles.locations.LARGEST_PAGE", 2**20)
    for page in (*list_pages(path), *list_pages(tmp_path / "big.html")):
        with pytest.raises(FormatError, match="larger than 1 MB"):
            page.load()


def archived(path: Path, *captures: tuple[str, str, str, str, bytes]) -> Path:
    """A WARC file of captures: address, time, status, media type, body."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=path.suffix == ".gz")
        for address, day, status, media, body in captures:
            headers = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                address,
                "response",
                payload=BytesIO(body),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": day},
            )
            writer.write_record(record)
            record.raw_stream.close()
    return path


@pytest.mark.parametrize("suffix", ["warc", "warc.gz"])
def test_pages_of_a_web_archive_are_read(tmp_path: Path, suffix: str) -> None:
    old, new = ("<p>旧的通知已经废止。</p>".encode(), "<p>新的通知已经发布。</p>".encode())
    path = archived(
        tmp_path / f"crawl.{suffix}",
        ("http://example.cn/a.html", "2020-01-02T00:00:00Z", "200 OK", "text/html", new),
        ("https://example.cn/a.html", "2020-01-01T00:00:00Z", "200 OK", "text/html", old),
        ("http://example.cn/b.png", "2020-01-01T00:00:00Z", "200 OK", "image/png", b"x"),
        ("http://example.cn/c", "2020-01-01T00:00:00Z", "404 Gone", "text/html", PAGE),
        ("http://example.cn/d?x=1", "2020-01-01T00:00:00Z", "200 OK", "text/html", PAGE),
    )
    assert ids(path) == ["example.cn/a.html", "example.cn/d?x=1"]
    document = read_page(list_pages(path)[0])
    assert document.blocks[0].text == "新的通知已经发布。"
    assert document.url == "http://example.cn/a.html https://example.cn/a.html"
    assert ids(tmp_path) == [f"crawl.{suffix}/{name}" for name in ids(path)]


def test_a_damaged_web_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes("这不是网页存档。\r\n".encode() * 3)
    with pytest.raises(FormatError, match=r"crawl\.warc: damaged, or not a web archive"):
        list_pages(path)


def test_a_language_tag_in_a_table_may_have_an_underscore(tmp_path: Path) -> None:
    fill(tmp_path, "a.html")
    table = tmp_path / "pages.tsv"
    table.write_text("path\tlanguage\na.html\tzh_TW\n", encoding="utf-8")
    assert read_page(list_pages(table)[0]).language == "zh-TW"


def test_a_table_of_pages_tells_what_is_known(tmp_path: Path) -> None:
    fill(tmp_path, "pages/a.html", "pages/b.html")
    table = tmp_path / "pages.csv"
    table.write_text(
        "ID,Path,date,title,来源,note\n"
        'one,pages/a.html,2023年4月28日,"专利, 商标",知识产权报,x\n'
        "\n"
        ",pages/b.html\n",
        encoding="utf-8-sig",
    )
    first, second = list_pages(table)
    assert (first.id, second.id) == ("one", "pages/b.html")
    assert first.facts == PageFacts(
        title="专利, 商标", published=date(2023, 4, 28), origin="知识产权报"
    )
    document = read_page(first)
    assert (document.title, document.published) == ("专利, 商标", date(2023, 4, 28))
    assert read_page(second).published is None


def test_a_table_without_paths_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "pages.tsv"
    path.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"pages.tsv:1: no column path in the first line"):
        list_pages(path)


@pytest.mark.parametrize(
    ("row", "name", "message"),
    [
        ("a.html\tsoon\t", "a.html", "not a date: 'soon'"),
        ("a.html\t\tChinese", "a.html", "not a language tag: 'Chinese'"),
        ("a.html\t\t\x1b", "a.html", r"not a language tag: '\\x1b'"),
        ("\t2020-01-01\t", "pages.tsv:3", "a row without a path"),
        ('"a.html\t\t', "pages.tsv:3", "not a row of a table: a quote is open"),
    ],
)
def test_a_wrong_row_is_its_own_failure(tmp_path: Path, row: str, name: str, message: str) -> None:
    path = fill(tmp_path, "a.html", "b.html", "c.html") / "pages.tsv"
    path.write_text(f"path\tdate\tlang\nb.html\n{row}\nc.html\n", encoding="utf-8")
    pages = {page.id: page for page in list_pages(path)}
    assert pages.keys() == {"b.html", "c.html", name}
    with pytest.raises(FormatError, match=rf"pages\.tsv:3: {message}"):
        pages.pop(name).load()
    assert [page.load() for page in pages.values()] == [PAGE, PAGE]


def test_of_two_pages_of_one_id_one_is_refused(tmp_path: Path) -> None:
    path = fill(tmp_path, "a.html", "b.html") / "pages.csv"
    path.write_text("path,id\nb.html,one\na.html,one\n", encoding="utf-8")
    first, second = list_pages(path)
    assert (first.id, first.path.name, first.load()) == ("one", "a.html", PAGE)
    with pytest.raises(FormatError, match=r"pages\.csv:2: its id is also that .* line 3"):
        second.load()


def test_a_page_named_twice_in_a_table_is_one_with_two_addresses(tmp_path: Path) -> None:
    fill(tmp_path, "a.html", "b.html")
    path = tmp_path / "pages.csv"
    rows = ("a.html,,http://example.cn/a", "./a.html,again,http://example.cn/a?x=1", "b.html,,")
    path.write_text("path,id,url\n" + "\n".join(rows) + "\n", encoding="utf-8")
    first, second = list_pages(path)
    assert (first.id, second.id) == ("a.html", "b.html")
    assert first.facts.url == "http://example.cn/a http://example.cn/a?x=1"


def test_a_page_by_http_and_https_is_one_with_two_addresses(tmp_path: Path) -> None:
    fill(tmp_path, "plain/a.html", "secure/a.html", "plain/b.html")
    path = tmp_path / "pages.tsv"
    path.write_text(
        "path\turl\ttitle\nplain/a.html\thttp://example.cn/a\t会议\n"
        "secure/a.html\tHTTPS://example.cn/a\t\nplain/b.html\thttp://example.cn/b\t\n",
        encoding="utf-8",
    )
    other, page = list_pages(path)
    assert (other.id, page.id) == ("plain/b.html", "secure/a.html")
    assert page.facts.url == "HTTPS://example.cn/a http://example.cn/a"
    assert page.facts.title == "会议"


def test_pages_that_share_the_address_of_the_site_stay_apart(tmp_path: Path) -> None:
    fill(tmp_path, "a.html", "b.html")
    path = tmp_path / "pages.csv"
    path.write_text(
        "path,url\na.html,http://example.cn/\nb.html,http://example.cn/\n", encoding="utf-8"
    )
    assert ids(path) == ["a.html", "b.html"]


def test_the_last_capture_of_a_page_in_several_archives_counts(tmp_path: Path) -> None:
    for name, day, scheme in (("a", "2023-05-02", "http"), ("b", "2023-05-01", "https")):
        archived(
            tmp_path / f"{name}.warc",
            (f"{scheme}://example.cn/x.html", f"{day}T00:00:00Z", "200 OK", "text/html", PAGE),
        )
    (page,) = list_pages(tmp_path)
    assert page.id == "a.warc/example.cn/x.html"
    assert page.facts.url == "http://example.cn/x.html https://example.cn/x.html"


def test_links_that_are_not_followed_are_listed_with_the_reason(tmp_path: Path) -> None:
    pile, elsewhere = tmp_path / "pile", fill(tmp_path / "elsewhere", "x.html")
    fill(pile, "a.html")
    (pile / "linked").symlink_to(elsewhere)
    (pile / "gone.html").symlink_to(tmp_path / "nowhere.html")
    (pile / "fine.html").symlink_to(elsewhere / "x.html")
    pages = {page.id: page for page in list_pages(pile)}
    assert sorted(pages) == ["a.html", "fine.html", "gone.html", "linked"]
    assert read_page(pages["fine.html"]).id == "fine.html"
    with pytest.raises(OutOfReachError, match="link to a folder"):
        pages["linked"].load()
    with pytest.raises(OutOfReachError, match="not there"):
        pages["gone.html"].load()
    assert pages["linked"].covers("linked/x.html")
    assert not pages["linked"].covers("linked-2/x.html")


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> set[Path]:
    return closed_folders(monkeypatch)


@pytest.mark.parametrize("pattern", ["", "*/*.html", "**/*.html"])
def test_a_closed_folder_is_listed_with_the_reason(
    tmp_path: Path, closed: set[Path], pattern: str
) -> None:
    fill(tmp_path, "open/a.html", "shut/b.html")
    closed.add(tmp_path / "shut")
    page, folder = list_pages(tmp_path / pattern)
    assert (page.id, folder.id) == ("open/a.html", "shut")
    with pytest.raises(OutOfReachError, match="folder cannot be opened: permission denied"):
        folder.load()


def test_a_pile_that_is_closed_is_refused(tmp_path: Path, closed: set[Path]) -> None:
    closed.add(tmp_path)
    with pytest.raises(InputError, match="cannot be opened"):
        list_pages(tmp_path)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a\nb.html", r"a\nb.html"), ("a\tb.html", r"a\tb.html"), ("a\u2028b.html", r"a\u2028b.html")],
)
def test_control_characters_of_a_name_are_escaped(tmp_path: Path, name: str, shown: str) -> None:
    fill(tmp_path, name)
    (page,) = list_pages(tmp_path)
    assert page.id == shown
    assert read_page(page).id == shown


def test_facts_replace_what_the_page_says(tmp_path: Path) -> None:
    fill(tmp_path, "a.html")
    facts = PageFacts(language="zh-Hant", url="https://example.cn/a", number="第75号")
    document = read_page(PageLocation("a", tmp_path / "a.html", facts=facts))
    assert (document.language, document.url, document.number) == (
        *("zh-Hant", "https://example.cn/a"),
        "第75号",
    )
