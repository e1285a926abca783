"""British and American spelling: which one a text follows, and one key for both."""

import re
from collections import Counter
from functools import lru_cache

from aligner.languages.dates import MONTHS
from aligner.patterns import lazy_pattern

# Stems spelled in one way on each side; the ending is free.
_BRITISH = lazy_pattern(
    r"(?:(?:behavi|col|endeav|fav|harb|hon|lab|neighb|flav|rum|vap|vig)our\w*|(?:cent|theat|fib|met|lit|calib)re[sd]?"
    r"|(?:analy|cataly|paraly)s(?:e[sd]?|ing)|(?:organ|util|recogn|real|emphas|standard|modern|author|optim|minim|maxim|special"
    r"|summar|general|global|central|normal|commercial|harmon|digit|industrial|final|priorit|mobil|formal|categor|individual"
    r"|social|symbol|visual|urban|capital|civil|local|liberal|rational|memor|legal|stabil|penal|popular|character|subsid)"
    r"is(?:e|ed|es|ing|ations?|ational)|(?:defen|offen|preten)ce|licences?|programmes?|catalogues?|dialogues?"
    r"|travell(?:ed|ing|ers?)|cancell(?:ed|ing)|labell(?:ed|ing)|modell(?:ed|ing)|signall(?:ed|ing)|channell(?:ed|ing)"
    r"|fulfil(?:s|ments?)?|enrol(?:s|ments?)|skilful\w*|judgements?|ageing|whilst|amongst|grey|cheques?|manoeuvres?"
    r"|aluminium|towards|instalments?|jewellery|tyres?|ploughs?|mould\w*|storeys)",
)
_AMERICAN = lazy_pattern(
    r"(?:(?:behavi|col|endeav|fav|harb|hon|lab|neighb|flav|rum|vap|vig)or(?:s|ed|ing|able|ably|ite|ites|hood|hoods|ful)?"
    r"|(?:center|theater|fiber|meter|liter|caliber)(?:s|ed|ing)?|(?:analy|cataly|paraly)z(?:e[sd]?|ing)"
    r"|(?:organ|util|recogn|real|emphas|standard|modern|author|optim|minim|maxim|special"
    r"|summar|general|global|central|normal|commercial|harmon|digit|industrial|final|priorit|mobil|formal|categor|individual"
    r"|social|symbol|visual|urban|capital|civil|local|liberal|rational|memor|legal|stabil|penal|popular|character|subsid)"
    r"iz(?:e|ed|es|ing|ations?|ational)|(?:defen|offen|preten)se|programs?|catalogs?|dialogs?"
    r"|travel(?:ed|ing|ers?)|cancel(?:ed|ing)|label(?:ed|ing)|model(?:ed|ing)|signal(?:ed|ing)|channel(?:ed|ing)"
    r"|fulfill(?:s|ments?)?|enroll(?:s|ments?)?|skillful\w*|judgments?|aging|gray|maneuvers?"
    r"|aluminum|toward|installments?|jewelry|plows?|mold\w*)",
)
# Both write these in ``-ize`` or a court does, and names keep their own spelling
# (World Intellectual Property Organization), so these weigh less.
_WEAK = lazy_pattern(
    r".*iz(?:e|ed|es|ing|ations?|ational)|judgments?|toward|towards|programs?|meters?|dialogues?|catalogues?"
)
_WORD = lazy_pattern(r"[A-Za-z]{4,}")
_MONTH = f"(?:{'|'.join(MONTHS)})"
_DAY_FIRST = lazy_pattern(rf"\b\d{{1,2}} {_MONTH}\b")
_MONTH_FIRST = lazy_pattern(rf"\b{_MONTH} \d{{1,2}}\b")
_WEAK_WEIGHT, _NAME_WEIGHT, _DATE_WEIGHT = 0.34, 0.1, 0.25
# Dates count once: their order depends on the publisher more than on the country.
# Weak words alone, even with the dates, do not decide.
_MOST_WEAK = 0.6
_LEAST, _LEAST_SHARE = 0.9, 0.7
_SAMPLE = 20_000

