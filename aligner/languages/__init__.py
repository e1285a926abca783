"""What is known of single languages: words, numbers, dates, names, scripts, detection."""

from typing import TYPE_CHECKING

from aligner.faces import lazy_face

if TYPE_CHECKING:
    from aligner.languages.amounts import Quantity, QuantityKind
    from aligner.languages.chinese import (
        ChineseText,
        fold_chinese,
        read_chinese,
        simplify,
        to_simplified,
    )
    from aligner.languages.chinese_words import (
        straddles,
        word_frequency,
        word_odds,
        word_spans,
    )
    from aligner.languages.contradictions import (
        differing_counts,
        differing_quantities,
        weighed_differences,
    )
    from aligner.languages.dates import (
        MONTH_NAME,
        MONTHS,
        date_in_address,
        date_in_path,
        describe_date,
        find_date,
        is_date_line,
        take_han_dates,
        take_latin_dates,
    )
    from aligner.languages.detection import detect_language, holds_two_languages
    from aligner.languages.english import (
        FUNCTION_WORDS,
        JOINING_WORDS,
        NOT_PLURAL,
        EnglishText,
        fold_word,
        plain_word,
        read_english,
    )
    from aligner.languages.names import (
        PinyinIndex,
        latin_persons,
        latin_pinyin_words,
        name_readings,
        pinyin_readings,
    )
    from aligner.languages.numbers import (
        HAN_DIGIT_VALUES,
        HAN_DIGITS,
        NUMBER_WORD_VALUES,
        han_numbers,
        han_value,
        latin_numbers,
        significant_digits,
    )
    from aligner.languages.places import han_places, latin_places
    from aligner.languages.quantities import describe_quantity, quantity_keys, read_quantities
    from aligner.languages.quantity_match import LeftQuantity, QuantityMatch, compare_quantities
    from aligner.languages.quantity_opponents import Disagreement
    from aligner.languages.scripts import in_script, script_forms
    from aligner.languages.spelling import american
    from aligner.languages.tags import PROFILES, is_language_tag, profile_tag, require_tag
else:
    __getattr__ = lazy_face(__name__)

__all__ = [
    "FUNCTION_WORDS",
    "HAN_DIGITS",
    "HAN_DIGIT_VALUES",
    "JOINING_WORDS",
    "MONTHS",
    "MONTH_NAME",
    "NOT_PLURAL",
    "NUMBER_WORD_VALUES",
    "PROFILES",
    "ChineseText",
    "Disagreement",
    "EnglishText",
    "LeftQuantity",
    "PinyinIndex",
    "Quantity",
    "QuantityKind",
    "QuantityMatch",
    "american",
    "compare_quantities",
    "date_in_address",
    "date_in_path",
    "describe_date",
    "describe_quantity",
    "detect_language",
    "differing_counts",
    "differing_quantities",
    "find_date",
    "fold_chinese",
    "fold_word",
    "han_numbers",
    "han_places",
    "han_value",
    "holds_two_languages",
    "in_script",
    "is_date_line",
    "is_language_tag",
    "latin_numbers",
    "latin_persons",
    "latin_pinyin_words",
    "latin_places",
    "name_readings",
    "pinyin_readings",
    "plain_word",
    "profile_tag",
    "quantity_keys",
    "read_chinese",
    "read_english",
    "read_quantities",
    "require_tag",
    "script_forms",
    "significant_digits",
    "simplify",
    "straddles",
    "take_han_dates",
    "take_latin_dates",
    "to_simplified",
    "weighed_differences",
    "word_frequency",
    "word_odds",
    "word_spans",
]
