"""What is known of single languages: words, numbers, dates, names, scripts, detection."""

from aligner.languages.chinese import (
    ChineseText,
    fold_chinese,
    read_chinese,
    simplify,
    straddles,
    word_spans,
)
from aligner.languages.date_keys import describe_date, take_han_dates, take_latin_dates
from aligner.languages.dates import date_in_address, date_in_path, find_date, is_date_line
from aligner.languages.detection import detect_language
from aligner.languages.english import (
    FUNCTION_WORDS,
    NOT_PLURAL,
    EnglishText,
    american,
    fold_word,
    plain_word,
    read_english,
)
from aligner.languages.names import PinyinIndex, latin_persons, latin_pinyin_words
from aligner.languages.numbers import han_numbers, latin_numbers, significant_digits
from aligner.languages.places import han_places, latin_places
from aligner.languages.tags import PROFILES, profile_tag
from aligner.languages.text_language import FEW_WORDS, is_language_tag, text_language

__all__ = [
    "FEW_WORDS",
    "FUNCTION_WORDS",
    "NOT_PLURAL",
    "PROFILES",
    "ChineseText",
    "EnglishText",
    "PinyinIndex",
    "american",
    "date_in_address",
    "date_in_path",
    "describe_date",
    "detect_language",
    "find_date",
    "fold_chinese",
    "fold_word",
    "han_numbers",
    "han_places",
    "is_date_line",
    "is_language_tag",
    "latin_numbers",
    "latin_persons",
    "latin_pinyin_words",
    "latin_places",
    "plain_word",
    "profile_tag",
    "read_chinese",
    "read_english",
    "significant_digits",
    "simplify",
    "straddles",
    "take_han_dates",
    "take_latin_dates",
    "text_language",
    "word_spans",
]
