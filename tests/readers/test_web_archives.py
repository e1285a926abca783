"""Web archives that are cut short or damaged: what is sound is read, what is not is listed."""

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from aligner.errors import FormatError, OutOfReachError
from aligner.readers import PageLocation, list_pages
from tests.growth import assert_linear

NAMES = ("bridge", "tea", "lake", "wind")


@pytest.fixture(params=["warc", "warc.gz"])
def archive(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A web archive of four pages."""
    path = tmp_path / f"crawl.{request.param}"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=path.suffix == ".gz")
        for name in NAMES:
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1")
            body = BytesIO(f"<p>这一页说的是 {name}。</p>".encode() * 30)
            address = f"http://example.cn/{name}"
            record = writer.create_warc_record(address, "response", body, http_headers=headers)
            writer.write_record(record)
            record.raw_stream.close()
    return path


def starts(path: Path) -> list[int]:
    """Where the records begin."""
    return sorted(page.offset or 0 for page in list_pages(path))


def sound(pages: tuple[PageLocation, ...]) -> list[str]:
    return [page.id for page in pages if not page.refusal]


def test_a_cut_is_told_wherever_it_is(archive: Path) -> None:
    data, at = archive.read_bytes(), starts(archive)
    for number, start in enumerate(at[1:], start=1):
        stop = at[number + 1] if number + 1 < len(at) else len(data)
        for cut in (start + 9, start + 30, (start + stop) // 2, stop - 30):
            archive.write_bytes(data[:cut])
            pages = list_pages(archive)
            assert sound(pages) == sorted(f"example.cn/{name}" for name in NAMES[:number])
            (lost,) = (page for page in pages if page.refusal)
            assert "cut short here, or damaged" in lost.refusal
            # Whatever page was behind the cut may still be in the whole archive.
            assert all(lost.covers(f"example.cn/{name}") for name in NAMES)
            with pytest.raises(OutOfReachError):
                lost.load()


def test_what_was_behind_a_cut_may_be_in_this_archive_only(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-40])
    (lost,) = (page for page in list_pages(archive.parent) if page.refusal)
    assert lost.covers(f"{archive.name}/example.cn/other")
    assert not lost.covers("other.html")


@pytest.mark.parametrize("length", [b"9000", b"7", b"-5", b"many"])
def test_a_false_length_is_told(
    archive: Path, length: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    if archive.suffix == ".gz":
        archive = archive.rename(archive.with_suffix(""))
        archive.write_bytes(gzip.decompress(archive.read_bytes()))
    lines = archive.read_bytes().split(b"\r\n")
    places = [n for n, line in enumerate(lines) if line.startswith(b"Content-Length: ")]
    lines[places[1]] = b"Content-Length: " + length
    archive.write_bytes(b"\r\n".join(lines))
    pages = list_pages(archive)
    assert sound(pages) == ["example.cn/bridge"]
    assert all(page.is_out_of_reach and page.covers("example.cn/wind") for page in pages[1:])
    assert len(pages) == 2
    assert capsys.readouterr() == ("", "")


def test_damage_in_the_middle_costs_what_is_behind(archive: Path) -> None:
    data, at = bytearray(archive.read_bytes()), starts(archive)
    data[at[2] : at[2] + 12] = b"\0" * 12
    archive.write_bytes(data)
    pages = list_pages(archive)
    assert sound(pages) == ["example.cn/bridge", "example.cn/tea"]
    assert any(page.is_out_of_reach and page.covers("example.cn/wind") for page in pages)


def test_records_that_are_packed_together_are_told_with_the_way_out(archive: Path) -> None:
    path = archive.with_name("packed.warc.gz")
    data = archive.read_bytes()
    path.write_bytes(gzip.compress(gzip.decompress(data) if archive.suffix == ".gz" else data))
    with pytest.raises(FormatError, match="gunzip"):
        list_pages(path)


def test_a_head_without_end_is_read_in_proportion_and_not_to_its_end(archive: Path) -> None:
    sound_records = archive.read_bytes()
    bomb = b"WARC/1.0\r\n" + b"\0" * 20_000_000
    archive.write_bytes(sound_records + (gzip.compress(bomb) if archive.suffix == ".gz" else bomb))
    pages = list_pages(archive)
    assert len(sound(pages)) == len(NAMES)
    assert [page.refusal for page in pages if page.refusal]

    def make(size: int) -> Path:
        archive.write_bytes(b"WARC/1.0\r\n" + b"\0" * size)
        return archive

    def refuse(path: Path) -> None:
        with pytest.raises(FormatError, match="not a web archive"):
            list_pages(path)

    assert_linear(refuse, make, 10_000_000)
