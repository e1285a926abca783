"""Pairs that need not be proposed: those of the glossary, and those decided on."""

from collections.abc import Sequence

from aligner.glossary import Glossary
from aligner.languages import read_english
from aligner.terms.mining.proposals import english_key, source_key
from aligner.values import ProposalDecision, ProposalRuling


class KnownPairs:
    """Renderings that are known of each folded term.

    Parameters
    ----------
    glossary : Glossary or None
        All its forms count, forbidden ones too: those need no proposal.
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
        """Renderings that the glossary has of a folded term."""
        return tuple(self._forms.get(term.lower(), ()))

    def is_decided(self, term: str, target: str) -> bool:
        """Whether nothing is to be asked of a pair any more."""
        return (term.lower(), english_key(target)) in self._decided

    def renders(self, term: str, words: str) -> bool:
        """Whether a known rendering stands among folded words with spaces around each."""
        return any(f" {' '.join(read_english(f).keys)} " in words for f in self.forms(term))

    def folded_pairs(self) -> list[tuple[str, str]]:
        """Folded terms with the folded words of each rendering."""
        return [
            (term, " ".join(read_english(form).keys))
            for term, forms in self._forms.items()
            for form in forms
        ]
