"""More kinds of errors for the term check, put into bilingual documents one at a time."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pypinyin import lazy_pinyin
from terms_data import Text, content_words
from terms_seeds import Maker, Site, Trial, make_trial

from aligner.glossary import Glossary
from aligner.languages import fold_chinese, read_english, word_spans
from aligner.lexicon import shipped_table
from aligner.terms.checking.families import is_akin
from aligner.values import FindingCode, Term, TermStatus

__all__ = ["MORE_ERRORS"]

_ANY = frozenset(FindingCode)
_DAY = date(2018, 7, 1)
_HYPERNYMS = (
    "arrangement", "institution", "matter", "document", "measure", "item", "procedure", "activity",
    "body", "scheme", "object", "right",
)  # fmt: skip
_OPPOSITES = (
    ("import", "export"), ("debit", "credit"), ("domestic", "foreign"), ("public", "private"),
    ("assets", "liabilities"), ("asset", "liability"), ("buyer", "seller"),
    ("internal", "external"),
    ("creditor", "debtor"), ("employer", "employee"), ("direct", "indirect"), ("central", "local"),
    ("loan", "deposit"), ("income", "expense"), ("primary", "secondary"), ("vendor", "customer"),
    ("purchase", "sales"), ("receipt", "payment"), ("national", "regional"), ("board", "committee"),
    ("act", "regulation"), ("bank", "insurer"), ("fund", "account"), ("order", "invoice"),
    ("registration", "application"), ("license", "permit"), ("exchange", "interest"),
    ("tax", "fee"), ("currency", "bond"), ("patent", "trademark"), ("civil", "criminal"),
    ("banking", "insurance"), ("market", "industry"), ("system", "platform"), ("rate", "price"),
    ("competent", "judicial"), ("capital", "labour"), ("financial", "educational"),
)  # fmt: skip
_BODIES = (
    "Ministry of Finance", "World Bank", "Financial Services Commission", "Central Bank of Norway",
    "Department of Trade", "Legislative Council", "Board of Audit", "Treasury", "Supreme Court",
    "European Commission",
)  # fmt: skip


def _error(site: Site, new: str, text: Text | None = None) -> Trial | None:
    """A trial with other words, unless the glossary accepts just these or something stays."""
    accepted = {" ".join(read_english(t.text).keys) for t in site.entry.forms("en")}
    is_same = " ".join(read_english(new).keys) in accepted
    return (
        None if is_same or len(site.siblings) > 1 else make_trial(site, site.put(new, text), _ANY)
    )


def _like(new: str, old: str) -> str:
    """A word with the capital of another one."""
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def _out_of_a_list(site: Site, *_: object) -> Trial | None:
    start, stop = site.span
    before, behind, target = site.target[:start], site.target[stop:], site.target
    if len(site.siblings) > 1:
        return None
    if before.endswith(", ") and re.match(r",", behind):
        new = before[:-2] + behind
    elif re.search(r"\b(?:and|or) $", before) and re.match(r"[.,;)]", behind):
        new = re.sub(r",? (?:and|or) $", "", before) + behind
    elif re.match(r" (?:and|or) \w", behind) and before.endswith(", "):
        new = before + re.sub(r"^ (?:and|or) ", "", behind)
    elif re.match(r", \w", behind) and re.search(r"(?:and|or)\b", behind[:60]):
        new = before + behind[2:]
    else:
        return None
    return make_trial(site, site.text.edited(site.unit, new), _ANY) if new != target else None


def _hypernym(site: Site, chance: random.Random, _: Sequence[str]) -> Trial | None:
    rendering = site.occurrence.rendering
    word = chance.choice(_HYPERNYMS)
    if word in rendering.lower() or len(rendering) < 5:  # noqa: PLR2004 - abbreviations
        return None
    return _error(site, word + ("s" if rendering.endswith("s") else ""))


def _sibling(site: Site, *_: object) -> Trial | None:
    rendering = site.occurrence.rendering
    for pair in _OPPOSITES:
        for old, new in (pair, pair[::-1]):
            found = re.search(rf"\b{old}\b", rendering, re.IGNORECASE)
            if found:
                a, b = found.span()
                return _error(site, rendering[:a] + _like(new, rendering[a]) + rendering[b:])
    return None


def _wrong_short_name(site: Site, chance: random.Random, _: Sequence[str]) -> Trial | None:
    rendering = site.occurrence.rendering
    if re.fullmatch(r"[A-Z]{3,6}", rendering):
        letters = list(rendering)
        at = chance.randrange(len(letters))
        letters[at] = chance.choice("ABCDEFGHIKLMNOPRSTUVW".replace(letters[at], ""))
        return _error(site, "".join(letters))
    words = content_words(rendering)
    if len(words) < 3 or not all(w[0].isupper() for w in words):  # noqa: PLR2004
        return None
    other = chance.choice(site.text.glossary.entries).forms("en")[0].text
    short = "".join(w[0].upper() for w in content_words(other))
    return _error(site, f"the {short}") if len(short) > 2 else None  # noqa: PLR2004


def _wrong_body(site: Site, chance: random.Random, _: Sequence[str]) -> Trial | None:
    words = content_words(site.occurrence.rendering)
    if len(words) < 2 or not all(w[0].isupper() for w in words):  # noqa: PLR2004
        return None
    return _error(site, chance.choice(_BODIES))


def _dated(site: Site, *, late: bool) -> Trial | None:
    """The form that was right until a day, after it; or the one since that day, before it."""
    rendering = site.occurrence.rendering
    if len(content_words(rendering)) < 2 or len(site.family) > 3:  # noqa: PLR2004
        return None
    other = f"Former {rendering}" if late else f"New {rendering}"
    form = Term(
        other,
        "en",
        TermStatus.ADMITTED,
        valid_from=None if late else _DAY,
        valid_until=_DAY if late else None,
    )
    entries = (
        replace(entry, terms=(*entry.terms, form)) if entry.id == site.entry.id else entry
        for entry in site.text.glossary.entries
    )
    day = _DAY + timedelta(days=500 if late else -500)
    text = replace(site.text, glossary=Glossary(tuple(entries)), day=day)
    return make_trial(site, site.put(other, text), _ANY)


def _old_name(site: Site, *_: object) -> Trial | None:
    return _dated(site, late=True)


def _new_name(site: Site, *_: object) -> Trial | None:
    return _dated(site, late=False)


def _chinese_words(site: Site) -> list[str]:
    folded = fold_chinese(site.occurrence.source_term)
    return [folded[a:b] for a, b in word_spans(folded)]


def _synonym(site: Site, chance: random.Random, _: Sequence[str]) -> Trial | None:
    """Another rendering of one of its words, by the bilingual table."""
    table = shipped_table()
    rendering = site.occurrence.rendering
    found = []
    for old in content_words(rendering):
        key = read_english(old).keys[0]
        rows = [table.row(word) for word in _chinese_words(site)]
        for row in (row for row in rows if row.get(key, 0.0) >= 0.05):  # noqa: PLR2004
            others = [t for t, w in row.items() if w >= 0.06 and t.isalpha() and len(t) > 3]  # noqa: PLR2004
            found += [(old, t) for t in others if not is_akin(t, key)]
    if not found:
        return None
    old, new = chance.choice(sorted(found))
    return _error(site, re.sub(rf"\b{old}\b", _like(new, old), rendering, count=1))


def _calque(site: Site, *_: object) -> Trial | None:
    """Each Chinese word by its usual rendering."""
    table = shipped_table()
    own = {w for t in site.entry.forms("en") for w in read_english(t.text).keys}
    words = _chinese_words(site)
    if len(words) == 1:
        half = (len(words[0]) + 1) // 2
        words = [words[0][:half], words[0][half:]]
    made = []
    for word in filter(None, words):
        row = {t: w for t, w in table.row(word).items() if t.isalpha()}
        if not row:
            return None
        made.append(max(row, key=lambda t: (row[t], t)))
    strange = [w for w in made if not any(is_akin(w, o) for o in own)]
    if not strange or len(made) < 2:  # noqa: PLR2004
        return None
    rendering = site.occurrence.rendering
    return _error(site, " ".join(_like(w, rendering) for w in made))


def _transliterated(site: Site, chance: random.Random, _: Sequence[str]) -> Trial | None:
    syllables = lazy_pinyin(site.occurrence.source_term, errors="ignore")
    if len(syllables) < 3:  # noqa: PLR2004
        return None
    words = ["".join(syllables[i : i + 2]).capitalize() for i in range(0, len(syllables), 2)]
    kept = content_words(site.occurrence.rendering)[-1:] if chance.random() < 0.5 else []  # noqa: PLR2004
    return _error(site, " ".join([*words[: len(words) - len(kept)], *kept]))


def _half_untranslated(site: Site, *_: object) -> Trial | None:
    words, term = site.occurrence.rendering.split(), site.occurrence.source_term
    if len(words) < 2 or len(term) < 3:  # noqa: PLR2004
        return None
    return _error(site, f"{words[0]} {term[len(term) // 2 :]}")


_NUMBERS = {
    "goods": "good", "damages": "damage", "customs": "custom", "securities": "security",
    "statistics": "statistic", "futures": "future", "savings": "saving", "earnings": "earning",
    "affairs": "affair", "proceeds": "proceed", "premises": "premise", "minutes": "minute",
}  # fmt: skip


def _number(site: Site, *_: object) -> Trial | None:
    rendering = site.occurrence.rendering
    for old, new in _NUMBERS.items():
        found = re.search(rf"\b{old}\b", rendering, re.IGNORECASE)
        if found:
            a, b = found.span()
            return _error(site, rendering[:a] + _like(new, rendering[a]) + rendering[b:])
    words = rendering.split()
    is_name = len(words) > 2 and all(w[0].isupper() or w in {"of", "for", "and"} for w in words)  # noqa: PLR2004
    if not is_name or words[0].endswith(("s", "y")) or not words[0].isalpha():
        return None
    if words[1] in {"of", "for", "and"} or words[0].isupper():
        return None
    return _make_plain_number(site, words)


def _make_plain_number(site: Site, words: list[str]) -> Trial | None:
    new = " ".join([words[0] + "s", *words[1:]])
    return make_trial(site, site.put(new), _ANY) if len(site.siblings) == 1 else None


def _turned(site: Site, *_: object) -> Trial | None:
    rendering = site.occurrence.rendering
    hinge = re.fullmatch(r"(\w+(?: \w+)?) of (?:the )?(\w+(?: \w+)?)", rendering)
    if hinge:
        return _error(site, f"{hinge[2]} of {hinge[1]}")
    words = rendering.split()
    if len(words) != 2 or not all(w.isalpha() for w in words):  # noqa: PLR2004
        return None
    return _error(site, f"{words[0]} of {words[1]}")


def _exchanged(site: Site, chance: random.Random, _: Sequence[str]) -> Trial | None:
    """Two renderings of one unit in each other's place."""
    unit = site.text.units[site.unit]
    others = [
        o
        for o in replace(site.text, units=(unit,)).check().occurrences
        if o.status.is_accepted and o.target_span and o.concept != site.entry.id
    ]
    a, b = site.span
    far = [
        o
        for o in others
        if o.target_span and (o.target_span[0] > b + 6 or o.target_span[1] < a - 6)
    ]
    if not far or len(site.siblings) > 1:
        return None
    other = chance.choice(far)
    c, d = other.target_span or (0, 0)
    (a, b), (c, d) = sorted([(a, b), (c, d)])
    text = site.target
    # In a list the order is free.
    if re.fullmatch(r"[\s\w]{0,30}(?:,|\band\b|\bor\b)[\s\w]{0,30}", text[b:c]):
        return None
    new = text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
    return make_trial(site, site.text.edited(site.unit, new), _ANY)


