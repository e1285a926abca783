"""What comes back from every format is the input without what was said to be lost."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.glossary import Glossary, read_glossary, write_glossary
from aligner.glossary.formats import FORMATS
from aligner.glossary.losses import ENTRY_FIELDS, TERM_FIELDS, Loss
from aligner.glossary.pairs import language_pair
from aligner.values import ConceptEntry, MatchMode, Term, TermStatus
from aligner.values.terms import compiles

# Text as a reader gives it: one line, trimmed, without control characters.
texts = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=" |\\\"'&<>=+-@#;；专利"),
    max_size=10,
).map(lambda t: " ".join(t.split()))
forms = texts.filter(bool)
days = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
usually = st.sampled_from

WRITTEN = [name for name, known in FORMATS.items() if known.is_written]


@st.composite
def terms(draw: st.DrawFn, language: str) -> Term:
    text = draw(forms)
    match = draw(usually([MatchMode.NOUN, *MatchMode]))
    status = draw(st.sampled_from(TermStatus))
    return Term(
        text,
        language,
        status,
        abbreviation=draw(st.booleans()),
        case_sensitive=draw(st.booleans()),
        valid_from=draw(days),
        valid_until=draw(days),
        match=match if match is not MatchMode.REGEX or compiles(text) else MatchMode.EXACT,
        use_instead=draw(texts) if status is TermStatus.DEPRECATED else "",
        note=draw(usually(["", draw(texts)])),
    )


@st.composite
def entries(draw: st.DrawFn, languages: tuple[str, ...]) -> ConceptEntry:
    found = [term for lang in languages for term in draw(st.lists(terms(lang), max_size=3))]
    unique = {(term.language, term.text): term for term in found}
    assume(unique)
    note = draw(texts.filter(lambda t: not t.startswith("x-aligner:")))
    return ConceptEntry(
        draw(forms),
        tuple(unique.values()),
        domain=draw(texts),
        note=note,
        reliability=draw(usually(["", "A"])),
        weak=draw(st.booleans()),
        definition=draw(usually(["", draw(texts)])),
    )


@st.composite
def glossaries(draw: st.DrawFn, languages: tuple[str, ...] = ("zh", "en", "fr")) -> Glossary:
    found = draw(st.lists(entries(languages), min_size=1, max_size=4))
    return Glossary(tuple({entry.id: entry for entry in found}.values()))


Fact = tuple[object, ...]


def term_facts(term: Term, fields: Iterable[str] = TERM_FIELDS) -> set[Fact]:
    """What a term says beyond what a term without marks says."""
    plain = Term(term.text, term.language)
    base = term.language.split("-")[0]
    return {
        ("term", base, term.text, field, getattr(term, field))
        for field in fields
        if getattr(term, field) != getattr(plain, field)
    }


def facts(found: Iterable[ConceptEntry]) -> set[Fact]:
    made: set[Fact] = set()
    for entry in found:
        made |= {("entry", f, getattr(entry, f)) for f in ENTRY_FIELDS if getattr(entry, f)}
        for term in entry.terms:
            made |= {("form", term.language.split("-")[0], term.text), *term_facts(term)}
    return made


def lost_facts(before: Glossary, losses: Iterable[Loss]) -> set[Fact]:
    by_id = {entry.id: entry for entry in before.entries}
    made: set[Fact] = set()
    for loss in losses:
        entry = by_id[loss.concept]
        if loss.field == "entry":
            made |= facts([entry])
        elif loss.term is not None and loss.field.startswith("term."):
            made |= term_facts(loss.term, [loss.field.removeprefix("term.")])
        elif loss.term is not None:
            made |= {("form", loss.term.language, loss.term.text), *term_facts(loss.term)}
        elif loss.field in ENTRY_FIELDS:
            made.add(("entry", loss.field, getattr(entry, loss.field)))
    return made


def back_and_losses(
    glossary: Glossary, name: str, folder: Path
) -> tuple[Glossary, tuple[Loss, ...]] | None:
    """What comes back and what is said to be lost, None if the format holds nothing of it."""
    path = folder / "glossary.out"
    try:
        losses = write_glossary(glossary, path, name)
    except InputError:
        return None
    return read_glossary(path, name, languages=language_pair(glossary, None)), losses


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formats")


@pytest.mark.parametrize("name", WRITTEN)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(glossary=glossaries())
def test_nothing_is_lost_but_what_is_said(glossary: Glossary, name: str, folder: Path) -> None:
    made = back_and_losses(glossary, name, folder)
    if made is None:
        return
    back, losses = made
    before, after = facts(glossary.entries), facts(back.entries)
    assert before - lost_facts(glossary, losses) <= after
    # Nothing is invented: a term that leads an entry of its own is all that changes.
    changed = {
        ("term", loss.term.language, loss.term.text, loss.field.removeprefix("term."))
        for loss in losses
        if loss.term is not None
    }
    invented = {fact for fact in after - before if fact[:4] not in changed}
    statuses = {fact for fact in invented if fact[0] == "term" and fact[3] == "status"}
    notes = {fact for fact in invented if fact[:2] == ("entry", "note")}
    assert invented == statuses | notes
    assert not notes or any(loss.field in {"note", "grouping"} for loss in losses)
    kept = {entry.id for entry in back.entries}
    said = {loss.concept for loss in losses if loss.field in {"id", "entry"}}
    assert {entry.id for entry in glossary.entries} - said <= kept


@pytest.mark.parametrize("name", ["tbx", "tbx-dct", "tbx-v2"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(glossary=glossaries())
def test_tbx_holds_everything(glossary: Glossary, name: str, folder: Path) -> None:
    made = back_and_losses(glossary, name, folder)
    assert made is not None
    assert (made[0].entries, made[1]) == (glossary.entries, ())


@st.composite
def usual_entries(draw: st.DrawFn) -> ConceptEntry:
    """An entry of the kind that a table in our columns is made for."""
    plain = forms.filter(lambda text: "=>" not in text)
    found = draw(st.lists(plain, min_size=3, max_size=8, unique=True))
    roles = [("zh", TermStatus.PREFERRED, False), ("en", TermStatus.PREFERRED, False)]
    more = [
        ("zh", TermStatus.ADMITTED, False),
        ("zh", TermStatus.DEPRECATED, False),
        ("en", TermStatus.ADMITTED, False),
        ("en", TermStatus.ADMITTED, True),
        ("en", TermStatus.DEPRECATED, False),
    ]
    roles += [draw(st.sampled_from(more)) for _ in found[2:]]
    made = []
    for text, (language, status, abbreviation) in zip(found, roles, strict=True):
        is_banned = status is TermStatus.DEPRECATED and language == "en"
        term = replace(draw(terms(language)), text=text, match=draw(usually(list(MatchMode)[:3])))
        instead = draw(texts) if is_banned else ""
        made.append(replace(term, status=status, abbreviation=abbreviation, use_instead=instead))
    return ConceptEntry(
        draw(forms), tuple(made), draw(texts), draw(texts), weak=draw(st.booleans())
    )


@pytest.mark.parametrize("name", ["tsv", "csv", "xlsx"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(usual_entries(), min_size=1, max_size=3))
def test_tables_hold_all_but_odd_statuses(
    found: list[ConceptEntry], name: str, folder: Path
) -> None:
    glossary = Glossary(tuple({entry.id: entry for entry in found}.values()))
    made = back_and_losses(glossary, name, folder)
    assert made is not None
    assert made[1] == ()


@pytest.mark.parametrize("name", WRITTEN)
def test_the_same_glossary_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    glossary = Glossary((ConceptEntry("patent", (Term("专利", "zh"), Term("patent", "en"))),))
    made = []
    for place in ("a", "b"):
        write_glossary(glossary, tmp_path / place, name)
        made.append((tmp_path / place).read_bytes())
    assert made[0] == made[1]
