"""Folded terms, decisions on proposed entries, and the glossary with those accepted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aligner.glossary import Glossary
from aligner.languages import fold_chinese, read_english
from aligner.signature import digest_values
from aligner.values import ConceptEntry, ProposalDecision, ProposalRuling, Term, TermStatus

_ID_LENGTH = 12


def source_key(term: str) -> str:
    """A folded Chinese term: script, width, case and title marks are ignored."""
    return fold_chinese(term).lower()


def english_key(term: str) -> str:
    """A folded English term: number, case, articles, hyphens and spelling are ignored."""
    return "".join(read_english(term).keys)


def accepted_entries(
    decisions: Sequence[ProposalDecision],
    glossary: Glossary | None = None,
) -> Glossary:
    """The accepted proposals, as a glossary of their own.

    Parameters
    ----------
    decisions : sequence of ProposalDecision
    glossary : Glossary, optional
        A term that it already has keeps its id and forms, and gets the accepted
        rendering as a further admitted form.
    """
    known = {
        source_key(term.text): entry
        for entry in reversed(glossary.entries if glossary else ())
        for term in reversed(entry.forms("zh"))
    }
    made: dict[str, ConceptEntry] = {}
    # Accepted forms come first, whatever the order of the table.
    order = {ProposalRuling.ACCEPT: 0, ProposalRuling.VARIANT: 1}
    wanted = [decision for decision in decisions if decision.ruling in order]
    for decision in sorted(wanted, key=lambda decision: order[decision.ruling]):
        key = source_key(decision.source_term)
        entry = made.get(key) or known.get(key) or _new_entry(decision)
        made[key] = _with_form(entry, decision)
    return Glossary(tuple(_unique(made.values())))


def with_accepted(glossary: Glossary, decisions: Sequence[ProposalDecision]) -> Glossary:
    """A glossary extended by the accepted proposals; the same object if there are none."""
    changed = {entry.id: entry for entry in accepted_entries(decisions, glossary).entries}
    if not changed:
        return glossary
    kept = [changed.pop(entry.id, entry) for entry in glossary.entries]
    return Glossary((*kept, *changed.values()), path=glossary.path)


def _new_entry(decision: ProposalDecision) -> ConceptEntry:
    """An entry with only the source term; its id depends on the term alone."""
    digest = digest_values("proposal", source_key(decision.source_term))
    return ConceptEntry(f"mined-{digest[:_ID_LENGTH]}", (Term(decision.source_term, "zh"),))


def _with_form(entry: ConceptEntry, decision: ProposalDecision) -> ConceptEntry:
    """The entry with one more English form, unless it already has it."""
    forms = entry.forms("en")
    if any(english_key(form.text) == english_key(decision.target_term) for form in forms):
        return entry
    status = TermStatus.ADMITTED if forms else TermStatus.PREFERRED
    return replace(entry, terms=(*entry.terms, Term(decision.target_term, "en", status)))


def _unique(entries: Iterable[ConceptEntry]) -> Iterable[ConceptEntry]:
    """Entries merged by id: two terms may belong to one entry of the glossary."""
    by_id: dict[str, ConceptEntry] = {}
    for entry in entries:
        first = by_id.get(entry.id)
        if first is None:
            by_id[entry.id] = entry
            continue
        more = tuple(term for term in entry.terms if term not in first.terms)
        by_id[entry.id] = replace(first, terms=(*first.terms, *more))
    return by_id.values()


class KnownPairs:
    """The known renderings of each folded term.

    Parameters
    ----------
    glossary : Glossary or None
        All its forms count, even forbidden ones, which need no proposal either.
    decisions : sequence of ProposalDecision
    """

    def __init__(self, glossary: Glossary | None, decisions: Sequence[ProposalDecision]) -> None:
        self._forms: dict[str, dict[str, None]] = {}
        for entry in glossary.entries if glossary else ():
            for source in entry.forms("zh"):
                own = self._forms.setdefault(source_key(source.text), {})
                own.update(dict.fromkeys(form.text for form in entry.forms("en")))
        for decision in decisions:
            if decision.ruling is not ProposalRuling.REJECT:
                own = self._forms.setdefault(source_key(decision.source_term), {})
                own[decision.target_term] = None
        self._decided = {
            (term, english_key(form)) for term, forms in self._forms.items() for form in forms
        }
        self._decided |= {
            (source_key(d.source_term), english_key(d.target_term)) for d in decisions
        }

    def forms(self, term: str) -> tuple[str, ...]:
        """Known renderings of a folded term."""
        return tuple(self._forms.get(term.lower(), ()))

    def is_decided(self, term: str, target: str) -> bool:
        """Whether a pair is known or was decided on."""
        return (term.lower(), english_key(target)) in self._decided

    def renders(self, term: str, words: str) -> bool:
        """Whether a known rendering occurs among folded words with spaces around each."""
        return any(f" {' '.join(read_english(f).keys)} " in words for f in self.forms(term))

    def folded_pairs(self) -> list[tuple[str, str]]:
        """Folded terms with the folded words of each rendering."""
        return [
            (term, " ".join(read_english(form).keys))
            for term, forms in self._forms.items()
            for form in forms
        ]