def _typo(site: Site, chance: random.Random, _: Sequence[str]) -> Trial | None:
    rendering = site.occurrence.rendering
    long = [w for w in content_words(rendering) if len(w) > 5]  # noqa: PLR2004
    if not long:
        return None
    word = chance.choice(long)
    at = chance.randrange(1, len(word) - 2)
    spoilt = chance.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        ]
    )
    if spoilt == word or spoilt.lower() in shipped_table().targets:
        return None
    return _error(site, re.sub(rf"\b{word}\b", spoilt, rendering, count=1))


def _wrong_item(site: Site, *_: object) -> Trial | None:
    """The item before it in a list, once more in its place."""
    before = site.target[: site.span[0]]
    found = re.search(r"([A-Za-z]+(?: [A-Za-z]+)?)(?:,| and| or|, and) $", before)
    if not found or found[1].lower() in site.occurrence.rendering.lower():
        return None
    return _error(site, found[1].lower())


MORE_ERRORS: dict[str, Maker] = {
    "out of a list": _out_of_a_list,
    "hypernym": _hypernym,
    "sibling or antonym": _sibling,
    "wrong short name": _wrong_short_name,
    "wrong body": _wrong_body,
    "old name after its day": _old_name,
    "new name before its day": _new_name,
    "unlisted synonym": _synonym,
    "literal calque": _calque,
    "transliteration": _transliterated,
    "half untranslated": _half_untranslated,
    "number": _number,
    "turned round": _turned,
    "exchanged": _exchanged,
    "typo": _typo,
    "wrong item of a list": _wrong_item,
}
