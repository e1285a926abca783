"""The sample corpus: pages, gold, and the script that makes both."""

import ast
import csv
import re
import string
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from lxml import etree, html

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT / "corpora"
SCRIPT = ROOT / "scripts" / "build_sample_corpus.py"
SIDES = ("source", "target")
SUFFIXES = {"source": "zh", "target": "en"}
# Readers give digits, Latin letters and the decimal point of full width as plain ones.
PLAIN_WIDTH = {0xFEE0 + ord(c): c for c in string.ascii_letters + string.digits + "."}
MARK = "Composed for this project; events and persons are invented."


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


PAIRS = read_table(CORPORA / "gold" / "pairs.tsv")
TERM_FILES = sorted((CORPORA / "gold" / "terms").glob("*.tsv"))
by_name = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["name"])


def pile(side: str) -> list[str]:
    folder = CORPORA / "releases" / side
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def gold_lines(name: str, suffix: str) -> list[str]:
    text = (CORPORA / "gold" / "alignments" / f"{name}.{suffix}").read_text(encoding="utf-8")
    return text.removesuffix("\n").split("\n")


def ladder(name: str) -> list[tuple[list[int], list[int]]]:
    rungs = (line.split(":") for line in gold_lines(name, "gold"))
    return [(ast.literal_eval(source), ast.literal_eval(target)) for source, target in rungs]


def visible_text(path: Path) -> str:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    if path.suffix != ".txt":
        body = html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8")).find("body")
        assert body is not None
        etree.strip_elements(body, "script", "style", etree.Comment, with_tail=False)
        text = etree.tostring(body, method="text", encoding="unicode", with_tail=False)
    return " ".join(text.split())


