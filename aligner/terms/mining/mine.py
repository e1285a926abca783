"""Propose entries that a glossary lacks, from translation units.

Candidates are found in the Chinese texts and their renderings by word alignment and
association; a model estimates how likely a terminologist would list the pair.  Fragments
of other proposed terms are left out, and so are pairs that the glossary has or that were
decided on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.terms.lexicon.learning import learn_lexicon
from aligner.terms.mining.candidates import Occurrence, ReadPair, find_candidates, read_pair
from aligner.terms.mining.citation import Citation
from aligner.terms.mining.concepts import concepts
from aligner.terms.mining.proposals import KnownPairs, source_key
from aligner.terms.mining.readings import MinedRendering, read_renderings
from aligner.terms.mining.renderings import Renderings
from aligner.terms.mining.scoring import ScoredPair, described_pairs, score_pairs
from aligner.terms.mining.termhood import Termhood
from aligner.text import is_han
from aligner.values import (
    Proposal,
    ProposalDecision,
    ProposalExample,
    ProposalKind,
    ProposalVariant,
    TranslationUnit,
    chinese_first,
    unit_direction,
)

_MOST = 300
_LEAST_PROBABILITY = 0.05
_EXAMPLES, _VARIANTS = 6, 4
# A part that hardly ever occurs outside the longer term is not a term of its own.
_EXPLAINED = 0.8
# A rendering found once, and elsewhere without the term, is a word alignment error.
_LEAST_DICE = 0.15
# A single rendering beside a known one may be a word alignment error.
_LEAST_OF_VARIANT = 2


def mine_terms(  # noqa: PLR0913 - all but the units by name
    units: Iterable[TranslationUnit],
    *,
    glossary: Glossary | None = None,
    decisions: Sequence[ProposalDecision] = (),
    lexicon: LexicalModel | None = None,
    most: int = _MOST,
    least_probability: float = _LEAST_PROBABILITY,
) -> list[Proposal]:
    """Proposed entries, the most probable first.

    Parameters
    ----------
    units : iterable of TranslationUnit
        Chinese with English or English with Chinese, in any order; units in other
        languages are skipped.
    glossary : Glossary, optional
        Its pairs are not proposed; another rendering of one of its terms is proposed
        as a variant.
    decisions : sequence of ProposalDecision
        Pairs with a decision are not proposed again; accepted ones count as entries
        of the glossary.
    lexicon : LexicalModel, optional
        By default learned from the units.
    most : int, default=300
    least_probability : float, default=0.05
        Less probable pairs are left out.
    """
    chosen = sorted((u for u in map(chinese_first, units) if _is_ours(u)), key=_order)
    if not chosen:
        return []
    model = learn_lexicon(chosen, glossary) if lexicon is None else lexicon
    pairs = [read_pair(unit) for unit in chosen]
    return _Mine(pairs, model, KnownPairs(glossary, decisions)).propose(most, least_probability)


def _is_ours(unit: TranslationUnit) -> bool:
    """Whether a unit is Chinese with English, with text on both sides."""
    is_named = unit_direction(unit) is not None
    return is_named and any(map(is_han, unit.source_text)) and bool(unit.target_text.strip())


def _order(unit: TranslationUnit) -> tuple[str, str, str]:
    return unit.source_text, unit.target_text, unit.id


class _Mine:
    """One corpus with its candidates and their renderings."""

    def __init__(self, pairs: Sequence[ReadPair], model: LexicalModel, known: KnownPairs) -> None:
        self._pairs, self._known = pairs, known
        self._places = find_candidates(pairs)
        self._readings, self._phrases = read_renderings(pairs, self._places, model)
        self._renderings = Renderings(pairs, self._places, self._readings)
        self._termhood = Termhood(pairs, self._places)
        self._citation = Citation([pair.english for pair in pairs])

    def propose(self, most: int, least: float) -> list[Proposal]:
        """The proposals, the most probable first."""
        known = self._known.folded_pairs()
        taken = [(term, key) for term, key in known if term in self._places]
        terms: set[str] = set()
        made: list[Proposal] = []
        for pair in self._scored():
            if len(made) >= most or pair.probability < least:
                break
            if pair.term in terms or self._is_fragment(pair, taken):
                continue
            proposal = self._proposal(pair)
            if proposal is not None:
                terms.add(pair.term)
                taken.append((pair.term, pair.key))
                made.append(proposal)
        texts = ((pair.unit.source_text, pair.unit.target_text) for pair in self._pairs)
        names = concepts([(p.source_term, p.target_term) for p in made], texts)
        return [replace(p, concept=name) for p, name in zip(made, names, strict=True)]

    def _scored(self) -> list[ScoredPair]:
        """All pairs, the most probable first."""
        described = described_pairs(self._readings, self._termhood, self._renderings)
        return score_pairs(described, self._pairs, self._places)

    def _is_fragment(self, pair: ScoredPair, taken: Sequence[tuple[str, str]]) -> bool:
        """Whether a pair is explained by one that is already taken."""
        n, words = len(self._places[pair.term]), set(pair.key.split())
        for term, key in taken:
            is_inside = pair.term in term
            if pair.term != term and (is_inside or term in pair.term) and key == pair.key:
                return True
            is_explained = n > 1 and len(self._places[term]) >= _EXPLAINED * n
            if is_inside and pair.term != term and is_explained and words <= set(key.split()):
                return True
        return False

    def _proposal(self, pair: ScoredPair) -> Proposal | None:
        """The proposal for a pair; None if the pair is known or decided on."""
        found = [r for r in self._readings[pair.term] if r.key == pair.key]
        known = self._known.forms(pair.term)
        if known:
            if self._known.is_decided(pair.term, pair.key):
                return None
            found = [
                r
                for r in found
                if r.rank == 0 and not self._known.renders(pair.term, self._english(r))
            ]
            if len(found) < _LEAST_OF_VARIANT:
                return None
        target = self._citation.form((self._pairs[r.place.unit].english, r.first, r.last)
                                     for r in found)  # fmt: skip
        places = self._places[pair.term]
        source = self._source_form(places)
        if source.casefold() == target.casefold():
            # A term that stays the same needs no glossary entry.
            return None
        # Folding may depend on the context, so the form that is shown is checked, too.
        if self._known.is_decided(pair.term, target) or self._known.is_decided(
            source_key(source), target
        ):
            return None
        phrases = self._phrases.get(pair.term, {})
        top = max(phrases, key=lambda run: (phrases[run], run), default="")
        return Proposal(
            source_term=source,
            target_term=target,
            kind=ProposalKind.VARIANT if known else ProposalKind.NEW,
            probability=round(pair.probability, 4),
            count=len(places),
            documents=len({_document(self._pairs[place.unit]) for place in places}),
            agreement=pair.is_first and top == pair.key,
            variants=self._variants(pair),
            known=known,
            examples=tuple(self._example(reading) for reading in found[:_EXAMPLES]),
            keyness=round(self._termhood.keyness(pair.term), 1),
        )

    def _english(self, reading: MinedRendering) -> str:
        """All folded words of the unit of a rendering, with a space around each."""
        return f" {' '.join(self._pairs[reading.place.unit].english.keys)} "

    def _source_form(self, places: Sequence[Occurrence]) -> str:
        """The most frequent form of a term, without marks around it."""
        counts: dict[str, int] = {}
        for place in places:
            pair = self._pairs[place.unit]
            bare = _without_marks(pair.chinese.original[slice(*pair.span(place))])
            counts[bare] = counts.get(bare, 0) + 1
        return max(counts, key=lambda text: (counts[text], text))

    def _variants(self, pair: ScoredPair) -> tuple[ProposalVariant, ...]:
        """Other renderings of the term, the most frequent first."""
        readings = self._readings[pair.term]
        # Where the proposed words are found, shorter and longer runs are no variants.
        explained = {reading.place for reading in readings if reading.key == pair.key}
        by_key: dict[str, list[MinedRendering]] = {}
        for reading in readings:
            if reading.rank == 0 and reading.place not in explained:
                by_key.setdefault(reading.key, []).append(reading)
        words = set(pair.key.split())
        sure = [
            key
            for key in by_key
            # A part of the proposed words, found once, is a rendering cut short.
            if len(by_key[key]) > 1
            or (
                self._renderings.dice(pair.term, key) > _LEAST_DICE
                and not words.issuperset(key.split())
            )
        ]
        order = sorted(sure, key=lambda key: (-len(by_key[key]), key))[:_VARIANTS]
        return tuple(
            ProposalVariant(
                self._citation.form(
                    (self._pairs[r.place.unit].english, r.first, r.last) for r in by_key[key]
                ),
                len(by_key[key]),
            )
            for key in order
        )

    def _example(self, reading: MinedRendering) -> ProposalExample:
        """The unit of a rendering, with the spans of both terms."""
        pair = self._pairs[reading.place.unit]
        return ProposalExample(
            unit=pair.unit.id,
            document=_document(pair),
            source_text=pair.unit.source_text,
            target_text=pair.unit.target_text,
            source_span=pair.span(reading.place),
            target_span=pair.english.span(reading.first, reading.last),
        )


def _without_marks(text: str) -> str:
    """A term without marks around it, and without unpaired marks."""
    for opening, closing in ("《》", "「」", "『』", "“”"):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
        elif text.startswith(opening) and text.endswith(closing) and text.count(opening) == 1:
            text = text[1:-1]
    return text


def _document(pair: ReadPair) -> str:
    return dict(pair.unit.properties).get("source-document", "")
