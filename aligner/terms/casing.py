"""Names that are met with small letters where the glossary has capitals."""

from aligner.terms.forms import Form

__all__ = ["has_wrong_case"]

_ARTICLES = frozenset({"a", "an", "the"})


def has_wrong_case(surface: str, form: Form) -> bool:
    """Whether a form that is a name is met with small letters where it has capitals."""
    if not form.term.case_sensitive:
        return False
    met, wanted = (
        [word for word in text.split() if word.lower() not in _ARTICLES]
        for text in (surface, form.term.text)
    )
    # Another order or spelling of words is not compared letter by letter.
    return len(met) == len(wanted) and any(
        right[0].isupper() and left[0].islower() and left.lower() == right.lower()
        for left, right in zip(met, wanted, strict=True)
    )
