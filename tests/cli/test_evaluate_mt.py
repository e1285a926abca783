"""Translation systems scored from the command line."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from aligner.cli.main import cli
from aligner.exporters import export_units
from aligner.glossary import Glossary, read_glossary
from aligner.mt.evaluation import evaluate_systems
from aligner.mt.inputs import ReferenceSet
from aligner.values import TranslationUnit

GLOSSARY = (
    "zh\ten_preferred\ten_forbidden\n"
    "外观设计\tindustrial design\texterior design\n"
    "地理标志\tgeographical indication\t\n"
    "商标\ttrademark\t\n"
)
TERMS = {
    "外观设计": "industrial design",
    "地理标志": "geographical indication",
    "商标": "trademark",
}
PLACES = {"昆明": "Kunming", "里斯本": "Lisbon", "内罗毕": "Nairobi", "哈尔滨": "Harbin"}


def units() -> list[TranslationUnit]:
    """Eight documents of six units, each with one term."""
    made = []
    for document in range(8):
        place, name = list(PLACES.items())[document % 4]
        for number, (term, english) in enumerate(list(TERMS.items()) * 2):
            amount = 10 * document + number + 2
            made.append(
                TranslationUnit(
                    f"u{document}-{number}",
                    "zh",
                    "en",
                    f"{place}今年受理{amount}件{term}申请。",
                    f"This year, {name} accepted {amount} applications for a {english}.",
                    1.0,
                    (
                        ("source-document", f"zh{document}"),
                        ("target-document", f"en{document}"),
                        ("target-date", "2020-03-04"),
                    ),
                )
            )
    return made


UNITS = units()
REFERENCES = [unit.target_text for unit in UNITS]
WORDS = [text.replace("accepted", "has taken in") for text in REFERENCES]
WRONG = [text.replace("industrial", "exterior").replace("trademark", "label") for text in WORDS]


def aligner(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments])


def write_lines(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")
    return path


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "glossary.tsv"
    path.write_text(GLOSSARY, encoding="utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "test.jsonl"
    export_units(UNITS, path, format_name="jsonl")
    return path


@pytest.fixture
def words(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "words.txt", WORDS)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "wrong.txt", WRONG)


def test_two_systems_stand_side_by_side(
    corpus: Path, words: Path, wrong: Path, glossary: Path
) -> None:
    result = aligner("evaluate", "mt", corpus, words, wrong, "-g", glossary)
    assert result.exit_code == 0, result.stderr
    header, first, second, reference, *rest = result.stdout.splitlines()
    columns = "system BLEU p chrF p adherence interval p n consistency coverage empty"
    assert " ".join(header.split()) == columns
    bleu = BLEU().corpus_score(WORDS, [REFERENCES]).score
    assert first.split()[:3] == ["words.txt", f"{bleu:.2f}", "–"]
    assert first.split()[5] == reference.split()[5] == "1.000"
    assert second.split()[5] == "0.333"
    assert float(second.split()[7]) < 0.02
    assert reference.split()[0] == "reference"
    text = "\n".join(rest)
    assert "48 occurrences of glossary terms in 8 documents" in text
    assert "documents for adherence" in text
    assert "\nBLEU: nrefs:1|ar:10000|seed:12345|" in text
    assert "\naligner: testset:" in text


def test_json_holds_all_figures(corpus: Path, words: Path, wrong: Path, glossary: Path) -> None:
    arguments = ("evaluate", "mt", corpus, words, wrong, "-g", glossary, "--json")
    result = aligner(*arguments)
    assert result.stdout == aligner(*arguments).stdout
    data = json.loads(result.stdout)
    first, second = data["systems"]
    assert first["metrics"]["chrF"] == {
        "score": round(CHRF().corpus_score(WORDS, [REFERENCES]).score, 6),
        "p_value": None,
    }
    assert second["terms"]["adherence"] == 0.333333
    assert second["adherence_p_value"] < 0.02
    assert data["significance"]["swapped"]["adherence"] == "documents"
    assert len(second["documents"]) == 8
    assert second["documents"][0]["adherence"] == 0.333333
    worst = second["worst_units"][0]
    assert worst["chrF"] == min(unit["chrF"] for unit in second["worst_units"])
    assert worst["output"] == WRONG[worst["line"] - 1]
    assert worst["faults"][0]["source_term"] in TERMS


def test_one_system_has_no_p_values(corpus: Path, words: Path, glossary: Path) -> None:
    result = aligner("evaluate", "mt", corpus, words, "-g", glossary)
    assert " p " not in result.stdout
    assert "seed" not in result.stdout


def test_equal_systems_do_not_differ(
    corpus: Path, words: Path, glossary: Path, tmp_path: Path
) -> None:
    again = write_lines(tmp_path / "again.txt", WORDS)
    data = json.loads(
        aligner("evaluate", "mt", corpus, words, again, "-g", glossary, "--json").stdout
    )
    second = data["systems"][1]
    assert second["adherence_p_value"] == 1.0
    assert {score["p_value"] for score in second["metrics"].values()} == {1.0}


@pytest.mark.parametrize("format_name", ["tmx", "tsv"])
def test_formats_of_a_test_set_give_the_same(
    corpus: Path, words: Path, glossary: Path, tmp_path: Path, format_name: str
) -> None:
    other = tmp_path / f"test.{format_name}"
    export_units(UNITS, other, format_name=format_name)
    tables = [aligner("evaluate", "mt", p, words, "-g", glossary).stdout for p in (corpus, other)]
    assert tables[0] == tables[1] != ""


def test_a_moses_pair_is_a_test_set(words: Path, wrong: Path, glossary: Path) -> None:
    folder = words.parent
    source = write_lines(folder / "set.zh", [unit.source_text for unit in UNITS])
    target = write_lines(folder / "set.en", REFERENCES)
    tail = (words, wrong, "-g", glossary)
    said = aligner("evaluate", "mt", source, *tail, "--reference", target)
    assert said.exit_code == 0, said.stderr
    for name in (source, target, folder / "set"):
        assert aligner("evaluate", "mt", name, *tail).stdout == said.stdout
    # Lines say nothing of documents.
    assert "48 occurrences of glossary terms in 48 units" in said.stdout
    assert said.stdout.splitlines()[2].split()[5] == "0.333"


def test_a_moses_pair_of_two_lengths_is_refused(words: Path) -> None:
    write_lines(words.parent / "set.zh", ["一。", "二。"])
    write_lines(words.parent / "set.en", ["One."])
    result = aligner("evaluate", "mt", words.parent / "set.zh", words)
    assert result.exit_code == 3
    assert "set.zh: 2 lines, but " in result.stderr
    assert "set.en has 1;" in result.stderr


def test_half_a_pair_is_refused(words: Path) -> None:
    source = write_lines(words.parent / "set.zh", ["一。"])
    result = aligner("evaluate", "mt", source, words)
    assert result.exit_code == 3
    assert "--reference" in result.stderr


def test_the_output_may_be_a_file_of_units(corpus: Path, words: Path, tmp_path: Path) -> None:
    path = tmp_path / "output.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [(u.source_text, text) for u, text in zip(UNITS, WORDS, strict=True)]
        csv.writer(file).writerows([("zh", "en"), *rows])
    tables = [aligner("evaluate", "mt", corpus, p).stdout for p in (words, path)]
    assert tables[0].replace("words.txt ", "output.csv").split() == tables[1].split()
    export_units(reversed(UNITS), tmp_path / "turned.jsonl", format_name="jsonl")
    result = aligner("evaluate", "mt", corpus, tmp_path / "turned.jsonl")
    assert result.exit_code == 3
    assert "turned.jsonl: unit 1 has another source text" in result.stderr


def test_byte_order_mark_and_line_ends_do_not_matter(
    corpus: Path, words: Path, glossary: Path
) -> None:
    plain = aligner("evaluate", "mt", corpus, words, "-g", glossary).stdout
    words.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(WORDS).encode())
    assert aligner("evaluate", "mt", corpus, words, "-g", glossary).stdout == plain


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([*WORDS[:20], *WORDS[21:]], "bad.txt:21: 47 lines for the 48 units of "),
        ([*WORDS[:20], "Also sprach er.", *WORDS[20:]], "bad.txt:21: 49 lines for the 48 units"),
        (WORDS[:40], "the output seems to end before unit 41"),
        ([*WORDS, ""], "the last line is empty: delete it"),
        ([*WORDS, "One more."], "bad.txt:49: "),
        (["x"], "bad.txt: 1 line for the 48 units"),
        ([], "bad.txt: no lines; the system must give one for each of the 48 units"),
    ],
)
def test_another_number_of_lines_is_refused(
    corpus: Path, tmp_path: Path, lines: list[str], message: str
) -> None:
    bad = write_lines(tmp_path / "bad.txt", lines)
    result = aligner("evaluate", "mt", corpus, bad)
    assert result.exit_code == 3
    assert message in result.stderr
    assert result.stdout == ""


def test_a_broken_encoding_is_named(corpus: Path, words: Path) -> None:
    words.write_bytes(words.read_bytes().replace(b"has taken", b"h\xe1s taken", 1))
    result = aligner("evaluate", "mt", corpus, words)
    assert result.exit_code == 3
    assert "words.txt:1: not UTF-8: byte 0xe1" in result.stderr


def test_a_missing_output_is_named(corpus: Path, tmp_path: Path) -> None:
    result = aligner("evaluate", "mt", corpus, tmp_path / "none.txt")
    assert result.exit_code == 3
    assert "none.txt: cannot be read" in result.stderr


def test_an_empty_test_set_is_named(words: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    result = aligner("evaluate", "mt", tmp_path / "empty.jsonl", words)
    assert result.exit_code == 3
    assert "empty.jsonl: no translation unit" in result.stderr


def test_a_system_named_twice_is_refused(corpus: Path, words: Path) -> None:
    result = aligner("evaluate", "mt", corpus, words, words)
    assert result.exit_code == 2
    assert "give each system once" in result.stderr


def test_systems_of_one_name_keep_their_folders(corpus: Path, words: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    other = write_lines(tmp_path / "new" / "words.txt", WRONG)
    table = aligner("evaluate", "mt", corpus, words, other).stdout
    assert str(words) in table
    assert str(other) in table


def test_empty_lines_are_counted_and_their_terms_missed(
    corpus: Path, glossary: Path, tmp_path: Path
) -> None:
    path = write_lines(tmp_path / "gaps.txt", ["" if i < 12 else w for i, w in enumerate(WORDS)])
    result = aligner("evaluate", "mt", corpus, path, "-g", glossary)
    assert "gaps.txt: 12 of 48 lines are empty" in result.stderr
    row = result.stdout.splitlines()[1].split()
    assert (row[3], row[5], row[-1]) == ("0.750", "48", "12")


def test_a_line_that_renders_no_term_gains_nothing(words: Path, glossary: Path) -> None:
    """The check leaves such units open, for their alignment may be wrong; here it is not."""
    folder = words.parent
    write_lines(folder / "set.zh", ["外观设计、地理标志和商标。", "商标。"])
    write_lines(
        folder / "set.en", ["Industrial designs, geographical indications, trademarks."] * 2
    )
    system = write_lines(folder / "none.txt", ["He left for Oslo.", "A trademark."])
    result = aligner("evaluate", "mt", folder / "set", system, "-g", glossary)
    row = result.stdout.splitlines()[1].split()
    assert (row[3], row[5]) == ("0.250", "4")


def test_untranslated_lines_gain_nothing(words: Path, glossary: Path) -> None:
    """The check has no text to judge by in such units; here that is the fault of the system."""
    folder = words.parent
    write_lines(folder / "set.zh", ["外观设计。", "地理标志。", "商标。"])
    write_lines(folder / "set.en", ["Designs.", "Geographical indications.", "Trademarks."])
    system = write_lines(folder / "none.txt", ["他走了。", "……", "A trademark."])
    result = aligner("evaluate", "mt", folder / "set", system, "-g", glossary)
    row = result.stdout.splitlines()[1].split()
    assert (row[3], row[5]) == ("0.333", "3")


def test_other_languages_have_no_term_scores(words: Path, glossary: Path) -> None:
    folder = words.parent
    source = write_lines(folder / "set.fr", ["Il est parti."])
    target = write_lines(folder / "set.de", ["Er ist fort."])
    system = write_lines(folder / "one.txt", ["Er ist gegangen."])
    tail = (source, system, "--reference", target)
    assert aligner("evaluate", "mt", *tail).exit_code == 0
    result = aligner("evaluate", "mt", *tail, "-g", glossary)
    assert result.exit_code == 3
    assert "set.fr: terms are checked from Chinese to English" in result.stderr
    assert "without --glossary" in result.stderr


def test_a_missing_test_set_is_named(words: Path) -> None:
    result = aligner("evaluate", "mt", words.parent / "nothing", words)
    assert result.exit_code == 3
    assert "nothing: no such file, nor nothing.zh and nothing.en" in result.stderr


def test_a_test_set_with_two_references_is_refused(corpus: Path, words: Path) -> None:
    result = aligner("evaluate", "mt", corpus, words, "--reference", words)
    assert result.exit_code == 2
    assert "holds sources and translations" in result.stderr


def test_a_glossary_without_matches_gives_dashes(
    corpus: Path, words: Path, wrong: Path, tmp_path: Path
) -> None:
    glossary = tmp_path / "other.tsv"
    glossary.write_text("zh\ten\n量子计算\tquantum computing\n", encoding="utf-8")
    result = aligner("evaluate", "mt", corpus, words, wrong, "-g", glossary)
    assert result.exit_code == 0
    for row in result.stdout.splitlines()[1:4]:
        assert row.split()[5:11] == ["–", "–", "–", "0", "–", "–"]
    assert "no glossary term occurs in the sources" in result.stdout


def test_without_a_glossary_only_metrics_are_scored(corpus: Path, words: Path, wrong: Path) -> None:
    result = aligner("evaluate", "mt", corpus, words, wrong)
    assert result.exit_code == 0
    assert "reference" not in result.stdout
    data = json.loads(aligner("evaluate", "mt", corpus, words, wrong, "--json").stdout)
    assert data["systems"][1]["terms"] is None
    assert data["reference"]["terms"] is None


def test_nothing_harmful_reaches_a_terminal(corpus: Path, words: Path, tmp_path: Path) -> None:
    odd = words.rename(tmp_path / "w\x1b[31m\u202e.txt")
    result = aligner("evaluate", "mt", corpus, odd)
    assert result.exit_code == 0
    assert not {"\x1b", "\u202e"} & set(result.stdout)


def adherence_of(places: list[int], glossary: Glossary) -> tuple[object, ...]:
    """Adherence of both systems and its p-value with the units in this order."""
    test_set = ReferenceSet(Path("test.tsv"), tuple(UNITS[i] for i in places))
    outputs = {"a": [WORDS[i] for i in places], "b": [WRONG[i] for i in places]}
    evaluation = evaluate_systems(test_set, outputs, glossary, trials=100)
    return tuple((s.terms, s.terms_p_value) for s in evaluation.systems)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    path = tmp_path_factory.mktemp("glossary") / "glossary.tsv"
    path.write_text(GLOSSARY, encoding="utf-8")
    return read_glossary(path)


# Each example is a run of its own.
@settings(max_examples=15)
@given(order=st.permutations(range(8)))
def test_the_order_of_documents_changes_no_adherence(order: list[int], loaded: Glossary) -> None:
    places = [6 * document + number for document in order for number in range(6)]
    assert adherence_of(places, loaded) == adherence_of(list(range(48)), loaded)


def test_mixed_documents_change_no_adherence(loaded: Glossary) -> None:
    """Units of one document need not be neighbours, only in order."""
    places = sorted(range(48), key=lambda i: (i % 6, i))
    assert adherence_of(places, loaded)[0] == adherence_of(list(range(48)), loaded)[0]