_SPELLINGS = {
    "acknowledgement": "acknowledgment",
    "ageing": "aging",
    "aluminium": "aluminum",
    "appal": "appall",
    "cheque": "check",
    "defence": "defense",
    "distil": "distill",
    "enrol": "enroll",
    "enrolment": "enrollment",
    "enthral": "enthrall",
    "fulfil": "fulfill",
    "fulfilment": "fulfillment",
    "grey": "gray",
    "instalment": "installment",
    "instil": "instill",
    "judgement": "judgment",
    "licence": "license",
    "licenced": "licensed",
    "mould": "mold",
    "offence": "offense",
    "practise": "practice",
    "practised": "practiced",
    "practising": "practicing",
    "pretence": "pretense",
    "programme": "program",
    "sceptical": "skeptical",
    "skilful": "skillful",
    "storey": "story",
    "tonne": "ton",
    "tyre": "tire",
    "wilful": "willful",
}
# Spelt alike on both sides of the ocean, where the rules below see a difference: a dictionary
# that knows "revise", "call" and "devour" has no "revizing", "caled" and "devored".
_ALIKE = re.compile(
    r"(?:\w*(?:[lnr]a|[np]o|quo|rto|u|(?<!ti)v|pr|w|franch|exerc|circumc|prec|prem|prom|surm|desp|chast|advert"
    r"|expert|treat|merchand|parad)|(?:un|re|up|sun|moon|high)?(?:a?r|conc|dem|exc|inc|mort))is(?:ation|e|ed|er|ing)"
    r"|(?:(?:[^aeiou]*|s?qu)[aeu]|\w*(?:[cf]a|sta|thra|app?a|annu|(?<!coun)se|te|pe)|exce|rebe)ll(?:ed|er|ing)"
    r"|(?:dev|cont|det|outp|downp)our(?:ed|ing)?"
)
# British on the left.  A rule may make a non-word of other words ("anise"): that is harmless,
# since the key is made the same way in the glossary and in the text, and never shown.
_RULES = (
    (re.compile(r"is(ation|ational|e|ed|er|ing)$"), r"iz\1"),
    (re.compile(r"ys(e|ed|er|ing)$"), r"yz\1"),
    (re.compile(r"(?<=...)our(ed|ing|able|al|ite|hood|)$"), r"or\1"),
    (re.compile(r"(?<=[bt])re$"), "er"),
    (re.compile(r"(?<=[^a]t|[ai]b)red$"), "ered"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"(?<=[aeu])ll(ed|ing|er|or)$"), r"l\1"),
)


def english_variant(text: str) -> str:
    """``"en-GB"``, ``"en-US"``, or ``"en"`` where spelling does not decide.

    Words spelled differently in the two countries are weighed against each other;
    spellings that both use, names and the order of dates count little.

    Parameters
    ----------
    text : str
        English; only the first 20,000 characters are looked at.

    Examples
    --------
    >>> english_variant("The centre, with its licence programme, honours labour.")
    'en-GB'
    >>> english_variant("The Organization met on April 28.")
    'en'
    """
    sample = text[:_SAMPLE]
    strong = {"en-GB": 0.0, "en-US": 0.0}
    weak = dict(strong)
    for word, count in Counter(_WORD.findall(sample)).items():
        variant, is_weak = _spelling(word.lower())
        if variant and (is_weak or word[0].isupper()):
            weak[variant] += count * (_WEAK_WEIGHT if word[0].islower() else _NAME_WEIGHT)
        elif variant:
            strong[variant] += count
    british, american = (strong[name] + min(weak[name], _MOST_WEAK) for name in strong)
    if _DAY_FIRST.search(sample) and not _MONTH_FIRST.search(sample):
        british += _DATE_WEIGHT
    if _MONTH_FIRST.search(sample) and not _DAY_FIRST.search(sample):
        american += _DATE_WEIGHT
    most = max(british, american)
    if most < _LEAST or most < _LEAST_SHARE * (british + american):
        return "en"
    return "en-GB" if british > american else "en-US"


@lru_cache(maxsize=20_000)
def _spelling(word: str) -> tuple[str, bool]:
    """Variant of a lower-case word, ``""`` if it is common to both, and whether that is weak."""
    is_weak = _WEAK.fullmatch(word) is not None
    if _BRITISH.fullmatch(word):
        return "en-GB", is_weak
    return ("en-US", is_weak) if _AMERICAN.fullmatch(word) else ("", False)


@lru_cache(maxsize=20_000)
def american(word: str) -> str:
    """American spelling of a word, as a key."""
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    if _ALIKE.fullmatch(word):
        return word
    for pattern, replacement in _RULES:
        folded = pattern.sub(replacement, word)
        if folded != word:
            return folded
    return word
