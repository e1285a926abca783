"""Languages other than Chinese, and Chinese on the target side."""

from collections.abc import Sequence

import numpy as np
import pytest

from aligner.core import align, load_weights
from aligner.core.keys import segment_keys
from aligner.core.surface import END_CLASSES, read_surface
from aligner.encoders import load_encoder
from aligner.values import Alignment, EncodedText

GERMAN = (
    "Das neue Stadtarchiv ist offen",
    "Am 14. März eröffnete die Bürgermeisterin Helene Brandt das Stadtarchiv in der Tuchfabrik.",
    "Mehr als 300 Gäste kamen zur Feier.",
    "Das Gebäude wurde 1887 errichtet und stand fast zwanzig Jahre lang leer.",
    "Der Umbau dauerte vier Jahre und kostete 12,5 Millionen Euro.",
    "Im Keller lagern nun sechs Kilometer Akten.",
    "Die ältesten Urkunden stammen aus dem 13. Jahrhundert.",
    "„Wer seine Geschichte kennt, streitet anders“, sagte Brandt.",
    (
        "Der Leiter des Archivs, Jakob Weiss, führte die Gäste durch den Lesesaal, wo künftig "
        "zwanzig Arbeitsplätze bereitstehen, und zeigte ihnen die Werkstatt."
    ),
    "Dort werden beschädigte Bücher von Hand ausgebessert.",
    "Warum das so lange dauert?",
    "Eine einzige Seite braucht oft einen ganzen Tag.",
    "Der Eintritt ist frei.",
)
FRENCH = (
    "Les nouvelles archives municipales sont ouvertes",
    "Le 14 mars, la maire Helene Brandt a inauguré les archives dans l'ancienne fabrique de drap.",
    "Plus de 300 invités sont venus à la fête.",
    "Le bâtiment fut construit en 1887 et resta vide pendant près de vingt ans.",
    "Les travaux ont duré quatre ans et ont coûté 12,5 millions d'euros.",
    (
        "Six kilomètres de dossiers sont désormais conservés à la cave, et les documents les plus "
        "anciens datent du XIIIe siècle."
    ),
    "« Celui qui connaît son histoire se dispute autrement », a déclaré Mme Brandt.",
    (
        "Le directeur des archives, Jakob Weiss, a guidé les invités à travers la salle de "
        "lecture, où vingt places de travail seront bientôt disponibles."
    ),
    "Il leur a aussi montré l'atelier.",
    "On y répare à la main les livres abîmés.",
    "Pourquoi est-ce si long ?",
    "Une seule page demande souvent une journée entière.",
    "L'entrée est gratuite.",
)
GERMAN_FRENCH = "1-1 1-1 1-1 1-1 1-1 2-1 1-1 1-2 1-1 1-1 1-1 1-1"

CHINESE = (
    "河岸图书馆重新开放",
    "5月6日，河岸图书馆在修缮三年之后重新开放。",
    "馆长李慧敏主持了开馆仪式。",
    "新馆藏书42万册，其中三分之一是儿童读物。",
    "读者可以在二楼借阅报刊，也可以在三楼的工作室学习书籍装订，每周六上午有老师讲课。",
    "为什么要修这么久？",
    "工人们在地下室发现了一口古井。",
    "考古人员花了八个月才把它清理干净。",
    "如今，古井上面盖着一块玻璃。",
    "图书馆周一闭馆。",
)
ENGLISH = (
    "Riverside Library Reopens",
    "On May 6, the Riverside Library reopened after three years of repairs.",
    "Its director, Li Huimin, presided over the opening ceremony.",
    "The new library holds 420,000 volumes, a third of them books for children.",
    "Readers can borrow newspapers and magazines on the second floor.",
    (
        "They can also learn bookbinding in the workshop on the third floor, where a teacher gives "
        "lessons every Saturday morning."
    ),
    "Why did the repairs take so long?",
    (
        "Workers found an ancient well in the basement, and it took archaeologists eight months to "
        "clean it."
    ),
    "Today the well is covered with a sheet of glass.",
    "The library is closed on Mondays.",
)
CHINESE_ENGLISH = "1-1 1-1 1-1 1-1 1-2 1-1 2-1 1-1 1-1"


def aligned(source: Sequence[str], target: Sequence[str], languages: tuple[str, str]) -> Alignment:
    weights = load_weights()
    sides = (
        EncodedText(
            tuple(texts),
            language,
            load_encoder().encode_spans(texts, language=language, max_run=weights.max_run),
        )
        for texts, language in zip((source, target), languages, strict=True)
    )
    return align(*sides, weights=weights)


def kinds(alignment: Alignment) -> str:
    return " ".join(bead.kind for bead in alignment)


@pytest.mark.parametrize("languages", [("de", "fr"), ("und", "und"), ("de-CH", "fr-CH")])
def test_german_and_french_are_aligned(languages: tuple[str, str]) -> None:
    alignment = aligned(GERMAN, FRENCH, languages)
    assert kinds(alignment) == GERMAN_FRENCH
    assert min(bead.probability for bead in alignment) > 0.5


def test_french_and_german_give_the_mirrored_ladder() -> None:
    assert kinds(aligned(FRENCH, GERMAN, ("fr", "de")).swapped()) == GERMAN_FRENCH


def test_chinese_and_english_are_aligned_either_way_round() -> None:
    forward = aligned(CHINESE, ENGLISH, ("zh-Hans", "en"))
    backward = aligned(ENGLISH, CHINESE, ("en", "zh-Hans"))
    assert kinds(forward) == CHINESE_ENGLISH
    assert kinds(backward.swapped()) == CHINESE_ENGLISH


@pytest.mark.parametrize(
    ("text", "language", "held", "lacking"),
    [
        ("Es sind 1.542.002 Stück", "de", {"#1542002"}, {"#1.542.002"}),
        ("12,5 Millionen", "fr", {"#12.5"}, {"#12,5"}),
        ("12.5 million", "en", {"#12.5"}, set()),
        ("Wij komen ten slotte", "nl", set(), {"#10"}),
        ("ten men", "en", {"#10"}, set()),
        ("Kim May kam", "de", {"^kim", "^may"}, {"#5"}),
        ("東京で35人", "ja", {"#35"}, {"^dongjing"}),
    ],
)
def test_keys_are_those_of_the_language(
    text: str, language: str, held: set[str], lacking: set[str]
) -> None:
    keys = segment_keys(text, language)
    assert held <= keys
    assert not lacking & keys


@pytest.mark.parametrize(
    ("text", "language", "end"),
    [
        ("„Wer ist da?“", "de", "question"),
        ("»Halt!«", "de", "exclamation"),
        ("« Qui est là ? »", "fr", "question"),
        ("¿Quién es?", "es", "question"),
        ("من هناك؟", "ar", "question"),
        ("यह एक पुस्तक है।", "hi", "stop"),
    ],
)
def test_marks_of_other_languages_are_known(text: str, language: str, end: str) -> None:
    surface = read_surface([text], language)
    assert END_CLASSES[surface.end_class[0]] == end
    quoted = text[0] in "„»«"
    assert (surface.opens_quote[0], surface.closes_quote[0]) == (quoted, quoted)


def test_quotation_marks_are_counted_alike_in_all_languages() -> None:
    texts = {"de": "„Ja“, sagte sie.", "fr": "« Oui », dit-elle.", "en": "“Yes,” she said."}
    counts = [read_surface([text], language).mark_counts[0] for language, text in texts.items()]
    assert all(np.array_equal(count, counts[0]) for count in counts)
