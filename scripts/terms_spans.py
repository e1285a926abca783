"""How well renderings are found when the forms of the glossary are hidden."""

import csv
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from terms_data import Text
from terms_seeds import sites_of

from aligner.glossary import Glossary
from aligner.languages.chinese import fold_chinese, read_chinese
from aligner.languages.english import read_english
from aligner.lexicon.model import LexicalModel
from aligner.lexicon.word_alignment import align_words
from aligner.offsets import Span
from aligner.terms.lexicon.learning import learn_lexicon
from aligner.terms.lexicon.renderings import find_rendering
from aligner.values import ConceptEntry, TranslationUnit

__all__ = ["Gold", "gold_spans", "known_spans", "lexicon_of", "measure_spans"]

Gold = tuple[TranslationUnit, Span, Span]


def lexicon_of(texts: Sequence[Text], *, base: bool = True) -> LexicalModel:
    """What is learned from some documents and the Chinese side of their glossaries."""
    entries: dict[str, ConceptEntry] = {}
    for text in texts:
        for entry in text.glossary.entries:
            hidden = ConceptEntry(entry.id, entry.forms("zh"))
            entries.setdefault(entry.forms("zh")[0].text, hidden)
    units = [unit for text in texts for unit in text.units]
    return learn_lexicon(units, Glossary(tuple(entries.values())), base=base)


def known_spans(texts: Iterable[Text]) -> Iterator[Gold]:
    """Occurrences whose rendering is beyond doubt: one of its concept in the unit."""
    for text in texts:
        for site in sites_of(text):
            if len(site.siblings) == 1 and site.occurrence.target_span is not None:
                unit = text.units[site.unit]
                yield unit, site.occurrence.source_span, site.occurrence.target_span


def gold_spans(texts: Iterable[Text], folder: Path) -> Iterator[Gold]:
    """The renderings marked by hand in the sample corpus."""
    for text in texts:
        path = folder / f"{text.name}.tsv"
        if not path.exists():
            continue
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t"):
                if row["rendering"]:
                    unit = text.units[int(row["bead"])]
                    source = int(row["source_start"]), int(row["source_stop"])
                    yield unit, source, (int(row["target_start"]), int(row["target_stop"]))


def measure_spans(
    name: str, gold: Sequence[Gold], model: LexicalModel, *, verbose: bool = False
) -> None:
    """Print the shares of renderings found exactly and in part."""
    started = time.perf_counter()
    exact, overlapping, found = count_spans(gold, model, verbose=verbose)
    n = max(1, len(gold))
    seconds = time.perf_counter() - started
    print(
        f"{name:30} {len(gold):5} renderings  exact {exact / n:.3f}  overlapping"
        f" {overlapping / n:.3f}  found {found / n:.3f}  {n / seconds:.0f} a second",
        flush=True,
    )


def count_spans(
    gold: Sequence[Gold], model: LexicalModel, *, verbose: bool = False
) -> tuple[int, int, int]:
    """How many renderings are found exactly, in part, and anywhere."""
    exact = overlapping = found = 0
    for unit, source, (start, stop) in gold:
        chinese, english = read_chinese(unit.source_text), read_english(unit.target_text)
        alignment = align_words(chinese, english, model, [source])
        phrases = model.phrases.get(fold_chinese(unit.source_text[slice(*source)]))
        rendering = find_rendering(alignment, source, phrases)
        wanted = _bare(unit.target_text[start:stop])
        is_exact = rendering is not None and rendering.text.lower() == wanted
        if rendering is not None:
            first, last = rendering.span
            found += 1
            overlapping += first < stop and start < last
        exact += is_exact
        if verbose and not is_exact:
            term = unit.source_text[slice(*source)]
            print("  ", term, "|", unit.target_text[start:stop], "|", rendering)
    return exact, overlapping, found


def _bare(text: str) -> str:
    """A rendering without an article before it."""
    lowered = text.lower()
    return next(
        (lowered[len(a) :] for a in ("the ", "a ", "an ") if lowered.startswith(a)), lowered
    )
