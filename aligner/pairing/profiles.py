"""Document profiles: everything that evidence is computed from, extracted once per document."""

import unicodedata
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from sys import intern
from typing import NamedTuple

from aligner.languages import (
    PinyinIndex,
    han_places,
    latin_persons,
    latin_pinyin_words,
    latin_places,
    to_simplified,
)
from aligner.lexicon import BilingualTable
from aligner.pairing.inputs import PairingInput
from aligner.pairing.marks import (
    address_keys,
    han_tokens,
    latin_tokens,
    take_document_numbers,
    take_figures,
)
from aligner.pairing.vectors import DocumentVectors, VectorStore
from aligner.pairing.words import DocumentWords
from aligner.pairing.writing import han_length, is_chinese
from aligner.signature import digest_values
from aligner.text import base_language
from aligner.values import BlockKind, Document

KEY_KINDS = ("numbers", "dates", "persons", "pinyin", "places", "tokens", "document-numbers")

# Longer texts are truncated here: more text adds no evidence.
_LONGEST = 200_000
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Profile:
    """Profile of one document.

    Parameters
    ----------
    id : str
        Id of the document in its pile.
    published : date or None
    vectors : DocumentVectors
    script : str
        ``"han"``, or the primary language of a text in another script; ``""``
        for a document without text.
    length : float
        Length in Chinese characters, letters counted as a third of one.
    keys : mapping of str to frozenset of str
        Evidence keys by kind (`KEY_KINDS`), the same in both languages.
    words : DocumentWords
    addresses : tuple of str
        Keys of file name and address.
    has_title : bool
        Whether the first segment is the headline.
    text_digest : str
        Equal for documents with equal text.
    failure : str
        Why the document cannot be compared, ``""`` if it can.
    gap : str
        What its evidence lacks and why, ``""`` if nothing.
    """

    id: str
    published: date | None
    vectors: DocumentVectors
    script: str
    length: float
    keys: Mapping[str, frozenset[str]]
    words: DocumentWords
    addresses: tuple[str, ...]
    has_title: bool
    text_digest: str
    failure: str = ""
    gap: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is no text to compare."""
        return not self.script or not self.vectors.n_rows


@dataclass(frozen=True, slots=True)
class Sketch:
    """Profile of one document on its own, before names of the other pile are looked up in it.

    Parameters
    ----------
    profile : Profile
        Without the keys that need the other pile: names in Chinese text, Latin words in
        English text.
    packed : bytes
        The compressed text to search for those keys.
    copy_key : str
        Equal for documents with the same text, headline and publication date.
    """

    profile: Profile
    packed: bytes
    copy_key: str

    @property
    def text(self) -> str:
        """The text in NFKC form and simplified characters."""
        return zlib.decompress(self.packed).decode()


def sketch_document(item: PairingInput, store: VectorStore, table: BilingualTable) -> Sketch:
    """Sketch one document and put its segments into the store.

    One that fails counts as without text, so that it does not cost the others.
    """
    try:
        return _sketch(item, store, table)
    except Exception as error:  # noqa: BLE001 - a slip of ours on one page
        document = item.document
        blank = replace(document, blocks=(), title="", url="", number="")
        sketch = _sketch(PairingInput(blank, item.vectors[:0]), store, table)
        failure = f"it cannot be compared: {type(error).__name__}: {error}"
        return replace(sketch, profile=replace(sketch.profile, failure=failure))


def _sketch(item: PairingInput, store: VectorStore, table: BilingualTable) -> Sketch:
    document = item.document
    text = _content(document)
    length = han_length(text)
    chinese = is_chinese(text)
    script = "" if not length else "han" if chinese else base_language(document.language)
    plain = unicodedata.normalize("NFKC", text[:_LONGEST])
    plain = to_simplified(plain) if chinese else plain
    keys = _han_keys(plain) if chinese else _latin_keys(plain)
    cited = take_document_numbers(f"{document.number}\n{plain}")[0]
    blocks = [block for block in document.blocks if block.kind.is_content]
    first = next(iter(blocks), None)
    has_title = first is not None and first.kind is BlockKind.TITLE and len(item.vectors) > 0
    # Documents without text are never copies of each other.
    copied = [(block.kind.value, block.text) for block in blocks] or document.id
    profile = Profile(
        id=document.id,
        published=document.published,
        vectors=store.put(item.vectors),
        script=script,
        length=length,
        keys={k: frozenset(map(intern, v)) for k, v in keys.items()}
        | {"document-numbers": frozenset(map(intern, cited))},
        words=DocumentWords.of(plain, script, table),
        addresses=address_keys(document.id, document.url),
        has_title=has_title,
        text_digest=digest_values(text),
    )
    key = digest_values(copied, document.title, str(document.published))
    return Sketch(profile, zlib.compress(plain.encode("utf-8", "replace"), _LEVEL), key)


def profile_documents(sketches: Sequence[Sketch]) -> list[Profile]:
    """Profile all documents of both piles, in input order.

    Names found in English documents are searched for in Chinese ones, and Latin words of
    Chinese documents in English ones; so both piles are profiled together.
    """
    first = [sketch.profile for sketch in sketches]
    latin = [profile.keys for profile in first if profile.script != "han"]
    index = PinyinIndex.of(
        chain.from_iterable(keys["persons"] for keys in latin),
        chain.from_iterable(keys["pinyin"] for keys in latin),
    )
    tokens = frozenset(chain.from_iterable(p.keys["tokens"] for p in first if p.script == "han"))
    read = [_names_in(index, s) if s.profile.script == "han" else None for s in sketches]
    readable = frozenset(chain.from_iterable(names.words for names in read if names))
    profiles = []
    for sketch, names in zip(sketches, read, strict=True):
        keys = dict(sketch.profile.keys)
        if names is not None:
            keys["persons"], keys["pinyin"] = names.persons, names.words
        else:
            # A word in no Chinese text is just an English word.
            keys["pinyin"] &= readable
            keys["tokens"] = latin_tokens(sketch.text, tokens)
        gap = names.gap if names else ""
        profiles.append(replace(sketch.profile, keys=keys, gap=gap))
    return profiles


class _Names(NamedTuple):
    """Persons and other names of English documents in a Chinese one, or why none were found."""

    persons: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    gap: str = ""


def _names_in(index: PinyinIndex, sketch: Sketch) -> _Names:
    """The names in a Chinese document; none if that fails."""
    try:
        return _Names(*index.find(sketch.text))
    except Exception as error:  # noqa: BLE001 - the rest of the evidence still counts
        return _Names(gap=f"compared without the names in it: {type(error).__name__}: {error}")


def _content(document: Document) -> str:
    """Title and content blocks, one per line."""
    blocks = [block.text for block in document.blocks if block.kind.is_content]
    titled = any(block.kind is BlockKind.TITLE for block in document.blocks)
    return "\n".join([*([] if titled or not document.title else [document.title]), *blocks])


def _han_keys(text: str) -> dict[str, tuple[str, ...]]:
    """Evidence keys of a Chinese text, except names."""
    numbers, dates = take_figures(text, chinese=True)
    return {
        "numbers": numbers,
        "dates": dates,
        "persons": (),
        "pinyin": (),
        "places": han_places(text),
        "tokens": han_tokens(text),
    }


def _latin_keys(text: str) -> dict[str, tuple[str, ...]]:
    """Evidence keys of an English text, except Latin words."""
    numbers, dates = take_figures(text, chinese=False)
    persons = latin_persons(text)
    parts = _name_parts(persons)
    return {
        "numbers": numbers,
        "dates": dates,
        "persons": persons,
        "pinyin": tuple(word for word in latin_pinyin_words(text) if word not in parts),
        "places": latin_places(text),
        "tokens": (),
    }


def _name_parts(persons: Iterable[str]) -> frozenset[str]:
    """Single surnames and given names, which are not evidence by themselves."""
    return frozenset(chain.from_iterable(person.split() for person in persons))
