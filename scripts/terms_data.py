"""Bilingual documents with their glossaries, for the benchmark of the term check."""

import csv
import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from aligner.glossary import Glossary, read_glossary
from aligner.languages.english import read_english
from aligner.lexicon.model import LexicalModel
from aligner.terms import TermCheck, check_bitext
from aligner.terms.matching.forms import is_short_word
from aligner.values import ConceptEntry, Term, TermStatus, TranslationUnit

__all__ = ["Text", "content_words", "extended", "load_ladder", "load_reports", "load_sample"]

_NUMBER = re.compile(r"\d+")
_SMALL = frozenset(
    [
        "of",
        "for",
        "and",
        "or",
        "on",
        "in",
        "to",
        "with",
        "by",
        "at",
        "from",
        "under",
        "between",
        "the",
        "a",
        "an",
        "its",
    ]
)
# Synthetic forms are forbidden from this day on, and right before.
FORBIDDEN_FROM = date(2010, 1, 1)


@dataclass(frozen=True)
class Text:
    """One bilingual document: its units in order, its day, its glossary."""

    name: str
    day: date | None
    units: tuple[TranslationUnit, ...]
    glossary: Glossary
    lexicon: LexicalModel | None = None

    def check(self) -> TermCheck:
        """Our term check of the document."""
        return check_bitext(
            self.units, self.glossary, published=self.day, source_document="s",
            target_document="t", lexicon=self.lexicon,
        )  # fmt: skip

    def edited(self, index: int, target: str, source: str | None = None) -> "Text":
        """The document with another target, and perhaps source, in one unit."""
        unit = self.units[index]
        changed = replace(unit, target_text=target, source_text=source or unit.source_text)
        return replace(self, units=(*self.units[:index], changed, *self.units[index + 1 :]))


def load_reports(path: Path) -> list[Text]:
    """The documents of a yearly file (JSON lines) with the term list beside it."""
    year = path.stem
    glossary = _read_list(path.with_name(f"terms_{year}.tsv"))
    texts = []
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        lines = zip(row["zh"].split("\n"), row["en"].split("\n"), strict=True)
        units = tuple(
            TranslationUnit(f"{row['id']}-{i}", "zh-Hant", "en", zh.strip(), en.strip(), 1.0)
            for i, (zh, en) in enumerate(lines)
            if zh.strip(" #") and en.strip(" #")
        )
        texts.append(Text(row["id"], date(int(year), 12, 31), units, glossary))
    return texts


def load_sample(corpora: Path) -> list[Text]:
    """The pairs of the sample corpus, by their gold alignment."""
    glossary = read_glossary(corpora / "glossary" / "ip_terms.tsv")
    texts = []
    for row in _rows(corpora / "gold" / "pairs.tsv"):
        ladder = corpora / "gold" / "alignments" / f"{row['name']}.gold"
        units = load_ladder(ladder, row["name"])
        day = next(iter(re.findall(r"(\d{4})(\d\d)(\d\d)_", row["source"])), None)
        year, month, dom = day or re.findall(r"(\d{4})-(\d\d)-(\d\d)", row["source"])[0]
        texts.append(Text(row["name"], date(int(year), int(month), int(dom)), units, glossary))
    return texts


def load_ladder(ladder: Path, name: str) -> tuple[TranslationUnit, ...]:
    """The units of a gold alignment, its texts beside it; beads of one side are empty there."""
    zh, en = (ladder.with_suffix(s).read_text("utf-8").split("\n") for s in (".zh", ".en"))
    units = []
    for number, line in enumerate(ladder.read_text("utf-8").splitlines()):
        # What follows the right side, if anything, is a probability.
        sides = line.split("]:[")[0], line.split("]:[")[1].partition("]")[0]
        left, right = ([int(n) for n in _NUMBER.findall(side)] for side in sides)
        source, target = "".join(zh[i] for i in left), " ".join(en[i] for i in right)
        units.append(TranslationUnit(f"{name}-{number}", "zh-Hans", "en", source, target, 1.0))
    return tuple(units)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def _read_list(path: Path) -> Glossary:
    """A term list of two columns; several renderings are separated by a bar."""
    forms: dict[str, dict[str, None]] = {}
    for row in _rows(path):
        for zh in row["zh"].split("|"):
            for en in row["en"].split("|"):
                if zh.strip() and en.strip():
                    forms.setdefault(zh.strip(), {})[en.strip()] = None
    return Glossary(
        tuple(
            ConceptEntry(f"{path.stem}-{i}", (Term(zh, "zh"), *_english(list(ens))))
            for i, (zh, ens) in enumerate(forms.items())
        )
    )


def _english(forms: Sequence[str]) -> list[Term]:
    """The first form is preferred, the others allowed."""
    statuses = [TermStatus.PREFERRED, *[TermStatus.ADMITTED] * len(forms)]
    return [Term(form, "en", status) for form, status in zip(forms, statuses, strict=False)]


def content_words(text: str) -> list[str]:
    """Words of a text that carry meaning, as written."""
    words = re.findall(r"[A-Za-z]{4,}", text)
    return [word for word in words if word.lower() not in _SMALL]


@lru_cache(maxsize=16)
def extended(glossary: Glossary, seed: int = 0) -> Glossary:
    """The glossary with an invented allowed and forbidden form for each full name.

    Names in capitals become case-sensitive, as a house glossary has them.
    """
    chance = random.Random(f"{glossary.digest}{seed}")  # noqa: S311 - a draw, no secret
    known = [t.text for e in glossary.entries for t in e.forms("en")]
    vocabulary = sorted({w.lower() for text in known for w in content_words(text)})
    return Glossary(tuple(_extend(e, vocabulary, chance) for e in glossary.entries))


def _extend(entry: ConceptEntry, vocabulary: Sequence[str], chance: random.Random) -> ConceptEntry:
    terms = [
        replace(t, case_sensitive=t.case_sensitive or _is_name(t.text))
        if t.language.startswith("en")
        else t
        for t in entry.terms
    ]
    first = next((t for t in entry.forms("en", TermStatus.PREFERRED)), None)
    if first is None or len(content_words(first.text)) < 2 or is_short_word(first.text):  # noqa: PLR2004
        return replace(entry, terms=tuple(terms))
    allowed, forbidden = (_altered(first.text, vocabulary, chance) for _ in range(2))
    return replace(
        entry,
        terms=(
            *terms,
            Term(allowed, "en", TermStatus.ADMITTED),
            Term(forbidden, "en", TermStatus.DEPRECATED, valid_from=FORBIDDEN_FROM),
        ),
    )


def _is_name(text: str) -> bool:
    words = content_words(text)
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _altered(text: str, vocabulary: Iterable[str], chance: random.Random) -> str:
    """A form with another word in the place of one content word."""
    own = set(read_english(text).keys)
    others = [w for w in vocabulary if not own & set(read_english(w).keys)]
    old, new = chance.choice(content_words(text)), chance.choice(others)
    return re.sub(rf"\b{old}\b", new.title() if old[0].isupper() else new, text, count=1)
