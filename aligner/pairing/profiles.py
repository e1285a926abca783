"""Documents to profiles: everything the evidence is drawn from, found once a document."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from opencc import OpenCC

from aligner.pairing.dates import take_han_dates, take_latin_dates
from aligner.pairing.inputs import PairingInput
from aligner.pairing.marks import address_keys, han_tokens, latin_tokens, take_document_numbers
from aligner.pairing.names import PinyinIndex, latin_persons, latin_pinyin_words
from aligner.pairing.numbers import han_numbers, latin_numbers
from aligner.pairing.places import han_places, latin_places
from aligner.signature import digest_values
from aligner.text import base_language, is_han
from aligner.values import BlockKind, Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["KEY_KINDS", "UNKNOWN", "Profile", "profile_documents"]

KEY_KINDS = ("numbers", "dates", "persons", "pinyin", "places", "tokens", "document-numbers")

# What the script of a text in an unknown language is called; two such texts may
# well be in different languages.
UNKNOWN = "und"
# An English text has about this many letters where the Chinese has one character.
_LETTERS_PER_HAN = 3.0
# Longer texts are read up to here: evidence does not grow any more.
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one document.

    Parameters
    ----------
    document : Document
    vectors : ndarray of shape (n_segments, dim), float32
    script : str
        ``"han"``, or the primary language of a text in another script; ``""``
        for a document without text.
    length : float
        Length in Chinese characters, letters counted as a third of one.
    keys : mapping of str to frozenset of str
        Evidence keys by kind (`KEY_KINDS`), the same in both languages.
    addresses : tuple of str
        Keys of file name and address.
    has_title : bool
        Whether the first segment is the headline.
    text_digest : str
        Equal for documents of equal text.
    """

    document: Document
    vectors: "NDArray[np.float32]"
    script: str
    length: float
    keys: Mapping[str, frozenset[str]]
    addresses: tuple[str, ...]
    has_title: bool
    text_digest: str

    @property
    def published(self) -> date | None:
        """Date of publication, None when unknown."""
        return self.document.published

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to compare."""
        return not self.script or not len(self.vectors)


@dataclass(frozen=True, slots=True)
class _Found:
    """One document's own evidence, before it is held against the other pile's names."""

    script: str
    text: str
    length: float
    text_digest: str
    keys: Mapping[str, tuple[str, ...]]


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def profile_documents(inputs: Sequence[PairingInput]) -> list[Profile]:
    """Profiles of all documents of both piles, in the order given.

    Names in English documents tell what is looked for in Chinese ones, and
    Latin words in Chinese documents what is looked for in English ones; so
    both piles are profiled together.
    """
    found = [_find(item.document) for item in inputs]
    latin = [item.keys for item in found if item.script != "han"]
    index = PinyinIndex.of(
        chain.from_iterable(keys["persons"] for keys in latin),
        chain.from_iterable(keys["pinyin"] for keys in latin),
    )
    tokens = frozenset(chain.from_iterable(f.keys["tokens"] for f in found if f.script == "han"))
    read = [index.find(item.text) if item.script == "han" else None for item in found]
    readable = frozenset(chain.from_iterable(pair[1] for pair in read if pair))
    profiles = []
    for item, own, names in zip(inputs, found, read, strict=True):
        keys = {kind: frozenset(values) for kind, values in own.keys.items()}
        if names is not None:
            keys["persons"], keys["pinyin"] = names
        else:
            # A word that no Chinese text holds is an English word by chance.
            keys["pinyin"] &= readable
            keys["tokens"] = latin_tokens(own.text, tokens)
        profiles.append(_profile(item, own, keys))
    return profiles


def _profile(item: PairingInput, found: _Found, keys: Mapping[str, frozenset[str]]) -> Profile:
    """Profile of one document."""
    document = item.document
    first = next((block for block in document.blocks if block.kind.is_content), None)
    return Profile(
        document=document,
        vectors=item.vectors,
        script=found.script,
        length=found.length,
        keys=keys,
        addresses=address_keys(document.id, document.url),
        has_title=first is not None and first.kind is BlockKind.TITLE and len(item.vectors) > 0,
        text_digest=found.text_digest,
    )


def _find(document: Document) -> _Found:
    """The document's own evidence."""
    text = _content(document)
    n_han = sum(map(is_han, text))
    letters = sum(map(str.isalpha, text)) - n_han
    length = n_han + letters / _LETTERS_PER_HAN
    language = base_language(document.language)
    script = "" if not length else "han" if n_han * _LETTERS_PER_HAN >= letters else language
    plain = unicodedata.normalize("NFKC", text[:_LONGEST])
    if script == "han":
        plain = _simplifier().convert(plain)
        keys = _han_keys(plain)
    else:
        keys = _latin_keys(plain)
    return _Found(script, plain, length, digest_values(text), keys)


def _content(document: Document) -> str:
    """Title and content blocks, one a line."""
    blocks = [block.text for block in document.blocks if block.kind.is_content]
    titled = any(block.kind is BlockKind.TITLE for block in document.blocks)
    return "\n".join([*([] if titled or not document.title else [document.title]), *blocks])


def _han_keys(text: str) -> dict[str, tuple[str, ...]]:
    """Evidence keys of a Chinese text; names are found later."""
    document_numbers, rest = take_document_numbers(text)
    dates, rest = take_han_dates(rest)
    return {
        "numbers": han_numbers(rest),
        "dates": dates,
        "persons": (),
        "pinyin": (),
        "places": han_places(text),
        "tokens": han_tokens(text),
        "document-numbers": document_numbers,
    }


def _latin_keys(text: str) -> dict[str, tuple[str, ...]]:
    """Evidence keys of an English text; Latin words are found later."""
    document_numbers, rest = take_document_numbers(text)
    dates, rest = take_latin_dates(rest)
    persons = latin_persons(text)
    parts = _name_parts(persons)
    return {
        "numbers": latin_numbers(rest),
        "dates": dates,
        "persons": persons,
        "pinyin": tuple(word for word in latin_pinyin_words(text) if word not in parts),
        "places": latin_places(text),
        "tokens": (),
        "document-numbers": document_numbers,
    }


def _name_parts(persons: Iterable[str]) -> frozenset[str]:
    """Surnames and given names of persons, which are no evidence of their own."""
    return frozenset(chain.from_iterable(person.split() for person in persons))


@cache
def _simplifier() -> _Converter:
    """Converter of traditional to simplified characters, one for one."""
    converter: _Converter = OpenCC("t2s")
    return converter
