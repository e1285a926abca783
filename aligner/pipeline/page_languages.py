"""The languages of pages, as a run distinguishes and names them."""

from collections import Counter
from collections.abc import Iterable

from aligner.pipeline.tasks import SEVERAL
from aligner.text import base_language
from aligner.workspace import DocumentHead

UNKNOWN = "und"
_NAMES = {
    "und-Arab": "a language in Arabic letters",
    "und-Cyrl": "a language in Cyrillic letters",
    "und-Deva": "a language in Devanagari letters",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "he": "Hebrew",
    "hy": "Armenian",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "th": "Thai",
    "tr": "Turkish",
    "zh": "Chinese",
}


def language_of(head: DocumentHead) -> str:
    """What a document's language is called here: a script, where no more is known."""
    return head.language if head.language.startswith("und-") else base_language(head.language)


def main_language(heads: Iterable[DocumentHead]) -> str:
    """The language of most documents; the first in the alphabet of several."""
    counts = Counter(map(language_of, heads))
    del counts[UNKNOWN], counts[SEVERAL]
    return min(counts, key=lambda name: (-counts[name], name), default=UNKNOWN)


def language_name(language: str) -> str:
    """A language in English words, its tag if it has none here."""
    return _NAMES.get(language, language)
