"""Names that are met with small letters where the glossary has capitals."""

from aligner.languages import FUNCTION_WORDS, fold_word
from aligner.terms.matching.capitals import WORD
from aligner.terms.matching.forms import Form


def has_wrong_case(surface: str, form: Form) -> bool:
    """Whether a form that is a name is met with small letters where it has capitals.

    Words are compared by their keys, so that another order or spelling, or a short
    name for a part, does not hide the small letters of the others.
    """
    if not form.term.case_sensitive:
        return False
    names: set[str] = set()
    others = set(FUNCTION_WORDS)
    for word in WORD.findall(form.term.text):
        (names if word[0].isupper() else others).add(fold_word(word))
    small = {fold_word(word) for word in WORD.findall(surface) if word[0].islower()}
    return bool(small & (names - others))
