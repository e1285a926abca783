import pytest

from aligner.languages.names import PinyinIndex, latin_persons, latin_pinyin_words
from aligner.languages.places import han_places, latin_places
from aligner.pairing.marks import address_keys, han_tokens, latin_tokens, take_document_numbers


@pytest.mark.parametrize("english", ["Gan Lin", "GAN Lin", "Lin'an Gan", "Gan Lin'an"])
def test_a_name_is_found_surname_first_or_last(english: str) -> None:
    assert latin_persons(f"Yesterday {english} met them")[0].startswith("gan lin")


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Gan Lin", "甘霖出席"),
        ("Shen Changyu", "局长申长雨会见"),
        ("Shan Xiaolei", "单晓蕾"),
        ("Lu Guoliang", "吕国良"),
        ("Lü Guoliang", "吕国良"),
        ("Ouyang Xiu", "欧阳修"),
        ("Zeng Qun", "曾群"),
    ],
)
def test_a_name_is_found_again_by_its_reading(english: str, chinese: str) -> None:
    persons = latin_persons(f"Mr. {english} spoke")
    index = PinyinIndex.of(persons, ())
    assert index.find(chinese)[0] == frozenset(persons)


def test_a_surname_behind_a_title_stands_for_itself_only_without_full_name() -> None:
    assert latin_persons("Mr. Gan spoke") == ("gan",)
    assert latin_persons("Gan Lin came. Mr. Gan spoke") == ("gan lin",)


def test_the_series_of_a_document_number_is_no_person() -> None:
    assert latin_persons("under Guo Zhi Fa [2019] No. 3") == ()


def test_places_are_found_by_pinyin() -> None:
    words = latin_pinyin_words("The fair in Changsha, Hunan, was opened")
    index = PinyinIndex.of((), words)
    assert index.find("湖南省长沙市")[1] == {"changsha", "hunan"}
    assert index.find("广东省")[1] == frozenset()


def test_countries_and_offices_share_keys() -> None:
    assert set(han_places("世界知识产权组织与新加坡")) == set(latin_places("WIPO and Singapore"))
    assert latin_places("Nigerian") == ("Nigeria",)
    assert latin_places("the thaistyle museum") == ()


def test_latin_words_in_chinese_text() -> None:
    assert han_tokens("WIPO受理PCT申请和PCT检索") == ("wipo", "pct")
    assert latin_tokens("WIPO's report on the PCT", frozenset({"pct", "5g"})) == {"pct"}


@pytest.mark.parametrize(
    "text",
    [
        "国知办函〔2018〕597号",
        "［2018］597号".translate({0xFF3B: "[", 0xFF3D: "]"}),
        "No. 597 [2018]",
        "(2018) No. 597",
    ],
)
def test_document_numbers(text: str) -> None:
    keys, rest = take_document_numbers(text)
    assert keys == ("2018/597", "no597")
    assert "597" not in rest


def test_a_plain_number_of_a_notice() -> None:
    assert take_document_numbers("公告第354号")[0] == take_document_numbers("Notice No. 354")[0]


@pytest.mark.parametrize(
    ("document", "url", "keys"),
    [
        ("a/release-07.zh.html", "", ("release-07",)),
        ("release-07_en.txt", "", ("release-07",)),
        (
            "x.html",
            "https://example.org/2023/art_3038_178652.html",
            ("x", "art_3038_178652", "178652"),
        ),
        ("t20230426.htm", "", ("t20230426",)),
        ("index.html", "", ()),
    ],
)
def test_addresses(document: str, url: str, keys: tuple[str, ...]) -> None:
    assert address_keys(document, url) == keys