def build(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_tree_is_up_to_date() -> None:
    done = build("--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(PAIRS) >= 24
    for side in SIDES:
        paired = [pair[side] for pair in PAIRS]
        assert len(set(paired)) == len(paired)
        assert set(paired) <= set(pile(side))
        assert len(pile(side)) - len(paired) >= 12
    assert len(TERM_FILES) >= 10


def test_the_kinds_of_pairs_are_all_there() -> None:
    assert {pair["kind"] for pair in PAIRS} == {"translated", "abridged", "expanded"}


@by_name
def test_file_names_do_not_tell_the_pairing(pair: dict[str, str]) -> None:
    numbers = [set(re.findall(r"\d{5,}", PurePosixPath(pair[side]).name)) for side in SIDES]
    assert numbers[0]
    assert not numbers[0] & numbers[1]


@by_name
def test_the_ladder_uses_every_segment_once_and_in_order(pair: dict[str, str]) -> None:
    beads = ladder(pair["name"])
    assert all(source or target for source, target in beads)
    for index, side in enumerate(SIDES):
        used = [segment for bead in beads for segment in bead[index]]
        assert used == list(range(len(gold_lines(pair["name"], SUFFIXES[side]))))


@by_name
@pytest.mark.parametrize("side", SIDES)
def test_the_page_shows_every_segment_in_order(pair: dict[str, str], side: str) -> None:
    shown = visible_text(CORPORA / "releases" / side / pair[side]).translate(PLAIN_WIDTH)
    position = 0
    for segment in gold_lines(pair["name"], SUFFIXES[side]):
        assert segment == segment.strip() != ""
        found = shown.find(segment, position)
        assert found >= 0, segment
        position = found + len(segment)


@pytest.mark.parametrize("path", TERM_FILES, ids=lambda path: path.stem)
def test_term_spans_hold_the_terms(path: Path) -> None:
    source, target = (gold_lines(path.stem, SUFFIXES[side]) for side in SIDES)
    beads = ladder(path.stem)
    rows = read_table(path)
    assert rows
    for row in rows:
        bead = beads[int(row["bead"])]
        source_text = "".join(source[i] for i in bead[0])
        span = slice(int(row["source_start"]), int(row["source_stop"]))
        assert source_text[span] == row["source_term"]
        if row["rendering"]:
            target_text = " ".join(target[i] for i in bead[1])
            span = slice(int(row["target_start"]), int(row["target_stop"]))
            assert target_text[span] == row["rendering"]
        else:
            assert row["target_start"] == row["target_stop"] == ""


def test_some_pages_are_in_gb18030_under_an_older_name() -> None:
    contents = [(CORPORA / "releases/source" / path).read_bytes() for path in pile("source")]
    old = [content for content in contents if b"charset=gb2312" in content]
    assert len(old) >= 4
    for content in old:
        with pytest.raises(UnicodeDecodeError):
            content.decode("utf-8")
        assert "发布时间" in content.decode("gb18030")


@pytest.mark.parametrize("side", SIDES)
def test_every_html_page_carries_the_mark(side: str) -> None:
    pages = [path for path in pile(side) if not path.endswith(".txt")]
    assert len(pages) < len(pile(side))
    for path in pages:
        content = (CORPORA / "releases" / side / path).read_bytes()
        assert content.count(MARK.encode()) == 1, path


def test_attribution_names_the_office_as_it_was_called_on_the_day() -> None:
    names = set()
    for path in pile("target"):
        content = (CORPORA / "releases/target" / path).read_text(encoding="utf-8")
        published = re.search(r'(?:Updated: |published_time" content=")(\d{4}-\d\d-\d\d)', content)
        assert published, path
        name = "SIPO" if published[1] < "2018-08-28" else "CNIPA"
        if "Website Chinese Version)" in content:
            assert f"(Translated from {name} Website Chinese Version)" in content, path
            names.add(name)
    assert names == {"SIPO", "CNIPA"}


SMALL = f"""\
# {MARK}
name: small
source-file: 2020/a_12345.txt
source-date: 2020-05-06
source-layout: text
source-encoding: utf-8
source-origin: 办公室
target-file: 2020/b_54321.html
target-date: 2020-05-08
target-layout: article
target-encoding: utf-8
target-origin: CNIPA

[title]
zh| 专利法讲座
en| Lecture on the Patent Law

[p]
zh| 讲座很成功。
en| The lecture on patents & "designs" was a success.
term| 讲座 => lecture
"""


def small_corpus(folder: Path, text: str = SMALL) -> Path:
    (folder / "compositions").mkdir()
    (folder / "compositions" / "small.txt").write_text(text, encoding="utf-8")
    return folder


def test_building_twice_changes_nothing_and_check_sees_every_difference(tmp_path: Path) -> None:
    corpora = small_corpus(tmp_path)
    assert build("--corpora", corpora, "--check").returncode == 1
    assert build("--corpora", corpora).returncode == 0
    before = {path: path.read_bytes() for path in corpora.rglob("*") if path.is_file()}
    assert build("--corpora", corpora).returncode == 0
    assert before == {path: path.read_bytes() for path in corpora.rglob("*") if path.is_file()}
    (corpora / "gold/pairs.tsv").unlink()
    (corpora / "releases/source/2020/a_12345.txt").write_text("x", encoding="utf-8")
    (corpora / "releases/source/2020/c.txt").write_text("x", encoding="utf-8")
    done = build("--corpora", corpora, "--check")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "gold/pairs.tsv is missing",
        "releases/source/2020/a_12345.txt is out of date",
        "releases/source/2020/c.txt comes from no composition",
    ]
    assert build("--corpora", corpora).returncode == 0
    assert before == {path: path.read_bytes() for path in corpora.rglob("*") if path.is_file()}


def test_text_is_escaped_on_html_pages(tmp_path: Path) -> None:
    corpora = small_corpus(tmp_path)
    build("--corpora", corpora)
    page = corpora / "releases/target/2020/b_54321.html"
    assert "patents &amp; " in page.read_text(encoding="utf-8")
    assert 'patents & "designs" was' in visible_text(page)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("# Composed", "# Copied", 1, "the first line must be"),
        ("source-origin: 办公室\n", "", None, "header 'source-origin' is missing"),
        ("article", "brochure", None, "target-layout is 'brochure'"),
        ("2020-05-08", "8 May 2020", None, "not a date such as"),
        ("b_54321", "b_12345", None, "tell the pairing"),
        ("[p]", "[P]", 18, "expected a [block]"),
        ("很成功。", "成功。很好。", 19, "a sentence ends inside the line"),
        ("was a success.", "ended. It was good.", 20, "a sentence ends inside the line"),
        ("was a success.", "was 成功.", 20, "Chinese characters on an en| line"),
        ("很成功。", "很  成功。", 19, "stray white space"),
        ("term| 讲座", "term| 专利", 21, "专利 does not stand"),
        ("=> lecture", "=> lectures", 21, "'lectures' does not stand"),
        ("=> lecture", "=> design", 21, "'design' does not stand"),
    ],
)
def test_a_faulty_composition_is_named_with_its_line(
    tmp_path: Path,
    old: str,
    new: str,
    line: int | None,
    message: str,
) -> None:
    assert SMALL.count(old) == 1
    corpora = small_corpus(tmp_path, SMALL.replace(old, new))
    done = build("--corpora", corpora)
    assert done.returncode == 3
    where = corpora / "compositions" / "small.txt"
    assert done.stderr.startswith(f"{where}: " if line is None else f"{where}:{line}: ")
    assert message in done.stderr
    assert not (corpora / "releases").exists()


def test_a_glossary_term_without_annotation_is_named(tmp_path: Path) -> None:
    corpora = small_corpus(tmp_path)
    (corpora / "glossary").mkdir()
    table = "id\tzh\tzh_aliases\tweak\n1\t讲座\t\t\n2\t专利法\t\t\n3\t专利\t\tyes\n"
    (corpora / "glossary" / "ip_terms.tsv").write_text(table, encoding="utf-8")
    done = build("--corpora", corpora)
    assert done.returncode == 3
    assert "small.txt:15: the bead's glossary terms are, in order: 专利法; 讲座" in done.stderr


def test_a_folder_without_compositions_is_an_error(tmp_path: Path) -> None:
    done = build("--corpora", tmp_path)
    assert done.returncode == 3
    assert "no *.txt compositions here" in done.stderr
