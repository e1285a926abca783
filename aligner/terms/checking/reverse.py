"""The term check of English sources with Chinese targets: the same glossary, reversed.

Chinese has no inflection, so a form stands there or not.  What stands in its place
is found by word alignment; how likely that is a problem rests on how much of a
listed form is there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from aligner.languages import fold_chinese, read_chinese, simplify
from aligner.lexicon import LexicalModel
from aligner.offsets import Span, is_free
from aligner.terms.checking.chinese_forms import (
    find_introduced,
    find_nested,
    find_wrong_alias,
    is_negated,
)
from aligner.terms.checking.chinese_order import (
    find_misordered,
    find_shared,
    find_turned,
    is_action,
)
from aligner.terms.checking.exchange import find_exchange
from aligner.terms.checking.reverse_departures import (
    REPLACED,
    Missing,
    ReverseDepartures,
    accepted_forms,
    certain_departure,
)
from aligner.terms.checking.verdict import CERTAIN, EXCUSED, UNDATED, TermVerdict
from aligner.terms.matching.english_source import EnglishSource, EnglishTerm
from aligner.terms.matching.index import SourceMatch, TermIndex
from aligner.terms.matching.unit import read_unit, render
from aligner.terms.matching.validity import is_accepted, is_forbidden, when_wrong
from aligner.values import (
    LIKELY,
    FindingCode,
    OccurrenceStatus,
    Term,
    TermStatus,
    TranslationUnit,
    chinese_first,
)

S, C = OccurrenceStatus, FindingCode

_OPENS, _CLOSES = re.compile(r"\s*[(\[（]\s*[\"“]?"), re.compile(r"[\"”]?\s*[)\]）]")


class ReverseJudge:
    """Judges the units of one document with an English source.

    Parameters
    ----------
    index : TermIndex
    model : LexicalModel
    day : date or None
        Date of the text.
    units : sequence of TranslationUnit, optional
        All units of the document: an abbreviation that one of them introduces is known in all.
    introduced : mapping of int to set of str
        Abbreviations that earlier units of the document introduce, by concept.

    Attributes
    ----------
    introduced : dict of int to set of str
        The same with those of these units.
    """

    def __init__(
        self,
        index: TermIndex,
        model: LexicalModel,
        day: date | None,
        units: Sequence[TranslationUnit] = (),
        introduced: Mapping[int, AbstractSet[str]] = MappingProxyType({}),
    ) -> None:
        self._index, self._model, self._day = index, model, day
        self._departures = ReverseDepartures(index, model, day)
        self._named: set[int] = set()
        self.introduced = find_introduced(index, [unit.target_text for unit in units], introduced)

    def judge(self, unit: TranslationUnit) -> list[TermVerdict]:
        """Verdicts on the English terms of a unit, in order."""
        plain = replace(unit, target_text=simplify(unit.target_text))
        verdicts = self._verdicts(plain)
        if plain.target_text == unit.target_text:
            return verdicts
        # Of words that are not listed, the label has the script of the text.
        return [
            replace(v, label=unit.target_text[slice(*v.target_span)])
            if v.target_span and v.label == plain.target_text[slice(*v.target_span)]
            else v
            for v in verdicts
        ]

    def _verdicts(self, unit: TranslationUnit) -> list[TermVerdict]:
        """Verdicts on the English terms of a unit whose target is in simplified script."""
        read = EnglishSource(unit, self._index)
        verdicts: list[TermVerdict] = []
        for term in read.terms:
            match = read.taken.get(term.span)
            if match is not None:
                verdict = self._kept(read, term, match)
            else:
                verdict = (
                    self._aside(read, verdicts, term)
                    or self._varied(read, term)
                    or self._departed(read, term)
                )
            verdicts.append(verdict)
            if verdict.target_span is not None:
                read.used.append(verdict.target_span)
        self._named |= {v.concept for v in verdicts if v.status and v.status.is_accepted}
        return self._exchanged(unit, verdicts)

    def _exchanged(self, unit: TranslationUnit, verdicts: list[TermVerdict]) -> list[TermVerdict]:
        """The verdicts, with two kept terms that stand in each other's place as wrong.

        An exchange is the same from either side, so it is sought from the Chinese.
        """
        kept = {v.concept: v for v in verdicts if v.code is None and v.target_span}
        if len(kept) < 2:  # noqa: PLR2004 - two terms are exchanged
            return verdicts
        read = read_unit(chinese_first(unit), self._index)
        render(read, self._index, self._day, {})
        exchange = find_exchange(read, self._index, self._model, LIKELY)
        if exchange is None or exchange.probability < LIKELY:
            return verdicts
        first, other = (read.renderings[i].form.concept for i in (exchange.first, exchange.second))
        wrong = kept.get(first)
        if wrong is None or wrong.target_span is None or other not in kept:
            return verdicts
        there = kept[other].target_span
        blamed = replace(
            wrong,
            code=C.OTHER_CONCEPT,
            confidence=exchange.probability,
            exchanged_with=unit.target_text[slice(*there)] if there else "",
        )
        return [blamed if verdict is wrong else verdict for verdict in verdicts]

    def _kept(self, read: EnglishSource, wanted: EnglishTerm, match: SourceMatch) -> TermVerdict:
        unit = read.unit
        concept = next(c for c in wanted.concepts if c in match.concepts)
        span = match.start, match.stop
        written = fold_chinese(unit.target_text[slice(*span)])
        term = next(
            (t for t in accepted_forms(self._index, concept) if fold_chinese(t.text) == written),
            None,
        )
        is_preferred = term is None or term.status is TermStatus.PREFERRED
        label = term.text if term else unit.target_text[slice(*span)]
        if term is not None and not is_accepted(term, self._day):
            code, when = C.OUTDATED, self._undated(term)
            sure = CERTAIN[code] * (UNDATED if when else 1.0)
            return TermVerdict(concept, S.OUTDATED, wanted.span, span, label, "", code, sure, when)
        if is_negated(unit, wanted.span, span):
            return _altered(unit, concept, wanted, (span[0] - 1, span[1]))
        alias = find_wrong_alias(self._index, concept, unit, match, wanted.span[1])
        if alias is not None and read.sought.isdisjoint(alias.owners):
            code = C.OTHER_CONCEPT if alias.owners else C.ALTERED
            name = unit.target_text[slice(*alias.span)]
            return TermVerdict(
                concept, S(code.value), wanted.span, alias.span, name, "", code, REPLACED
            )
        return TermVerdict(
            concept, S.PREFERRED if is_preferred else S.ALLOWED, wanted.span, span, label
        )

    def _aside(
        self, read: EnglishSource, before: Sequence[TermVerdict], wanted: EnglishTerm
    ) -> TermVerdict | None:
        """The verdict on a second name in brackets, which needs no rendering of its own."""
        concept, text = wanted.concepts[0], read.unit.source_text
        first = before[-1] if before else None
        if first is None or first.status is None or not first.status.is_accepted:
            return None
        between = text[first.source_span[1] : wanted.span[0]] if first.source_span else ""
        if not _OPENS.fullmatch(between) or not _CLOSES.match(text, wanted.span[1]):
            return None
        names = self._index.chinese_names(first.concept)
        if not any(set(names).intersection(self._index.chinese_names(c)) for c in wanted.concepts):
            return None
        written = text[slice(*wanted.span)]
        place = read.unit.target_text.find(written)
        if place < 0:
            return TermVerdict(concept, S.IMPLIED, wanted.span, code=C.IMPLIED, confidence=EXCUSED)
        span = place, place + len(written)
        return TermVerdict(concept, S.ABBREVIATION, wanted.span, span, first.label)

    def _varied(self, read: EnglishSource, wanted: EnglishTerm) -> TermVerdict | None:
        """The verdict on a listed form turned round, or on its abbreviation that the text gives."""
        unit, used = read.unit, read.used
        concept, text = wanted.concepts[0], unit.target_text
        if self._index.entries[concept].weak or self._forbidden(concept, text, used):
            return None
        terms = [t for t in accepted_forms(self._index, concept) if is_accepted(t, self._day)]
        reordered = self._reordered(read, wanted, terms)
        if reordered is not None:
            return reordered
        # What is forbidden on this day has been ruled out: not yet, or no longer.
        allowed = next(self._banned(concept, text, used), None)
        if allowed is not None:
            return TermVerdict(concept, S.ALLOWED, wanted.span, allowed[0], allowed[1].text)
        written = unit.source_text[slice(*wanted.span)]
        place = text.find(written)
        if terms and place >= 0 and written in self.introduced.get(concept, ()):
            span = place, place + len(written)
            return TermVerdict(concept, S.ABBREVIATION, wanted.span, span, terms[0].text)
        return None

    def _reordered(
        self, read: EnglishSource, wanted: EnglishTerm, terms: Sequence[Term]
    ) -> TermVerdict | None:
        """The verdict on a listed form whose words stand parted, shared or in another order."""
        unit, used, chinese = read.unit, read.used, read.chinese
        is_verb = is_action(unit.source_text[slice(*wanted.span)])
        for term in terms:
            turned = (
                find_nested(term.text, read)
                or find_turned(term.text, chinese, used, is_verb=is_verb)
                or find_shared(term.text, chinese, used)
            )
            if turned is None:
                wrong = find_misordered(term.text, chinese, used, is_verb=is_verb)
            elif is_negated(unit, wanted.span, turned):
                wrong = turned[0] - 1, turned[1]
            else:
                is_preferred = term.status is TermStatus.PREFERRED
                status = S.PREFERRED if is_preferred else S.ALLOWED
                return TermVerdict(wanted.concepts[0], status, wanted.span, turned, term.text)
            if wrong is not None:
                return _altered(unit, wanted.concepts[0], wanted, wrong)
        return None

    def _departed(self, read: EnglishSource, wanted: EnglishTerm) -> TermVerdict:
        """The verdict on a term without a listed form."""
        concept, text = wanted.concepts[0], read.unit.target_text
        if self._index.entries[concept].weak:
            return TermVerdict(concept, S.UNCHECKED, wanted.span)
        banned = self._forbidden(concept, text, read.used)
        forms, is_known = accepted_forms(self._index, concept), concept in self._named
        missing = Missing(read, wanted, forms, is_known)
        code, span, confidence = certain_departure(
            missing, banned[0] if banned else None
        ) or self._departures.find(missing)
        label = text[slice(*span)] if span else ""
        status, when = S(code.value), ""
        if banned is not None and code is C.FORBIDDEN:
            when = self._undated(banned[1])
            confidence *= UNDATED if when else 1.0
        return TermVerdict(
            concept, status, wanted.span, span, label, "", code, confidence, wrong_when=when
        )

    def _undated(self, term: Term) -> str:
        """When a form is wrong, if nothing tells whether the text was written then."""
        return when_wrong(term) if self._day is None else ""

    def _forbidden(self, concept: int, text: str, used: Sequence[Span]) -> tuple[Span, Term] | None:
        """Where a Chinese form stands that the glossary forbids, and the form."""
        banned = self._banned(concept, text, used)
        return next((ban for ban in banned if is_forbidden(ban[1], self._day)), None)

    def _banned(self, concept: int, text: str, used: Sequence[Span]) -> Iterator[tuple[Span, Term]]:
        """Where Chinese forms stand that the glossary forbids on some days or on all."""
        chinese = read_chinese(text)
        for term in self._index.entries[concept].forms("zh", TermStatus.DEPRECATED):
            for match in re.finditer(re.escape(fold_chinese(term.text)), chinese.folded):
                span = chinese.span(*match.span())
                if match[0] and is_free(span, used):
                    yield span, term


def _altered(unit: TranslationUnit, concept: int, wanted: EnglishTerm, span: Span) -> TermVerdict:
    """The verdict on a form whose words say something else as they stand."""
    code, label = C.ALTERED, unit.target_text[slice(*span)]
    return TermVerdict(concept, S.ALTERED, wanted.span, span, label, "", code, CERTAIN[code])
